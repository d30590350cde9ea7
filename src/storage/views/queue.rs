//! The work queue of a regional team: by deadline, page after page by key, equally fast for 300 and 300,000 applications.
//! May import: diesel, domain, storage.
//!
//! What is open stands in indexes of its own; each state that a filter names is asked for apart, along the index with the state in
//! it, and the answers are merged. So what was decided years ago is never walked through, whatever its due day.

use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::backend::Backend;
use diesel::dsl::{auto_type, exists};
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Integer, Text};

use crate::domain::application::{State, lot};
use crate::domain::ids::UserId;
use crate::domain::text::fold_key;
use crate::storage::applications::NO_TERM;
use crate::storage::db::{DbConn, MultiBackend, directly};
use crate::storage::schema::{
    applications, lot_applications, organisations, unread_messages, users, windows,
};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};
use crate::storage::unread::TEAM;

/// Tiles count up to here; more is shown as "more than".
pub const MOST: i64 = 99;

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
    /// The last day for the decision, as it is sorted.
    pub due_key: String,
    /// The name of whose work it is.
    pub assessor: Option<String>,
    /// It has a message that nobody of the team has read.
    pub is_new: bool,
    /// See [`Self::lots`].
    lots: Option<String>,
}

impl Line {
    /// Productgroep and gemeente of each lot that was not taken back, in order.
    #[must_use]
    pub fn lots(&self) -> Vec<(&str, &str)> {
        let told = self.lots.as_deref().unwrap_or_default();
        let mut lots: Vec<_> = told.split(BETWEEN).filter_map(|lot| lot.split_once(WITHIN)).collect();
        lots.sort_unstable();
        lots
    }

    /// The last day for the decision.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        if self.due_key == NO_TERM { None } else { self.due_key.parse().ok() }
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    /// The texts of a group, one after the other.
    #[aggregate]
    fn string_agg(text: Text, between: Text) -> Nullable<Text>;
}

/// Between two lots that are told in one text, and within one: codes have neither.
const BETWEEN: &str = " ";
const WITHIN: &str = "/";

/// Applications, with the people whose work they are.
#[auto_type]
fn with_people() -> _ {
    applications::table.left_join(users::table.on(users::id.nullable().eq(applications::assessor_id)))
}

type Boxed<'a> = diesel::dsl::IntoBoxed<'a, with_people, MultiBackend>;

/// A window of the region.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Window {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// It has opened.
    pub is_open: bool,
    /// Nobody may look into it yet.
    pub is_sealed: bool,
}

/// What a team sees of its region at a moment.
#[derive(Debug, Clone)]
pub struct Sight<'a> {
    scope: &'a RegionScope,
    today: NaiveDate,
    /// Its windows, the last to close first.
    pub windows: Vec<Window>,
}

impl<'a> Sight<'a> {
    /// What is seen at `now`, on the Dutch day `today`.
    ///
    /// # Errors
    /// What the database says.
    pub fn new(
        conn: &mut DbConn,
        scope: &'a RegionScope,
        (now, today): (DateTime<Utc>, NaiveDate),
    ) -> QueryResult<Self> {
        let now = stored(now);
        let unclosed = windows::closed_at.is_null().or(windows::closed_at.gt(Some(now)));
        let all = windows::table
            .filter(windows::region_id.eq(scope.key()))
            .order((windows::closes_at.desc(), windows::id))
            .select((
                windows::id,
                windows::title,
                windows::opens_at.le(now),
                windows::sealed.and(unclosed.assume_not_null()),
            ));
        Ok(Self { scope, today, windows: directly!(conn => all.load(conn))? })
    }

    fn sealed(&self) -> impl Iterator<Item = String> + '_ {
        self.windows.iter().filter(|window| window.is_sealed).map(|window| window.id.clone())
    }

    /// Days as the column that sorts has them: today, and the last one within seven days.
    fn week(&self) -> (String, String) {
        let last = self.today.checked_add_days(Days::new(7)).unwrap_or(self.today);
        (key(self.today), key(last))
    }
}

