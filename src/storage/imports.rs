//! Tables that somebody brings in, from being looked at to being settled.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{imports, users};
use super::scope::RegionScope;
use super::types::{AsJson, AsText, stored};
use crate::domain::ids::{ImportId, ProcedureId, UserId};
use crate::domain::imports::{ImportKind, ImportState, Table};

/// A table somebody brought in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports)]
pub struct ImportRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// What it is about.
    pub kind: AsText<ImportKind>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The file's name.
    pub file_name: String,
    /// What stands in it, until it is settled.
    pub table_json: Option<AsJson<Table>>,
    /// Where it is.
    pub state: AsText<ImportState>,
    /// Who brought it in.
    pub prepared_by: String,
    /// When.
    pub prepared_at: NaiveDateTime,
    /// Who took it over or threw it away.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<NaiveDateTime>,
}

/// Keep a table.
///
/// # Errors
/// A unique violation where another of its kind waits in the procedure.
pub fn insert(conn: &mut DbConn, row: &ImportRow) -> QueryResult<()> {
    diesel::insert_into(imports::table).values(row).execute(conn).map(drop)
}

/// A table of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    kind: ImportKind,
    id: &ImportId,
) -> QueryResult<ImportRow> {
    imports::table
        .find(id.as_str())
        .filter(imports::region_id.eq(scope.key()))
        .filter(imports::kind.eq(AsText(kind)))
        .select(ImportRow::as_select())
        .first(conn)
}

/// The table of a kind that waits in a procedure.
///
/// # Errors
/// What the database says.
pub fn waiting(
    conn: &mut DbConn,
    scope: &RegionScope,
    kind: ImportKind,
    procedure: &ProcedureId,
) -> QueryResult<Option<ImportRow>> {
    imports::table
        .filter(imports::region_id.eq(scope.key()))
        .filter(imports::procedure_id.eq(procedure.as_str()))
        .filter(imports::kind.eq(AsText(kind)))
        .filter(imports::state.eq(AsText(ImportState::Waiting)))
        .select(ImportRow::as_select())
        .first(conn)
        .optional()
}

/// The tables of a kind that a region took over, the last first, each with the name of who did so.
///
/// # Errors
/// What the database says.
pub fn done(
    conn: &mut DbConn,
    scope: &RegionScope,
    kind: ImportKind,
    most: i64,
) -> QueryResult<Vec<(ImportRow, String)>> {
    imports::table
        .inner_join(users::table.on(imports::settled_by.eq(users::id.nullable())))
        .filter(imports::region_id.eq(scope.key()))
        .filter(imports::kind.eq(AsText(kind)))
        .filter(imports::state.eq(AsText(ImportState::Done)))
        // Identifiers sort by the moment they were made; `settled_at` may be empty, and is not sorted on.
        .order(imports::id.desc())
        .limit(most)
        .select((ImportRow::as_select(), users::name))
        .load(conn)
}

/// Settle a table, of which nothing is kept but that it was there; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn settle(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &ImportId,
    state: ImportState,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    let row = imports::table
        .filter(imports::id.eq(id.as_str()).and(imports::region_id.eq(scope.key())))
        .filter(imports::state.eq(AsText(ImportState::Waiting)));
    diesel::update(row)
        .set((
            imports::state.eq(AsText(state)),
            imports::table_json.eq(None::<String>),
            imports::settled_by.eq(Some(by.as_str())),
            imports::settled_at.eq(Some(stored(at))),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}
