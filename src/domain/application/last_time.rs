//! Last time and now: which answers of an earlier submission must be asked again and why, and which bewijsstukken and lots come along.
//! A function of its arguments only.
//! May import: application::snapshot, facts, policy_code, rules, scheme, windows.

use std::collections::{BTreeMap, BTreeSet};

use super::snapshot::Contents;
use crate::facts::FactSet;
use crate::policy_code::{EvidenceKindCode, FactCode, LotKey, ProductCode};
use crate::rules::{
    About, EvidenceFact, EvidenceState, Finding, LotChoice, Offered, Outcome, ReferenceDates,
    RequirementResult, Stage, WntMissing, stands,
};
use crate::scheme::{Condition, EvidenceDef, NationalTables, Scheme};
use crate::windows::{Entry, NoEntry};

/// An earlier submission with its regeling, and the regeling and the days of now.
#[derive(Debug, Clone, Copy)]
pub struct LastTime<'a> {
    /// What was sent in.
    pub contents: &'a Contents,
    /// The regeling it was sent in under.
    pub was: &'a Scheme,
    /// The regeling of now.
    pub is: &'a Scheme,
    /// National numbers.
    pub national: &'a NationalTables,
    /// The days that the procedure names now.
    pub dates: ReferenceDates,
}

/// Why an answer does not come along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Again {
    /// Its question has other words, or asks another kind of answer.
    Reworded,
    /// It was good then and no longer is on the days that count now: time has passed.
    Outdated,
    /// The regeling wants it said each time.
    EachTime,
}

impl LastTime<'_> {
    /// Of what is known the answers that must be asked again.
    #[must_use]
    pub fn asked_again(&self, known: &FactSet) -> BTreeMap<FactCode, Again> {
        let (then, now) = (self.outcomes(known, self.contents.dates), self.outcomes(known, self.dates));
        let outdated = |code: &FactCode| match (then.get(code), now.get(code)) {
            (Some(then), Some(now)) => now < then,
            _ => false,
        };
        let why = |code: &FactCode| {
            let reworded = self.is_reworded(code).then_some(Again::Reworded);
            reworded.or_else(|| outdated(code).then_some(Again::Outdated))
        };
        known.iter().filter_map(|(code, _)| Some((code.clone(), why(code)?))).collect()
    }

    /// Whether a question of then is another now.
    #[must_use]
    pub fn is_reworded(&self, code: &FactCode) -> bool {
        match (self.was.fact(code), self.is.fact(code)) {
            (Some(was), Some(is)) => was.question != is.question || was.kind != is.kind,
            _ => false,
        }
    }

    /// What the rules of now say of each answer on these days: the least of all that look at it.
    fn outcomes(&self, known: &FactSet, dates: ReferenceDates) -> BTreeMap<FactCode, Outcome> {
        let contents = Contents { facts: known.clone(), dates, ..self.contents.clone() };
        let verdict = contents.evaluate(self.is, self.national, Stage::Application, &[]);
        let mut least: BTreeMap<FactCode, Outcome> = BTreeMap::new();
        for result in &verdict.results {
            for finding in &result.findings {
                let Some(code) = self.answer(result, finding) else { continue };
                let known = least.entry(code).or_insert(finding.outcome);
                *known = finding.outcome.min(*known);
            }
        }
        least
    }

    /// The answer that a finding is about.
    fn answer(&self, result: &RequirementResult, finding: &Finding) -> Option<FactCode> {
        match &finding.about {
            About::Fact { fact, .. }
            | About::ComplyOrExplain { fact, .. }
            | About::Exclusion { fact, .. } => Some(fact.clone()),
            About::Wnt { .. } | About::WntOpen { missing: WntMissing::Year { .. } } => {
                let requirement = self.is.requirement(&result.code)?;
                requirement.condition.leaves().into_iter().find_map(|leaf| match leaf {
                    Condition::Wnt(test) => Some(test.persons.clone()),
                    _ => None,
                })
            }
            _ => None,
        }
    }

    /// The bewijsstukken that come along: what went along last time where it stands on its day, in the form it was offered in; and where
    /// none of a kind does, the newest that does. `vault` is what there is now, the newest first within its kind.
    #[must_use]
    pub fn evidence(&self, asked: &BTreeSet<EvidenceKindCode>, vault: &[EvidenceFact]) -> Vec<EvidenceFact> {
        let mut found: Vec<EvidenceFact> = Vec::new();
        for def in self.is.evidence().iter().filter(|def| asked.contains(&def.code)) {
            let again = self.contents.evidence.iter().filter(|one| one.kind == def.code);
            let again = again.filter_map(|one| {
                let now = vault.iter().find(|now| now.id == one.id)?;
                Some(EvidenceFact { kind: one.kind.clone(), offered: one.offered, ..now.clone() })
            });
            let mut own: Vec<EvidenceFact> = again.filter(|one| self.is_in_order(def, one)).collect();
            if own.is_empty() {
                let of_kind = |one: &&EvidenceFact| one.kind == def.code && one.offered == Offered::AsAsked;
                let newest = vault.iter().filter(of_kind).find(|one| self.is_in_order(def, one));
                own.extend(newest.cloned());
            }
            own.retain(|one| found.iter().all(|other| other.id != one.id));
            found.extend(own);
        }
        found
    }

    /// What is the matter now with what went along last time of a kind; nothing where one of them is in order, or none went along.
    #[must_use]
    pub fn stale(&self, kind: &EvidenceKindCode) -> Option<EvidenceState> {
        let def = self.is.evidence_def(kind)?;
        let then = self.contents.evidence.iter().filter(|one| one.kind == *kind);
        let best =
            then.map(|one| stands(def, one, self.dates.on(def.on), &[])).max_by_key(|(outcome, _)| *outcome);
        best.filter(|(outcome, _)| *outcome < Outcome::Judge).map(|(_, state)| state)
    }

    /// Whether nothing more has to be done for it; what is offered as equivalent a person looks at.
    fn is_in_order(&self, def: &EvidenceDef, one: &EvidenceFact) -> bool {
        stands(def, one, self.dates.on(def.on), &[]).0 >= Outcome::Judge
    }

    /// The lots of then, each with how it is now.
    pub fn lots(&self, around: impl Fn(&LotKey) -> LotAround) -> Vec<LotSince> {
        self.contents.lots.iter().map(|then| lot(then, around(&then.lot))).collect()
    }
}

