//! An organisation as we know it: a claim to be one, and the people who act for it.
//! May import: code, ids, motivation.

pub mod claim;
pub mod membership;

#[cfg(test)]
mod tests;

pub use claim::Claim;
pub use membership::Membership;
