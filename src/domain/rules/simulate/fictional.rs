//! A population of aanbieders who do not exist, for a what-if without data and for tests: the same seed gives the same people, with
//! answers around what the regeling asks.
//! May import: facts, identifiers, ids, policy_code, scheme.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::super::input::{Capacity, EvidenceFact, LotChoice, Offered, ReferenceDates};
use super::Applicant;
use crate::facts::{Comply, Fact, FactDef, FactSet, FactType, FactValue, Provenance, Source};
use crate::ids::Id;
use crate::money::{BasisPoints, Cents};
use crate::policy_code::{FactCode, LotKey};
use crate::scheme::{CellState, Comparator, Condition, FactTest, Operand, Scheme, Test};

/// Numbers that look like chance and are not.
struct Dice(u64);

impl Dice {
    /// A number below a bound (splitmix64).
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).checked_rem(bound).unwrap_or(0)
    }

    /// So many times in a hundred.
    fn often(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// So many aanbieders for a regeling.
#[must_use]
pub fn fictional(scheme: &Scheme, dates: ReferenceDates, count: usize, seed: u64) -> Vec<Applicant> {
    let mut dice = Dice(seed);
    (1..=count).map(|number| applicant(scheme, dates, number, &mut dice)).collect()
}

fn applicant(scheme: &Scheme, dates: ReferenceDates, number: usize, dice: &mut Dice) -> Applicant {
    let mut facts = FactSet::new();
    for def in scheme.facts() {
        if dice.often(95)
            && let Some(value) = answer(scheme, def, dates, dice).filter(|value| def.kind.admits(value))
        {
            let provenance = Provenance {
                source: Source::Aanbieder,
                as_of: dates.submission,
                valid_until: None,
                evidence: None,
            };
            facts.set(def.code.clone(), Fact { value, provenance });
        }
    }
    let mut evidence = Vec::new();
    for (place, def) in (1..).zip(scheme.evidence()) {
        let name = format!("00000000-0000-7000-8000-{number:08}{place:04}");
        if let (true, Ok(id)) = (dice.often(92), Id::parse(&name)) {
            let offered = if dice.often(97) { Offered::AsAsked } else { Offered::AsEquivalent };
            evidence.push(EvidenceFact {
                id,
                kind: def.code.clone(),
                issued_on: dates.submission.checked_sub_days(Days::new(dice.below(200))),
                expires_on: dates.start.checked_add_days(Days::new(dice.below(700))),
                sha256: None,
                offered,
            });
        }
    }
    let documents = scheme.documents().iter().filter(|_| dice.often(97));
    Applicant {
        id: format!("aanbieder-{number}"),
        facts,
        evidence,
        accepted: documents.map(|one| one.code.clone()).collect(),
        lots: lots(scheme, dice),
        judgements: Vec::new(),
        members: Vec::new(),
    }
}

/// Some groups in some gemeenten, with some of the products that are in use there.
fn lots(scheme: &Scheme, dice: &mut Dice) -> Vec<LotChoice> {
    let mut lots = Vec::new();
    for gemeente in scheme.gemeenten() {
        for group in scheme.groups() {
            if !dice.often(40) {
                continue;
            }
            let in_use = group
                .products
                .iter()
                .filter(|product| scheme.cell(&product.code, &gemeente.code) == Some(CellState::InUse));
            let products: Vec<_> = in_use.map(|one| one.code.clone()).filter(|_| dice.often(70)).collect();
            let capacity =
                scheme.target_groups().iter().filter(|_| dice.often(50)).map(|one| one.code.clone());
            let targets: Vec<_> = capacity.collect();
            let places = targets.into_iter().map(|target| Capacity {
                target: Some(target),
                places: i64::try_from(dice.below(8)).unwrap_or(0),
            });
            lots.push(LotChoice {
                lot: LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() },
                products,
                capacity: places.collect(),
            });
        }
    }
    lots
}

