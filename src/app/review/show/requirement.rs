//! Requirements in a dossier: what the rules found, what people said, and what a person is asked.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use serde::Serialize;

use super::earlier::{self, Earlier};
use super::parts::{self, Beside, PartSeen};
use super::pieces::{FactSeen, Piece};
use super::steps::{self, Steps};
use super::timeline::{self, RequestSeen};
use super::{Head, Kind, head};
use crate::app::bibob;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::app::review::{anchors, points_of};
use crate::domain::application::clarification;
use crate::domain::code::Code as _;
use crate::domain::decision::{Assessment, Judgement, Subject};
use crate::domain::ids::{ApplicationId, LotApplicationId, MemberId};
use crate::domain::policy_code::{FactCode, LotKey, RequirementCode};
use crate::domain::rules::{Outcome, RequirementResult, Verdict};
use crate::domain::scheme::{ReasonCode, ReasonKind, Requirement, RequirementKind, Scheme};
use crate::domain::words::{requirement as texts, verdict as words};
use crate::storage::lots::LotRow;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, assessments, clarifications, users};

/// A requirement in the list of a dossier.
#[derive(Debug, Clone, Serialize)]
pub struct Test {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it decides about a lot now.
    pub hard: bool,
    /// What the rules say; `afgeschermd` where the reader may not know.
    pub rules: &'static str,
    /// What a person said last: `met`, `not_met` or nothing.
    pub said: Option<&'static str>,
    /// Whether somebody must still look at it.
    pub open: bool,
}

impl Test {
    /// Whether it is met as far as the reader may know, or decides about nothing.
    fn is_settled(&self) -> bool {
        let met = said_code(&Judgement::Met);
        !self.hard || (!self.open && self.said.map_or(self.rules == Outcome::Met.code(), |said| said == met))
    }
}

/// A toetspunt to answer.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// Its code.
    pub code: String,
    /// The question.
    pub question: String,
    /// When the answer is yes, and what counts as evidence.
    pub help: String,
    /// The last answer, `ja` or `nee`; empty when there is none.
    pub answer: &'static str,
}

/// Something a request can be about.
#[derive(Debug, Clone, Serialize)]
pub struct Anchor {
    /// Its code.
    pub value: String,
    /// In words.
    pub label: String,
}

/// A published reason, with the text that was approved for it.
#[derive(Debug, Clone, Serialize)]
pub struct Standard {
    /// Its code.
    pub value: String,
    /// Its title.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// What somebody said of it.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// `met` or `not_met`.
    pub outcome: &'static str,
    /// What the rules said then.
    pub rules: &'static str,
    /// For which lot; empty for all.
    pub lot: String,
    /// The published reason, when not met.
    pub reason: String,
    /// Why.
    pub motivation: String,
    /// What it rests on that the aanbieder did not give; empty where it rests on that alone.
    pub known: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// For colleagues; never in a letter.
    pub note: String,
    /// The number of the application it was taken over from; empty where it was not.
    pub copied_from: String,
}

/// The page on which one requirement is judged.
#[derive(Debug, Clone, Serialize)]
pub struct Judging {
    /// The application.
    pub head: Head,
    /// Code of the requirement.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its ground.
    pub ground: String,
    /// Its published text.
    pub text: Vec<texts::Sentence>,
    /// Whether it decides about a lot now.
    pub hard: bool,
    /// Whether repair may be asked.
    pub repairable: bool,
    /// The member that the page is about; empty for the penvoerder, or all together.
    pub member: String,
    /// Who that is.
    pub name: String,
    /// Whether it is judged: what a member only adds to is judged of all together.
    pub is_judged: bool,
    /// Those of a combinatie that the requirement concerns.
    pub parts: Vec<PartSeen>,
    /// What the others have that counts with what the penvoerder has.
    pub beside: Vec<Beside>,
    /// What the rules say, per lot where it differs.
    pub results: Vec<Found>,
    /// What an officer concluded as far as who handles it may know: `runs`, `clear`, `may_refuse`, or nothing.
    pub bibob: &'static str,
    /// Whether the reader may not see what is behind it.
    pub shielded: bool,
    /// The answers it looks at.
    pub facts: Vec<FactSeen>,
    /// The bewijsstukken it asks for.
    pub evidence: Vec<Piece>,
    /// What people said, the last first.
    pub said: Vec<Said>,
    /// What people said of it in other applications of this aanbieder, the last first.
    pub earlier: Vec<Earlier>,
    /// The requirements before and after it, and how many wait.
    pub steps: Steps,
    /// The toetspunten.
    pub points: Vec<Point>,
    /// The published reasons.
    pub reasons: Vec<Standard>,
    /// The lots, for a judgement on one of them.
    pub lots: Vec<Anchor>,
    /// What a request can be about.
    pub anchors: Vec<Anchor>,
    /// Whether repair was asked before, so that only a fault of the team lets it be asked again.
    pub asked_before: bool,
    /// What was asked about it, the last first, with what the answers changed.
    pub requests: Vec<RequestSeen>,
    /// Of how many other applications in this window repair of it was asked.
    pub asked_elsewhere: usize,
    /// The moment until which an aanbieder could answer when asked now, RFC 3339.
    pub due: String,
}

