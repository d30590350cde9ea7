//! The boundaries of the gemeenten of a region: brought in as a file, looked at, and then the map is drawn with them.
//! May import: app::{ctx, error}, domain, files, storage.

use crate::domain::audit::Event;
use crate::domain::boundaries::{self, Boundaries, BoundariesState, Wrong};
use crate::domain::digest::Digest;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::BoundariesId;
use crate::files::geojson::{self, NoAreas};
use crate::storage::boundaries::{self as kept, BoundariesRow};
use crate::storage::regions::{self, GemeenteRow};
use crate::storage::types::{self, AsJson, AsText, stored};
use crate::storage::{DbConn, RegionScope};

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It has no areas at all.
    NoAreas(NoAreas),
    /// Everything that is wrong in it.
    Wrong(Vec<Wrong>),
}

/// Boundaries as somebody brought them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The file's name.
    pub file_name: String,
    /// The digest of the file.
    pub digest: Digest,
    /// Whose they are.
    pub source: String,
    /// The areas.
    pub boundaries: Boundaries,
}

/// The boundaries in a file, of the gemeenten that the region has now.
///
/// # Errors
/// What the database says; why there are none stands within.
pub fn read(
    conn: &mut DbConn,
    scope: &RegionScope,
    bytes: &[u8],
) -> Result<std::result::Result<Boundaries, Refused>> {
    let own = |row: GemeenteRow| Ok((GemeenteCode::parse(&row.code).map_err(Error::internal)?, row.name));
    let own = regions::gemeenten_of(conn, scope)?.into_iter().map(own).collect::<Result<Vec<_>>>()?;
    let drawn = match geojson::read(bytes, |code| own.iter().any(|(known, _)| known == code)) {
        Ok(drawn) => drawn,
        Err(why) => return Ok(Err(Refused::NoAreas(why))),
    };
    Ok(boundaries::of_region(drawn, &own).map_err(Refused::Wrong))
}

/// Keep boundaries to look at. Others that waited make room.
///
/// # Errors
/// What the database says.
pub fn prepare(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, brought: Brought) -> Result<BoundariesId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    if let Some(before) = kept::in_state(conn, scope, BoundariesState::Waiting)? {
        discard(conn, ctx, scope, &types::id("boundaries", &before.id)?)?;
    }
    let id: BoundariesId = ctx.id();
    let count = |number: usize| u32::try_from(number).map_err(Error::internal);
    let event = Event::BoundariesPrepared {
        subject: id.clone(),
        digest: brought.digest,
        gemeenten: count(brought.boundaries.gemeenten())?,
        points: count(brought.boundaries.points())?,
    };
    let row = BoundariesRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        sha256: brought.digest.hex(),
        file_name: brought.file_name,
        source: brought.source,
        outlines_json: Some(AsJson(brought.boundaries)),
        state: AsText(BoundariesState::Waiting),
        prepared_by: by.to_string(),
        prepared_at: stored(ctx.now),
        settled_by: None,
        settled_at: None,
    };
    kept::insert(conn, &row)?;
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    Ok(id)
}

/// Boundaries that wait.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when they were settled.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, id: &BoundariesId) -> Result<Brought> {
    let row = kept::find(conn, scope, id)?;
    if row.state.0 == BoundariesState::Waiting { brought(row) } else { Err(Error::Stale) }
}

/// The boundaries that the map of a region is drawn with.
///
/// # Errors
/// What the database says.
pub fn current(conn: &mut DbConn, scope: &RegionScope) -> Result<Option<Brought>> {
    kept::in_state(conn, scope, BoundariesState::Current)?.map(brought).transpose()
}

fn brought(row: BoundariesRow) -> Result<Brought> {
    let AsJson(boundaries) = row.outlines_json.ok_or(Error::Stale)?;
    let digest = Digest::parse(&format!("sha256:{}", row.sha256)).map_err(Error::internal)?;
    Ok(Brought { file_name: row.file_name, digest, source: row.source, boundaries })
}

/// From now on the map is drawn with these.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when they were settled.
pub fn take_over(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BoundariesId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let digest = waiting(conn, scope, id)?.digest;
    if !kept::take_over(conn, scope, id, (&by, ctx.now))? {
        return Err(Error::Stale);
    }
    let event = Event::BoundariesTakenOver { subject: id.clone(), digest };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

/// Throw boundaries away that wait.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when they were settled.
pub fn discard(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BoundariesId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    waiting(conn, scope, id)?;
    if !kept::discard(conn, scope, id, (&by, ctx.now))? {
        return Err(Error::Stale);
    }
    let event = Event::BoundariesDiscarded { subject: id.clone() };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
