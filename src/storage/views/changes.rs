//! What last happened to a thing, for who comes with an old page: in what role and when, never a name.
//! May import: diesel, domain, storage.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::access::{Role, StaffRole};
use crate::domain::audit::Look;
use crate::domain::code::Code as _;
use crate::storage::db::DbConn;
use crate::storage::schema::{applications, audit_index};
use crate::storage::types::AsText;

/// The last change that the log knows of.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Change {
    /// When.
    pub at: NaiveDateTime,
    /// In what role.
    pub role: AsText<Role>,
    /// Who: only to tell a visitor that it was the visitor.
    pub user: Option<String>,
}

/// The last change of any of these things. Looking is none, and toezicht changes nothing.
///
/// # Errors
/// What the database says.
pub fn last(conn: &mut DbConn, ids: &[String]) -> QueryResult<Option<Change>> {
    audit_index::table
        .filter(audit_index::subject_id.eq_any(ids))
        .filter(audit_index::event.ne_all(Look::ALL.iter().map(|one| one.code())))
        .filter(audit_index::role.ne(Role::Staff(StaffRole::Supervisor).code()))
        .order(audit_index::n.desc())
        .select((audit_index::at, audit_index::role, audit_index::user_id))
        .first(conn)
        .optional()
}

/// When one of these, if it is an application, was last saved: filling in makes no line in the log.
///
/// # Errors
/// What the database says.
pub fn saved(conn: &mut DbConn, ids: &[String]) -> QueryResult<Option<NaiveDateTime>> {
    applications::table
        .filter(applications::id.eq_any(ids))
        .order(applications::updated_at.desc())
        .select(applications::updated_at)
        .first(conn)
        .optional()
}
