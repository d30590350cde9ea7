//! A failure of the portal around a close: what is known of it, kept with the decision that gives everybody more time, and told to whom it
//! touched. It never limits who may use that time.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::outbox;
use crate::domain::audit::Event;
use crate::domain::canonical;
use crate::domain::digest::Digest;
use crate::domain::failure::{Evidence, LAST_HOURS, Refused, Touched, locked_out, outages};
use crate::domain::ids::{FailureId, OrgId, WindowId};
use crate::domain::words::dates::{exact_moment, moment};
use crate::storage::applications::ApplicationRow;
use crate::storage::attempts;
pub use crate::storage::attempts::AttemptRow;
use crate::storage::calendar::{self, WindowRow};
use crate::storage::failures::{self, FailureRow};
use crate::storage::types::{self, instant, stored};
use crate::storage::views::drafts::{self, DraftLine};
use crate::storage::{DbConn, RegionScope, applying, memberships, sessions, spells};

/// What is known of a failure, with the rows that name who is in it.
struct Found {
    evidence: Evidence,
    refused: Vec<(AttemptRow, String)>,
    drafts: Vec<DraftLine>,
}

/// Everything that is known now of a failure around the close of a window.
///
/// # Errors
/// What the database says.
fn gather(conn: &mut DbConn, scope: &RegionScope, row: &WindowRow, now: DateTime<Utc>) -> Result<Found> {
    let (phases, id): (_, WindowId) = (row.phases(), types::id("windows", &row.id)?);
    let until = now.min(phases.closes);
    let spells = spells::between(conn, phases.opens, until)?;
    let refused = attempts::of_window(conn, scope, &id)?;
    let named = refused.iter().map(|(row, _)| {
        Ok(Refused {
            attempt: types::id("refused_attempts", &row.id)?,
            org: types::id("refused_attempts", &row.org_id)?,
            at: instant(row.received_at),
        })
    });
    let named = named.collect::<Result<_>>()?;
    let drafts = drafts::of_window(conn, scope, &id)?;
    let theirs = drafts.iter().map(|one| types::id("applications", &one.org_id));
    let theirs = theirs.collect::<diesel::QueryResult<_>>()?;
    let from = phases.closes - TimeDelta::hours(LAST_HOURS);
    let evidence = Evidence {
        outages: outages(spells, phases.opens, until),
        refused: named,
        drafts: theirs,
        logins: kept_out(conn, from, until)?,
    };
    Ok(Found { evidence, refused, drafts })
}

/// The aanbieders of whom somebody could not log in, each with the last moment.
fn kept_out(
    conn: &mut DbConn,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<BTreeMap<OrgId, DateTime<Utc>>> {
    let out = locked_out(&sessions::account_attempts(conn, from, until)?);
    let accounts: Vec<String> = out.keys().cloned().collect();
    let mut logins: BTreeMap<OrgId, DateTime<Utc>> = BTreeMap::new();
    for (account, org) in memberships::of_accounts(conn, &accounts)? {
        if let Some(at) = out.get(&account) {
            logins.entry(org).and_modify(|last| *last = (*last).max(*at)).or_insert(*at);
        }
    }
    Ok(logins)
}

/// What the team sees of it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The window.
    pub window: WindowRow,
    /// What is known.
    pub evidence: Evidence,
    /// What was refused, the first first, each with the name of the aanbieder.
    pub refused: Vec<(AttemptRow, String)>,
    /// Who has a draft.
    pub drafts: Vec<DraftLine>,
    /// Who applies in this window and could not log in, by name.
    pub logins: Vec<(String, DateTime<Utc>)>,
    /// How many others could not log in: the region does not see who they are.
    pub others: usize,
    /// When everybody got more time before, with what was known then.
    pub earlier: Vec<(DateTime<Utc>, Evidence)>,
}

/// What is known now of a failure around the close of a window of the region.
///
/// # Errors
/// [`Error::NotFound`] for another region's window.
pub fn seen(conn: &mut DbConn, scope: &RegionScope, id: &WindowId, now: DateTime<Utc>) -> Result<Seen> {
    let window = calendar::window(conn, scope, id)?;
    let Found { evidence, refused, drafts } = gather(conn, scope, &window, now)?;
    let applying = applying::of_window(conn, scope, id)?;
    let mut logins: Vec<(String, DateTime<Utc>)> = Vec::new();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for one in &applying {
        if let Some(at) =
            types::id("applications", &one.org_id).ok().and_then(|org| evidence.logins.get(&org))
        {
            logins.push((one.org_name.clone(), *at));
            named.insert(&one.org_id);
        }
    }
    logins.sort();
    let earlier = failures::of_window(conn, scope, id)?;
    let earlier = earlier.iter().map(|row| Ok((instant(row.recorded_at), row.read()?)));
    Ok(Seen {
        others: evidence.logins.len() - named.len(),
        earlier: earlier.collect::<Result<_>>()?,
        refused,
        drafts,
        logins,
        evidence,
        window,
    })
}

/// Keep what is known of a failure, because two people now give everybody more time.
pub(super) fn record(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, row: &WindowRow) -> Result<Evidence> {
    let evidence = gather(conn, scope, row, ctx.now)?.evidence;
    let content = serde_json::to_value(&evidence).map_err(Error::internal)?;
    let content = canonical::to_bytes(&content).map_err(Error::internal)?;
    let (failure, digest): (FailureId, _) = (ctx.id(), Digest::of(&content));
    let count = |number: usize| u32::try_from(number).map_err(Error::internal);
    let event = Event::WindowFailed {
        subject: types::id("windows", &row.id)?,
        failure: failure.clone(),
        outages: count(evidence.outages.len())?,
        refused: count(evidence.refused.len())?,
        drafts: count(evidence.drafts.len())?,
        logins: count(evidence.logins.len())?,
    };
    failures::insert(
        conn,
        &FailureRow {
            id: failure.to_string(),
            region_id: row.region_id.clone(),
            window_id: row.id.clone(),
            content,
            recorded_at: stored(ctx.now),
        },
    )?;
    let place = Place::of_region(scope.region()).procedure(&types::id("windows", &row.procedure_id)?);
    ctx.record(conn, &place.manifest(digest), event)?;
    Ok(evidence)
}

#[derive(Serialize)]
struct MoreTime<'a, T> {
    /// The moments at which it tried to send in.
    tried: Vec<String>,
    draft: bool,
    /// When one of its people could not log in; empty when everybody could.
    login: String,
    #[serde(flatten)]
    about: &'a T,
}

/// Tell everybody whom the failure touched what it ran into, and that there is more time. Who does not apply in the window stays unknown to
/// the region: that mail is not among those of the region.
pub(super) fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (touched, applying): (&BTreeMap<OrgId, Touched>, &[ApplicationRow]),
    about: &impl Serialize,
) -> Result<()> {
    for (org, one) in touched {
        let content = MoreTime {
            tried: one.tried.iter().map(|at| exact_moment(*at)).collect(),
            draft: one.draft,
            login: one.login.map(moment).unwrap_or_default(),
            about,
        };
        if applying.iter().any(|application| application.org_id == org.as_str()) {
            outbox::tell(conn, ctx, "failure_extended", (scope, org), &content)?;
        } else {
            outbox::tell_in_private(conn, ctx, "failure_extended", (scope, org), &content)?;
        }
    }
    Ok(())
}
