//! Read models: lists and dossiers as pages show them, joined once.
//! May import: diesel, domain, storage.
pub mod claims;
pub mod proposals;
pub mod providers;
pub mod queue;
pub mod register;
pub mod vault;
