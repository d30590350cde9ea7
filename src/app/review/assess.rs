//! Judging one requirement, of all together or of one of them: met or not met, with the toetspunten, a published reason and a motivation.
//! May import: app, domain, storage.

use super::opened::Opened;
use super::points::{self, points_of};
use crate::app::bibob;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::{needed, optional};
use crate::domain::application::State;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::{Given, Likeness, Said};
use crate::domain::ids::{ApplicationId, AssessmentId, LotApplicationId, MemberId, UserId};
use crate::domain::motivation::{MOST, Motivation};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::{Outcome, RequirementResult, TestAnswer};
use crate::domain::scheme::{BibobDef, ReasonKind, Requirement, Scheme};
use crate::domain::text::multi_line;
use crate::domain::words::bibob as bibob_words;
use crate::domain::words::review as words;
use crate::storage::assessments::{self, AssessmentRow};
use crate::storage::types::{self, AsJson, AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// A judgement as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Code of the requirement.
    pub requirement: String,
    /// About the own part of which member; `None`: the penvoerder's, or all together.
    pub member: Option<MemberId>,
    /// For one lot; for all lots when empty.
    pub lot: Option<LotApplicationId>,
    /// `met` or `not_met`.
    pub outcome: String,
    /// Code of a published reason, when it is not met.
    pub reason: String,
    /// Whether the person agrees with one button: then the toetspunten are the motivation where nothing else is written.
    pub agrees: bool,
    /// Why.
    pub motivation: String,
    /// What it rests on that differs from what the aanbieder gave; empty where it rests on that alone.
    pub differs: String,
    /// For colleagues; never in a letter.
    pub note: String,
    /// The earlier judgement that it was taken over from.
    pub copied_from: Option<AssessmentId>,
    /// Answers on toetspunten: code and `ja` or `nee`.
    pub points: Vec<(String, String)>,
    /// The version of the application that the person saw.
    pub seen: i64,
}

/// What was read from the form.
struct Read<'a> {
    requirement: &'a Requirement,
    rule_outcome: Outcome,
    likeness: Likeness,
    said: Said,
    differs: String,
    reason: Option<String>,
    motivation: Motivation,
    note: String,
    copied_from: Option<AssessmentId>,
    points: Vec<TestAnswer>,
}

/// Judge a requirement, for one lot or for all that wait for a proposal. An earlier judgement is revised, never changed.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] when it is not this person's work, the
/// application is not in assessment, or a proposal lies already; [`Error::Stale`]; [`Error::NotFound`].
pub fn assess(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    judged: &Judged,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    opened.may_judge(conn, scope, &user)?;
    if !matches!(opened.row.state.0, State::InAssessment | State::ClarificationAsked) {
        return Err(Error::refused(words::NOT_ASSESSABLE));
    }
    let lots = targets(&opened, judged.lot.as_ref())?;
    let results = opened.results_of(&[], judged.member.as_ref())?;
    let copied_from = copied_from(conn, scope, &opened, judged)?;
    let judged = &on_bibob(conn, scope, (&opened, &results), judged)?;
    let read = read(&opened, &results, (judged, copied_from))?;
    opened.touch(conn, ctx, judged.seen)?;
    for lot in lots {
        keep(conn, ctx, scope, (&opened, judged.member.as_ref()), &user, &read, lot)?;
    }
    Ok(())
}

