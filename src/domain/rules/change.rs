//! The smallest change that would make one requirement pass. It is offered only after it was tried: applied, the requirement passes.
//! May import: facts, policy_code, scheme.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::evaluate::condition;
use super::input::{EvidenceFact, Input, LotChoice};
use super::leaf::Leaf;
use super::number;
use super::outcome::Outcome;
use super::verdict::{About, EvidenceState};
use crate::facts::{Fact, FactSet, FactType, FactValue};
use crate::ids::EvidenceId;
use crate::money::{BasisPoints, Cents};
use crate::policy_code::{EvidenceKindCode, FactCode, TargetGroupCode};
use crate::scheme::{Comparator, Condition, FactTest, Measure, NumberTest, Test, Validity};

/// One change of what an aanbieder has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Another value of a gegeven.
    Fact {
        /// The gegeven.
        fact: FactCode,
        /// The nearest value that passes.
        value: FactValue,
    },
    /// A newer bewijsstuk.
    Evidence {
        /// Instead of this one.
        id: EvidenceId,
        /// Its kind.
        evidence: EvidenceKindCode,
        /// Issued on this day or later.
        issued_from: Option<NaiveDate>,
        /// Valid until this day or later.
        valid_until: Option<NaiveDate>,
    },
    /// More places in the lot.
    Places {
        /// For this doelgroep, or all together.
        target: Option<TargetGroupCode>,
        /// At least this many.
        places: i64,
    },
}

/// The smallest change for a requirement that fails; empty when there is none that can be measured.
pub(super) fn smallest(leaf: &Leaf<'_>) -> Vec<Change> {
    let Some(changes) = needed(leaf, &leaf.requirement.condition) else { return Vec::new() };
    if passes_with(leaf, &changes) { changes } else { Vec::new() }
}

/// What must change for a condition; `None` when something cannot be measured.
fn needed(leaf: &Leaf<'_>, tree: &Condition) -> Option<Vec<Change>> {
    if condition(leaf, tree).0 == Outcome::Met {
        return Some(Vec::new());
    }
    match tree {
        Condition::All(parts) => {
            let each: Option<Vec<Vec<Change>>> = parts.iter().map(|part| needed(leaf, part)).collect();
            each.map(|changes| changes.into_iter().flatten().collect())
        }
        Condition::Any(parts) => parts.iter().filter_map(|part| needed(leaf, part)).min_by_key(Vec::len),
        Condition::IfThen { otherwise, then, .. } => needed(leaf, then).or_else(|| needed(leaf, otherwise)),
        single => one(leaf, single).map(|change| vec![change]),
    }
}

fn one(leaf: &Leaf<'_>, part: &Condition) -> Option<Change> {
    let finding = leaf.finding(part);
    if finding.outcome != Outcome::NotMet {
        return None;
    }
    match (part, finding.about) {
        (Condition::Fact(test), About::Fact { observed, on, .. }) => {
            let value = nearest(leaf, test, &observed?.value, on)?;
            Some(Change::Fact { fact: test.fact.clone(), value })
        }
        (Condition::Number(test), About::Number { value, needed, .. }) => {
            counted(leaf, test, &value?, needed?)
        }
        (_, About::Evidence { evidence, on, state }) => renewed(leaf, evidence, on, state),
        (_, About::Capacity { target, at_least, .. }) => Some(Change::Places { target, places: at_least }),
        (Condition::Wnt(test), About::Wnt { persons, .. }) => {
            let Some(FactValue::PaidPersons(mut pay)) =
                leaf.current(&test.persons).map(|fact| fact.value.clone())
            else {
                return None;
            };
            for (person, found) in pay.persons.iter_mut().zip(&persons) {
                match found.outcome {
                    Outcome::Met => {}
                    Outcome::NotMet => person.pay = found.maximum,
                    Outcome::Unknown | Outcome::Judge => return None,
                }
            }
            Some(Change::Fact { fact: test.persons.clone(), value: FactValue::PaidPersons(pay) })
        }
        _ => None,
    }
}

fn renewed(
    leaf: &Leaf<'_>,
    evidence: EvidenceKindCode,
    on: NaiveDate,
    state: EvidenceState,
) -> Option<Change> {
    let def = leaf.input.scheme.evidence_def(&evidence)?;
    let from = match def.validity {
        Validity::NotOlderThan(age) => Some(age.before(on)?),
        Validity::UntilExpiry | Validity::Unlimited => None,
    };
    match state {
        EvidenceState::TooOld { id, .. } => {
            Some(Change::Evidence { id, evidence, issued_from: from, valid_until: None })
        }
        EvidenceState::Expired { id, .. } => {
            Some(Change::Evidence { id, evidence, issued_from: from, valid_until: Some(on) })
        }
        _ => None,
    }
}

/// The value nearest to the observed one that passes, when the definition of the gegeven admits it.
fn nearest(leaf: &Leaf<'_>, test: &FactTest, observed: &FactValue, on: NaiveDate) -> Option<FactValue> {
    let kind = &leaf.input.scheme.fact(&test.fact)?.kind;
    let value = match &test.test {
        Test::Compare { comparator, with } => {
            against(*comparator, number::bound(leaf, with).value?, Some(kind))?
        }
        Test::OneOf { codes, inside } => {
            FactValue::Choice(first_code(kind, |code| codes.contains(code) == *inside)?)
        }
        Test::Contains { codes, all } => {
            let FactValue::Choices(chosen) = observed else { return None };
            let mut chosen = chosen.clone();
            if *all {
                chosen.extend(codes.iter().cloned());
            } else {
                chosen.remove(codes.first()?);
            }
            FactValue::Choices(chosen)
        }
        Test::NotOlder { than, inside, .. } => {
            let FactValue::Day(day) = observed else { return None };
            let from = than.before(on)?;
            FactValue::Day(if *inside { (*day).clamp(from, on) } else { from.pred_opt()? })
        }
        Test::ValidOn { valid, .. } => FactValue::Day(if *valid { on } else { on.pred_opt()? }),
    };
    kind.admits(&value).then_some(value)
}

