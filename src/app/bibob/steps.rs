//! What an officer does: ask for the form, look into it, ask for advice, conclude, stop, and write it down.
//! May import: app, auth, domain, storage.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Case, admit, laid, refused};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::national::{self, TermOf};
use crate::app::review::Opened;
use crate::app::{due, outbox};
use crate::auth::origin::PublicUrl;
use crate::domain::application::State as Stage;
use crate::domain::audit::{Event, Token};
use crate::domain::bibob::{self, Asked, Command, Conclusion, Laid, Refusal, StopReason};
use crate::domain::class::Class;
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, BibobId, BibobNoteId, UserId};
use crate::domain::motivation::{Motivation, NoMotivation};
use crate::domain::terms::local_day;
use crate::domain::words::bibob as words;
use crate::domain::words::review as common;
use crate::storage::bibob::{self as dossiers, BibobRow, NoteRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// A step as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// `research`, `ask_advice`, `extend`, `conclude` or `stop`.
    pub step: String,
    /// What is concluded, or why it stops.
    pub choice: String,
    /// In words, for officers only.
    pub text: String,
    /// The version of the dossier that the person saw.
    pub seen: i64,
}

/// What a mail tells: where to read it, and nothing of what it is about.
#[derive(Serialize)]
struct Told {
    number: String,
    link: String,
}

/// Begin a dossier: the aanbieder is asked for its form.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer and where the regeling knows no Bibob; [`Error::Invalid`] without a reason; [`Error::Refused`]
/// outside the assessment, while one runs, and for who is tied to the aanbieder.
pub fn ask(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    application: &ApplicationId,
    reason: &str,
) -> Result<BibobId> {
    let by = admit(conn, ctx, scope)?;
    let opened = Opened::load(conn, ctx, scope, application)?;
    laid(&opened.scheme)?;
    opened.free(conn, scope, &by)?;
    if !matches!(opened.row.state.0, Stage::InAssessment | Stage::ClarificationAsked | Stage::Assessed) {
        return Err(refused(Refusal::NotNow));
    }
    if dossiers::of_application(conn, scope, application)?.iter().any(|one| one.state.0.runs()) {
        return Err(refused(Refusal::RunsAlready));
    }
    let reason = written("reden", reason, words::SAY_REASON)?;
    let id: BibobId = ctx.id();
    let row = BibobRow::new(&id, scope, application, &Asked { by: by.clone(), at: ctx.now });
    dossiers::insert(conn, &row)?;
    keep_note(conn, ctx, &row, (&by, "reason", &reason))?;
    let event = Event::BibobAsked { subject: id.clone(), application: application.clone() };
    ctx.record(conn, &opened.place(scope)?, event)?;
    tell(conn, ctx, (scope, portal), &opened)?;
    Ok(id)
}

/// Take a step.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer; [`Error::Invalid`] with every mistake; [`Error::Refused`] in the words of the rule;
/// [`Error::Stale`].
pub fn take(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    id: &BibobId,
    step: &Step,
) -> Result<()> {
    let mut case = Case::load(conn, ctx, scope, id)?;
    let command = command(conn, ctx, scope, &case, step)?;
    let name = command.name();
    let next = case.life.clone().apply(command, ctx.now).map_err(refused)?;
    let text = written("tekst", &step.text, words::SAY_STEP)?;
    case.row.version = step.seen;
    if !dossiers::step(conn, &case.row, &next)? {
        return Err(Error::Stale);
    }
    let about = match name {
        "ask_advice" => "advice",
        "extend" => "extension",
        "conclude" => "conclusion",
        name => name,
    };
    keep_note(conn, ctx, &case.row, (&case.by, about, &text))?;
    let step = Token::parse(name).map_err(Error::internal)?;
    ctx.record(conn, &place(&case, scope)?, Event::BibobStepped { subject: id.clone(), step })?;
    let before = case.life.suspension();
    if before == next.suspension() {
        return Ok(());
    }
    due::renew(conn, &case.opened.row, &case.opened.window, &case.opened.scheme)?;
    tell(conn, ctx, (scope, portal), &case.opened)
}

