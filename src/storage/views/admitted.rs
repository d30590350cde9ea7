//! Everybody who is admitted by a procedure, with what this region knows of them: lots with products and places, what was taken over
//! with a contract, and what they last sent in of what was decided. Nothing that the region did not fix is read.
//! May import: diesel, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::domain::admission::{SourceKind, State};
use crate::domain::application::State as Applied;
use crate::domain::ids::ProcedureId;
use crate::storage::admissions::{AdmissionRow, CapacityRow};
use crate::storage::db::DbConn;
use crate::storage::facts::FactRow;
use crate::storage::schema::{
    admission_capacity, admission_products, admissions, application_members, application_snapshots,
    applications, facts, member_parts,
};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// Everybody who is admitted, and what belongs to it.
#[derive(Debug, Clone, Default)]
pub struct Admitted {
    /// Running admissions, by organisation and lot.
    pub rows: Vec<AdmissionRow>,
    /// Codes of the products of each admission.
    pub products: BTreeMap<String, Vec<String>>,
    /// Places of each admission.
    pub capacity: BTreeMap<String, Vec<CapacityRow>>,
    /// What was taken over with a contract, per organisation, the oldest first.
    pub facts: BTreeMap<String, Vec<FactRow>>,
    /// What each organisation sent in last of what was decided: canonical bytes.
    pub snapshots: BTreeMap<String, Vec<u8>>,
    /// What those beside them signed, by its digest: canonical bytes.
    pub parts: BTreeMap<String, Vec<u8>>,
}

/// Under which care may be given, or soon; not what only bridges to an end.
const RUNNING: [AsText<State>; 3] = [AsText(State::Granted), AsText(State::Active), AsText(State::Suspended)];

/// Read them all at once: a region has hundreds.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> QueryResult<Admitted> {
    let rows: Vec<AdmissionRow> = admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(admissions::state.eq_any(RUNNING))
        .filter(admissions::source.ne(AsText(SourceKind::Bridging)))
        .order((admissions::org_id, admissions::product_group, admissions::gemeente, admissions::id))
        .select(AdmissionRow::as_select())
        .load(conn)?;
    let orgs: BTreeSet<String> = rows.iter().map(|row| row.org_id.clone()).collect();
    let orgs: Vec<String> = orgs.into_iter().collect();
    let mut admitted = Admitted { rows, ..Admitted::default() };
    let ids: BTreeSet<String> = admitted.rows.iter().map(|row| row.id.clone()).collect();
    for (id, product) in products(conn, scope, procedure)? {
        if ids.contains(&id) {
            admitted.products.entry(id).or_default().push(product);
        }
    }
    for row in capacity(conn, scope, procedure)? {
        if ids.contains(&row.admission_id) {
            admitted.capacity.entry(row.admission_id.clone()).or_default().push(row);
        }
    }
    for row in known(conn, scope, procedure)? {
        if ids.contains(&row.subject_id) {
            admitted.facts.entry(row.org_id.clone()).or_default().push(row);
        }
    }
    for some in orgs.chunks(500) {
        // A later one takes the place of an earlier one.
        admitted.snapshots.extend(sent(conn, scope, procedure, some)?);
    }
    admitted.parts.extend(parts(conn, scope, procedure)?);
    Ok(admitted)
}

/// What was signed beside an aanbieder in an application that was decided.
fn parts(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<(String, Vec<u8>)>> {
    member_parts::table
        .inner_join(application_members::table.inner_join(applications::table))
        .filter(member_parts::region_id.eq(scope.key()))
        .filter(applications::procedure_id.eq(procedure.as_str()))
        .filter(applications::state.eq(AsText(Applied::Decided)))
        .select((member_parts::sha256, member_parts::content))
        .load(conn)
}

fn products(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<(String, String)>> {
    admission_products::table
        .inner_join(admissions::table)
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .order((admission_products::admission_id, admission_products::product))
        .select((admission_products::admission_id, admission_products::product))
        .load(conn)
}

fn capacity(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<CapacityRow>> {
    admission_capacity::table
        .inner_join(admissions::table)
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .order((admission_capacity::admission_id, admission_capacity::target_group))
        .select(CapacityRow::as_select())
        .load(conn)
}

/// What stands with an admission of this procedure, the oldest first.
fn known(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> QueryResult<Vec<FactRow>> {
    facts::table
        .inner_join(admissions::table.on(admissions::id.eq(facts::subject_id)))
        .filter(facts::subject_kind.eq("admission"))
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .order((facts::as_of, facts::recorded_at, facts::id))
        .select(FactRow::as_select())
        .load(conn)
}

/// What these sent in of what was decided, per organisation, the last one last.
fn sent(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    orgs: &[String],
) -> QueryResult<Vec<(String, Vec<u8>)>> {
    application_snapshots::table
        .inner_join(applications::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::procedure_id.eq(procedure.as_str()))
        .filter(applications::state.eq(AsText(Applied::Decided)))
        .filter(applications::org_id.eq_any(orgs))
        .order((application_snapshots::received_at, application_snapshots::seq, application_snapshots::id))
        .select((applications::org_id, application_snapshots::content))
        .load(conn)
}
