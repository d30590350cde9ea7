//! The work queue of a regional team: by deadline, page after page by key, equally fast for 300 and 300,000 applications.
//! May import: diesel, domain, storage.
//!
//! What is open stands in indexes of its own; each state that a filter names is asked for apart, along the index with the state in
//! it, and the answers are merged. So what was decided years ago is never walked through, whatever its due day.

mod filter;
mod sight;
mod tally;

use chrono::NaiveDate;
use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;
use diesel::sql_types::Text;

pub use filter::{Filter, Term, Whose};
pub use sight::{Sight, Window};
pub use tally::{MOST, Tally, tally};

use self::filter::{Boxed, fitting, with_people};
use crate::domain::application::{State, lot};
use crate::storage::applications::NO_TERM;
use crate::storage::db::{DbConn, directly};
use crate::storage::schema::{applications, lot_applications, unread_messages, users};
use crate::storage::types::AsText;
use crate::storage::unread::TEAM;

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
