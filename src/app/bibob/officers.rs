//! Who may read Bibob dossiers of a region, and how long those are kept: set by who looks after the region, who reads none of them by that.
//! May import: app, domain, storage.

use serde::Serialize;

use super::is_known;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::needed;
use crate::domain::access::StaffRole;
use crate::domain::audit::Event;
use crate::domain::ids::{BibobOfficerId, BibobRetentionId, Id, UserId};
use crate::domain::words::bibob as words;
use crate::storage::bibob_officers::{self, OfficerRow, RetentionRow};
use crate::storage::types::{self, instant, stored};
use crate::storage::{DbConn, RegionScope, staff};

/// Everything the page of the settings shows.
#[derive(Debug, Clone, Serialize)]
pub struct Settings {
    /// The officers.
    pub officers: Vec<Officer>,
    /// Who of the team can be named.
    pub others: Vec<Officer>,
    /// How long dossiers are kept; nothing where nobody said so.
    pub kept: Option<Kept>,
}

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Officer {
    /// That somebody is an officer; for who can be named, the person.
    pub value: String,
    /// Name.
    pub label: String,
    /// Since when, RFC 3339; empty for who can be named.
    pub since: String,
}

/// How long dossiers are kept.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    /// Years after the end.
    pub years: i32,
    /// Why so long.
    pub reason: String,
    /// Since when this counts, RFC 3339.
    pub since: String,
}

/// The settings of a region.
///
/// # Errors
/// [`Error::NotFound`] where no regeling knows Bibob.
pub fn settings(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Settings> {
    known(conn, ctx, scope)?;
    let running = bibob_officers::running(conn, scope)?;
    let mut others: Vec<Officer> = Vec::new();
    // Who keeps toezicht stands apart from who decides, and who writes the rules reads no dossiers.
    let apart = |role: StaffRole| matches!(role, StaffRole::Supervisor | StaffRole::PolicyEditor);
    for member in staff::team(conn, scope)?.into_iter().filter(|one| !apart(one.role.role.0)) {
        let one = Officer { value: member.role.user_id, label: member.name, since: String::new() };
        if !others.contains(&one) && !running.iter().any(|(row, _)| row.user_id == one.value) {
            others.push(one);
        }
    }
    let officer = |(row, name): (OfficerRow, String)| Officer {
        value: row.id,
        label: name,
        since: instant(row.named_at).to_rfc3339(),
    };
    let kept = bibob_officers::retention(conn, scope)?.map(|row| Kept {
        years: row.years,
        reason: row.reason,
        since: instant(row.set_at).to_rfc3339(),
    });
    Ok(Settings { officers: running.into_iter().map(officer).collect(), others, kept })
}

fn known(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<()> {
    if is_known(conn, ctx, scope)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Name somebody of the team.
///
/// # Errors
/// [`Error::Invalid`] for who is not of the team, or is one already; [`Error::NotFound`] where no regeling knows Bibob.
pub fn name(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, user: &str) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let settings = settings(conn, ctx, scope)?;
    let wrong = || Error::field("wie", words::SAY_WHO);
    let user: UserId = Id::parse(user).map_err(|_| wrong())?;
    if !settings.others.iter().any(|one| one.value == user.as_str()) {
        return Err(wrong());
    }
    let id: BibobOfficerId = ctx.id();
    let row = OfficerRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        user_id: user.to_string(),
        named_by: by.to_string(),
        named_at: stored(ctx.now),
        ended_by: None,
        ended_at: None,
    };
    bibob_officers::insert(conn, &row)?;
    let event = Event::BibobOfficerNamed { subject: user };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

/// End that somebody is an officer: from now on this person reads no dossier any more.
///
/// # Errors
/// [`Error::NotFound`] when it had ended.
pub fn end(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BibobOfficerId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let user = bibob_officers::end(conn, scope, id, (&by, ctx.now))?.ok_or(Error::NotFound)?;
    let event = Event::BibobOfficerEnded { subject: types::id("bibob_officers", &user)? };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

/// Say how long dossiers are kept, and why.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::NotFound`] where no regeling knows Bibob.
pub fn keep_for(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (years, reason): (&str, &str),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    known(conn, ctx, scope)?;
    let mut mistakes = Vec::new();
    let count = years.trim().parse::<u32>().ok().filter(|years| (1..=20).contains(years));
    if count.is_none() {
        mistakes.push(FieldError::new("jaren", words::SAY_YEARS));
    }
    let reason = needed("reden", reason, words::SAY_WHY_SO_LONG, &mut mistakes);
    let (Some(years), Some(reason)) = (count, reason) else { return Err(Error::Invalid(mistakes)) };
    let id: BibobRetentionId = ctx.id();
    let row = RetentionRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        years: i32::try_from(years).map_err(Error::internal)?,
        reason: reason.as_str().to_owned(),
        set_by: by.to_string(),
        set_at: stored(ctx.now),
    };
    bibob_officers::keep_for(conn, &row)?;
    let event = Event::BibobRetentionSet { subject: scope.region().clone(), years };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
