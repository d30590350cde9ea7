//! One requirement of an application: judging it, and asking for repair.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::DbConn;
use crate::app::review::{self, Ask, Judged, show};
use crate::app::verification::{self, Seen};
use crate::domain::ids::{ApplicationId, Id, MemberId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

#[derive(Serialize)]
struct Page {
    judging: show::Judging,
    /// Visits and talks to check this requirement.
    verifications: Vec<Seen>,
    form: FormView,
    /// What to write as the motivation, where the form is shown with a text to begin with.
    text: Option<String>,
    /// How the letter would tell it.
    preview: Option<show::Preview>,
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
    let subject = move |conn: &mut DbConn| {
        let judging = show::judging(conn, &ctx, &scope, &id, (&code, member.as_ref()))?;
        Ok((judging, verification::beside(verification::of_application(conn, &ctx, &scope, &id)?, &code)))
    };
    let (judging, verifications) = call.read(subject).await?;
    note_look(call, &application).await?;
    let form = match judging.earlier.iter().find(|one| one.id == call.query().text("over")) {
        Some(earlier) if form.answers.is_empty() => taken_over(earlier),
        _ => form,
    };
    Ok(Page {
        judging,
        verifications,
        form,
        text: None,
        preview: None,
        assesses: call.may("requirement.assess"),
    })
}

/// The form as an earlier judgement would fill it in.
fn taken_over(earlier: &show::Earlier) -> FormView {
    let answer = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let points = earlier.points.iter().map(|(code, given)| answer(&format!("toetspunt.{code}"), given));
    let rest = [
        answer("oordeel", earlier.outcome),
        answer("reden", &earlier.reason_code),
        answer("motivering", &earlier.motivation),
        answer("overgenomen", &earlier.id),
    ];
    FormView::new(&Form::of(points.chain(rest)), Vec::new())
}

/// The page with the approved text to begin with, and how the letter would read.
async fn previewed(call: &Call) -> Answer {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let (code, member) = (call.param("code")?.to_owned(), member(call)?);
    let mut page = look(call, FormView::new(&call.form, Vec::new())).await?;
    let written = call.form.text("motivering");
    let reason = page.judging.reasons.iter().find(|one| one.value == call.form.text("reden"));
    let text = match (written, reason) {
        ("", Some(reason)) => reason.text.clone(),
        _ => written.to_owned(),
    };
    let said = text.clone();
    let told =
        move |conn: &mut DbConn| show::preview(conn, &ctx, &scope, &id, (&code, member.as_ref(), &said));
    page.preview = Some(call.read(told).await?);
    page.text = Some(text);
    call.page("review/eis.html", &page)
}

/// Where the assessor goes after a judgement: to the next requirement that waits, or back to the dossier to propose.
fn onward(id: &ApplicationId, next: Option<show::Step>) -> String {
    match next {
        None => format!("{}#voorstellen", address(id)),
        Some(step) if step.member.is_empty() => format!("{}/eisen/{}#oordeel-geven", address(id), step.code),
        Some(step) => {
            format!("{}/eisen/{}?deelnemer={}#oordeel-geven", address(id), step.code, step.member)
        }
    }
}

/// `GET /beoordeling/aanmeldingen/{id}/eisen/{code}`: with `deelnemer` of the own part of one that takes part.
///
/// # Errors
/// [`AppError::NotFound`] for a requirement that does not apply, and where the team may not see the application.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/eis.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/eisen/{code}`: judges, and goes on with the next requirement; or shows how the letter would read.
///
/// # Errors
/// [`AppError::Refused`] when it is not this person's work, or a proposal lies already.
pub async fn assess(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let form = &call.form;
    if form.text("actie") == "voorbeeld" {
        return previewed(&call).await;
    }
    let lot = match form.text("kavel") {
        "" => None,
        lot => Some(Id::parse(lot).map_err(|_| AppError::NotFound)?),
    };
    let copied_from = match form.text("overgenomen") {
        "" => None,
        id => Some(Id::parse(id).map_err(|_| AppError::NotFound)?),
    };
    let points = form.under("toetspunt.").map(|(code, answer)| (code.to_owned(), answer.to_owned()));
    let judged = Judged {
        requirement: call.param("code")?.to_owned(),
        member: member(&call)?,
        lot,
        outcome: form.text("oordeel").to_owned(),
        reason: form.text("reden").to_owned(),
        agrees: form.text("actie") == "akkoord",
        motivation: form.text("motivering").to_owned(),
        differs: form.text("afwijkend").to_owned(),
        note: form.text("notitie").to_owned(),
        copied_from,
        points: points.collect(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            review::assess(conn, ctx, &scope, &id, &judged)?;
            Ok(onward(&id, show::next_open(conn, ctx, &scope, &id, &judged.requirement)?))
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
