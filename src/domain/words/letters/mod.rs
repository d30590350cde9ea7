//! The Dutch of the letters, one file per kind; B1 level. May import: letter's types, words::dates.

pub mod again;
pub(crate) mod claim_code;
pub(crate) mod closure;
pub(crate) mod decision;
pub(crate) mod extension;
pub(crate) mod intention;
pub(crate) mod measure;
pub(crate) mod not_handled;
pub(crate) mod nota;
pub(crate) mod receipt;
pub(crate) mod remedy;
pub(crate) mod reminder;
pub(crate) mod repair;
pub mod samples;
mod samples_measure;
pub mod shared;
pub(crate) mod signing;
pub(crate) mod taken_over;
pub(crate) mod window_changed;
pub(crate) mod withdrawal;
