//! What the contractmanager and the aanbieder see of admissions: where they stand, what they wait for, and what was signed.
//! May import: app, domain, storage.

mod download;
mod one;
mod own;
mod waiting;

pub use download::{download, download_own};
pub use one::{Awaiting, Contract, Named, Open, SeenLine, of_org};
pub use own::{Own, own, own_recorded};
pub use waiting::{Waiting, Waits, needed};

use std::sync::Arc;

use super::ctx::Ctx;
use super::error::Result;
use super::schemes;
use crate::domain::admission::{State, Suspension};
use crate::domain::policy_code::GroupCode;
use crate::domain::scheme::Scheme;
use crate::storage::admissions::AdmissionRow;
use crate::storage::views::admissions::{self, AdmissionLine, Wanted};
use crate::storage::{DbConn, RegionScope, regions, suspensions, types};

/// The list of a region.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Granted and not started: what starts first comes first.
    pub waiting: Vec<Waiting>,
    /// Whether more wait after these.
    pub waiting_more: bool,
    /// Everything that fits, by name of the aanbieder.
    pub lines: Vec<AdmissionLine>,
    /// Whether there are more aanbieders after these.
    pub more: bool,
    /// Code and name of the gemeenten, in the order of the region.
    pub gemeenten: Vec<(String, String)>,
}

/// The admissions of a region.
///
/// # Errors
/// What the database says.
pub fn overview(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, wanted: &Wanted) -> Result<Overview> {
    let (lines, more) = admissions::list(conn, scope, wanted)?;
    let (waiting, waiting_more) = waiting::in_region(conn, ctx, scope)?;
    Ok(Overview { waiting, waiting_more, lines, more, gemeenten: gemeenten(conn, scope)? })
}

fn gemeenten(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<(String, String)>> {
    Ok(regions::gemeenten_of(conn, scope)?.into_iter().map(|one| (one.code, one.name)).collect())
}

fn scheme_of(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, procedure: &str) -> Result<Arc<Scheme>> {
    let procedure = types::id("admissions", procedure)?;
    Ok(schemes::in_force(conn, scope, &procedure, ctx.now)?.scheme)
}

fn title(scheme: &Scheme, code: &str) -> String {
    let found = GroupCode::parse(code).ok().and_then(|code| scheme.group(&code));
    found.map_or_else(|| code.to_owned(), |group| group.title.clone())
}

/// How an admission is suspended, while it is.
fn suspension(conn: &mut DbConn, row: &AdmissionRow) -> Result<Option<Suspension>> {
    Ok(match row.state.0 {
        State::Suspended => Some(suspensions::running(conn, row)?),
        State::Granted | State::Active | State::Ended | State::Lapsed => None,
    })
}
