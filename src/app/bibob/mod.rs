//! Bibob dossiers: begun, noted and ended by named officers, with a form from the aanbieder. Nobody else knows more than that the term for the
//! decision stands still, and whether there is a ground to refuse (ADR 26). May import: app, auth, domain, storage.

mod officers;
mod own;
mod show;
mod steps;

pub use officers::{Kept, Officer, Settings, end, keep_for, name, settings};
pub use own::{Own, hand_in, own, was_asked};
pub use show::{File, Line, Note, Seen, download, list, look, one, to_begin, way_in};
pub use steps::{Step, ask, note, take};

use super::ctx::Ctx;
use super::error::{Error, Result};
use super::review::Opened;
use super::schemes;
use crate::domain::bibob::{Bibob, Ground, Officers, Refusal};
use crate::domain::ids::{ApplicationId, BibobId, UserId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::scheme::{BibobDef, Scheme};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::bibob::{self, BibobRow};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, bibob_officers};

/// What somebody gets to hear. Who is no officer, or works where the regeling knows no Bibob, does not learn that there is such a thing.
fn refused(why: Refusal) -> Error {
    match why {
        Refusal::NotOfficer | Refusal::NotInScheme => Error::NotFound,
        why => Error::refused(why.in_dutch()),
    }
}

/// The officer who acts.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub fn admit(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<UserId> {
    let running = bibob_officers::running(conn, scope)?;
    let named = running.iter().map(|(row, _)| types::id("bibob_officers", &row.user_id));
    let officers = Officers::new(named.collect::<Result<Vec<_>, _>>()?);
    officers.admit(ctx.actor.user.as_ref()).map_err(refused)
}

/// What a regeling says of Bibob.
fn laid(scheme: &Scheme) -> Result<&BibobDef> {
    scheme.bibob().ok_or(Refusal::NotInScheme).map_err(refused)
}

/// Whether a regeling that is in force in a region knows Bibob.
///
/// # Errors
/// What the database says.
pub fn is_known(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<bool> {
    let versions = schemes::all_in_force(conn, scope, ctx.now)?;
    Ok(versions.iter().any(|one| one.scheme.bibob().is_some()))
}

/// One dossier as an officer has it open.
struct Case {
    by: UserId,
    row: BibobRow,
    life: Bibob,
    opened: Opened,
}

impl Case {
    /// Open a dossier for an officer who has no tie to the aanbieder.
    fn load(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BibobId) -> Result<Self> {
        let by = admit(conn, ctx, scope)?;
        let row = bibob::find(conn, scope, id)?;
        let application: ApplicationId = types::id("bibob_dossiers", &row.application_id)?;
        let opened = Opened::load(conn, ctx, scope, &application)?;
        opened.free(conn, scope, &by)?;
        Ok(Self { by, life: row.life()?, row, opened })
    }
}

/// What who judges an application may know of its last dossier that ended.
///
/// # Errors
/// What the database says.
pub fn ground(conn: &mut DbConn, scope: &RegionScope, id: &ApplicationId) -> Result<Ground> {
    match bibob::of_application(conn, scope, id)?.last() {
        Some(row) => Ok(row.life()?.ground()),
        None => Ok(Ground::None),
    }
}

/// Refuse a judgement on Bibob for which no officer concluded anything.
///
/// # Errors
/// [`Error::Refused`].
pub fn may_refuse(conn: &mut DbConn, scope: &RegionScope, id: &ApplicationId) -> Result<()> {
    ground(conn, scope, id)?.allows_refusal().map_err(refused)
}

/// What who handles an application reads beside the eis of Bibob: `runs`, `clear` or `may_refuse`; empty for others, beside other eisen, and where
/// there never was a dossier.
///
/// # Errors
/// What the database says.
pub fn ground_beside(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    (code, mine): (&RequirementCode, bool),
) -> Result<&'static str> {
    if !mine || opened.scheme.bibob().is_none_or(|def| def.requirement != *code) {
        return Ok("");
    }
    let dossiers = bibob::of_application(conn, scope, &opened.id)?;
    let Some(last) = dossiers.last() else { return Ok("") };
    Ok(match last.life()?.ground() {
        Ground::None => "runs",
        Ground::Clear => "clear",
        Ground::MayRefuse => "may_refuse",
    })
}
