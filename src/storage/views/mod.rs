//! Read models: lists and dossiers as pages show them, joined once.
//! May import: diesel, domain, storage.
pub mod claims;
pub mod register;
pub mod vault;
