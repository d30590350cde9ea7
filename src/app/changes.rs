//! Telling who comes with an old page what happened meanwhile.
//! May import: app::{access, error}, domain, storage.

use super::access::{Acting, Visitor};
use super::error::Result;
use crate::domain::words::changes as words;
use crate::storage::DbConn;
use crate::storage::types::instant;
use crate::storage::views::changes;

/// What last happened to the things that an address names, in a sentence; empty when nothing is known. Without such a
/// thing the page was about the organisation or region that the visitor works for.
///
/// # Errors
/// What the database says.
pub fn told(conn: &mut DbConn, visitor: &Visitor, mut ids: Vec<String>) -> Result<String> {
    if ids.is_empty() {
        ids.extend(match &visitor.acting {
            Acting::Organisation { org, .. } => Some(org.to_string()),
            Acting::Region { region, .. } => Some(region.to_string()),
            Acting::Nobody | Acting::Halfway(_) | Acting::Account => None,
        });
    }
    let change = changes::last(conn, &ids)?;
    let saved = changes::saved(conn, &ids)?;
    let me = visitor.login.as_ref().map(|login| login.user.as_str());
    Ok(match (change, saved) {
        (Some(change), saved) if saved.is_none_or(|saved| saved <= change.at) => {
            if change.user.as_deref() == me && me.is_some() {
                words::by_yourself(instant(change.at))
            } else {
                words::by(change.role.0, instant(change.at))
            }
        }
        (_, Some(saved)) => words::saved(instant(saved)),
        (_, None) => String::new(),
    })
}
