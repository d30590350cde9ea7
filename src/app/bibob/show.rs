//! Bibob dossiers as officers read them.
//! May import: app, domain, storage.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::{Case, admit, is_known, laid};
use crate::app::ctx::{Ctx, Place};
use crate::app::due;
use crate::app::error::{Error, Result};
use crate::app::review::Opened;
use crate::domain::audit::Event;
use crate::domain::bibob::State;
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, BibobId, EvidenceId};
use crate::domain::terms::local_day;
use crate::storage::bibob::{self, BibobRow};
use crate::storage::evidence::Stored;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, bibob_officers, users};

/// A dossier in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// The number of the application.
    pub number: String,
    /// The aanbieder.
    pub name: String,
    /// Where it is.
    pub state: &'static str,
    /// When it was asked, RFC 3339.
    pub asked_at: String,
    /// The last day on which advice can come.
    pub until: Option<NaiveDate>,
}

/// A dossier.
#[derive(Debug, Clone, Serialize)]
pub struct Seen {
    /// Identifier.
    pub id: String,
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// The aanbieder.
    pub name: String,
    /// What the form is called.
    pub form: String,
    /// Where it is.
    pub state: &'static str,
    /// What was concluded, or why it stopped; empty while it runs.
    pub outcome: &'static str,
    /// When it was asked, RFC 3339.
    pub asked_at: String,
    /// When the form came, RFC 3339; empty before.
    pub form_at: String,
    /// When advice was asked, RFC 3339; empty before.
    pub advice_at: String,
    /// The last day on which it can come.
    pub advice_last: Option<NaiveDate>,
    /// When it ended, RFC 3339; empty before.
    pub ended_at: String,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
    /// Why it is that day.
    pub why: Vec<String>,
    /// Until when it is kept; nothing while it runs, or where nobody said so.
    pub keep_until: Option<NaiveDate>,
    /// Whether it still runs.
    pub runs: bool,
    /// What was handed in.
    pub files: Vec<File>,
    /// What officers wrote, the first first.
    pub notes: Vec<Note>,
    /// The steps that can be taken now.
    pub steps: Vec<&'static str>,
    /// For optimistic locking.
    pub version: i64,
}

/// A file that was handed in.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// The bewijsstuk.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// What the inspection found, or `waiting`.
    pub inspection: String,
    /// When it came, RFC 3339.
    pub at: String,
}

/// What an officer wrote.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// With which step it came, or `note`.
    pub about: String,
    /// In words.
    pub text: String,
    /// Who, by name.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// The dossiers of a region, what runs first.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer, and where no regeling knows Bibob and there never was a dossier.
