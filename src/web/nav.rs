//! The main menu of who is logged in: one list per side of the portal.
//! May import: app (visitor), domain::access, render.

use crate::app::Acting;
use crate::domain::access::StaffRole;
use crate::render::NavEntry;

/// Entries by code, with their addresses; `templates/layout/nav_label.html` has the words.
type Entries = &'static [(&'static str, &'static str)];

const PROVIDER: Entries = &[
    ("start", "/aanbieder"),
    ("vault", "/aanbieder/bewijs"),
    ("messages", "/aanbieder/berichten"),
    ("organisation", "/aanbieder/organisatie"),
    ("colleagues", "/aanbieder/mensen"),
];
const REVIEW: Entries = &[
    ("queue", "/beoordeling"),
    ("countersigning", "/beoordeling/medelezen"),
    ("providers", "/beoordeling/aanbieders"),
    ("claims", "/beoordeling/registraties"),
];
const READ: Entries = &[
    ("queue", "/beoordeling"),
    ("countersigning", "/beoordeling/medelezen"),
    ("providers", "/beoordeling/aanbieders"),
];

/// The menu of this visitor, with the entry of the page marked.
#[must_use]
pub fn entries(acting: &Acting, path: &str) -> Vec<NavEntry> {
    let entries = match acting {
        Acting::Organisation { .. } => PROVIDER,
        Acting::Region { roles, .. }
            if roles.contains(&StaffRole::Assessor) || roles.contains(&StaffRole::RegionAdmin) =>
        {
            REVIEW
        }
        Acting::Region { roles, .. }
            if roles.contains(&StaffRole::DecisionMaker) || roles.contains(&StaffRole::ContractManager) =>
        {
            READ
        }
        Acting::Region { .. } | Acting::Account | Acting::Nobody => &[],
    };
    let current = entries
        .iter()
        .map(|(_, href)| *href)
        .filter(|href| path == *href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        .max_by_key(|href| href.len());
    entries
        .iter()
        .map(|(code, href)| NavEntry {
            code,
            href: (*href).to_owned(),
            current: current == Some(*href),
            count: 0,
        })
        .collect()
}
