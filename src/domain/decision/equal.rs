//! Equal cases, equal outcomes (DESIGN §8): what two cases must share to be equal, and which word of a person must first be explained.
//! May import: canonical, code, decision::assessment, digest, facts, ids, policy_code, rules, scheme, words.

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::assessment::Said;
use crate::canonical;
use crate::code::Code;
use crate::digest::Digest;
use crate::facts::{self, FactSet};
use crate::ids::AssessmentId;
use crate::rules::{Outcome, TestAnswer};
use crate::scheme::{Requirement, Scheme};
use crate::words::requirement as texts;

/// A fingerprint of everything that may make a difference for one requirement. Two cases with the same are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Likeness(Digest);

/// What one case has for one requirement.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The answers of whose part it is.
    pub facts: &'a FactSet,
    /// What the rules say of it before a person does: that holds the evidence and the dates.
    pub rules: Outcome,
    /// The answers on the toetspunten.
    pub points: &'a [TestAnswer],
}

/// A value without a canonical form.
#[derive(Debug, thiserror::Error)]
pub enum NoLikeness {
    /// Of an answer.
    #[error(transparent)]
    Fact(#[from] facts::FactJsonError),
    /// Of all together.
    #[error(transparent)]
    Canonical(#[from] canonical::CanonicalError),
}

impl Likeness {
    /// The fingerprint: the published text of the requirement with its ground, the values of the facts in its condition, what
    /// the rules say, and the answers on the toetspunten. Not who it is, when it came in, or how anything was written down.
    ///
    /// # Errors
    /// [`NoLikeness`].
    pub fn of(scheme: &Scheme, requirement: &Requirement, given: Given<'_>) -> Result<Self, NoLikeness> {
        let mut values: Vec<Value> = Vec::new();
        for code in requirement.condition.facts() {
            if let Some(fact) = given.facts.get(&code) {
                values.push(json!([code.as_str(), facts::to_json(&fact.value)?]));
            }
        }
        let mut points: Vec<(&str, bool)> =
            given.points.iter().map(|one| (one.point.as_str(), one.yes)).collect();
        points.sort_unstable();
        let all = json!({
            "facts": values,
            "ground": Digest::of(requirement.ground.as_bytes()).to_string(),
            "points": points,
            "requirement": requirement.code.as_str(),
            "rules": given.rules.code(),
            "text": Digest::of(texts::paragraph(scheme, requirement).as_bytes()).to_string(),
        });
        Ok(Self(Digest::of(&canonical::to_bytes(&all)?)))
    }

    /// As stored: 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.hex()
    }
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// Why somebody says something else about an equal case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unequal {
    /// Something makes this case differ that no question asks about.
    CaseDiffers,
    /// What was said earlier was wrong. It is looked at again, and not repeated.
    EarlierWrong,
}

impl Code for Unequal {
    const ALL: &'static [Self] = &[Self::CaseDiffers, Self::EarlierWrong];

    fn code(self) -> &'static str {
        match self {
            Self::CaseDiffers => "case_differs",
            Self::EarlierWrong => "earlier_wrong",
        }
    }
}

/// The last word of a person on a case, among its equals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equal {
    /// The beoordeling.
    pub id: AssessmentId,
    /// What was said.
    pub said: Said,
    /// When.
    pub at: DateTime<Utc>,
    /// Why it is something else than about its equals, once that was explained, and when.
    pub explained: Option<(Unequal, DateTime<Utc>)>,
}

impl Equal {
    /// The earlier words of `others` that this one contradicts without an explanation; the later of two explains itself.
    ///
    /// A case that was itself explained to differ binds nobody, and neither does what was found wrong before: the explanation
    /// of one colleague holds for everybody who says the same.
    #[must_use]
    pub fn contradicts<'a>(&self, others: &'a [Equal]) -> Vec<&'a Equal> {
        if self.explained.is_some() {
            return Vec::new();
        }
        let differs = |one: &Equal| matches!(one.explained, Some((Unequal::CaseDiffers, _)));
        let found_wrong = |one: &Equal| {
            others.iter().any(|colleague| {
                colleague.said == self.said
                    && matches!(colleague.explained, Some((Unequal::EarlierWrong, at)) if one.at < at)
            })
        };
        // Two of the same moment each explain themselves.
        let earlier = others.iter().filter(|one| one.said != self.said && one.at <= self.at);
        earlier.filter(|one| !differs(one) && !found_wrong(one)).collect()
    }

    /// Whether a colleague found this one wrong, so that it must be looked at again.
    #[must_use]
    pub fn is_found_wrong(&self, others: &[Equal]) -> bool {
        self.explained.is_none()
            && others.iter().any(|one| {
                one.said != self.said
                    && matches!(one.explained, Some((Unequal::EarlierWrong, at)) if self.at < at)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, id};

    fn case(n: usize, said: Said, day: u32, explained: Option<Unequal>) -> Equal {
        let when = at(&format!("2026-10-{day:02}T10:00:00Z"));
        Equal { id: id(n), said, at: when, explained: explained.map(|why| (why, when)) }
    }

    fn contradicted(own: &Equal, others: &[Equal]) -> usize {
        own.contradicts(others).len()
    }

    #[test]
    fn who_says_the_same_as_before_explains_nothing() {
        let before = [case(1, Said::Met, 1, None), case(2, Said::Met, 2, None)];
        assert_eq!(contradicted(&case(3, Said::Met, 3, None), &before), 0);
        assert_eq!(contradicted(&case(3, Said::NotMet, 3, None), &before), 2);
    }

    #[test]
    fn only_the_later_of_two_explains_itself() {
        let (early, late) = (case(1, Said::Met, 1, None), case(2, Said::NotMet, 2, None));
        assert_eq!(contradicted(&early, std::slice::from_ref(&late)), 0);
        assert_eq!(contradicted(&late, std::slice::from_ref(&early)), 1);
    }

    #[test]
    fn a_case_that_differs_binds_nobody_after_it() {
        let before = [case(1, Said::Met, 1, None), case(2, Said::NotMet, 2, Some(Unequal::CaseDiffers))];
        assert_eq!(contradicted(&case(3, Said::Met, 3, None), &before), 0);
        assert_eq!(contradicted(&case(3, Said::NotMet, 3, None), &before), 1, "an exception is no rule");
    }

    #[test]
    fn what_was_found_wrong_binds_nobody_any_more_and_is_looked_at_again() {
        let wrong = case(1, Said::Met, 1, None);
        let found = case(2, Said::NotMet, 2, Some(Unequal::EarlierWrong));
        let before = [wrong.clone(), found.clone()];
        assert_eq!(contradicted(&case(3, Said::NotMet, 3, None), &before), 0);
        assert_eq!(
            contradicted(&case(3, Said::Met, 3, None), &before),
            1,
            "the wrong outcome is not repeated"
        );
        assert!(wrong.is_found_wrong(std::slice::from_ref(&found)));
        assert!(!found.is_found_wrong(&before));
    }

    #[test]
    fn what_is_said_after_it_was_found_wrong_counts_again() {
        let found = case(1, Said::NotMet, 2, Some(Unequal::EarlierWrong));
        let anew = case(2, Said::Met, 3, Some(Unequal::CaseDiffers));
        assert!(!anew.is_found_wrong(std::slice::from_ref(&found)));
    }
}
