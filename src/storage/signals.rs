//! Signals about aanbieders, who reported them, and what toezichthouders made of them: behind the wall between inkoop and toezicht (ADR 29).
//! May import: diesel, domain.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::db::{DbConn, MultiBackend};
use super::schema::{admissions, organisations, signal_reporters, signal_steps, signals, users};
use super::scope::RegionScope;
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::admission::State as Admission;
use crate::domain::code::Code as _;
use crate::domain::ids::SignalId;
use crate::domain::supervision::{Discipline, Nature, Receiver, Signal, Source, State, Triaged};

/// What a toezichthouder may look behind the wall at: only `app::signals` makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallScope {
    /// The region.
    pub region: RegionScope,
    /// Per discipline the gemeenten that are watched, CBS codes; none of them for the whole region.
    pub watches: BTreeMap<Discipline, Vec<String>>,
}

/// A signal.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = signals)]
pub struct SignalRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// About which aanbieder.
    pub org_id: String,
    /// Whose it is to triage.
    pub discipline: AsText<Discipline>,
    /// Where it comes from.
    pub source: AsText<Source>,
    /// What it is about.
    pub nature: AsText<Nature>,
    /// In which gemeente, CBS code; empty where that is not known.
    pub gemeente: String,
    /// Of which product group; empty where that is not known.
    pub product_group: String,
    /// Where; may be empty.
    pub location: String,
    /// When it happened, where that is known.
    pub happened_on: Option<NaiveDate>,
    /// What was told.
    pub text: String,
    /// What the aanbieder did; empty where somebody else told.
    pub done: String,
    /// The bewijsverzoek that was not answered.
    pub request_id: Option<String>,
    /// When it came in.
    pub received_at: NaiveDateTime,
    /// Where it is.
    pub state: AsText<State>,
    /// Since when it is there.
    pub since: NaiveDateTime,
    /// Until when it is watched.
    pub until_on: Option<NaiveDate>,
    /// Who goes on with it.
    pub passed_to: Option<AsText<Receiver>>,
    /// Who triaged it last.
    pub triaged_by: Option<String>,
    /// For optimistic locking.
    pub version: i64,
}

impl SignalRow {
    /// Where in its life it is.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn life(&self) -> QueryResult<Signal> {
        let bad = |what: &str| BadRow { table: "signals", id: self.id.clone(), what: what.to_owned() };
        let since = instant(self.since);
        let triaged = || match &self.triaged_by {
            Some(by) => Ok::<_, diesel::result::Error>(Triaged { by: types::id("signals", by)?, at: since }),
            None => Err(bad("who triaged it").into()),
        };
        Ok(match self.state.0 {
            State::Received => Signal::Received { since },
            State::ToInvestigate => Signal::ToInvestigate(triaged()?),
            State::Watched => {
                let until = self.until_on.ok_or_else(|| bad("until when it is watched"))?;
                Signal::Watched { until, triaged: triaged()? }
            }
            State::PassedOn => {
                let to = self.passed_to.ok_or_else(|| bad("who goes on with it"))?.0;
                Signal::PassedOn { to, triaged: triaged()? }
            }
            State::Dismissed => Signal::Dismissed(triaged()?),
        })
    }
}

/// Who reported.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = signal_reporters)]
pub struct ReporterRow {
    /// The signal.
    pub signal_id: String,
    /// The region.
    pub region_id: String,
    /// The person of the aanbieder who sent it in.
    pub user_id: Option<String>,
    /// Name as given; may be empty.
    pub name: String,
    /// How this person can be reached.
    pub contact: String,
}

/// A step that a toezichthouder took.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = signal_steps)]
pub struct StepRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The signal.
    pub signal_id: String,
    /// Name of the step.
    pub step: String,
    /// Until when it is watched then.
    pub until_on: Option<NaiveDate>,
    /// Who goes on with it then.
    pub passed_to: Option<AsText<Receiver>>,
    /// Why.
    pub why: String,
    /// Who.
    pub taken_by: String,
    /// When.
    pub taken_at: NaiveDateTime,
}

/// Keep a signal.
///
/// # Errors
/// A unique violation where the same bewijsverzoek made one before.
pub fn insert(conn: &mut DbConn, row: &SignalRow) -> QueryResult<()> {
    diesel::insert_into(signals::table).values(row).execute(conn).map(drop)
}

/// Keep who reported it.
///
/// # Errors
/// What the database says.
pub fn insert_reporter(conn: &mut DbConn, row: &ReporterRow) -> QueryResult<()> {
    diesel::insert_into(signal_reporters::table).values(row).execute(conn).map(drop)
}

