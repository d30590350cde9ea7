//! What the team asked, judged and decided, as far as who gets the dossier may read it. May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;

use super::opened::Opened;
use super::packed::Packing;
use crate::app::error::Result;
use crate::app::review::show::is_restricted;
use crate::domain::class::Class;
use crate::domain::code::Code as _;
use crate::domain::decision;
use crate::domain::export::{Audience, Content};
use crate::domain::rules::TestAnswer;
use crate::domain::words::export as words;
use crate::storage::assessments::{self, AssessmentRow};
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::decisions::{self, DecisionRow};
use crate::storage::equal_cases;
use crate::storage::types::instant;
use crate::storage::{DbConn, letters, messages, users};

/// What the team did.
#[derive(Debug, Default, Serialize)]
pub(super) struct Team {
    pub(super) assessments: Vec<Assessment>,
    pub(super) requests: Vec<Request>,
    pub(super) decisions: Vec<Decision>,
    pub(super) messages: Vec<Message>,
    /// Identifiers of all that is told, for the log.
    #[serde(skip)]
    pub(super) subjects: Vec<String>,
}

/// A beoordeling.
#[derive(Debug, Serialize)]
pub(super) struct Assessment {
    requirement: String,
    title: String,
    /// Empty for all lots.
    lot: String,
    /// Empty for the penvoerder.
    member: String,
    outcome: &'static str,
    /// What the rules said without a person.
    rules: &'static str,
    reason: String,
    motivation: String,
    /// What it rests on that the aanbieder did not give; empty where it rests on that alone.
    differs: String,
    /// What a colleague wrote for colleagues; empty for who may not read it.
    note: String,
    /// Why it is something else than about an equal case; empty where it is not, and for who may not read it.
    otherwise: String,
    points: Vec<TestAnswer>,
    by: String,
    at: DateTime<Utc>,
}

/// A herstelverzoek.
#[derive(Debug, Serialize)]
pub(super) struct Request {
    requirement: String,
    member: String,
    kind: &'static str,
    question: String,
    state: &'static str,
    asked: DateTime<Utc>,
    due: DateTime<Utc>,
    answer: String,
    settled: Option<DateTime<Utc>>,
}

/// A decision, from proposal on.
#[derive(Debug, Serialize)]
pub(super) struct Decision {
    id: String,
    pub(super) lot: String,
    state: &'static str,
    outcome: &'static str,
    reasons: Vec<Reason>,
    /// What the proposer said to the people after him; empty for who may not read it.
    note: String,
    returned_because: String,
    proposed: Step,
    countersigned: Option<Step>,
    signed: Option<Step>,
    returned: Option<Step>,
    /// Salted hash of what it rests on.
    inputs_sha256: String,
}

/// A ground of a refusal.
#[derive(Debug, Serialize)]
struct Reason {
    requirement: String,
    reason: String,
    motivation: String,
    member: String,
}

/// Somebody did something at a moment.
#[derive(Debug, Serialize)]
struct Step {
    by: String,
    at: DateTime<Utc>,
}

/// A message.
#[derive(Debug, Serialize)]
pub(super) struct Message {
    at: DateTime<Utc>,
    from_team: bool,
    by: String,
    body: String,
}

/// People by their identifier; the aanbieder reads of the team no names.
struct Names {
    known: BTreeMap<String, String>,
    shown: bool,
}

impl Names {
    fn of(conn: &mut DbConn, ids: &[&str], shown: bool) -> Result<Self> {
        Ok(Self { known: users::names(conn, ids)?.into_iter().collect(), shown })
    }

    fn staff(&self, id: &str) -> String {
        if self.shown { self.known.get(id).cloned().unwrap_or_default() } else { words::TEAM.to_owned() }
    }

    fn step(&self, by: Option<&String>, at: Option<NaiveDateTime>) -> Option<Step> {
        Some(Step { by: self.staff(by?), at: instant(at?) })
    }
}

/// The rows behind it.
struct Rows {
    assessments: Vec<AssessmentRow>,
    requests: Vec<ClarificationRow>,
    decisions: Vec<DecisionRow>,
    /// Decisions that a letter made known.
    known: BTreeSet<String>,
    /// Why equal cases were judged otherwise, by beoordeling.
    otherwise: BTreeMap<String, String>,
}

