//! Who is asked answers a herstelverzoek, the aanbieder or one that takes part: in words, with another answer, or with another
//! bewijsstuk.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use super::message::{self, Sender};
use super::opened::Opened;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::optional;
use crate::app::{access, apply, due};
use crate::domain::application::clarification::{self, State};
use crate::domain::application::{Command, Snapshot};
use crate::domain::audit::{Event, Token};
use crate::domain::facts::{self, Fact, FactDef, FactValue, Fields, Provenance, Source};
use crate::domain::ids::{ApplicationId, ClarificationId, EvidenceId, FactId, MemberId, SnapshotId, UserId};
use crate::domain::policy_code::{EvidenceKindCode, FactCode, RequirementCode};
use crate::domain::rules::{EvidenceFact, Offered};
use crate::domain::scheme::Requirement;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{field, review as words};
use crate::storage::answers::{self, LinkRow};
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::evidence::{self, Stored};
use crate::storage::facts::{self as ledger, FactRow};
use crate::storage::snapshots::{self, SnapshotRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope};

/// What the aanbieder sends.
#[derive(Debug, Clone, Default)]
pub struct Repair {
    /// In words.
    pub text: String,
    /// The fields of the question, when the request is about one.
    pub fields: Fields,
    /// Bewijsstukken of the vault.
    pub evidence: Vec<EvidenceId>,
}

/// What was asked, with what is needed to answer it.
#[derive(Debug)]
pub struct Asked {
    /// The request.
    pub request: ClarificationRow,
    /// The member that is asked; `None`: the penvoerder.
    pub member: Option<MemberId>,
    /// The application with its regeling.
    pub opened: Opened,
    /// The question it is about, when it is about one.
    pub question: Option<FactDef>,
    /// The answer that was sent in.
    pub answer: Option<FactValue>,
    /// Bewijsstukken of the vault that can be given.
    pub vault: Vec<Stored>,
    /// What was asked in the same request, this one among it.
    pub together: Vec<ClarificationRow>,
}

/// A request to the organisation: about its own application, or about its own part of one in which it takes part.
///
/// # Errors
/// [`Error::NotFound`] for one to another organisation, also in the same application.
pub fn asked(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    clarification: &ClarificationId,
) -> Result<Asked> {
    let own = apply::open_part(conn, scope, id)?;
    let request = clarifications::find(conn, id, clarification)?;
    if request.member_id != own.member.map(|member| member.id) {
        return Err(Error::NotFound);
    }
    let opened = Opened::load(conn, ctx, &own.region, id)?;
    let member: Option<MemberId> =
        request.member_id.as_deref().map(|id| types::id("clarifications", id)).transpose()?;
    let code = request.anchor.strip_prefix("gegeven:").and_then(|code| FactCode::parse(code).ok());
    let question = code.as_ref().and_then(|code| opened.scheme.fact(code)).cloned();
    let contents = &opened.snapshot.contents;
    let facts = match &member {
        None => &contents.facts,
        Some(id) => &contents.member(id).ok_or(Error::NotFound)?.facts,
    };
    let sent = code.as_ref().and_then(|code| facts.get(code));
    let answer = sent.map(|fact| fact.value.clone());
    let kinds = kinds(&opened, &request);
    let vault = evidence::present(conn, scope)?;
    let vault = vault.into_iter().filter(|(piece, _)| kinds.iter().any(|kind| kind.as_str() == piece.kind));
    let together = clarifications::together(conn, &request)?;
    Ok(Asked { vault: vault.collect(), together, request, member, question, answer, opened })
}

/// The kinds of bewijsstuk that belong to what was asked.
fn kinds(opened: &Opened, request: &ClarificationRow) -> Vec<EvidenceKindCode> {
    if let Some(kind) = request.anchor.strip_prefix("bewijs:") {
        return EvidenceKindCode::parse(kind).into_iter().collect();
    }
    requirement(opened, request)
        .map(|found| found.condition.evidence_kinds().into_iter().collect())
        .unwrap_or_default()
}

fn requirement<'a>(opened: &'a Opened, request: &ClarificationRow) -> Option<&'a Requirement> {
    RequirementCode::parse(&request.requirement).ok().and_then(|code| opened.scheme.requirement(&code))
}

