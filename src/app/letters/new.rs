//! Keeping a new letter, with the work that makes its file.
//! May import: app, domain, storage.

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{ApplicationId, DecisionId, LetterId, OrgId, UserId};
use crate::domain::job::Job;
use crate::domain::letter::LetterContent;
use crate::storage::applications::ApplicationRow;
use crate::storage::letters::{self, LetterRow};
use crate::storage::types::{self, AsJson, AsText, stored};
use crate::storage::{DbConn, RegionScope, regions};

/// `ZWD-2026-00012-B1`: the application, and the next of its letters.
pub(super) fn number(conn: &mut DbConn, scope: &RegionScope, application: &ApplicationRow) -> Result<String> {
    let id: ApplicationId = types::id("applications", &application.id)?;
    let earlier = letters::of_application(conn, scope, &id)?.len();
    Ok(format!("{}-B{}", application.number, earlier + 1))
}

/// The number of a letter about no application: `ZWD-4f1c02b7a9d3`.
pub(super) fn number_of_notice(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<String> {
    let code = regions::find(conn, scope)?.code.to_uppercase();
    let id: LetterId = ctx.id();
    Ok(format!("{code}-{}", id.as_str().rsplit('-').next().unwrap_or_default()))
}

/// A letter to be kept.
pub(super) struct New<'a> {
    /// About which application; none for what is told of something else.
    pub(super) application: Option<&'a ApplicationRow>,
    /// To whom.
    pub(super) to: OrgId,
    /// What it asks an answer to.
    pub(super) answer: Answer,
    /// The decisions that it makes known.
    pub(super) decided: Vec<DecisionId>,
    /// What it says, of which kind and under which number.
    pub(super) content: LetterContent,
    /// Who signs it.
    pub(super) by: UserId,
}

impl<'a> New<'a> {
    /// A letter that decides nothing and asks nothing, to the aanbieder of an application.
    pub(super) fn about(application: &'a ApplicationRow, content: LetterContent, by: UserId) -> Result<Self> {
        let to = types::id("applications", &application.org_id)?;
        Ok(Self { application: Some(application), ..Self::notice(to, content, by) })
    }

    /// The same, about no application.
    pub(super) fn notice(to: OrgId, content: LetterContent, by: UserId) -> Self {
        Self { application: None, to, answer: Answer::None, decided: Vec::new(), content, by }
    }
}

/// What a letter asks an answer to, by identifier.
pub(super) enum Answer {
    /// Nothing.
    None,
    /// A herstelverzoek.
    Repair(String),
    /// A voornemen.
    Hearing(String),
    /// What the letter asked that it is sent again for.
    Again(String),
}

pub(super) fn prepare(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    letter: New<'_>,
) -> Result<LetterId> {
    let id: LetterId = ctx.id();
    let (clarification_id, hearing_id, resends) = match letter.answer {
        Answer::None => (None, None, None),
        Answer::Repair(id) => (Some(id), None, None),
        Answer::Hearing(id) => (None, Some(id), None),
        Answer::Again(id) => (None, None, Some(id)),
    };
    let row = LetterRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        org_id: letter.to.to_string(),
        application_id: letter.application.map(|row| row.id.clone()),
        clarification_id,
        hearing_id,
        kind: AsText(letter.content.kind),
        number: letter.content.number.clone(),
        content_json: AsJson(letter.content),
        state: "prepared".to_owned(),
        sha256: None,
        mail_id: None,
        dispatched_at: None,
        created_at: stored(ctx.now),
        created_by: letter.by.to_string(),
        resends,
    };
    letters::insert(conn, &row, &letter.decided)?;
    let gemeente = Token::parse("region").map_err(Error::internal)?;
    let event = Event::LetterPrepared {
        subject: id.clone(),
        application: letter.application.map(|row| types::id("letters", &row.id)).transpose()?,
        gemeente,
        decisions: letter.decided,
    };
    ctx.record(conn, &place(&row)?, event)?;
    ctx.enqueue(conn, &Job::RenderLetter { letter: id.clone() })?;
    Ok(id)
}

pub(super) fn place(row: &LetterRow) -> Result<Place> {
    let org: OrgId = types::id("letters", &row.org_id)?;
    Ok(Place::of_region(&types::id("letters", &row.region_id)?).about(&org))
}
