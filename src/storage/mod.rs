//! The database. Diesel lives here and nowhere else.
//!
//! May import: `domain`. Functions take `&mut DbConn` and, for what belongs to a region or an organisation, a scope
//! that only `app::authorise` can make. They return [`diesel::QueryResult`]; a row that does not fit is an internal
//! error naming table and id. Lists and dossiers for pages are in [`views`].

pub mod absences;
pub mod admissions;
pub mod amendments;
pub mod answers;
pub mod applications;
pub mod applying;
pub mod assessments;
pub mod assignments;
pub mod attempts;
pub mod audit;
pub mod bases;
pub mod bibob;
pub mod bibob_officers;
pub mod blobs;
pub mod bounces;
pub mod boundaries;
pub mod calendar;
pub mod capacity_statements;
pub mod claim_codes;
pub mod clarifications;
pub mod client_counts;
pub mod confirmations;
pub mod db;
pub mod decisions;
pub mod disputes;
pub mod document_drafts;
pub mod documents;
pub mod equal_cases;
pub mod evidence;
pub mod evidence_requests;
pub mod extensions;
pub mod facts;
pub mod failures;
pub mod followers;
pub mod hearings;
pub mod idempotency;
pub mod imports;
pub mod investigations;
pub mod jobs;
pub mod laid_down;
pub mod legal_holds;
pub mod letters;
pub mod lots;
pub mod mails;
pub mod mandates;
pub mod measures;
pub mod members;
pub mod memberships;
pub mod messages;
pub mod migrate;
pub mod notas;
pub mod opening_supply;
pub mod organisations;
pub mod questions;
pub mod regions;
pub mod reminders;
pub mod renewals;
pub mod revisions;
pub mod samples;
#[expect(
    missing_docs,
    reason = "the macro writes items that take no comment; migrations/ explains the tables"
)]
pub mod schema;
pub mod scope;
pub mod second_factors;
pub mod seen;
pub mod sessions;
pub mod signals;
pub mod snapshots;
pub mod spells;
pub mod staff;
pub mod supply;
pub mod suspensions;
pub mod tlog;
pub mod types;
pub mod unread;
pub mod users;
pub mod verifications;
pub mod views;
pub mod year_plan;

pub use db::{DatabaseUrl, DbConn, DbPool, light, pool, pool_for_making, write};
pub use scope::{OrgScope, RegionScope};