/// Keep a step; `false` when somebody changed the signal since the row was read.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    before: &SignalRow,
    (next, discipline): (&Signal, Discipline),
    taken: &StepRow,
) -> QueryResult<bool> {
    let (until, to, by) = match next {
        Signal::Received { .. } => (None, None, None),
        Signal::ToInvestigate(triaged) | Signal::Dismissed(triaged) => (None, None, Some(triaged)),
        Signal::Watched { until, triaged } => (Some(*until), None, Some(triaged)),
        Signal::PassedOn { to, triaged } => (None, Some(AsText(*to)), Some(triaged)),
    };
    let since = match next {
        Signal::Received { since } => *since,
        _ => by.map_or_else(|| instant(taken.taken_at), |triaged| triaged.at),
    };
    let changed = diesel::update(signals::table.find(&before.id).filter(signals::version.eq(before.version)))
        .set((
            signals::discipline.eq(AsText(discipline)),
            signals::state.eq(AsText(next.state())),
            signals::since.eq(stored(since)),
            signals::until_on.eq(until),
            signals::passed_to.eq(to),
            signals::triaged_by.eq(by.map(|triaged| triaged.by.to_string())),
            signals::version.eq(before.version + 1),
        ))
        .execute(conn)?;
    if changed == 1 {
        diesel::insert_into(signal_steps::table).values(taken).execute(conn)?;
    }
    Ok(changed == 1)
}

type Behind<'a> = signals::BoxedQuery<'a, MultiBackend>;

/// The signals of one discipline that may be read: those of a watched gemeente, and those of no gemeente about who is admitted in one.
fn behind<'a>(region: &'a RegionScope, discipline: Discipline, gemeenten: &'a [String]) -> Behind<'a> {
    let query = signals::table
        .filter(signals::region_id.eq(region.key()))
        .filter(signals::discipline.eq(AsText(discipline)))
        .into_boxed::<MultiBackend>();
    if gemeenten.is_empty() {
        return query;
    }
    let admitted = admissions::table
        .filter(admissions::region_id.eq(region.key()))
        .filter(admissions::gemeente.eq_any(gemeenten))
        .filter(admissions::state.eq_any([Admission::Active, Admission::Suspended].map(AsText)))
        .select(admissions::org_id);
    let nowhere = signals::gemeente.eq("").and(signals::org_id.eq_any(admitted));
    query.filter(signals::gemeente.eq_any(gemeenten).or(nowhere))
}

/// One signal.
///
/// # Errors
/// `NotFound` for one on the other side of the wall, or what the database says.
pub fn find(conn: &mut DbConn, wall: &WallScope, id: &SignalId) -> QueryResult<SignalRow> {
    for (discipline, gemeenten) in &wall.watches {
        let query = behind(&wall.region, *discipline, gemeenten).filter(signals::id.eq(id.as_str()));
        let found: Option<SignalRow> = query.select(SignalRow::as_select()).first(conn).optional()?;
        if let Some(row) = found {
            return Ok(row);
        }
    }
    Err(diesel::result::Error::NotFound)
}

/// Which signals to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those that toezicht is done with, and not those that are open.
    pub over: bool,
    /// About this aanbieder only.
    pub org: Option<String>,
    /// Of this nature only.
    pub nature: Option<Nature>,
}

/// Of every open signal: the aanbieder, where it is, and until when it is watched.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, wall: &WallScope) -> QueryResult<Vec<(String, State, Option<NaiveDate>)>> {
    let states: Vec<AsText<State>> =
        State::ALL.iter().filter(|state| state.is_open()).copied().map(AsText).collect();
    let mut all = Vec::new();
    for (discipline, gemeenten) in &wall.watches {
        let found: Vec<(String, AsText<State>, Option<NaiveDate>)> =
            behind(&wall.region, *discipline, gemeenten)
                .filter(signals::state.eq_any(&states))
                .select((signals::org_id, signals::state, signals::until_on))
                .load(conn)?;
        all.extend(found.into_iter().map(|(org, state, until)| (org, state.0, until)));
    }
    Ok(all)
}

/// At most this many are listed of a discipline.
pub const MOST: i64 = 200;

