//! The review plan of a regeling: how many assess, and how many different people handle one application.
//! May import: code, decision::outcome, ids.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use crate::code::Code;
use crate::ids::UserId;
use crate::scheme::Reviewers;

/// Who assess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Panel {
    /// One assessor.
    One,
    /// Two who do not see each other's work until both are done, and must agree.
    TwoBlind,
    /// Two blind; a moderator judges where they differ.
    TwoAndModerator,
}

impl Code for Panel {
    const ALL: &'static [Self] = &[Self::One, Self::TwoBlind, Self::TwoAndModerator];

    fn code(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::TwoBlind => "two_blind",
            Self::TwoAndModerator => "two_and_moderator",
        }
    }
}

/// How many people assessor, countersigner and decision maker are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// Three.
    Three,
    /// Two: the countersigner may also sign. The assessor never does either.
    Two,
}

impl Code for People {
    const ALL: &'static [Self] = &[Self::Three, Self::Two];

    fn code(self) -> &'static str {
        match self {
            Self::Three => "three",
            Self::Two => "two",
        }
    }
}

/// A published review plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPlan {
    /// Who assess.
    pub panel: Panel,
    /// How many different people.
    pub people: People,
}

impl From<&crate::scheme::ReviewPlan> for ReviewPlan {
    fn from(published: &crate::scheme::ReviewPlan) -> Self {
        let panel = match published.reviewers {
            Reviewers::One => Panel::One,
            Reviewers::TwoBlind => Panel::TwoBlind,
            Reviewers::TwoWithModerator => Panel::TwoAndModerator,
        };
        Self { panel, people: if published.three_people { People::Three } else { People::Two } }
    }
}

/// What one assessor advises on one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The assessor.
    pub by: UserId,
    /// Admit or refuse.
    pub outcome: Outcome,
    /// When it was recorded; a later one of the same person replaces an earlier one.
    pub at: DateTime<Utc>,
}

/// Why the panel is not ready for this proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PanelRefusal {
    /// Too few people advised.
    #[error("{advised} of {needed} assessors advised")]
    TooFew {
        /// How many did.
        advised: usize,
        /// How many the plan needs.
        needed: usize,
    },
    /// The proposer did not assess.
    #[error("the proposer did not assess this lot")]
    NotAnAssessor,
    /// The proposer advised something else.
    #[error("the proposal differs from the proposer's own advice")]
    OtherThanAdvised,
    /// The assessors differ and the plan has no moderator.
    #[error("the assessors differ")]
    AssessorsDiffer,
    /// The assessors differ, so the moderator proposes.
    #[error("the assessors differ: the moderator proposes")]
    ModeratorProposes,
}

/// Who had a hand in one application so far, over all its lots.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hands {
    /// Who assessed or proposed.
    pub assessors: BTreeSet<UserId>,
    /// Who countersigned.
    pub countersigners: BTreeSet<UserId>,
    /// Who signed.
    pub signers: BTreeSet<UserId>,
    /// Who did any of it before a decision was looked at again: they have no hand in the new one.
    pub earlier: BTreeSet<UserId>,
}

/// Which two tasks one person cannot both do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SamePerson {
    /// An assessor (the proposer is one) wants to countersign.
    #[error("an assessor cannot countersign")]
    AssessorCountersigns,
    /// An assessor (the proposer is one) wants to sign.
    #[error("an assessor cannot sign")]
    AssessorSigns,
    /// The countersigner wants to sign, and the plan asks three people.
    #[error("the countersigner cannot sign under this review plan")]
    CountersignerSigns,
    /// Who countersigned or signed wants to assess.
    #[error("who countersigned or signed cannot assess")]
    HandlerAssesses,
    /// Who had a hand in a decision wants one in its revision.
    #[error("who had a hand in the first decision has none in its revision")]
    DecidedBefore,
}

