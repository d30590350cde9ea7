//! One part of a condition against what is known.
//! May import: facts, policy_code, scheme, supply.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::evidence;
use super::input::{Capacity, Input, LotChoice, TestAnswer};
use super::measure::{Passing, window_on};
use super::number::{self, Bound};
use super::outcome::Outcome;
use super::persons;
use super::verdict::{About, Finding, Given, Observed};
use crate::facts::{Comply, Fact, FactType, FactValue, Provenance};
use crate::policy_code::{FactCode, GroupCode, ProductCode, TargetGroupCode};
use crate::scheme::{
    CellState, Comparator, Condition, ExclusionTest, FactTest, Requirement, Test, TestPoints,
};
use crate::supply::LotSupply;

/// A requirement in the light of one input, for one lot or for all.
pub(super) struct Leaf<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) requirement: &'a Requirement,
    pub(super) lot: Option<&'a LotChoice>,
    pub(super) on: NaiveDate,
    pub(super) answers: Vec<TestAnswer>,
}

impl<'a> Leaf<'a> {
    pub(super) fn new(
        input: &'a Input<'a>,
        requirement: &'a Requirement,
        lot: Option<&'a LotChoice>,
    ) -> Self {
        let about = input.judgements.iter().filter(|one| {
            one.requirement == requirement.code
                && one.lot.as_ref().is_none_or(|of| lot.is_some_and(|lot| lot.lot == *of))
        });
        let mut answers: Vec<TestAnswer> = about.flat_map(|one| one.answers.iter().cloned()).collect();
        // Two people who disagree leave the point unfavourable: a no sorts first and is found first.
        answers.sort_by(|one, other| one.point.cmp(&other.point).then(one.yes.cmp(&other.yes)));
        answers.dedup_by(|later, earlier| later.point == earlier.point);
        Self { input, requirement, lot, on: input.dates.on(requirement.on), answers }
    }

    /// What a single part gives.
    pub(super) fn finding(&self, part: &Condition) -> Finding {
        match part {
            Condition::Fact(test) => self.fact(test),
            Condition::Number(test) => number::finding(self, test),
            Condition::Evidence(kind) => evidence::finding(self, kind),
            Condition::ComplyOrExplain { fact, points } => self.comply(fact, points),
            Condition::Wnt(test) => persons::finding(self, test),
            Condition::Capacity { target, at_least } => self.capacity(target.as_ref(), *at_least),
            Condition::Accepted(document) => {
                let accepted = self.input.accepted.contains(document);
                let outcome = if accepted { Outcome::Met } else { Outcome::Unknown };
                Finding { outcome, about: About::Accepted { document: document.clone(), accepted } }
            }
            Condition::Chosen { product, chosen } => self.chosen(product, *chosen),
            Condition::ChosenGroup { group, chosen } => self.chosen_group(group, *chosen),
            Condition::ClosedLot { closed } => {
                let is = self.lot.is_some_and(|lot| self.input.closed.contains(&lot.lot));
                Finding { outcome: Outcome::of(is == *closed), about: About::ClosedLot { closed: is } }
            }
            Condition::Unserved => self.unserved(),
            Condition::Exclusion(test) => self.exclusion(test),
            Condition::Judgement(points) => {
                let answers = self.answers_on(points);
                let open =
                    points.points.iter().filter(|point| !answers.iter().any(|one| one.point == point.code));
                let open = open.map(|point| point.code.clone()).collect();
                Finding {
                    outcome: Outcome::judged(points, &answers),
                    about: About::Judgement { answers, open },
                }
            }
            Condition::All(_) | Condition::Any(_) | Condition::IfThen { .. } => {
                let (outcome, premise) = super::evaluate::condition(self, part);
                Finding { outcome, about: About::NotApplicable { premise } }
            }
        }
    }

