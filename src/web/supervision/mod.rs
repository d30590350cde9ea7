//! Pages for toezicht, and what an aanbieder learns of who looked.
//! May import: app, storage::views, domain (to show), web.

pub mod dossier;
pub mod files;
pub mod list;
pub mod looks;
pub mod measures;
pub mod order;
pub mod samples;
pub mod signals;

use crate::app::{Acting, Visitor, public};
use crate::storage::views::supervision::Area;
use crate::web::call::Call;
use crate::web::error::AppError;
use crate::web::public::register::Names;

/// The names of the region this visitor works for, and those of the own gemeenten.
async fn names(call: &Call, area: &Area) -> Result<(Names, Vec<String>), AppError> {
    let names = region_names(call).await?;
    let own = area.gemeenten.iter().map(|code| names.gemeente(code)).collect();
    Ok((names, own))
}

/// The names of the region this visitor works for.
async fn region_names(call: &Call) -> Result<Names, AppError> {
    let (slug, now) = (slug(&call.visitor)?, call.now);
    let region = call.read(move |conn| public::region(conn, &slug, now)).await?;
    Ok(Names::of(&region))
}

fn slug(visitor: &Visitor) -> Result<String, AppError> {
    match &visitor.acting {
        Acting::Region { slug, .. } => Ok(slug.clone()),
        _ => Err(AppError::NotFound),
    }
}
