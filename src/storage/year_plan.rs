//! The yearly plan of toezicht: lines that are added, and taken out with a reason. Behind the wall between inkoop and toezicht (ADR 29).
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{organisations, users, year_plan_drops, year_plan_entries};
use super::signals::WallScope;
use super::types::AsText;
use crate::domain::ids::PlanEntryId;
use crate::domain::supervision::{Discipline, Origin};

/// A line of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = year_plan_entries)]
pub struct EntryRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The aanbieder.
    pub org_id: String,
    /// By which toezicht.
    pub discipline: AsText<Discipline>,
    /// The year.
    pub year: i32,
    /// From 1 to 4.
    pub quarter: i32,
    /// Where the choice comes from.
    pub origin: AsText<Origin>,
    /// The sample, where it was drawn.
    pub sample_id: Option<String>,
    /// Why, in words.
    pub why: String,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub added_at: NaiveDateTime,
}

/// That a line was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = year_plan_drops)]
pub struct DropRow {
    /// The line.
    pub entry_id: String,
    /// The region.
    pub region_id: String,
    /// Why.
    pub why: String,
    /// Who took it out.
    pub dropped_by: String,
    /// When.
    pub dropped_at: NaiveDateTime,
}

/// A line with the name of the aanbieder, who added it, and how it was taken out.
pub type Kept = (EntryRow, String, String, Option<DropRow>);

/// Add a line.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &EntryRow) -> QueryResult<()> {
    diesel::insert_into(year_plan_entries::table).values(row).execute(conn).map(drop)
}

/// Take a line out.
///
/// # Errors
/// What the database says; a line is taken out once.
pub fn insert_drop(conn: &mut DbConn, row: &DropRow) -> QueryResult<()> {
    diesel::insert_into(year_plan_drops::table).values(row).execute(conn).map(drop)
}

/// The plan of a year for one toezicht, by quarter and then by name; of which aanbieders may be read, the caller knows.
///
/// # Errors
/// What the database says.
pub fn of_year(
    conn: &mut DbConn,
    wall: &WallScope,
    discipline: Discipline,
    year: i32,
) -> QueryResult<Vec<Kept>> {
    year_plan_entries::table
        .inner_join(organisations::table)
        .inner_join(users::table.on(users::id.eq(year_plan_entries::added_by)))
        .left_join(year_plan_drops::table.on(year_plan_drops::entry_id.eq(year_plan_entries::id)))
        .filter(year_plan_entries::region_id.eq(wall.region.key()))
        .filter(year_plan_entries::discipline.eq(AsText(discipline)))
        .filter(year_plan_entries::year.eq(year))
        .order((year_plan_entries::quarter, organisations::name_key, year_plan_entries::added_at))
        .select((EntryRow::as_select(), organisations::name, users::name, Option::<DropRow>::as_select()))
        .load(conn)
}

/// A line of the plan of a toezicht that is kept.
///
/// # Errors
/// `NotFound` for one on the other side of the wall, or what the database says.
pub fn find(conn: &mut DbConn, wall: &WallScope, id: &PlanEntryId) -> QueryResult<EntryRow> {
    let kinds: Vec<AsText<Discipline>> = wall.watches.keys().copied().map(AsText).collect();
    year_plan_entries::table
        .find(id.as_str())
        .filter(year_plan_entries::region_id.eq(wall.region.key()))
        .filter(year_plan_entries::discipline.eq_any(kinds))
        .select(EntryRow::as_select())
        .first(conn)
}

/// Whether a line was taken out.
///
/// # Errors
/// What the database says.
pub fn is_dropped(conn: &mut DbConn, row: &EntryRow) -> QueryResult<bool> {
    let drops = year_plan_drops::table
        .filter(year_plan_drops::region_id.eq(&row.region_id))
        .filter(year_plan_drops::entry_id.eq(&row.id));
    diesel::select(diesel::dsl::exists(drops)).get_result(conn)
}
