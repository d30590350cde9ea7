//! The work queue of a regional team: by deadline, page after page by key, equally fast for 300 and 300,000 applications.
//! May import: diesel, domain, storage.
//!
//! Each state is asked for apart, along the index on region, state, due day and id, and the answers are merged: so what was
//! decided years ago is never walked through, whatever its due day.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use diesel::backend::Backend;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Integer};

use crate::domain::application::{State, lot};
use crate::domain::ids::UserId;
use crate::domain::text::fold_key;
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::schema::{
    applications, lot_applications, organisations, unread_messages, users, windows,
};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};
use crate::storage::unread::TEAM;

/// The states in which the team has something to do.
pub const OPEN: [State; 4] =
    [State::Submitted, State::InAssessment, State::ClarificationAsked, State::Assessed];

/// Tiles count up to here; more is shown as "more than".
pub const MOST: usize = 1000;

/// What is shown of the queue. Empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In these states; the open ones when empty.
    pub states: Vec<State>,
    /// With a lot in this gemeente.
    pub gemeente: String,
    /// With a lot of this productgroep.
    pub group: String,
    /// Of this window.
    pub window: String,
    /// By the last day for the decision.
    pub term: Option<Term>,
    /// By whose work it is.
    pub whose: Option<Whose>,
    /// Part of the name, the number of the application, or a KvK number.
    pub find: String,
}

/// By the last day for the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// It has passed.
    Over,
    /// Today or within seven days.
    Week,
}

/// By whose work it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// This person's.
    Of(UserId),
    /// Nobody's.
    Nobodys,
}

/// Where a page of the queue begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// At the first deadline.
    Start,
    /// After this due day and id.
    After(String, String),
    /// Before this due day and id.
    Before(String, String),
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Line {
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The aanbieder's name when it was sent in.
    pub name: String,
    /// Where it is.
    pub state: AsText<State>,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
    /// The same as a key.
    pub due_key: String,
    /// Whose work it is.
    pub assessor: Option<String>,
    /// When it was received.
    pub received_at: Option<NaiveDateTime>,
}

/// A lot of a line.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct LineLot {
    /// The application.
    pub application: String,
    /// Productgroep.
    pub group: String,
    /// Gemeente.
    pub gemeente: String,
}

type Boxed<'a> = applications::BoxedQuery<'a, MultiBackend>;

/// The windows of a region that nobody may look into yet.
fn sealed(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> QueryResult<Vec<String>> {
    windows::table
        .filter(windows::region_id.eq(scope.key()))
        .filter(windows::sealed.eq(true))
        .filter(windows::closed_at.is_null().or(windows::closed_at.gt(Some(stored(now)))))
        .select(windows::id)
        .load(conn)
}

/// What one query of the queue needs to know.
struct Sight<'a> {
    scope: &'a RegionScope,
    sealed: Vec<String>,
    orgs: Vec<String>,
    today: NaiveDate,
}

impl<'a> Sight<'a> {
    fn new(
        conn: &mut DbConn,
        scope: &'a RegionScope,
        filter: &Filter,
        (now, today): (DateTime<Utc>, NaiveDate),
    ) -> QueryResult<Self> {
        let is_kvk = filter.find.len() == 8 && filter.find.bytes().all(|byte| byte.is_ascii_digit());
        let orgs = if is_kvk {
            organisations::table
                .filter(organisations::kvk.eq(&filter.find))
                .select(organisations::id)
                .load(conn)?
        } else {
            Vec::new()
        };
        Ok(Self { scope, sealed: sealed(conn, scope, now)?, orgs, today })
    }

