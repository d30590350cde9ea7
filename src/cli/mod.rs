//! What the command line does, one file per command. May import: app, storage, documents, domain.

pub mod letter;