/// A judgement against an aanbieder on the eis of Bibob, where what it gave is enough, rests on the conclusion of an officer. Then the words are
/// those of the portal: what officers know is told to nobody, also not by who judges.
fn on_bibob(
    conn: &mut DbConn,
    scope: &RegionScope,
    (opened, results): (&Opened, &[RequirementResult]),
    judged: &Judged,
) -> Result<Judged> {
    let of_bibob = opened.scheme.bibob().filter(|def| def.requirement.as_str() == judged.requirement);
    let enough = |def: &&BibobDef| {
        results.iter().any(|one| one.code == def.requirement && one.outcome == Outcome::Met)
    };
    let refuses = !judged.agrees && Said::from_code(&judged.outcome) == Some(Said::NotMet);
    if of_bibob.filter(enough).is_none() || !refuses {
        return Ok(judged.clone());
    }
    bibob::may_refuse(conn, scope, &opened.id)?;
    Ok(Judged {
        motivation: bibob_words::GROUND.to_owned(),
        differs: bibob_words::DIFFERS.to_owned(),
        note: String::new(),
        ..judged.clone()
    })
}

/// For which lots a row is kept: one without lot for all, unless a proposal lies for some of them.
fn targets(opened: &Opened, lot: Option<&LotApplicationId>) -> Result<Vec<Option<LotApplicationId>>> {
    if let Some(id) = lot {
        return match opened.lot(id)?.state.0 {
            state if state.is_waiting() => Ok(vec![Some(id.clone())]),
            _ => Err(Error::refused(words::PROPOSED)),
        };
    }
    let pending: Vec<_> = opened.lots.iter().filter(|(row, _)| row.state.0.is_waiting()).collect();
    if pending.is_empty() {
        return Err(Error::refused(words::PROPOSED));
    }
    if pending.len() == opened.lots.len() {
        return Ok(vec![None]);
    }
    Ok(pending
        .into_iter()
        .map(|(row, _)| types::id("lot_applications", &row.id).map(Some))
        .collect::<Result<_, _>>()?)
}

/// The judgement it was taken over from: of the same aanbieder, about the same requirement.
fn copied_from(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    judged: &Judged,
) -> Result<Option<AssessmentId>> {
    let Some(id) = &judged.copied_from else { return Ok(None) };
    let earlier = assessments::earlier(conn, scope, (&opened.org()?, &judged.requirement))?;
    let found = earlier.iter().any(|(row, _)| row.id == id.as_str());
    if found { Ok(Some(id.clone())) } else { Err(Error::NotFound) }
}

fn read<'a>(
    opened: &'a Opened,
    results: &[RequirementResult],
    (judged, copied_from): (&Judged, Option<AssessmentId>),
) -> Result<Read<'a>> {
    let scheme = &opened.scheme;
    let requirement = RequirementCode::parse(&judged.requirement).ok();
    let requirement = requirement.and_then(|code| scheme.requirement(&code));
    let result = requirement.and_then(|found| results.iter().find(|one| one.code == found.code));
    let (Some(requirement), Some(result)) = (requirement, result) else {
        return Err(Error::field("eis", words::SAY_REQUIREMENT));
    };
    let mut mistakes = Vec::new();
    let said = Said::from_code(&judged.outcome);
    if judged.agrees && said == Some(Said::NotMet) {
        mistakes.push(FieldError::new("oordeel", words::AGREE_OR_NOT));
    }
    let said = if judged.agrees { Some(Said::Met) } else { said };
    if said.is_none() {
        mistakes.push(FieldError::new("oordeel", words::SAY_OUTCOME));
    }
    let reason = reason(scheme, said, &judged.reason, &mut mistakes);
    let asked = points_of(scheme, requirement, result);
    let points = points::answers(&asked, &judged.points, &mut mistakes);
    if let Some(said) = said.filter(|_| mistakes.is_empty()) {
        points::agree(&asked, &points, said, &mut mistakes);
    }
    let motivation = why(judged, points::told(&asked, &points), &mut mistakes);
    let note = multi_line(&judged.note, MOST);
    if note.is_err() {
        mistakes.push(FieldError::new("notitie", words::TOO_LONG));
    }
    let rule_outcome = result.outcome;
    let differs = differs(judged, said, rule_outcome, &mut mistakes);
    match (said, motivation, note) {
        (Some(said), Some(motivation), Ok(note)) if mistakes.is_empty() => {
            let given = Given {
                facts: opened.facts_of(judged.member.as_ref())?,
                rules: rule_outcome,
                points: &points,
            };
            let likeness = Likeness::of(scheme, requirement, given).map_err(Error::internal)?;
            let read = Read {
                requirement,
                rule_outcome,
                likeness,
                said,
                differs,
                reason,
                motivation,
                note,
                copied_from,
                points,
            };
            Ok(read)
        }
        _ => Err(Error::Invalid(mistakes)),
    }
}