fn key(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// What fits a filter, but for the states.
fn fitting<'a>(sight: &Sight<'a>, filter: &Filter) -> Boxed<'a> {
    let mut rows = with_people().filter(applications::region_id.eq(sight.scope.key())).into_boxed();
    for window in sight.sealed() {
        rows = rows.filter(applications::window_id.ne(window));
    }
    if !filter.window.is_empty() {
        rows = rows.filter(applications::window_id.eq(filter.window.clone()));
    }
    let (today, last) = sight.week();
    rows = match filter.term {
        None => rows,
        Some(Term::Over) => rows.filter(applications::due_key.lt(today)),
        Some(Term::Week) => {
            rows.filter(applications::due_key.ge(today)).filter(applications::due_key.le(last))
        }
    };
    rows = match &filter.whose {
        None => rows,
        Some(Whose::Of(user)) => rows.filter(applications::assessor_id.eq(Some(user.to_string()))),
        Some(Whose::Nobodys) => rows.filter(applications::assessor_id.is_null()),
    };
    found(with_lot(rows, filter), &filter.find)
}

fn found<'a>(rows: Boxed<'a>, find: &str) -> Boxed<'a> {
    let folded = fold_key(find);
    if folded.is_empty() {
        return rows;
    }
    if find.len() == 8 && find.bytes().all(|byte| byte.is_ascii_digit()) {
        let with_number = organisations::table.filter(organisations::kvk.eq(find.to_owned()));
        return rows.filter(applications::org_id.eq_any(with_number.select(organisations::id)));
    }
    let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    rows.filter(
        applications::org_name_key
            .like(format!("%{escaped}%"))
            .escape('\\')
            .or(applications::number.eq(find.trim().to_uppercase())),
    )
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

/// A page of the queue, by last day for the decision, and whether there is more in the direction that was asked for.
///
/// # Errors
/// What the database says.
pub fn page(
    conn: &mut DbConn,
    sight: &Sight<'_>,
    filter: &Filter,
    from: &From,
    size: usize,
) -> QueryResult<(Vec<Line>, bool)> {
    let limit = i64::try_from(size.saturating_add(1)).unwrap_or(i64::MAX);
    let mut lines = match everything_from(sight, filter, from) {
        Some(key) => everything(conn, sight, key, limit)?,
        None => some(conn, sight, filter, from, limit)?,
    };
    let more = lines.len() > size;
    if matches!(from, From::Before(..)) {
        let skipped = lines.len().saturating_sub(size);
        lines.drain(..skipped);
    } else {
        lines.truncate(size);
    }
    Ok((lines, more))
}

/// The due day and id after which all that is open is asked for; none where less is, or the other way round.
fn everything_from<'a>(sight: &Sight<'_>, filter: &Filter, from: &'a From) -> Option<(&'a str, &'a str)> {
    if *filter != Filter::default() || sight.sealed().next().is_some() {
        return None;
    }
    match from {
        From::Start => Some(("", "")),
        From::After(due, id) => Some((due, id)),
        From::Before(..) => None,
    }
}

/// All that is open: what a team looks at all day. It is always the same question, so its text is written once.
fn everything(
    conn: &mut DbConn,
    sight: &Sight<'_>,
    (due, id): (&str, &str),
    limit: i64,
) -> QueryResult<Vec<Line>> {
    let rows = with_people()
        .filter(applications::region_id.eq(sight.scope.key()))
        .filter(applications::is_open.eq(true))
        .filter(applications::due_key.ge(due))
        .filter(applications::due_key.gt(due).or(applications::id.gt(id)))
        .order((applications::due_key.asc(), applications::id.asc()))
        .limit(limit)
        .select(line());
    directly!(conn => rows.load(conn))
}

/// What fits a filter, in order: a question for each state.
fn some(
    conn: &mut DbConn,
    sight: &Sight<'_>,
    filter: &Filter,
    from: &From,
    limit: i64,
) -> QueryResult<Vec<Line>> {
    let fitting = || fitting(sight, filter);
    let mut parts: Vec<Boxed<'_>> = Vec::new();
    if filter.states.is_empty() {
        parts.push(fitting().filter(applications::is_open.eq(true)));
    }
    for state in filter.states.iter().filter(|state| **state != State::Draft) {
        // What was withdrawn before it was ever sent in is nobody's business.
        let received = fitting().filter(applications::received_at.is_not_null());
        parts.push(received.filter(applications::state.eq(AsText(*state))));
    }
    let mut lines: Vec<Line> = Vec::new();
    for rows in parts {
        lines.extend(sorted(rows, from).limit(limit).select(line()).load::<Line>(conn)?);
    }
    lines.sort_by(|one, other| (&one.due_key, &one.id).cmp(&(&other.due_key, &other.id)));
    Ok(lines)
}

