//! What the contractmanager sees: who confirmed and who did not, and what was said. What only named officers read is read by who took it up.
//! May import: app, domain, storage.

use chrono::{Days, NaiveDate};

use super::own::read;
use super::{is_exclusion, place};
use crate::app::apply::follows;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::schemes;
use crate::domain::audit::Event;
use crate::domain::facts::FactValue;
use crate::domain::ids::ConfirmationId;
use crate::domain::policy_code::FactCode;
use crate::domain::terms::local_day;
use crate::domain::words::requirement::value;
use crate::storage::confirmations::{self as kept, ConfirmationRow};
use crate::storage::{DbConn, RegionScope, types, users};

/// Days after which a year is history.
const SHOWN: u64 = 366;

/// One aanbieder in the list.
#[derive(Debug, Clone)]
pub struct TeamLine {
    /// Its year.
    pub row: ConfirmationRow,
    /// Its name.
    pub name: String,
    /// Whether the last day is behind us and it did not confirm.
    pub overdue: bool,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct AnswerSeen {
    /// The question.
    pub question: String,
    /// The answer, in words; nothing where only who took it up reads it.
    pub value: Option<String>,
    /// The day on which it was so.
    pub as_of: NaiveDate,
    /// Whether it differs from what was said before; never told of what is shielded.
    pub changed: bool,
    /// Whether it is a yes on a ground of exclusion; never told of what is shielded.
    pub exclusion: bool,
}

/// One year with what was said.
#[derive(Debug, Clone)]
pub struct One {
    /// The year.
    pub line: TeamLine,
    /// The answers, in the order of the regeling.
    pub answers: Vec<AnswerSeen>,
    /// Name of who took it up.
    pub taken_by: Option<String>,
    /// Whether somebody who took it up would read more.
    pub shielded: bool,
}

/// The newest year of everybody who was asked, by name.
///
/// # Errors
/// What the database says.
pub fn of_region(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Vec<TeamLine>> {
    let today = local_day(ctx.now);
    let since = today.checked_sub_days(Days::new(SHOWN)).unwrap_or(today);
    let mut lines: Vec<TeamLine> = Vec::new();
    for (row, name) in kept::of_region(conn, scope, since)? {
        // The newest comes first.
        let newer = |one: &TeamLine| one.row.org_id == row.org_id && one.row.procedure_id == row.procedure_id;
        if !lines.iter().rev().take_while(|one| one.row.org_id == row.org_id).any(newer) {
            lines.push(line(row, name, today));
        }
    }
    Ok(lines)
}

fn line(row: ConfirmationRow, name: String, today: NaiveDate) -> TeamLine {
    let overdue = row.confirmed_at.is_none() && row.due_on < today;
    TeamLine { row, name, overdue }
}

/// One year of an aanbieder.
///
/// # Errors
/// [`Error::NotFound`] for another region's.
pub fn one(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ConfirmationId) -> Result<One> {
    let (row, name) = kept::find(conn, scope, id)?;
    let scheme = schemes::of_version(conn, scope, &types::id("confirmations", &row.version_id)?)?.scheme;
    let reader = ctx.actor.user.as_ref().map(ToString::to_string);
    let mine = row.taken_by.is_some() && row.taken_by == reader;
    let confirmed = kept::answers(conn, &row)?;
    let (mut answers, mut shielded) = (Vec::new(), false);
    for def in scheme.facts() {
        let Some((fact, changed)) = confirmed.iter().find(|(fact, _)| fact.code == def.code.as_str()) else {
            continue;
        };
        let found = read(&scheme, &def.code, fact);
        let shown = mine || !def.class.is_restricted();
        shielded |= !shown;
        // What hangs on a yes is only there where somebody said yes.
        if !shown && follows(&scheme, &def.code).is_some() {
            continue;
        }
        let yes = |code: &FactCode| found == Some(FactValue::YesNo(true)) && is_exclusion(&scheme, code);
        answers.push(AnswerSeen {
            question: def.question.clone(),
            changed: shown && *changed,
            exclusion: shown && yes(&def.code),
            value: found.filter(|_| shown).map(|found| value(Some(&def.kind), &found)),
            as_of: fact.as_of,
        });
    }
    let taken_by = match &row.taken_by {
        Some(user) => Some(users::find(conn, &types::id("confirmations", user)?)?.name),
        None => None,
    };
    Ok(One { line: line(row, name, local_day(ctx.now)), answers, taken_by, shielded })
}

/// Take a year up: whoever does reads what only named officers read, and the log says so.
///
/// # Errors
/// [`Error::Refused`] while nothing was confirmed; [`Error::Stale`]; [`Error::NotFound`] for another region's.
pub fn take(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, seen): (&ConfirmationId, i64),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (mut row, _) = kept::find(conn, scope, id)?;
    if row.confirmed_at.is_none() {
        return Err(Error::refused(crate::domain::words::confirmation::NOT_YET));
    }
    row.version = seen;
    if !kept::take(conn, &row, &by)? {
        return Err(Error::Stale);
    }
    Ok(ctx.record(conn, &place(&row)?, Event::ConfirmationTaken { subject: id.clone() })?)
}
