//! Generated from the shipped regelingen: every number and every day that they name, at it, one unit below and one above. A new eis
//! gets its tests by being there.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::story::{day, id};
use crate::code::Code as _;
use crate::facts::{
    Fact, FactSet, FactType, FactValue, PaidPerson, PaidPersons, PersonRole, Provenance, Source,
};
use crate::identifiers::GemeenteCode;
use crate::money::{BasisPoints, Cents};
use crate::policy_code::{FactCode, LotKey, ProductCode};
use crate::rules::leaf::Leaf;
use crate::rules::{
    Capacity, EvidenceFact, Input, LotChoice, Offered, Outcome, ReferenceDates, Stage, number,
};
use crate::scheme::tests::SAMPLE;
use crate::scheme::{
    Condition, ExclusionTest, FactTest, Measure, NationalTables, NumberTest, Operand, Requirement, Scheme,
    Test, Validity, WntClass,
};
use crate::supply::SupplySnapshot;
use crate::words;

/// One regeling with an aanbieder about whom nothing is known but what a test says.
struct Bench {
    scheme: Scheme,
    national: NationalTables,
    dates: ReferenceDates,
    supply: SupplySnapshot,
    /// Where the aanbieder applies: a number may differ per gemeente.
    gemeente: GemeenteCode,
    tried: usize,
}

/// The days of an application. In 2025 the maxima of the WNT of 2024 hold, which are confirmed; parameters have their first value
/// in 2026. August shows the clamp to the end of a month.
fn moments() -> [ReferenceDates; 2] {
    [2025, 2027].map(|year| ReferenceDates {
        submission: day(year, 8, 31),
        close: day(year, 10, 15),
        start: day(year + 1, 8, 31),
    })
}

/// What is known of the aanbieder.
#[derive(Default)]
struct Known {
    facts: FactSet,
    evidence: Vec<EvidenceFact>,
    places: Option<i64>,
}

impl Known {
    fn with(mut self, code: &FactCode, value: FactValue) -> Self {
        let provenance = Provenance {
            source: Source::Aanbieder,
            as_of: day(2025, 1, 1),
            valid_until: None,
            evidence: None,
        };
        self.facts.set(code.clone(), Fact { value, provenance });
        self
    }
}

impl Bench {
    fn new(file: &[u8]) -> Self {
        let scheme = Scheme::parse(file).unwrap();
        let national = include_bytes!("../../../../data/national/wnt.yaml");
        let [dates, _] = moments();
        Self {
            gemeente: scheme.gemeenten()[0].code.clone(),
            scheme,
            national: NationalTables::parse_wnt(national).unwrap(),
            dates,
            supply: SupplySnapshot::new(day(2025, 6, 1), Vec::new()),
            tried: 0,
        }
    }

    /// Something to apply for in the gemeente, where the eis holds there.
    fn covered(&self, requirement: &Requirement) -> Option<(LotKey, ProductCode)> {
        self.scheme.groups().iter().find_map(|group| {
            let covers = |product| requirement.scope.covers(&group.code, product, &self.gemeente);
            let product = group.products.iter().find(|one| covers(&one.code))?;
            let lot = LotKey { group: group.code.clone(), gemeente: self.gemeente.clone() };
            Some((lot, product.code.clone()))
        })
    }

    fn lot(&self, requirement: &Requirement, places: Option<i64>, target: Option<&str>) -> LotChoice {
        let (lot, product) = self.covered(requirement).unwrap();
        let target = target.map(|code| code.to_owned().try_into().unwrap());
        let capacity = places.into_iter().map(|places| Capacity { target: target.clone(), places });
        LotChoice { lot, products: vec![product], capacity: capacity.collect() }
    }

    /// The outcome of one part of a condition, with what it is compared with.
    fn outcome(&mut self, requirement: &Requirement, part: &Condition, known: &Known) -> Outcome {
        self.tried += 1;
        let target = if let Condition::Capacity { target: Some(target), .. } = part {
            Some(target.as_str())
        } else {
            None
        };
        let lot = self.lot(requirement, known.places, target);
        let accepted = BTreeSet::new();
        let input = self.input(known, std::slice::from_ref(&lot), &accepted);
        Leaf::new(&input, requirement, Some(&lot)).finding(part).outcome
    }

