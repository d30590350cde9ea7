//! Pages for a region's team.
//! May import: app, storage::views, domain (to show), web.

pub mod admissions;
pub mod claims;
pub mod decisions;
pub mod dossier;
pub mod letters;
pub mod proposal;
pub mod providers;
pub mod queue;
pub mod requirement;

use super::call::Call;
use super::error::AppError;

/// The version of the application that the page showed.
fn seen(call: &Call) -> Result<i64, AppError> {
    call.form.text("version").parse().map_err(|_| AppError::BadRequest)
}