    fn rows(&self, filter: &Filter) -> Boxed<'a> {
        let mut rows = applications::table.filter(applications::region_id.eq(self.scope.key())).into_boxed();
        if !self.sealed.is_empty() {
            rows = rows.filter(applications::window_id.ne_all(self.sealed.clone()));
        }
        if !filter.window.is_empty() {
            rows = rows.filter(applications::window_id.eq(filter.window.clone()));
        }
        let today = self.today.format("%Y-%m-%d").to_string();
        rows = match filter.term {
            None => rows,
            Some(Term::Over) => rows.filter(applications::due_key.lt(today)),
            Some(Term::Week) => {
                let last = self.today.checked_add_days(Days::new(7)).unwrap_or(self.today);
                let last = last.format("%Y-%m-%d").to_string();
                rows.filter(applications::due_key.ge(today)).filter(applications::due_key.le(last))
            }
        };
        rows = match &filter.whose {
            None => rows,
            Some(Whose::Of(user)) => rows.filter(applications::assessor_id.eq(Some(user.to_string()))),
            Some(Whose::Nobodys) => rows.filter(applications::assessor_id.is_null()),
        };
        self.found(with_lot(rows, filter), filter)
    }

    fn found(&self, rows: Boxed<'a>, filter: &Filter) -> Boxed<'a> {
        let key = fold_key(&filter.find);
        if key.is_empty() {
            return rows;
        }
        if !self.orgs.is_empty() {
            return rows.filter(applications::org_id.eq_any(self.orgs.clone()));
        }
        let escaped = key.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        rows.filter(
            applications::org_name_key
                .like(format!("%{escaped}%"))
                .escape('\\')
                .or(applications::number.eq(filter.find.trim().to_uppercase())),
        )
    }
}

fn with_lot<'a>(rows: Boxed<'a>, filter: &Filter) -> Boxed<'a> {
    let lots = lot_applications::table
        .filter(lot_applications::application_id.eq(applications::id))
        .filter(lot_applications::state.ne(AsText(lot::State::Withdrawn)));
    let (gemeente, group) = (filter.gemeente.clone(), filter.group.clone());
    match (gemeente.is_empty(), group.is_empty()) {
        (true, true) => rows,
        (false, true) => rows.filter(exists(lots.filter(lot_applications::gemeente.eq(gemeente)))),
        (true, false) => rows.filter(exists(lots.filter(lot_applications::product_group.eq(group)))),
        (false, false) => rows.filter(exists(
            lots.filter(lot_applications::gemeente.eq(gemeente))
                .filter(lot_applications::product_group.eq(group)),
        )),
    }
}

fn states(filter: &Filter) -> Vec<State> {
    let visible = |state: &State| *state != State::Draft;
    if filter.states.is_empty() {
        OPEN.to_vec()
    } else {
        filter.states.iter().copied().filter(visible).collect()
    }
}

/// A page of the queue, by last day for the decision, and whether there is more in the direction that was asked for.
///
/// # Errors
/// What the database says.
pub fn page(
    conn: &mut DbConn,
    scope: &RegionScope,
    filter: &Filter,
    from: &From,
    moment: (DateTime<Utc>, NaiveDate),
    size: usize,
) -> QueryResult<(Vec<Line>, bool)> {
    let sight = Sight::new(conn, scope, filter, moment)?;
    let limit = i64::try_from(size.saturating_add(1)).unwrap_or(i64::MAX);
    let mut lines: Vec<Line> = Vec::new();
    for state in states(filter) {
        // What was withdrawn before it was ever sent in is nobody's business.
        let rows = sight
            .rows(filter)
            .filter(applications::state.eq(AsText(state)))
            .filter(applications::received_at.is_not_null());
        lines.extend(sorted(rows, from, limit).select(COLUMNS).load::<Line>(conn)?);
    }
    let key = |line: &Line| (line.due_key.clone(), line.id.clone());
    lines.sort_by_key(key);
    let more = lines.len() > size;
    if matches!(from, From::Before(..)) {
        let skipped = lines.len().saturating_sub(size);
        lines.drain(..skipped);
    } else {
        lines.truncate(size);
    }
    Ok((lines, more))
}

type Columns = (
    applications::id,
    applications::number,
    applications::org_name,
    applications::state,
    applications::decision_due_on,
    applications::due_key,
    applications::assessor_id,
    applications::received_at,
);

const COLUMNS: Columns = (
    applications::id,
    applications::number,
    applications::org_name,
    applications::state,
    applications::decision_due_on,
    applications::due_key,
    applications::assessor_id,
    applications::received_at,
);