    fn input<'a>(
        &'a self,
        known: &'a Known,
        lots: &'a [LotChoice],
        accepted: &'a BTreeSet<crate::policy_code::DocumentKindCode>,
    ) -> Input<'a> {
        Input {
            scheme: &self.scheme,
            national: &self.national,
            facts: &known.facts,
            evidence: &known.evidence,
            accepted,
            lots,
            dates: self.dates,
            stage: Stage::Application,
            judgements: &[],
            closed: &[],
            supply: &self.supply,
        }
    }

    fn bound(&self, requirement: &Requirement, with: &Operand) -> Option<FactValue> {
        let (known, lot) = (Known::default(), self.lot(requirement, None, None));
        let accepted = BTreeSet::new();
        let input = self.input(&known, std::slice::from_ref(&lot), &accepted);
        number::bound(&Leaf::new(&input, requirement, Some(&lot)), with).value
    }

    fn part(&mut self, requirement: &Requirement, part: &Condition) {
        match part {
            Condition::Fact(test) => self.fact(requirement, part, test),
            Condition::Number(test) => self.number(requirement, part, test),
            Condition::Evidence(kind) => {
                let def = self.scheme.evidence_def(kind).unwrap().clone();
                let on = self.dates.on(def.on);
                match def.validity {
                    Validity::Unlimited => {}
                    Validity::NotOlderThan(age) => {
                        let from = age.before(on).unwrap();
                        for (issued, met) in [(before(from), false), (from, true), (after(from), true)] {
                            let known = paper(kind.clone(), Some(issued), None);
                            assert_eq!(
                                self.outcome(requirement, part, &known),
                                Outcome::of(met),
                                "{kind:?} {issued}"
                            );
                        }
                    }
                    Validity::UntilExpiry => {
                        for (last, met) in [(before(on), false), (on, true), (after(on), true)] {
                            let known = paper(kind.clone(), None, Some(last));
                            assert_eq!(
                                self.outcome(requirement, part, &known),
                                Outcome::of(met),
                                "{kind:?} {last}"
                            );
                        }
                    }
                }
            }
            Condition::Capacity { at_least, .. } => {
                for (places, met) in [(at_least - 1, false), (*at_least, true), (at_least + 1, true)] {
                    let known = Known { places: Some(places), ..Known::default() };
                    assert_eq!(
                        self.outcome(requirement, part, &known),
                        Outcome::of(met),
                        "{}",
                        requirement.code
                    );
                }
            }
            Condition::Wnt(test) => {
                let roles = [
                    (PersonRole::Leidinggevend, 10_000),
                    (PersonRole::ToezichtVoorzitter, 1_500),
                    (PersonRole::ToezichtLid, 1_000),
                ];
                for (role, share) in roles {
                    let whole = self.national.wnt_maximum(2024, WntClass::Ii).unwrap().get();
                    let maximum = whole * share / 10_000;
                    for (pay, met) in [(maximum - 1, true), (maximum, true), (maximum + 1, false)] {
                        let person = PaidPerson {
                            role,
                            pay: Cents::new(pay),
                            part_time: BasisPoints::WHOLE,
                            days: 366,
                            transitional: false,
                        };
                        let persons =
                            FactValue::PaidPersons(PaidPersons { year: 2024, persons: vec![person] });
                        let known = Known::default()
                            .with(&test.applies, FactValue::YesNo(true))
                            .with(&test.class, FactValue::Choice("ii".into()))
                            .with(&test.persons, persons);
                        // The reference date may lie in the year after.
                        if self.dates.on(requirement.on) < day(2026, 1, 1) {
                            assert_eq!(
                                self.outcome(requirement, part, &known),
                                Outcome::of(met),
                                "{role:?} {pay}"
                            );
                        }
                    }
                }
            }
            Condition::Exclusion(test) => self.look_back(requirement, part, test),
            Condition::All(_) | Condition::Any(_) | Condition::IfThen { .. } => {}
            Condition::ComplyOrExplain { .. } | Condition::Accepted(_) | Condition::Judgement(_) => {}
            Condition::Chosen { .. } | Condition::ChosenGroup { .. } => {}
            Condition::ClosedLot { .. } | Condition::Unserved => {}
        }
    }

    /// Whether a part has a number or a day with an edge to be tried.
    fn has_edge(&self, part: &Condition) -> bool {
        match part {
            Condition::Fact(test) => match &test.test {
                Test::Compare { .. } => {
                    let kind = &self.scheme.fact(&test.fact).unwrap().kind;
                    matches!(
                        kind,
                        FactType::Whole(_) | FactType::Money(_) | FactType::Percent(_) | FactType::Day(_)
                    )
                }
                Test::NotOlder { .. } | Test::ValidOn { .. } => true,
                Test::OneOf { .. } | Test::Contains { .. } => false,
            },
            Condition::Evidence(kind) => {
                self.scheme.evidence_def(kind).unwrap().validity != Validity::Unlimited
            }
            Condition::Number(_)
            | Condition::Capacity { .. }
            | Condition::Wnt(_)
            | Condition::Exclusion(_) => true,
            Condition::All(_) | Condition::Any(_) | Condition::IfThen { .. } => false,
            Condition::ComplyOrExplain { .. } | Condition::Accepted(_) | Condition::Judgement(_) => false,
            Condition::Chosen { .. } | Condition::ChosenGroup { .. } => false,
            Condition::ClosedLot { .. } | Condition::Unserved => false,
        }
    }

    /// A ground within the look-back and one before it both go to a person, who reads which of the two it is.
    fn look_back(&mut self, requirement: &Requirement, part: &Condition, test: &ExclusionTest) {
        let from = test.look_back.before(self.dates.on(requirement.on)).unwrap();
        for (date, side) in [(before(from), "buiten"), (from, "binnen"), (after(from), "binnen")] {
            self.tried += 1;
            let known = Known::default()
                .with(&test.declared, FactValue::YesNo(true))
                .with(&test.date, FactValue::Day(date))
                .with(&test.nature, FactValue::Text("Te laat betaald.".into()))
                .with(&test.measures, FactValue::Text("Een betere administratie.".into()));
            let (lot, accepted) = (self.lot(requirement, None, None), BTreeSet::new());
            let input = self.input(&known, std::slice::from_ref(&lot), &accepted);
            let finding = Leaf::new(&input, requirement, Some(&lot)).finding(part);
            assert!(matches!(finding.outcome, Outcome::Judge), "{} {date}", requirement.code);
            let said = words::verdict::finding(&self.scheme, &finding);
            assert!(said.contains(side), "{} {date}: {said}", requirement.code);
        }
    }

    fn fact(&mut self, requirement: &Requirement, part: &Condition, test: &FactTest) {
        let kind = self.scheme.fact(&test.fact).unwrap().kind.clone();
        let on = match &test.test {
            Test::NotOlder { on: Some(named), .. } | Test::ValidOn { on: named, .. } => self.dates.on(*named),
            _ => self.dates.on(requirement.on),
        };
        // What is compared with another answer has its edge at that answer.
        let beside = match &test.test {
            Test::Compare { with: Operand::Fact(other), .. } => {
                self.some_answer(other).map(|value| (other.clone(), value))
            }
            _ => None,
        };
        let tries: Vec<(FactValue, bool)> = match &test.test {
            Test::Compare { comparator, with } => {
                let Some(bound) = beside
                    .as_ref()
                    .map_or_else(|| self.bound(requirement, with), |(_, other)| Some(other.clone()))
                else {
                    return;
                };
                let around = [
                    (-1, std::cmp::Ordering::Less),
                    (0, std::cmp::Ordering::Equal),
                    (1, std::cmp::Ordering::Greater),
                ];
                let tries = around
                    .into_iter()
                    .filter_map(|(by, order)| Some((moved(&bound, by)?, comparator.accepts(order))));
                tries.collect()
            }
            Test::NotOlder { than, inside, .. } => {
                let from = than.before(on).unwrap();
                let tries = [
                    (before(from), false),
                    (from, true),
                    (after(from), true),
                    (on, true),
                    (after(on), false),
                ];
                tries.map(|(day, within)| (FactValue::Day(day), within == *inside)).into()
            }
            Test::ValidOn { valid, .. } => [(before(on), false), (on, true), (after(on), true)]
                .map(|(day, good)| (FactValue::Day(day), good == *valid))
                .into(),
            Test::OneOf { .. } | Test::Contains { .. } => Vec::new(),
        };
        for (value, met) in tries.into_iter().filter(|(value, _)| kind.admits(value)) {
            let mut known = Known::default().with(&test.fact, value.clone());
            if let Some((other, answer)) = &beside {
                known = known.with(other, answer.clone());
            }
            assert_eq!(
                self.outcome(requirement, part, &known),
                Outcome::of(met),
                "{} {value:?}",
                requirement.code
            );
        }
    }

    /// An answer with room on both sides.
    fn some_answer(&self, fact: &FactCode) -> Option<FactValue> {
        Some(match self.scheme.fact(fact)?.kind {
            FactType::Whole(_) => FactValue::Whole(7),
            FactType::Money(_) => FactValue::Money(Cents::new(700)),
            FactType::Percent(_) => FactValue::Percent(BasisPoints::new(700)),
            FactType::Day(_) => FactValue::Day(day(2025, 6, 1)),
            _ => return None,
        })
    }

    fn number(&mut self, requirement: &Requirement, part: &Condition, test: &NumberTest) {
        let Some(bound) = self.bound(requirement, &test.with) else { return };
        for (by, order) in
            [(-1, std::cmp::Ordering::Less), (0, std::cmp::Ordering::Equal), (1, std::cmp::Ordering::Greater)]
        {
            let Some(known) = moved(&bound, by).and_then(|value| self.counted(&test.of, &value)) else {
                continue;
            };
            let met = Outcome::of(test.comparator.accepts(order));
            assert_eq!(self.outcome(requirement, part, &known), met, "{} {by}", requirement.code);
        }
    }

    fn are_persons(&self, facts: &[FactCode]) -> bool {
        facts
            .iter()
            .all(|fact| self.scheme.fact(fact).is_some_and(|def| matches!(def.kind, FactType::PaidPersons)))
    }

    /// Answers that come to this number.
    fn counted(&self, of: &Measure, value: &FactValue) -> Option<Known> {
        match (of, value) {
            (Measure::Count { fact, of }, FactValue::Whole(count)) => {
                let count = usize::try_from(*count).ok()?;
                let list = match &self.scheme.fact(fact)?.kind {
                    FactType::Choices(list) => list,
                    FactType::PaidPersons => {
                        return Some(Known::default().with(fact, paid(of, vec![Cents::new(1); count])));
                    }
                    _ => return None,
                };
                let meant =
                    list.iter().map(|one| one.code.clone()).filter(|code| of.is_empty() || of.contains(code));
                let chosen: BTreeSet<String> = meant.take(count).collect();
                (chosen.len() == count).then(|| Known::default().with(fact, FactValue::Choices(chosen)))
            }
            (Measure::Sum { facts, of }, FactValue::Money(sum)) if self.are_persons(facts) => {
                Some(Known::default().with(facts.first()?, paid(of, vec![*sum])))
            }
            (Measure::Sum { facts, .. }, sum) => {
                let none = number::difference(sum, sum)?;
                let mut known = Known::default();
                for (place, fact) in facts.iter().enumerate() {
                    known = known.with(fact, if place == 0 { sum.clone() } else { none.clone() });
                }
                Some(known)
            }
            _ => None,
        }
    }
}

