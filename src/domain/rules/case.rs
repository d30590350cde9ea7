//! A case played against a regeling: its codes and answers made into the arguments of `evaluate`, and its expectations held against
//! the verdict.
//! May import: code, facts, identifiers, ids, policy_code, scheme, supply.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeFrom;

use super::change::Change;
use super::input::{Capacity, EvidenceFact, Input, LotChoice, Offered, ReferenceDates, Stage};
use super::members::{Member, MemberRole, evaluate_combination};
use super::verdict::{RequirementResult, Verdict};
use crate::code::Code;
use crate::facts::{Fact, FactSet, FieldError, Fields, Provenance, Source};
use crate::identifiers::GemeenteCode;
use crate::ids::Id;
use crate::policy_code::{DocumentKindCode, GroupCode, LotKey, PolicyCode};
use crate::scheme::{CaseEvidence, CaseFile, CaseLot, CaseMember, Expectation, NationalTables, Scheme};
use crate::supply::{LotSupply, Places, SupplySnapshot};

/// The aanbieder of a case, as `evaluate` wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its answers.
    pub facts: FactSet,
    /// Its bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// What it accepted.
    pub accepted: BTreeSet<DocumentKindCode>,
    /// What it applies for.
    pub lots: Vec<LotChoice>,
    /// The lots that were closed but for who brings added value.
    pub closed: Vec<LotKey>,
    /// The supply that was published, on the day of the application.
    pub supply: SupplySnapshot,
    /// The days of the procedure.
    pub dates: ReferenceDates,
    /// Who take part beside it.
    pub members: Vec<CaseSide>,
}

/// One that takes part beside the aanbieder of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSide {
    /// What it is.
    pub role: MemberRole,
    /// Its answers.
    pub facts: FactSet,
    /// Its bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// What it accepted.
    pub accepted: BTreeSet<DocumentKindCode>,
}

/// A case that does not fit the regeling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseProblem {
    /// It is about another procedure.
    #[error("the case is about procedure {case}, the regeling is of {scheme}")]
    OtherScheme {
        /// In the case.
        case: String,
        /// Of the regeling.
        scheme: String,
    },
    /// A code that nothing in the regeling has.
    #[error("the regeling has no {what} with code {code}")]
    Unknown {
        /// Kind of thing, as key of a case.
        what: &'static str,
        /// The code.
        code: String,
    },
    /// An expectation about lots that the aanbieder does not apply for.
    #[error("what is expected of {requirement} is about no chosen lot")]
    NoLot {
        /// The requirement.
        requirement: String,
    },
    /// Answers that cannot be read.
    #[error("these answers cannot be read: {0:?}")]
    Answers(Vec<FieldError>),
}

/// An expectation that the verdict does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// What was expected.
    pub expected: Expectation,
    /// In which lot.
    pub lot: LotKey,
    /// What the verdict says there; `None` when the requirement does not apply there.
    pub found: Option<RequirementResult>,
}

impl Case {
    /// Make a case out of its file.
    ///
    /// # Errors
    /// When it is about another procedure, names something that the regeling does not have, or holds an answer that cannot be read.
    pub fn new(file: &CaseFile, scheme: &Scheme) -> Result<Self, CaseProblem> {
        if file.scheme != scheme.code() {
            return Err(CaseProblem::OtherScheme {
                case: file.scheme.clone(),
                scheme: scheme.code().to_owned(),
            });
        }
        let (mut lots, mut closed, mut supply) = (Vec::new(), Vec::new(), Vec::new());
        for choice in &file.lots {
            let chosen = lots_of(choice, scheme)?;
            let keys = || chosen.iter().map(|one| one.lot.clone());
            closed.extend(keys().filter(|_| choice.closed));
            if let Some(room) = &choice.room {
                let places = room_for(room, scheme)?;
                supply.extend(keys().map(|lot| LotSupply { places: places.clone(), ..LotSupply::none(lot) }));
            }
            lots.extend(chosen);
        }
        for expected in &file.expected {
            known("eis", &expected.requirement, |code| scheme.requirement(code).is_some())?;
            if !lots.iter().any(|choice| meant(expected, choice)) {
                return Err(CaseProblem::NoLot { requirement: expected.requirement.clone() });
            }
        }
        let mut numbers = 1..;
        let evidence = pieces(&mut numbers, &file.evidence, scheme)?;
        let members = file.members.iter().map(|one| side(&mut numbers, one, file, scheme));
        Ok(Self {
            facts: facts(&file.answers, file, scheme)?,
            evidence,
            accepted: documents(&file.accepted, scheme)?,
            lots,
            closed,
            supply: SupplySnapshot::new(file.submission, supply),
            dates: ReferenceDates { submission: file.submission, close: file.close, start: file.start },
            members: members.collect::<Result<_, _>>()?,
        })
    }

