//! A regeling that the operator brings in as a file: a new procedure is founded on it by two people, and of a known one it becomes a
//! wijziging that follows the same road as every other.
//! May import: app, domain, storage.

use super::{replace, start, wrong_with};
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::policy::{self, NewProcedure, TwoPeople};
use crate::app::schemes;
use crate::domain::access::{Actor, Role, StaffRole};
use crate::domain::code::Code as _;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::{AmendmentId, ProcedureId, UserId};
use crate::domain::motivation::Motivation;
use crate::domain::scheme::Scheme;
use crate::domain::words;
use crate::domain::words::amendment as said;
use crate::storage::regions::{self, SchemeVersionRow};
use crate::storage::{DbConn, RegionScope, sessions, types, users};

/// What the operator brings.
#[derive(Debug)]
pub struct Import<'a> {
    /// The text.
    pub source: &'a str,
    /// Whose work it is.
    pub by: &'a EmailAddress,
    /// For a new procedure: who confirms, and why.
    pub founding: Option<(&'a EmailAddress, &'a str)>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// A new procedure.
    Founded(ProcedureId),
    /// A wijziging of a known one.
    Begun(AmendmentId),
}

/// Bring it in.
///
/// # Errors
/// [`Error::Refused`] with everything that is wrong with the text, for a person without the role, and when two people are needed.
pub fn import(conn: &mut DbConn, ctx: &Ctx, new: &Import<'_>) -> Result<Imported> {
    let scheme = Scheme::parse(new.source.as_bytes())
        .map_err(|mistakes| Error::refused(words::scheme::mistakes("regeling", &mistakes)))?;
    let by = person(conn, new.by)?;
    match known(conn, &scheme)? {
        Some((scope, procedure)) => {
            let base = schemes::newest(conn, &scope, &procedure)?;
            let wrong = wrong_with(&base.scheme, new.source);
            if !wrong.is_empty() {
                let told: Vec<String> = wrong.into_iter().map(|one| one.what).collect();
                return Err(Error::refused(told.join("; ")));
            }
            let role = role_of(conn, &scope, &by)?;
            let actor = Actor { user: Some(by), role: Role::Staff(role), ..ctx.actor.clone() };
            let ctx = Ctx::new(ctx.now, actor, ctx.source().clone());
            let id = start(conn, &ctx, &scope, &procedure)?;
            replace(conn, &ctx, &scope, &id, 1, new.source)?;
            Ok(Imported::Begun(id))
        }
        None => {
            let (second, why) = new.founding.ok_or_else(|| Error::refused(said::FOUNDING))?;
            let why = Motivation::parse(why).map_err(|_| Error::refused(said::FOUNDING))?;
            let people = TwoPeople::new(by, person(conn, second)?)?;
            let motivation = why.as_str();
            let founding =
                NewProcedure { source: new.source, people: &people, motivation, effective_from: ctx.now };
            Ok(Imported::Founded(policy::found(conn, ctx, &founding)?.procedure))
        }
    }
}

/// The text of the newest version of a procedure, or of the one with this number.
///
/// # Errors
/// [`Error::NotFound`] when no procedure has this code, or it has no such version.
pub fn export(conn: &mut DbConn, code: &str, seq: Option<i32>) -> Result<SchemeVersionRow> {
    for region in regions::all(conn)? {
        let scope = access::for_system(types::id("regions", &region.id)?);
        let procedures = regions::procedures_of(conn, &scope)?;
        let Some(row) = procedures.into_iter().find(|row| row.code == code) else { continue };
        let versions = policy::versions(conn, &scope, &types::id("procedures", &row.id)?)?;
        let wanted = versions.into_iter().find(|one| seq.is_none_or(|seq| one.seq == seq));
        let id = types::id("scheme_versions", &wanted.ok_or(Error::NotFound)?.id)?;
        return Ok(regions::scheme(conn, &scope, &id)?);
    }
    Err(Error::NotFound)
}

fn known(conn: &mut DbConn, scheme: &Scheme) -> Result<Option<(RegionScope, ProcedureId)>> {
    let regions = regions::all(conn)?;
    let Some(region) = regions.into_iter().find(|row| row.code == scheme.region().code) else {
        return Ok(None);
    };
    let scope = access::for_system(types::id("regions", &region.id)?);
    let procedures = regions::procedures_of(conn, &scope)?;
    let found = procedures.into_iter().find(|row| row.code == scheme.code());
    let id = found.map(|row| types::id("procedures", &row.id)).transpose()?;
    Ok(id.map(|id| (scope, id)))
}

fn person(conn: &mut DbConn, mail: &EmailAddress) -> Result<UserId> {
    let row = users::by_email(conn, &mail.folded_key())?;
    let row =
        row.ok_or_else(|| Error::refused(format!("{}: {}", mail.as_str(), words::admin::NO_ACCOUNT)))?;
    Ok(types::id("users", &row.id)?)
}

/// The role by which somebody writes the rules of a region.
fn role_of(conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> Result<StaffRole> {
    let places = sessions::regions_of(conn, user)?.into_iter().filter(|place| place.region_id == scope.key());
    let roles: Vec<StaffRole> = places.filter_map(|place| StaffRole::from_code(&place.role)).collect();
    [StaffRole::PolicyEditor, StaffRole::RegionAdmin]
        .into_iter()
        .find(|role| roles.contains(role))
        .ok_or_else(|| Error::refused(said::NOT_AN_EDITOR))
}
