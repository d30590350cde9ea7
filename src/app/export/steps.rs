//! What happened between the parties beside judging and deciding: zienswijzen, verdaging, visits and talks, revisions and disputes.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::opened::Opened;
use super::packed::Packing;
use super::team::{class_of, title_of};
use crate::app::error::Result;
use crate::domain::application::verification::Verification;
use crate::domain::class::Class;
use crate::domain::code::Code as _;
use crate::domain::export::Content;
use crate::domain::words::{dispute, export as words, revision};
use crate::storage::types::instant;
use crate::storage::{DbConn, decisions, disputes, extensions, hearings, letters, revisions, verifications};

/// One of these, with what was written about it.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    /// When it began.
    pub(super) at: DateTime<Utc>,
    /// What it is.
    pub(super) what: &'static str,
    /// Where it is, by code; empty where it has no life of its own.
    pub(super) state: &'static str,
    /// What was written: by whom or about what, and the text.
    pub(super) texts: Vec<(String, String)>,
    /// Its identifier, for the log.
    #[serde(skip)]
    pub(super) id: String,
}

impl Step {
    fn new((what, state): (&'static str, &'static str), id: &str, at: DateTime<Utc>) -> Self {
        Self { at, what, state, texts: Vec::new(), id: id.to_owned() }
    }

    /// Something that was written; nothing where nobody did.
    fn says(&mut self, who: &str, text: &str) {
        if !text.is_empty() {
            self.texts.push((who.to_owned(), text.to_owned()));
        }
    }
}

/// All of them that go along, the first first.
pub(super) fn told(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Vec<Step>> {
    let mut all = hearings(conn, opened, packing)?;
    all.extend(extended(conn, opened)?);
    all.extend(verified(conn, opened, packing)?);
    all.extend(revised(conn, opened, packing)?);
    all.extend(disputed(conn, opened)?);
    all.sort_by_key(|one| one.at);
    for one in &all {
        packing.happened(one.at);
    }
    Ok(all)
}

/// What the team says of a zienswijze is known when its outcome is.
fn hearings(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Vec<Step>> {
    let known = letters::made_known(conn, &opened.scope, &opened.id)?;
    let mut told = Vec::new();
    for row in hearings::of_application(conn, &opened.scope, &opened.id)? {
        let Some(asked) = row.asked_at else { continue };
        let about = hearings::decisions_of(conn, &opened.scope, &row.id)?;
        let mut step = Step::new((words::HEARING, row.state.0.code()), &row.id, instant(asked));
        step.says(words::BY_PROVIDER, &row.given);
        let content = match about.iter().any(|one| known.contains(&one.id)) {
            true => Content::MadeKnown,
            false => Content::InProgress,
        };
        if !row.weighed.is_empty() && packing.takes(content, Class::Bedrijfsvertrouwelijk, words::IN_PROGRESS)
        {
            step.says(words::TEAM, &row.weighed);
        }
        told.push(step);
    }
    Ok(told)
}

fn extended(conn: &mut DbConn, opened: &Opened) -> Result<Option<Step>> {
    let Some(row) = extensions::of_application(conn, &opened.scope, &opened.id)? else { return Ok(None) };
    let mut step = Step::new((words::EXTENSION, ""), opened.id.as_str(), instant(row.extended_at));
    step.says(words::TEAM, &row.motivation);
    Ok(Some(step))
}

/// The aanbieder reads a report as it is; what was seen has the class of what the requirement asks.
fn verified(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Vec<Step>> {
    let mut told = Vec::new();
    for one in verifications::of_application(conn, opened.scope.key(), &opened.id)? {
        let at = instant(one.row.planned_for);
        let mut step = Step::new((words::VERIFICATION, one.row.state.0.code()), &one.row.id, at);
        step.says(words::TEAM, &one.row.reason);
        if let Verification::Reported { report, .. } | Verification::Answered { report, .. } = &one.life {
            for (code, seen) in &report.seen {
                let title = title_of(opened, code.as_str());
                if packing.takes(Content::Own, class_of(opened, code.as_str()), &title) {
                    step.says(&title, seen.as_str());
                }
            }
        }
        step.says(words::BY_PROVIDER, &one.row.reaction);
        told.push(step);
    }
    Ok(told)
}

/// That an outcome is looked at again is known when its letter left.
fn revised(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Vec<Step>> {
    let known = letters::made_known(conn, &opened.scope, &opened.id)?;
    let all = decisions::of_application(conn, &opened.scope, &opened.id)?;
    let mut told = Vec::new();
    for row in revisions::of_application(conn, &opened.scope, &opened.id)? {
        let again = all.iter().find(|one| one.revises.as_deref() == Some(row.decision_id.as_str()));
        let content = match again.is_some_and(|one| known.contains(&one.id)) {
            true => Content::MadeKnown,
            false => Content::InProgress,
        };
        if packing.takes(content, Class::Intern, words::IN_PROGRESS) {
            let mut step = Step::new((words::REVISION, ""), &row.decision_id, instant(row.opened_at));
            step.says(revision::cause(row.cause.0), &row.motivation);
            told.push(step);
        }
    }
    Ok(told)
}

fn disputed(conn: &mut DbConn, opened: &Opened) -> Result<Vec<Step>> {
    let all = disputes::of_application(conn, &opened.scope, &opened.id)?.into_iter();
    let told = all.map(|one| {
        let row = one.row;
        let what = (dispute::kind(row.kind.0), row.state.0.code());
        let mut step = Step::new(what, &row.id, instant(row.registered_at));
        step.says(words::BY_PROVIDER, &row.grounds);
        step.says(words::LATE, &row.late);
        step.says(words::COURT, &row.court);
        step.says(words::ROLL, &row.roll);
        step.says(words::EXTENSION, &row.extended_why);
        let outcome = row.outcome.map_or("", |outcome| dispute::outcome(outcome.0));
        step.says(if outcome.is_empty() { words::TEAM } else { outcome }, &row.closing);
        step
    });
    Ok(told.collect())
}
