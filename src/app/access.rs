//! Who visits, and what that lets them look into: the only place where scopes are made.
//! May import: app::admin (the look), domain, storage, auth.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;

use super::admin;
use super::error::{Error, Result};
use crate::domain::access::{Actor, ProviderRole, Role, StaffRole, Via};
use crate::domain::code::Code as _;
use crate::domain::colour::Colour;
use crate::domain::ids::{OrgId, ProcedureId, RegionId, SessionId, UserId};
use crate::domain::supervision::Discipline;
use crate::storage::scope::{OrgScope, RegionScope};
use crate::storage::sessions::{self, OrganisationPlace, RegionPlace, RunningSession};
use crate::storage::types::{self, BadRow, instant};
use crate::storage::{DbConn, regions, unread};

/// A session ends after this long without use.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
use crate::auth::second_factor::Policy;
pub use crate::auth::session_token::ABSOLUTE;

/// What is still asked of somebody who gave the right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halfway {
    /// Set up a second factor: a role asks for one, and there is none.
    Enrol,
    /// Give a code of the second factor.
    Prove,
}

/// For whom a person works in this session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acting {
    /// Not logged in.
    Nobody,
    /// Gave the right password, and must do something more before the portal opens.
    Halfway(Halfway),
    /// Logged in; no organisation or region chosen (or there is none).
    Account,
    /// For an aanbieder.
    Organisation {
        /// Which.
        org: OrgId,
        /// Its name.
        name: String,
        /// In what role.
        role: ProviderRole,
        /// The one procedure for which a gemachtigde acts; `None` for all.
        procedure: Option<ProcedureId>,
    },
    /// In a region's team.
    Region {
        /// Which.
        region: RegionId,
        /// Its name.
        name: String,
        /// Its place in addresses.
        slug: String,
        /// The colour it chose.
        accent: Option<Colour>,
        /// Every role held there.
        roles: Vec<StaffRole>,
        /// The gemeenten a toezichthouder or decision maker is limited to; empty for all.
        gemeenten: Vec<String>,
        /// What a toezichthouder watches over, and in which gemeenten (none for all); empty for every other role.
        watches: BTreeMap<Discipline, Vec<String>>,
    },
}

/// A login, as a page needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The session.
    pub session: SessionId,
    /// The person.
    pub user: UserId,
    /// The person's name.
    pub name: String,
    /// When the session was last noted as used.
    pub last_seen: DateTime<Utc>,
}

/// Who asks for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The login, when there is one.
    pub login: Option<Login>,
    /// For whom this person works.
    pub acting: Acting,
    /// How many messages this person has not read: of the aanbieder, or about the applications that are this person's work.
    pub unread: u32,
}

impl Visitor {
    /// Somebody who is not logged in.
    #[must_use]
    pub fn anonymous() -> Self {
        Self { login: None, acting: Acting::Nobody, unread: 0 }
    }

    /// Every role this visitor has now.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        match &self.acting {
            Acting::Nobody => vec![Role::Anonymous],
            Acting::Halfway(Halfway::Enrol) => vec![Role::Enrolling],
            Acting::Halfway(Halfway::Prove) => vec![Role::Proving],
            Acting::Account => vec![Role::Account],
            Acting::Organisation { role, .. } => vec![Role::Provider(*role)],
            Acting::Region { roles, .. } => roles.iter().copied().map(Role::Staff).collect(),
        }
    }

    /// The actor of what this visitor does in a role.
    #[must_use]
    pub fn actor(&self, role: Role, via: Via) -> Actor {
        let org = match &self.acting {
            Acting::Organisation { org, .. } => Some(org.clone()),
            _ => None,
        };
        // An adviser is not of the organisation for which it acts.
        let (org, acting_for) =
            if role == Role::Provider(ProviderRole::Gemachtigde) { (None, org) } else { (org, None) };
        let login = self.login.as_ref();
        Actor {
            user: login.map(|login| login.user.clone()),
            org,
            acting_for,
            role,
            loa: None,
            session: login.map(|login| login.session.clone()),
            via,
        }
    }

    /// Leave to look into the organisation this visitor works for.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody else.
    pub fn org_scope(&self) -> Result<OrgScope> {
        match &self.acting {
            Acting::Organisation { org, procedure, .. } => {
                Ok(OrgScope::granted(org.clone(), procedure.clone()))
            }
            _ => Err(Error::NotFound),
        }
    }

    /// Leave to look into the region this visitor works for.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody else.
    pub fn region_scope(&self) -> Result<RegionScope> {
        match &self.acting {
            Acting::Region { region, .. } => Ok(RegionScope::granted(region.clone())),
            _ => Err(Error::NotFound),
        }
    }
}

/// Leave to read what a region publishes, for anyone. Storage functions for public pages select published rows only.
///
/// # Errors
/// [`Error::NotFound`] when no region has this place.
pub fn public(conn: &mut DbConn, slug: &str) -> Result<(RegionScope, regions::RegionRow)> {
    let row = regions::by_slug(conn, slug)?;
    Ok((RegionScope::granted(types::id("regions", &row.id)?), row))
}

/// Leave for work that belongs to a region without a visitor: jobs, the demo, commands.
#[must_use]
pub fn for_system(region: RegionId) -> RegionScope {
    RegionScope::granted(region)
}

