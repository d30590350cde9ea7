//! What is said to who comes with an old page.
//! May import: access, words::{dates, roles}.

use chrono::{DateTime, Utc};

use super::dates::exact_moment;
use super::roles;
use crate::access::Role;

/// Somebody else changed it.
#[must_use]
pub fn by(role: Role, at: DateTime<Utc>) -> String {
    let who = match role {
        Role::System => "Het portaal".to_owned(),
        role => format!("Een {}", roles::role(role)),
    };
    format!("{who} wijzigde dit op {}.", exact_moment(at))
}

/// The visitor did, perhaps on another page.
#[must_use]
pub fn by_yourself(at: DateTime<Utc>) -> String {
    format!("U wijzigde dit zelf op {}, misschien in een ander tabblad.", exact_moment(at))
}

/// Filled in by somebody of the same organisation.
#[must_use]
pub fn saved(at: DateTime<Utc>) -> String {
    format!("U of een collega bewaarde hier iets op {}.", exact_moment(at))
}