impl Rows {
    fn load(conn: &mut DbConn, opened: &Opened) -> Result<Self> {
        let (region, id) = (opened.scope.key(), opened.id.as_str());
        Ok(Self {
            assessments: assessments::of_application(conn, region, id)?,
            requests: clarifications::of_application(conn, region, id)?,
            decisions: decisions::of_application(conn, &opened.scope, &opened.id)?,
            known: letters::made_known(conn, &opened.scope, &opened.id)?.into_iter().collect(),
            otherwise: equal_cases::explanations(conn, &opened.scope, &opened.id)?
                .into_iter()
                .map(|(id, _, why, _)| (id, why))
                .collect(),
        })
    }

    fn people(&self) -> Vec<&str> {
        let judged = self.assessments.iter().map(|one| one.assessed_by.as_str());
        let decided = self.decisions.iter().flat_map(|one| {
            let others = [&one.countersigned_by, &one.signed_by, &one.returned_by];
            std::iter::once(one.proposed_by.as_str()).chain(others.into_iter().flatten().map(String::as_str))
        });
        judged.chain(decided).collect()
    }

    /// Whether what was judged then is part of an outcome that was made known.
    fn is_known(&self, row: &AssessmentRow) -> bool {
        self.decisions.iter().filter(|one| self.known.contains(&one.id)).any(|one| {
            let of_lot = row.lot_application_id.as_ref().is_none_or(|lot| *lot == one.lot_application_id);
            of_lot && row.assessed_at <= one.proposed_at
        })
    }
}

