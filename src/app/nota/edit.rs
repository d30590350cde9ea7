//! Writing an answer: what it is about, the question that everybody may read, the answer, and which questions it answers.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use super::ask::step;
use super::chosen;
use super::group::{actor, place};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::schemes;
use crate::domain::audit::Event;
use crate::domain::ids::{Id, NotaItemId, QuestionId, WindowId};
use crate::domain::motivation::MOST;
use crate::domain::nota::{Command, State};
use crate::domain::text::multi_line;
use crate::domain::words::nota as words;
use crate::storage::notas::{self, ItemRow, NotaRow};
use crate::storage::questions::{self, QuestionRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, calendar};

/// An answer as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// `onderwerp`
    pub subject: String,
    /// `vraag`: without who asked.
    pub question: String,
    /// `antwoord`
    pub answer: String,
    /// `verbetert`: the earlier answer that it corrects; may be empty.
    pub corrects: String,
    /// `vragen`: the questions that it answers.
    pub questions: Vec<QuestionId>,
}

/// An answer of a nota that is still being worked at.
fn open(conn: &mut DbConn, scope: &RegionScope, id: &NotaItemId) -> Result<(ItemRow, NotaRow)> {
    let item = notas::item(conn, scope, id)?;
    let nota = notas::find(conn, scope, &types::id("nota_items", &item.nota_id)?)?;
    if nota.state == "draft" { Ok((item, nota)) } else { Err(Error::NotFound) }
}

/// Keep an answer as it was typed by somebody who saw version `seen`. It may be half done.
///
/// # Errors
/// [`Error::NotFound`] for one that is published, and for a question about another window; [`Error::Invalid`]; [`Error::Stale`].
pub fn save(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &NotaItemId,
    seen: i64,
    filled: &Filled,
) -> Result<WindowId> {
    let (item, nota) = open(conn, scope, id)?;
    let window: WindowId = types::id("notas", &nota.window_id)?;
    let about = calendar::window(conn, scope, &window)?;
    let version = schemes::of_version(conn, scope, &types::id("windows", &about.scheme_version_id)?)?;
    let (subject, subject_title) = chosen(&version.scheme, &filled.subject)?;
    let text =
        |field: &str, typed: &str| multi_line(typed, MOST).map_err(|_| Error::field(field, words::TEXT_LONG));
    let changed = ItemRow {
        subject: subject.to_string(),
        subject_title,
        question: text("vraag", &filled.question)?,
        answer: text("antwoord", &filled.answer)?,
        corrects: corrected(conn, scope, &window, &filled.corrects)?,
        changed_by: actor(ctx)?.to_string(),
        changed_at: stored(ctx.now),
        ..item
    };
    if !notas::save_item(conn, scope, &changed, seen)? {
        return Err(Error::Stale);
    }
    regroup(conn, ctx, scope, &window, id, &filled.questions)?;
    let event = Event::NotaItemSaved {
        subject: id.clone(),
        nota: types::id("notas", &nota.id)?,
        questions: filled.questions.clone(),
    };
    ctx.record(conn, &place(scope, &nota.procedure_id)?, event)?;
    Ok(window)
}

/// The published answer of the same window that is corrected.
fn corrected(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
    typed: &str,
) -> Result<Option<String>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let id: NotaItemId = Id::parse(typed).map_err(|_| Error::NotFound)?;
    let item = notas::item(conn, scope, &id)?;
    let nota = notas::find(conn, scope, &types::id("nota_items", &item.nota_id)?)?;
    let fits = nota.window_id == window.as_str() && nota.state == "published";
    if fits { Ok(Some(item.id)) } else { Err(Error::NotFound) }
}

/// Take these questions into the answer, and no others.
fn regroup(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowId,
    item: &NotaItemId,
    wanted: &[QuestionId],
) -> Result<()> {
    let wanted: BTreeSet<&str> = wanted.iter().map(|id| id.as_str()).collect();
    let all = questions::of_window(conn, scope, window)?;
    if wanted.iter().any(|id| !all.iter().any(|row| row.id == *id)) {
        return Err(Error::NotFound);
    }
    let mine = |row: &QuestionRow| row.item_id.as_deref() == Some(item.as_str());
    for row in &all {
        match (wanted.contains(row.id.as_str()), mine(row)) {
            (true, false) => step(conn, ctx, row, Command::Group { item: item.clone() }, None)?,
            (false, true) if row.state.0 == State::Grouped => {
                step(conn, ctx, row, Command::Ungroup, None)?;
            }
            (true, true) | (false, _) => {}
        }
    }
    Ok(())
}

/// Throw an answer away that nobody has read. Its questions wait again.
///
/// # Errors
/// [`Error::NotFound`] for one that is published.
pub fn remove(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &NotaItemId) -> Result<WindowId> {
    let (item, nota) = open(conn, scope, id)?;
    let window: WindowId = types::id("notas", &nota.window_id)?;
    regroup(conn, ctx, scope, &window, id, &[])?;
    notas::remove_item(conn, scope, &item)?;
    let event = Event::NotaItemRemoved { subject: id.clone(), nota: types::id("notas", &nota.id)? };
    ctx.record(conn, &place(scope, &nota.procedure_id)?, event)?;
    Ok(window)
}
