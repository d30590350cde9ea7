//! Codes by which an organisation whose contracts a region took over gets in. The codes themselves are nowhere.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::organisations::OrganisationRow;
use super::schema::{claim_codes, organisations};
use super::scope::{OrgScope, RegionScope};
use super::types::{AsText, stored};
use crate::domain::ids::{ClaimCodeId, UserId};
use crate::domain::organisation::CodeState;

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = claim_codes)]
pub struct ClaimCodeRow {
    /// Identifier; the code follows from it.
    pub id: String,
    /// The organisation.
    pub org_id: String,
    /// The region that sends it.
    pub region_id: String,
    /// Whom the letter is for; empty for nobody by name.
    pub contact: String,
    /// Who had it made.
    pub issued_by: String,
    /// When.
    pub issued_at: NaiveDateTime,
    /// The last day it works.
    pub last_day: NaiveDate,
    /// Whether it works.
    pub state: AsText<CodeState>,
    /// Who used it or had another made.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<NaiveDateTime>,
}

/// Add a code.
///
/// # Errors
/// A unique violation where the region has an open one for the organisation.
pub fn insert(conn: &mut DbConn, row: &ClaimCodeRow) -> QueryResult<()> {
    diesel::insert_into(claim_codes::table).values(row).execute(conn).map(drop)
}

/// The codes of a region that were not used, with their organisations, by name.
///
/// # Errors
/// What the database says.
pub fn open(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(ClaimCodeRow, OrganisationRow)>> {
    claim_codes::table
        .inner_join(organisations::table)
        .filter(claim_codes::region_id.eq(scope.key()))
        .filter(claim_codes::state.eq(AsText(CodeState::Open)))
        .order((organisations::name_key, organisations::id))
        .select((ClaimCodeRow::as_select(), OrganisationRow::as_select()))
        .load(conn)
}

/// One of them.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &ClaimCodeId,
) -> QueryResult<(ClaimCodeRow, OrganisationRow)> {
    claim_codes::table
        .inner_join(organisations::table)
        .filter(claim_codes::id.eq(id.as_str()))
        .filter(claim_codes::region_id.eq(scope.key()))
        .filter(claim_codes::state.eq(AsText(CodeState::Open)))
        .select((ClaimCodeRow::as_select(), OrganisationRow::as_select()))
        .first(conn)
}

/// Whether a region has sent a code to an organisation that was not used yet, whether it works still or not.
///
/// # Errors
/// What the database says.
pub fn has_open(conn: &mut DbConn, scope: &RegionScope, org: &OrgScope) -> QueryResult<bool> {
    let open = claim_codes::table
        .filter(claim_codes::region_id.eq(scope.key()).and(claim_codes::org_id.eq(org.key())))
        .filter(claim_codes::state.eq(AsText(CodeState::Open)));
    open.count().get_result::<i64>(conn).map(|count| count > 0)
}

/// The codes of an organisation that work on a day, of any region.
///
/// # Errors
/// What the database says.
pub fn working(conn: &mut DbConn, scope: &OrgScope, today: NaiveDate) -> QueryResult<Vec<ClaimCodeRow>> {
    claim_codes::table
        .filter(claim_codes::org_id.eq(scope.key()))
        .filter(claim_codes::state.eq(AsText(CodeState::Open)))
        .filter(claim_codes::last_day.ge(today))
        .order(claim_codes::id)
        .select(ClaimCodeRow::as_select())
        .load(conn)
}

/// Another code takes the place of that of a region for an organisation, if there is one.
///
/// # Errors
/// What the database says.
pub fn replace(
    conn: &mut DbConn,
    scope: &RegionScope,
    org: &OrgScope,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<()> {
    let open = claim_codes::table
        .filter(claim_codes::region_id.eq(scope.key()).and(claim_codes::org_id.eq(org.key())))
        .filter(claim_codes::state.eq(AsText(CodeState::Open)));
    diesel::update(open).set(settled(CodeState::Replaced, by, at)).execute(conn).map(drop)
}

/// Somebody used a code: from now on none of the organisation works. `false` when none did any more.
///
/// # Errors
/// What the database says.
pub fn use_all(conn: &mut DbConn, org: &OrgScope, (by, at): (&UserId, DateTime<Utc>)) -> QueryResult<bool> {
    let open = claim_codes::table
        .filter(claim_codes::org_id.eq(org.key()))
        .filter(claim_codes::state.eq(AsText(CodeState::Open)));
    diesel::update(open).set(settled(CodeState::Used, by, at)).execute(conn).map(|rows| rows > 0)
}

type Settled = (
    diesel::dsl::Eq<claim_codes::state, AsText<CodeState>>,
    diesel::dsl::Eq<claim_codes::settled_by, Option<String>>,
    diesel::dsl::Eq<claim_codes::settled_at, Option<NaiveDateTime>>,
);

fn settled(state: CodeState, by: &UserId, at: DateTime<Utc>) -> Settled {
    (
        claim_codes::state.eq(AsText(state)),
        claim_codes::settled_by.eq(Some(by.to_string())),
        claim_codes::settled_at.eq(Some(stored(at))),
    )
}