/// Everything that the team did, as far as it goes along.
pub(super) fn told(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Team> {
    let rows = Rows::load(conn, opened)?;
    let shown = opened.audience != Audience::Applicant;
    let names = Names::of(conn, &rows.people(), shown)?;
    let mut team = Team { messages: messages(conn, opened, packing, shown)?, ..Team::default() };
    for row in &rows.assessments {
        let content = match (&row.member_id, rows.is_known(row)) {
            (Some(_), _) => Content::OtherMember,
            (None, true) => Content::MadeKnown,
            (None, false) => Content::InProgress,
        };
        let (title, class) = (title_of(opened, &row.requirement), class_of(opened, &row.requirement));
        let what = told_as(opened, content, row.member_id.as_deref(), &title);
        if packing.takes(content, class, &what) {
            packing.happened(instant(row.assessed_at));
            team.subjects.push(row.id.clone());
            let mut inner = |text: &str| {
                let takes =
                    |packing: &mut Packing| packing.takes(Content::InternalNote, Class::Intern, words::NOTE);
                if !text.is_empty() && takes(packing) { text.to_owned() } else { String::new() }
            };
            let note = inner(&row.internal_note);
            let otherwise = inner(rows.otherwise.get(&row.id).map_or("", String::as_str));
            let written = Written { title, note, otherwise };
            team.assessments.push(assessment(opened, row, written, &names));
        }
    }
    for row in &rows.requests {
        let content = if row.member_id.is_some() { Content::OtherMember } else { Content::Own };
        let what = told_as(
            opened,
            content,
            row.member_id.as_deref(),
            &words::asked(&title_of(opened, &row.requirement)),
        );
        if packing.takes(content, class_of(opened, &row.requirement), &what) {
            packing.happened(instant(row.settled_at.unwrap_or(row.asked_at)));
            team.subjects.push(row.id.clone());
            team.requests.push(request(opened, row));
        }
    }
    for row in &rows.decisions {
        let known = rows.known.contains(&row.id);
        let content = if known { Content::MadeKnown } else { Content::InProgress };
        let lot = opened.lot_of(Some(&row.lot_application_id));
        let what = told_as(opened, content, None, &lot);
        if packing.takes(content, Class::Intern, &what) {
            packing.happened(instant(row.proposed_at));
            team.subjects.push(row.id.clone());
            let one = decided(opened, packing, (row, lot), &names);
            team.decisions.push(one);
        }
    }
    Ok(team)
}

/// What a requirement is called.
pub(super) fn title_of(opened: &Opened, code: &str) -> String {
    let found = opened.scheme.requirements().iter().find(|one| one.code.as_str() == code);
    found.map_or_else(String::new, |one| one.title.clone())
}

/// The class of what is said of a requirement: as high as that of the answers it judges.
pub(super) fn class_of(opened: &Opened, code: &str) -> Class {
    let found = opened.scheme.requirements().iter().find(|one| one.code.as_str() == code);
    let restricted = found.is_some_and(|one| is_restricted(&opened.scheme, one));
    if restricted { Class::Strafrechtelijk } else { Class::Bedrijfsvertrouwelijk }
}

/// What something that may be left out is called: of others and of what is in progress not even what it is about is told.
fn told_as(opened: &Opened, content: Content, member: Option<&str>, title: &str) -> String {
    match content {
        Content::OtherMember if member.is_some() => words::part(&opened.member(member)),
        Content::OtherMember => words::OTHERS.to_owned(),
        Content::InProgress => words::IN_PROGRESS.to_owned(),
        Content::Own | Content::Published | Content::MadeKnown | Content::InternalNote | Content::Basis => {
            title.to_owned()
        }
    }
}

/// What was written about a beoordeling, as far as who gets the dossier may read it.
struct Written {
    title: String,
    note: String,
    otherwise: String,
}

fn assessment(opened: &Opened, row: &AssessmentRow, written: Written, names: &Names) -> Assessment {
    Assessment {
        requirement: row.requirement.clone(),
        title: written.title,
        lot: opened.lot_of(row.lot_application_id.as_deref()),
        member: opened.member(row.member_id.as_deref()),
        outcome: row.outcome.0.code(),
        rules: row.rule_outcome.0.code(),
        reason: row.reason_code.clone(),
        motivation: row.motivation.clone(),
        differs: row.deviates.clone(),
        note: written.note,
        otherwise: written.otherwise,
        points: row.points_json.0.clone(),
        by: names.staff(&row.assessed_by),
        at: instant(row.assessed_at),
    }
}

fn request(opened: &Opened, row: &ClarificationRow) -> Request {
    Request {
        requirement: row.requirement.clone(),
        member: opened.member(row.member_id.as_deref()),
        kind: row.kind.0.code(),
        question: row.question.clone(),
        state: row.state.0.code(),
        asked: instant(row.asked_at),
        due: instant(row.due_at),
        answer: row.answer.clone(),
        settled: row.settled_at.map(instant),
    }
}

fn decided(
    opened: &Opened,
    packing: &mut Packing,
    (row, lot): (&DecisionRow, String),
    names: &Names,
) -> Decision {
    // The aanbieder read its own grounds in the letter. For others a ground has the class of the answers that it is about.
    let goes_along = |one: &&decision::Reason| {
        let code = one.requirement.as_str();
        if opened.audience == Audience::Applicant {
            return one.member.is_none();
        }
        let what = words::ground(&title_of(opened, code));
        packing.takes(Content::MadeKnown, class_of(opened, code), &what)
    };
    let reasons = row.reasons_json.0.iter().filter(goes_along).map(|one| Reason {
        requirement: one.requirement.to_string(),
        reason: one.reason.to_string(),
        motivation: one.motivation.as_str().to_owned(),
        member: opened.member(one.member.as_ref().map(|id| id.as_str())),
    });
    let reasons = reasons.collect();
    let inner = |text: &String| if names.shown { text.clone() } else { String::new() };
    Decision {
        id: row.id.clone(),
        lot,
        state: row.state.0.code(),
        outcome: row.outcome.0.code(),
        reasons,
        note: inner(&row.note),
        returned_because: inner(&row.returned_reason),
        proposed: Step { by: names.staff(&row.proposed_by), at: instant(row.proposed_at) },
        countersigned: names.step(row.countersigned_by.as_ref(), row.countersigned_at),
        signed: names.step(row.signed_by.as_ref(), row.signed_at),
        returned: names.step(row.returned_by.as_ref(), row.returned_at),
        inputs_sha256: row.inputs_sha256.clone(),
    }
}

fn messages(conn: &mut DbConn, opened: &Opened, packing: &mut Packing, shown: bool) -> Result<Vec<Message>> {
    let rows = messages::all_about(conn, &opened.scope, &opened.parties(), opened.id.as_str())?;
    let ids: Vec<&str> = rows.iter().map(|row| row.sent_by.as_str()).collect();
    let names = Names::of(conn, &ids, true)?;
    let mut told = Vec::new();
    for row in rows {
        let own = row.org_id == opened.org.as_str();
        let content = if own { Content::Own } else { Content::OtherMember };
        let what = told_as(opened, content, None, words::MESSAGE);
        if packing.takes(content, row.class.0, &what) {
            packing.happened(instant(row.sent_at));
            let from_team = row.sender == "team";
            told.push(Message {
                at: instant(row.sent_at),
                by: if from_team && !shown { words::TEAM.to_owned() } else { names.staff(&row.sent_by) },
                from_team,
                body: row.body,
            });
        }
    }
    Ok(told)
}