/// Topfunctionarissen of a function that counts, each with this pay.
fn paid(of: &BTreeSet<String>, pay: Vec<Cents>) -> FactValue {
    let counts = |role: &&PersonRole| of.is_empty() || of.contains(role.code());
    let role = *PersonRole::ALL.iter().find(counts).unwrap();
    let person =
        |pay| PaidPerson { role, pay, part_time: BasisPoints::WHOLE, days: 366, transitional: false };
    FactValue::PaidPersons(PaidPersons { year: 2024, persons: pay.into_iter().map(person).collect() })
}

fn before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap()
}

fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap()
}

/// One unit further: a whole number, a cent, a basis point or a day.
fn moved(value: &FactValue, by: i64) -> Option<FactValue> {
    Some(match value {
        FactValue::Whole(number) => FactValue::Whole(number + by),
        FactValue::Money(amount) => FactValue::Money(Cents::new(amount.get() + by)),
        FactValue::Percent(share) => {
            FactValue::Percent(BasisPoints::new(share.get() + i32::try_from(by).ok()?))
        }
        FactValue::Day(day) => FactValue::Day(match by {
            0 => *day,
            1 => after(*day),
            _ => before(*day),
        }),
        _ => return None,
    })
}

fn paper(
    kind: crate::policy_code::EvidenceKindCode,
    issued: Option<NaiveDate>,
    expires: Option<NaiveDate>,
) -> Known {
    let one = EvidenceFact {
        id: id(1),
        kind,
        issued_on: issued,
        expires_on: expires,
        sha256: None,
        offered: Offered::AsAsked,
    };
    Known { evidence: vec![one], ..Known::default() }
}

