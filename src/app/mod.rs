//! Use cases: authorise → load → domain → save, with audit leaf and jobs in the same write transaction.
//!
//! May import: `domain`, `storage`, `documents`, `files`, `mail`, `render`, `auth`, `clock`. Never `web`, `jobs`, `cli`.

pub mod access;
pub mod admin;
pub mod admissions;
pub mod agreement;
pub mod amend;
pub mod apply;
pub mod attempts;
pub mod availability;
pub mod boundaries;
pub mod changes;
pub mod claim_codes;
pub mod claims;
pub mod confirmations;
pub mod contracts;
pub mod ctx;
pub mod database;
pub mod decide;
pub mod dossier;
pub mod drafts;
pub mod due;
pub mod error;
pub mod evidence_kinds;
pub mod evidence_requests;
pub mod failure;
pub mod fields;
pub mod follow;
pub mod history;
pub mod imports;
pub mod laid_down;
pub mod letters;
pub mod login;
mod looks;
pub mod national;
pub mod once;
pub mod organisations;
pub mod outbox;
pub mod pace;
pub mod people;
pub mod policy;
pub mod public;
pub mod replay;
pub mod review;
pub mod schemes;
pub mod supervision;
pub mod supply;
pub mod taken_over;
pub mod to_sign;
pub mod unhandled;
pub mod vault;

pub use access::{Acting, Halfway, Visitor};
pub use ctx::{Ctx, Place};
pub use database::{Database, DbConn};
pub use error::{Error, FieldError, Result};
pub use once::Once;