/// What the rules say.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// For which lot; empty for all.
    pub lot: String,
    /// The outcome.
    pub outcome: &'static str,
    /// Why, in sentences as the aanbieder reads them.
    pub why: Vec<String>,
    /// What would make it pass.
    pub changes: Vec<String>,
}

/// The code of what the reader may not know.
pub(super) const SHIELDED: &str = "afgeschermd";

/// Whether a requirement looks at what only named officers may read.
pub(in crate::app) fn is_restricted(scheme: &Scheme, requirement: &Requirement) -> bool {
    let restricted = |code: &FactCode| scheme.fact(code).is_some_and(|def| def.class.is_restricted());
    requirement.condition.facts().iter().any(restricted)
}

/// The kinds in the order in which a dossier shows them.
pub(super) const KINDS: [(RequirementKind, &str); 4] = [
    (RequirementKind::Exclusion, "exclusion"),
    (RequirementKind::Suitability, "suitability"),
    (RequirementKind::Execution, "execution"),
    (RequirementKind::Declaration, "declaration"),
];

/// The requirements that apply, by kind.
pub(super) fn kinds(opened: &Opened, verdict: &Verdict, mine: bool) -> Result<Vec<Kind>> {
    let lots = opened.keys()?;
    let list = |kind: RequirementKind| {
        let of_kind = opened.scheme.requirements().iter().filter(|one| one.kind == kind);
        of_kind.filter_map(|one| test(opened, verdict, one, (&lots, mine))).collect::<Vec<_>>()
    };
    let kinds = KINDS.into_iter().map(|(kind, code)| {
        let tests = list(kind);
        Kind { code, settled: tests.iter().all(Test::is_settled), tests }
    });
    Ok(kinds.filter(|kind| !kind.tests.is_empty()).collect())
}

/// Lots may differ: what speaks against one of them is what is shown, and one that nobody judged is open.
fn test(
    opened: &Opened,
    verdict: &Verdict,
    requirement: &Requirement,
    (lots, mine): (&[(LotApplicationId, LotKey)], bool),
) -> Option<Test> {
    let results: Vec<&RequirementResult> =
        verdict.results.iter().filter(|one| one.code == requirement.code).collect();
    let rules = Outcome::all(results.iter().map(|one| one.outcome));
    let hard = results.first()?.counts;
    let subjects = subjects(opened, &results, lots);
    let said: BTreeSet<&str> =
        subjects.iter().filter_map(|one| one.said).map(|one| said_code(&one.judgement)).collect();
    Some(Test {
        code: requirement.code.to_string(),
        title: requirement.title.clone(),
        hard,
        rules: if is_restricted(&opened.scheme, requirement) && !mine { SHIELDED } else { rules.code() },
        said: ["not_met", "met"].into_iter().find(|one| said.contains(one)),
        open: hard && subjects.iter().any(|one| one.judgement() == Judgement::Open),
    })
}

/// Whom results are about, in every lot where they hold.
pub(super) fn subjects<'a>(
    opened: &'a Opened,
    results: &[&RequirementResult],
    lots: &[(LotApplicationId, LotKey)],
) -> Vec<Subject<'a>> {
    let mut subjects = Vec::new();
    for result in results {
        let own = lots.iter().filter(|(_, key)| result.lot.as_ref().is_none_or(|lot| lot == key));
        subjects.extend(own.flat_map(|(id, _)| opened.assessed().subjects(result, id)));
    }
    subjects
}

pub(super) fn said_code(judgement: &Judgement) -> &'static str {
    match judgement {
        Judgement::NotMet { .. } => "not_met",
        Judgement::Met | Judgement::Open => "met",
    }
}

