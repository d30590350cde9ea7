//! The file of a case, read whole or not at all. Which codes exist is for the regeling to say, when the case is played (`rules::case`).
//! May import: facts, policy_code, scheme.

use chrono::NaiveDate;

use super::build::{read, settle, tree_of};
use super::keys::{CASE, CASE_FORMAT};
use super::problem::{Mistake, Mistakes, Problem, ScalarForm};
use super::tree::{Member, Node, Value};
use crate::facts::Fields;
use crate::policy_code::PolicyCode;
use crate::scheme::scalar;

/// A small story about one aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// What the case shows, in Dutch.
    pub title: String,
    /// Code of the procedure.
    pub scheme: String,
    /// Day of submission.
    pub submission: NaiveDate,
    /// Day of the close.
    pub close: NaiveDate,
    /// Day on which admissions start.
    pub start: NaiveDate,
    /// What the aanbieder applies for.
    pub lots: Vec<CaseLot>,
    /// Answers, as typed in a form.
    pub answers: Fields,
    /// Bewijsstukken.
    pub evidence: Vec<CaseEvidence>,
    /// Codes of accepted kinds of document.
    pub accepted: Vec<String>,
    /// Who takes part beside it.
    pub members: Vec<CaseMember>,
    /// What the rules must answer.
    pub expected: Vec<Expectation>,
}

/// One that takes part beside the penvoerder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseMember {
    /// `combinant`, `beroep_op` or `onderaannemer`.
    pub role: String,
    /// Answers, as typed in a form.
    pub answers: Fields,
    /// Bewijsstukken.
    pub evidence: Vec<CaseEvidence>,
    /// Codes of accepted kinds of document.
    pub accepted: Vec<String>,
}

/// Products in one gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLot {
    /// CBS code.
    pub gemeente: String,
    /// Codes of products.
    pub products: Vec<String>,
    /// Places per doelgroep.
    pub places: Vec<(String, i64)>,
    /// Whether the lots were closed but for who brings added value.
    pub closed: bool,
    /// For which doelgroepen the published supply has places free; none where it was not measured.
    pub room: Option<Vec<String>>,
}

/// One bewijsstuk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEvidence {
    /// Code of its kind.
    pub kind: String,
    /// Date of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day on which it is valid.
    pub expires_on: Option<NaiveDate>,
    /// Offered as something equivalent.
    pub equivalent: bool,
}

/// What a requirement must answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Code of the requirement.
    pub requirement: String,
    /// Only in this gemeente.
    pub gemeente: Option<String>,
    /// Only in this productgroep.
    pub group: Option<String>,
    /// Code of the outcome; `geldt_niet` when the requirement does not apply there.
    pub outcome: String,
    /// The value that would make it pass, as typed.
    pub needed: Option<String>,
    /// Whether it can ground a refusal.
    pub hard: Option<bool>,
}

impl CaseFile {
    /// Read a case.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn parse(bytes: &[u8]) -> Result<Self, Mistakes> {
        let (root, mut mistakes) = tree_of(bytes, CASE_FORMAT, &CASE)?;
        let places = root.items_of("kiest").iter().filter_map(|item| item.get("plaatsen"));
        for member in places.flat_map(Node::members) {
            if places_for(member).is_none() {
                mistakes
                    .push(Mistake { place: member.node.place, problem: Problem::NotA(ScalarForm::Number) });
            }
        }
        settle(mistakes, &[], case(&root))
    }
}

fn case(root: &Node) -> Option<CaseFile> {
    let days = root.get("dagen")?;
    Some(CaseFile {
        title: read::text(root, "titel")?,
        scheme: read::text(root, "regeling")?,
        submission: read::date(days, "aanmelding")?,
        close: read::date(days, "sluiting")?,
        start: read::date(days, "start")?,
        lots: root.items_of("kiest").iter().map(lot).collect::<Option<_>>()?,
        answers: answers(root)?,
        evidence: root.items_of("bewijs").iter().map(evidence).collect::<Option<_>>()?,
        accepted: texts(root, "aanvaard"),
        members: root.items_of("deelnemers").iter().map(member).collect::<Option<_>>()?,
        expected: root.items_of("verwacht").iter().map(expectation).collect::<Option<_>>()?,
    })
}

fn member(node: &Node) -> Option<CaseMember> {
    Some(CaseMember {
        role: read::text(node, "rol")?,
        answers: answers(node)?,
        evidence: node.items_of("bewijs").iter().map(evidence).collect::<Option<_>>()?,
        accepted: texts(node, "aanvaard"),
    })
}

fn answers(node: &Node) -> Option<Fields> {
    let answers = node.get("gegevens").map_or(&[][..], Node::members);
    answers.iter().map(|member| Some((member.key.clone(), texts_of(&member.node)?))).collect()
}

/// What is typed: one text, or a list for a gegeven of several choices.
fn texts_of(node: &Node) -> Option<Vec<String>> {
    match &node.value {
        Value::List(items) => items.iter().map(|item| item.text().map(str::to_owned)).collect(),
        _ => Some(vec![node.text()?.to_owned()]),
    }
}

fn lot(node: &Node) -> Option<CaseLot> {
    let places = node.get("plaatsen").map_or(&[][..], Node::members);
    Some(CaseLot {
        gemeente: read::text(node, "gemeente")?,
        products: texts(node, "producten"),
        places: places.iter().map(places_for).collect::<Option<_>>()?,
        closed: read::yes_no_or(node, "gesloten", false)?,
        room: node.get("plek_voor").map(|_| texts(node, "plek_voor")),
    })
}

fn places_for(member: &Member) -> Option<(String, i64)> {
    PolicyCode::<()>::parse(&member.key).ok()?;
    Some((member.key.clone(), scalar::number(member.node.text()?)?))
}

fn evidence(node: &Node) -> Option<CaseEvidence> {
    Some(CaseEvidence {
        kind: read::text(node, "soort")?,
        issued_on: read::date(node, "datum"),
        expires_on: read::date(node, "einddatum"),
        equivalent: read::yes_no_or(node, "gelijkwaardig", false)?,
    })
}

fn expectation(node: &Node) -> Option<Expectation> {
    Some(Expectation {
        requirement: read::text(node, "eis")?,
        gemeente: read::text(node, "gemeente"),
        group: read::text(node, "productgroep"),
        outcome: read::text(node, "uitkomst")?,
        needed: read::text(node, "nodig"),
        hard: read::yes_no(node, "hard"),
    })
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    node.items_of(key).iter().filter_map(Node::text).map(str::to_owned).collect()
}