    /// The value of a gegeven that still counts on the reference date.
    pub(super) fn current(&self, code: &FactCode) -> Option<&'a Fact> {
        self.input
            .facts
            .get(code)
            .filter(|fact| fact.provenance.valid_until.is_none_or(|last| last >= self.on))
    }

    pub(super) fn answers_on(&self, points: &TestPoints) -> Vec<TestAnswer> {
        let on_these = |answer: &&TestAnswer| points.points.iter().any(|point| point.code == answer.point);
        self.answers.iter().filter(on_these).cloned().collect()
    }

    fn fact(&self, test: &FactTest) -> Finding {
        let stored = self.input.facts.get(&test.fact);
        let current = self.current(&test.fact);
        let bound = match &test.test {
            Test::Compare { with, .. } => number::bound(self, with),
            _ => Bound::default(),
        };
        let on = window_on(self.input.dates, &test.test, self.on);
        let outcome = current.and_then(|fact| holds(&test.test, &fact.value, bound.value.as_ref(), on));
        Finding {
            outcome: Outcome::of_known(outcome),
            about: About::Fact {
                fact: test.fact.clone(),
                observed: stored.map(observed),
                expired_on: if current.is_none() {
                    stored.and_then(|fact| fact.provenance.valid_until)
                } else {
                    None
                },
                test: test.test.clone(),
                on,
                other: bound.other,
                parameter: bound.parameter,
            },
        }
    }

    fn comply(&self, fact: &FactCode, points: &TestPoints) -> Finding {
        let def = self.input.scheme.fact(fact);
        let rows = match def.map(|def| &def.kind) {
            Some(FactType::ComplyOrExplain { rows, .. }) => rows.as_slice(),
            _ => &[],
        };
        let answers = match self.current(fact).map(|fact| &fact.value) {
            Some(FactValue::ComplyOrExplain(answers)) => Some(answers),
            _ => None,
        };
        let (mut applied, mut explained, mut neither, mut open) = (vec![], vec![], vec![], vec![]);
        for row in rows {
            let list = match answers.and_then(|answers| answers.get(&row.code)) {
                Some(Comply::Applied) => &mut applied,
                Some(Comply::Explained(_)) => &mut explained,
                Some(Comply::Neither) => &mut neither,
                None => &mut open,
            };
            list.push(row.code.clone());
        }
        let judged = if explained.is_empty() { Outcome::Met } else { Outcome::judged(points, &self.answers) };
        let complete = if open.is_empty() { Outcome::Met } else { Outcome::Unknown };
        let outcome = Outcome::all([Outcome::of(neither.is_empty()), complete, judged]);
        Finding {
            outcome,
            about: About::ComplyOrExplain {
                fact: fact.clone(),
                given: self.current(fact).map(given),
                applied,
                explained,
                neither,
                open,
            },
        }
    }

    fn capacity(&self, target: Option<&TargetGroupCode>, at_least: i64) -> Finding {
        let stated = self.lot.map_or(&[][..], |lot| lot.capacity.as_slice());
        let places = places(stated, target);
        Finding {
            outcome: Outcome::of_known(places.map(|places| places >= at_least)),
            about: About::Capacity { target: target.cloned(), places, at_least },
        }
    }

    fn unserved(&self) -> Finding {
        let Input { supply, .. } = self.input;
        let published = self.lot.and_then(|lot| supply.lot(&lot.lot));
        let stated = self.lot.map_or(&[][..], |lot| lot.capacity.as_slice());
        let unserved = published.map(|published| unserved(stated, published));
        Finding {
            outcome: unserved.as_ref().map_or(Outcome::Unknown, |found| Outcome::of(!found.is_empty())),
            about: About::Unserved {
                published: published.map(|_| supply.taken_on()),
                unserved: unserved.unwrap_or_default(),
            },
        }
    }

    /// In the same gemeente, and in use there: that is where a client moves from one product to the other.
    fn chosen(&self, product: &ProductCode, chosen: bool) -> Finding {
        let is_chosen = self.chosen_here().any(|one| one == product);
        let about = About::Chosen { product: product.clone(), is_chosen, needed: chosen };
        Finding { outcome: Outcome::of(is_chosen == chosen), about }
    }

    fn chosen_group(&self, group: &GroupCode, chosen: bool) -> Finding {
        let of_group = |product: &ProductCode| {
            self.input.scheme.product(product).is_some_and(|(other, _)| other.code == *group)
        };
        let is_chosen = self.chosen_here().any(of_group);
        let about = About::ChosenGroup { group: group.clone(), is_chosen, needed: chosen };
        Finding { outcome: Outcome::of(is_chosen == chosen), about }
    }

    /// The products chosen in the gemeente of the lot that are in use there.
    fn chosen_here(&self) -> impl Iterator<Item = &'a ProductCode> {
        let (scheme, lot) = (self.input.scheme, self.lot);
        let here = move |choice: &&LotChoice| lot.is_some_and(|lot| lot.lot.gemeente == choice.lot.gemeente);
        let products = self.input.lots.iter().filter(here).flat_map(|choice| &choice.products);
        products.filter(move |product| {
            lot.is_some_and(|lot| scheme.cell(product, &lot.lot.gemeente) == Some(CellState::InUse))
        })
    }

    /// A yes never refuses by itself: only a person's answers do.
    fn exclusion(&self, test: &ExclusionTest) -> Finding {
        let declared = match self.current(&test.declared).map(|fact| &fact.value) {
            Some(FactValue::YesNo(declared)) => Some(*declared),
            _ => None,
        };
        let date = match self.input.facts.get(&test.date).map(|fact| &fact.value) {
            Some(FactValue::Day(date)) => Some(*date),
            _ => None,
        };
        let beside = [&test.date, &test.nature, &test.measures];
        let missing: Vec<FactCode> = if declared == Some(true) {
            beside.into_iter().filter(|code| self.input.facts.get(code).is_none()).cloned().collect()
        } else {
            Vec::new()
        };
        let answers = if declared == Some(true) { self.answers_on(&test.points) } else { Vec::new() };
        let outcome = match declared {
            None => Outcome::Unknown,
            Some(false) => Outcome::Met,
            Some(true) if !missing.is_empty() => Outcome::Unknown,
            Some(true) => Outcome::judged(&test.points, &answers),
        };
        Finding {
            outcome,
            about: About::Exclusion {
                fact: test.declared.clone(),
                given: self.current(&test.declared).map(given),
                declared,
                date: date.filter(|_| declared == Some(true)),
                look_back_from: test.look_back.before(self.on).unwrap_or(NaiveDate::MIN),
                missing,
                answers,
            },
        }
    }
}

