//! Days on which somebody is away: from the first of them on the open work is a substitute's, or nobody's.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::opened::Opened;
use super::take::{assign, release};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::domain::access::{Role, StaffRole};
use crate::domain::audit::Event;
use crate::domain::ids::{AbsenceId, ApplicationId, UserId};
use crate::domain::terms::local_day;
use crate::domain::words::team as words;
use crate::storage::absences::{self, AbsenceRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, applications, staff};

/// Days as a form gives them.
#[derive(Debug, Clone)]
pub struct NewAbsence {
    /// Who is away.
    pub user: UserId,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// To whom the open work goes.
    pub substitute: Option<UserId>,
}

/// Note days on which one is away oneself, or, as a beheerder of the region, a colleague. From today on: the open work is handed over now.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::Forbidden`] for a colleague's days by who looks after nobody.
pub fn record(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, new: &NewAbsence) -> Result<AbsenceId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    may(ctx, &by, &new.user)?;
    let team = staff::assessors(conn, scope)?;
    let is_there = |user: &UserId| team.iter().any(|one| one.id == user.as_str());
    let today = local_day(ctx.now);
    let (from, until) = (new.from.unwrap_or(today), new.until.unwrap_or(today));
    let substitute = new.substitute.as_ref();
    let checks = [
        (!is_there(&new.user), "wie", words::SAY_WHO),
        (new.from.is_none(), "van_day", words::SAY_FROM),
        (new.until.is_none(), "tot_day", words::SAY_UNTIL),
        (until < from || until < today, "tot_day", words::UNTIL_WRONG),
        (substitute.is_some_and(|one| !is_there(one)), "vervanger", words::SAY_SUBSTITUTE),
        (substitute == Some(&new.user), "vervanger", words::OWN_SUBSTITUTE),
    ];
    let wrong = checks.into_iter().filter(|(wrong, _, _)| *wrong);
    let mistakes: Vec<FieldError> = wrong.map(|(_, field, text)| FieldError::new(field, text)).collect();
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let id: AbsenceId = ctx.id();
    let row = AbsenceRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        user_id: new.user.to_string(),
        from_on: from,
        until_on: until,
        substitute_id: substitute.map(ToString::to_string),
        recorded_by: by.to_string(),
        recorded_at: stored(ctx.now),
        handed_over_at: None,
        ended_at: None,
    };
    absences::insert(conn, &row)?;
    let event =
        Event::StaffAbsent { subject: new.user.clone(), from, until, substitute: new.substitute.clone() };
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    if from <= today {
        hand_over(conn, ctx, scope, &row)?;
    }
    Ok(id)
}

/// Take days back. Work that was handed over stays where it is.
///
/// # Errors
/// [`Error::NotFound`] when they are not there (any more); [`Error::Forbidden`] for a colleague's by who looks after nobody.
pub fn end(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &AbsenceId) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = absences::find(conn, scope, id)?;
    let user: UserId = types::id("absences", &row.user_id)?;
    may(ctx, &by, &user)?;
    if !absences::end(conn, scope, id, ctx.now)? {
        return Err(Error::NotFound);
    }
    let event = Event::StaffAbsenceEnded { subject: user, from: row.from_on, until: row.until_on };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}

fn may(ctx: &Ctx, by: &UserId, about: &UserId) -> Result<()> {
    let admin = ctx.actor.role == Role::Staff(StaffRole::RegionAdmin);
    if admin || by == about { Ok(()) } else { Err(Error::Forbidden) }
}

/// Hand over the open work of everybody in a region who is away from today on. How many applications.
///
/// # Errors
/// What the database says.
pub fn begin(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<usize> {
    let away = absences::away(conn, scope, local_day(ctx.now))?;
    let mut moved = 0;
    for row in away.iter().filter(|row| row.handed_over_at.is_none()) {
        moved += hand_over(conn, ctx, scope, row)?;
    }
    Ok(moved)
}

/// Give the open work of somebody to the substitute, where there is one who is there and can judge it; else it is nobody's.
fn hand_over(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, row: &AbsenceRow) -> Result<usize> {
    let user: UserId = types::id("absences", &row.user_id)?;
    let substitute = row.substitute_id.as_ref().map(|id| types::id("absences", id)).transpose()?;
    let substitute: Option<UserId> = match substitute {
        Some(id) if is_at_work(conn, ctx, scope, &id)? => Some(id),
        Some(_) | None => None,
    };
    let open = applications::open_of(conn, scope, &user, ctx.now)?;
    for id in &open {
        let id: ApplicationId = types::id("applications", id)?;
        let opened = Opened::load(conn, ctx, scope, &id)?;
        opened.touch(conn, ctx, opened.row.version)?;
        let to = match &substitute {
            Some(to) => match opened.may_judge(conn, scope, to) {
                Ok(()) => Some(to),
                Err(Error::Refused(_)) => None,
                Err(error) => return Err(error),
            },
            None => None,
        };
        match to {
            Some(to) => assign(conn, ctx, scope, &opened, to)?,
            None => release(conn, ctx, scope, &opened)?,
        }
    }
    absences::set_handed_over(conn, scope, &types::id("absences", &row.id)?, ctx.now)?;
    Ok(open.len())
}

fn is_at_work(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, user: &UserId) -> Result<bool> {
    let away = absences::away(conn, scope, local_day(ctx.now))?;
    let assesses = staff::assessors(conn, scope)?.iter().any(|one| one.id == user.as_str());
    Ok(assesses && !away.iter().any(|row| row.user_id == user.as_str()))
}
