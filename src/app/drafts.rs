//! Drafts that were not sent in: who has one is reminded before the window closes, and the team sees whose they are.
//! May import: app, auth, domain, storage.

use chrono::{DateTime, Days, Utc};
use serde::Serialize;

use super::access;
use super::ctx::{Ctx, Place};
use super::error::Result;
use super::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{ApplicationId, OrgId, WindowId};
use crate::domain::reminder::{REMINDERS, reminder_is_due};
use crate::domain::terms::local_day;
use crate::domain::words::dates::moment;
use crate::storage::reminders::{self, Of};
use crate::storage::types::{self, instant};
use crate::storage::views::drafts;
pub use crate::storage::views::drafts::DraftLine;
use crate::storage::{DbConn, RegionScope, calendar};

#[derive(Serialize)]
struct About {
    title: String,
    closes: String,
    link: String,
}

/// Remind whoever should hear today of a draft in a window of the region that soon closes; how many. What counts is the close as it is
/// now. Doing it twice reminds nobody twice.
///
/// # Errors
/// What the database says.
pub fn remind(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, portal: &PublicUrl) -> Result<usize> {
    let today = local_day(ctx.now);
    // A day more than the first reminder is ahead: the window closes at some hour of its last day.
    let ahead = REMINDERS.iter().max().copied().unwrap_or_default() + 1;
    let until = ctx.now.checked_add_days(Days::new(ahead)).unwrap_or(ctx.now);
    let mut reminded = 0;
    for (draft, window) in drafts::closing_before(conn, scope, ctx.now, until)? {
        let id: ApplicationId = types::id("applications", &draft.id)?;
        let org: OrgId = types::id("applications", &draft.org_id)?;
        let own = access::for_system_org(org.clone());
        let begun = local_day(instant(draft.created_at));
        let heard = reminders::last(conn, &own, Of::Draft(&id))?.map_or(begun, |last| last.max(begun));
        let phases = window.phases();
        if !reminder_is_due(&REMINDERS, *phases.submission_days().end(), heard, today) {
            continue;
        }
        reminders::keep(conn, &own, Of::Draft(&id), today)?;
        let place = Place::of_region(scope.region())
            .procedure(&types::id("windows", &window.procedure_id)?)
            .about(&org);
        let event = Event::ApplicationReminded { subject: id.clone(), closes: phases.closes };
        ctx.record(conn, &place, event)?;
        let about = About {
            title: window.title,
            closes: moment(phases.closes),
            link: format!("{}/aanbieder/aanmeldingen/{id}", portal.as_str()),
        };
        outbox::tell(conn, ctx, "draft_reminder", (scope, &org), &about)?;
        reminded += 1;
    }
    Ok(reminded)
}

/// The drafts in a window of the region.
#[derive(Debug, Clone)]
pub struct Drafts {
    /// The window.
    pub title: String,
    /// When it closes or closed.
    pub closes: DateTime<Utc>,
    /// By the name of the aanbieder.
    pub lines: Vec<DraftLine>,
}

/// Whose drafts there are in a window of the region, whatever stands in them.
///
/// # Errors
/// [`super::error::Error::NotFound`] for another region's window.
pub fn of_window(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> Result<Drafts> {
    let row = calendar::window(conn, scope, window)?;
    let lines = drafts::of_window(conn, scope, window)?;
    Ok(Drafts { closes: row.phases().closes, title: row.title, lines })
}
