//! Asking for repair of several things at once, and of everyone with the same defect.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::review::{self, Ask, show};
use crate::domain::ids::{ApplicationId, WindowId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

#[derive(Serialize)]
struct SeveralPage {
    several: show::Several,
    form: FormView,
}

#[derive(Serialize)]
struct AlikePage {
    alike: show::Alike,
    form: FormView,
    /// Whether the visitor assesses, and does not only read.
    assesses: bool,
}

async fn several_page(call: &Call, form: FormView) -> Result<SeveralPage, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let application = id.clone();
    let several = call.read(move |conn| show::several(conn, &ctx, &scope, &id)).await?;
    note_look(call, &application).await?;
    Ok(SeveralPage { several, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/herstel`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn several(call: Call) -> Answer {
    let page = several_page(&call, FormView::default()).await?;
    call.page("review/herstel-meer.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/herstel`: what is ticked is asked, in one request.
///
/// # Errors
/// [`AppError::Refused`] when a requirement cannot be repaired or was asked about before.
pub async fn ask(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (form, seen) = (&call.form, seen(&call)?);
    let of = |code: &str| Ask {
        requirement: code.to_owned(),
        member: None,
        kind: form.text(&format!("soort.{code}")).to_owned(),
        anchor: form.text(&format!("onderdeel.{code}")).to_owned(),
        question: form.text(&format!("vraag.{code}")).to_owned(),
        team_fault: String::new(),
        seen,
    };
    let forms: Vec<Ask> = form.all("eis").map(of).collect();
    let done = call
        .change(move |conn, ctx| {
            review::ask_all(conn, ctx, &scope, &id, &forms)?;
            Ok(format!("{}#herstel", address(&id)))
        })
        .await;
    call.or_again(done, "review/herstel-meer.html", async |form| several_page(&call, form).await).await
}

async fn alike_page(call: &Call, form: FormView) -> Result<AlikePage, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (window, code): (WindowId, _) = (call.id("window")?, call.param("code")?.to_owned());
    let alike = call.read(move |conn| show::alike(conn, &ctx, &scope, (&window, &code))).await?;
    Ok(AlikePage { alike, form, assesses: call.may("offer.others") })
}

/// `GET /beoordeling/vensters/{window}/herstel/{code}`: who could repair a requirement, who was asked and who was not.
///
/// # Errors
/// [`AppError::NotFound`] for another region's window, and for a requirement that it does not have or that only named officers read.
pub async fn alike(call: Call) -> Answer {
    let page = alike_page(&call, FormView::default()).await?;
    call.page("review/zelfde-gebrek.html", &page)
}

/// `POST /beoordeling/vensters/{window}/herstel/{code}`: asks everyone who was not asked.
///
/// # Errors
/// [`AppError::Refused`] when nobody is left to ask.
pub async fn ask_others(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let (window, code): (WindowId, _) = (call.id("window")?, call.param("code")?.to_owned());
    let asked = Ask {
        requirement: code.clone(),
        member: None,
        kind: call.form.text("soort").to_owned(),
        anchor: call.form.text("onderdeel").to_owned(),
        question: call.form.text("vraag").to_owned(),
        team_fault: String::new(),
        seen: 0,
    };
    let done = call
        .change(move |conn, ctx| {
            review::ask_others(conn, ctx, &scope, &window, &asked)?;
            Ok(format!("/beoordeling/vensters/{window}/herstel/{code}"))
        })
        .await;
    call.or_again(done, "review/zelfde-gebrek.html", async |form| alike_page(&call, form).await).await
}
