//! The pure rules of Openhuis: no IO, no clock, no randomness, no log.
//!
//! Time, actor and rules are arguments. May import: std, chrono, chrono-tz, serde, serde_json,
//! thiserror, sha2, hmac, base64 and the YAML event parser. Nothing of the `openhuis` package.

pub mod access;
pub mod admission;
pub mod amendment;
pub mod application;
pub mod audit;
pub mod bibob;
pub mod boundaries;
pub mod canonical;
pub mod class;
pub mod code;
pub mod colour;
pub mod decision;
pub mod digest;
pub mod dispute;
pub mod durations;
pub mod export;
pub mod facts;
pub mod failure;
pub mod identifiers;
pub mod ids;
pub mod imports;
pub mod job;
pub mod laid_down;
pub mod letter;
pub mod money;
pub mod motivation;
pub mod nota;
pub mod notation;
pub mod organisation;
pub mod policy_code;
pub mod pseudonym;
pub mod reminder;
pub mod rules;
pub mod scheme;
pub mod supervision;
pub mod supply;
pub mod terms;
pub mod text;
pub mod tlog;
pub mod windows;
pub mod words;
pub mod workload;

#[cfg(test)]
mod testing;
