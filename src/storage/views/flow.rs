//! Who came in and who left, by day, in the gemeenten that somebody watches: counts, so that ten years of a region are read at once.
//! May import: diesel, domain, storage.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{auto_type, count_star, exists};
use diesel::prelude::*;

use crate::domain::admission::{SourceKind, State};
use crate::domain::windows::LotState;
use crate::storage::db::DbConn;
use crate::storage::schema::{admissions, lot_states};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// Admissions that began in these gemeenten: not what never started, and not what only bridges.
#[auto_type(no_type_alias)]
fn begun<'a>(region: &'a str, gemeenten: &'a [String]) -> _ {
    let bridging: AsText<SourceKind> = AsText(SourceKind::Bridging);
    let never: [AsText<State>; 2] = [AsText(State::Granted), AsText(State::Lapsed)];
    admissions::table
        .filter(admissions::region_id.eq(region))
        .filter(admissions::gemeente.eq_any(gemeenten))
        .filter(admissions::source.ne(bridging))
        .filter(admissions::state.ne_all(never))
}

/// How many admissions began on each day.
///
/// # Errors
/// What the database says.
pub fn starts(
    conn: &mut DbConn,
    scope: &RegionScope,
    gemeenten: &[String],
) -> QueryResult<Vec<(NaiveDate, i64)>> {
    begun(scope.key(), gemeenten)
        .group_by(admissions::starts_on)
        .select((admissions::starts_on, count_star()))
        .load(conn)
}

/// Of how many each day was the last.
///
/// # Errors
/// What the database says.
pub fn ends(
    conn: &mut DbConn,
    scope: &RegionScope,
    gemeenten: &[String],
) -> QueryResult<Vec<(NaiveDate, i64)>> {
    let found: Vec<(Option<NaiveDate>, i64)> = begun(scope.key(), gemeenten)
        .filter(admissions::state.eq(AsText(State::Ended)))
        .group_by(admissions::until)
        .select((admissions::until, count_star()))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(day, count)| Some((day?, count))).collect())
}

/// A lot that opened or closed.
#[derive(Debug, Clone, Queryable)]
pub struct Turn {
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
    /// What it became.
    pub state: AsText<LotState>,
    /// From when.
    pub from: NaiveDateTime,
    /// Why.
    pub motivation: String,
}

/// The same table beside itself.
mod twice {
    use super::lot_states;

    diesel::alias!(lot_states as earlier: Earlier);
}
use twice::earlier;

/// The last lots that closed, or opened again, the newest first: not the state in which a lot began.
///
/// # Errors
/// What the database says.
pub fn turns(
    conn: &mut DbConn,
    scope: &RegionScope,
    gemeenten: &[String],
    most: i64,
) -> QueryResult<Vec<Turn>> {
    let before = earlier
        .filter(earlier.field(lot_states::region_id).eq(lot_states::region_id))
        .filter(earlier.field(lot_states::procedure_id).eq(lot_states::procedure_id))
        .filter(earlier.field(lot_states::product_group).eq(lot_states::product_group))
        .filter(earlier.field(lot_states::gemeente).eq(lot_states::gemeente))
        .filter(earlier.field(lot_states::effective_from).lt(lot_states::effective_from));
    lot_states::table
        .filter(lot_states::region_id.eq(scope.key()))
        .filter(lot_states::gemeente.eq_any(gemeenten))
        .filter(exists(before))
        .order((lot_states::effective_from.desc(), lot_states::id.desc()))
        .limit(most)
        .select((
            lot_states::product_group,
            lot_states::gemeente,
            lot_states::state,
            lot_states::effective_from,
            lot_states::motivation,
        ))
        .load(conn)
}
