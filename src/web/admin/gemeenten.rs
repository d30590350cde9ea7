//! `/beheer/gemeenten`: what letters need of each gemeente.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::admin::{self, GemeenteDetails, read};
use crate::app::fields::{Mistakes, line};
use crate::domain::words::admin as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const HOME: &str = "/beheer/gemeenten";
const ONE: &str = "admin/gemeente.html";

#[derive(Serialize)]
struct Page {
    gemeenten: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    code: String,
    name: String,
    address: String,
    court: String,
}

#[derive(Serialize)]
struct OnePage {
    form: FormView,
    code: String,
    name: String,
    version: i64,
}

/// `GET /beheer/gemeenten`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let rows = call.read(move |conn| read::gemeenten(conn, &scope)).await?;
    let lines = rows.into_iter().map(|row| Line {
        code: row.code,
        name: row.name,
        address: row.address,
        court: row.court,
    });
    call.page("admin/gemeenten.html", &Page { gemeenten: lines.collect() })
}

async fn one_of(call: &Call) -> Result<admin::Gemeente, AppError> {
    let scope = call.visitor.region_scope()?;
    let code = call.param("code")?.to_owned();
    let rows = call.read(move |conn| read::gemeenten(conn, &scope)).await?;
    rows.into_iter().find(|row| row.code == code).ok_or(AppError::NotFound)
}

/// `GET /beheer/gemeenten/{code}`
///
/// # Errors
/// [`AppError::NotFound`] for a gemeente of another region.
pub async fn one(call: Call) -> Answer {
    let row = one_of(&call).await?;
    let answers = [
        ("legal_person", row.legal_person.clone()),
        ("college", row.college.clone()),
        ("address", row.address.clone()),
        ("complaints_email", row.complaints_email.clone()),
        ("court", row.court.clone()),
    ];
    let form = Form::of(answers.map(|(name, value)| (name.to_owned(), value)));
    let form = FormView::new(&form, Vec::new());
    call.page(ONE, &OnePage { form, code: row.code, name: row.name, version: row.version })
}

/// `POST /beheer/gemeenten/{code}`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn change(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let row = one_of(&call).await?;
    let seen: i64 = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let mut mistakes = Mistakes::default();
    let mut text = |field: &str| mistakes.take(field, line(call.form.text(field), 300, words::FIELD_MISSING));
    let read = (|| {
        let all = ["legal_person", "college", "address", "complaints_email", "court"].map(&mut text);
        let [legal_person, college, address, complaints_email, court] = all;
        Some(GemeenteDetails {
            legal_person: legal_person?,
            college: college?,
            address: address?,
            complaints_email: complaints_email?,
            court: court?,
        })
    })();
    let (code, name, version) = (row.code, row.name, row.version);
    let again = |mistakes| {
        let form = FormView::new(&call.form, mistakes);
        call.refused_form(ONE, &OnePage { form, code: code.clone(), name: name.clone(), version })
    };
    let details = match mistakes.done(read).map_err(AppError::from) {
        Ok(details) => details,
        Err(AppError::Invalid(mistakes)) => return again(mistakes),
        Err(error) => return Err(error),
    };
    let which = code.clone();
    call.change(move |conn, ctx| {
        admin::change_gemeente(conn, ctx, &scope, &which, seen, &details)?;
        Ok(HOME.to_owned())
    })
    .await
}
