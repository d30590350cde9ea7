//! What an aanbieder still has to answer, for its first page.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::application::clarification::State;
use crate::domain::code::Code as _;
use crate::storage::db::DbConn;
use crate::storage::schema::{applications, clarifications};
use crate::storage::scope::OrgScope;

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

/// The open herstelverzoeken of an organisation in every region, the first due first.
///
/// # Errors
/// What the database says.
pub fn requests(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<OpenRequest>> {
    clarifications::table
        .inner_join(applications::table.on(applications::id.eq(clarifications::application_id)))
        .filter(applications::org_id.eq(scope.key()))
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
