//! Read models: lists and dossiers as pages show them, joined once.
//! May import: diesel, domain, storage.

pub mod absences;
pub mod accesses;
pub mod admin;
pub mod admissions;
pub mod admitted;
pub mod agreement;
pub mod amendments;
pub mod changes;
pub mod claims;
pub mod decided;
pub mod disputes;
pub mod drafts;
pub mod durations;
pub mod flow;
pub mod letters;
pub mod looks;
pub mod policy;
pub mod proposals;
pub mod providers;
pub mod queue;
pub mod register;
pub mod signals;
pub mod signing;
pub mod stays;
pub mod supervision;
pub mod todo;
pub mod vault;
pub mod workload;
