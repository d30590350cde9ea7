//! Regions, their gemeenten and procedures, and the published schemes. All of it is public reading.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::{DbConn, directly};
use super::schema::{gemeenten, procedures, regions, scheme_versions};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::{ProcedureId, SchemeVersionId};

/// An inkoopregio.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = regions)]
pub struct RegionRow {
    /// Identifier.
    pub id: String,
    /// Place in addresses.
    pub slug: String,
    /// Code in the scheme.
    pub code: String,
    /// Name.
    pub name: String,
    /// Structured theme fields.
    pub theme_json: String,
    /// Contact fields.
    pub contact_json: String,
    /// The last application number given.
    pub last_number: i64,
    /// For optimistic locking.
    pub version: i64,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// All regions, by slug.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn) -> QueryResult<Vec<RegionRow>> {
    regions::table.order(regions::slug).select(RegionRow::as_select()).load(conn)
}

/// The region with this place in addresses.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn by_slug(conn: &mut DbConn, slug: &str) -> QueryResult<RegionRow> {
    regions::table.filter(regions::slug.eq(slug)).select(RegionRow::as_select()).first(conn)
}

/// The region of a scope.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<RegionRow> {
    regions::table.find(scope.key()).select(RegionRow::as_select()).first(conn)
}

/// Add a region.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &RegionRow) -> QueryResult<()> {
    diesel::insert_into(regions::table).values(row).execute(conn).map(drop)
}

/// A gemeente of a region, with what letters need.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = gemeenten)]
pub struct GemeenteRow {
    /// The region.
    pub region_id: String,
    /// CBS code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Folded name.
    pub name_key: String,
    /// "gemeente Meppel"
    pub legal_person: String,
    /// "college van burgemeester en wethouders van Meppel"
    pub college: String,
    /// Postal address, one line.
    pub address: String,
    /// Where a klacht is sent.
    pub complaints_email: String,
    /// The rechtbank that hears a kort geding.
    pub court: String,
    /// Column on the tile map.
    pub tile_column: i32,
    /// Row on the tile map.
    pub tile_row: i32,
    /// For optimistic locking.
    pub version: i64,
}

/// Add a gemeente.
///
/// # Errors
/// What the database says.
pub fn insert_gemeente(conn: &mut DbConn, row: &GemeenteRow) -> QueryResult<()> {
    diesel::insert_into(gemeenten::table).values(row).execute(conn).map(drop)
}

/// The gemeenten of a region, by name.
///
/// # Errors
/// What the database says.
pub fn gemeenten_of(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<GemeenteRow>> {
    gemeenten::table
        .filter(gemeenten::region_id.eq(scope.key()))
        .order((gemeenten::name_key, gemeenten::code))
        .select(GemeenteRow::as_select())
        .load(conn)
}

/// The codes and names of the gemeenten of a region, by name.
///
/// # Errors
/// What the database says.
pub fn gemeente_names(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, String)>> {
    let names = gemeenten::table
        .filter(gemeenten::region_id.eq(scope.key()))
        .order((gemeenten::name_key, gemeenten::code))
        .select((gemeenten::code, gemeenten::name));
    directly!(conn => names.load(conn))
}

/// A toelatingsprocedure.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = procedures)]
pub struct ProcedureRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// Code of its scheme.
    pub code: String,
    /// Title.
    pub title: String,
    /// `civiel` or `awb`.
    pub track: String,
    /// First day of the contract term.
    pub starts_on: NaiveDate,
    /// Last day of the contract term.
    pub ends_on: NaiveDate,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// The procedures of a region, by code.
///
/// # Errors
/// What the database says.
pub fn procedures_of(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<ProcedureRow>> {
    procedures::table
        .filter(procedures::region_id.eq(scope.key()))
        .order((procedures::code, procedures::id))
        .select(ProcedureRow::as_select())
        .load(conn)
}

/// A procedure of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn procedure(conn: &mut DbConn, scope: &RegionScope, id: &ProcedureId) -> QueryResult<ProcedureRow> {
    procedures::table
        .find(id.as_str())
        .filter(procedures::region_id.eq(scope.key()))
        .select(ProcedureRow::as_select())
        .first(conn)
}

/// Add a procedure.
///
/// # Errors
/// What the database says.
pub fn insert_procedure(conn: &mut DbConn, row: &ProcedureRow) -> QueryResult<()> {
    diesel::insert_into(procedures::table).values(row).execute(conn).map(drop)
}

/// The next application number of a region: its procedures share the row of numbers, because a number does not name its
/// procedure. Numbers are given at the first save and never again.
///
/// # Errors
/// What the database says.
pub fn next_number(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<i64> {
    diesel::update(regions::table.find(scope.key()))
        .set(regions::last_number.eq(regions::last_number + 1))
        .execute(conn)?;
    regions::table.find(scope.key()).select(regions::last_number).first(conn)
}

/// A published version of a scheme. Its source never changes.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = scheme_versions)]
pub struct SchemeVersionRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// 1, 2, …
    pub seq: i32,
    /// SHA-256 of the source, hexadecimal.
    pub sha256: String,
    /// The published YAML.
    pub source: String,
    /// Why this version.
    pub motivation: String,
    /// Who published.
    pub published_by: String,
    /// Who confirmed: another person.
    pub confirmed_by: String,
    /// When.
    pub published_at: NaiveDateTime,
    /// From when it counts.
    pub effective_from: NaiveDateTime,
    /// How many people its beoordelingsplan asks to judge the same.
    pub assessors: i32,
}

/// Add a published version.
///
/// # Errors
/// What the database says.
pub fn insert_scheme(conn: &mut DbConn, row: &SchemeVersionRow) -> QueryResult<()> {
    diesel::insert_into(scheme_versions::table).values(row).execute(conn).map(drop)
}

/// One published version.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn scheme(conn: &mut DbConn, scope: &RegionScope, id: &SchemeVersionId) -> QueryResult<SchemeVersionRow> {
    scheme_versions::table
        .find(id.as_str())
        .filter(scheme_versions::region_id.eq(scope.key()))
        .select(SchemeVersionRow::as_select())
        .first(conn)
}

