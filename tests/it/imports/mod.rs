//! Tables that a region brings in, and who gets in by the letters that follow.

mod claim_codes;
pub mod clients;
pub mod contracts;
