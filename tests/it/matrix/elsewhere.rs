//! Every route as somebody with the right role at another organisation, in another region or for another gemeente, and with
//! parameters that do not belong together.

use openhuis::domain::access::Role;
use openhuis::domain::code::Code as _;
use openhuis::web::route::{Method, Route, Scope};
use openhuis::web::routes::ROUTES;

use super::expect::{absence, leak};
use super::people::{Place, Walker, walker};
use super::prepared::Prepared;
use super::visit::{Abroad, Visit};
use super::walk::{self, Seen};
use super::{portal, report, roles, visits};
use crate::support::TestApp;

/// Where else somebody with the role can work.
fn places(route: &Route) -> &'static [Place] {
    match route.scope {
        Scope::None | Scope::Person => &[],
        Scope::Organisation => &[Place::OtherOrganisation],
        Scope::Region => &[Place::OtherRegion],
        Scope::Gemeente => &[Place::OtherRegion, Place::OtherGemeente],
    }
}

/// The form as its owner sees it: what somebody elsewhere would have to guess.
async fn form(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    role: Role,
) -> Vec<(String, String)> {
    if route.method == Method::Get {
        return Vec::new();
    }
    let owner = walker(app, prepared, visit, role, Place::Own);
    walk::fields(app, prepared, visit, route, &owner).await
}

/// Knock at what is there, and at nothing.
async fn both(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    at: &[&'static str],
    (walker, fields): (&Walker, &[(String, String)]),
) -> (Seen, Seen) {
    let nothing = walk::nowhere(prepared, at);
    let empty: Vec<_> =
        fields.iter().map(|(name, value)| (name.clone(), prepared.or_nothing(value))).collect();
    let of_nothing = walk::knock(app, prepared, visit, route, &nothing, walker, &empty).await;
    (walk::knock(app, prepared, visit, route, at, walker, fields).await, of_nothing)
}

async fn step(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    role: Role,
    place: Place,
) -> Option<String> {
    let fields = form(app, prepared, visit, route, role).await;
    let walker = walker(app, prepared, visit, role, place);
    let wrong = match visit.abroad {
        Abroad::NotThere => {
            let (seen, of_nothing) = both(app, prepared, visit, route, &visit.at, (&walker, &fields)).await;
            absence(&seen, &of_nothing)
        }
        Abroad::Theirs | Abroad::Noted | Abroad::NothingOfAnybody => {
            let seen = walk::knock(app, prepared, visit, route, &visit.at, &walker, &fields).await;
            leak(prepared, (visit, place), &seen)
        }
    };
    wrong.map(|what| format!("{} as {} at {place:?}: {what}", route.name, role.code()))
}

/// What is wrong anywhere; with `once` each route is tried by one role only.
pub async fn all(prepared: &Prepared, table: &'static [Route], once: bool) -> Vec<String> {
    let (visits, mut shared) = (visits(), portal(prepared, table));
    let mut complaints = Vec::new();
    for route in ROUTES {
        let Some(visit) = visits.get(route.name) else { continue };
        for role in roles().filter(|role| route.who.admits(*role)).take(if once { 1 } else { usize::MAX }) {
            for place in places(route) {
                let wrong = step(&shared, prepared, visit, route, role, *place).await;
                // What changed something, rightly or not, is not what the next one should find.
                if route.method == Method::Post && (wrong.is_some() || visit.abroad != Abroad::NotThere) {
                    shared.stop().await;
                    shared = portal(prepared, table);
                }
                complaints.extend(wrong);
            }
        }
    }
    shared.stop().await;
    complaints
}

#[actix_web::test]
async fn elsewhere_nothing_of_ours_is_there() {
    report(&all(super::sqlite().await, ROUTES, false).await);
}

#[actix_web::test]
async fn what_belongs_to_something_else_is_not_there() {
    let prepared = super::sqlite().await;
    let (visits, shared) = (visits(), portal(prepared, ROUTES));
    let mut complaints = Vec::new();
    for route in ROUTES {
        let Some(visit) = visits.get(route.name) else { continue };
        let role = roles().find(|role| route.who.admits(*role)).unwrap();
        for at in &visit.crossed {
            let fields = form(&shared, prepared, visit, route, role).await;
            let walker = walker(&shared, prepared, visit, role, Place::Own);
            let (seen, of_nothing) = both(&shared, prepared, visit, route, at, (&walker, &fields)).await;
            let wrong = absence(&seen, &of_nothing);
            complaints.extend(wrong.map(|what| format!("{} at {at:?}: {what}", route.name)));
        }
    }
    shared.stop().await;
    report(&complaints);
}
