//! The team at a glance: how much each has, who is away, and how the open work could be spread evenly. Nothing moves before somebody says so.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::opened::Opened;
use super::take::give;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::application::State;
use crate::domain::ids::{ApplicationId, UserId};
use crate::domain::terms::local_day;
use crate::domain::words::team as words;
use crate::domain::workload::{Move, Work, spread};
use crate::storage::staff::Colleague;
use crate::storage::views::workload::{self, OpenWork};
use crate::storage::{DbConn, RegionScope, absences, staff, types, users};

/// A team and its work.
#[derive(Debug, Clone, Serialize)]
pub struct Team {
    /// Who assess, by name.
    pub people: Vec<Load>,
    /// Open applications that are nobody's.
    pub nobodys: usize,
    /// Days on which somebody is away, what begins first on top.
    pub absences: Vec<Away>,
    /// What would be moved so that everybody has as much as the others.
    pub moves: Vec<Proposed>,
}

/// What one person has to do.
#[derive(Debug, Clone, Serialize)]
pub struct Load {
    /// The person.
    pub id: String,
    /// The name.
    pub name: String,
    /// Open applications.
    pub open: usize,
    /// Of those, whose term ends within seven days or has ended.
    pub soon: usize,
    /// Of those, on which the person said something.
    pub begun: usize,
    /// Until when the person is away, who is away today.
    pub away_until: Option<NaiveDate>,
}

/// Days on which somebody is away.
#[derive(Debug, Clone, Serialize)]
pub struct Away {
    /// Identifier.
    pub id: String,
    /// Who.
    pub user: String,
    /// The name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// The name of the substitute; empty for none.
    pub substitute: String,
    /// Whether it is today.
    pub now: bool,
}

/// An application that would become somebody else's work.
#[derive(Debug, Clone, Serialize)]
pub struct Proposed {
    /// As a form sends it: application, person and version.
    pub value: String,
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The aanbieder.
    pub name: String,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
    /// Whose it is; empty for nobody's.
    pub from: String,
    /// Whose it would be.
    pub to: String,
}

/// The team of a region as it is now.
///
/// # Errors
/// What the database says.
pub fn team(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Team> {
    let today = local_day(ctx.now);
    let people = staff::assessors(conn, scope)?;
    let open = workload::open(conn, scope, ctx.now)?;
    let begun = workload::judged(conn, scope)?;
    let coming = absences::coming(conn, scope, today)?;
    let away = |id: &str| coming.iter().find(|row| row.user_id == id && row.from_on <= today);
    let soon = today.checked_add_days(Days::new(7)).unwrap_or(today);
    let load = |one: &Colleague| {
        let mine: Vec<&OpenWork> =
            open.iter().filter(|work| work.assessor.as_deref() == Some(&one.id)).collect();
        let said = |work: &&&OpenWork| begun.iter().any(|(id, who)| *id == work.id && *who == one.id);
        Load {
            id: one.id.clone(),
            name: one.name.clone(),
            open: mine.len(),
            soon: mine.iter().filter(|work| work.due.is_some_and(|due| due <= soon)).count(),
            begun: mine.iter().filter(said).count(),
            away_until: away(&one.id).map(|row| row.until_on),
        }
    };
    let there: BTreeSet<UserId> = people
        .iter()
        .filter(|one| away(&one.id).is_none())
        .map(|one| types::id("users", &one.id))
        .collect::<diesel::QueryResult<_>>()?;
    let moves = spread(&there, &work(conn, scope, &open, (&people, &begun))?);
    let ids: Vec<&str> = coming
        .iter()
        .flat_map(|row| [Some(row.user_id.as_str()), row.substitute_id.as_deref()])
        .flatten()
        .collect();
    let names = users::names(conn, &ids)?;
    let name =
        |id: &str| names.iter().find(|(one, _)| one == id).map_or(String::new(), |(_, name)| name.clone());
    Ok(Team {
        nobodys: open.iter().filter(|work| work.assessor.is_none()).count(),
        moves: moves.iter().filter_map(|one| proposed(&open, &people, one)).collect(),
        absences: coming
            .iter()
            .map(|row| Away {
                id: row.id.clone(),
                user: row.user_id.clone(),
                name: name(&row.user_id),
                from: row.from_on,
                until: row.until_on,
                substitute: row.substitute_id.as_deref().map(name).unwrap_or_default(),
                now: row.from_on <= today,
            })
            .collect(),
        people: people.iter().map(load).collect(),
    })
}

/// What can be moved, and who cannot judge it. What nobody can begin yet, because the claim is not verified, stays where it is.
fn work(
    conn: &mut DbConn,
    scope: &RegionScope,
    open: &[OpenWork],
    (people, begun): (&[Colleague], &[(String, String)]),
) -> Result<Vec<Work>> {
    let team: Vec<String> = people.iter().map(|one| one.id.clone()).collect();
    let (ties, beside) = (workload::ties(conn, scope, &team)?, workload::taking_part(conn, scope)?);
    let handled = grouped(workload::handled(conn, scope)?);
    let (beside, judged) = (grouped(beside), grouped(begun.to_vec()));
    let none = BTreeSet::new();
    let ready = open.iter().filter(|one| one.claim == "verified" || one.state.0 != State::Submitted);
    ready
        .map(|one| {
            let others = beside.get(&one.id).unwrap_or(&none);
            let tied = ties.iter().filter(|(_, org)| *org == one.org || others.contains(org));
            let said = judged.get(&one.id).unwrap_or(&none);
            // Of two who judge without each other nobody becomes a third: that the step itself looks at.
            let barred = tied.map(|(user, _)| user).chain(handled.get(&one.id).unwrap_or(&none));
            Ok(Work {
                application: types::id("applications", &one.id)?,
                holder: one.assessor.as_ref().map(|id| types::id("users", id)).transpose()?,
                begun: one.assessor.as_ref().is_some_and(|holder| said.contains(holder)),
                barred: barred.map(|id| types::id("users", id)).collect::<diesel::QueryResult<_>>()?,
            })
        })
        .collect()
}

fn grouped(pairs: Vec<(String, String)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().insert(value);
    }
    groups
}