/// Signals with the name of the aanbieder, who waits longest first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, wall: &WallScope, wanted: &Wanted) -> QueryResult<Vec<(SignalRow, String)>> {
    let states = State::ALL.iter().filter(|state| state.is_open() != wanted.over);
    let states: Vec<AsText<State>> = states.copied().map(AsText).collect();
    let mut rows: Vec<(SignalRow, String)> = Vec::new();
    for (discipline, gemeenten) in &wall.watches {
        let mut query = behind(&wall.region, *discipline, gemeenten).filter(signals::state.eq_any(&states));
        if let Some(org) = &wanted.org {
            query = query.filter(signals::org_id.eq(org));
        }
        if let Some(nature) = wanted.nature {
            query = query.filter(signals::nature.eq(AsText(nature)));
        }
        let found: Vec<SignalRow> = query
            .order((signals::received_at, signals::id))
            .limit(MOST)
            .select(SignalRow::as_select())
            .load(conn)?;
        let names = names_of(conn, found.iter().map(|row| row.org_id.clone()).collect())?;
        let named = |row: SignalRow| (names.get(&row.org_id).cloned().unwrap_or_default(), row);
        rows.extend(found.into_iter().map(named).map(|(name, row)| (row, name)));
    }
    rows.sort_by(|(one, _), (other, _)| (one.received_at, &one.id).cmp(&(other.received_at, &other.id)));
    Ok(rows)
}

fn names_of(conn: &mut DbConn, orgs: Vec<String>) -> QueryResult<BTreeMap<String, String>> {
    let pairs: Vec<(String, String)> = organisations::table
        .filter(organisations::id.eq_any(orgs))
        .select((organisations::id, organisations::name))
        .load(conn)?;
    Ok(pairs.into_iter().collect())
}

/// About whom open signals are, and what kind: one entry a signal.
///
/// # Errors
/// What the database says.
pub fn open(conn: &mut DbConn, wall: &WallScope) -> QueryResult<Vec<(String, Nature)>> {
    let mut all: Vec<(String, Nature)> = Vec::new();
    for (discipline, gemeenten) in &wall.watches {
        let states: Vec<AsText<State>> =
            State::ALL.iter().filter(|state| state.is_open()).copied().map(AsText).collect();
        let found: Vec<(String, AsText<Nature>)> = behind(&wall.region, *discipline, gemeenten)
            .filter(signals::state.eq_any(states))
            .order((signals::org_id, signals::id))
            .select((signals::org_id, signals::nature))
            .load(conn)?;
        all.extend(found.into_iter().map(|(org, nature)| (org, nature.0)));
    }
    Ok(all)
}

/// What was made of a signal, with the names of who did, the first first.
///
/// # Errors
/// What the database says.
pub fn steps(conn: &mut DbConn, signal: &SignalRow) -> QueryResult<Vec<(StepRow, String)>> {
    signal_steps::table
        .inner_join(users::table.on(users::id.eq(signal_steps::taken_by)))
        .filter(signal_steps::region_id.eq(&signal.region_id))
        .filter(signal_steps::signal_id.eq(&signal.id))
        .order((signal_steps::taken_at, signal_steps::id))
        .select((StepRow::as_select(), users::name))
        .load(conn)
}

/// Who reported a signal, where that is known and was not destroyed.
///
/// # Errors
/// What the database says.
pub fn reporter(conn: &mut DbConn, signal: &SignalRow) -> QueryResult<Option<ReporterRow>> {
    signal_reporters::table
        .find(&signal.id)
        .filter(signal_reporters::region_id.eq(&signal.region_id))
        .select(ReporterRow::as_select())
        .first(conn)
        .optional()
}

/// Of these bewijsverzoeken, those that made a signal before.
///
/// # Errors
/// What the database says.
pub fn made_of(conn: &mut DbConn, scope: &RegionScope, requests: &[String]) -> QueryResult<Vec<String>> {
    let mut made: Vec<String> = Vec::new();
    for some in requests.chunks(500) {
        let found: Vec<Option<String>> = signals::table
            .filter(signals::region_id.eq(scope.key()))
            .filter(signals::request_id.eq_any(some))
            .select(signals::request_id)
            .load(conn)?;
        made.extend(found.into_iter().flatten());
    }
    Ok(made)
}

/// What an aanbieder reported itself, as it may know: in which region, about which lot and when. Never what became of it.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn receipt(
    conn: &mut DbConn,
    scope: &super::scope::OrgScope,
    id: &SignalId,
) -> QueryResult<(String, String, String, NaiveDateTime)> {
    signals::table
        .find(id.as_str())
        .filter(signals::org_id.eq(scope.key()))
        .filter(signals::source.eq(AsText(Source::Provider)))
        .select((signals::region_id, signals::product_group, signals::gemeente, signals::received_at))
        .first(conn)
}
