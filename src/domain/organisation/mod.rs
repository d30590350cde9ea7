//! An organisation as we know it: a claim to be one, what it says about itself, and the people who act for it.
//! May import: code, identifiers, ids, motivation.

pub mod claim;
mod claim_code;
pub mod legal_form;
pub mod membership;
pub mod profile;
pub mod seat;

#[cfg(test)]
mod tests;

pub use claim::Claim;
pub use claim_code::{CodeState, last_day};
pub use legal_form::LegalForm;
pub use membership::Membership;
pub use profile::{Profile, Signing};
pub use seat::Seat;
