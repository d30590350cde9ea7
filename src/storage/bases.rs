//! What decisions rest on: canonical bytes under their salted hash, the national tables they name, and the nights on which they were evaluated again.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{decision_inputs, decisions, national_tables, replays};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::DecisionId;

/// What a decision rests on, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct BasisRow {
    /// The decision.
    pub decision: String,
    /// Hash of salt and content that the decision names, hexadecimal.
    pub sha256: String,
    /// Salt and content; `None` after they were destroyed.
    pub kept: Option<(Vec<u8>, Vec<u8>)>,
}

/// One night.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = replays)]
pub struct ReplayRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// When it ran.
    pub ran_at: NaiveDateTime,
    /// How many decisions were evaluated again.
    pub decisions: i32,
    /// Which did not come out the same, and why, as JSON.
    pub deviations_json: String,
}

/// Keep the bytes of a basis under their salted hash.
///
/// # Errors
/// What the database says.
pub fn keep(
    conn: &mut DbConn,
    scope: &RegionScope,
    sha256: &str,
    salt: &[u8],
    content: &[u8],
) -> QueryResult<()> {
    diesel::insert_into(decision_inputs::table)
        .values((
            decision_inputs::sha256.eq(sha256),
            decision_inputs::region_id.eq(scope.key()),
            decision_inputs::salt.eq(salt),
            decision_inputs::content.eq(content),
        ))
        .execute(conn)
        .map(drop)
}

/// What a decision of the region rests on.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_decision(conn: &mut DbConn, scope: &RegionScope, id: &DecisionId) -> QueryResult<BasisRow> {
    decisions::table
        .left_join(decision_inputs::table.on(decision_inputs::sha256.eq(decisions::inputs_sha256)))
        .filter(decisions::region_id.eq(scope.key()).and(decisions::id.eq(id.as_str())))
        .select((
            decisions::id,
            decisions::inputs_sha256,
            (decision_inputs::salt, decision_inputs::content).nullable(),
        ))
        .first(conn)
}

/// What the decisions of the region rest on, in order of identifier, after one.
///
/// # Errors
/// What the database says.
pub fn page(conn: &mut DbConn, scope: &RegionScope, after: &str, limit: i64) -> QueryResult<Vec<BasisRow>> {
    decisions::table
        .left_join(decision_inputs::table.on(decision_inputs::sha256.eq(decisions::inputs_sha256)))
        .filter(decisions::region_id.eq(scope.key()).and(decisions::id.gt(after)))
        .order(decisions::id)
        .limit(limit)
        .select((
            decisions::id,
            decisions::inputs_sha256,
            (decision_inputs::salt, decision_inputs::content).nullable(),
        ))
        .load(conn)
}

/// Keep the text of national tables; the same text once.
///
/// # Errors
/// What the database says.
pub fn keep_tables(conn: &mut DbConn, sha256: &str, source: &str, at: DateTime<Utc>) -> QueryResult<()> {
    let kept = diesel::select(diesel::dsl::exists(national_tables::table.find(sha256))).get_result(conn)?;
    if kept {
        return Ok(());
    }
    diesel::insert_into(national_tables::table)
        .values((
            national_tables::sha256.eq(sha256),
            national_tables::source.eq(source),
            national_tables::kept_at.eq(stored(at)),
        ))
        .execute(conn)
        .map(drop)
}

/// The text of national tables.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn tables(conn: &mut DbConn, sha256: &str) -> QueryResult<String> {
    national_tables::table.find(sha256).select(national_tables::source).first(conn)
}

/// Note what a night found.
///
/// # Errors
/// What the database says.
pub fn note(conn: &mut DbConn, row: &ReplayRow) -> QueryResult<()> {
    diesel::insert_into(replays::table).values(row).execute(conn).map(drop)
}

/// The last nights of the region, newest first.
///
/// # Errors
/// What the database says.
pub fn nights(conn: &mut DbConn, scope: &RegionScope, limit: i64) -> QueryResult<Vec<ReplayRow>> {
    replays::table
        .filter(replays::region_id.eq(scope.key()))
        .order(replays::ran_at.desc())
        .limit(limit)
        .select(ReplayRow::as_select())
        .load(conn)
}
