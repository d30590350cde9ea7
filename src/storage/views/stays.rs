//! When aanbieders were admitted to the lots of a procedure, and when they took no clients: what the past is put together from.
//! May import: diesel, domain, storage.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::admission::{SourceKind, State};
use crate::domain::audit::EventCode;
use crate::domain::code::Code as _;
use crate::domain::ids::ProcedureId;
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::schema::{admissions, audit_index, suspensions};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// An admission that runs, or ran.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Life {
    /// Identifier.
    pub admission: String,
    /// The organisation.
    pub org: String,
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
    /// Where it is.
    pub state: AsText<State>,
    /// First day by its decision or contract.
    pub starts_on: NaiveDate,
    /// Since when it is where it is.
    pub state_since: NaiveDateTime,
    /// When it became active; none of a contract that ran before the portal.
    pub activated_at: Option<NaiveDateTime>,
}

/// A time in which no new clients were taken.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Stop {
    /// The admission.
    pub admission: String,
    /// When it was imposed.
    pub imposed_at: NaiveDateTime,
    /// The day on which it is over.
    pub until: NaiveDate,
    /// When it was over before that.
    pub ended_at: Option<NaiveDateTime>,
}

/// Every admission of a procedure that runs or ran, in one lot or in all; bridging admits nobody.
///
/// # Errors
/// What the database says.
pub fn of_procedure(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    lot: Option<(&str, &str)>,
) -> QueryResult<Vec<Life>> {
    let activated = audit_index::subject_id
        .eq(admissions::id)
        .and(audit_index::event.eq(EventCode::AdmissionActivated.code()));
    let mut query = admissions::table
        .left_join(audit_index::table.on(activated))
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(admissions::state.eq_any([State::Active, State::Suspended, State::Ended].map(AsText)))
        .filter(admissions::source.ne(AsText(SourceKind::Bridging)))
        .into_boxed::<MultiBackend>();
    if let Some((group, gemeente)) = lot {
        query = query.filter(admissions::product_group.eq(group.to_owned()));
        query = query.filter(admissions::gemeente.eq(gemeente.to_owned()));
    }
    query
        .order((admissions::product_group, admissions::gemeente, admissions::id))
        .select((
            admissions::id,
            admissions::org_id,
            admissions::product_group,
            admissions::gemeente,
            admissions::state,
            admissions::starts_on,
            admissions::state_since,
            audit_index::at.nullable(),
        ))
        .load(conn)
}

/// Every stop of the admissions of a procedure, by admission.
///
/// # Errors
/// What the database says.
pub fn stops(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> QueryResult<Vec<Stop>> {
    suspensions::table
        .inner_join(admissions::table)
        .filter(suspensions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .order((suspensions::admission_id, suspensions::imposed_at))
        .select((
            suspensions::admission_id,
            suspensions::imposed_at,
            suspensions::until,
            suspensions::ended_at,
        ))
        .load(conn)
}
