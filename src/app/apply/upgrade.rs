//! Taking over the version of the regeling that the window uses by now: what differs is shown first, the answers stay.
//! May import: app, domain, storage.

use std::sync::Arc;

use super::answers::{Saved, answers_of};
use super::members;
use super::opened::{Opened, open};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::{Letter, Sender, keep_message, tell_applicant};
use crate::app::{access, schemes};
use crate::auth::origin::PublicUrl;
use crate::domain::application::State;
use crate::domain::audit::Event;
use crate::domain::ids::{ApplicationId, SchemeVersionId, WindowId};
use crate::domain::scheme::{Difference, Scheme, difference};
use crate::domain::words::apply as words;
use crate::storage::{DbConn, OrgScope, RegionScope, applying, calendar, types};

/// What taking over a new version means for an application.
#[derive(Debug)]
pub struct Upgrade {
    /// The application, under the version it is filled in under.
    pub opened: Opened,
    /// The version that its window uses by now.
    pub to: Arc<Scheme>,
    /// What differs.
    pub difference: Difference,
    /// How many answers stay as they are.
    pub kept: usize,
    /// Questions whose answer does not fit any more.
    pub again: Vec<String>,
}

/// What differs, before anything is taken over.
///
/// # Errors
/// [`crate::app::Error::NotFound`] when it is not this organisation's.
pub fn upgrade_view(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> Result<Upgrade> {
    let opened = open(conn, scope, id)?;
    let version = types::id("windows", &opened.window_row.scheme_version_id)?;
    let to = schemes::of_version(conn, &opened.region, &version)?.scheme;
    let (mut kept, mut again) = (0_usize, Vec::new());
    for (code, saved) in answers_of(conn, &opened)? {
        match (to.fact(&code), &saved) {
            (Some(def), Saved::Value { value, .. }) if !def.kind.admits(value) => {
                again.push(def.question.clone())
            }
            (Some(_), _) => kept = kept.saturating_add(1),
            (None, _) => {}
        }
    }
    Ok(Upgrade { difference: difference(&opened.scheme, &to), opened, to, kept, again })
}

/// Take over the version of the regeling that the window uses by now. The answers stay.
///
/// # Errors
/// [`crate::app::Error::Stale`] and [`crate::app::Error::Refused`] as for every change.
pub fn upgrade(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ApplicationId, seen: i64) -> Result<()> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, id, seen)?;
    if !opened.is_outdated() {
        return Ok(());
    }
    let from: SchemeVersionId = types::id("applications", &opened.row.scheme_version_id)?;
    let to: SchemeVersionId = types::id("windows", &opened.window_row.scheme_version_id)?;
    applying::set_scheme(conn, id, &to)?;
    // What they signed was an answer to other questions.
    members::ask_again(conn, ctx, &opened, &by, |_| true)?;
    let event = Event::ApplicationUpgraded { subject: id.clone(), from, to };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// Tell who sent something in under an earlier version that the window uses another one now, and that it may be replaced.
/// How many were told. For the use case that gives a window its new version.
///
/// # Errors
/// What the database says.
pub fn tell_of_version(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    window: &WindowId,
) -> Result<usize> {
    let row = calendar::window(conn, scope, window)?;
    let mut told = 0_usize;
    for application in applying::sent_under_other(conn, scope, window, &row.scheme_version_id)? {
        let id: ApplicationId = types::id("applications", &application.id)?;
        let org = access::for_system_org(types::id("applications", &application.org_id)?);
        let opened = open(conn, &org, &id)?;
        if opened.life.state() == State::Withdrawn || opened.may_change(ctx.now).is_err() {
            continue;
        }
        let text = words::new_version(&application.number, &row.title);
        keep_message(conn, ctx, (&application, org.org()), Sender::Team, &text)?;
        let path = format!("/aanbieder/aanmeldingen/{id}/versie");
        let letter =
            Letter { kind: "version_changed", portal, path: &path, due: Some(row.closes_at.and_utc()) };
        tell_applicant(conn, ctx, scope, &application, &letter)?;
        told = told.saturating_add(1);
    }
    Ok(told)
}
