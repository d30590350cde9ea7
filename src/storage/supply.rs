//! What aanbieders state of their places.
//! May import: diesel, domain.

use diesel::prelude::*;

use super::admissions::{AdmissionRow, CapacityRow};
use super::capacity_statements;
use super::db::DbConn;
use super::schema::{admission_capacity, admissions};
use super::scope::{OrgScope, RegionScope};
use super::types::AsText;
use crate::domain::admission::{SourceKind, State};
use crate::domain::ids::ProcedureId;

/// An admission with what was stated about one doelgroep; none where nothing was ever stated.
pub type Stated = (AdmissionRow, Option<CapacityRow>);

/// Of a procedure every active admission whose aanbieder takes new clients, by lot, each as often as it has doelgroepen.
///
/// # Errors
/// What the database says.
pub fn of_procedure(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<Stated>> {
    admissions::table
        .left_join(admission_capacity::table)
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(admissions::state.eq(AsText(State::Active)))
        .filter(admissions::source.ne(AsText(SourceKind::Bridging)))
        .order((
            admissions::product_group,
            admissions::gemeente,
            admissions::id,
            admission_capacity::target_group,
        ))
        .select((AdmissionRow::as_select(), Option::<CapacityRow>::as_select()))
        .load(conn)
}

/// The same for an organisation, in every region, also of admissions that are suspended.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<Stated>> {
    admissions::table
        .left_join(admission_capacity::table)
        .filter(admissions::org_id.eq(scope.key()))
        .filter(admissions::procedure_id.like(scope.procedures()))
        .filter(admissions::state.eq_any([State::Active, State::Suspended].map(AsText)))
        .filter(admissions::source.ne(AsText(SourceKind::Bridging)))
        .order((
            admissions::region_id,
            admissions::product_group,
            admissions::gemeente,
            admissions::id,
            admission_capacity::target_group,
        ))
        .select((AdmissionRow::as_select(), Option::<CapacityRow>::as_select()))
        .load(conn)
}

/// Keep what was stated, in place of what was stated before about the same doelgroep; that stays known of its day.
///
/// # Errors
/// What the database says.
pub fn state(conn: &mut DbConn, row: &CapacityRow) -> QueryResult<()> {
    let before = admission_capacity::table
        .filter(admission_capacity::admission_id.eq(&row.admission_id))
        .filter(admission_capacity::target_group.eq(&row.target_group));
    let stated = (
        admission_capacity::places.eq(row.places),
        admission_capacity::free.eq(row.free),
        admission_capacity::as_of.eq(row.as_of),
        admission_capacity::waiting_days.eq(row.waiting_days),
    );
    if diesel::update(before).set(stated).execute(conn)? == 0 {
        diesel::insert_into(admission_capacity::table).values(row).execute(conn)?;
    }
    capacity_statements::keep(conn, row)
}
