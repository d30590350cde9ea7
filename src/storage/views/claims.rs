//! What a region's team sees of claims: only of organisations that sent something in, in this region.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::ids::{EvidenceId, OrgId};
use crate::domain::organisation::claim::State;
use crate::storage::blobs::BlobRow;
use crate::storage::db::DbConn;
use crate::storage::evidence::{EvidenceRow, Stored};
use crate::storage::organisations::OrganisationRow;
use crate::storage::schema::{application_evidence, applications, blobs, evidence, organisations};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// An application that was sent in has left the state of a draft; a draft is sealed.
const DRAFT: &str = "draft";

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ClaimLine {
    /// The organisation.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its KvK number.
    pub kvk: String,
    /// Its town.
    pub town: String,
    /// When it was registered.
    pub created_at: NaiveDateTime,
}

/// An application of the organisation in this region.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ApplicationLine {
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: String,
}

/// The unverified claims with an application in this region, the oldest registration first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<ClaimLine>> {
    let here = applications::table
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.ne(DRAFT))
        .select(applications::org_id);
    organisations::table
        .filter(organisations::state.eq(AsText(State::Unverified)))
        .filter(organisations::id.eq_any(here))
        .order((organisations::created_at, organisations::id))
        .select((
            organisations::id,
            organisations::name,
            organisations::kvk,
            organisations::town,
            organisations::created_at,
        ))
        .load(conn)
}

/// One organisation, when it sent something in, in this region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<OrganisationRow> {
    let here = applications::table
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.ne(DRAFT))
        .select(applications::org_id);
    organisations::table
        .find(org.as_str())
        .filter(organisations::id.eq_any(here))
        .select(OrganisationRow::as_select())
        .first(conn)
}

/// What an organisation sent in, in this region.
///
/// # Errors
/// What the database says.
pub fn applications(
    conn: &mut DbConn,
    scope: &RegionScope,
    org: &OrgId,
) -> QueryResult<Vec<ApplicationLine>> {
    applications::table
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::org_id.eq(org.as_str()))
        .filter(applications::state.ne(DRAFT))
        .order(applications::id)
        .select((applications::id, applications::number, applications::state))
        .load(conn)
}

/// The bewijsstukken an organisation sent in, in this region: what the team may compare the claim with.
///
/// # Errors
/// What the database says.
pub fn evidence(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<Stored>> {
    let sent = sent_evidence(scope);
    evidence::table
        .inner_join(blobs::table)
        .filter(evidence::org_id.eq(org.as_str()))
        .filter(evidence::id.eq_any(sent))
        .order((evidence::kind, evidence::id))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .load(conn)
}

/// One of them.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn one_evidence(
    conn: &mut DbConn,
    scope: &RegionScope,
    org: &OrgId,
    id: &EvidenceId,
) -> QueryResult<Stored> {
    let sent = sent_evidence(scope);
    evidence::table
        .inner_join(blobs::table)
        .filter(evidence::id.eq(id.as_str()))
        .filter(evidence::org_id.eq(org.as_str()))
        .filter(evidence::id.eq_any(sent))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .first(conn)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn sent_evidence<'a>(scope: &'a RegionScope) -> _ {
    let region: &'a str = scope.key();
    let draft: &'static str = DRAFT;
    application_evidence::table
        .inner_join(applications::table)
        .filter(applications::region_id.eq(region))
        .filter(applications::state.ne(draft))
        .select(application_evidence::evidence_id)
}
