//! The fact ledger: what was said about an organisation, by whom and when. Rows are only added.
//! May import: diesel, domain.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::facts;
use super::scope::OrgScope;
use super::types::{AsText, stored};
use crate::domain::class::Class;

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = facts)]
pub struct FactRow {
    /// Identifier.
    pub id: String,
    /// About whom.
    pub org_id: String,
    /// What it is about: `organisation`, `application`, `lot_application` or `person`.
    pub subject_kind: String,
    /// Which.
    pub subject_id: String,
    /// The question, a code that means the same in every scheme.
    pub code: String,
    /// The value.
    pub value_json: String,
    /// Class.
    pub class: AsText<Class>,
    /// `aanmelding`, `bevestiging`, `team`, `register` or `overgenomen_contract`.
    pub source: String,
    /// The bewijsstuk that carries it.
    pub evidence_id: Option<String>,
    /// The day on which it was so.
    pub as_of: NaiveDate,
    /// Last day on which it counts.
    pub valid_until: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: NaiveDateTime,
    /// By whom.
    pub recorded_by: String,
    /// The statement it replaces.
    pub supersedes: Option<String>,
}

/// Add a statement.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &FactRow) -> QueryResult<()> {
    diesel::insert_into(facts::table).values(row).execute(conn).map(drop)
}

/// The latest statement about the organisation itself on each question.
///
/// # Errors
/// What the database says.
pub fn latest(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<BTreeMap<String, FactRow>> {
    let rows: Vec<FactRow> = facts::table
        .filter(facts::org_id.eq(scope.key()))
        .filter(facts::subject_kind.eq("organisation"))
        .order((facts::recorded_at, facts::id))
        .select(FactRow::as_select())
        .load(conn)?;
    // Oldest first: a later row of the same question replaces an earlier one.
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

/// The same as it was known before a moment.
///
/// # Errors
/// What the database says.
pub fn latest_before(
    conn: &mut DbConn,
    scope: &OrgScope,
    moment: DateTime<Utc>,
) -> QueryResult<BTreeMap<String, FactRow>> {
    let rows: Vec<FactRow> = facts::table
        .filter(facts::org_id.eq(scope.key()))
        .filter(facts::subject_kind.eq("organisation"))
        .filter(facts::recorded_at.lt(stored(moment)))
        .order((facts::recorded_at, facts::id))
        .select(FactRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}
