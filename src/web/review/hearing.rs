//! What an aanbieder thinks of a voornemen, and what who handles the application thinks of that; and a decision that comes later.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::review::{self, Longer, show};
use crate::domain::ids::{ApplicationId, HearingId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const WEIGH: &str = "review/zienswijze.html";
const EXTEND: &str = "review/verdagen.html";

#[derive(Serialize)]
struct WeighPage {
    head: show::Head,
    hearing: show::HearingSeen,
    form: FormView,
}

#[derive(Serialize)]
struct ExtendPage {
    head: show::Head,
    extension: show::Extension,
    form: FormView,
}

async fn dossier(call: &Call, id: ApplicationId) -> Result<show::Dossier, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    call.read(move |conn| show::dossier(conn, &ctx, &scope, &id)).await
}

async fn look(call: &Call, form: FormView) -> Result<WeighPage, AppError> {
    let (id, hearing): (ApplicationId, HearingId) = (call.id("id")?, call.id("hearing")?);
    let dossier = dossier(call, id.clone()).await?;
    let hearing = dossier.hearings.into_iter().find(|one| one.id == hearing.as_str());
    let hearing = hearing.ok_or(AppError::NotFound)?;
    note_look(call, &id).await?;
    Ok(WeighPage { head: dossier.head, hearing, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/zienswijze/{hearing}`
///
/// # Errors
/// [`AppError::NotFound`] for another application's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(WEIGH, &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/zienswijze/{hearing}`
///
/// # Errors
/// [`AppError::Refused`] when it is not this person's work, or nothing was said.
pub async fn weigh(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (hearing, text): (HearingId, _) = (call.id("hearing")?, call.form.text("reactie").to_owned());
    let done = call
        .change(move |conn, ctx| {
            review::weigh(conn, ctx, &scope, (&id, &hearing), &text)?;
            Ok(format!("{}#zienswijze", address(&id)))
        })
        .await;
    call.or_again(done, WEIGH, async |form| look(&call, form).await).await
}

async fn look_ahead(call: &Call, form: FormView) -> Result<ExtendPage, AppError> {
    let id: ApplicationId = call.id("id")?;
    let dossier = dossier(call, id.clone()).await?;
    note_look(call, &id).await?;
    Ok(ExtendPage { head: dossier.head, extension: dossier.extension, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/verdagen`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn extend_page(call: Call) -> Answer {
    let page = look_ahead(&call, FormView::default()).await?;
    call.page(EXTEND, &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/verdagen`
///
/// # Errors
/// [`AppError::Refused`] when it was extended before, or the last day is over.
pub async fn extend(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let longer = Longer {
        weeks: call.form.text("weken").to_owned(),
        motivation: call.form.text("motivering").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            review::extend(conn, ctx, &scope, &id, &longer)?;
            Ok(format!("{}#aanmelding", address(&id)))
        })
        .await;
    call.or_again(done, EXTEND, async |form| look_ahead(&call, form).await).await
}