/// The answer that makes a count or a sum pass: choices more or fewer in the order of the list, or one answer of a sum.
fn counted(leaf: &Leaf<'_>, test: &NumberTest, value: &FactValue, needed: FactValue) -> Option<Change> {
    let wanted = against(test.comparator, needed, None)?;
    match &test.of {
        Measure::Count { fact, of } => {
            let (FactValue::Choices(chosen), FactValue::Whole(wanted), FactType::Choices(list)) =
                (&leaf.current(fact)?.value, wanted, &leaf.input.scheme.fact(fact)?.kind)
            else {
                return None;
            };
            let meant = list.iter().map(|one| &one.code).filter(|code| of.is_empty() || of.contains(*code));
            let (there, absent): (Vec<&String>, Vec<&String>) =
                meant.partition(|code| chosen.contains(*code));
            let (wanted, mut chosen) = (usize::try_from(wanted).ok()?, chosen.clone());
            for code in there.iter().skip(wanted) {
                chosen.remove(*code);
            }
            chosen.extend(absent.into_iter().take(wanted.saturating_sub(there.len())).cloned());
            Some(Change::Fact { fact: fact.clone(), value: FactValue::Choices(chosen) })
        }
        Measure::Sum { facts, .. } => {
            let more = number::difference(value, &wanted)?;
            facts.iter().find_map(|fact| {
                let value = number::add(&leaf.current(fact)?.value, &more)?;
                let admitted = leaf.input.scheme.fact(fact)?.kind.admits(&value);
                admitted.then(|| Change::Fact { fact: fact.clone(), value })
            })
        }
    }
}

/// The value nearest to the bound that passes; `kind` is what it must be admitted by, when it is the answer itself.
fn against(comparator: Comparator, bound: FactValue, kind: Option<&FactType>) -> Option<FactValue> {
    match comparator {
        Comparator::Equal | Comparator::AtLeast | Comparator::AtMost => Some(bound),
        Comparator::MoreThan => step(bound, 1),
        Comparator::LessThan => step(bound, -1),
        Comparator::NotEqual => match bound {
            FactValue::YesNo(not_this) => Some(FactValue::YesNo(!not_this)),
            FactValue::Choice(not_this) => first_code(kind?, |code| code != not_this).map(FactValue::Choice),
            number => {
                let admitted = |value: &FactValue| kind.is_none_or(|kind| kind.admits(value));
                let above = step(number.clone(), 1).filter(admitted);
                above.or_else(|| step(number, -1))
            }
        },
    }
}

fn first_code(kind: &FactType, fits: impl Fn(&str) -> bool) -> Option<String> {
    let FactType::Choice(list) = kind else { return None };
    list.iter().map(|one| one.code.clone()).find(|code| fits(code))
}

/// One unit further: a whole number, a cent, a basis point or a day.
fn step(value: FactValue, by: i32) -> Option<FactValue> {
    Some(match value {
        FactValue::Whole(number) => FactValue::Whole(number.checked_add(i64::from(by))?),
        FactValue::Money(amount) => FactValue::Money(amount.checked_add(Cents::new(i64::from(by)))?),
        FactValue::Percent(share) => FactValue::Percent(share.checked_add(BasisPoints::new(by))?),
        FactValue::Day(day) => FactValue::Day(day.checked_add_signed(TimeDelta::try_days(i64::from(by))?)?),
        _ => return None,
    })
}

fn passes_with(leaf: &Leaf<'_>, changes: &[Change]) -> bool {
    let mut facts = leaf.input.facts.clone();
    let mut evidence = leaf.input.evidence.to_vec();
    let mut lot = leaf.lot.cloned();
    for change in changes {
        apply(change, &mut facts, &mut evidence, lot.as_mut());
    }
    let input = Input { facts: &facts, evidence: &evidence, ..*leaf.input };
    let changed = Leaf::new(&input, leaf.requirement, lot.as_ref());
    condition(&changed, &leaf.requirement.condition).0 == Outcome::Met
}

/// Put a change into effect.
pub(super) fn apply(
    change: &Change,
    facts: &mut FactSet,
    evidence: &mut [EvidenceFact],
    lot: Option<&mut LotChoice>,
) {
    match change {
        Change::Fact { fact, value } => {
            if let Some(stored) = facts.get(fact) {
                let provenance = stored.provenance.clone();
                facts.set(fact.clone(), Fact { value: value.clone(), provenance });
            }
        }
        Change::Evidence { id, issued_from, valid_until, .. } => {
            for one in evidence.iter_mut().filter(|one| one.id == *id) {
                one.issued_on = one.issued_on.max(*issued_from);
                one.expires_on =
                    one.expires_on.map(|last| valid_until.map_or(last, |needed| last.max(needed)));
            }
        }
        Change::Places { target, places } => {
            let Some(lot) = lot else { return };
            let meant = lot.capacity.iter_mut().filter(|one| target.is_none() || one.target == *target);
            for stated in meant.take(1) {
                stated.places = stated.places.max(*places);
            }
        }
    }
}