/// One requirement of an application, with everything beside it: of one member, or else of the penvoerder or of all together.
///
/// # Errors
/// [`Error::NotFound`] when it does not apply, also not to that member, or the team may not see the application.
pub fn judging(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    (code, member): (&str, Option<&MemberId>),
) -> Result<Judging> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let head = head(conn, ctx, scope, &opened)?;
    let scheme = &opened.scheme;
    let code = RequirementCode::parse(code).map_err(|_| Error::NotFound)?;
    let requirement = scheme.requirement(&code).ok_or(Error::NotFound)?;
    let (plain, verdict) = (opened.by_rules(), opened.verdict()?);
    let general = plain.results.iter().find(|one| one.code == code).ok_or(Error::NotFound)?;
    let of_subject = opened.results_of(&[], member)?;
    let before = of_subject.iter().find(|one| one.code == code);
    let shielded = is_restricted(scheme, requirement) && !head.is_mine;
    let requests = clarifications::of_application(conn, scope.key(), id.as_str())?;
    let counts = |row: &clarifications::ClarificationRow| {
        row.requirement == code.as_str()
            && row.member_id.as_deref() == member.map(|id| id.as_str())
            && row.state.0.code() != "withdrawn"
    };
    let (facts, evidence) = parts::own(conn, &opened, requirement, (member, head.is_mine))?;
    let after = opened.results_of(&opened.judgements()?, member)?;
    let due = crate::app::review::term(conn, scope, &opened, ctx.now)?.to_rfc3339();
    Ok(Judging {
        title: requirement.title.clone(),
        ground: requirement.ground.clone(),
        text: texts::sentences(scheme, requirement),
        hard: general.counts,
        repairable: requirement.repairable,
        member: member.map(ToString::to_string).unwrap_or_default(),
        name: opened.name_of(member).to_owned(),
        is_judged: before.is_some(),
        parts: parts::parts(&opened, &verdict, requirement, (member, shielded))?,
        beside: match member {
            None => parts::beside(conn, &opened, requirement, head.is_mine)?,
            Some(_) => Vec::new(),
        },
        results: if shielded { Vec::new() } else { found(&opened, &after, &code) },
        facts,
        evidence,
        said: if shielded { Vec::new() } else { said(conn, scope, &opened, (&code, member))? },
        earlier: match member {
            None => earlier::earlier(conn, ctx, scope, (&opened, requirement))?,
            Some(_) => Vec::new(),
        },
        steps: steps::around(&opened, &verdict, (requirement, member), head.can_judge)?,
        points: before.map(|before| points(&opened, (requirement, member), before)).unwrap_or_default(),
        reasons: reasons(scheme),
        anchors: anchors(requirement).into_iter().map(|value| anchor(scheme, value)).collect(),
        asked_before: requests.iter().any(counts),
        requests: if shielded {
            Vec::new()
        } else {
            requests_of(conn, scope, &opened, (&code, head.is_mine))?
        },
        asked_elsewhere: asked_elsewhere(conn, scope, &opened, &code)?,
        due,
        bibob: bibob::ground_beside(conn, scope, &opened, (&code, head.is_mine))?,
        code: code.to_string(),
        lots: lots(&opened),
        shielded,
        head,
    })
}

/// The lots of an application, for a judgement on one of them.
fn lots(opened: &Opened) -> Vec<Anchor> {
    let lot = |row: &LotRow| {
        let group = super::group_title(opened, &row.product_group);
        let label = format!("{group}, {}", super::gemeente_name(opened, &row.gemeente));
        Anchor { value: row.id.clone(), label }
    };
    opened.lots.iter().map(|(row, _)| lot(row)).collect()
}

/// What was asked about a requirement, the last first.
fn requests_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    (code, mine): (&RequirementCode, bool),
) -> Result<Vec<RequestSeen>> {
    let all = timeline::requests(conn, scope, opened, mine)?;
    Ok(all.into_iter().filter(|one| one.requirement == code.as_str()).collect())
}

/// Of how many other applications in the window repair of a requirement was asked.
fn asked_elsewhere(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    code: &RequirementCode,
) -> Result<usize> {
    let window = types::id("applications", &opened.row.window_id)?;
    let asked = clarifications::in_window(conn, scope, (&window, code.as_str()))?;
    let other = |row: &&clarifications::ClarificationRow| {
        row.state.0 != clarification::State::Withdrawn && row.application_id != opened.id.as_str()
    };
    let others: BTreeSet<&str> = asked.iter().filter(other).map(|row| row.application_id.as_str()).collect();
    Ok(others.len())
}

fn found(opened: &Opened, results: &[RequirementResult], code: &RequirementCode) -> Vec<Found> {
    let results = results.iter().filter(|one| one.code == *code);
    let seen = |result: &RequirementResult| Found {
        lot: result.lot.as_ref().map_or_else(String::new, |lot| {
            let group = super::group_title(opened, lot.group.as_str());
            format!("{group}, {}", super::gemeente_name(opened, lot.gemeente.as_str()))
        }),
        outcome: result.outcome.code(),
        why: words::explanation(&opened.scheme, result),
        changes: words::changes(&opened.scheme, result),
    };
    results.map(seen).collect()
}