/// Answer a request. What was sent in before stays; what counts from now on is a new snapshot beside it.
///
/// # Errors
/// [`Error::Invalid`] when nothing was given or an answer cannot be read; [`Error::Refused`] after the term, or when it
/// was answered before; [`Error::NotFound`] for another organisation's.
pub fn repair(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (id, clarification): (&ApplicationId, &ClarificationId),
    given: &Repair,
) -> Result<()> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let asked = asked(conn, ctx, scope, id, clarification)?;
    let command = clarification::Command::Answer { by: user.clone() };
    let settled = clarifications::life(&asked.request)?.apply(command, ctx.now);
    let settled = settled.map_err(|why| Error::refused(why.in_dutch()))?;
    let text = optional("antwoord", &given.text)?;
    let value = value(&asked, given)?;
    let pieces = pieces(&asked, given)?;
    if text.is_empty() && value.is_none() && pieces.is_empty() {
        return Err(Error::field("antwoord", words::SAY_ANSWER));
    }
    let opened = &asked.opened;
    let command = Command::Settle { clarification: clarification.clone() };
    let next = opened.life.clone().apply(command, ctx.now, &opened.window);
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    if !clarifications::settle(conn, &asked.request.id, &settled, &text, ctx.now)? {
        return Err(Error::Stale);
    }
    opened.step(conn, ctx, &next, &user, opened.row.version)?;
    if let Some((def, value)) = &value {
        record(conn, ctx, scope, opened, def, value, &user)?;
    }
    for (piece, _) in &pieces {
        link(conn, ctx, opened, piece)?;
    }
    let evidence =
        pieces.iter().map(|(piece, _)| types::id("evidence", &piece.id)).collect::<Result<_, _>>()?;
    if let Some(snapshot) = renew(conn, ctx, (opened, asked.member.as_ref()), value, &pieces, &user)? {
        clarifications::answered_with(conn, &asked.request.id, &snapshot)?;
    }
    due::renew(conn, &opened.row, &opened.window, &opened.scheme)?;
    let event = Event::ClarificationAnswered { subject: clarification.clone(), evidence };
    let region = access::for_system(types::id("applications", &opened.row.region_id)?);
    ctx.record(conn, &opened.place_of(&region, asked.member.as_ref())?, event)?;
    super::complete(conn, ctx, &region, id, &user)?;
    if text.is_empty() {
        return Ok(());
    }
    message::keep(conn, ctx, (&opened.row, scope.org()), Sender::Organisation, &text)
}

fn value<'a>(asked: &'a Asked, given: &Repair) -> Result<Option<(&'a FactDef, FactValue)>> {
    let Some(def) = &asked.question else { return Ok(None) };
    match def.from_form(&given.fields) {
        // The same answer again is no new answer.
        Ok(value) => Ok(value.filter(|value| asked.answer.as_ref() != Some(value)).map(|value| (def, value))),
        Err(mistakes) => Err(Error::Invalid(
            mistakes
                .into_iter()
                .map(|one| FieldError::new(one.field, field::problem(&one.problem)))
                .collect(),
        )),
    }
}

fn pieces<'a>(asked: &'a Asked, given: &Repair) -> Result<Vec<&'a Stored>> {
    let find = |id: &EvidenceId| asked.vault.iter().find(|(piece, _)| piece.id == id.as_str());
    let found: Option<Vec<_>> = given.evidence.iter().map(find).collect();
    found.ok_or_else(|| Error::field("bewijs", words::NOT_ASKED))
}

/// A new statement in the ledger: about the day of the submission, because repair shows only what was so then.
fn record(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    def: &FactDef,
    value: &FactValue,
    user: &UserId,
) -> Result<()> {
    let earlier: BTreeMap<String, FactRow> = ledger::latest(conn, scope)?;
    let supersedes = earlier.get(def.code.as_str()).map(|row| row.id.clone());
    let json = facts::to_json(value).map_err(Error::internal)?;
    let id: FactId = ctx.id();
    ledger::insert(
        conn,
        &FactRow {
            id: id.to_string(),
            org_id: scope.key().to_owned(),
            subject_kind: "organisation".to_owned(),
            subject_id: scope.key().to_owned(),
            code: def.code.to_string(),
            value_json: json.to_string(),
            class: AsText(def.class),
            source: "aanmelding".to_owned(),
            evidence_id: None,
            as_of: opened.snapshot.contents.dates.submission,
            valid_until: None,
            recorded_at: stored(ctx.now),
            recorded_by: user.to_string(),
            supersedes: supersedes.clone(),
        },
    )?;
    let event = Event::FactRecorded {
        subject: id,
        organisation: scope.org().clone(),
        code: Token::parse(def.code.as_str()).map_err(Error::internal)?,
        source: Token::parse("aanmelding").map_err(Error::internal)?,
        supersedes: supersedes.as_deref().map(|id| types::id("facts", id)).transpose()?,
    };
    Ok(ctx.record(conn, &Place::of_org(scope.org()), event)?)
}

