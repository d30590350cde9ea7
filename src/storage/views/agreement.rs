//! What people said of the same requirements of the same applications, to see where they differ.
//! May import: diesel, domain, storage.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::decision::Said;
use crate::domain::ids::WindowId;
use crate::storage::db::DbConn;
use crate::storage::schema::{applications, assessments};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// One judgement.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Judged {
    /// The application.
    pub application: String,
    /// The requirement.
    pub requirement: String,
    /// About the own part of which member.
    pub member: Option<String>,
    /// About which lot; none for all.
    pub lot: Option<String>,
    /// Met or not.
    pub said: AsText<Said>,
    /// Who.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
}

/// Everything that was said in a window, the first first.
///
/// # Errors
/// What the database says.
pub fn judged(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> QueryResult<Vec<Judged>> {
    assessments::table
        .inner_join(applications::table)
        .filter(assessments::region_id.eq(scope.key()))
        .filter(applications::window_id.eq(window.as_str()))
        .order((assessments::assessed_at, assessments::id))
        .select((
            assessments::application_id,
            assessments::requirement,
            assessments::member_id,
            assessments::lot_application_id,
            assessments::outcome,
            assessments::assessed_by,
            assessments::assessed_at,
        ))
        .load(conn)
}
