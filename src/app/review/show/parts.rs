//! Of whom a requirement can be judged: all together, or each of a combinatie by itself, with what stands beside it of the others.
//! May import: app, domain, storage.

use serde::Serialize;

use super::pieces::{self, FactSeen, Piece};
use super::requirement::{SHIELDED, said_code, subjects};
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::domain::code::Code as _;
use crate::domain::decision::Judgement;
use crate::domain::ids::MemberId;
use crate::domain::rules::{Outcome, Verdict};
use crate::domain::scheme::{Requirement, Together};
use crate::domain::words::members as words;
use crate::storage::DbConn;

/// One that a requirement is judged of, or asked to repair it.
#[derive(Debug, Clone, Serialize)]
pub struct PartSeen {
    /// The member; empty for the penvoerder, or all together.
    pub member: String,
    /// Who.
    pub name: String,
    /// What it is.
    pub role: &'static str,
    /// What the rules say; empty where it is not judged by itself.
    pub rules: &'static str,
    /// What a person said last.
    pub said: &'static str,
    /// Whether somebody must still look at it.
    pub open: bool,
    /// Whether the page is about this one.
    pub is_current: bool,
}

/// What another sent in that counts for a requirement with what the penvoerder has.
#[derive(Debug, Clone, Serialize)]
pub struct Beside {
    /// Who.
    pub name: String,
    /// Its answers.
    pub facts: Vec<FactSeen>,
    /// Its bewijsstukken.
    pub evidence: Vec<Piece>,
}

/// Those that a requirement concerns; nothing where it concerns the penvoerder only.
pub(super) fn parts(
    opened: &Opened,
    verdict: &Verdict,
    requirement: &Requirement,
    (current, shielded): (Option<&MemberId>, bool),
) -> Result<Vec<PartSeen>> {
    let concerned = opened.snapshot.contents.members.iter().filter(|one| one.role.is_asked(requirement));
    let concerned: Vec<_> = concerned.collect();
    if concerned.is_empty() {
        return Ok(Vec::new());
    }
    let lots = opened.keys()?;
    let results = verdict.results.iter().filter(|one| one.code == requirement.code);
    let results: Vec<_> = results.collect();
    let subjects = subjects(opened, &results, &lots);
    let part = |member: Option<&MemberId>, name: &str, role: &'static str| {
        let own = || subjects.iter().filter(|one| one.member == member);
        let said: Vec<_> = own().filter_map(|one| one.said).map(|one| said_code(&one.judgement)).collect();
        PartSeen {
            member: member.map(ToString::to_string).unwrap_or_default(),
            name: name.to_owned(),
            role,
            rules: match (own().next(), shielded) {
                (None, _) => "",
                (Some(_), true) => SHIELDED,
                (Some(_), false) => Outcome::all(own().map(|one| one.rules)).code(),
            },
            said: ["not_met", "met"].into_iter().find(|one| said.contains(one)).unwrap_or_default(),
            open: own().any(|one| one.judgement() == Judgement::Open),
            is_current: current == member,
        }
    };
    let first = match requirement.together {
        Together::Each => part(None, opened.name_of(None), words::LEAD),
        Together::Pooled | Together::Lead => part(None, words::ALL_TOGETHER, ""),
    };
    let others = concerned
        .into_iter()
        .map(|one| part(Some(&one.id), opened.name_of(Some(&one.id)), words::role(one.role)));
    Ok(std::iter::once(first).chain(others).collect())
}

/// What the others sent in that counts with what the penvoerder has.
pub(super) fn beside(
    conn: &mut DbConn,
    opened: &Opened,
    requirement: &Requirement,
    mine: bool,
) -> Result<Vec<Beside>> {
    let adding = opened.snapshot.contents.members.iter().filter(|one| one.role.adds_to(requirement));
    let of = |one: &crate::domain::application::snapshot::MemberContents| {
        Ok(Beside {
            name: opened.name_of(Some(&one.id)).to_owned(),
            facts: looked_at(pieces::facts_of(&opened.scheme, &one.facts, mine), requirement),
            evidence: asked_for(pieces::evidence_of(conn, &opened.scheme, &one.evidence, mine)?, requirement),
        })
    };
    adding.map(of).collect()
}

/// The answers and bewijsstukken of one subject that a requirement looks at.
///
/// # Errors
/// [`Error::NotFound`] for a member that did not sign, or of whom the requirement asks nothing.
pub(super) fn own(
    conn: &mut DbConn,
    opened: &Opened,
    requirement: &Requirement,
    (member, mine): (Option<&MemberId>, bool),
) -> Result<(Vec<FactSeen>, Vec<Piece>)> {
    let contents = &opened.snapshot.contents;
    let (facts, evidence) = match member {
        None => (&contents.facts, &contents.evidence),
        Some(id) => {
            let part =
                contents.member(id).filter(|one| one.role.is_asked(requirement)).ok_or(Error::NotFound)?;
            (&part.facts, &part.evidence)
        }
    };
    let facts = pieces::facts_of(&opened.scheme, facts, mine);
    let evidence = pieces::evidence_of(conn, &opened.scheme, evidence, mine)?;
    Ok((looked_at(facts, requirement), asked_for(evidence, requirement)))
}

fn looked_at(facts: Vec<FactSeen>, requirement: &Requirement) -> Vec<FactSeen> {
    let codes = requirement.condition.facts();
    facts.into_iter().filter(|fact| codes.iter().any(|code| code.as_str() == fact.code)).collect()
}

fn asked_for(pieces: Vec<Piece>, requirement: &Requirement) -> Vec<Piece> {
    let kinds = requirement.condition.evidence_kinds();
    pieces.into_iter().filter(|piece| kinds.iter().any(|kind| kind.as_str() == piece.kind)).collect()
}
