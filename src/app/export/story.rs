//! What stands in a dossier, told once: for the index that people read, and as data. May import: app, domain, storage.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;

use super::opened::Opened;
use super::packed::Packing;
use super::steps::Step;
use super::team::Team;
use crate::app::error::{Error, Result};
use crate::domain::code::Code as _;
use crate::domain::export::Content;
use crate::domain::facts::FactSet;
use crate::domain::words::{requirement as texts, review as words};
use crate::storage::{DbConn, types};

/// A whole dossier.
#[derive(Debug, Serialize)]
pub(super) struct Story {
    pub(super) number: String,
    pub(super) organisation: String,
    pub(super) kvk: String,
    pub(super) region: String,
    pub(super) procedure: String,
    pub(super) window: String,
    pub(super) received: DateTime<Utc>,
    pub(super) lots: Vec<Lot>,
    pub(super) answers: Vec<Answer>,
    pub(super) evidence: Vec<Piece>,
    pub(super) letters: Vec<Letter>,
    pub(super) team: Team,
    pub(super) steps: Vec<Step>,
    pub(super) timeline: Vec<Moment>,
}

/// What was applied for.
#[derive(Debug, Serialize)]
pub(super) struct Lot {
    pub(super) lot: String,
    pub(super) products: Vec<String>,
}

/// An answer.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    code: String,
    /// The member that gave it; empty for the penvoerder.
    member: String,
    question: String,
    answer: String,
    source: &'static str,
    as_of: NaiveDate,
    class: &'static str,
}

/// A bewijsstuk.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    pub(super) title: String,
    pub(super) given: String,
    pub(super) path: String,
    pub(super) issued_on: Option<NaiveDate>,
    pub(super) expires_on: Option<NaiveDate>,
}

/// A letter.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    pub(super) number: String,
    pub(super) subject: String,
    /// Where it is; empty until it was made.
    pub(super) path: String,
    /// When it was made known.
    pub(super) dispatched: Option<DateTime<Utc>>,
}

/// Something that happened.
#[derive(Debug, Serialize)]
pub(super) struct Moment {
    pub(super) at: DateTime<Utc>,
    pub(super) event: String,
    pub(super) told: &'static str,
    pub(super) role: &'static str,
    /// Its place in the log.
    pub(super) n: i64,
}

impl Story {
    /// The same as data, a file each.
    pub(super) fn data(&self) -> Result<[Value; 8]> {
        let value = |made: serde_json::Result<Value>| made.map_err(Error::internal);
        Ok([
            value(serde_json::to_value(&self.answers))?,
            value(serde_json::to_value(&self.team.assessments))?,
            value(serde_json::to_value(&self.team.requests))?,
            value(serde_json::to_value(&self.team.decisions))?,
            value(serde_json::to_value(&self.steps))?,
            value(serde_json::to_value(&self.team.messages))?,
            value(serde_json::to_value(&self.letters))?,
            value(serde_json::to_value(&self.timeline))?,
        ])
    }
}

/// Tell what was sent in; what the team did and the files come after.
pub(super) fn tell(conn: &mut DbConn, opened: &Opened, packing: &mut Packing) -> Result<Story> {
    let procedure = types::id("applications", &opened.row.procedure_id)?;
    let procedure = crate::storage::regions::procedure(conn, &opened.scope, &procedure)?;
    let contents = &opened.snapshot.contents;
    let mut answers = answers(opened, packing, ("", &contents.facts), Content::Own);
    for member in &contents.members {
        let name = opened.member(Some(member.id.as_str()));
        answers.extend(self::answers(opened, packing, (&name, &member.facts), Content::OtherMember));
    }
    let product = |code: &String| {
        let products = opened.scheme.groups().iter().flat_map(|group| &group.products);
        let mut named = products.filter(|one| one.code.as_str() == code);
        named.next().map_or_else(|| code.clone(), |one| one.title.clone())
    };
    let lots = opened.lots.iter().map(|(row, choice)| Lot {
        lot: opened.lot(row),
        products: choice.products.iter().map(product).collect(),
    });
    Ok(Story {
        number: opened.row.number.clone(),
        organisation: opened.row.org_name.clone(),
        kvk: opened.organisation.kvk.clone(),
        region: opened.region.name.clone(),
        procedure: procedure.title,
        window: opened.window.title.clone(),
        received: opened.received,
        lots: lots.collect(),
        answers,
        evidence: Vec::new(),
        letters: Vec::new(),
        team: Team::default(),
        steps: Vec::new(),
        timeline: Vec::new(),
    })
}

/// Answers in the order of the regeling, of the penvoerder or of a member.
fn answers(
    opened: &Opened,
    packing: &mut Packing,
    (member, given): (&str, &FactSet),
    content: Content,
) -> Vec<Answer> {
    let mut told = Vec::new();
    for def in opened.scheme.facts() {
        let Some(fact) = given.get(&def.code) else { continue };
        if packing.takes(content, def.class, &def.question) {
            told.push(Answer {
                code: def.code.to_string(),
                member: member.to_owned(),
                question: def.question.clone(),
                answer: texts::value(Some(&def.kind), &fact.value),
                source: words::source(fact.provenance.source),
                as_of: fact.provenance.as_of,
                class: def.class.code(),
            });
        }
    }
    told
}
