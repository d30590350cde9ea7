//! `/beheer`: the region looks after its people, its gemeenten, who may sign, its look, its mail and its policy.
//! May import: app, storage::views, domain (to show), web.

pub mod accesses;
pub mod amend;
pub mod bibob;
pub mod boundaries;
pub mod days;
pub mod documents;
pub mod gemeenten;
pub mod laid_down;
pub mod look;
pub mod mandates;
pub mod national;
pub mod nota;
pub mod outbox;
pub mod policy;
pub mod replays;
pub mod summers;
pub mod supply;
pub mod team;
pub mod texts;
pub mod windows;
