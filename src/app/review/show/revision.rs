//! Revisions as the team reads them with a dossier.
//! May import: app, domain, storage.

use serde::Serialize;

use crate::app::error::Result;
use crate::app::review::opened::Opened;
use crate::domain::words::revision as words;
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope, decisions, revisions, types};

/// A decision that was looked at again.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionSeen {
    /// The lot.
    pub place: String,
    /// What led to it, in words.
    pub cause: String,
    /// Why.
    pub motivation: String,
    /// When, RFC 3339.
    pub at: String,
}

/// The revisions of an application, the first first.
pub(super) fn all(conn: &mut DbConn, scope: &RegionScope, opened: &Opened) -> Result<Vec<RevisionSeen>> {
    let mut seen = Vec::new();
    for row in revisions::of_application(conn, scope, &opened.id)? {
        let decision = decisions::find(conn, scope, &types::id("revisions", &row.decision_id)?)?;
        let lots = opened.lots.iter().map(|(lot, _)| lot);
        let place = lots.into_iter().find(|lot| lot.id == decision.lot_application_id);
        seen.push(RevisionSeen {
            place: place.map(|lot| super::place(opened, lot)).unwrap_or_default(),
            cause: words::cause(row.cause.0).to_owned(),
            motivation: row.motivation,
            at: instant(row.opened_at).to_rfc3339(),
        });
    }
    Ok(seen)
}
