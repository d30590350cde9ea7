//! What an aanbieder still has to answer, for its first page.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::application::clarification::State;
use crate::domain::code::Code as _;
use crate::domain::decision::hearing;
use crate::domain::ids::ApplicationId;
use crate::storage::db::DbConn;
use crate::storage::schema::{application_members, applications, clarifications, hearings};
use crate::storage::scope::OrgScope;
use crate::storage::types::stored;

/// A herstelverzoek that waits for its answer.
#[derive(Debug, Clone, Queryable)]
pub struct OpenRequest {
    /// Identifier.
    pub id: String,
    /// The application it is about.
    pub application: String,
    /// Its number.
    pub number: String,
    /// What is asked.
    pub question: String,
    /// The first moment that is too late.
    pub due_at: NaiveDateTime,
}

/// The open herstelverzoeken to an organisation in every region, the first due first: about its own applications, and about its own
/// part of those in which it takes part.
///
/// # Errors
/// What the database says.
pub fn requests(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<OpenRequest>> {
    clarifications::table
        .inner_join(applications::table.on(applications::id.eq(clarifications::application_id)))
        .left_join(
            application_members::table.on(application_members::id.nullable().eq(clarifications::member_id)),
        )
        .filter(
            clarifications::member_id
                .is_null()
                .and(applications::org_id.nullable().eq(Some(scope.key())))
                .or(application_members::org_id.nullable().eq(Some(scope.key()))),
        )
        .filter(applications::procedure_id.like(scope.procedures()))
        .filter(clarifications::state.eq(State::Asked.code()))
        .order((clarifications::due_at, clarifications::id))
        .select((
            clarifications::id,
            applications::id,
            applications::number,
            clarifications::question,
            clarifications::due_at,
        ))
        .load(conn)
}

/// A voornemen on which an aanbieder can still say what it thinks.
#[derive(Debug, Clone, Queryable)]
pub struct OpenHearing {
    /// Identifier.
    pub id: String,
    /// The application it is about.
    pub application: String,
    /// Its number.
    pub number: String,
    /// The first moment that is too late.
    pub due_at: Option<NaiveDateTime>,
}

/// The voornemens on which an organisation can still say what it thinks, the first due first.
///
/// # Errors
/// What the database says.
pub fn hearings(conn: &mut DbConn, scope: &OrgScope, now: DateTime<Utc>) -> QueryResult<Vec<OpenHearing>> {
    hearings::table
        .inner_join(applications::table)
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .filter(hearings::state.eq(hearing::State::Asked.code()))
        .filter(hearings::due_at.gt(Some(stored(now))))
        .order((applications::number, hearings::id))
        .select((hearings::id, applications::id, applications::number, hearings::due_at))
        .load(conn)
}

/// A herstelverzoek that waits for one that takes part: what is asked, only that one reads.
#[derive(Debug, Clone, Queryable)]
pub struct RequestBeside {
    /// The name of who is asked.
    pub name: String,
    /// The first moment that is too late.
    pub due_at: NaiveDateTime,
}

/// The open herstelverzoeken to who takes part in an application of an organisation's own, the first due first.
///
/// # Errors
/// What the database says.
pub fn beside(
    conn: &mut DbConn,
    scope: &OrgScope,
    application: &ApplicationId,
) -> QueryResult<Vec<RequestBeside>> {
    clarifications::table
        .inner_join(applications::table)
        .inner_join(application_members::table)
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::id.eq(application.as_str()))
        .filter(clarifications::state.eq(State::Asked.code()))
        .order((clarifications::due_at, clarifications::id))
        .select((application_members::name, clarifications::due_at))
        .load(conn)
}
