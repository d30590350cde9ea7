//! Everybody in a what-if, taken apart: answers that are measured as columns of numbers, choices of lots and products as bitsets, and of
//! the rest no more than the rules of the two regelingen read.
//! May import: facts, identifiers, policy_code, rules, scheme.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::input::{Capacity, EvidenceFact, Judgement};
use super::super::measure::{Passing, Unit, measured, number};
use super::bits::Bits;
use super::names::Names;
use super::table::Table;
use super::{Applicant, Shared};
use crate::facts::{Fact, FactSet};
use crate::identifiers::GemeenteCode;
use crate::policy_code::{
    DocumentKindCode, EvidenceKindCode, FactCode, GroupCode, ProductCode, RequirementCode,
};
use crate::scheme::{Condition, Scheme};

/// Everybody, as the regeling in force and a changed one look at them.
#[derive(Debug, Clone)]
pub struct Population<'a> {
    pub(super) in_force: &'a Scheme,
    pub(super) changed: &'a Scheme,
    /// The pseudonyms: an aanbieder is a number in everything else.
    pub(super) ids: Names,
    pub(super) columns: BTreeMap<(FactCode, Unit), Column>,
    /// None for who has nothing in it: in a million that is memory.
    pub(super) rows: Vec<Option<Box<Row>>>,
    pub(super) lots: BTreeMap<GemeenteCode, BTreeMap<GroupCode, Chosen>>,
    /// Who does not offer alone, each whole: what it meets follows from everybody in it.
    pub(super) combinations: Vec<(usize, Applicant)>,
    /// The eisen that somebody judged for one lot.
    pub(super) judged_by_lot: BTreeSet<RequirementCode>,
    read: Read,
}

/// The answers of everybody on one question, in one unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    numbers: Numbers,
    answered: Bits,
    /// Whose answer counts until which day; every other answer until there is another.
    until: Vec<(usize, NaiveDate)>,
}

/// Numbers as narrow as they all fit: most do in half the memory, which is what looking at everybody waits for.
#[derive(Debug, Clone)]
enum Numbers {
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

/// What is looked at for one aanbieder by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Row {
    pub(super) facts: FactSet,
    pub(super) evidence: Vec<EvidenceFact>,
    pub(super) accepted: BTreeSet<DocumentKindCode>,
    pub(super) judgements: Vec<Judgement>,
}

/// Who chose what in one lot, and who stated which places, whether it is in use there or not.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    pub(super) products: BTreeMap<ProductCode, Bits>,
    pub(super) places: Vec<(usize, Capacity)>,
}

/// What the rules read in rows.
#[derive(Debug, Clone, Default)]
struct Read {
    facts: BTreeSet<FactCode>,
    evidence: BTreeSet<EvidenceKindCode>,
}

impl<'a> Population<'a> {
    /// Nobody yet.
    #[must_use]
    pub fn new(in_force: &'a Scheme, changed: &'a Scheme) -> Self {
        let (mut columns, mut read) = (BTreeMap::new(), Read::default());
        for scheme in [in_force, changed] {
            for leaf in scheme.requirements().iter().flat_map(|one| evaluated(&one.condition)) {
                match measured(scheme, leaf) {
                    Some((fact, unit)) => {
                        columns.insert((fact.clone(), unit), Column::default());
                    }
                    None => read.facts.extend(leaf.facts()),
                }
                read.evidence.extend(leaf.evidence_kinds());
            }
        }
        Self {
            in_force,
            changed,
            ids: Names::default(),
            columns,
            rows: Vec::new(),
            lots: BTreeMap::new(),
            combinations: Vec::new(),
            judged_by_lot: BTreeSet::new(),
            read,
        }
    }

    /// Take one more aanbieder in. What it says twice about one lot is taken together.
    pub fn add(&mut self, mut one: Applicant) {
        let person = self.ids.len();
        self.ids.push(&one.id);
        if !one.members.is_empty() {
            self.combinations.push((person, one.clone()));
        }
        for ((code, unit), column) in &mut self.columns {
            column.push(person, *unit, one.facts.get(code));
        }
        for choice in one.lots {
            let lots = self.lots.entry(choice.lot.gemeente).or_default();
            let lot = lots.entry(choice.lot.group).or_default();
            for product in choice.products {
                lot.products.entry(product).or_default().insert(person);
            }
            lot.places.extend(choice.capacity.into_iter().map(|one| (person, one)));
        }
        let Read { facts, evidence } = &self.read;
        one.evidence.retain(|piece| evidence.contains(&piece.kind));
        let by_lot = one.judgements.iter().filter(|judgement| judgement.lot.is_some());
        self.judged_by_lot.extend(by_lot.map(|judgement| judgement.requirement.clone()));
        let row = Row {
            facts: facts
                .iter()
                .filter_map(|code| Some((code.clone(), one.facts.get(code)?.clone())))
                .collect(),
            evidence: one.evidence,
            accepted: one.accepted,
            judgements: one.judgements,
        };
        self.rows.push((row != Row::default()).then(|| Box::new(row)));
    }

