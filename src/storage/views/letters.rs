//! The letters of a region, in lists.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::ids::{ApplicationId, OrgId};
use crate::domain::letter::{LetterContent, LetterKind};
use crate::storage::db::DbConn;
use crate::storage::schema::letters;
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsJson, AsText};

/// A letter in a list.
#[derive(Debug, Clone, Queryable)]
pub struct LetterLine {
    /// Identifier.
    pub id: String,
    /// Number, as people name it.
    pub number: String,
    /// Kind.
    pub kind: AsText<LetterKind>,
    /// What it says; the list shows its subject.
    pub content: AsJson<LetterContent>,
    /// `prepared`, `rendered` or `dispatched`.
    pub state: String,
    /// When it was made known.
    pub dispatched_at: Option<NaiveDateTime>,
}

/// The letters about one application, newest first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<LetterLine>> {
    letters::table
        .filter(letters::region_id.eq(scope.key()))
        .filter(letters::application_id.eq(application.as_str()))
        .order((letters::created_at.desc(), letters::id))
        .select((
            letters::id,
            letters::number,
            letters::kind,
            letters::content_json,
            letters::state,
            letters::dispatched_at,
        ))
        .load(conn)
}

/// The letters to one organisation, newest first.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<LetterLine>> {
    letters::table
        .filter(letters::region_id.eq(scope.key()))
        .filter(letters::org_id.eq(org.as_str()))
        .order((letters::created_at.desc(), letters::id))
        .select((
            letters::id,
            letters::number,
            letters::kind,
            letters::content_json,
            letters::state,
            letters::dispatched_at,
        ))
        .load(conn)
}
