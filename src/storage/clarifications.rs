//! Herstelverzoeken: what was asked, until when, and what came of it.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::RegionScope;
use super::db::DbConn;
use super::schema::{applications, clarifications};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::application::clarification::{Clarification, Kind, Occasion, Request, State};
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, ClarificationId, SnapshotId, WindowId};
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::RequirementCode;

/// A herstelverzoek.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = clarifications)]
pub struct ClarificationRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// About which requirement.
    pub requirement: String,
    /// The member that is asked about its own part; none for the penvoerder.
    pub member_id: Option<String>,
    /// Missing or mistaken.
    pub kind: AsText<Kind>,
    /// The question, bewijsstuk or document it is about.
    pub anchor: String,
    /// What is asked.
    pub question: String,
    /// Why it is asked again; empty the first time.
    pub team_fault: String,
    /// Where it is.
    pub state: AsText<State>,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: NaiveDateTime,
    /// The first moment that is too late.
    pub due_at: NaiveDateTime,
    /// What the aanbieder wrote; where the team took it back: why.
    pub answer: String,
    /// Who answered, or took it back.
    pub answered_by: Option<String>,
    /// When it was answered, expired or taken back.
    pub settled_at: Option<NaiveDateTime>,
    /// The request it repeats.
    pub revises: Option<String>,
    /// For optimistic locking.
    pub version: i64,
    /// What counted from the answer on; none where it changed nothing that the rules look at.
    pub answer_snapshot_id: Option<String>,
}

/// Add a request.
///
/// # Errors
/// A unique violation where the requirement was asked about before.
pub fn insert(conn: &mut DbConn, row: &ClarificationRow) -> QueryResult<()> {
    diesel::insert_into(clarifications::table).values(row).execute(conn).map(drop)
}

/// The requests of an application, the first first. Whoever holds the application may read them.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    region: &str,
    application: &str,
) -> QueryResult<Vec<ClarificationRow>> {
    clarifications::table
        .filter(clarifications::region_id.eq(region))
        .filter(clarifications::application_id.eq(application))
        .order((clarifications::asked_at, clarifications::id))
        .select(ClarificationRow::as_select())
        .load(conn)
}

/// One request of an application.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    application: &ApplicationId,
    id: &ClarificationId,
) -> QueryResult<ClarificationRow> {
    clarifications::table
        .find(id.as_str())
        .filter(clarifications::application_id.eq(application.as_str()))
        .select(ClarificationRow::as_select())
        .first(conn)
}

/// The open requests of the whole installation whose term is over; a job closes them.
///
/// # Errors
/// What the database says.
pub fn overdue(conn: &mut DbConn, now: DateTime<Utc>) -> QueryResult<Vec<ClarificationRow>> {
    clarifications::table
        .filter(clarifications::state.eq(State::Asked.code()))
        .filter(clarifications::due_at.le(stored(now)))
        .order((clarifications::due_at, clarifications::id))
        .select(ClarificationRow::as_select())
        .load(conn)
}

/// What a row tells.
///
/// # Errors
/// A [`BadRow`] where the parts do not fit.
pub fn life(row: &ClarificationRow) -> QueryResult<Clarification> {
    let bad = |what: &str| BadRow { table: "clarifications", id: row.id.clone(), what: what.to_owned() };
    let occasion = if row.team_fault.is_empty() {
        Occasion::First
    } else {
        Occasion::FaultOfTheTeam(Motivation::parse(&row.team_fault).map_err(|_| bad("team_fault"))?)
    };
    let request = Request {
        requirement: RequirementCode::parse(&row.requirement).map_err(|_| bad("requirement"))?,
        member: row.member_id.as_deref().map(|id| types::id("clarifications", id)).transpose()?,
        kind: row.kind.0,
        anchor: row.anchor.clone(),
        question: Motivation::parse(&row.question).map_err(|_| bad("question"))?,
        occasion,
        by: types::id("clarifications", &row.asked_by)?,
        at: instant(row.asked_at),
        due: instant(row.due_at),
    };
    let settled = || match (&row.answered_by, row.settled_at) {
        (Some(by), Some(at)) => Ok((types::id("clarifications", by)?, instant(at))),
        _ => Err(diesel::result::Error::from(bad("settled by nobody"))),
    };
    Ok(match row.state.0 {
        State::Asked => Clarification::Asked(request),
        State::Expired => Clarification::Expired { request },
        State::Answered => {
            let (by, at) = settled()?;
            Clarification::Answered { request, by, at }
        }
        State::Withdrawn => {
            // Without a person it lapsed, because the application was replaced: then the question itself says what lapsed.
            let by = row.answered_by.as_deref().unwrap_or(&row.asked_by);
            let motivation = Motivation::parse(&row.answer).unwrap_or_else(|_| request.question.clone());
            let at = instant(row.settled_at.ok_or_else(|| bad("settled at no moment"))?);
            Clarification::Withdrawn { by: types::id("clarifications", by)?, motivation, at, request }
        }
    })
}

