//! Pages for everyone, and the door to the pages that are not.
//! May import: app, storage::views, domain (to show), web.

pub mod choose;
pub mod login;
