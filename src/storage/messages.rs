//! Messages between a regional team and an aanbieder: rows that are only added.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{applications, messages};
use super::scope::{OrgScope, RegionScope};
use super::types::AsText;
use crate::domain::class::Class;
use crate::domain::ids::OrgId;

/// A message.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = messages)]
pub struct MessageRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The aanbieder.
    pub org_id: String,
    /// The application it is about.
    pub application_id: Option<String>,
    /// Class.
    pub class: AsText<Class>,
    /// `team` or `organisation`.
    pub sender: String,
    /// What it says.
    pub body: String,
    /// Who wrote it.
    pub sent_by: String,
    /// When.
    pub sent_at: NaiveDateTime,
    /// The message it corrects.
    pub revises: Option<String>,
}

/// The most messages that one page shows: the last ones.
const SHOWN: i64 = 200;

/// Add a message.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &MessageRow) -> QueryResult<()> {
    diesel::insert_into(messages::table).values(row).execute(conn).map(drop)
}

/// The messages between a region and some organisations, the last first; about one application, or all.
///
/// # Errors
/// What the database says.
pub fn in_region(
    conn: &mut DbConn,
    scope: &RegionScope,
    orgs: &[OrgId],
    application: Option<&str>,
) -> QueryResult<Vec<MessageRow>> {
    let mut rows = messages::table
        .filter(messages::region_id.eq(scope.key()))
        .filter(messages::org_id.eq_any(orgs.iter().map(ToString::to_string)))
        .into_boxed();
    if let Some(application) = application {
        rows = rows.filter(messages::application_id.eq(application.to_owned()));
    }
    rows.order((messages::sent_at.desc(), messages::id.desc()))
        .limit(SHOWN)
        .select(MessageRow::as_select())
        .load(conn)
}

/// Every message between a region and some organisations about one application, the first first.
///
/// # Errors
/// What the database says.
pub fn all_about(
    conn: &mut DbConn,
    scope: &RegionScope,
    orgs: &[OrgId],
    application: &str,
) -> QueryResult<Vec<MessageRow>> {
    messages::table
        .filter(messages::region_id.eq(scope.key()))
        .filter(messages::application_id.eq(application))
        .filter(messages::org_id.eq_any(orgs.iter().map(ToString::to_string)))
        .order((messages::sent_at, messages::id))
        .select(MessageRow::as_select())
        .load(conn)
}

/// The messages of an aanbieder with every region, the last first.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<MessageRow>> {
    let mut rows = messages::table.filter(messages::org_id.eq(scope.key())).into_boxed();
    if let Some(only) = scope.only() {
        let own = applications::table.filter(applications::procedure_id.eq(only.to_owned()));
        rows = rows.filter(messages::application_id.eq_any(own.select(applications::id.nullable())));
    }
    rows.order((messages::sent_at.desc(), messages::id.desc()))
        .limit(SHOWN)
        .select(MessageRow::as_select())
        .load(conn)
}
