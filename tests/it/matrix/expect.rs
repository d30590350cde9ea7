//! What each step must come to: it follows from the table of routes, and from what the visit is to others.

use openhuis::domain::access::Role;
use openhuis::domain::code::Code as _;
use openhuis::web::route::{Method, Route, Scope};

use super::people::Place;
use super::prepared::Prepared;
use super::visit::{Abroad, Effect, Visit};
use super::walk::Seen;

/// What the table says of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// It works.
    Allowed,
    /// Log in first.
    Login,
    /// Set up a second factor first.
    Enrol,
    /// Give a code first.
    Prove,
    /// Choose first for whom you work.
    Choose,
    /// Not with this role.
    Forbidden,
    /// There is no such page on this side of the portal.
    Unknown,
}

pub fn expected(route: &Route, role: Role) -> Expected {
    match (role, route.scope) {
        _ if route.who.admits(role) => Expected::Allowed,
        (Role::Anonymous, _) => Expected::Login,
        (Role::Enrolling, _) => Expected::Enrol,
        (Role::Proving, _) => Expected::Prove,
        (Role::Account, _) => Expected::Choose,
        (Role::Provider(_), Scope::Organisation) | (Role::Staff(_), Scope::Region | Scope::Gemeente) => {
            Expected::Forbidden
        }
        _ => Expected::Unknown,
    }
}

/// What is wrong with a refusal; nothing when it is as it should be.
pub fn refusal(wanted: Expected, seen: &Seen) -> Option<String> {
    let fits = match wanted {
        Expected::Allowed => return None,
        Expected::Login => seen.status == 303 && seen.location.starts_with("/inloggen"),
        Expected::Enrol => seen.status == 303 && seen.location.starts_with("/account/tweede-stap"),
        Expected::Prove => seen.status == 303 && seen.location.starts_with("/inloggen/code"),
        Expected::Choose => seen.status == 303 && seen.location.starts_with("/kies"),
        Expected::Forbidden => seen.status == 403,
        Expected::Unknown => seen.status == 404,
    };
    if !fits {
        return Some(format!("should be {wanted:?}, is {} {}", seen.status, seen.location));
    }
    seen.wrote.then(|| format!("refused as {wanted:?}, and yet something was written: {:?}", seen.leaves))
}

/// What is wrong with a step by somebody who may.
pub fn success(prepared: &Prepared, visit: &Visit, route: &Route, role: Role, seen: &Seen) -> Option<String> {
    let code = role.code();
    let side = code.split('.').next().unwrap_or_default();
    if let Some((_, status)) = visit.except.iter().find(|(who, _)| *who == code || *who == side) {
        return (seen.status != *status).then(|| format!("should be {status}, is {}", seen.status));
    }
    let wanted = if route.method == Method::Get { 200 } else { 303 };
    if seen.status != wanted || seen.location.starts_with("/inloggen?") {
        return Some(format!(
            "should be {wanted}, is {} {}\n{}",
            seen.status,
            seen.location,
            main(&seen.body)
        ));
    }
    let happened = match visit.effect {
        Effect::Nothing => !seen.wrote,
        Effect::Leaf(event) => seen.leaves.iter().any(|(each, _, _)| each == event),
        Effect::Rows(_) => seen.rows.0 != seen.rows.1,
        Effect::Unseen(_) => true,
    };
    if visit.shows.is_some_and(|text| !main(&seen.body).contains(&prepared.fill(text))) {
        return Some(format!("does not show {:?} to its owner\n{}", visit.shows, main(&seen.body)));
    }
    (!happened)
        .then(|| format!("{:?} does not hold: leaves {:?}, rows {:?}", visit.effect, seen.leaves, seen.rows))
}

/// What is wrong with a step to something that must not be there for this walker.
pub fn absence(seen: &Seen, of_nothing: &Seen) -> Option<String> {
    if seen.status != 404 {
        return Some(format!("should be 404, is {} {}", seen.status, seen.location));
    }
    if seen.body != of_nothing.body {
        return Some("the page differs from that of an identifier of nothing".to_owned());
    }
    seen.wrote.then(|| format!("not there, and yet something was written: {:?}", seen.leaves))
}

/// What is wrong with a step that works on what is the walker's own: something of ours is shown or touched.
pub fn leak(prepared: &Prepared, (visit, place): (&Visit, Place), seen: &Seen) -> Option<String> {
    if seen.status >= 500 {
        return Some(format!("fails with {}", seen.status));
    }
    let shown = main(&seen.body);
    let mut secrets =
        ["Eigen ", "eigen-", "ZWD-2026-", "@zwd.test", "@zorg.zwd.test"].map(str::to_owned).to_vec();
    secrets.extend(visit.shows.map(|text| prepared.fill(text)));
    if let Some(secret) = secrets.iter().find(|secret| shown.contains(*secret)) {
        return Some(format!("shows {secret:?}"));
    }
    let region = prepared.get("region");
    let touched =
        seen.leaves.iter().find(|(_, _, about)| about.as_ref().is_some_and(|org| prepared.is_own(org)));
    let noted = |event: &str| {
        visit.abroad == Abroad::Noted
            && place == Place::OtherGemeente
            && matches!(visit.effect, Effect::Leaf(own) if own == event)
    };
    let team = seen
        .leaves
        .iter()
        .find(|(event, of, about)| about.is_none() && of.as_deref() == Some(region) && !noted(event));
    touched.or(team).map(|leaf| format!("touches what is ours: {leaf:?}"))
}

/// The page without its frame, in which the walker's own name stands.
fn main(body: &str) -> &str {
    let start = body.find("<main").unwrap_or(0);
    let rest = body.get(start..).unwrap_or_default();
    rest.get(..rest.find("</main>").unwrap_or(rest.len())).unwrap_or_default()
}
