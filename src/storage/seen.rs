//! Evidence that was seen and never kept: that it was there, on which day, and who looked.
//! May import: diesel, domain.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{seen_evidence, users};
use super::scope::RegionScope;
use crate::domain::ids::OrgId;

/// One look at evidence of a kind.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = seen_evidence)]
pub struct SeenRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// Whose evidence.
    pub org_id: String,
    /// Its kind, a code of the scheme.
    pub kind: String,
    /// The day of the look.
    pub seen_on: NaiveDate,
    /// The day of issue on it, where the kind is valid for a while after that.
    pub issued_on: Option<NaiveDate>,
    /// The last day on it, where the kind is valid until then.
    pub expires_on: Option<NaiveDate>,
    /// Who looked.
    pub seen_by: String,
    /// When that was recorded.
    pub recorded_at: NaiveDateTime,
}

/// Record that evidence was seen.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &SeenRow) -> QueryResult<()> {
    diesel::insert_into(seen_evidence::table).values(row).execute(conn).map(drop)
}

/// What a region saw of an organisation, the last first, each with the name of who looked.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<(SeenRow, String)>> {
    seen_evidence::table
        .inner_join(users::table)
        .filter(seen_evidence::region_id.eq(scope.key()))
        .filter(seen_evidence::org_id.eq(org.as_str()))
        .order((seen_evidence::seen_on.desc(), seen_evidence::id.desc()))
        .select((SeenRow::as_select(), users::name))
        .load(conn)
}