pub(super) fn observed(fact: &Fact) -> Observed {
    let Provenance { source, as_of, evidence, .. } = &fact.provenance;
    Observed { value: fact.value.clone(), source: *source, as_of: *as_of, evidence: evidence.clone() }
}

pub(super) fn given(fact: &Fact) -> Given {
    Given { source: fact.provenance.source, as_of: fact.provenance.as_of }
}

/// The places that are stated for a doelgroep, or all together; `None` when nothing is.
pub(super) fn places<'c>(
    stated: impl IntoIterator<Item = &'c Capacity>,
    target: Option<&TargetGroupCode>,
) -> Option<i64> {
    let meant = stated.into_iter().filter(|one| target.is_none() || one.target.as_ref() == target);
    meant.map(|one| one.places).reduce(i64::saturating_add)
}

/// The doelgroepen, each once and in order, for which places are stated and the published supply has none free.
pub(super) fn unserved<'c>(
    stated: impl IntoIterator<Item = &'c Capacity>,
    published: &LotSupply,
) -> BTreeSet<TargetGroupCode> {
    let offered = stated.into_iter().filter(|one| one.places > 0).filter_map(|one| one.target.as_ref());
    offered.filter(|target| !published.has_room_for(target)).cloned().collect()
}

/// Whether a value passes a test; `None` when the value it is compared with is missing.
fn holds(test: &Test, value: &FactValue, bound: Option<&FactValue>, on: NaiveDate) -> Option<bool> {
    match (test, value) {
        (Test::Compare { comparator, .. }, FactValue::Choice(code)) => match bound? {
            FactValue::Choice(other) => Some(comparator.accepts(code.cmp(other))),
            _ => None,
        },
        (Test::OneOf { codes, inside }, FactValue::Choice(code)) => Some(codes.contains(code) == *inside),
        (Test::Contains { codes, all }, FactValue::Choices(chosen)) => Some(codes.is_subset(chosen) == *all),
        _ => Passing::of(test, bound, on)?.has(value),
    }
}

impl Comparator {
    /// Whether the comparison holds for values in this order.
    #[must_use]
    pub fn accepts(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::AtLeast => ordering.is_ge(),
            Self::AtMost => ordering.is_le(),
            Self::MoreThan => ordering.is_gt(),
            Self::LessThan => ordering.is_lt(),
        }
    }
}
