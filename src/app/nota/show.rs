//! What the team sees of the questions about its windows: who asked, while that is needed, and what a text may still give away.
//! May import: app, domain, storage.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::ask::subjects;
use crate::app::error::{Error, Result};
use crate::app::public::Window;
use crate::app::{access, amend, policy, schemes};
use crate::domain::amendment;
use crate::domain::digest::Digest;
use crate::domain::ids::{NotaItemId, OrgId, ProcedureId, WindowId};
use crate::domain::nota::{self, Found, Identity, LateAnswers, State};
use crate::domain::words::nota as words;
use crate::storage::notas::{self, ItemRow, NotaRow};
use crate::storage::organisations::OrganisationRow;
use crate::storage::questions::{self, QuestionRow};
use crate::storage::types::instant;
use crate::storage::views::amendments::AmendmentLine;
use crate::storage::{DbConn, RegionScope, calendar, organisations, regions, types};

/// A question that waits, with who asked it: that is needed to answer it, and no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub row: QuestionRow,
    /// The aanbieder that asked; empty where the team wrote it down.
    pub by: String,
}

/// An answer that is being written, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The answer.
    pub row: ItemRow,
    /// The questions that it answers.
    pub questions: Vec<Asked>,
    /// What may tell everybody who asked.
    pub found: Vec<Found>,
}

/// A window in the overview of the team.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The window.
    pub window: Window,
    /// The procedure.
    pub procedure: String,
    /// Questions whose answer is not published yet.
    pub waiting: usize,
    /// Notas that were published.
    pub published: i64,
    /// Whether those answers are late.
    pub late: Option<LateAnswers>,
}

/// Everything about the questions of one window.
#[derive(Debug, Clone)]
pub struct Work {
    /// The window.
    pub window: Window,
    /// The nota that is being worked at.
    pub draft: Option<NotaRow>,
    /// Its answers.
    pub items: Vec<Item>,
    /// What stands in it now, in one word: who publishes, publishes this.
    pub mark: String,
    /// Questions that nobody works at.
    pub waiting: Vec<Asked>,
    /// Questions that get no answer in a nota.
    pub declined: usize,
    /// The notas that were published.
    pub published: Vec<NotaRow>,
    /// Whether the answers are late, where questions wait.
    pub late: Option<LateAnswers>,
    /// The wijzigingen that wait for a colleague.
    pub amendments: Vec<AmendmentLine>,
    /// What a question can be about.
    pub subjects: Vec<(String, String)>,
    /// The answers that were published, to correct one.
    pub answers: Vec<(String, String)>,
}

