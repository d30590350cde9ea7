//! Logins: revocable rows behind the cookie, and the counting of attempts.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::{DbConn, directly};
use super::schema::{
    login_attempts, memberships, organisations, regions, second_factors, sessions, staff_roles, users,
};
use super::types::{instant, stored};
use crate::domain::failure::LoginAttempt;
use crate::domain::ids::{SessionId, UserId};
use crate::domain::terms::local_day;

/// What stands before a folded mail address in the bucket of an account.
pub const ACCOUNT: &str = "account:";

/// A login.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    /// Identifier, in the cookie's token.
    pub id: String,
    /// Whose login.
    pub user_id: String,
    /// `none`, `organisation` or `region`: for whom this person works in this session.
    pub acting: String,
    /// Identifier of that organisation or region.
    pub acting_id: Option<String>,
    /// Begin.
    pub created_at: NaiveDateTime,
    /// Last use, at most a minute old.
    pub last_seen_at: NaiveDateTime,
    /// Absolute end.
    pub expires_at: NaiveDateTime,
    /// When it was ended before that.
    pub ended_at: Option<NaiveDateTime>,
    /// `password` or `second_factor`: how far this person showed who it is.
    pub proof: String,
}

/// Begin a session.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &SessionRow) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(row).execute(conn).map(drop)
}

/// A running session, as far as each request needs it.
#[derive(Debug, Clone, Queryable)]
pub struct RunningSession {
    /// Whose login.
    pub user_id: String,
    /// The person's name.
    pub name: String,
    /// `none`, `organisation` or `region`: for whom this person works in this session.
    pub acting: String,
    /// Identifier of that organisation or region.
    pub acting_id: Option<String>,
    /// Last use, at most a minute old.
    pub last_seen_at: NaiveDateTime,
    /// `password` or `second_factor`: how far this person showed who it is.
    pub proof: String,
    /// The secret of the person's second factor; none without one.
    pub second_factor: Option<String>,
}

/// A running session, with the person's roles in the team it works for; none when ended, expired, idle or of a disabled account.
///
/// # Errors
/// What the database says.
pub fn running(
    conn: &mut DbConn,
    id: &SessionId,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> QueryResult<Option<(RunningSession, Vec<RegionPlace>)>> {
    let held = staff_roles::user_id
        .eq(sessions::user_id)
        .and(staff_roles::region_id.nullable().eq(sessions::acting_id))
        .and(staff_roles::ended_at.is_null());
    let query = sessions::table
        .inner_join(users::table)
        .left_join(second_factors::table.on(second_factors::user_id.eq(sessions::user_id)))
        .left_join(staff_roles::table.on(held))
        .left_join(regions::table.on(regions::id.nullable().eq(staff_roles::region_id.nullable())))
        .filter(sessions::id.eq(id.as_str()))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(stored(now)))
        .filter(sessions::last_seen_at.gt(stored(idle_since)))
        .filter(users::state.eq("active"))
        .order((staff_roles::role, staff_roles::gemeente))
        .select((
            (
                users::id,
                users::name,
                sessions::acting,
                sessions::acting_id,
                sessions::last_seen_at,
                sessions::proof,
                second_factors::secret_id.nullable(),
            ),
            (
                regions::id,
                regions::name,
                regions::slug,
                regions::theme_json,
                staff_roles::role,
                staff_roles::gemeente,
                staff_roles::discipline,
            )
                .nullable(),
        ));
    let rows: Vec<(RunningSession, Option<RegionPlace>)> = directly!(conn => query.load(conn))?;
    let mut rows = rows.into_iter();
    let Some((session, first)) = rows.next() else { return Ok(None) };
    Ok(Some((session, first.into_iter().chain(rows.filter_map(|(_, place)| place)).collect())))
}

/// Note that a session is used.
///
/// # Errors
/// What the database says.
pub fn touch(conn: &mut DbConn, id: &SessionId, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(sessions::table.find(id.as_str()))
        .set(sessions::last_seen_at.eq(stored(now)))
        .execute(conn)
        .map(drop)
}

/// End a session.
///
/// # Errors
/// What the database says.
pub fn end(conn: &mut DbConn, id: &SessionId, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(sessions::table.find(id.as_str()).filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(Some(stored(now))))
        .execute(conn)
        .map(drop)
}

/// Note that the person of a session showed with the second factor too who it is.
///
/// # Errors
/// What the database says.
pub fn set_proven(conn: &mut DbConn, id: &SessionId) -> QueryResult<()> {
    diesel::update(sessions::table.find(id.as_str()))
        .set(sessions::proof.eq("second_factor"))
        .execute(conn)
        .map(drop)
}

/// The running sessions of a person, last used first.
///
/// # Errors
/// What the database says.
pub fn running_of(
    conn: &mut DbConn,
    user: &UserId,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> QueryResult<Vec<SessionRow>> {
    sessions::table
        .filter(sessions::user_id.eq(user.as_str()))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(stored(now)))
        .filter(sessions::last_seen_at.gt(stored(idle_since)))
        .order((sessions::last_seen_at.desc(), sessions::id))
        .select(SessionRow::as_select())
        .load(conn)
}

/// An organisation for which a person can act.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct OrganisationPlace {
    /// The organisation.
    pub org_id: String,
    /// Its name.
    pub name: String,
    /// The person's role in it.
    pub role: String,
    /// State of the claim.
    pub state: String,
    /// The one procedure it is for; empty for all.
    pub procedure: String,
}

