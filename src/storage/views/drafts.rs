//! Drafts that were not sent in. A draft is sealed, whatever the window: what leaves this file is whose it is, and when it was last worked on.
//! May import: diesel, domain, storage.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::application::State;
use crate::domain::ids::WindowId;
use crate::storage::calendar::WindowRow;
use crate::storage::db::DbConn;
use crate::storage::schema::{applications, organisations, reminders, windows};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};

/// A draft as the team may know it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct DraftLine {
    /// Whose it is.
    pub org_id: String,
    /// The name.
    pub name: String,
    /// When anything of it was last saved.
    pub worked_at: NaiveDateTime,
    /// The Dutch calendar day of the last reminder.
    pub reminded_on: Option<NaiveDate>,
}

/// The drafts in a window, by the name of the aanbieder.
///
/// # Errors
/// What the database says.
pub fn of_window(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> QueryResult<Vec<DraftLine>> {
    let reminded = reminders::kind.eq("draft").and(reminders::about.eq(applications::id));
    applications::table
        .inner_join(organisations::table)
        .left_join(reminders::table.on(reminded))
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::window_id.eq(window.as_str()))
        .filter(applications::state.eq(AsText(State::Draft)))
        .order((organisations::name_key, organisations::id))
        .select((
            organisations::id,
            organisations::name,
            applications::updated_at,
            reminders::on_day.nullable(),
        ))
        .load(conn)
}

/// A draft that can still be sent in, for who reminds of it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = applications)]
pub struct OpenDraft {
    /// The application.
    pub id: String,
    /// Whose it is.
    pub org_id: String,
    /// When it was begun.
    pub created_at: NaiveDateTime,
}

/// The drafts of a region that can be sent in now and until then, each with its window.
///
/// # Errors
/// What the database says.
pub fn closing_before(
    conn: &mut DbConn,
    scope: &RegionScope,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> QueryResult<Vec<(OpenDraft, WindowRow)>> {
    applications::table
        .inner_join(windows::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.eq(AsText(State::Draft)))
        .filter(windows::closes_at.gt(stored(now)))
        .filter(windows::closes_at.le(stored(until)))
        .order((windows::closes_at, applications::id))
        .select((OpenDraft::as_select(), WindowRow::as_select()))
        .load(conn)
}
