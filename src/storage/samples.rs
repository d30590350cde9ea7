//! Random samples of aanbieders, as anybody can draw them again: behind the wall between inkoop and toezicht (ADR 29).
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{organisations, sample_orgs, samples, users};
use super::signals::WallScope;
use super::types::AsText;
use crate::domain::ids::SampleId;
use crate::domain::supervision::Discipline;

/// A draw.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = samples)]
pub struct SampleRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// For which toezicht.
    pub discipline: AsText<Discipline>,
    /// The gemeenten in which was drawn: CBS codes with a space between them, in order; empty for the whole region.
    pub gemeenten: String,
    /// The seed.
    pub seed: String,
    /// Where it comes from.
    pub seed_from: String,
    /// How many were asked.
    pub size: i32,
    /// Who drew.
    pub drawn_by: String,
    /// When.
    pub drawn_at: NaiveDateTime,
}

/// One of those among whom was drawn.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sample_orgs)]
pub struct PlaceRow {
    /// The draw.
    pub sample_id: String,
    /// The aanbieder.
    pub org_id: String,
    /// The region.
    pub region_id: String,
    /// Place in the draw, from 1.
    pub place: i32,
    /// What the place rests on: 64 hexadecimal digits.
    pub digest: String,
    /// Whether it is in the sample.
    pub chosen: bool,
}

/// Keep a draw with everybody in it.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, sample: &SampleRow, places: &[PlaceRow]) -> QueryResult<()> {
    diesel::insert_into(samples::table).values(sample).execute(conn)?;
    for row in places {
        diesel::insert_into(sample_orgs::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The draws that may be read, with the names of who drew, the last first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, wall: &WallScope) -> QueryResult<Vec<(SampleRow, String)>> {
    let kinds: Vec<AsText<Discipline>> = wall.watches.keys().copied().map(AsText).collect();
    let rows: Vec<(SampleRow, String)> = samples::table
        .inner_join(users::table.on(users::id.eq(samples::drawn_by)))
        .filter(samples::region_id.eq(wall.region.key()))
        .filter(samples::discipline.eq_any(kinds))
        .order((samples::drawn_at.desc(), samples::id))
        .select((SampleRow::as_select(), users::name))
        .load(conn)?;
    Ok(rows.into_iter().filter(|(row, _)| is_within(wall, row)).collect())
}

/// Whether every gemeente in which was drawn is watched: of others nobody learns who is admitted there.
fn is_within(wall: &WallScope, row: &SampleRow) -> bool {
    wall.watches.get(&row.discipline.0).is_some_and(|own| {
        let mut drawn = row.gemeenten.split(' ').filter(|code| !code.is_empty());
        own.is_empty() || (!row.gemeenten.is_empty() && drawn.all(|code| own.iter().any(|one| one == code)))
    })
}

/// One draw.
///
/// # Errors
/// `NotFound` for one on the other side of the wall, or what the database says.
pub fn find(conn: &mut DbConn, wall: &WallScope, id: &SampleId) -> QueryResult<(SampleRow, String)> {
    let all = list(conn, wall)?;
    all.into_iter().find(|(row, _)| row.id == id.as_str()).ok_or(diesel::result::Error::NotFound)
}

/// Everybody among whom was drawn, with name and KvK number, in the order of the draw.
///
/// # Errors
/// What the database says.
pub fn places(conn: &mut DbConn, sample: &SampleRow) -> QueryResult<Vec<(PlaceRow, String, String)>> {
    sample_orgs::table
        .inner_join(organisations::table)
        .filter(sample_orgs::region_id.eq(&sample.region_id))
        .filter(sample_orgs::sample_id.eq(&sample.id))
        .order(sample_orgs::place)
        .select((PlaceRow::as_select(), organisations::name, organisations::kvk))
        .load(conn)
}