/// Every leaf of every eis, premises too, in every gemeente where it holds: nothing with an edge is passed over. How many have one.
fn boundaries(file: &[u8]) -> usize {
    let mut bench = Bench::new(file);
    let gemeenten: Vec<GemeenteCode> = bench.scheme.gemeenten().iter().map(|one| one.code.clone()).collect();
    let mut edges = BTreeSet::new();
    for requirement in bench.scheme.requirements().to_vec() {
        for gemeente in &gemeenten {
            bench.gemeente = gemeente.clone();
            if bench.covered(&requirement).is_none() {
                continue;
            }
            for (place, part) in requirement.condition.leaves().into_iter().enumerate() {
                let before = bench.tried;
                for dates in moments() {
                    bench.dates = dates;
                    bench.part(&requirement, part);
                }
                let tries = bench.tried - before;
                if bench.has_edge(part) {
                    assert!(tries >= 2, "{}: {tries} tries of {part:?}", requirement.code);
                    edges.insert((requirement.code.clone(), place));
                }
            }
        }
    }
    edges.len()
}

#[test]
fn every_number_and_day_of_the_shipped_regelingen_holds_at_its_edge() {
    let drenthe = boundaries(include_bytes!("../../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml"));
    let ijssel =
        boundaries(include_bytes!("../../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"));
    assert!(drenthe >= 15 && ijssel >= 15, "{drenthe} {ijssel}");
}

#[test]
fn every_number_and_day_of_the_sample_holds_at_its_edge() {
    assert!(boundaries(SAMPLE.as_bytes()) >= 15);
}
