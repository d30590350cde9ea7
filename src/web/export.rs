//! A dossier as one zip: for the aanbieder itself, and taken out by the team for a judge or the archive.
//! May import: app, domain, web.

use serde::Serialize;

use super::call::{Answer, Call};
use super::error::AppError;
use super::zipped::{self, Bytes, Zipped};
use crate::app::export::{self, Export, Left, Source};
use crate::domain::code::Code as _;
use crate::domain::export::{Audience, LeftOut};
use crate::domain::ids::ApplicationId;
use crate::domain::words::export as words;

/// `GET /aanbieder/aanmeldingen/{id}/dossier.zip`: each download is a leaf.
///
/// # Errors
/// [`AppError::NotFound`] for another's, and for what was never sent in.
pub async fn own(call: Call) -> Answer {
    let (scope, id, ctx): (_, ApplicationId, _) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let ready = call
        .site
        .blocking(move |database| {
            let ready = database.read(|conn| export::own(conn, &scope, &id))?;
            database.write(|conn| export::note(conn, &ctx, &ready))?;
            Ok(ready)
        })
        .await?;
    Ok(send(&call, ready))
}

#[derive(Serialize)]
struct Page {
    number: String,
    base: String,
    choices: Vec<Choice>,
}

/// For whom it can be taken out, with what does not go along.
#[derive(Serialize)]
struct Choice {
    code: &'static str,
    slug: &'static str,
    files: usize,
    officer: bool,
    left: Vec<Reason>,
}

#[derive(Serialize)]
struct Reason {
    why: &'static str,
    what: Vec<String>,
}

/// The reasons, each with what it holds back.
fn reasons(left: &[Left]) -> Vec<Reason> {
    let of = |why: &LeftOut| Reason {
        why: words::why(*why),
        what: left.iter().filter(|one| one.why == *why).map(|one| one.what.clone()).collect(),
    };
    LeftOut::ALL.iter().map(of).filter(|one| !one.what.is_empty()).collect()
}

/// `GET /beoordeling/aanmeldingen/{id}/dossier`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one, and another region's.
pub async fn page(call: Call) -> Answer {
    let (scope, id, ctx): (_, ApplicationId, _) = (call.visitor.region_scope()?, call.id("id")?, call.ctx());
    let base = format!("/beoordeling/aanmeldingen/{id}");
    let all = call
        .read(move |conn| {
            let one = |audience: &Audience| export::of_region(conn, &ctx, &scope, &id, *audience);
            Audience::ALL.iter().map(one).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let choice = |one: &Export| Choice {
        code: one.audience.code(),
        slug: words::slug(one.audience),
        files: one.entries.len(),
        officer: one.officer,
        left: reasons(&one.left),
    };
    let number = all.first().map(|one| one.number.clone()).unwrap_or_default();
    call.page("review/dossier-uit.html", &Page { number, base, choices: all.iter().map(choice).collect() })
}

/// `GET /beoordeling/aanmeldingen/{id}/dossier/{purpose}/dossier.zip`: each download is a leaf.
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one, another region's, and a purpose that does not exist.
pub async fn of_region(call: Call) -> Answer {
    let (scope, id, ctx): (_, ApplicationId, _) = (call.visitor.region_scope()?, call.id("id")?, call.ctx());
    let purpose = call.param("purpose")?;
    let audience = Audience::ALL.iter().copied().find(|one| words::slug(*one) == purpose);
    let audience = audience.ok_or(AppError::NotFound)?;
    let ready = call
        .site
        .blocking(move |database| {
            let ready = database.read(|conn| export::of_region(conn, &ctx, &scope, &id, audience))?;
            database.write(|conn| export::note(conn, &ctx, &ready))?;
            Ok(ready)
        })
        .await?;
    Ok(send(&call, ready))
}

fn send(call: &Call, ready: Export) -> actix_web::HttpResponse {
    let name = format!("dossier-{}-{}.zip", ready.number, words::slug(ready.audience));
    let files = ready.entries.into_iter().map(|one| Zipped {
        name: one.path,
        bytes: match one.source {
            Source::Bytes(bytes) => Bytes::Made(bytes),
            Source::Store => Bytes::Stored(one.digest.hex()),
        },
    });
    zipped::send(call, &name, files.collect())
}