fn proposed(open: &[OpenWork], people: &[Colleague], one: &Move) -> Option<Proposed> {
    let work = open.iter().find(|work| work.id == one.application.as_str())?;
    let name = |id: &UserId| {
        people
            .iter()
            .find(|person| person.id == id.as_str())
            .map_or(String::new(), |person| person.name.clone())
    };
    Some(Proposed {
        value: format!("{}_{}_{}", one.application, one.to, work.version),
        id: work.id.clone(),
        number: work.number.clone(),
        name: work.name.clone(),
        due: work.due,
        from: one.from.as_ref().map(name).unwrap_or_default(),
        to: name(&one.to),
    })
}

/// An application that somebody chose to move.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Which.
    pub application: ApplicationId,
    /// Whose it becomes.
    pub to: UserId,
    /// The version that was seen.
    pub seen: i64,
}

/// Move what was chosen, all of it or nothing.
///
/// # Errors
/// [`Error::Invalid`] when nothing was chosen, or somebody cannot judge what was chosen; [`Error::Refused`] for work that is over;
/// [`Error::Stale`] when it changed since.
pub fn rebalance(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, chosen: &[Chosen]) -> Result<()> {
    if chosen.is_empty() {
        return Err(Error::field("verplaats", words::SAY_MOVES));
    }
    for one in chosen {
        let opened = Opened::load(conn, ctx, scope, &one.application)?;
        give(conn, ctx, scope, &opened, (&one.to, one.seen))?;
    }
    Ok(())
}

/// Who an application can be given to by whose work it is, or by anybody where it is nobody's: who assess and are there. Whether they can
/// judge it the step itself looks at.
///
/// # Errors
/// What the database says.
pub fn colleagues(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Vec<(String, String)>> {
    let away = absences::away(conn, scope, local_day(ctx.now))?;
    let there = |one: &Colleague| {
        let me = ctx.actor.user.as_ref().is_some_and(|user| user.as_str() == one.id);
        !me && !away.iter().any(|row| row.user_id == one.id)
    };
    let all = staff::assessors(conn, scope)?.into_iter().filter(there);
    Ok(all.map(|one| (one.id, one.name)).collect())
}