fn sorted<'a>(rows: Boxed<'a>, from: &From, limit: i64) -> Boxed<'a> {
    match from {
        From::Start => rows.order((applications::due_key.asc(), applications::id.asc())).limit(limit),
        From::After(due, id) => rows
            .filter(applications::due_key.ge(due.clone()))
            .filter(applications::due_key.gt(due.clone()).or(applications::id.gt(id.clone())))
            .order((applications::due_key.asc(), applications::id.asc()))
            .limit(limit),
        From::Before(due, id) => rows
            .filter(applications::due_key.le(due.clone()))
            .filter(applications::due_key.lt(due.clone()).or(applications::id.lt(id.clone())))
            .order((applications::due_key.desc(), applications::id.desc()))
            .limit(limit),
    }
}

/// How many open applications fit a filter, whatever states it names, up to one more than [`MOST`]. An open one was received.
///
/// # Errors
/// What the database says.
pub fn count(
    conn: &mut DbConn,
    scope: &RegionScope,
    filter: &Filter,
    moment: (DateTime<Utc>, NaiveDate),
) -> QueryResult<usize> {
    let sight = Sight::new(conn, scope, filter, moment)?;
    let limit = i64::try_from(MOST.saturating_add(1)).unwrap_or(i64::MAX);
    let mut rows = sight.rows(filter);
    // Each state by name, not as a list: a statement with a list is prepared anew every time.
    let [first, second, third, fourth] = OPEN.map(|state| applications::state.eq(AsText(state)));
    rows = rows.filter(first.or(second).or(third).or(fourth));
    let found: i64 = AtMost(rows.limit(limit).select(sql::<Integer>("1"))).get_result(conn)?;
    Ok(usize::try_from(found).unwrap_or(usize::MAX))
}

/// How many rows a limited query has, counted by the database.
#[derive(Debug, Clone, QueryId)]
struct AtMost<Q>(Q);

impl<Q> Query for AtMost<Q> {
    type SqlType = BigInt;
}

impl<Q> RunQueryDsl<DbConn> for AtMost<Q> {}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for AtMost<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS rows_found");
        Ok(())
    }
}

/// The lots of these lines, by productgroep and gemeente.
///
/// # Errors
/// What the database says.
pub fn lots_of(conn: &mut DbConn, scope: &RegionScope, lines: &[Line]) -> QueryResult<Vec<LineLot>> {
    let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    lot_applications::table
        .filter(lot_applications::region_id.eq(scope.key()))
        .filter(lot_applications::application_id.eq_any(ids))
        .filter(lot_applications::state.ne(AsText(lot::State::Withdrawn)))
        .order((lot_applications::product_group, lot_applications::gemeente))
        .select((
            lot_applications::application_id,
            lot_applications::product_group,
            lot_applications::gemeente,
        ))
        .load(conn)
}

/// Which of these lines have a message that nobody of the team has read.
///
/// # Errors
/// What the database says.
pub fn with_news(
    conn: &mut DbConn,
    scope: &RegionScope,
    lines: &[Line],
) -> QueryResult<BTreeSet<Option<String>>> {
    let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    let found = unread_messages::table
        .filter(unread_messages::region_id.eq(scope.key()))
        .filter(unread_messages::reader.eq(TEAM))
        .filter(unread_messages::application_id.eq_any(ids))
        .select(unread_messages::application_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// The names of people of the team.
///
/// # Errors
/// What the database says.
pub fn names(conn: &mut DbConn, ids: &[&str]) -> QueryResult<Vec<(String, String)>> {
    users::table.filter(users::id.eq_any(ids)).select((users::id, users::name)).load(conn)
}

/// The windows of a region that have opened, the last to close first: for the filter.
///
/// # Errors
/// What the database says.
pub fn windows(
    conn: &mut DbConn,
    scope: &RegionScope,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(String, String)>> {
    windows::table
        .filter(windows::region_id.eq(scope.key()))
        .filter(windows::opens_at.le(stored(now)))
        .order((windows::closes_at.desc(), windows::id))
        .select((windows::id, windows::title))
        .load(conn)
}
