//! `/beoordeling/toelatingen/brieven`: the letters with a code for aanbieders whose contracts were taken over, to print and send by post.
//! May import: app, documents, domain, web.

use std::error::Error;
use std::io::{Cursor, Write as _};

use serde::Serialize;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::app::claim_codes::{self, Unused};
use crate::documents;
use crate::domain::ids::ClaimCodeId;
use crate::domain::letter::LetterContent;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::download::{drawn, handed_out};

const HOME: &str = "/beoordeling/toelatingen/brieven";

#[derive(Serialize)]
struct Page {
    letters: Vec<LetterView>,
    done: String,
}

#[derive(Serialize)]
struct LetterView {
    id: String,
    name: String,
    kvk: String,
    issued_on: String,
    last_day: String,
    works: bool,
}

/// `GET /beoordeling/toelatingen/brieven`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let unused = call.read(move |conn| claim_codes::unused(conn, &ctx, &scope)).await?;
    let view = |one: Unused| LetterView {
        id: one.id.to_string(),
        name: one.name,
        kvk: one.kvk,
        issued_on: long_date(one.issued_on),
        last_day: long_date(one.last_day),
        works: one.works,
    };
    let letters = unused.into_iter().map(view).collect();
    call.page("review/toegangsbrieven.html", &Page { letters, done: call.query().text("klaar").to_owned() })
}

/// `GET /beoordeling/toelatingen/brieven/{id}`: the letter, made now; it is kept nowhere.
///
/// # Errors
/// [`AppError::NotFound`] for another region's, and for one that was used.
pub async fn letter(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, ClaimCodeId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let (codes, portal) = (call.site.claim_codes.clone(), call.site.url.clone());
    let content = call
        .site
        .blocking(move |database| {
            database.write(|conn| claim_codes::letter(conn, &ctx, (&scope, &portal), &codes, &id))
        })
        .await?;
    let name = file_name(&content);
    let bytes = drawn(move || Ok(documents::render(&content)?)).await?;
    Ok(handed_out("application/pdf", &name, bytes))
}

/// `GET /beoordeling/toelatingen/brieven/alle`: every letter whose code works, in one zip.
///
/// # Errors
/// What the database says.
pub async fn all(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (codes, portal) = (call.site.claim_codes.clone(), call.site.url.clone());
    let letters = call
        .site
        .blocking(move |database| {
            database.write(|conn| claim_codes::letters(conn, &ctx, (&scope, &portal), &codes))
        })
        .await?;
    let bytes = drawn(move || zipped(&letters)).await?;
    Ok(handed_out("application/zip", &format!("brieven-{}.zip", call.today()), bytes))
}

/// Letters of some fifty kilobytes each: those of a whole region fit in memory.
fn zipped(letters: &[LetterContent]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for letter in letters {
        zip.start_file(file_name(letter), SimpleFileOptions::default())?;
        zip.write_all(&documents::render(letter)?)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn file_name(letter: &LetterContent) -> String {
    format!("brief-{}.pdf", letter.number)
}

/// `POST /beoordeling/toelatingen/brieven/{id}`: another code in its place.
///
/// # Errors
/// [`AppError::NotFound`] for another region's, and for one that was used.
pub async fn renew(call: Call) -> Answer {
    let (scope, id): (_, ClaimCodeId) = (call.visitor.region_scope()?, call.id("id")?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        claim_codes::renew(conn, ctx, (&scope, &portal), &id)?;
        Ok(format!("{HOME}?klaar=vernieuwd"))
    })
    .await
}
