//! Beheer of a region: its people and their roles, the register of mandaten, its gemeenten and its look.
//! May import: app::{ctx, error}, domain, storage.

mod gemeenten;
mod mandates;
mod operator;
pub mod read;
mod roles;
mod theme;

pub use crate::storage::regions::GemeenteRow as Gemeente;
pub use gemeenten::{GemeenteDetails, change_gemeente};
pub use mandates::{NewMandate, end_mandate, record_mandate};
pub use operator::{NewUser, add_user};
pub use roles::{end_role, first_admin, grant_role};
pub use theme::{Look, Theme, accent_of, change_look, theme_of};
