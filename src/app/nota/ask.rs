//! Asking a question about a window, and what became of one's own; what the team does with a question before it answers.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{chosen, title_of};
use crate::app::ctx::{self, Ctx};
use crate::app::error::{Error, Result};
use crate::app::writing::only;
use crate::app::{access, apply, outbox, schemes};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{OrgId, ProcedureId, QuestionId, WindowId};
use crate::domain::nota::{self, Command, State, Subject};
use crate::domain::scheme::Scheme;
use crate::domain::text::{multi_line, single_line};
use crate::domain::words::identifiers::too_long;
use crate::domain::words::nota as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::calendar::WindowRow;
use crate::storage::questions::{self, QuestionRow};
use crate::storage::types::{self, AsText, instant, stored};
use crate::storage::{DbConn, OrgScope, RegionScope, applying, calendar, notas};

/// The most characters of a question.
const LONGEST: usize = 5_000;
/// The most characters of how a question came in.
const CAME_IN: usize = 200;

/// A question as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewQuestion {
    /// `onderwerp`
    pub subject: String,
    /// `vraag`
    pub body: String,
    /// `hoe`: how it came in, where the team writes it down.
    pub came_in: String,
}

/// A window about which one may have something to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The window.
    pub window: WindowId,
    /// Where it belongs.
    pub origin: apply::WindowOrigin,
    /// Until when questions are taken; or why not, in a sentence.
    pub asking: std::result::Result<DateTime<Utc>, String>,
}

/// A window with what a question about it can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The window.
    pub place: Place,
    /// Each subject with what people call it.
    pub subjects: Vec<(String, String)>,
}

/// A question of an aanbieder, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The question.
    pub row: QuestionRow,
    /// About which window.
    pub origin: apply::WindowOrigin,
    /// Number of the answer, where it is answered: `2.1`.
    pub number: String,
}

fn place(conn: &mut DbConn, row: &WindowRow, now: DateTime<Utc>) -> Result<Place> {
    let phases = row.phases();
    Ok(Place {
        window: types::id("windows", &row.id)?,
        origin: apply::origin(conn, row)?,
        asking: nota::may_ask(&phases, now).map(|()| phases.questions_until).map_err(|no| no.in_dutch()),
    })
}

/// The windows about which one may have something to ask, the first to close first.
///
/// # Errors
/// What the database says.
pub fn places(conn: &mut DbConn, scope: &OrgScope, now: DateTime<Utc>) -> Result<Vec<Place>> {
    let rows = calendar::public_windows(conn, now)?;
    rows.iter().filter(|row| scope.covers(&row.procedure_id)).map(|row| place(conn, row, now)).collect()
}

/// What a question can be about: the documents, the eisen in use, and something else.
#[must_use]
pub fn subjects(scheme: &Scheme) -> Vec<(String, String)> {
    let documents = scheme.documents().iter().map(|def| Subject::Document(def.code.clone()));
    let requirements = scheme.requirements().iter().map(|one| Subject::Requirement(one.code.clone()));
    let all = documents.chain(requirements).chain([Subject::Other]);
    all.filter_map(|one| Some((one.to_string(), title_of(scheme, &one)?))).collect()
}

fn window_of(conn: &mut DbConn, scope: &OrgScope, id: &WindowId, now: DateTime<Utc>) -> Result<WindowRow> {
    let row = applying::published_window(conn, id, now)?;
    if scope.covers(&row.procedure_id) { Ok(row) } else { Err(Error::NotFound) }
}

/// One window, to ask something about.
///
/// # Errors
/// [`Error::NotFound`] for one that is not public, or not within what a gemachtigde was asked to do.
pub fn page(conn: &mut DbConn, scope: &OrgScope, id: &WindowId, now: DateTime<Utc>) -> Result<Asking> {
    let row = window_of(conn, scope, id, now)?;
    let region = access::for_system(types::id("windows", &row.region_id)?);
    let version = schemes::of_version(conn, &region, &types::id("windows", &row.scheme_version_id)?)?;
    Ok(Asking { place: place(conn, &row, now)?, subjects: subjects(&version.scheme) })
}

/// An aanbieder asks something about a window.
///
/// # Errors
/// [`Error::NotFound`] for a window that is not public; [`Error::Refused`] outside the phase for questions; [`Error::Invalid`].
pub fn ask(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    window: &WindowId,
    new: &NewQuestion,
) -> Result<QuestionId> {
    let row = window_of(conn, scope, window, ctx.now)?;
    nota::may_ask(&row.phases(), ctx.now).map_err(|no| Error::refused(no.in_dutch()))?;
    let region = access::for_system(types::id("windows", &row.region_id)?);
    keep(conn, ctx, &region, &row, (Some(scope.org()), String::new()), new)
}

/// The team writes down a question that came in by mail, by telephone or in a message.
///
/// # Errors
/// [`Error::NotFound`] for another region's window; [`Error::Refused`] once it is closed; [`Error::Invalid`].
pub fn add(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowId,
    new: &NewQuestion,
) -> Result<QuestionId> {
    let row = calendar::window(conn, scope, window)?;
    if ctx.now >= row.phases().closes {
        return Err(Error::refused(words::TOO_LATE_TO_ADD));
    }
    let came_in = single_line(&new.came_in, CAME_IN).map_err(|long| Error::field("hoe", too_long(long)))?;
    if came_in.is_empty() {
        return Err(Error::field("hoe", words::CAME_IN_MISSING));
    }
    keep(conn, ctx, scope, &row, (None, came_in), new)
}

fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowRow,
    (org, came_in): (Option<&OrgId>, String),
    new: &NewQuestion,
) -> Result<QuestionId> {
    let by = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let version = schemes::of_version(conn, scope, &types::id("windows", &window.scheme_version_id)?)?;
    let (subject, subject_title) = chosen(&version.scheme, &new.subject)?;
    let body = multi_line(&new.body, LONGEST).map_err(|_| Error::field("vraag", words::QUESTION_LONG))?;
    if body.is_empty() {
        return Err(Error::field("vraag", words::QUESTION_MISSING));
    }
    let id: QuestionId = ctx.id();
    let row = QuestionRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: window.procedure_id.clone(),
        window_id: window.id.clone(),
        org_id: org.map(ToString::to_string),
        asked_by: by.to_string(),
        came_in,
        subject: subject.to_string(),
        subject_title,
        body,
        asked_at: stored(ctx.now),
        state: AsText(State::Asked),
        item_id: None,
        reason: String::new(),
        settled_at: None,
        version: 1,
    };
    questions::insert(conn, &row)?;
    let event = Event::QuestionAsked {
        subject: id.clone(),
        window: types::id("windows", &window.id)?,
        organisation: org.cloned(),
        about: Token::parse(&row.subject).map_err(Error::internal)?,
    };
    ctx.record(conn, &log_place(&row)?, event)?;
    Ok(id)
}

/// Where in the log what happens to a question belongs.
pub(super) fn log_place(row: &QuestionRow) -> Result<ctx::Place> {
    let procedure: ProcedureId = types::id("nota_questions", &row.procedure_id)?;
    let place = ctx::Place::of_region(&types::id("nota_questions", &row.region_id)?).procedure(&procedure);
    Ok(match &row.org_id {
        Some(org) => place.about(&types::id("nota_questions", org)?),
        None => place,
    })
}

/// Take one step in the life of a question, with its leaf.
///
/// # Errors
/// [`Error::Refused`] when its life does not allow it; [`Error::Stale`].
pub(super) fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: &QuestionRow,
    command: Command,
    event: Option<Event>,
) -> Result<()> {
    let life = questions::life(row)?.apply(command).map_err(|no| Error::refused(no.in_dutch()))?;
    let over = !matches!(life.state(), State::Asked | State::Grouped);
    if !questions::step(conn, row, &life, over.then(|| stored(ctx.now)))? {
        return Err(Error::Stale);
    }
    match event {
        Some(event) => Ok(ctx.record(conn, &log_place(row)?, event)?),
        None => Ok(()),
    }
}

/// Who asked takes the question back.
///
/// # Errors
/// [`Error::NotFound`] for another's; [`Error::Refused`] once the team works at it.
pub fn withdraw(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &QuestionId) -> Result<()> {
    let row = questions::own(conn, scope, id)?;
    let event = Event::QuestionWithdrawn { subject: id.clone() };
    step(conn, ctx, &row, Command::Withdraw, Some(event))
}

#[derive(Serialize)]
struct Declined<'a> {
    window: &'a str,
    link: String,
}

/// A question gets no answer in a nota: who asked is told by mail that there is a reason to read.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] without a reason; [`Error::Refused`] once it is taken into an answer.
pub fn decline(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &QuestionId,
    reason: &str,
    portal: &PublicUrl,
) -> Result<WindowId> {
    let row = questions::find(conn, scope, id)?;
    let reason = only("reden", reason, words::REASON_MISSING)?;
    let event = Event::QuestionDeclined { subject: id.clone() };
    step(conn, ctx, &row, Command::Decline { reason }, Some(event))?;
    let window: WindowId = types::id("nota_questions", &row.window_id)?;
    if let Some(org) = &row.org_id {
        let about = calendar::window(conn, scope, &window)?;
        let told = Declined { window: &about.title, link: format!("{}/aanbieder/vragen", portal.as_str()) };
        let org: OrgId = types::id("nota_questions", org)?;
        outbox::tell_in_private(conn, ctx, "question_declined", (scope, &org), &told)?;
    }
    Ok(window)
}

/// The questions of an aanbieder, the last first.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Own>> {
    let rows = questions::of_org(conn, scope)?;
    rows.into_iter()
        .map(|row| {
            let region = access::for_system(types::id("nota_questions", &row.region_id)?);
            let window = calendar::window(conn, &region, &types::id("nota_questions", &row.window_id)?)?;
            let number = match (row.state.0, &row.item_id) {
                (State::Answered, Some(item)) => {
                    let item = notas::item(conn, &region, &types::id("nota_questions", item)?)?;
                    let nota = notas::find(conn, &region, &types::id("nota_items", &item.nota_id)?)?;
                    words::number(nota.seq.unwrap_or_default(), item.seq)
                }
                _ => String::new(),
            };
            Ok(Own { origin: apply::origin(conn, &window)?, row, number })
        })
        .collect()
}

impl Own {
    /// When it was asked.
    #[must_use]
    pub fn asked_at(&self) -> DateTime<Utc> {
        instant(self.row.asked_at)
    }
}
