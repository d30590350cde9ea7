//! The disputes of a region as a list.
//! May import: diesel, domain, storage.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::code::Code as _;
use crate::domain::dispute::{Kind, Outcome, State};
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::schema::{applications, disputes, users};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// More than this is not listed at once.
pub const MOST: usize = 200;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Of which kind; of every kind where none is named.
    pub kind: Option<Kind>,
    /// Those that are over instead of those that run.
    pub over: bool,
}

/// One line of the list.
#[derive(Debug, Clone, Queryable)]
pub struct DisputeLine {
    /// Identifier.
    pub id: String,
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// The aanbieder, as it is called in the application.
    pub name: String,
    /// Klacht, kort geding or bezwaar.
    pub kind: AsText<Kind>,
    /// Where it is.
    pub state: AsText<State>,
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// Whether that was within the term.
    pub in_time: bool,
    /// The last day for the outcome.
    pub due_on: Option<NaiveDate>,
    /// When the zitting is.
    pub hearing_at: Option<NaiveDateTime>,
    /// What came of it.
    pub outcome: Option<AsText<Outcome>>,
    /// Who treats it.
    pub treated_by: Option<String>,
}

/// The list: what runs by its first date, what is over with the last on top. Whether there are more than these.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, scope: &RegionScope, wanted: Wanted) -> QueryResult<(Vec<DisputeLine>, bool)> {
    let states = State::ALL.iter().copied().filter(|state| state.runs() != wanted.over).map(AsText);
    let states: Vec<AsText<State>> = states.collect();
    let mut query = disputes::table
        .inner_join(applications::table)
        .left_join(users::table.on(disputes::treated_by.eq(users::id.nullable())))
        .filter(disputes::region_id.eq(scope.key()))
        .filter(disputes::state.eq_any(states))
        .into_boxed::<MultiBackend>();
    if let Some(kind) = wanted.kind {
        query = query.filter(disputes::kind.eq(AsText(kind)));
    }
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let mut lines: Vec<DisputeLine> = query
        .order((disputes::registered_at.desc(), disputes::id))
        .limit(most.saturating_add(1))
        .select((
            disputes::id,
            disputes::application_id,
            applications::number,
            applications::org_name,
            disputes::kind,
            disputes::state,
            disputes::received_on,
            disputes::in_time,
            disputes::due_on,
            disputes::hearing_at,
            disputes::outcome,
            users::name.nullable(),
        ))
        .load(conn)?;
    let more = lines.len() > MOST;
    lines.truncate(MOST);
    if !wanted.over {
        // A column that may be empty comes first on one database and last on the other, so this is put in order here.
        lines.sort_by_key(|line| (line.first_date().is_none(), line.first_date()));
    }
    Ok((lines, more))
}

/// The kinds that a region has had: the words of a track that nobody there knows are not shown.
///
/// # Errors
/// What the database says.
pub fn kinds(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<Kind>> {
    let found: Vec<AsText<Kind>> = disputes::table
        .filter(disputes::region_id.eq(scope.key()))
        .select(disputes::kind)
        .distinct()
        .load(conn)?;
    Ok(Kind::ALL.iter().copied().filter(|kind| found.iter().any(|one| one.0 == *kind)).collect())
}

impl DisputeLine {
    /// What comes first: the zitting or the last day.
    #[must_use]
    pub fn first_date(&self) -> Option<NaiveDate> {
        let zitting = self.hearing_at.map(|at| crate::domain::terms::local_day(at.and_utc()));
        [zitting, self.due_on].into_iter().flatten().min()
    }
}
