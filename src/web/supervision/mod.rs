//! Pages for toezicht, and what an aanbieder learns of who looked.
//! May import: app, storage::views, domain (to show), web.

pub mod decided;
pub mod dossier;
pub mod files;
pub mod flow;
pub mod investigations;
pub mod list;
pub mod looks;
pub mod measures;
pub mod order;
pub mod samples;
pub mod signals;
pub mod year_plan;

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::supervision::Answer as Given;
use crate::app::{Acting, Visitor, public};
use crate::domain::words::supervision as words;
use crate::storage::views::supervision::Area;
use crate::web::call::Call;
use crate::web::error::AppError;
use crate::web::public::register::Names;

/// An answer with where it comes from, as pages show it.
#[derive(Serialize)]
struct AnswerLine {
    question: String,
    lines: Vec<String>,
    source: &'static str,
    as_of: NaiveDate,
}

impl From<Given> for AnswerLine {
    fn from(one: Given) -> Self {
        Self { question: one.question, lines: one.lines, source: words::source(one.source), as_of: one.as_of }
    }
}

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
