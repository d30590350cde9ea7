//! What beheer shows before it changes anything.
//! May import: app::error, storage.

use crate::app::error::Result;
use crate::storage::mandates::{self, MandateRow};
use crate::storage::regions::{self, GemeenteRow, RegionRow};
use crate::storage::staff::{self, TeamMember};
use crate::storage::{DbConn, RegionScope, jobs};

/// The region itself.
///
/// # Errors
/// What the database says.
pub fn region(conn: &mut DbConn, scope: &RegionScope) -> Result<RegionRow> {
    Ok(regions::find(conn, scope)?)
}

/// The team with the names of its gemeenten.
///
/// # Errors
/// What the database says.
pub fn team(conn: &mut DbConn, scope: &RegionScope) -> Result<(Vec<TeamMember>, Vec<GemeenteRow>)> {
    Ok((staff::team(conn, scope)?, regions::gemeenten_of(conn, scope)?))
}

/// The gemeenten.
///
/// # Errors
/// What the database says.
pub fn gemeenten(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<GemeenteRow>> {
    Ok(regions::gemeenten_of(conn, scope)?)
}

/// The register of mandaten with the names of its holders.
///
/// # Errors
/// What the database says.
pub fn register(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<(MandateRow, String)>> {
    Ok(mandates::all(conn, scope)?)
}

/// How much work waits and how much was given up, in the whole installation.
///
/// # Errors
/// What the database says.
pub fn work(conn: &mut DbConn) -> Result<(i64, i64)> {
    Ok(jobs::counts(conn)?)
}
