//! The boundaries of the gemeenten of a region: those that somebody looks at, and those that the map is drawn with.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::boundaries;
use super::scope::RegionScope;
use super::types::{AsJson, AsText, stored};
use crate::domain::boundaries::{Boundaries, BoundariesState};
use crate::domain::ids::{BoundariesId, UserId};

/// Boundaries as somebody brought them in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = boundaries)]
pub struct BoundariesRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The file's name.
    pub file_name: String,
    /// Whose they are: stands under each map.
    pub source: String,
    /// The areas, while they count or may come to count.
    pub outlines_json: Option<AsJson<Boundaries>>,
    /// Where they are.
    pub state: AsText<BoundariesState>,
    /// Who brought them in.
    pub prepared_by: String,
    /// When.
    pub prepared_at: NaiveDateTime,
    /// Who took them over or threw them away.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<NaiveDateTime>,
}

/// Keep boundaries.
///
/// # Errors
/// A unique violation where others wait in the region.
pub fn insert(conn: &mut DbConn, row: &BoundariesRow) -> QueryResult<()> {
    diesel::insert_into(boundaries::table).values(row).execute(conn).map(drop)
}

/// Boundaries of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &BoundariesId) -> QueryResult<BoundariesRow> {
    boundaries::table
        .find(id.as_str())
        .filter(boundaries::region_id.eq(scope.key()))
        .select(BoundariesRow::as_select())
        .first(conn)
}

/// The boundaries of a region that wait, or those that count.
///
/// # Errors
/// What the database says.
pub fn in_state(
    conn: &mut DbConn,
    scope: &RegionScope,
    state: BoundariesState,
) -> QueryResult<Option<BoundariesRow>> {
    boundaries::table
        .filter(boundaries::region_id.eq(scope.key()))
        .filter(boundaries::state.eq(AsText(state)))
        .select(BoundariesRow::as_select())
        .first(conn)
        .optional()
}

/// From now on the map is drawn with these; the areas of those before them go. `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn take_over(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &BoundariesId,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    let before = boundaries::table
        .filter(boundaries::region_id.eq(scope.key()))
        .filter(boundaries::state.eq(AsText(BoundariesState::Current)));
    diesel::update(before)
        .set((
            boundaries::state.eq(AsText(BoundariesState::Replaced)),
            boundaries::outlines_json.eq(None::<String>),
        ))
        .execute(conn)?;
    diesel::update(waiting(scope, id))
        .set((
            boundaries::state.eq(AsText(BoundariesState::Current)),
            boundaries::settled_by.eq(Some(by.as_str())),
            boundaries::settled_at.eq(Some(stored(at))),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

/// Throw boundaries away that wait; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn discard(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &BoundariesId,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    diesel::update(waiting(scope, id))
        .set((
            boundaries::state.eq(AsText(BoundariesState::Discarded)),
            boundaries::outlines_json.eq(None::<String>),
            boundaries::settled_by.eq(Some(by.as_str())),
            boundaries::settled_at.eq(Some(stored(at))),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

#[diesel::dsl::auto_type]
fn waiting<'a>(scope: &'a RegionScope, id: &'a BoundariesId) -> _ {
    let (region, id): (&'a str, &'a str) = (scope.key(), id.as_str());
    let state: AsText<BoundariesState> = AsText(BoundariesState::Waiting);
    boundaries::table
        .filter(boundaries::region_id.eq(region))
        .filter(boundaries::id.eq(id))
        .filter(boundaries::state.eq(state))
}