/// What is told of an application: a [`Line`]. Its lots are told in its own row: a page is one question.
#[auto_type]
fn line() -> _ {
    let withdrawn: AsText<lot::State> = AsText(lot::State::Withdrawn);
    let within: &'static str = WITHIN;
    let between: &'static str = BETWEEN;
    let team: &'static str = TEAM;
    let lot = lot_applications::product_group.concat(within).concat(lot_applications::gemeente);
    let lots = lot_applications::table
        .filter(lot_applications::region_id.eq(applications::region_id))
        .filter(lot_applications::application_id.eq(applications::id))
        .filter(lot_applications::state.ne(withdrawn))
        .select(string_agg(lot, between));
    let unread = unread_messages::table
        .filter(unread_messages::region_id.eq(applications::region_id))
        .filter(unread_messages::reader.eq(team))
        .filter(unread_messages::application_id.eq(applications::id.nullable()));
    (
        applications::id,
        applications::number,
        applications::org_name,
        applications::state,
        applications::due_key,
        users::name.nullable(),
        exists(unread),
        lots.single_value(),
    )
}

fn sorted<'a>(rows: Boxed<'a>, from: &From) -> Boxed<'a> {
    match from {
        From::Start => rows.order((applications::due_key.asc(), applications::id.asc())),
        From::After(due, id) => rows
            .filter(applications::due_key.ge(due.clone()))
            .filter(applications::due_key.gt(due.clone()).or(applications::id.gt(id.clone())))
            .order((applications::due_key.asc(), applications::id.asc())),
        From::Before(due, id) => rows
            .filter(applications::due_key.le(due.clone()))
            .filter(applications::due_key.lt(due.clone()).or(applications::id.lt(id.clone())))
            .order((applications::due_key.desc(), applications::id.desc())),
    }
}

/// How many open applications there are, as the tiles above the queue tell it; each up to one more than [`MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Tally {
    /// Whose term is over.
    pub over: i64,
    /// Whose term ends today or within seven days.
    pub week: i64,
    /// That are the work of who asks.
    pub mine: i64,
    /// That are nobody's work.
    pub nobodys: i64,
}

/// What there is to do, for a person of the team.
///
/// # Errors
/// What the database says.
pub fn tally(conn: &mut DbConn, sight: &Sight<'_>, me: &UserId) -> QueryResult<Tally> {
    let most = MOST.saturating_add(1);
    let (today, last) = sight.week();
    directly!(conn: Own => {
        let open = || {
            let rows = applications::table.filter(applications::region_id.eq(sight.scope.key()));
            let rows = rows.filter(applications::is_open.eq(true)).select(1.into_sql::<Integer>()).into_boxed::<Own>();
            sight.sealed().fold(rows, |rows, window| rows.filter(applications::window_id.ne(window))).limit(most)
        };
        diesel::select((
            Counted(open().filter(applications::due_key.lt(&today))),
            Counted(open().filter(applications::due_key.between(&today, &last))),
            Counted(open().filter(applications::assessor_id.eq(me.as_str()))),
            Counted(open().filter(applications::assessor_id.is_null())),
        ))
        .get_result(conn)
    })
}

/// How many rows a limited query has, counted by the database.
#[derive(Debug, Clone, QueryId)]
struct Counted<Q>(Q);

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Counted<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS rows_found)");
        Ok(())
    }
}

impl<Q> Expression for Counted<Q> {
    type SqlType = BigInt;
}

impl<Q, QS> AppearsOnTable<QS> for Counted<Q> {}

impl<Q, QS> SelectableExpression<QS> for Counted<Q> {}

impl<Q, G> ValidGrouping<G> for Counted<Q> {
    type IsAggregate = is_aggregate::Never;
}

/// The names of people of the team.
///
/// # Errors
/// What the database says.
pub fn names(conn: &mut DbConn, ids: &[&str]) -> QueryResult<Vec<(String, String)>> {
    users::table.filter(users::id.eq_any(ids)).select((users::id, users::name)).load(conn)
}
