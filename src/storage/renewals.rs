//! Newer bewijsstukken for who is admitted already: what a region has seen of a vault, and what it asked of it before.
//! May import: diesel, domain.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::db::DbConn;
use super::evidence::EvidenceRow;
use super::evidence_requests::RequestRow;
use super::schema::{
    admissions, application_evidence, applications, evidence, evidence_request_pieces, evidence_requests,
};
use super::scope::{OrgScope, RegionScope};
use super::types::AsText;
use crate::domain::admission::RequestState;
use crate::domain::application::State as Applied;
use crate::domain::ids::{OrgId, ProcedureId};

/// Who is admitted by a procedure and has a bewijsstuk that ends on one of these days: nobody else needs to be looked at.
///
/// # Errors
/// What the database says.
pub fn ending(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    days: RangeInclusive<NaiveDate>,
) -> QueryResult<BTreeSet<String>> {
    let orgs: Vec<String> = admissions::table
        .inner_join(evidence::table.on(evidence::org_id.eq(admissions::org_id)))
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(evidence::expires_on.between(*days.start(), *days.end()))
        .select(admissions::org_id)
        .distinct()
        .load(conn)?;
    Ok(orgs.into_iter().collect())
}

/// The bewijsstukken of an organisation that came to a region: with an application that was decided, or on a request.
///
/// # Errors
/// What the database says.
pub fn came(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<EvidenceRow>> {
    let mut rows: Vec<EvidenceRow> = application_evidence::table
        .inner_join(applications::table)
        .inner_join(evidence::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.eq(AsText(Applied::Decided)))
        .filter(evidence::org_id.eq(org.as_str()))
        .order(evidence::id)
        .select(EvidenceRow::as_select())
        .load(conn)?;
    rows.extend(
        evidence_request_pieces::table
            .inner_join(evidence::table)
            .filter(evidence_request_pieces::region_id.eq(scope.key()))
            .filter(evidence::org_id.eq(org.as_str()))
            .order(evidence::id)
            .select(EvidenceRow::as_select())
            .load::<EvidenceRow>(conn)?,
    );
    Ok(rows)
}

/// Everything that was ever asked of an organisation in a procedure, the first first.
///
/// # Errors
/// What the database says.
pub fn asked(
    conn: &mut DbConn,
    scope: &RegionScope,
    (procedure, org): (&ProcedureId, &OrgId),
) -> QueryResult<Vec<RequestRow>> {
    evidence_requests::table
        .filter(evidence_requests::region_id.eq(scope.key()))
        .filter(evidence_requests::org_id.eq(org.as_str()))
        .filter(evidence_requests::procedure_id.eq(procedure.as_str()))
        .order((evidence_requests::asked_at, evidence_requests::id))
        .select(RequestRow::as_select())
        .load(conn)
}

/// What waits for a newer bewijsstuk of an organisation, in every region, what is due first comes first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<RequestRow>> {
    evidence_requests::table
        .filter(evidence_requests::org_id.eq(scope.key()))
        .filter(evidence_requests::state.eq(AsText(RequestState::Asked)))
        .filter(evidence_requests::evidence_kind.ne(""))
        .order((evidence_requests::due_on, evidence_requests::id))
        .select(RequestRow::as_select())
        .load(conn)
}
