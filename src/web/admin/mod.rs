//! `/beheer`: the region looks after its people, its gemeenten, who may sign, its look and its mail.
//! May import: app, storage::views, domain (to show), web.

pub mod gemeenten;
pub mod look;
pub mod mandates;
pub mod outbox;
pub mod team;