/// What is around a lot now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotAround {
    /// May one apply for it?
    pub entry: Result<Entry, NoEntry>,
    /// The products that are bought there.
    pub products: Vec<ProductCode>,
    /// What the aanbieder has there already.
    pub standing: Standing,
}

/// What an aanbieder has in a lot already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    None,
    /// An admission that runs or is about to.
    Admitted,
    /// The application of then, which nobody decided on yet.
    Undecided,
    /// It took its application of then back.
    TakenBack,
}

/// Whether a lot of then is chosen again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotTurn {
    /// It is.
    Chosen,
    /// One is admitted there already, and stays so.
    Admitted,
    /// It is still being looked at.
    Undecided,
    /// It was taken back then.
    TakenBack,
    /// It is open only for who adds something: one chooses that oneself.
    OnlyWithAddedValue,
    /// One may not apply for it.
    No(NoEntry),
}

/// A lot of then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotSince {
    /// The lot, with the products that are chosen again, and the places of then. Where nothing is chosen again, as it was.
    pub choice: LotChoice,
    /// Products of then that nobody buys there now, of a lot that is chosen again.
    pub gone: Vec<ProductCode>,
    /// Whether it is chosen again.
    pub turn: LotTurn,
}

fn lot(then: &LotChoice, around: LotAround) -> LotSince {
    let (kept, gone): (Vec<ProductCode>, Vec<ProductCode>) =
        then.products.iter().cloned().partition(|one| around.products.contains(one));
    let turn = match (around.standing, around.entry) {
        (Standing::Admitted, _) => LotTurn::Admitted,
        (Standing::Undecided, _) => LotTurn::Undecided,
        (Standing::TakenBack, _) => LotTurn::TakenBack,
        (Standing::None, Err(no)) => LotTurn::No(no),
        (Standing::None, Ok(_)) if kept.is_empty() => LotTurn::No(NoEntry::NotBought),
        (Standing::None, Ok(Entry::WithAddedValue)) => LotTurn::OnlyWithAddedValue,
        (Standing::None, Ok(Entry::Free)) => LotTurn::Chosen,
    };
    match turn {
        LotTurn::Chosen => LotSince { choice: LotChoice { products: kept, ..then.clone() }, gone, turn },
        _ => LotSince { choice: then.clone(), gone: Vec::new(), turn },
    }
}
