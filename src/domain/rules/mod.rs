//! Evaluation: what a regeling says about one aanbieder's application, explained. A function of its arguments and of nothing else.
//! May import: code, facts, ids, money, policy_code, reminder, scheme, supply.

mod case;
mod change;
mod evaluate;
mod evidence;
mod input;
mod leaf;
mod measure;
mod members;
mod number;
mod outcome;
mod persons;
mod renewal;
mod replay;
mod simulate;
mod verdict;
mod wanted;

pub use case::{Case, CaseProblem, Deviation};
pub use change::Change;
pub use evaluate::{VERDICT_VERSION, evaluate};
pub use evidence::stands;
pub use input::{
    Capacity, EvidenceFact, Input, Judgement, LotChoice, Offered, ReferenceDates, Stage, TestAnswer,
};
pub use members::{CombinationVerdict, Member, MemberRole, OwnPart, evaluate_combination};
pub use outcome::Outcome;
pub use persons::wnt_years;
pub use renewal::{Before, Paper, Renewal, renewals};
pub use replay::{Replay, ReplayError, replay};
pub use simulate::{
    Applicant, Beside, Effect, Kept, Lost, LotEffect, NotKept, Population, Shared, Table, Tally, fictional,
    newly_asked, simulate,
};
pub use verdict::{
    About, AppliedParameter, EvidenceState, Finding, Given, LotVerdict, MemberOutcome, NumberPart, Observed,
    ProductOutcome, RequirementResult, Verdict, WntMissing, WntPerson,
};
pub use wanted::{Wanted, wanted};

#[cfg(test)]
mod tests;