    /// What the rules say about it when it applies, before anybody judged.
    pub fn verdict(&self, scheme: &Scheme, national: &NationalTables) -> Verdict {
        let input = Input {
            scheme,
            national,
            facts: &self.facts,
            evidence: &self.evidence,
            accepted: &self.accepted,
            lots: &self.lots,
            dates: self.dates,
            stage: Stage::Application,
            judgements: &[],
            closed: &self.closed,
            supply: &self.supply,
        };
        let others = self.members.iter().map(|one| Member {
            role: one.role,
            facts: &one.facts,
            evidence: &one.evidence,
            accepted: &one.accepted,
            judgements: &[],
        });
        evaluate_combination(&input, &others.collect::<Vec<_>>()).verdict
    }

    /// Hold the expectations of a case against a verdict on it; nothing when all are met.
    #[must_use]
    pub fn deviations(&self, expected: &[Expectation], verdict: &Verdict, scheme: &Scheme) -> Vec<Deviation> {
        let mut deviations = Vec::new();
        for one in expected {
            for choice in self.lots.iter().filter(|choice| meant(one, choice)) {
                let lot = verdict.lot(&choice.lot);
                let found = lot.and_then(|lot| {
                    verdict.results_of(lot).find(|result| result.code.as_str() == one.requirement)
                });
                if !met(one, found, scheme) {
                    deviations.push(Deviation {
                        expected: one.clone(),
                        lot: choice.lot.clone(),
                        found: found.cloned(),
                    });
                }
            }
        }
        deviations
    }
}

fn meant(expected: &Expectation, choice: &LotChoice) -> bool {
    expected.gemeente.as_ref().is_none_or(|code| choice.lot.gemeente.as_str() == code)
        && expected.group.as_ref().is_none_or(|code| choice.lot.group.as_str() == code)
}

fn met(expected: &Expectation, found: Option<&RequirementResult>, scheme: &Scheme) -> bool {
    let Some(result) = found else { return expected.outcome == "geldt_niet" };
    result.outcome.code() == expected.outcome
        && expected.hard.is_none_or(|hard| hard == result.hard)
        && expected
            .needed
            .as_ref()
            .is_none_or(|text| result.changes.iter().any(|change| asks(change, text, scheme)))
}

/// Whether a change asks for this value, as it is typed in a form.
fn asks(change: &Change, text: &str, scheme: &Scheme) -> bool {
    match change {
        Change::Fact { fact, value } => {
            let typed = Fields::from([(fact.to_string(), vec![text.to_owned()])]);
            scheme.fact(fact).and_then(|def| def.from_form(&typed).ok().flatten()).as_ref() == Some(value)
        }
        Change::Evidence { issued_from, valid_until, .. } => {
            issued_from.or(*valid_until).is_some_and(|day| day.to_string() == text)
        }
        Change::Places { places, .. } => places.to_string() == text,
    }
}

fn known<K>(
    what: &'static str,
    code: &str,
    exists: impl Fn(&PolicyCode<K>) -> bool,
) -> Result<PolicyCode<K>, CaseProblem> {
    let name = PolicyCode::parse(code).ok().filter(exists);
    name.ok_or_else(|| CaseProblem::Unknown { what, code: code.to_owned() })
}