fn link(conn: &mut DbConn, ctx: &Ctx, opened: &Opened, piece: &evidence::EvidenceRow) -> Result<()> {
    let row = LinkRow {
        application_id: opened.id.to_string(),
        region_id: opened.row.region_id.clone(),
        evidence_id: piece.id.clone(),
        kind: piece.kind.clone(),
        offered: "as_asked".to_owned(),
        added_at: stored(ctx.now),
    };
    Ok(answers::link(conn, &row)?)
}

/// What counts from now on: what was sent in with the repair put in. It keeps the moment of receipt of the submission. The part of a
/// member is kept apart, and the submission of the penvoerder holds its digest. Nothing where only words were given.
fn renew(
    conn: &mut DbConn,
    ctx: &Ctx,
    (opened, member): (&Opened, Option<&MemberId>),
    value: Option<(&FactDef, FactValue)>,
    pieces: &[&Stored],
    user: &UserId,
) -> Result<Option<SnapshotId>> {
    if value.is_none() && pieces.is_empty() {
        return Ok(None);
    }
    let id: SnapshotId = ctx.id();
    let mut next: Snapshot = opened.snapshot.clone();
    next.seq += 1;
    let submission = next.contents.dates.submission;
    let own = next.contents.members.iter_mut().find(|one| Some(&one.id) == member);
    let (facts, evidence) = match own {
        None => (&mut next.contents.facts, &mut next.contents.evidence),
        Some(own) => (&mut own.facts, &mut own.evidence),
    };
    if let Some((def, value)) = value {
        let provenance =
            Provenance { source: Source::Aanbieder, as_of: submission, valid_until: None, evidence: None };
        facts.set(def.code.clone(), Fact { value, provenance });
    }
    for (piece, _) in pieces {
        let id: EvidenceId = types::id("evidence", &piece.id)?;
        evidence.retain(|one| one.id != id);
        evidence.push(EvidenceFact {
            id,
            kind: EvidenceKindCode::parse(&piece.kind).map_err(Error::internal)?,
            issued_on: piece.issued_on,
            expires_on: piece.expires_on,
            sha256: Some(piece.sha256.clone()),
            offered: Offered::AsAsked,
        });
    }
    for mark in next.members.iter_mut().filter(|mark| Some(&mark.id) == member) {
        let own = next.contents.member(&mark.id).ok_or(Error::NotFound)?;
        if let Some(signature) = &mut mark.signature {
            let region = types::id("applications", &opened.row.region_id)?;
            signature.part = apply::keep_part(conn, ctx, (&region, &signature.organisation), own)?.hex();
        }
    }
    let content = next.bytes().map_err(Error::internal)?;
    let row = SnapshotRow {
        id: id.to_string(),
        region_id: opened.row.region_id.clone(),
        application_id: opened.id.to_string(),
        seq: i32::try_from(next.seq).map_err(Error::internal)?,
        received_at: stored(next.received_at),
        submitted_by: user.to_string(),
        sha256: crate::domain::digest::Digest::of(&content).hex(),
        scheme_sha256: next.scheme.sha256,
        content,
        receipt_sha256: None,
    };
    snapshots::insert(conn, &row)?;
    Ok(Some(id))
}

impl Asked {
    /// Whether it can still be answered.
    #[must_use]
    pub fn is_open(&self, ctx: &Ctx) -> bool {
        self.request.state.0 == State::Asked && ctx.now < types::instant(self.request.due_at)
    }

    /// The title of the requirement.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title_of(&self.request)
    }

    /// The title of the requirement of a request.
    #[must_use]
    pub fn title_of(&self, request: &ClarificationRow) -> &str {
        requirement(&self.opened, request).map_or("", |found| &found.title)
    }
}
