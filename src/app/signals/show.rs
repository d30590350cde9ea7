//! Signals as toezicht reads them: how many wait, the list, one with what was made of it, and apart from it who reported.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::ids::SignalId;
use crate::domain::supervision::{Discipline, Nature, Receiver, Source, State};
use crate::domain::terms::local_day;
use crate::storage::signals::{self, SignalRow, StepRow, WallScope, Wanted};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, organisations, users};

/// How many open signals there are, by what is to be done with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// They wait for triage.
    pub received: usize,
    /// An investigation is needed.
    pub to_investigate: usize,
    /// They are watched.
    pub watched: usize,
    /// Of these, the day to look again has come.
    pub look_again: usize,
}

/// A signal in the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// The number by which people speak of it.
    pub number: String,
    /// The aanbieder.
    pub org: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub nature: Nature,
    /// Where it comes from.
    pub source: Source,
    /// CBS code; empty where it is not known.
    pub gemeente: String,
    /// Where it is.
    pub state: State,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Until when it is watched.
    pub until: Option<NaiveDate>,
}

/// The list.
#[derive(Debug, Clone)]
pub struct List {
    /// Who waits longest first.
    pub lines: Vec<Line>,
    /// Whether there are more than are listed.
    pub is_cut: bool,
}

/// One signal.
#[derive(Debug, Clone)]
pub struct One {
    /// As in the list.
    pub line: Line,
    /// Whose it is.
    pub discipline: Discipline,
    /// Code of the product group; empty where it is not known.
    pub group: String,
    /// Where.
    pub location: String,
    /// When it happened.
    pub on: Option<NaiveDate>,
    /// What was told.
    pub text: String,
    /// What the aanbieder did.
    pub done: String,
    /// Who goes on with it.
    pub passed_to: Option<Receiver>,
    /// What was made of it, with names.
    pub steps: Vec<(StepRow, String)>,
    /// Whether it is known who reported.
    pub has_reporter: bool,
    /// For optimistic locking.
    pub version: i64,
}

/// Who reported.
#[derive(Debug, Clone)]
pub struct Reporter {
    /// The number of the signal.
    pub number: String,
    /// Name as given; may be empty.
    pub name: String,
    /// How to reach this person; may be empty.
    pub contact: String,
    /// The account of the aanbieder that sent it in: name and mail address.
    pub account: Option<(String, String)>,
}

fn line((row, name): (&SignalRow, String)) -> Result<Line> {
    let id: SignalId = types::id("signals", &row.id)?;
    Ok(Line {
        number: super::number(&id),
        id: row.id.clone(),
        org: row.org_id.clone(),
        name,
        nature: row.nature.0,
        source: row.source.0,
        gemeente: row.gemeente.clone(),
        state: row.state.0,
        received_at: instant(row.received_at),
        until: row.until_on,
    })
}

/// How many open signals there are, in all and about each aanbieder.
///
/// # Errors
/// What the database says.
pub fn workspace(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
) -> Result<(Counts, BTreeMap<String, usize>)> {
    let (mut counts, mut about) = (Counts::default(), BTreeMap::new());
    let today = local_day(ctx.now);
    for (org, state, until) in signals::waiting(conn, wall)? {
        *about.entry(org).or_insert(0_usize) += 1;
        match state {
            State::Received => counts.received += 1,
            State::ToInvestigate => counts.to_investigate += 1,
            State::Watched => {
                counts.watched += 1;
                counts.look_again += usize::from(until.is_some_and(|until| until <= today));
            }
            State::PassedOn | State::Dismissed => {}
        }
    }
    Ok((counts, about))
}

/// The signals that fit.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, wall: &WallScope, wanted: &Wanted) -> Result<List> {
    let rows = signals::list(conn, wall, wanted)?;
    let most = usize::try_from(signals::MOST).unwrap_or(usize::MAX);
    let of = |one: Discipline| rows.iter().filter(|(row, _)| row.discipline.0 == one).count();
    let is_cut = wall.watches.keys().any(|one| of(*one) >= most);
    let lines = rows.into_iter().map(|(row, name)| line((&row, name)));
    Ok(List { lines: lines.collect::<Result<_>>()?, is_cut })
}

/// The look at a signal, for the log: not with what the aanbieder reads of itself.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn look(conn: &mut DbConn, wall: &WallScope, id: &SignalId) -> Result<(Place, Event)> {
    signals::find(conn, wall, id)?;
    Ok((Place::of_region(wall.region.region()), Event::SignalOpened { subject: id.clone() }))
}

/// A signal.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn one(conn: &mut DbConn, wall: &WallScope, id: &SignalId) -> Result<One> {
    let row = signals::find(conn, wall, id)?;
    let org = types::id("signals", &row.org_id)?;
    let name = organisations::find(conn, &crate::app::access::for_system_org(org))?.name;
    Ok(One {
        line: line((&row, name))?,
        discipline: row.discipline.0,
        group: row.product_group.clone(),
        location: row.location.clone(),
        on: row.happened_on,
        text: row.text.clone(),
        done: row.done.clone(),
        passed_to: row.passed_to.map(|to| to.0),
        steps: signals::steps(conn, &row)?,
        has_reporter: signals::reporter(conn, &row)?.is_some(),
        version: row.version,
    })
}

/// The look at who reported, for the log.
///
/// # Errors
/// As [`reporter`].
pub fn look_at_reporter(conn: &mut DbConn, wall: &WallScope, id: &SignalId) -> Result<(Place, Event)> {
    reporter(conn, wall, id)?;
    Ok((Place::of_region(wall.region.region()), Event::SignalReporterViewed { subject: id.clone() }))
}

/// Who reported a signal.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall, and where nobody is known.
pub fn reporter(conn: &mut DbConn, wall: &WallScope, id: &SignalId) -> Result<Reporter> {
    let row = signals::find(conn, wall, id)?;
    let known = signals::reporter(conn, &row)?.ok_or(Error::NotFound)?;
    let account = match &known.user_id {
        Some(user) => {
            let user = users::find(conn, &types::id("signal_reporters", user)?)?;
            Some((user.name, user.email))
        }
        None => None,
    };
    Ok(Reporter { number: super::number(id), name: known.name, contact: known.contact, account })
}