fn said(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    (code, member): (&RequirementCode, Option<&MemberId>),
) -> Result<Vec<Said>> {
    let rows = assessments::of_application(conn, scope.key(), opened.id.as_str())?;
    let known =
        |row: &assessments::AssessmentRow| opened.assessments.iter().any(|one| one.id.as_str() == row.id);
    let about = |row: &assessments::AssessmentRow| {
        known(row)
            && row.requirement == code.as_str()
            && row.member_id.as_deref() == member.map(|id| id.as_str())
    };
    let rows: Vec<_> = rows.into_iter().filter(about).rev().collect();
    let ids: Vec<&str> = rows.iter().map(|row| row.assessed_by.as_str()).collect();
    let names = users::names(conn, &ids)?;
    let name =
        |id: &str| names.iter().find(|(one, _)| one == id).map_or(String::new(), |(_, name)| name.clone());
    let lot = |id: &String| {
        let found = opened.lots.iter().find(|(row, _)| row.id == *id);
        found.map_or(String::new(), |(row, _)| {
            format!(
                "{}, {}",
                super::group_title(opened, &row.product_group),
                super::gemeente_name(opened, &row.gemeente)
            )
        })
    };
    let before = assessments::earlier(conn, scope, (&opened.org()?, code.as_str()))?;
    let copied = |id: &String| {
        before.iter().find(|(row, _)| row.id == *id).map(|(_, number)| number.clone()).unwrap_or_default()
    };
    let seen = rows.iter().map(|row| Said {
        outcome: row.outcome.0.code(),
        rules: row.rule_outcome.0.code(),
        lot: row.lot_application_id.as_ref().map(lot).unwrap_or_default(),
        reason: reason(&opened.scheme, &row.reason_code),
        motivation: row.motivation.clone(),
        known: row.deviates.clone(),
        by: name(&row.assessed_by),
        at: instant(row.assessed_at).to_rfc3339(),
        note: row.internal_note.clone(),
        copied_from: row.copied_from.as_ref().map(copied).unwrap_or_default(),
    });
    Ok(seen.collect())
}

pub(super) fn reason(scheme: &Scheme, code: &str) -> String {
    scheme.reasons().iter().find(|one| one.code == code).map_or(code.to_owned(), |one| one.title.clone())
}

fn reasons(scheme: &Scheme) -> Vec<Standard> {
    let refusals = scheme.reasons().iter().filter(|one| one.kind == ReasonKind::Refusal);
    let standard = |one: &ReasonCode| Standard {
        value: one.code.clone(),
        label: one.title.clone(),
        text: one.text.clone(),
    };
    refusals.map(standard).collect()
}

fn points(
    opened: &Opened,
    (requirement, member): (&Requirement, Option<&MemberId>),
    before: &RequirementResult,
) -> Vec<Point> {
    let about = |one: &&Assessment| one.requirement == requirement.code && one.member.as_ref() == member;
    let last = opened.assessments.iter().rfind(about);
    let answer = |code: &str| {
        let found = last.and_then(|said| said.points.iter().find(|one| one.point.as_str() == code));
        found.map_or("", |found| if found.yes { "ja" } else { "nee" })
    };
    let asked = points_of(&opened.scheme, requirement, before);
    let asked = asked.into_iter().flat_map(|points| &points.points);
    asked
        .map(|point| Point {
            code: point.code.to_string(),
            question: point.question.clone(),
            help: format!("{} {}", point.norm, point.evidence),
            answer: answer(point.code.as_str()),
        })
        .collect()
}

/// What a request is about, in words.
pub(super) fn anchor(scheme: &Scheme, value: String) -> Anchor {
    let (kind, code) = value.split_once(':').unwrap_or((&value, ""));
    let label = match kind {
        "gegeven" => {
            scheme.facts().iter().find(|one| one.code.as_str() == code).map(|one| one.question.clone())
        }
        "bewijs" => {
            scheme.evidence().iter().find(|one| one.code.as_str() == code).map(|one| one.title.clone())
        }
        "document" => {
            scheme.documents().iter().find(|one| one.code.as_str() == code).map(|one| one.title.clone())
        }
        _ => Some(crate::domain::words::review::WHOLE.to_owned()),
    };
    Anchor { label: label.unwrap_or_else(|| code.to_owned()), value }
}
