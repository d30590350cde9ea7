//! Pages for who works for an aanbieder, and the account page of everybody with a login.
//! May import: app, storage::views, domain (to show), web.

pub mod account;
pub mod admissions;
pub mod apply;
pub mod bibob;
pub mod calamity;
pub mod capacity;
pub mod confirm;
pub mod dispute;
pub mod evidence_request;
pub mod hearing;
pub mod letters;
pub mod measures;
pub mod messages;
pub mod organisation;
pub mod people;
pub mod questions;
pub mod recovery_codes;
pub mod repair;
pub mod second_factor;
pub mod stop;
pub mod supervision;
pub mod vault;
mod vault_files;
pub mod verification;
