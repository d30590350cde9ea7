//! The places of people in organisations.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{memberships, users};
use super::scope::OrgScope;
use super::types::{self, AsText, stored};
use crate::domain::access::ProviderRole;
use crate::domain::ids::{MembershipId, OrgId, UserId};

/// A person's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships)]
pub struct MembershipRow {
    /// Identifier.
    pub id: String,
    /// In which organisation.
    pub org_id: String,
    /// Whose.
    pub user_id: String,
    /// In what role.
    pub role: AsText<ProviderRole>,
    /// `invited`, `active` or `ended`.
    pub state: String,
    /// The procedure a gemachtigde is limited to; empty for all.
    pub procedure_scope: String,
    /// The last day of a gemachtigde.
    pub ends_on: Option<NaiveDate>,
    /// Who invited.
    pub created_by: String,
    /// When.
    pub created_at: NaiveDateTime,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
}

/// A membership with the name and mail address of its person.
pub type Member = (MembershipRow, String, String);

/// Add a membership.
///
/// # Errors
/// A unique violation where this person has a running one.
pub fn insert(conn: &mut DbConn, row: &MembershipRow) -> QueryResult<()> {
    diesel::insert_into(memberships::table).values(row).execute(conn).map(drop)
}

/// Everybody who acts for an organisation or is invited to, by name.
///
/// # Errors
/// What the database says.
pub fn running(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<Member>> {
    memberships::table
        .inner_join(users::table.on(users::id.eq(memberships::user_id)))
        .filter(memberships::org_id.eq(scope.key()))
        .filter(memberships::state.ne("ended"))
        .order((users::name, memberships::id))
        .select((MembershipRow::as_select(), users::name, users::email))
        .load(conn)
}

/// One membership of an organisation that has not ended.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &OrgScope, id: &MembershipId) -> QueryResult<Member> {
    memberships::table
        .inner_join(users::table.on(users::id.eq(memberships::user_id)))
        .filter(memberships::id.eq(id.as_str()))
        .filter(memberships::org_id.eq(scope.key()))
        .filter(memberships::state.ne("ended"))
        .select((MembershipRow::as_select(), users::name, users::email))
        .first(conn)
}

/// The membership an invitation is for, whatever became of it: the token is the leave to look.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_invitation(conn: &mut DbConn, id: &str) -> QueryResult<MembershipRow> {
    memberships::table.find(id).select(MembershipRow::as_select()).first(conn)
}

/// The running membership of a person, if there is one.
///
/// # Errors
/// What the database says.
pub fn of_user(conn: &mut DbConn, scope: &OrgScope, user: &UserId) -> QueryResult<Option<MembershipRow>> {
    memberships::table
        .filter(memberships::org_id.eq(scope.key()))
        .filter(memberships::user_id.eq(user.as_str()))
        .filter(memberships::state.ne("ended"))
        .select(MembershipRow::as_select())
        .first(conn)
        .optional()
}

/// An invitation was accepted; `false` when it was not open any more.
///
/// # Errors
/// What the database says.
pub fn accept(conn: &mut DbConn, id: &str) -> QueryResult<bool> {
    diesel::update(memberships::table.find(id).filter(memberships::state.eq("invited")))
        .set(memberships::state.eq("active"))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Give a member another role; `false` when it was not `from` any more.
///
/// # Errors
/// What the database says.
pub fn set_role(
    conn: &mut DbConn,
    scope: &OrgScope,
    id: &MembershipId,
    from: ProviderRole,
    to: (ProviderRole, &str, Option<NaiveDate>),
) -> QueryResult<bool> {
    let (role, procedure, ends_on) = to;
    diesel::update(
        memberships::table
            .find(id.as_str())
            .filter(memberships::org_id.eq(scope.key()))
            .filter(memberships::state.ne("ended"))
            .filter(memberships::role.eq(AsText(from))),
    )
    .set((
        memberships::role.eq(AsText(role)),
        memberships::procedure_scope.eq(procedure),
        memberships::ends_on.eq(ends_on),
    ))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// End a membership; `false` when it had ended.
///
/// # Errors
/// What the database says.
pub fn end(conn: &mut DbConn, scope: &OrgScope, id: &MembershipId, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(
        memberships::table
            .find(id.as_str())
            .filter(memberships::org_id.eq(scope.key()))
            .filter(memberships::state.ne("ended")),
    )
    .set((memberships::state.eq("ended"), memberships::ended_at.eq(Some(stored(now)))))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// The organisations for which people with these folded mail addresses act, each with that address.
///
/// # Errors
/// What the database says.
pub fn of_accounts(conn: &mut DbConn, accounts: &[String]) -> QueryResult<Vec<(String, OrgId)>> {
    let mut found = Vec::new();
    // A statement of SQLite names no more than so many.
    for some in accounts.chunks(500) {
        let rows: Vec<(String, String)> = memberships::table
            .inner_join(users::table.on(users::id.eq(memberships::user_id)))
            .filter(users::email_key.eq_any(some))
            .filter(memberships::state.eq("active"))
            .order((users::email_key, memberships::org_id))
            .select((users::email_key, memberships::org_id))
            .load(conn)?;
        for (account, org) in rows {
            found.push((account, types::id("memberships", &org)?));
        }
    }
    Ok(found)
}