/// Leave for work that belongs to every region in turn: jobs and commands.
///
/// # Errors
/// What the database says.
pub fn every_region(conn: &mut DbConn) -> Result<Vec<RegionScope>> {
    let rows = regions::all(conn)?;
    rows.iter().map(|row| Ok(for_system(types::id("regions", &row.id)?))).collect()
}

/// Leave for work that belongs to an organisation without a visitor: jobs, the demo, commands.
#[must_use]
pub fn for_system_org(org: OrgId) -> OrgScope {
    OrgScope::granted(org, None)
}

/// The visitor of a session; anonymous when the session does not run any more.
///
/// Roles are read anew each time, so that a role that ended has ended.
///
/// # Errors
/// What the database says.
pub fn visitor(
    conn: &mut DbConn,
    session: &SessionId,
    now: DateTime<Utc>,
    policy: Policy,
) -> QueryResult<Visitor> {
    let Some((row, places)) = sessions::running(conn, session, now, now - IDLE)? else {
        return Ok(Visitor::anonymous());
    };
    let user: UserId = types::id("sessions", &row.user_id)?;
    let acting = match halfway(&row, &places, policy) {
        Some(step) => Acting::Halfway(step),
        None => acting(conn, &row, &places, &user, now)?,
    };
    let unread = unread(conn, &acting, &user)?;
    let last_seen = instant(row.last_seen_at);
    let login = Login { session: session.clone(), user, name: row.name, last_seen };
    Ok(Visitor { login: Some(login), acting, unread })
}

/// What is still asked of a person. Roles are read anew each time, so who is given a role that needs a second factor is asked at once.
fn halfway(row: &RunningSession, places: &[RegionPlace], policy: Policy) -> Option<Halfway> {
    match (&row.second_factor, row.proof.as_str()) {
        (Some(_), "second_factor") => None,
        (Some(_), _) => Some(Halfway::Prove),
        (None, _) => {
            let role = |place: &RegionPlace| StaffRole::from_code(&place.role);
            let asked = places.iter().filter_map(role).any(StaffRole::needs_second_factor);
            (asked && policy == Policy::Required).then_some(Halfway::Enrol)
        }
    }
}

fn unread(conn: &mut DbConn, acting: &Acting, user: &UserId) -> QueryResult<u32> {
    let count = match acting {
        Acting::Organisation { org, procedure, .. } => {
            let scope = OrgScope::granted(org.clone(), procedure.clone());
            i64::try_from(unread::of_org(conn, &scope)?.len()).unwrap_or(i64::MAX)
        }
        Acting::Region { region, roles, .. } if roles.contains(&StaffRole::Assessor) => {
            unread::count_for(conn, &RegionScope::granted(region.clone()), user)?
        }
        Acting::Region { .. } | Acting::Account | Acting::Halfway(_) | Acting::Nobody => 0,
    };
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

fn acting(
    conn: &mut DbConn,
    row: &RunningSession,
    places: &[RegionPlace],
    user: &UserId,
    now: DateTime<Utc>,
) -> QueryResult<Acting> {
    match (row.acting.as_str(), row.acting_id.as_deref()) {
        ("organisation", Some(id)) => {
            let place =
                sessions::organisations_of(conn, user, now)?.into_iter().find(|place| place.org_id == id);
            place.map_or(Ok(Acting::Account), organisation)
        }
        ("region", Some(_)) => region(places),
        _ => Ok(Acting::Account),
    }
}

fn organisation(place: OrganisationPlace) -> QueryResult<Acting> {
    let role = ProviderRole::from_code(&place.role).ok_or_else(|| BadRow {
        table: "memberships",
        id: place.org_id.clone(),
        what: format!("unknown role {:?}", place.role),
    })?;
    let only = Some(&place.procedure).filter(|only| !only.is_empty());
    let procedure = only.map(|only| types::id("memberships", only)).transpose()?;
    Ok(Acting::Organisation {
        org: types::id("organisations", &place.org_id)?,
        name: place.name,
        role,
        procedure,
    })
}

fn region(places: &[RegionPlace]) -> QueryResult<Acting> {
    let Some(first) = places.first() else {
        return Ok(Acting::Account);
    };
    let mut roles: Vec<StaffRole> =
        places.iter().filter_map(|place| StaffRole::from_code(&place.role)).collect();
    roles.dedup();
    let gemeenten =
        places.iter().map(|place| place.gemeente.clone()).filter(|code| !code.is_empty()).collect();
    Ok(Acting::Region {
        region: types::id("regions", &first.region_id)?,
        name: first.name.clone(),
        slug: first.slug.clone(),
        accent: admin::accent_of(&first.theme_json),
        roles,
        gemeenten,
        watches: watches(places),
    })
}

/// What somebody watches over, and in which gemeenten.
fn watches(places: &[RegionPlace]) -> BTreeMap<Discipline, Vec<String>> {
    let mut watched: BTreeMap<Discipline, Vec<String>> = BTreeMap::new();
    for place in places {
        if let Some(discipline) = Discipline::from_code(&place.discipline) {
            watched.entry(discipline).or_default().push(place.gemeente.clone());
        }
    }
    for gemeenten in watched.values_mut().filter(|codes| codes.iter().any(String::is_empty)) {
        gemeenten.clear();
    }
    watched
}