fn reason(scheme: &Scheme, said: Option<Said>, code: &str, mistakes: &mut Vec<FieldError>) -> Option<String> {
    if said != Some(Said::NotMet) {
        return None;
    }
    let published =
        |one: &&crate::domain::scheme::ReasonCode| one.kind == ReasonKind::Refusal && one.code == code;
    let found = scheme.reasons().iter().find(published);
    if found.is_none() {
        mistakes.push(FieldError::new("reden", words::SAY_REASON));
    }
    found.map(|one| one.code.clone())
}

/// What a judgement against an aanbieder rests on that it did not give: where the rules find that what it gave is enough, there must
/// be something.
fn differs(judged: &Judged, said: Option<Said>, rules: Outcome, mistakes: &mut Vec<FieldError>) -> String {
    if said != Some(Said::NotMet) {
        return String::new();
    }
    match optional("afwijkend", &judged.differs) {
        Ok(text) if text.is_empty() && rules == Outcome::Met => {
            mistakes.push(FieldError::new("afwijkend", words::SAY_DIFFERS));
            text
        }
        Ok(text) => text,
        Err(_) => {
            mistakes.push(FieldError::new("afwijkend", words::TOO_LONG));
            String::new()
        }
    }
}

/// What must be said of why: what was written, or for who agrees with the toetspunten what those say.
fn why(judged: &Judged, told: String, mistakes: &mut Vec<FieldError>) -> Option<Motivation> {
    let written = !judged.motivation.trim().is_empty();
    let text = if judged.agrees && !written { &told } else { &judged.motivation };
    needed("motivering", text, words::SAY_WHY, mistakes)
}

fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, member): (&Opened, Option<&MemberId>),
    user: &UserId,
    read: &Read<'_>,
    lot: Option<LotApplicationId>,
) -> Result<()> {
    let id: AssessmentId = ctx.id();
    let code = &read.requirement.code;
    let same = |one: &&crate::domain::decision::Assessment| {
        one.requirement == *code && one.member.as_ref() == member && one.lot == lot
    };
    let revises = opened.assessments.iter().rfind(same).map(|one| one.id.to_string());
    assessments::insert(
        conn,
        &AssessmentRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            application_id: opened.id.to_string(),
            lot_application_id: lot.as_ref().map(ToString::to_string),
            member_id: member.map(ToString::to_string),
            snapshot_id: opened.snapshot_id.to_string(),
            requirement: code.to_string(),
            outcome: AsText(read.said),
            rule_outcome: AsText(read.rule_outcome),
            reason_code: read.reason.clone().unwrap_or_default(),
            motivation: read.motivation.as_str().to_owned(),
            points_json: AsJson(read.points.clone()),
            assessed_by: user.to_string(),
            assessed_at: stored(ctx.now),
            revises,
            likeness: read.likeness.hex(),
            deviates: read.differs.clone(),
            internal_note: read.note.clone(),
            copied_from: read.copied_from.as_ref().map(ToString::to_string),
        },
    )?;
    let event = Event::AssessmentRecorded {
        subject: id,
        application: opened.id.clone(),
        member: member.cloned(),
        lots: lot.into_iter().collect(),
        requirement: Token::parse(code.as_str()).map_err(Error::internal)?,
        outcome: Token::of(read.said),
        reason: read.reason.as_deref().map(Token::parse).transpose().map_err(Error::internal)?,
    };
    Ok(ctx.record(conn, &opened.place_of(scope, member)?, event)?)
}
