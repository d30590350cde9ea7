//! The open work of a team, with everything that says who can judge it.
//! May import: diesel, domain, storage.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::domain::application::State;
use crate::storage::db::DbConn;
use crate::storage::schema::{
    application_members, applications, assessments, assignments, decisions, lot_applications, memberships,
    organisations, windows,
};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};

/// An application that is open.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct OpenWork {
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The aanbieder's name when it was sent in.
    pub name: String,
    /// The aanbieder.
    pub org: String,
    /// Where it is.
    pub state: AsText<State>,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
    /// Whose work it is.
    pub assessor: Option<String>,
    /// For optimistic locking.
    pub version: i64,
    /// Where the claim of the aanbieder is.
    pub claim: String,
}

/// The open work of a region, what is due first on top; nothing that is sealed.
///
/// # Errors
/// What the database says.
pub fn open(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> QueryResult<Vec<OpenWork>> {
    applications::table
        .inner_join(windows::table)
        .inner_join(organisations::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::is_open.eq(true))
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .order((applications::due_key, applications::id))
        .select((
            applications::id,
            applications::number,
            applications::org_name,
            applications::org_id,
            applications::state,
            applications::decision_due_on,
            applications::assessor_id,
            applications::version,
            organisations::state,
        ))
        .load(conn)
}

/// Who takes part beside the aanbieder in the open work of a region: application and organisation.
///
/// # Errors
/// What the database says.
pub fn taking_part(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, String)>> {
    let rows: Vec<(String, Option<String>)> = application_members::table
        .inner_join(applications::table.on(applications::id.eq(application_members::application_id)))
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::is_open.eq(true))
        .filter(application_members::org_id.is_not_null())
        .select((application_members::application_id, application_members::org_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(application, org)| Some((application, org?))).collect())
}

/// Who is tied to whom: declared in the region, or at work there. Person and organisation.
///
/// # Errors
/// What the database says.
pub fn ties(conn: &mut DbConn, scope: &RegionScope, people: &[String]) -> QueryResult<Vec<(String, String)>> {
    let declared: Vec<(String, Option<String>)> = assignments::table
        .filter(assignments::region_id.eq(scope.key()))
        .filter(assignments::kind.eq("conflict"))
        .filter(assignments::ended_at.is_null())
        .filter(assignments::user_id.eq_any(people))
        .select((assignments::user_id, assignments::org_id))
        .load(conn)?;
    let at_work: Vec<(String, String)> = memberships::table
        .filter(memberships::user_id.eq_any(people))
        .filter(memberships::state.eq("active"))
        .select((memberships::user_id, memberships::org_id))
        .load(conn)?;
    let declared = declared.into_iter().filter_map(|(user, org)| Some((user, org?)));
    Ok(declared.chain(at_work).collect())
}

/// Who said something in the open work of a region: application and person.
///
/// # Errors
/// What the database says.
pub fn judged(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, String)>> {
    assessments::table
        .inner_join(applications::table.on(applications::id.eq(assessments::application_id)))
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::is_open.eq(true))
        .select((assessments::application_id, assessments::assessed_by))
        .distinct()
        .load(conn)
}

/// Who countersigned or signed in the open work of a region: application and person.
///
/// # Errors
/// What the database says.
pub fn handled(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, String)>> {
    let rows: Vec<(String, Option<String>, Option<String>)> = decisions::table
        .inner_join(lot_applications::table.on(lot_applications::id.eq(decisions::lot_application_id)))
        .inner_join(applications::table.on(applications::id.eq(lot_applications::application_id)))
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::is_open.eq(true))
        .select((applications::id, decisions::countersigned_by, decisions::signed_by))
        .load(conn)?;
    let people = |(application, second, signer): (String, Option<String>, Option<String>)| {
        second.into_iter().chain(signer).map(move |person| (application.clone(), person))
    };
    Ok(rows.into_iter().flat_map(people).collect())
}
