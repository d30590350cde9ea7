//! The supply that is taken and published when a window opens: frozen, and equal for everybody who applies in it.
//! May import: app, domain, storage.

use super::landscape;
use crate::app::access;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::canonical;
use crate::domain::digest::Digest;
use crate::domain::ids::{ProcedureId, WindowId};
use crate::domain::job::Job;
use crate::domain::supply::{LotSupply, SupplySnapshot};
use crate::storage::calendar::{self, WindowRow};
use crate::storage::opening_supply::{self as kept, OpeningRow};
use crate::storage::types::{self, instant, stored};
use crate::storage::{DbConn, RegionScope};

/// Plan to publish the supply when a window opens.
///
/// # Errors
/// What the database says.
pub(in crate::app) fn plan(conn: &mut DbConn, ctx: &Ctx, id: &WindowId, window: &WindowRow) -> Result<()> {
    Ok(ctx.enqueue_at(conn, &Job::PublishSupply { window: id.clone() }, instant(window.opens_at))?)
}

/// Publish the supply of a window that has opened: work for the runner.
///
/// # Errors
/// What the database says.
pub fn publish(conn: &mut DbConn, ctx: &Ctx, window: &WindowId) -> Result<()> {
    let row = calendar::to_close(conn, window)?;
    let scope = access::for_system(types::id("windows", &row.region_id)?);
    published(conn, ctx, &scope, &row).map(drop)
}

/// What was published when a window opened. Who comes before the runner publishes it here: after that nothing changes it.
///
/// # Errors
/// [`Error::Refused`] before it opens; what the database says.
pub(in crate::app) fn published(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowRow,
) -> Result<SupplySnapshot> {
    let id: WindowId = types::id("windows", &window.id)?;
    if let Some(known) = of_window(conn, scope, &id)? {
        return Ok(known);
    }
    let procedure: ProcedureId = types::id("windows", &window.procedure_id)?;
    let land = landscape(conn, scope, &procedure, ctx.now)?;
    // Clients are no supply, and in a tiny lot their number would say who they are.
    let lots = land.lots.into_values().map(|lot| LotSupply { clients: None, ..lot.supply });
    let snapshot = SupplySnapshot::new(land.on, lots.collect());
    let content = canonical::to_bytes(&serde_json::to_value(&snapshot).map_err(Error::internal)?);
    let content = content.map_err(Error::internal)?;
    let digest = Digest::of(&content);
    let row = OpeningRow {
        window_id: window.id.clone(),
        region_id: window.region_id.clone(),
        content: String::from_utf8(content).map_err(Error::internal)?,
        taken_at: stored(ctx.now),
    };
    kept::insert(conn, &row)?;
    let lots = u32::try_from(snapshot.lots().len()).map_err(Error::internal)?;
    let place = Place::of_region(scope.region()).procedure(&procedure).manifest(digest);
    ctx.record(conn, &place, Event::SupplyPublished { subject: id, lots })?;
    Ok(snapshot)
}

/// What was published when a window opened; none while it has not.
///
/// # Errors
/// What the database says.
pub fn of_window(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
) -> Result<Option<SupplySnapshot>> {
    let row = kept::of_window(conn, scope, window)?;
    row.map(|row| serde_json::from_str(&row.content).map_err(Error::internal)).transpose()
}
