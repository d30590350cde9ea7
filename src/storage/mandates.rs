//! The register of mandaten and volmachten.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{mandates, users};
use super::scope::RegionScope;
use super::types::{self, AsText, BadRow, stored};
use crate::domain::decision::{GrantKind, Groups, MandateGrant, MandateTerm};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{MandateId, UserId};
use crate::domain::policy_code::GroupCode;

/// An entry of the register.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mandates)]
pub struct MandateRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// Who may sign.
    pub user_id: String,
    /// For which gemeente.
    pub gemeente: String,
    /// Mandaat or volmacht.
    pub kind: AsText<GrantKind>,
    /// Product groups, separated by a space; empty for all.
    pub product_groups: String,
    /// The decision that gives the power, as cited in letters.
    pub reference: String,
    /// The function of the holder, as it stands under letters.
    pub function_title: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: NaiveDateTime,
    /// When it was ended before its last day.
    pub ended_at: Option<NaiveDateTime>,
}

impl MandateRow {
    /// The entry as the domain knows it.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn grant(&self) -> QueryResult<MandateGrant> {
        let bad = |what: &str| BadRow { table: "mandates", id: self.id.clone(), what: what.to_owned() };
        let groups: Result<_, _> = self.product_groups.split_whitespace().map(GroupCode::parse).collect();
        let groups = if self.product_groups.is_empty() {
            Groups::All
        } else {
            Groups::Some(groups.map_err(|_| bad("product groups"))?)
        };
        Ok(MandateGrant {
            id: types::id("mandates", &self.id)?,
            holder: types::id("mandates", &self.user_id)?,
            gemeente: GemeenteCode::parse(&self.gemeente).map_err(|_| bad("gemeente"))?,
            groups,
            term: MandateTerm::new(self.valid_from, self.valid_until).map_err(|_| bad("term"))?,
            kind: self.kind.0,
        })
    }
}

/// Record an entry.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &MandateRow) -> QueryResult<()> {
    diesel::insert_into(mandates::table).values(row).execute(conn).map(drop)
}

/// The whole register of a region with the holders' names: newest first, ended ones too.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(MandateRow, String)>> {
    mandates::table
        .inner_join(users::table.on(users::id.eq(mandates::user_id)))
        .filter(mandates::region_id.eq(scope.key()))
        .order((mandates::recorded_at.desc(), mandates::id))
        .select((MandateRow::as_select(), users::name))
        .load(conn)
}

/// One entry with its holder's name, also when it has ended: letters of the past name it.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &MandateId) -> QueryResult<(MandateRow, String)> {
    mandates::table
        .inner_join(users::table.on(users::id.eq(mandates::user_id)))
        .filter(mandates::id.eq(id.as_str()))
        .filter(mandates::region_id.eq(scope.key()))
        .select((MandateRow::as_select(), users::name))
        .first(conn)
}

/// The entries of one person that were not ended, for the gemeenten in the register.
///
/// # Errors
/// What the database says.
pub fn of_user(conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> QueryResult<Vec<MandateRow>> {
    mandates::table
        .filter(mandates::region_id.eq(scope.key()))
        .filter(mandates::user_id.eq(user.as_str()))
        .filter(mandates::ended_at.is_null())
        .order((mandates::gemeente, mandates::id))
        .select(MandateRow::as_select())
        .load(conn)
}

/// End an entry; `false` when it had ended.
///
/// # Errors
/// What the database says.
pub fn end(conn: &mut DbConn, scope: &RegionScope, id: &MandateId, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(
        mandates::table
            .find(id.as_str())
            .filter(mandates::region_id.eq(scope.key()))
            .filter(mandates::ended_at.is_null()),
    )
    .set(mandates::ended_at.eq(Some(stored(now))))
    .execute(conn)
    .map(|rows| rows == 1)
}
