//! Pages for a region's team.
//! May import: app, storage::views, domain (to show), web.

pub mod claims;