/// Every window of a region about which something was asked or may be, the last to close first.
///
/// # Errors
/// What the database says.
pub fn overview(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> Result<Vec<Overview>> {
    let (waiting, counts) = (questions::waiting(conn, scope)?, notas::counts(conn, scope)?);
    let mut found = Vec::new();
    for procedure in regions::procedures_of(conn, scope)? {
        let id: ProcedureId = types::id("procedures", &procedure.id)?;
        for window in policy::windows(conn, scope, &id, now)? {
            let of = |(id, _): &&(String, NaiveDateTime)| *id == window.id.as_str();
            let waits: Vec<_> = waiting.iter().filter(of).map(|(_, at)| instant(*at)).collect();
            let published = counts.iter().find(|(id, _)| *id == window.id.as_str()).map_or(0, |(_, n)| *n);
            if waits.is_empty() && published == 0 && window.phases.closes <= now {
                continue;
            }
            found.push(Overview {
                late: late(&window, &waits, now),
                waiting: waits.len(),
                published,
                procedure: procedure.title.clone(),
                window,
            });
        }
    }
    Ok(found)
}

/// Whether answers are late to what was asked at these moments. Who asks after the answers were due waits for nobody's promise.
fn late(window: &Window, asked: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<LateAnswers> {
    let promised = asked.iter().any(|at| *at < window.phases.answers_by);
    nota::late(&window.phases, now).filter(|_| promised)
}

/// Who asked, as the team sees it while the answer is not out.
fn asked(conn: &mut DbConn, row: QuestionRow) -> Result<Asked> {
    let by = organisation(conn, &row)?.map_or_else(String::new, |org| org.name);
    Ok(Asked { row, by })
}

fn organisation(conn: &mut DbConn, row: &QuestionRow) -> Result<Option<OrganisationRow>> {
    let Some(org) = &row.org_id else { return Ok(None) };
    let org: OrgId = types::id("nota_questions", org)?;
    Ok(Some(organisations::find(conn, &access::for_system_org(org))?))
}

fn identity(org: OrganisationRow) -> Identity {
    Identity { name: org.name, kvk: org.kvk, email: org.email, phone: org.phone, website: org.website }
}

/// The answers of a nota that is being worked at.
///
/// # Errors
/// What the database says.
pub(super) fn items(conn: &mut DbConn, scope: &RegionScope, nota: &NotaRow) -> Result<Vec<Item>> {
    let window: WindowId = types::id("notas", &nota.window_id)?;
    let all = questions::of_window(conn, scope, &window)?;
    let grouped: Vec<QuestionRow> = all.into_iter().filter(|row| row.state.0 == State::Grouped).collect();
    // Whoever asked anything about this window must not stand in any answer.
    let askers: Vec<Identity> = grouped
        .iter()
        .map(|row| organisation(conn, row))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .map(identity)
        .collect();
    let rows = notas::items(conn, scope, &nota.id)?;
    rows.into_iter()
        .map(|row| {
            let own = grouped.iter().filter(|one| one.item_id.as_deref() == Some(&row.id));
            let questions = own.cloned().map(|one| asked(conn, one)).collect::<Result<_>>()?;
            let text = format!("{}\n{}", row.question, row.answer);
            Ok(Item { found: nota::found(&text, &askers), questions, row })
        })
        .collect()
}

/// What stands in a nota, in one word.
pub(super) fn mark(nota: &NotaRow, items: &[Item]) -> String {
    let mut text = format!("{}/{}", nota.id, nota.version);
    for item in items {
        text += &format!(" {}/{}/{}", item.row.id, item.row.version, item.questions.len());
    }
    Digest::of(text.as_bytes()).hex()
}

/// Everything about the questions of one window.
///
/// # Errors
/// [`Error::NotFound`] for another region's.
pub fn work(conn: &mut DbConn, scope: &RegionScope, id: &WindowId, now: DateTime<Utc>) -> Result<Work> {
    let window = policy::window(conn, scope, id, now)?;
    let row = calendar::window(conn, scope, id)?;
    let version = schemes::of_version(conn, scope, &types::id("windows", &row.scheme_version_id)?)?;
    let draft = notas::draft(conn, scope, id)?;
    let items = match &draft {
        Some(draft) => items(conn, scope, draft)?,
        None => Vec::new(),
    };
    let (mut waiting, mut declined) = (Vec::new(), 0_usize);
    for question in questions::of_window(conn, scope, id)? {
        match question.state.0 {
            State::Asked => waiting.push(asked(conn, question)?),
            State::Declined => declined = declined.saturating_add(1),
            State::Grouped | State::Answered | State::Withdrawn => {}
        }
    }
    let procedure: ProcedureId = types::id("windows", &row.procedure_id)?;
    let mut amendments = amend::open(conn, scope, &procedure)?;
    amendments.retain(|one| one.state.0 == amendment::State::Proposed);
    let published = notas::published(conn, scope, id)?;
    let grouped = items.iter().flat_map(|one| &one.questions);
    let asked: Vec<_> = waiting.iter().chain(grouped).map(|one| instant(one.row.asked_at)).collect();
    Ok(Work {
        mark: draft.as_ref().map(|draft| mark(draft, &items)).unwrap_or_default(),
        late: late(&window, &asked, now),
        answers: answers(conn, scope, &published)?,
        subjects: subjects(&version.scheme),
        window,
        draft,
        items,
        waiting,
        declined,
        published,
        amendments,
    })
}

/// The answers that were published, to correct one: identifier and what people call it.
fn answers(conn: &mut DbConn, scope: &RegionScope, published: &[NotaRow]) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for nota in published {
        for item in notas::items(conn, scope, &nota.id)? {
            let number = words::number(nota.seq.unwrap_or_default(), item.seq);
            all.push((item.id, format!("{number} {}", item.subject_title)));
        }
    }
    Ok(all)
}

/// One answer that is being written, with everything about its window.
///
/// # Errors
/// [`Error::NotFound`] for another region's, and for one that is published.
pub fn item(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &NotaItemId,
    now: DateTime<Utc>,
) -> Result<(Item, Work)> {
    let row = notas::item(conn, scope, id)?;
    let nota = notas::find(conn, scope, &types::id("nota_items", &row.nota_id)?)?;
    let work = work(conn, scope, &types::id("notas", &nota.window_id)?, now)?;
    let found = work.items.iter().find(|one| one.row.id == id.as_str()).cloned();
    Ok((found.ok_or(Error::NotFound)?, work))
}
