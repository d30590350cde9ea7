//! How the letter would tell a judgement: the paragraph under a refusal, put together as the letter itself does it.
//! May import: app, domain, storage.

use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::letters;
use crate::app::review::opened::Opened;
use crate::domain::ids::{ApplicationId, MemberId};
use crate::domain::letter::Block;
use crate::domain::policy_code::RequirementCode;
use crate::domain::words;
use crate::storage::{DbConn, RegionScope};

/// A paragraph of the letter.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    /// Its heading.
    pub heading: String,
    /// What stands under it, row by row.
    pub rows: Vec<(String, String)>,
}

/// The paragraph about one requirement that is not met, with this motivation.
///
/// # Errors
/// [`Error::NotFound`] when the requirement does not apply, or the team may not see the application.
pub fn preview(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    (code, member, motivation): (&str, Option<&MemberId>, &str),
) -> Result<Preview> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let code = RequirementCode::parse(code).map_err(|_| Error::NotFound)?;
    let requirement = opened.scheme.requirement(&code).ok_or(Error::NotFound)?;
    let verdict = opened.verdict()?;
    let result = verdict.results.iter().find(|one| one.code == code).ok_or(Error::NotFound)?;
    // What is said of one that takes part is read by that one only, in a letter of its own.
    let motivation = match member {
        Some(_) => words::members::why_is_its_own(opened.name_of(member)),
        None => motivation.to_owned(),
    };
    let told = letters::ground_of(&opened.scheme, requirement, Some(result), motivation).told();
    let heading = told.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(text.clone()),
        _ => None,
    });
    let rows = told.iter().filter_map(|block| match block {
        Block::KeyValues { rows } => Some(rows.iter().map(|row| (row.name.clone(), row.value.clone()))),
        _ => None,
    });
    Ok(Preview { heading: heading.unwrap_or_default(), rows: rows.flatten().collect() })
}