fn answer(scheme: &Scheme, def: &FactDef, dates: ReferenceDates, dice: &mut Dice) -> Option<FactValue> {
    Some(match &def.kind {
        FactType::YesNo if exclusions(scheme).contains(&def.code) => FactValue::YesNo(dice.often(2)),
        FactType::YesNo => FactValue::YesNo(dice.often(95) == wanted(scheme, def)),
        FactType::Whole(_) => FactValue::Whole(near(scheme, def, dice).unwrap_or(10)),
        FactType::Money(_) => FactValue::Money(Cents::new(near(scheme, def, dice).unwrap_or(100_000))),
        FactType::Percent(_) => FactValue::Percent(BasisPoints::new(
            i32::try_from(near(scheme, def, dice).unwrap_or(2_500)).ok()?,
        )),
        FactType::Day(_) => FactValue::Day(day(dates.start, dice)?),
        FactType::Choice(list) => FactValue::Choice(pick(list, dice)?.code.clone()),
        FactType::Choices(list) => FactValue::Choices(
            list.iter().filter(|_| dice.often(60)).map(|one| one.code.clone()).collect::<BTreeSet<_>>(),
        ),
        FactType::Text(range) => {
            let length = range.min.unwrap_or(0).max(20);
            FactValue::Text("x".repeat(usize::try_from(length).ok()?))
        }
        FactType::ComplyOrExplain { rows, .. } => {
            FactValue::ComplyOrExplain(rows.iter().map(|row| (row.code.clone(), Comply::Applied)).collect())
        }
        FactType::PaidPersons => return None,
    })
}

fn pick<'a, T>(list: &'a [T], dice: &mut Dice) -> Option<&'a T> {
    let size = u64::try_from(list.len()).ok().filter(|size| *size > 0)?;
    list.get(usize::try_from(dice.below(size)).ok()?)
}

/// From a year before the start until three years after it.
fn day(start: NaiveDate, dice: &mut Dice) -> Option<NaiveDate> {
    let first = start.with_day(1)?.checked_sub_days(Days::new(365))?;
    first.checked_add_days(Days::new(dice.below(1_460)))
}

/// The answer that most eisen about a question would have.
fn wanted(scheme: &Scheme, def: &FactDef) -> bool {
    let leaves = scheme.requirements().iter().flat_map(|one| one.condition.leaves());
    let asked = leaves.filter_map(|leaf| match leaf {
        Condition::Fact(FactTest {
            fact,
            test: Test::Compare { comparator, with: Operand::Literal(FactValue::YesNo(yes)) },
        }) if *fact == def.code => Some((*comparator == Comparator::Equal) == *yes),
        _ => None,
    });
    asked.into_iter().next().unwrap_or(true)
}

fn exclusions(scheme: &Scheme) -> BTreeSet<FactCode> {
    let leaves = scheme.requirements().iter().flat_map(|one| one.condition.leaves());
    leaves
        .filter_map(
            |leaf| if let Condition::Exclusion(test) = leaf { Some(test.declared.clone()) } else { None },
        )
        .collect()
}

/// From a fifth below what is asked until four fifths above it, in tenths.
fn near(scheme: &Scheme, def: &FactDef, dice: &mut Dice) -> Option<i64> {
    let leaves = scheme.requirements().iter().flat_map(|one| one.condition.leaves());
    let bounds: Vec<i64> = leaves
        .filter_map(|leaf| match leaf {
            Condition::Fact(FactTest { fact, test: Test::Compare { with, .. } }) if *fact == def.code => {
                match with {
                    Operand::Literal(value) => plain(value),
                    Operand::Parameter(code) => plain(&scheme.parameter(code)?.values.first()?.value),
                    Operand::Fact(_) => None,
                }
            }
            _ => None,
        })
        .collect();
    let bound = *pick(&bounds, dice)?;
    let tenths = i64::try_from(dice.below(11)).ok()?.checked_add(8)?;
    bound.checked_mul(tenths)?.checked_div(10)
}

fn plain(value: &FactValue) -> Option<i64> {
    match value {
        FactValue::Whole(number) => Some(*number),
        FactValue::Money(amount) => Some(amount.get()),
        FactValue::Percent(share) => Some(i64::from(share.get())),
        _ => None,
    }
}
