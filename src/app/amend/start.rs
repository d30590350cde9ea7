//! Beginning a wijziging: a copy of the newest version, under a key for pseudonyms of its own.
//! May import: app, domain, storage.

use super::opened::actor;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::Result;
use crate::app::schemes;
use crate::domain::amendment::State;
use crate::domain::audit::Event;
use crate::domain::ids::{AmendmentId, ProcedureId};
use crate::storage::amendments::{self, AmendmentRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope, regions};

/// Begin a wijziging of a procedure's regeling.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for a procedure of another region.
pub fn start(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> Result<AmendmentId> {
    let by = actor(ctx)?;
    let base = schemes::newest(conn, scope, procedure)?;
    let text = regions::scheme(conn, scope, &base.id)?;
    let id: AmendmentId = ctx.id();
    amendments::insert(
        conn,
        &AmendmentRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: procedure.to_string(),
            base_version_id: base.id.to_string(),
            state: AsText(State::Draft),
            source: text.source,
            sha256: text.sha256,
            motivation: String::new(),
            pseudonym_key: ctx.source().bytes::<32>().to_vec(),
            started_by: by.to_string(),
            started_at: stored(ctx.now),
            changed_by: by.to_string(),
            changed_at: stored(ctx.now),
            note: String::new(),
            effective_from: None,
            proposed_by: None,
            proposed_at: None,
            returned_reason: String::new(),
            published_by: None,
            version_id: None,
            version: 1,
        },
    )?;
    let place = Place::of_region(scope.region()).procedure(procedure);
    ctx.record(conn, &place, Event::AmendmentStarted { subject: id.clone(), base: base.id })?;
    Ok(id)
}