/// Write a note, also after the end.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer; [`Error::Invalid`] without a text.
pub fn note(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BibobId, text: &str) -> Result<()> {
    let case = Case::load(conn, ctx, scope, id)?;
    let text = written("notitie", text, words::SAY_NOTE)?;
    keep_note(conn, ctx, &case.row, (&case.by, "note", &text))?;
    Ok(ctx.record(conn, &place(&case, scope)?, Event::BibobNoted { subject: id.clone() })?)
}

/// Where in the log it belongs: not with what the aanbieder reads of itself, because it reads only that it was asked.
fn place(case: &Case, scope: &RegionScope) -> Result<crate::app::Place> {
    Ok(crate::app::Place { about: None, ..case.opened.place(scope)? })
}

fn command(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, case: &Case, step: &Step) -> Result<Command> {
    let by = case.by.clone();
    match step.step.as_str() {
        "research" => Ok(Command::Research),
        "ask_advice" => {
            Ok(Command::AskAdvice { last: last_day(conn, scope, case, (local_day(ctx.now), false))? })
        }
        "extend" => {
            let asked = case.row.advice_at.map_or(ctx.now, |at| at.and_utc());
            Ok(Command::Extend { last: last_day(conn, scope, case, (local_day(asked), true))? })
        }
        "conclude" => match Conclusion::from_code(&step.choice) {
            Some(conclusion) => Ok(Command::Conclude { conclusion, by }),
            None => Err(Error::field("conclusie", words::SAY_CONCLUSION)),
        },
        "stop" => match StopReason::from_code(&step.choice) {
            Some(why) => Ok(Command::Stop { why, by }),
            None => Err(Error::field("waarom", words::SAY_STOP)),
        },
        _ => Err(Error::field("stap", words::SAY_WHICH)),
    }
}

/// The last day on which advice can come that is asked on a day, as the regeling publishes it.
fn last_day(
    conn: &mut DbConn,
    scope: &RegionScope,
    case: &Case,
    (asked, extended): (NaiveDate, bool),
) -> Result<NaiveDate> {
    let def = laid(&case.opened.scheme)?;
    let laid = Laid { advice: national::term(def.advice)?, extension: national::term(def.extension)? };
    let calendar = national::calendar(conn, scope, TermOf::Region)?;
    let deadline = bibob::last_day(asked, &laid, extended, &calendar).map_err(Error::internal)?;
    Ok(deadline.last_day)
}

fn written(field: &str, text: &str, missing: &str) -> Result<Motivation> {
    Motivation::parse(text).map_err(|why| {
        let message = match why {
            NoMotivation::Empty => missing,
            NoMotivation::TooLong => common::TOO_LONG,
        };
        Error::Invalid(vec![FieldError::new(field, message)])
    })
}

fn keep_note(
    conn: &mut DbConn,
    ctx: &Ctx,
    dossier: &BibobRow,
    (by, about, text): (&UserId, &str, &Motivation),
) -> Result<()> {
    let id: BibobNoteId = ctx.id();
    let row = NoteRow {
        id: id.to_string(),
        region_id: dossier.region_id.clone(),
        dossier_id: dossier.id.clone(),
        about: about.to_owned(),
        text: text.as_str().to_owned(),
        class: AsText(Class::Bibob),
        written_by: by.to_string(),
        written_at: stored(ctx.now),
    };
    Ok(dossiers::note(conn, &row)?)
}

/// Tell the aanbieder that there is something to read. The mail itself says nothing of it, and stands in no outbox of the region.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    opened: &Opened,
) -> Result<()> {
    let told = Told {
        number: opened.row.number.clone(),
        link: format!("{}/aanbieder/aanmeldingen/{}/volgen", portal.as_str(), opened.id),
    };
    outbox::tell_in_private(conn, ctx, "bibob_news", (scope, &opened.org()?), &told)
}
