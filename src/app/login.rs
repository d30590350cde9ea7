//! Logging in and out, and choosing for whom a session works.
//! May import: domain, storage, app.

use chrono::{DateTime, TimeDelta, Utc};

use super::access::ABSOLUTE;
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::ids::{SessionId, UserId};
use crate::storage::sessions::{self, OrganisationPlace, RegionPlace, SessionRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, users};

/// Attempts are counted over this long.
const PERIOD: TimeDelta = TimeDelta::minutes(15);
/// Real password checks per account in that time.
const PER_ACCOUNT: i64 = 10;
/// Real password checks per address in that time: a whole office may share one.
const PER_ADDRESS: i64 = 50;

/// Attempts are kept this long: longer than they count, so that somebody can look into a wave of them, and into a close that failed.
const KEPT: TimeDelta = TimeDelta::days(28);

/// Forget attempts that count no more; at most `most`. Returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_attempts(conn: &mut DbConn, now: DateTime<Utc>, most: i64) -> Result<usize> {
    Ok(sessions::forget_attempts(conn, now - KEPT, most)?)
}

/// What is behind the door somebody knocks on.
#[derive(Debug)]
pub enum Door {
    /// Too many attempts: no password is checked any more for a while.
    Shut,
    /// A password may be checked.
    Open(Knock),
}

/// One attempt, counted as failed until it is settled.
#[derive(Debug)]
pub struct Knock {
    attempts: Vec<String>,
    account: Option<Account>,
}

#[derive(Debug)]
struct Account {
    user: UserId,
    hash: String,
    state: String,
}

/// What an attempt with the right password comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// Inside.
    Session(SessionId),
    /// The mail address is not confirmed yet.
    Unconfirmed,
    /// The account was disabled.
    Disabled,
}

/// For whom a person can work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Organisations.
    pub organisations: Vec<OrganisationPlace>,
    /// Roles in regions, several per region where a person has several.
    pub regions: Vec<RegionPlace>,
}

/// A choice of for whom to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// An organisation, by identifier.
    Organisation(String),
    /// A region, by identifier.
    Region(String),
}

impl Choice {
    /// The choice as a form sends it: `organisation:ID` or `region:ID`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("organisation", id)) => Some(Self::Organisation(id.to_owned())),
            Some(("region", id)) => Some(Self::Region(id.to_owned())),
            _ => None,
        }
    }

    fn columns(&self) -> (&'static str, &str) {
        match self {
            Self::Organisation(id) => ("organisation", id),
            Self::Region(id) => ("region", id),
        }
    }
}

impl Knock {
    /// The stored password hash; none for an unknown account, which is then checked against nothing in the same time.
    #[must_use]
    pub fn hash(&self) -> Option<&str> {
        self.account.as_ref().map(|account| account.hash.as_str())
    }
}

impl Places {
    /// The only place, when there is just one: nobody is asked to choose from one.
    #[must_use]
    pub fn only(&self) -> Option<Choice> {
        let mut regions: Vec<&str> = self.regions.iter().map(|place| place.region_id.as_str()).collect();
        regions.dedup();
        match (self.organisations.as_slice(), regions.as_slice()) {
            ([one], []) => Some(Choice::Organisation(one.org_id.clone())),
            ([], [one]) => Some(Choice::Region((*one).to_owned())),
            _ => None,
        }
    }

    fn offer(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Organisation(id) => self.organisations.iter().any(|place| place.org_id == *id),
            Choice::Region(id) => self.regions.iter().any(|place| place.region_id == *id),
        }
    }
}

/// A mail address as accounts are found by it.
#[must_use]
pub fn email_key(mail: &str) -> String {
    mail.trim().to_lowercase()
}

/// Count an attempt for this account and address, and look the account up. In a `light` transaction.
///
/// # Errors
/// What the database says.
pub fn knock(conn: &mut DbConn, ctx: &Ctx, mail: &str, address: &str) -> Result<Door> {
    let key = email_key(mail);
    let buckets =
        [(format!("{}{key}", sessions::ACCOUNT), PER_ACCOUNT), (format!("address:{address}"), PER_ADDRESS)];
    for (bucket, limit) in &buckets {
        if sessions::failed_since(conn, bucket, ctx.now - PERIOD)? >= *limit {
            return Ok(Door::Shut);
        }
    }
    let mut attempts = Vec::new();
    for (bucket, _) in &buckets {
        let id = ctx.id::<crate::domain::ids::kind::Session>().to_string();
        sessions::insert_attempt(conn, &id, bucket, ctx.now, false)?;
        attempts.push(id);
    }
    let account = match users::by_email(conn, &key)? {
        Some(row) => {
            Some(Account { user: types::id("users", &row.id)?, hash: row.password_hash, state: row.state })
        }
        None => None,
    };
    Ok(Door::Open(Knock { attempts, account }))
}