/// Are the people of one application as different as the plan says? The one place where four eyes is decided.
///
/// `hands` are all who acted on any lot of the application; who has not acted on this one yet is `None`.
///
/// # Errors
/// [`SamePerson`] names the two tasks.
pub fn separation(
    plan: &ReviewPlan,
    hands: &Hands,
    proposer: &UserId,
    countersigner: Option<&UserId>,
    signer: Option<&UserId>,
) -> Result<(), SamePerson> {
    let anew = [Some(proposer), countersigner, signer];
    if anew.into_iter().flatten().any(|who| hands.earlier.contains(who)) {
        return Err(SamePerson::DecidedBefore);
    }
    let assessed = |who: &UserId| who == proposer || hands.assessors.contains(who);
    if countersigner.is_some_and(assessed) {
        return Err(SamePerson::AssessorCountersigns);
    }
    if signer.is_some_and(assessed) {
        return Err(SamePerson::AssessorSigns);
    }
    let both = signer.is_some() && signer == countersigner
        || signer.is_some_and(|who| hands.countersigners.contains(who))
        || countersigner.is_some_and(|who| hands.signers.contains(who));
    match plan.people {
        People::Three if both => Err(SamePerson::CountersignerSigns),
        People::Three | People::Two => Ok(()),
    }
}

impl Panel {
    /// How many people judge the same.
    #[must_use]
    pub fn assessors(self) -> u8 {
        match self {
            Self::One => 1,
            Self::TwoBlind | Self::TwoAndModerator => 2,
        }
    }
}

impl Hands {
    /// May this person assess, given who countersigned and signed? Under every plan the assessor does neither.
    ///
    /// # Errors
    /// [`SamePerson::HandlerAssesses`], or [`SamePerson::DecidedBefore`] where a decision is looked at again.
    pub fn may_assess(&self, who: &UserId) -> Result<(), SamePerson> {
        if self.earlier.contains(who) {
            return Err(SamePerson::DecidedBefore);
        }
        if self.countersigners.contains(who) || self.signers.contains(who) {
            return Err(SamePerson::HandlerAssesses);
        }
        Ok(())
    }

    /// May this person treat a dispute about what was decided? Nobody who had a hand in it (Awb 7:5, 10:3 lid 3; by analogy in the civil
    /// track), under every plan.
    ///
    /// # Errors
    /// [`SamePerson::DecidedBefore`].
    pub fn may_treat(&self, who: &UserId) -> Result<(), SamePerson> {
        let all = [&self.assessors, &self.countersigners, &self.signers, &self.earlier];
        if all.into_iter().any(|hands| hands.contains(who)) { Err(SamePerson::DecidedBefore) } else { Ok(()) }
    }
}

impl ReviewPlan {
    /// May this person propose this outcome, given what was advised on the lot?
    ///
    /// # Errors
    /// [`PanelRefusal`] says what is missing.
    pub fn may_propose(
        &self,
        advices: &[Advice],
        proposer: &UserId,
        outcome: Outcome,
    ) -> Result<(), PanelRefusal> {
        let last = last_of_each(advices);
        let needed = usize::from(self.panel.assessors());
        if last.len() < needed {
            return Err(PanelRefusal::TooFew { advised: last.len(), needed });
        }
        let own = last.iter().find(|one| one.by == *proposer).ok_or(PanelRefusal::NotAnAssessor)?;
        if own.outcome != outcome {
            return Err(PanelRefusal::OtherThanAdvised);
        }
        let first_two = || last.iter().take(2);
        let agree = first_two().all(|one| one.outcome == outcome);
        match self.panel {
            Panel::One => Ok(()),
            Panel::TwoBlind if last.iter().all(|one| one.outcome == outcome) => Ok(()),
            Panel::TwoBlind => Err(PanelRefusal::AssessorsDiffer),
            Panel::TwoAndModerator if agree || !first_two().any(|one| one.by == *proposer) => Ok(()),
            Panel::TwoAndModerator => Err(PanelRefusal::ModeratorProposes),
        }
    }

    /// May this person read what colleagues advised? Blind means: not before both did.
    #[must_use]
    pub fn may_read_colleagues(&self, reader: &UserId, advices: &[Advice]) -> bool {
        let last = last_of_each(advices);
        match self.panel {
            Panel::One => true,
            Panel::TwoBlind | Panel::TwoAndModerator => {
                last.len() >= 2 || last.iter().any(|one| one.by == *reader)
            }
        }
    }
}

/// The last advice of each person, in the order in which they first advised.
fn last_of_each(advices: &[Advice]) -> Vec<&Advice> {
    let mut in_time: Vec<&Advice> = advices.iter().collect();
    in_time.sort_by_key(|one| one.at);
    let mut last: Vec<&Advice> = Vec::new();
    for advice in in_time {
        match last.iter_mut().find(|one| one.by == advice.by) {
            Some(earlier) => *earlier = advice,
            None => last.push(advice),
        }
    }
    last
}