/// The lots that the chosen products are in, each with the places of this gemeente.
fn lots_of(choice: &CaseLot, scheme: &Scheme) -> Result<Vec<LotChoice>, CaseProblem> {
    let gemeente = GemeenteCode::parse(&choice.gemeente).ok().filter(|code| scheme.gemeente(code).is_some());
    let gemeente =
        gemeente.ok_or_else(|| CaseProblem::Unknown { what: "gemeente", code: choice.gemeente.clone() })?;
    let places = choice.places.iter().map(|(target, places)| {
        known("plaatsen", target, |code| scheme.target_group(code).is_some())
            .map(|target| Capacity { target: Some(target), places: *places })
    });
    let places: Vec<_> = places.collect::<Result<_, _>>()?;
    let mut products: BTreeMap<GroupCode, Vec<_>> = BTreeMap::new();
    for code in &choice.products {
        let product = known("producten", code, |code| scheme.product(code).is_some())?;
        if let Some((group, _)) = scheme.product(&product) {
            products.entry(group.code.clone()).or_default().push(product);
        }
    }
    let lots = products.into_iter().map(|(group, products)| LotChoice {
        lot: LotKey { group, gemeente: gemeente.clone() },
        products,
        capacity: places.clone(),
    });
    Ok(lots.collect())
}

/// A free place for each of these doelgroepen.
fn room_for(codes: &[String], scheme: &Scheme) -> Result<Vec<Places>, CaseProblem> {
    let room = codes.iter().map(|code| {
        let target = known("plek_voor", code, |code| scheme.target_group(code).is_some())?;
        Ok(Places { target: Some(target), free: 1, waiting_days: None })
    });
    room.collect()
}

/// Numbers for bewijsstukken: each has its own, whoever sent it.
type Numbers = RangeFrom<u32>;

fn side(
    numbers: &mut Numbers,
    one: &CaseMember,
    file: &CaseFile,
    scheme: &Scheme,
) -> Result<CaseSide, CaseProblem> {
    let unknown = || CaseProblem::Unknown { what: "rol", code: one.role.clone() };
    Ok(CaseSide {
        role: match one.role.as_str() {
            "combinant" => MemberRole::Partner,
            "beroep_op" => MemberRole::ReliedOn,
            "onderaannemer" => MemberRole::Subcontractor,
            _ => return Err(unknown()),
        },
        facts: facts(&one.answers, file, scheme)?,
        evidence: pieces(numbers, &one.evidence, scheme)?,
        accepted: documents(&one.accepted, scheme)?,
    })
}

fn pieces(
    numbers: &mut Numbers,
    all: &[CaseEvidence],
    scheme: &Scheme,
) -> Result<Vec<EvidenceFact>, CaseProblem> {
    all.iter().zip(numbers).map(|(one, number)| evidence(number, one, scheme)).collect()
}

fn documents(codes: &[String], scheme: &Scheme) -> Result<BTreeSet<DocumentKindCode>, CaseProblem> {
    codes.iter().map(|code| known("aanvaard", code, |code| scheme.document(code).is_some())).collect()
}

fn facts(answers: &Fields, file: &CaseFile, scheme: &Scheme) -> Result<FactSet, CaseProblem> {
    for field in answers.keys() {
        let code = field.split('.').next().unwrap_or(field);
        known("gegevens", code, |code| scheme.fact(code).is_some())?;
    }
    let mut facts = FactSet::new();
    let mut wrong = Vec::new();
    for def in scheme.facts() {
        match def.from_form(answers) {
            Ok(None) => {}
            Ok(Some(value)) => {
                let source = Source::Aanbieder;
                let provenance =
                    Provenance { source, as_of: file.submission, valid_until: None, evidence: None };
                facts.set(def.code.clone(), Fact { value, provenance });
            }
            Err(mut errors) => wrong.append(&mut errors),
        }
    }
    if wrong.is_empty() { Ok(facts) } else { Err(CaseProblem::Answers(wrong)) }
}

fn evidence(number: u32, one: &CaseEvidence, scheme: &Scheme) -> Result<EvidenceFact, CaseProblem> {
    let kind = known("soort", &one.kind, |code| scheme.evidence_def(code).is_some())?;
    let unknown = |_| CaseProblem::Unknown { what: "soort", code: one.kind.clone() };
    Ok(EvidenceFact {
        id: Id::parse(&format!("00000000-0000-7000-8000-{number:012}")).map_err(unknown)?,
        kind,
        issued_on: one.issued_on,
        expires_on: one.expires_on,
        sha256: None,
        offered: if one.equivalent { Offered::AsEquivalent } else { Offered::AsAsked },
    })
}