/// Enter after the right password: a new session, and the one the visitor came with ends. In a `write` transaction.
///
/// # Errors
/// [`Error::Forbidden`] for an account that is not there, or what the database says.
pub fn enter(conn: &mut DbConn, ctx: &Ctx, knock: &Knock, earlier: Option<&SessionId>) -> Result<Entered> {
    let Some(account) = &knock.account else { return Err(Error::Forbidden) };
    for attempt in &knock.attempts {
        sessions::settle_attempt(conn, attempt)?;
    }
    match account.state.as_str() {
        "active" => {}
        "unconfirmed" => return Ok(Entered::Unconfirmed),
        _ => return Ok(Entered::Disabled),
    }
    if let Some(earlier) = earlier {
        sessions::end(conn, earlier, ctx.now)?;
    }
    let choice = places(conn, ctx, &account.user)?.only();
    let (acting, acting_id) = choice.as_ref().map_or(("none", None), |choice| {
        let (acting, id) = choice.columns();
        (acting, Some(id.to_owned()))
    });
    let session: SessionId = ctx.id();
    let row = SessionRow {
        id: session.to_string(),
        user_id: account.user.to_string(),
        acting: acting.to_owned(),
        acting_id,
        created_at: stored(ctx.now),
        last_seen_at: stored(ctx.now),
        expires_at: stored(ctx.now + ABSOLUTE),
        ended_at: None,
        proof: "password".to_owned(),
    };
    sessions::insert(conn, &row)?;
    as_person(ctx, &account.user, &session).record(
        conn,
        &Place::default(),
        Event::AccountLoggedIn { subject: account.user.clone() },
    )?;
    Ok(Entered::Session(session))
}

/// Count an attempt as succeeded without entering: the right password was given again, to change it. In a `light`
/// transaction.
///
/// # Errors
/// What the database says.
pub fn settle(conn: &mut DbConn, knock: &Knock) -> Result<()> {
    for attempt in &knock.attempts {
        sessions::settle_attempt(conn, attempt)?;
    }
    Ok(())
}

/// The circumstances of somebody whose login begins or ends right now.
fn as_person(ctx: &Ctx, user: &UserId, session: &SessionId) -> Ctx {
    let mut ctx = ctx.clone();
    ctx.actor.role = crate::domain::access::Role::Account;
    ctx.actor.user = Some(user.clone());
    ctx.actor.session = Some(session.clone());
    ctx
}

/// End the session. In a `write` transaction.
///
/// # Errors
/// What the database says.
pub fn leave(conn: &mut DbConn, ctx: &Ctx, user: &UserId, session: &SessionId) -> Result<()> {
    sessions::end(conn, session, ctx.now)?;
    Ok(ctx.record(conn, &Place::default(), Event::AccountLoggedOut { subject: user.clone() })?)
}

/// For whom a person can work.
///
/// # Errors
/// What the database says.
pub fn places(conn: &mut DbConn, ctx: &Ctx, user: &UserId) -> Result<Places> {
    Ok(Places {
        organisations: sessions::organisations_of(conn, user, ctx.now)?,
        regions: sessions::regions_of(conn, user)?,
    })
}

/// Let a session work for somebody. In a `light` transaction: no dossier changes.
///
/// # Errors
/// [`Error::NotFound`] for a place that is not this person's.
pub fn choose(
    conn: &mut DbConn,
    ctx: &Ctx,
    user: &UserId,
    session: &SessionId,
    choice: &Choice,
) -> Result<()> {
    if !places(conn, ctx, user)?.offer(choice) {
        return Err(Error::NotFound);
    }
    let (acting, id) = choice.columns();
    Ok(sessions::set_acting(conn, session, acting, Some(id))?)
}

/// Note that a session is used. In a `light` transaction, at most once a minute.
///
/// # Errors
/// What the database says.
pub fn touch(conn: &mut DbConn, ctx: &Ctx, session: &SessionId) -> Result<()> {
    Ok(sessions::touch(conn, session, ctx.now)?)
}
