//! What is decided on a lot: the outcome with its grounds, by people who differ, under a mandaat or volmacht.
//! May import: bibob, code, identifiers, ids, letter, motivation, policy_code, terms, windows.

mod agreement;
mod assessment;
mod due;
mod equal;
pub mod hearing;
mod life;
mod mandate;
mod outcome;
mod review;
mod revision;
mod steps;
mod track;

#[cfg(test)]
mod tests;

pub use agreement::{FEW, Pairs, differing};
pub use assessment::{Assessed, Assessment, Said, Subject, advices, judgements, open_hard};
pub use due::{DecisionTerm, decision_due, revision_due, unhandled_until};
pub use equal::{Equal, Given, Likeness, NoLikeness, Unequal};
pub use life::{
    Around, Command, Countersigned, Decision, Proposed, Refusal, Returned, Signed, State, TRANSITIONS, Why,
};
pub use mandate::{GrantKind, Groups, MandateGrant, MandateRefusal, MandateTerm, NotATerm};
pub use outcome::{Finding, Judgement, Outcome, OutcomeRefusal, Proposal, Reason, Weight};
pub use review::{Advice, Hands, Panel, PanelRefusal, People, ReviewPlan, SamePerson, separation};
pub use revision::Cause;
