//! The main menu of who is logged in: one list per side of the portal.
//! May import: app (visitor), domain::access, render.

use crate::app::{Acting, Visitor};
use crate::domain::access::StaffRole;
use crate::render::NavEntry;

/// Entries by code, with their addresses; `templates/layout/nav_label.html` has the words.
const PROVIDER: &[(&str, &str)] = &[
    ("start", "/aanbieder"),
    ("letters", "/aanbieder/brieven"),
    ("admissions", "/aanbieder/toelatingen"),
    ("supervision", "/aanbieder/toezicht"),
    ("vault", "/aanbieder/bewijs"),
    ("messages", "/aanbieder/berichten"),
    ("questions", "/aanbieder/vragen"),
    ("organisation", "/aanbieder/organisatie"),
    ("colleagues", "/aanbieder/mensen"),
    ("looks", "/aanbieder/inzage"),
];

use StaffRole::{Assessor, ContractManager, DecisionMaker, PolicyEditor, RegionAdmin, Supervisor};

/// Who reads dossiers.
const READERS: &[StaffRole] = &[Assessor, DecisionMaker, ContractManager, RegionAdmin];

/// Who looks after the rules and what is published about them.
const POLICY: &[StaffRole] = &[PolicyEditor, RegionAdmin];

/// The same for a regional team, with the roles that use them. Who has several roles sees all of theirs.
const TEAM: &[(&str, &str, &[StaffRole])] = &[
    ("queue", "/beoordeling", READERS),
    ("countersigning", "/beoordeling/medelezen", &[Assessor]),
    ("providers", "/beoordeling/aanbieders", READERS),
    ("claims", "/beoordeling/registraties", &[Assessor, RegionAdmin]),
    ("decisions", "/beoordeling/beslissingen", &[DecisionMaker]),
    ("disputes", "/beoordeling/geschillen", &[Assessor, DecisionMaker]),
    ("admissions", "/beoordeling/toelatingen", &[ContractManager]),
    ("measures", "/beoordeling/maatregelen", &[ContractManager, DecisionMaker]),
    ("supervision", "/toezicht", &[Supervisor]),
    ("documents", "/beheer/documenten", POLICY),
    ("schemes", "/beheer/regeling", POLICY),
    ("windows", "/beheer/vensters", POLICY),
    ("questions", "/beheer/vragen", POLICY),
    ("coverage", "/beheer/dekking", POLICY),
    ("team", "/beheer/team", &[RegionAdmin]),
    ("mandates", "/beheer/volmachten", &[RegionAdmin]),
    ("gemeenten", "/beheer/gemeenten", &[RegionAdmin]),
    ("look", "/beheer/uiterlijk", &[RegionAdmin]),
    ("accesses", "/beheer/inzage", &[RegionAdmin]),
    ("outbox", "/beheer/uitgaand", &[RegionAdmin]),
    ("national", "/beheer/landelijke-bedragen", POLICY),
    ("national_days", "/beheer/landelijke-dagen", POLICY),
    ("replays", "/beheer/herberekening", POLICY),
];

/// Where new messages are read: an aanbieder reads them on a page of their own, the team in the dossiers they are about.
const MAIL: [&str; 2] = ["messages", "queue"];

fn for_team(roles: &[StaffRole]) -> Vec<(&'static str, &'static str)> {
    let used = TEAM.iter().filter(|(_, _, by)| by.iter().any(|role| roles.contains(role)));
    used.map(|(code, href, _)| (*code, *href)).collect()
}

/// The menu of this visitor, with the entry of the page marked.
#[must_use]
pub fn entries(visitor: &Visitor, path: &str) -> Vec<NavEntry> {
    let entries = match &visitor.acting {
        Acting::Organisation { .. } => PROVIDER.to_vec(),
        Acting::Region { roles, .. } => for_team(roles),
        Acting::Account | Acting::Halfway(_) | Acting::Nobody => Vec::new(),
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
            count: if MAIL.contains(code) { visitor.unread } else { 0 },
        })
        .collect()
}
