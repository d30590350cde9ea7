//! Small reads and writes around applying: a window whoever asks, and what a submission changes beside the application's step.
//! May import: diesel, domain.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::applications::ApplicationRow;
use super::calendar::WindowRow;
use super::db::DbConn;
use super::organisations::OrganisationRow;
use super::schema::{applications, clarifications, windows};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, stored};
use crate::domain::application::State;
use crate::domain::ids::{ApplicationId, ClarificationId, SchemeVersionId, WindowId};

/// A published window of any region: windows are public.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn published_window(conn: &mut DbConn, id: &WindowId, now: DateTime<Utc>) -> QueryResult<WindowRow> {
    windows::table
        .find(id.as_str())
        .filter(windows::published_at.le(stored(now)))
        .select(WindowRow::as_select())
        .first(conn)
}

/// The running application of an organisation in a window, if there is one.
///
/// # Errors
/// What the database says.
pub fn running(conn: &mut DbConn, scope: &OrgScope, window: &WindowId) -> QueryResult<Option<ApplicationId>> {
    let id: Option<String> = applications::table
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .filter(applications::window_id.eq(window.as_str()))
        .filter(applications::state.ne("withdrawn"))
        .select(applications::id)
        .first(conn)
        .optional()?;
    id.map(|id| types::id("applications", &id)).transpose()
}

/// The application of the same organisation in the same procedure that was received last, of those that were begun before this one.
///
/// # Errors
/// What the database says.
pub fn received_before(
    conn: &mut DbConn,
    scope: &OrgScope,
    row: &ApplicationRow,
) -> QueryResult<Option<ApplicationRow>> {
    applications::table
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .filter(applications::procedure_id.eq(&row.procedure_id))
        .filter(applications::id.ne(&row.id))
        .filter(applications::created_at.le(row.created_at))
        .filter(applications::received_at.is_not_null())
        .order((applications::received_at.desc(), applications::id.desc()))
        .select(ApplicationRow::as_select())
        .first(conn)
        .optional()
}

/// Fill an application in under another version of the scheme.
///
/// # Errors
/// What the database says.
pub fn set_scheme(conn: &mut DbConn, id: &ApplicationId, scheme: &SchemeVersionId) -> QueryResult<()> {
    diesel::update(applications::table.find(id.as_str()))
        .set(applications::scheme_version_id.eq(scheme.as_str()))
        .execute(conn)
        .map(drop)
}

/// Keep the name under which an application was sent in.
///
/// # Errors
/// What the database says.
pub fn set_name(conn: &mut DbConn, id: &ApplicationId, applicant: &OrganisationRow) -> QueryResult<()> {
    diesel::update(applications::table.find(id.as_str()))
        .set((applications::org_name.eq(&applicant.name), applications::org_name_key.eq(&applicant.name_key)))
        .execute(conn)
        .map(drop)
}

/// Take back the open repair requests of an application, because it was replaced; which ones.
///
/// # Errors
/// What the database says.
pub fn withdraw_requests(
    conn: &mut DbConn,
    row: &ApplicationRow,
    now: DateTime<Utc>,
) -> QueryResult<Vec<ClarificationId>> {
    let open: Vec<String> = clarifications::table
        .filter(clarifications::region_id.eq(&row.region_id))
        .filter(clarifications::application_id.eq(&row.id))
        .filter(clarifications::state.eq("asked"))
        .order(clarifications::id)
        .select(clarifications::id)
        .load(conn)?;
    diesel::update(
        clarifications::table
            .filter(clarifications::region_id.eq(&row.region_id))
            .filter(clarifications::application_id.eq(&row.id))
            .filter(clarifications::state.eq("asked")),
    )
    .set((
        clarifications::state.eq("withdrawn"),
        clarifications::settled_at.eq(Some(stored(now))),
        clarifications::version.eq(clarifications::version + 1),
    ))
    .execute(conn)?;
    open.iter().map(|id| types::id("clarifications", id)).collect()
}

/// The applications in a window that were not withdrawn, drafts too, by number.
///
/// # Errors
/// What the database says.
pub fn of_window(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
) -> QueryResult<Vec<ApplicationRow>> {
    applications::table
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::window_id.eq(window.as_str()))
        .filter(applications::state.ne(AsText(State::Withdrawn)))
        .order((applications::number, applications::id))
        .select(ApplicationRow::as_select())
        .load(conn)
}

/// The applications in a window that were sent in and are filled in under another version than this one, by number.
///
/// # Errors
/// What the database says.
pub fn sent_under_other(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
    version: &str,
) -> QueryResult<Vec<ApplicationRow>> {
    applications::table
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::window_id.eq(window.as_str()))
        .filter(applications::received_at.is_not_null())
        .filter(applications::scheme_version_id.ne(version))
        .order((applications::number, applications::id))
        .select(ApplicationRow::as_select())
        .load(conn)
}
