//! Evidence of a kind: of several the best counts, so that adding one never harms.
//! May import: policy_code, scheme.

use super::input::{EvidenceFact, Offered, TestAnswer};
use super::leaf::Leaf;
use super::outcome::Outcome;
use super::verdict::{About, EvidenceState, Finding};
use crate::policy_code::EvidenceKindCode;
use crate::scheme::{EvidenceDef, Validity};
use chrono::NaiveDate;

pub(super) fn finding(leaf: &Leaf<'_>, kind: &EvidenceKindCode) -> Finding {
    let Some(def) = leaf.input.scheme.evidence_def(kind) else {
        return missing(kind, leaf.on);
    };
    let on = leaf.input.dates.on(def.on);
    let of_kind = leaf.input.evidence.iter().filter(|one| one.kind == *kind);
    let answers = def.equivalent.as_ref().map(|points| leaf.answers_on(points)).unwrap_or_default();
    let judged = of_kind.map(|one| (one, stands(def, one, on, &answers)));
    let best = judged.max_by(|(one, (outcome, _)), (other, (than, _))| {
        outcome.cmp(than).then(one.issued_on.cmp(&other.issued_on)).then(one.id.cmp(&other.id))
    });
    match best {
        Some((_, (outcome, state))) => {
            Finding { outcome, about: About::Evidence { evidence: kind.clone(), on, state } }
        }
        None => missing(kind, on),
    }
}

fn missing(kind: &EvidenceKindCode, on: NaiveDate) -> Finding {
    let about = About::Evidence { evidence: kind.clone(), on, state: EvidenceState::Missing };
    Finding { outcome: Outcome::Unknown, about }
}

/// How one bewijsstuk stands on a day: its dates first, then whether a person must judge something equivalent.
#[must_use]
pub fn stands(
    def: &EvidenceDef,
    one: &EvidenceFact,
    on: NaiveDate,
    answers: &[TestAnswer],
) -> (Outcome, EvidenceState) {
    let id = one.id.clone();
    if let Some(wrong) = date_wrong(def.validity, one, on) {
        return wrong;
    }
    match (one.offered, &def.equivalent) {
        (Offered::AsAsked, _) => (Outcome::Met, EvidenceState::Valid { id }),
        (Offered::AsEquivalent, None) => (Outcome::NotMet, EvidenceState::NoEquivalent { id }),
        (Offered::AsEquivalent, Some(points)) => {
            (Outcome::judged(points, answers), EvidenceState::Equivalent { id, answers: answers.to_vec() })
        }
    }
}

/// What its dates have against it.
fn date_wrong(validity: Validity, one: &EvidenceFact, on: NaiveDate) -> Option<(Outcome, EvidenceState)> {
    let id = one.id.clone();
    if validity != Validity::Unlimited
        && let Some(expired_on) = one.expires_on.filter(|last| *last < on)
    {
        return Some((Outcome::NotMet, EvidenceState::Expired { id, expired_on }));
    }
    match validity {
        Validity::Unlimited => None,
        Validity::UntilExpiry => {
            one.expires_on.is_none().then_some((Outcome::Unknown, EvidenceState::NoDate { id }))
        }
        Validity::NotOlderThan(age) => {
            let Some(issued_on) = one.issued_on else {
                return Some((Outcome::Unknown, EvidenceState::NoDate { id }));
            };
            let from = age.before(on)?;
            (issued_on < from).then_some((Outcome::NotMet, EvidenceState::TooOld { id, issued_on, from }))
        }
    }
}
