//! One requirement of an application: judging it, and asking for repair.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::DbConn;
use crate::app::review::{self, Ask, Judged, show};
use crate::domain::ids::{ApplicationId, Id, MemberId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

#[derive(Serialize)]
struct Page {
    judging: show::Judging,
    form: FormView,
    /// Whether the visitor assesses, and does not only read.
    assesses: bool,
}

/// Whose own part the page is about; `None`: the penvoerder's, or all together.
fn member(call: &Call) -> Result<Option<MemberId>, AppError> {
    match call.query().text("deelnemer") {
        "" => Ok(None),
        id => Id::parse(id).map(Some).map_err(|_| AppError::NotFound),
    }
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx): (_, _) = (call.visitor.region_scope()?, call.ctx());
    let (id, code): (ApplicationId, _) = (call.id("id")?, call.param("code")?.to_owned());
    let application = id.clone();
    let member = member(call)?;
    let subject = move |conn: &mut DbConn| show::judging(conn, &ctx, &scope, &id, (&code, member.as_ref()));
    let judging = call.read(subject).await?;
    note_look(call, &application).await?;
    Ok(Page { judging, form, assesses: call.may("requirement.assess") })
}

/// `GET /beoordeling/aanmeldingen/{id}/eisen/{code}`: with `deelnemer` of the own part of one that takes part.
///
/// # Errors
/// [`AppError::NotFound`] for a requirement that does not apply, and where the team may not see the application.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/eis.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/eisen/{code}`
///
/// # Errors
/// [`AppError::Refused`] when it is not this person's work, or a proposal lies already.
pub async fn assess(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let form = &call.form;
    let lot = match form.text("kavel") {
        "" => None,
        lot => Some(Id::parse(lot).map_err(|_| AppError::NotFound)?),
    };
    let points = form.under("toetspunt.").map(|(code, answer)| (code.to_owned(), answer.to_owned()));
    let judged = Judged {
        requirement: call.param("code")?.to_owned(),
        member: member(&call)?,
        lot,
        outcome: form.text("oordeel").to_owned(),
        reason: form.text("reden").to_owned(),
        motivation: form.text("motivering").to_owned(),
        differs: form.text("afwijkend").to_owned(),
        points: points.collect(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            review::assess(conn, ctx, &scope, &id, &judged)?;
            Ok(format!("{}#eis-{}", address(&id), judged.requirement))
        })
        .await;
    again(&call, done, "review/eis.html").await
}

/// `GET /beoordeling/aanmeldingen/{id}/eisen/{code}/herstel`
///
/// # Errors
/// As [`page`].
pub async fn ask_page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/herstel.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/eisen/{code}/herstel`
///
/// # Errors
/// [`AppError::Refused`] when the requirement cannot be repaired or was asked about before.
pub async fn ask(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let form = &call.form;
    let asked = Ask {
        requirement: call.param("code")?.to_owned(),
        member: member(&call)?,
        kind: form.text("soort").to_owned(),
        anchor: form.text("onderdeel").to_owned(),
        question: form.text("vraag").to_owned(),
        team_fault: form.text("fout").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            review::ask(conn, ctx, &scope, &id, &asked)?;
            Ok(format!("{}#herstel", address(&id)))
        })
        .await;
    again(&call, done, "review/herstel.html").await
}

/// The page with the form that was refused.
async fn again(call: &Call, done: Answer, template: &str) -> Answer {
    call.or_again(done, template, async |form| look(call, form).await).await
}
