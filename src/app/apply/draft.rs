//! Beginning an application.
//! May import: app, domain, storage.

use super::answers::{self, known};
use super::last_time;
use super::opened::{Opened, changer, open, window_of};
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::application::State;
use crate::domain::audit::Event;
use crate::domain::ids::{ApplicationId, WindowId};
use crate::domain::terms::local_day;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::applications::{self, ApplicationRow, NO_TERM};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, RegionScope, applying, organisations, regions};

/// Begin an application in an open window, with the answers that are known already; who sent something in in this procedure before begins
/// with what still holds of it. Where one is running, that is the answer.
///
/// # Errors
/// [`Error::NotFound`] for a window that is not published; [`Error::Refused`] before it opens and after it closes.
pub fn start(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, window: &WindowId) -> Result<ApplicationId> {
    let by = changer(ctx)?;
    let row = applying::published_window(conn, window, ctx.now)?;
    if !scope.covers(&row.procedure_id) {
        return Err(Error::NotFound);
    }
    if let Some(running) = applying::running(conn, scope, window)? {
        return Ok(running);
    }
    window_of(&row)?.accepts(ctx.now).map_err(|no| Error::refused(no.in_dutch()))?;
    let region = access::for_system(types::id("windows", &row.region_id)?);
    let org = organisations::find(conn, scope)?;
    let id: ApplicationId = ctx.id();
    let number = number(conn, ctx, &region)?;
    applications::insert(
        conn,
        &ApplicationRow {
            id: id.to_string(),
            region_id: row.region_id.clone(),
            procedure_id: row.procedure_id.clone(),
            window_id: row.id.clone(),
            scheme_version_id: row.scheme_version_id.clone(),
            org_id: scope.key().to_owned(),
            org_name: org.name,
            org_name_key: org.name_key,
            number,
            state: AsText(State::Draft),
            received_at: None,
            decision_due_on: None,
            due_key: NO_TERM.to_owned(),
            assessor_id: None,
            taken_up_by: None,
            taken_up_at: None,
            state_by: by.to_string(),
            state_at: stored(ctx.now),
            version: 1,
            created_at: stored(ctx.now),
            created_by: by.to_string(),
            updated_at: stored(ctx.now),
        },
    )?;
    let opened = open(conn, scope, &id)?;
    match last_time::before(conn, scope, &opened)? {
        Some(last) => last_time::carry_over(conn, ctx, scope, (&opened, &last), &by)?,
        None => take_over(conn, ctx, scope, &opened)?,
    }
    let event = Event::ApplicationStarted {
        subject: id.clone(),
        organisation: scope.org().clone(),
        window: window.clone(),
        scheme: types::id("windows", &row.scheme_version_id)?,
    };
    ctx.record(conn, &opened.place(scope.org()), event)?;
    Ok(id)
}

/// `ZWD-2026-00012`: the region, the year in the Netherlands, and the next number of the region.
fn number(conn: &mut DbConn, ctx: &Ctx, region: &RegionScope) -> Result<String> {
    let code = regions::find(conn, region)?.code.to_uppercase();
    let next = regions::next_number(conn, region)?;
    Ok(format!("{code}-{}-{next:05}", local_day(ctx.now).format("%Y")))
}

/// Take over what the ledger knows and may be used again: "klopt dit nog?"
pub(super) fn take_over(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, opened: &Opened) -> Result<()> {
    let by = changer(ctx)?;
    for (def, saved) in known(conn, scope, &opened.scheme)? {
        answers::keep(conn, ctx, opened, def, Some(&saved), &by)?;
    }
    Ok(())
}
