//! What an aanbieder is asked under the Wet Bibob, and handing in its form.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::vault_files::{FileField, take_in};
use crate::app::FieldError;
use crate::app::bibob::{self, Own};
use crate::app::vault::NewEvidence;
use crate::domain::ids::ApplicationId;
use crate::domain::scheme::bibob_form;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::upload::Room;

const TEMPLATE: &str = "provider/bibob.html";

#[derive(Serialize)]
struct Page {
    own: Own,
    action: String,
    follow: String,
    file: FileField,
    form: FormView,
    /// Whether the visitor may hand in for its organisation.
    may_hand_in: bool,
}

fn kind() -> Result<&'static crate::domain::scheme::EvidenceDef, AppError> {
    bibob_form().ok_or(AppError::NotFound)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id): (_, ApplicationId) = (call.visitor.org_scope()?, call.id("id")?);
    let base = format!("/aanbieder/aanmeldingen/{id}");
    let own = call.read(move |conn| bibob::own(conn, &scope, &id)).await?;
    Ok(Page {
        own,
        action: format!("{base}/bibob"),
        follow: format!("{base}/volgen"),
        file: FileField::new(kind()?, call.site.uploads.file),
        form,
        may_hand_in: call.may("bibob.hand_in"),
    })
}

/// `GET /aanbieder/aanmeldingen/{id}/bibob`
///
/// # Errors
/// [`AppError::NotFound`] where nothing was asked, and for another organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/bibob`: several files at once; each bad one says its own mistake.
///
/// # Errors
/// [`AppError::NotFound`] where nothing was asked; [`AppError::Refused`] once somebody looks into it.
pub async fn hand_in(mut call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.org_scope()?, call.id("id")?);
    let (asked_of, application) = (scope.clone(), id.clone());
    call.read(move |conn| bibob::own(conn, &asked_of, &application)).await?;
    let limits = call.site.uploads;
    let room = Room { file: limits.file, all: limits.dossier };
    let mut intake = take_in(&mut call, kind()?, room, limits.dossier).await?;
    let good = std::mem::take(&mut intake.good);
    let to = if good.is_empty() { None } else { Some(keep(&call, id, good).await?) };
    match intake.answer(&call, to.as_deref(), "bestand") {
        Ok(answer) => Ok(answer),
        Err(mistakes) => again(&call, mistakes).await,
    }
}

async fn keep(call: &Call, id: ApplicationId, good: Vec<NewEvidence>) -> Result<String, AppError> {
    let (scope, ctx, once) = (call.visitor.org_scope()?, call.ctx(), call.once()?);
    call.site
        .blocking(move |database| {
            database.once(&ctx, &once, |conn| {
                bibob::hand_in(conn, &ctx, &scope, &id, &good)?;
                Ok(format!("/aanbieder/aanmeldingen/{id}/bibob"))
            })
        })
        .await
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = look(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}
