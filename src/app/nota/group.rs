//! Beginning an answer: to one question, to several that ask the same, or to none where the region tells something of its own accord.
//! May import: app, domain, storage.

use super::ask::step;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::ids::{NotaId, NotaItemId, QuestionId, UserId, WindowId};
use crate::domain::nota::{Command, NotReady, Subject};
use crate::domain::words::nota as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::calendar::WindowRow;
use crate::storage::notas::{self, ItemRow, NotaRow};
use crate::storage::questions::{self, QuestionRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, calendar};

/// Who does it.
pub(super) fn actor(ctx: &Ctx) -> Result<UserId> {
    ctx.actor.user.clone().ok_or(Error::Forbidden)
}

/// Where in the log what happens to the notas of a window belongs.
pub(super) fn place(scope: &RegionScope, procedure: &str) -> Result<Place> {
    Ok(Place::of_region(scope.region()).procedure(&types::id("notas", procedure)?))
}

/// The nota of a window that is being worked at; begun where there is none.
///
/// # Errors
/// [`Error::Refused`] once the window is closed.
pub(super) fn draft(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowRow,
) -> Result<NotaRow> {
    let id: WindowId = types::id("windows", &window.id)?;
    if let Some(row) = notas::draft(conn, scope, &id)? {
        return Ok(row);
    }
    let closed = window.phases().closes;
    if ctx.now >= closed {
        return Err(Error::refused(NotReady::WindowClosed { closed }.in_dutch()));
    }
    let nota: NotaId = ctx.id();
    let row = NotaRow {
        id: nota.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: window.procedure_id.clone(),
        window_id: window.id.clone(),
        state: "draft".to_owned(),
        seq: None,
        intro: String::new(),
        amendment_id: None,
        version_id: None,
        content_json: None,
        sha256: None,
        pdf_sha256: None,
        started_by: actor(ctx)?.to_string(),
        started_at: stored(ctx.now),
        published_by: None,
        confirmed_by: None,
        published_at: None,
        version: 1,
    };
    notas::insert(conn, &row)?;
    let event = Event::NotaStarted { subject: nota, window: id };
    ctx.record(conn, &place(scope, &window.procedure_id)?, event)?;
    Ok(row)
}

/// Begin an answer to these questions of a window.
///
/// # Errors
/// [`Error::NotFound`] for a question about another window; [`Error::Refused`] for one that is settled, and once the window is closed.
pub fn begin(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowId,
    asked: &[QuestionId],
) -> Result<NotaItemId> {
    let row = calendar::window(conn, scope, window)?;
    let nota = draft(conn, ctx, scope, &row)?;
    let found: Vec<QuestionRow> =
        asked.iter().map(|id| of_window(conn, scope, window, id)).collect::<Result<_>>()?;
    let last = notas::items(conn, scope, &nota.id)?.last().map_or(0, |one| one.seq);
    let texts: Vec<&str> = found.iter().map(|one| one.body.as_str()).collect();
    let id: NotaItemId = ctx.id();
    let first = found.first();
    let mut item = ItemRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        nota_id: nota.id.clone(),
        seq: last.saturating_add(1),
        subject: first.map_or_else(|| Subject::Other.to_string(), |one| one.subject.clone()),
        subject_title: first.map_or_else(|| words::OTHER.to_owned(), |one| one.subject_title.clone()),
        question: texts.join("\n\n"),
        answer: String::new(),
        search_key: String::new(),
        corrects: None,
        changed_by: actor(ctx)?.to_string(),
        changed_at: stored(ctx.now),
        version: 1,
    };
    item.search_key = item.key();
    notas::insert_item(conn, &item)?;
    for one in &found {
        step(conn, ctx, one, Command::Group { item: id.clone() }, None)?;
    }
    let event = Event::NotaItemSaved {
        subject: id.clone(),
        nota: types::id("notas", &nota.id)?,
        questions: asked.to_vec(),
    };
    ctx.record(conn, &place(scope, &nota.procedure_id)?, event)?;
    Ok(id)
}

/// A question about this window.
pub(super) fn of_window(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
    id: &QuestionId,
) -> Result<QuestionRow> {
    let row = questions::find(conn, scope, id)?;
    if row.window_id == window.as_str() { Ok(row) } else { Err(Error::NotFound) }
}
