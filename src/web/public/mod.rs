//! Pages for everyone, and the door to the pages that are not.
//! May import: app, storage::views, domain (to show), web.

pub mod choose;
pub mod frame;
pub mod home;
pub mod login;
pub mod lots;
pub mod region;
pub mod register;
pub mod register_csv;
pub mod requirement;
pub mod rules;
pub mod tariff;
pub mod window;