pub fn list(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Vec<Line>> {
    admit(conn, ctx, scope)?;
    let all = bibob::all(conn, scope)?;
    if all.is_empty() && !is_known(conn, ctx, scope)? {
        return Err(Error::NotFound);
    }
    let line = |(row, number, name): (BibobRow, String, String)| Line {
        state: row.state.0.code(),
        asked_at: instant(row.asked_at).to_rfc3339(),
        until: row.advice_last.filter(|_| row.state.0.runs()),
        id: row.id,
        number,
        name,
    };
    let (running, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|(row, _, _)| row.state.0.runs());
    Ok(running.into_iter().chain(over).map(line).collect())
}

/// What is needed to begin one: the number of the application, the aanbieder and the form.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer, where the regeling knows no Bibob, and for another region's.
pub fn to_begin(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
) -> Result<(String, String, String)> {
    admit(conn, ctx, scope)?;
    let opened = Opened::load(conn, ctx, scope, id)?;
    let form = laid(&opened.scheme)?.form.clone();
    Ok((opened.row.number.clone(), opened.row.org_name.clone(), form))
}

/// How the reader of an application gets to its dossier: its identifier, nothing where there is none yet, and `None` for who is no officer.
///
/// # Errors
/// What the database says.
pub fn way_in(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, opened: &Opened) -> Result<Option<String>> {
    if opened.scheme.bibob().is_none() {
        return Ok(None);
    }
    match admit(conn, ctx, scope) {
        Ok(_) => {}
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    }
    let last = bibob::of_application(conn, scope, &opened.id)?.pop();
    Ok(Some(last.filter(|one| one.state.0.runs()).map(|one| one.id).unwrap_or_default()))
}

/// The look into a dossier, for the log.
///
/// # Errors
/// As [`one`].
pub fn look(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BibobId) -> Result<(Place, Event)> {
    let case = Case::load(conn, ctx, scope, id)?;
    let place = Place { about: None, ..case.opened.place(scope)? };
    Ok((place, Event::BibobOpened { subject: id.clone() }))
}

/// A dossier.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer and for another region's; [`Error::Refused`] for who is tied to the aanbieder.
pub fn one(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &BibobId) -> Result<Seen> {
    let case = Case::load(conn, ctx, scope, id)?;
    let (row, opened) = (&case.row, &case.opened);
    let notes = bibob::notes(conn, scope, &row.id)?;
    let writers: Vec<&str> = notes.iter().map(|one| one.written_by.as_str()).collect();
    let names: HashMap<String, String> = users::names(conn, &writers)?.into_iter().collect();
    let note = |one: bibob::NoteRow| Note {
        about: one.about,
        text: one.text,
        by: names.get(&one.written_by).cloned().unwrap_or_default(),
        at: instant(one.written_at).to_rfc3339(),
    };
    let moment =
        |at: Option<chrono::NaiveDateTime>| at.map(|at| instant(at).to_rfc3339()).unwrap_or_default();
    let ended = row.ended_at.map(instant);
    let concluded = row.conclusion.map(|one| one.0.code());
    let retention = bibob_officers::retention(conn, scope)?;
    Ok(Seen {
        id: row.id.clone(),
        application: row.application_id.clone(),
        number: opened.row.number.clone(),
        name: opened.row.org_name.clone(),
        form: laid(&opened.scheme).map(|one| one.form.clone()).unwrap_or_default(),
        state: row.state.0.code(),
        outcome: concluded.or(row.stop_reason.map(|one| one.0.code())).unwrap_or_default(),
        asked_at: instant(row.asked_at).to_rfc3339(),
        form_at: moment(row.form_at),
        advice_at: moment(row.advice_at),
        advice_last: row.advice_last,
        ended_at: moment(row.ended_at),
        due: opened.row.decision_due_on,
        why: due::why(conn, &opened.row, &opened.window, &opened.scheme)?,
        keep_until: ended.zip(retention).and_then(|(at, kept)| years_after(local_day(at), kept.years)),
        runs: row.state.0.runs(),
        files: bibob::files(conn, scope, &row.id)?.into_iter().map(file).collect(),
        notes: notes.into_iter().map(note).collect(),
        steps: steps(row.state.0),
        version: row.version,
    })
}

/// The same day so many years later; of 29 February the day before.
fn years_after(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = day.year().checked_add(years)?;
    day.with_year(year).or_else(|| day.pred_opt()?.with_year(year))
}

fn file((row, blob): Stored) -> File {
    File {
        id: row.id,
        name: row.file_name,
        size: blob.size,
        inspection: blob.inspection,
        at: instant(row.uploaded_at).to_rfc3339(),
    }
}

/// The steps that an officer can choose from.
fn steps(state: State) -> Vec<&'static str> {
    match state {
        State::Asked => vec!["stop"],
        State::FormReceived => vec!["research", "ask_advice", "stop"],
        State::Researching => vec!["ask_advice", "conclude", "stop"],
        State::Advising => vec!["extend", "conclude", "stop"],
        State::Extended => vec!["conclude", "stop"],
        State::Concluded | State::Stopped => Vec::new(),
    }
}

/// Hand a file to an officer. Each download is a leaf.
///
/// # Errors
/// [`Error::NotFound`] for who is no officer, and for what was not handed in for this dossier.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, piece): (&BibobId, &EvidenceId),
) -> Result<Stored> {
    let case = Case::load(conn, ctx, scope, id)?;
    let files = bibob::files(conn, scope, &case.row.id)?;
    let found = files.into_iter().find(|(row, _)| row.id == piece.as_str() && row.state != "erased");
    let found = found.ok_or(Error::NotFound)?;
    let place = Place { about: None, ..case.opened.place(scope)? };
    let evidence = types::id("evidence", &found.0.id)?;
    ctx.record(conn, &place, Event::BibobFileDownloaded { subject: id.clone(), evidence })?;
    Ok(found)
}
