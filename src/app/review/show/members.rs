//! Who take part beside the penvoerder, as the team reads it: who signed when, and the own part of each.
//! May import: app, domain, storage.

use serde::Serialize;

use super::pieces::{self, FactSeen, Piece};
use super::requirement::{SHIELDED, is_restricted};
use crate::app::error::Result;
use crate::app::review::opened::Opened;
use crate::domain::application::member::{Signature, Task};
use crate::domain::application::snapshot::MemberMark;
use crate::domain::code::Code as _;
use crate::domain::rules::{Outcome, OwnPart, RequirementResult, Stage};
use crate::domain::words::members as words;
use crate::domain::words::verdict;
use crate::storage::{DbConn, users};

/// One that takes part.
#[derive(Debug, Clone, Serialize)]
pub struct MemberSeen {
    /// Identifier.
    pub id: String,
    /// As what the rules name it; 0 when it did not sign.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Its KvK number.
    pub kvk: String,
    /// What it is.
    pub role: &'static str,
    /// Share and engagement of an onderaannemer.
    pub hired: String,
    /// The products of an onderaannemer.
    pub products: Vec<String>,
    /// Who signed for it; nothing when nobody did.
    pub signed_by: Option<String>,
    /// When, RFC 3339.
    pub signed_at: String,
    /// What it must meet by itself.
    pub tests: Vec<OwnTest>,
    /// Its answers.
    pub facts: Vec<FactSeen>,
    /// Its bewijsstukken.
    pub evidence: Vec<Piece>,
}

/// One eis that a member must meet by itself.
#[derive(Debug, Clone, Serialize)]
pub struct OwnTest {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What the rules say.
    pub rules: &'static str,
    /// Why; nothing when it is met or shielded.
    pub why: Vec<String>,
}

/// Everybody that takes part, as it was sent in.
pub(super) fn members(conn: &mut DbConn, opened: &Opened, mine: bool) -> Result<Vec<MemberSeen>> {
    if opened.snapshot.members.is_empty() {
        return Ok(Vec::new());
    }
    let judgements = opened.judgements()?;
    let contents = &opened.snapshot.contents;
    let each = contents.evaluate_each(&opened.scheme, &opened.national, Stage::Application, &judgements);
    // The penvoerder's own part comes first.
    let mut parts = each.own.into_iter().skip(1).zip(&contents.members);
    let mut seen = Vec::new();
    for mark in &opened.snapshot.members {
        let mut one = MemberSeen::new(opened, mark);
        if let Some(Signature { declaration, at, .. }) = &mark.signature {
            let names = users::names(conn, &[declaration.by.as_str()])?;
            one.signed_by = names.into_iter().next().map(|(_, name)| name);
            one.signed_at = at.to_rfc3339();
            if let Some((OwnPart { number, results }, part)) = parts.next() {
                one.number = number;
                one.tests = results.iter().map(|result| own_test(opened, result, mine)).collect();
                one.facts = pieces::facts_of(&opened.scheme, &part.facts, mine);
                one.evidence = pieces::evidence_of(conn, &opened.scheme, &part.evidence, mine)?;
            }
        }
        seen.push(one);
    }
    Ok(seen)
}

impl MemberSeen {
    fn new(opened: &Opened, MemberMark { id, named, .. }: &MemberMark) -> Self {
        let hired = named.task.hired();
        let products = hired.iter().flat_map(|hired| &hired.products);
        let title = |code| opened.scheme.product(code).map(|(_, product)| product.title.clone());
        Self {
            id: id.to_string(),
            number: 0,
            name: named.name.clone(),
            kvk: named.kvk.to_string(),
            role: words::role(Task::role(&named.task)),
            hired: words::hired(&named.task),
            products: products.filter_map(title).collect(),
            signed_by: None,
            signed_at: String::new(),
            tests: Vec::new(),
            facts: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

fn own_test(opened: &Opened, result: &RequirementResult, mine: bool) -> OwnTest {
    let requirement = opened.scheme.requirement(&result.code);
    let shielded = !mine && requirement.is_some_and(|one| is_restricted(&opened.scheme, one));
    OwnTest {
        code: result.code.to_string(),
        title: result.title.clone(),
        rules: if shielded { SHIELDED } else { result.outcome.code() },
        why: if shielded || result.outcome == Outcome::Met {
            Vec::new()
        } else {
            verdict::explanation(&opened.scheme, result)
        },
    }
}
