//! Yesterday afternoon the portal was away for nine minutes, and an aanbieder of each region wanted to send in just then: it can prove it, and
//! the region sees it with its window.
//! May import: app, domain, storage.

use chrono::{DateTime, TimeDelta, Utc};

use super::DemoError;
use super::days::DemoDays;
use super::region::Region;
use super::teller::Teller;
use crate::app::attempts::{self, Attempt};
use crate::app::{self, Ctx, DbConn, access};
use crate::domain::access::ProviderRole;
use crate::domain::digest::Digest;
use crate::domain::failure::Cause;
use crate::domain::ids::{OrgId, SessionId, SpellId, WindowId};
use crate::storage::sessions::{self, SessionRow};
use crate::storage::types::{self, stored};
use crate::storage::views::drafts;
use crate::storage::{applying, calendar, memberships, spells};

/// When it went away, in minutes after the nine o'clock of yesterday.
const GONE: i64 = 461;
/// For how long, in minutes.
const AWAY: i64 = 9;
/// How long a session of the story lasts, in minutes.
const SESSION: i64 = 30;

/// Let it have happened.
///
/// # Errors
/// What the use cases refuse.
pub fn happen(
    teller: &mut Teller<'_>,
    regions: &[Region],
    days: &DemoDays,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    let (founded, gone) = (days.founded()?, days.ago(1)? + TimeDelta::minutes(GONE));
    let back = gone + TimeDelta::minutes(AWAY);
    teller.skip_to(back);
    teller.system(|conn, ctx| {
        for (from, until) in [(founded, gone), (back, now)] {
            let id: SpellId = ctx.id();
            spells::begin(conn, &id, from)?;
            spells::go_on(conn, &id, until)?;
        }
        Ok(())
    })?;
    for region in regions {
        teller.system(|conn, ctx| tried(conn, ctx, region, gone + TimeDelta::seconds(185)))?;
    }
    Ok(())
}

/// Whoever has the first draft of a region tried to send it in.
fn tried(conn: &mut DbConn, ctx: &Ctx, region: &Region, at: DateTime<Utc>) -> app::Result<()> {
    for row in calendar::current_windows(conn, &region.scope, ctx.now)? {
        let window: WindowId = types::id("windows", &row.id)?;
        let Some(draft) = drafts::of_window(conn, &region.scope, &window)?.into_iter().next() else {
            continue;
        };
        let org: OrgId = types::id("applications", &draft.org_id)?;
        let scope = access::for_system_org(org);
        let people = memberships::running(conn, &scope)?;
        let signatory = people.iter().find(|(member, ..)| member.role.0 == ProviderRole::Tekenbevoegde);
        let (Some(application), Some((member, ..))) = (applying::running(conn, &scope, &window)?, signatory)
        else {
            continue;
        };
        let session: SessionId = ctx.id();
        let login = SessionRow {
            id: session.to_string(),
            user_id: member.user_id.clone(),
            acting: "organisation".to_owned(),
            acting_id: Some(draft.org_id),
            created_at: stored(at),
            last_seen_at: stored(at),
            expires_at: stored(at + TimeDelta::minutes(SESSION)),
            ended_at: None,
            proof: "password".to_owned(),
        };
        sessions::insert(conn, &login)?;
        let (id, sent) = (ctx.id(), Digest::of(at.to_rfc3339().as_bytes()));
        let attempt = Attempt { id, session, application, received_at: at, cause: Cause::OutOfOrder, sent };
        attempts::keep(conn, ctx, &attempt)?;
    }
    Ok(())
}