/// Which version it is, without its source.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = scheme_versions)]
pub struct SchemeKey {
    /// Identifier.
    pub id: String,
    /// 1, 2, …
    pub seq: i32,
    /// SHA-256 of the source, hexadecimal.
    pub sha256: String,
    /// When it was published.
    pub published_at: NaiveDateTime,
    /// From when it counts.
    pub effective_from: NaiveDateTime,
}

/// Which version is in force at an instant.
///
/// # Errors
/// `NotFound` when none is, or what the database says.
pub fn scheme_key_in_force(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    at: DateTime<Utc>,
) -> QueryResult<SchemeKey> {
    scheme_versions::table
        .filter(scheme_versions::region_id.eq(scope.key()))
        .filter(scheme_versions::procedure_id.eq(procedure.as_str()))
        .filter(scheme_versions::effective_from.le(stored(at)))
        .order(scheme_versions::seq.desc())
        .select(SchemeKey::as_select())
        .first(conn)
}

/// The newest version of a procedure, whether it counts already or not.
///
/// # Errors
/// `NotFound` when there is none, or what the database says.
pub fn newest_scheme_key(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<SchemeKey> {
    scheme_versions::table
        .filter(scheme_versions::region_id.eq(scope.key()))
        .filter(scheme_versions::procedure_id.eq(procedure.as_str()))
        .order(scheme_versions::seq.desc())
        .select(SchemeKey::as_select())
        .first(conn)
}

/// Which version of each procedure of a region is in force at an instant, by code of the procedure. A procedure without one
/// is not among them.
///
/// # Errors
/// What the database says.
pub fn scheme_keys_in_force(
    conn: &mut DbConn,
    scope: &RegionScope,
    at: DateTime<Utc>,
) -> QueryResult<Vec<SchemeKey>> {
    let query = scheme_versions::table
        .inner_join(procedures::table)
        .filter(scheme_versions::region_id.eq(scope.key()))
        .filter(scheme_versions::effective_from.le(stored(at)))
        .order((procedures::code, procedures::id, scheme_versions::seq.desc()))
        .select((
            procedures::id,
            (
                scheme_versions::id,
                scheme_versions::seq,
                scheme_versions::sha256,
                scheme_versions::published_at,
                scheme_versions::effective_from,
            ),
        ));
    let all: Vec<(String, SchemeKey)> = directly!(conn => query.load(conn))?;
    let mut in_force: Vec<(String, SchemeKey)> = Vec::new();
    for (procedure, key) in all {
        if in_force.last().is_none_or(|(known, _)| *known != procedure) {
            in_force.push((procedure, key));
        }
    }
    Ok(in_force.into_iter().map(|(_, key)| key).collect())
}

/// One published version, without its source.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn scheme_key(conn: &mut DbConn, scope: &RegionScope, id: &SchemeVersionId) -> QueryResult<SchemeKey> {
    scheme_versions::table
        .find(id.as_str())
        .filter(scheme_versions::region_id.eq(scope.key()))
        .select(SchemeKey::as_select())
        .first(conn)
}

/// The version with this text, without its source; the first when it was published twice.
///
/// # Errors
/// What the database says.
pub fn scheme_key_of_text(
    conn: &mut DbConn,
    scope: &RegionScope,
    sha256: &str,
) -> QueryResult<Option<SchemeKey>> {
    scheme_versions::table
        .filter(scheme_versions::region_id.eq(scope.key()))
        .filter(scheme_versions::sha256.eq(sha256))
        .order(scheme_versions::seq)
        .select(SchemeKey::as_select())
        .first(conn)
        .optional()
}

/// Change what letters need of a gemeente; `false` when somebody changed it since `seen`.
///
/// # Errors
/// What the database says.
pub fn change_gemeente(
    conn: &mut DbConn,
    scope: &RegionScope,
    seen: i64,
    row: &GemeenteRow,
) -> QueryResult<bool> {
    diesel::update(
        gemeenten::table
            .filter(gemeenten::region_id.eq(scope.key()))
            .filter(gemeenten::code.eq(&row.code))
            .filter(gemeenten::version.eq(seen)),
    )
    .set((
        gemeenten::legal_person.eq(&row.legal_person),
        gemeenten::college.eq(&row.college),
        gemeenten::address.eq(&row.address),
        gemeenten::complaints_email.eq(&row.complaints_email),
        gemeenten::court.eq(&row.court),
        gemeenten::version.eq(seen + 1),
    ))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// Change the name and look of a region; `false` when somebody changed it since `seen`.
///
/// # Errors
/// What the database says.
pub fn change_look(
    conn: &mut DbConn,
    scope: &RegionScope,
    seen: i64,
    name: &str,
    theme: &str,
) -> QueryResult<bool> {
    diesel::update(regions::table.find(scope.key()).filter(regions::version.eq(seen)))
        .set((regions::name.eq(name), regions::theme_json.eq(theme), regions::version.eq(seen + 1)))
        .execute(conn)
        .map(|rows| rows == 1)
}
