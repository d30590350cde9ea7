//! Lists of beheer about wijzigingen: each with the people, and every working out of one.
//! May import: diesel, domain, storage.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::amendment::State;
use crate::domain::ids::{AmendmentId, ProcedureId};
use crate::storage::db::DbConn;
use crate::storage::schema::{amendments, simulations, users};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// A wijziging in the list.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct AmendmentLine {
    /// Identifier.
    pub id: String,
    /// Where it is.
    pub state: AsText<State>,
    /// Why it is wanted; empty until that is said.
    pub motivation: String,
    /// Who began.
    pub started_by: String,
    /// When.
    pub started_at: NaiveDateTime,
    /// When it was changed last.
    pub changed_at: NaiveDateTime,
}

/// The wijzigingen of a procedure that are not over, the oldest first.
///
/// # Errors
/// What the database says.
pub fn open(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<AmendmentLine>> {
    amendments::table
        .inner_join(users::table.on(users::id.eq(amendments::started_by)))
        .filter(amendments::region_id.eq(scope.key()))
        .filter(amendments::procedure_id.eq(procedure.as_str()))
        .filter(amendments::state.eq_any([State::Draft, State::Proposed].map(AsText)))
        .order((amendments::started_at, amendments::id))
        .select((
            amendments::id,
            amendments::state,
            amendments::motivation,
            users::name,
            amendments::started_at,
            amendments::changed_at,
        ))
        .load(conn)
}

/// One working out in the list, with what was found.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct SimulationLine {
    /// Identifier.
    pub id: String,
    /// 1, 2, …
    pub seq: i32,
    /// SHA-256 of the text that was worked out, hexadecimal.
    pub sha256: String,
    /// What was found: canonical JSON.
    pub content: Vec<u8>,
    /// Who asked for it.
    pub run_by: String,
    /// When.
    pub run_at: NaiveDateTime,
}

/// Every working out of a wijziging, the newest first.
///
/// # Errors
/// What the database says.
pub fn simulations(
    conn: &mut DbConn,
    scope: &RegionScope,
    amendment: &AmendmentId,
) -> QueryResult<Vec<SimulationLine>> {
    simulations::table
        .inner_join(users::table)
        .filter(simulations::region_id.eq(scope.key()))
        .filter(simulations::amendment_id.eq(amendment.as_str()))
        .order(simulations::seq.desc())
        .select((
            simulations::id,
            simulations::seq,
            simulations::sha256,
            simulations::content,
            users::name,
            simulations::run_at,
        ))
        .load(conn)
}

/// The names of the people of one wijziging: who began, who proposed and who published.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn people(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &AmendmentId,
) -> QueryResult<(String, Option<String>, Option<String>)> {
    let (starter, proposer, publisher) =
        diesel::alias!(users as starter, users as proposer, users as publisher);
    amendments::table
        .inner_join(starter.on(starter.field(users::id).eq(amendments::started_by)))
        .left_join(proposer.on(proposer.field(users::id).nullable().eq(amendments::proposed_by)))
        .left_join(publisher.on(publisher.field(users::id).nullable().eq(amendments::published_by)))
        .filter(amendments::id.eq(id.as_str()))
        .filter(amendments::region_id.eq(scope.key()))
        .select((
            starter.field(users::name),
            proposer.field(users::name).nullable(),
            publisher.field(users::name).nullable(),
        ))
        .first(conn)
}
