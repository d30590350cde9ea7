//! The regional teams: who has which role, for which gemeente.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{second_factors, staff_roles, users};
use super::scope::RegionScope;
use super::types::{AsText, stored};
use crate::domain::access::StaffRole;
use crate::domain::code::Code as _;
use crate::domain::ids::{StaffRoleId, UserId};
use crate::domain::supervision::Discipline;

/// A role of a person in a region's team.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff_roles)]
pub struct StaffRoleRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The person.
    pub user_id: String,
    /// The role.
    pub role: AsText<StaffRole>,
    /// The gemeente it is limited to, CBS code; empty for all.
    pub gemeente: String,
    /// What a toezichthouder watches over, `quality` or `lawfulness`; empty for every other role.
    pub discipline: String,
    /// Who granted it; none for the first one of an installation.
    pub granted_by: Option<String>,
    /// When.
    pub granted_at: NaiveDateTime,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
}

/// Somebody of the team, by role.
#[derive(Debug, Clone, Queryable)]
pub struct TeamMember {
    /// The role.
    pub role: StaffRoleRow,
    /// The person's name.
    pub name: String,
    /// The person's mail address.
    pub email: String,
    /// The secret of the person's second factor; none without one.
    pub second_factor: Option<String>,
}

/// Grant a role.
///
/// # Errors
/// A unique violation where the person has it already.
pub fn insert(conn: &mut DbConn, row: &StaffRoleRow) -> QueryResult<()> {
    diesel::insert_into(staff_roles::table).values(row).execute(conn).map(drop)
}

/// The running roles of a region, by name of the person.
///
/// # Errors
/// What the database says.
pub fn team(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<TeamMember>> {
    staff_roles::table
        .inner_join(users::table.on(users::id.eq(staff_roles::user_id)))
        .left_join(second_factors::table.on(second_factors::user_id.eq(users::id)))
        .filter(staff_roles::region_id.eq(scope.key()))
        .filter(staff_roles::ended_at.is_null())
        .order((users::name, users::id, staff_roles::role, staff_roles::gemeente, staff_roles::discipline))
        .select((StaffRoleRow::as_select(), users::name, users::email, second_factors::secret_id.nullable()))
        .load(conn)
}

/// The running roles of a person in a region.
///
/// # Errors
/// What the database says.
pub fn roles_of(conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> QueryResult<Vec<StaffRole>> {
    let roles: Vec<AsText<StaffRole>> = staff_roles::table
        .filter(staff_roles::region_id.eq(scope.key()))
        .filter(staff_roles::user_id.eq(user.as_str()))
        .filter(staff_roles::ended_at.is_null())
        .select(staff_roles::role)
        .load(conn)?;
    Ok(roles.into_iter().map(|role| role.0).collect())
}

/// One running role of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &StaffRoleId) -> QueryResult<StaffRoleRow> {
    staff_roles::table
        .find(id.as_str())
        .filter(staff_roles::region_id.eq(scope.key()))
        .filter(staff_roles::ended_at.is_null())
        .select(StaffRoleRow::as_select())
        .first(conn)
}

/// How many people run the region: a region is never left without.
///
/// # Errors
/// What the database says.
pub fn admins(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<i64> {
    staff_roles::table
        .filter(staff_roles::region_id.eq(scope.key()))
        .filter(staff_roles::role.eq(AsText(StaffRole::RegionAdmin)))
        .filter(staff_roles::ended_at.is_null())
        .count()
        .get_result(conn)
}

/// End a role; `false` when it had ended.
///
/// # Errors
/// What the database says.
pub fn end(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &StaffRoleId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    diesel::update(
        staff_roles::table
            .find(id.as_str())
            .filter(staff_roles::region_id.eq(scope.key()))
            .filter(staff_roles::ended_at.is_null()),
    )
    .set(staff_roles::ended_at.eq(Some(stored(now))))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// Somebody who assesses in a region.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Colleague {
    /// The person.
    pub id: String,
    /// The person's name.
    pub name: String,
}

/// Who assess in a region, by name.
///
/// # Errors
/// What the database says.
pub fn assessors(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<Colleague>> {
    staff_roles::table
        .inner_join(users::table.on(users::id.eq(staff_roles::user_id)))
        .filter(staff_roles::region_id.eq(scope.key()))
        .filter(staff_roles::role.eq(AsText(StaffRole::Assessor)))
        .filter(staff_roles::ended_at.is_null())
        .filter(users::state.eq("active"))
        .order((users::name, users::id))
        .select((users::id, users::name))
        .distinct()
        .load(conn)
}

/// A toezichthouder, per gemeente and discipline.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Watcher {
    /// The person.
    pub user: String,
    /// The person's mail address.
    pub email: String,
    /// The gemeente, CBS code; empty for all.
    pub gemeente: String,
}

/// Who watch over something in a region.
///
/// # Errors
/// What the database says.
pub fn watchers(conn: &mut DbConn, scope: &RegionScope, discipline: Discipline) -> QueryResult<Vec<Watcher>> {
    staff_roles::table
        .inner_join(users::table.on(users::id.eq(staff_roles::user_id)))
        .filter(staff_roles::region_id.eq(scope.key()))
        .filter(staff_roles::discipline.eq(discipline.code()))
        .filter(staff_roles::ended_at.is_null())
        .filter(users::state.eq("active"))
        .order((users::email, staff_roles::gemeente, users::id))
        .select((users::id, users::email, staff_roles::gemeente))
        .load(conn)
}