    /// Everybody under the regeling in force.
    #[must_use]
    pub fn before(&'a self, shared: &Shared<'a>) -> Table<'a> {
        Table::new(self, self.in_force, shared)
    }

    /// Everybody under the changed one.
    #[must_use]
    pub fn after(&'a self, shared: &Shared<'a>) -> Table<'a> {
        Table::new(self, self.changed, shared)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Extend<Applicant> for Population<'_> {
    fn extend<I: IntoIterator<Item = Applicant>>(&mut self, applicants: I) {
        applicants.into_iter().for_each(|one| self.add(one));
    }
}

/// The leaves that are evaluated: of a premise its negation.
fn evaluated(tree: &Condition) -> Vec<&Condition> {
    match tree {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(evaluated).collect(),
        Condition::IfThen { otherwise, then, .. } => {
            [otherwise, then].into_iter().flat_map(|part| evaluated(part)).collect()
        }
        leaf => vec![leaf],
    }
}

impl Column {
    fn push(&mut self, person: usize, unit: Unit, fact: Option<&Fact>) {
        let answer = fact.and_then(|fact| Some((number(&fact.value)?, fact.provenance.valid_until)));
        let answer = answer.filter(|((counted_in, _), _)| *counted_in == unit);
        self.numbers.push(answer.map_or(0, |((_, number), _)| number));
        let Some((_, until)) = answer else { return };
        self.answered.insert(person);
        self.until.extend(until.map(|last| (person, last)));
    }

    /// Who gave an answer that still counts on a day.
    pub(super) fn answered(&self, on: NaiveDate) -> Bits {
        let mut answered = self.answered.clone();
        self.until.iter().filter(|(_, last)| *last < on).for_each(|(person, _)| answered.remove(*person));
        answered
    }

    /// Who gave an answer that passes, whether it still counts or not.
    pub(super) fn passing(&self, passing: Passing) -> Bits {
        let Passing { from, to, inside, .. } = passing;
        let within = self.numbers.within(from, to);
        if inside { self.answered.and(&within) } else { self.answered.without(&within) }
    }
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Numbers {
    fn push(&mut self, number: i64) {
        match (&mut *self, i32::try_from(number)) {
            (Self::Narrow(numbers), Ok(number)) => numbers.push(number),
            (Self::Narrow(numbers), Err(_)) => {
                let wide = numbers.iter().map(|number| i64::from(*number));
                *self = Self::Wide(wide.chain([number]).collect());
            }
            (Self::Wide(numbers), _) => numbers.push(number),
        }
    }

    /// The places of the numbers from one to another.
    fn within(&self, from: i64, to: i64) -> Bits {
        match self {
            Self::Narrow(numbers) => {
                let bounds = i32::try_from(from.max(i32::MIN.into()))
                    .ok()
                    .zip(i32::try_from(to.min(i32::MAX.into())).ok());
                // A stretch that no narrow number reaches.
                let Some((from, to)) = bounds else { return Bits::default() };
                Bits::of(numbers, |number| (from <= number) & (number <= to))
            }
            Self::Wide(numbers) => Bits::of(numbers, |number| (from <= number) & (number <= to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fictional;
    use super::*;
    use crate::rules::ReferenceDates;

    #[test]
    fn an_answer_that_is_measured_stands_in_its_column_only() {
        let scheme = Scheme::parse(crate::scheme::tests::SAMPLE.as_bytes()).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap();
        let mut population = Population::new(&scheme, &scheme);
        population.extend(fictional(
            &scheme,
            ReferenceDates { submission: day, close: day, start: day },
            20,
            1,
        ));
        let [measured, unread] = ["solvabiliteit", "visie"].map(|code| FactCode::parse(code).unwrap());
        let column = &population.columns[&(measured.clone(), Unit::BasisPoints)];
        assert!(column.answered(day).count() > 10);
        for row in population.rows.iter().flatten() {
            assert!(row.facts.get(&measured).is_none() && row.facts.get(&unread).is_none());
        }
    }

    #[test]
    fn nobody_is_in_it_until_somebody_is_taken_in() {
        let scheme = Scheme::parse(crate::scheme::tests::SAMPLE.as_bytes()).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap();
        let dates = ReferenceDates { submission: day, close: day, start: day };
        let mut population = Population::new(&scheme, &scheme);
        assert!(population.is_empty());
        population.extend(fictional(&scheme, dates, 2, 1));
        assert!(!population.is_empty() && population.len() == 2);
    }

    fn any_number() -> impl Strategy<Value = i64> {
        prop_oneof![
            -9_i64..9,
            Just(i64::from(i32::MAX)),
            Just(i64::from(i32::MIN)),
            Just(1 << 31),
            Just(i64::MIN),
            Just(i64::MAX)
        ]
    }

    proptest! {
        #[test]
        fn narrow_or_wide_the_same_numbers_lie_within(
            small in any::<bool>(),
            all in proptest::collection::vec(any_number(), 0..150),
            from in any_number(),
            to in any_number(),
        ) {
            let all: Vec<i64> = all.into_iter().filter(|number| !small || i32::try_from(*number).is_ok()).collect();
            let mut numbers = Numbers::default();
            all.iter().for_each(|number| numbers.push(*number));
            prop_assert_eq!(matches!(numbers, Numbers::Narrow(_)), all.iter().all(|number| i32::try_from(*number).is_ok()));
            let expected: Vec<usize> = (0..all.len()).filter(|place| (from..=to).contains(&all[*place])).collect();
            prop_assert_eq!(numbers.within(from, to).numbers().collect::<Vec<_>>(), expected);
        }
    }
}