/// Keep how a request ended; `false` when it was not open any more.
///
/// # Errors
/// What the database says.
pub fn settle(
    conn: &mut DbConn,
    id: &str,
    next: &Clarification,
    answer: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let by = match next {
        Clarification::Answered { by, .. } | Clarification::Withdrawn { by, .. } => Some(by.to_string()),
        Clarification::Asked(_) | Clarification::Expired { .. } => None,
    };
    diesel::update(clarifications::table.find(id).filter(clarifications::state.eq(State::Asked.code())))
        .set((
            clarifications::state.eq(AsText(next.state())),
            clarifications::answer.eq(answer),
            clarifications::answered_by.eq(by),
            clarifications::settled_at.eq(Some(stored(now))),
            clarifications::version.eq(clarifications::version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Note what counts from the answer on.
///
/// # Errors
/// What the database says.
pub fn answered_with(conn: &mut DbConn, id: &str, snapshot: &SnapshotId) -> QueryResult<()> {
    diesel::update(clarifications::table.find(id))
        .set(clarifications::answer_snapshot_id.eq(Some(snapshot.as_str())))
        .execute(conn)
        .map(drop)
}

/// What was asked about a requirement in a window, by application, the first first.
///
/// # Errors
/// What the database says.
pub fn in_window(
    conn: &mut DbConn,
    scope: &RegionScope,
    (window, requirement): (&WindowId, &str),
) -> QueryResult<Vec<ClarificationRow>> {
    clarifications::table
        .inner_join(applications::table)
        .filter(clarifications::region_id.eq(scope.key()))
        .filter(applications::window_id.eq(window.as_str()))
        .filter(clarifications::requirement.eq(requirement))
        .order((clarifications::asked_at, clarifications::id))
        .select(ClarificationRow::as_select())
        .load(conn)
}

/// What was asked in one request, in its order: the same person asked the same organisation at the same moment.
///
/// # Errors
/// What the database says.
pub fn together(conn: &mut DbConn, one: &ClarificationRow) -> QueryResult<Vec<ClarificationRow>> {
    let same = of_application(conn, &one.region_id, &one.application_id)?.into_iter().filter(|row| {
        (row.asked_at, &row.asked_by, &row.member_id) == (one.asked_at, &one.asked_by, &one.member_id)
    });
    Ok(same.collect())
}

/// The request that a letter carries.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_letter(conn: &mut DbConn, id: &str) -> QueryResult<ClarificationRow> {
    clarifications::table.find(id).select(ClarificationRow::as_select()).first(conn)
}

/// Let the open requests that were asked together with one end later, because their letter did not arrive; how many.
///
/// # Errors
/// What the database says.
pub fn restart(conn: &mut DbConn, one: &ClarificationRow, due: DateTime<Utc>) -> QueryResult<usize> {
    let ids: Vec<String> = together(conn, one)?.into_iter().map(|row| row.id).collect();
    diesel::update(clarifications::table.filter(clarifications::id.eq_any(ids)))
        .filter(clarifications::state.eq(State::Asked.code()))
        .set((
            clarifications::due_at.eq(stored(due)),
            clarifications::version.eq(clarifications::version + 1),
        ))
        .execute(conn)
}

/// The open requests of a region whose term ends at a moment, by application.
///
/// # Errors
/// What the database says.
pub fn ending(
    conn: &mut DbConn,
    scope: &RegionScope,
    due: DateTime<Utc>,
) -> QueryResult<Vec<ClarificationRow>> {
    clarifications::table
        .filter(clarifications::region_id.eq(scope.key()))
        .filter(clarifications::state.eq(State::Asked.code()))
        .filter(clarifications::due_at.eq(stored(due)))
        .order((clarifications::application_id, clarifications::id))
        .select(ClarificationRow::as_select())
        .load(conn)
}
