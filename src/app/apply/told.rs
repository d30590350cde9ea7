//! What the region found not met of the own part of one that takes part: for that one only, once the decision was made known.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::error::Result;
use crate::domain::decision::Reason;
use crate::storage::{DbConn, decisions, letters, lots};

/// An eis that an own part does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its title.
    pub title: String,
    /// Why, in the words of the assessor.
    pub why: String,
}

/// What was decided about the own part that is open; nothing for a penvoerder, who has the letter, and before that letter left.
///
/// # Errors
/// What the database says.
pub fn told(conn: &mut DbConn, opened: &Opened) -> Result<Vec<Told>> {
    let Some(member) = &opened.member else { return Ok(Vec::new()) };
    let sent = letters::of_application(conn, &opened.region, &opened.id)?;
    if !sent.iter().any(|one| one.kind.0.is_about_decisions() && one.dispatched_at.is_some()) {
        return Ok(Vec::new());
    }
    let own = |one: &&Reason| one.member.as_ref().is_some_and(|id| id.as_str() == member.id);
    let mut told = Vec::new();
    for (lot, _) in lots::choices(conn, &opened.id)? {
        let decided = decisions::last_row(conn, &lot.id)?.filter(|row| row.signed_by.is_some());
        for reason in decided.iter().flat_map(|row| row.reasons_json.0.iter().filter(own)) {
            let requirement = opened.scheme.requirement(&reason.requirement);
            let title = requirement.map_or(reason.requirement.as_str(), |one| &one.title).to_owned();
            let one = Told { title, why: reason.motivation.as_str().to_owned() };
            // Several lots fall by the same.
            if !told.contains(&one) {
                told.push(one);
            }
        }
    }
    Ok(told)
}
