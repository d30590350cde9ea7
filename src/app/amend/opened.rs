//! A wijziging with what belongs to it: the version it starts from, its text as a regeling, and how it was worked out.
//! May import: app, domain, storage.

use std::sync::Arc;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::schemes::{self, Version};
use crate::domain::amendment::{Amendment, Command};
use crate::domain::ids::{AmendmentId, ProcedureId, UserId};
use crate::domain::scheme::Scheme;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::amendments::{self, AmendmentRow, SimulationRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// A wijziging of a region.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Identifier.
    pub id: AmendmentId,
    /// The row.
    pub row: AmendmentRow,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The version it starts from.
    pub base: Version,
    /// Its text.
    pub scheme: Arc<Scheme>,
    /// The last working out, if there was one.
    pub last: Option<SimulationRow>,
    /// The life.
    pub life: Amendment,
}

impl Opened {
    /// Open it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for another region's.
    pub fn load(conn: &mut DbConn, scope: &RegionScope, id: &AmendmentId) -> Result<Self> {
        let row = amendments::find(conn, scope, id)?;
        let base = schemes::of_version(conn, scope, &types::id("amendments", &row.base_version_id)?)?;
        let last = amendments::simulations_of(conn, scope, id)?.into_iter().next();
        Ok(Self {
            id: id.clone(),
            procedure: types::id("amendments", &row.procedure_id)?,
            base,
            scheme: schemes::stored_text(&row.source, &row.sha256)?,
            life: amendments::life(&row, last.as_ref())?,
            last,
            row,
        })
    }

    /// Take one step of its life by somebody who saw version `seen`, and keep it together with what else was changed of the row.
    ///
    /// # Errors
    /// [`Error::Refused`] when the life does not allow it; [`Error::Stale`] when somebody changed it since.
    pub(super) fn step(
        mut self,
        conn: &mut DbConn,
        ctx: &Ctx,
        scope: &RegionScope,
        seen: i64,
        command: Command,
    ) -> Result<Self> {
        let by = actor(ctx)?;
        let life = self.life.clone().apply(command, ctx.now).map_err(|no| Error::refused(no.in_dutch()))?;
        put(&mut self.row, &life);
        self.row.changed_by = by.to_string();
        self.row.changed_at = stored(ctx.now);
        if !amendments::save(conn, scope, seen, &self.row)? {
            return Err(Error::Stale);
        }
        self.row.version = seen + 1;
        Ok(Self { life, ..self })
    }

    /// Where in the log what happens to it belongs.
    pub(super) fn place(&self, scope: &RegionScope) -> Place {
        Place::of_region(scope.region()).procedure(&self.procedure)
    }
}

/// Who does it.
pub(super) fn actor(ctx: &Ctx) -> Result<UserId> {
    ctx.actor.user.clone().ok_or(Error::Forbidden)
}

/// What a life says, in the columns that hold it.
fn put(row: &mut AmendmentRow, life: &Amendment) {
    row.state = AsText(life.state());
    let proposed = match life {
        Amendment::Draft(draft) => {
            row.motivation =
                draft.motivation.as_ref().map_or_else(String::new, |why| why.as_str().to_owned());
            None
        }
        Amendment::Proposed(proposed) => Some(proposed),
        Amendment::Published { proposed, by, version } => {
            row.published_by = Some(by.to_string());
            row.version_id = Some(version.to_string());
            Some(proposed)
        }
        Amendment::Discarded => None,
    };
    row.note = proposed.map_or_else(String::new, |one| one.note.as_str().to_owned());
    row.effective_from = proposed.map(|one| stored(one.effective));
    row.proposed_by = proposed.map(|one| one.by.to_string());
    row.proposed_at = proposed.map(|one| stored(one.at));
}
