//! The difference with last time, as an aanbieder looks at it: what came along, what is asked again and why, and what is new.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use super::answers::{Saved, TakenOver, known};
use super::blockers::says_yes;
use super::documents::ToAccept;
use super::evidence::AskedKind;
use super::last_time::{Last, before, facts_of, lots_since};
use super::lots::LotDraft;
use super::members::{Seen, members};
use super::opened::{Opened, open};
use super::overview::{Filling, filling};
use super::questions::{Asked, Section, is_given_anew, sections};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::application::last_time::{Again, LastTime, LotSince, LotTurn};
use crate::domain::facts::{FactDef, FactSet};
use crate::domain::ids::ApplicationId;
use crate::domain::policy_code::FactCode;
use crate::domain::rules::EvidenceState;
use crate::domain::scheme::{Difference, difference};
use crate::storage::{DbConn, OrgScope};

/// How an answer stands beside last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerTurn {
    /// It came along, and waits for "klopt dit nog?"
    Carried(TakenOver),
    /// The same as was known, said anew.
    Confirmed,
    /// Another than was known.
    Changed,
    /// It must be answered again.
    Again(Again),
    /// It was not asked before.
    New,
    /// It was left open before.
    Open,
    /// What was typed is no value.
    Unreadable,
}

impl AnswerTurn {
    /// There is something to fill in.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        matches!(self, Self::Again(_) | Self::New | Self::Unreadable)
    }
}

/// One question beside last time.
#[derive(Debug, Clone)]
pub struct AnswerSince {
    /// On which page it stands.
    pub section: Section,
    /// The question.
    pub def: FactDef,
    /// What is filled in now.
    pub saved: Option<Saved>,
    /// How it stands.
    pub turn: AnswerTurn,
    /// It is a declaration that is given anew each time, of which nothing is taken for granted.
    pub anew: bool,
}

/// An application beside the last submission.
#[derive(Debug)]
pub struct Since {
    /// The application.
    pub opened: Opened,
    /// What was sent in last.
    pub last: Last,
    /// The questions, in the order of the pages.
    pub answers: Vec<AnswerSince>,
    /// The lots of last time.
    pub lots: Vec<LotSince>,
    /// The lots that are chosen now.
    pub chosen: Vec<LotDraft>,
    /// The bewijsstukken, by kind, each with what is the matter now with what went along last time.
    pub evidence: Vec<(AskedKind, Option<EvidenceState>)>,
    /// The documents in force, each with whether it is the version that was accepted last time.
    pub documents: Vec<(ToAccept, bool)>,
    /// What differs in the regeling.
    pub difference: Difference,
    /// Who take part now.
    pub members: Vec<Seen>,
}

impl Since {
    /// Answers that wait for a confirmation: those that are given anew each time, or the others.
    pub fn carried(&self, anew: bool) -> impl Iterator<Item = &AnswerSince> {
        self.answers.iter().filter(move |one| one.anew == anew && matches!(one.turn, AnswerTurn::Carried(_)))
    }

    /// Documents that must be accepted and are not.
    pub fn unaccepted(&self) -> impl Iterator<Item = &ToAccept> {
        self.documents.iter().map(|(one, _)| one).filter(|one| one.must && one.accepted_at.is_none())
    }

    /// Whether the page has nothing more to ask: one can look everything through and send in.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let all_confirmed = self.carried(true).chain(self.carried(false)).next().is_none();
        let nothing_asked = !self.answers.iter().any(|one| one.turn.is_asked());
        all_confirmed
            && nothing_asked
            && self.unaccepted().next().is_none()
            && self.evidence.iter().all(|(kind, _)| kind.is_done())
            && !self.chosen.is_empty()
            && !self.misses_members()
    }

    /// Others took part last time and nobody does now.
    #[must_use]
    pub fn misses_members(&self) -> bool {
        !self.last.snapshot.members.is_empty() && self.members.is_empty()
    }

    /// The lots of last time that could be chosen again and are not, and those that cannot, with why.
    pub fn left_out(&self) -> impl Iterator<Item = &LotSince> {
        let is_chosen = |one: &&LotSince| self.chosen.iter().any(|draft| draft.key() == one.choice.lot);
        self.lots.iter().filter(move |one| one.turn != LotTurn::Chosen || !is_chosen(one))
    }
}

/// The difference between an application and the last submission before it.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's, or nothing was sent in before.
pub fn since(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ApplicationId) -> Result<Since> {
    let opened = open(conn, scope, id)?;
    let last = before(conn, scope, &opened)?.ok_or(Error::NotFound)?;
    let Filling { drafts, answers, evidence, documents } = filling(conn, ctx, scope, &opened)?;
    let known = facts_of(&known(conn, scope, &opened.scheme)?, ctx.now);
    let then = last.against(&opened, ctx.now);
    let again = then.asked_again(&known);
    let of_question = |(section, asked): (Section, Vec<Asked<'_>>)| {
        let counts =
            |one: &&Asked<'_>| one.follows.as_ref().is_none_or(|lead| says_yes(&answers, lead.as_str()));
        asked
            .iter()
            .filter(counts)
            .map(|one| AnswerSince {
                section,
                anew: is_given_anew(section, one.def),
                turn: turn(one.def, answers.get(&one.def.code), (&then, &known, &again)),
                saved: answers.get(&one.def.code).cloned(),
                def: one.def.clone(),
            })
            .collect::<Vec<_>>()
    };
    let evidence = evidence.into_iter().map(|kind| {
        let stale = then.stale(&kind.def.code);
        (kind, stale)
    });
    let evidence = evidence.collect();
    let accepted = &last.snapshot.contents.documents;
    let same = |one: ToAccept| {
        let same = accepted.iter().any(|then| then.sha256 == one.document.sha256);
        (one, same)
    };
    Ok(Since {
        answers: sections(&opened, &drafts, ctx.now).into_iter().flat_map(of_question).collect(),
        lots: lots_since(conn, scope, &opened, &last, ctx.now)?,
        chosen: drafts,
        evidence,
        documents: documents.into_iter().map(same).collect(),
        difference: difference(&last.scheme, &opened.scheme),
        members: members(conn, &opened)?,
        last,
        opened,
    })
}

fn turn(
    def: &FactDef,
    saved: Option<&Saved>,
    (then, known, again): (&LastTime<'_>, &FactSet, &BTreeMap<FactCode, Again>),
) -> AnswerTurn {
    match (saved, again.get(&def.code)) {
        (Some(Saved::Raw(_)), _) => AnswerTurn::Unreadable,
        (Some(Saved::Value { taken_over: None, value }), _) => match known.get(&def.code) {
            Some(fact) if fact.value == *value => AnswerTurn::Confirmed,
            _ => AnswerTurn::Changed,
        },
        (Some(Saved::Value { taken_over: Some(from), .. }), None) => AnswerTurn::Carried(from.clone()),
        (_, Some(why)) => AnswerTurn::Again(*why),
        (None, None) if then.contents.facts.get(&def.code).is_some() => {
            let reworded = then.is_reworded(&def.code);
            AnswerTurn::Again(if reworded { Again::Reworded } else { Again::EachTime })
        }
        (None, None) if then.was.fact(&def.code).is_some() => AnswerTurn::Open,
        (None, None) => AnswerTurn::New,
    }
}