/// The organisations for which a person can act today, by name.
///
/// # Errors
/// What the database says.
pub fn organisations_of(
    conn: &mut DbConn,
    user: &UserId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<OrganisationPlace>> {
    memberships::table
        .inner_join(organisations::table)
        .filter(memberships::user_id.eq(user.as_str()))
        .filter(memberships::state.eq("active"))
        .filter(memberships::ends_on.is_null().or(memberships::ends_on.ge(local_day(now))))
        .order((organisations::name_key, organisations::id))
        .select((
            organisations::id,
            organisations::name,
            memberships::role,
            organisations::state,
            memberships::procedure_scope,
        ))
        .load(conn)
}

/// A role of a person in a region's team.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct RegionPlace {
    /// The region.
    pub region_id: String,
    /// Its name.
    pub name: String,
    /// Its place in addresses.
    pub slug: String,
    /// Structured theme fields.
    pub theme_json: String,
    /// Role code.
    pub role: String,
    /// The gemeente it is limited to, or empty.
    pub gemeente: String,
    /// What a toezichthouder watches over, or empty.
    pub discipline: String,
}

/// The roles of a person in regional teams.
///
/// # Errors
/// What the database says.
pub fn regions_of(conn: &mut DbConn, user: &UserId) -> QueryResult<Vec<RegionPlace>> {
    staff_roles::table
        .inner_join(regions::table)
        .filter(staff_roles::user_id.eq(user.as_str()))
        .filter(staff_roles::ended_at.is_null())
        .order((regions::slug, staff_roles::role, staff_roles::gemeente))
        .select((
            regions::id,
            regions::name,
            regions::slug,
            regions::theme_json,
            staff_roles::role,
            staff_roles::gemeente,
            staff_roles::discipline,
        ))
        .load(conn)
}

/// Choose for whom a session works; the earlier token stays valid, its meaning changes.
///
/// # Errors
/// What the database says.
pub fn set_acting(
    conn: &mut DbConn,
    id: &SessionId,
    acting: &str,
    acting_id: Option<&str>,
) -> QueryResult<()> {
    diesel::update(sessions::table.find(id.as_str()))
        .set((sessions::acting.eq(acting), sessions::acting_id.eq(acting_id)))
        .execute(conn)
        .map(drop)
}

/// Count a login attempt.
///
/// # Errors
/// What the database says.
pub fn insert_attempt(
    conn: &mut DbConn,
    id: &str,
    bucket: &str,
    at: DateTime<Utc>,
    succeeded: bool,
) -> QueryResult<()> {
    diesel::insert_into(login_attempts::table)
        .values((
            login_attempts::id.eq(id),
            login_attempts::bucket.eq(bucket),
            login_attempts::at.eq(stored(at)),
            login_attempts::succeeded.eq(succeeded),
        ))
        .execute(conn)
        .map(drop)
}

/// The attempts on accounts between two moments, the account by its folded mail address.
///
/// # Errors
/// What the database says.
pub fn account_attempts(
    conn: &mut DbConn,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> QueryResult<Vec<LoginAttempt>> {
    let found: Vec<(String, NaiveDateTime, bool)> = login_attempts::table
        .filter(login_attempts::at.ge(stored(from)))
        .filter(login_attempts::at.lt(stored(until)))
        .filter(login_attempts::bucket.like(format!("{ACCOUNT}%")))
        .order((login_attempts::at, login_attempts::id))
        .select((login_attempts::bucket, login_attempts::at, login_attempts::succeeded))
        .load(conn)?;
    let attempt = |(bucket, at, succeeded): (String, NaiveDateTime, bool)| LoginAttempt {
        account: bucket.strip_prefix(ACCOUNT).unwrap_or(&bucket).to_owned(),
        at: instant(at),
        succeeded,
    };
    Ok(found.into_iter().map(attempt).collect())
}

/// Count an attempt as succeeded after all.
///
/// # Errors
/// What the database says.
pub fn settle_attempt(conn: &mut DbConn, id: &str) -> QueryResult<()> {
    diesel::update(login_attempts::table.find(id))
        .set(login_attempts::succeeded.eq(true))
        .execute(conn)
        .map(drop)
}

/// How many attempts failed in a bucket since an instant.
///
/// # Errors
/// What the database says.
pub fn failed_since(conn: &mut DbConn, bucket: &str, since: DateTime<Utc>) -> QueryResult<i64> {
    login_attempts::table
        .filter(login_attempts::bucket.eq(bucket))
        .filter(login_attempts::at.gt(stored(since)))
        .filter(login_attempts::succeeded.eq(false))
        .count()
        .get_result(conn)
}

/// Forget sessions that are over: ended, expired or idle. The log keeps who logged in and when.
///
/// # Errors
/// What the database says.
pub fn forget_over(conn: &mut DbConn, now: DateTime<Utc>, idle_since: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(
        sessions::table.filter(
            sessions::ended_at
                .is_not_null()
                .or(sessions::expires_at.le(stored(now)))
                .or(sessions::last_seen_at.le(stored(idle_since))),
        ),
    )
    .execute(conn)
}

/// Forget at most this many attempts that count no more, the oldest first; how many were forgotten.
///
/// # Errors
/// What the database says.
pub fn forget_attempts(conn: &mut DbConn, before: DateTime<Utc>, most: i64) -> QueryResult<usize> {
    let old: Vec<String> = login_attempts::table
        .filter(login_attempts::at.le(stored(before)))
        .order((login_attempts::at, login_attempts::id))
        .limit(most)
        .select(login_attempts::id)
        .load(conn)?;
    diesel::delete(login_attempts::table.filter(login_attempts::id.eq_any(old))).execute(conn)
}
