//! Pages for a region's team.
//! May import: app, storage::views, domain (to show), web.

pub mod admissions;
pub mod agreement;
pub mod bibob;
pub mod claims;
pub mod confirmations;
pub mod decisions;
pub mod dispute;
pub mod dossier;
pub mod equal;
pub mod evidence;
pub mod evidence_requests;
pub mod hearing;
pub mod hold;
pub mod letters;
pub mod measures;
pub mod overview;
pub mod proposal;
pub mod providers;
pub mod queue;
pub mod repair;
pub mod requirement;
pub mod revision;
pub mod team;
pub mod unhandled;
pub mod verification;

use super::call::Call;
use super::error::AppError;
use crate::app::DbConn;
use crate::app::review::show;
use crate::domain::ids::ApplicationId;

/// Note that somebody looks into a dossier, by whichever of its pages.
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
async fn note_look(call: &Call, id: &ApplicationId) -> Result<(), AppError> {
    let (scope, ctx, id) = (call.visitor.region_scope()?, call.ctx(), id.clone());
    call.site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| show::look(conn, &ctx, &scope, &id);
            database.look(&ctx, look, |_| Ok(()))
        })
        .await
}

/// The version of the application that the page showed.
fn seen(call: &Call) -> Result<i64, AppError> {
    call.form.text("version").parse().map_err(|_| AppError::BadRequest)
}
