//! What a vault shows beside its files: where each was used.
//! May import: diesel, domain.

use diesel::prelude::*;

use crate::domain::ids::EvidenceId;
use crate::storage::db::DbConn;
use crate::storage::schema::{application_evidence, applications, evidence, regions};
use crate::storage::scope::OrgScope;

/// One use of a bewijsstuk.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Use {
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: String,
    /// The region it went to.
    pub region: String,
}

/// The applications of the organisation in which a bewijsstuk is used, newest first.
///
/// # Errors
/// What the database says.
pub fn uses(conn: &mut DbConn, scope: &OrgScope, id: &EvidenceId) -> QueryResult<Vec<Use>> {
    application_evidence::table
        .inner_join(applications::table)
        .inner_join(evidence::table)
        .inner_join(regions::table)
        .filter(application_evidence::evidence_id.eq(id.as_str()))
        .filter(evidence::org_id.eq(scope.key()))
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .order((applications::created_at.desc(), applications::id))
        .select((applications::id, applications::number, applications::state, regions::name))
        .load(conn)
}
