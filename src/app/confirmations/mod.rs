//! Once a year who is admitted confirms what it told: one page with what is still to be said, and nothing that was answered elsewhere since
//! the year began. Whatever it says, it never ends an admission.
//! May import: app, auth, domain, storage.

mod ask;
mod give;
mod own;
mod show;

pub use ask::ask;
pub use give::{Given, give, wrong};
pub use own::{Answered, Line, Own, Pending, mine, own};
pub use show::{AnswerSeen, One, TeamLine, of_region, one, take};

use super::ctx::Place;
use super::error::Result;
use crate::domain::policy_code::FactCode;
use crate::domain::scheme::{Condition, Scheme};
use crate::storage::confirmations::ConfirmationRow;
use crate::storage::types;

/// Where in the log what happens to it belongs.
fn place(row: &ConfirmationRow) -> Result<Place> {
    let (region, procedure, org) = (
        types::id("confirmations", &row.region_id)?,
        types::id("confirmations", &row.procedure_id)?,
        types::id("confirmations", &row.org_id)?,
    );
    Ok(Place::of_region(&region).procedure(&procedure).about(&org))
}

/// Whether a yes on this question is a ground of exclusion, which a person must look at.
fn is_exclusion(scheme: &Scheme, code: &FactCode) -> bool {
    let mut leaves = scheme.requirements().iter().flat_map(|requirement| requirement.condition.leaves());
    leaves.any(|leaf| matches!(leaf, Condition::Exclusion(test) if test.declared == *code))
}
