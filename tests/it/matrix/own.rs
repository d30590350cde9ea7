//! Every route as every role, at the place where its things are.

use openhuis::domain::access::Role;
use openhuis::domain::code::Code as _;
use openhuis::storage::db::Kind;
use openhuis::web::route::{Method, Route};
use openhuis::web::routes::ROUTES;

use super::expect::{Expected, expected, refusal, success};
use super::people::{Place, walker};
use super::prepared::{Prepared, prepare};
use super::visit::Visit;
use super::{portal, report, roles, visits, walk};
use crate::support::TestApp;
use crate::support::database::cluster;

/// A step as somebody; what is wrong with it.
async fn step(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    role: Role,
) -> Option<String> {
    let walker = walker(app, prepared, visit, role, Place::Own);
    let wanted = expected(route, role);
    // Whoever may not, sends the form empty: who it is must be asked before anything is read.
    let fields = match (wanted, route.method) {
        (Expected::Allowed, Method::Post) => walk::fields(app, prepared, visit, route, &walker).await,
        _ => Vec::new(),
    };
    let seen = walk::knock(app, prepared, visit, route, &visit.at, &walker, &fields).await;
    let wrong = match wanted {
        Expected::Allowed => success(prepared, visit, route, role, &seen),
        refused => refusal(refused, &seen),
    };
    wrong.map(|what| format!("{} as {}: {what}", route.name, role.code()))
}

/// A step that may change something, on a database of its own.
async fn apart(prepared: &Prepared, visit: &Visit, route: &Route, role: Role) -> Option<String> {
    let app = portal(prepared, ROUTES);
    let wrong = step(&app, prepared, visit, route, role).await;
    app.stop().await;
    wrong
}

#[actix_web::test]
async fn every_role_may_what_the_matrix_says_and_no_more() {
    let prepared = super::sqlite().await;
    let (visits, shared) = (visits(), portal(prepared, ROUTES));
    let mut complaints = Vec::new();
    for route in ROUTES {
        let Some(visit) = visits.get(route.name) else { continue };
        for role in roles() {
            let changes = route.method == Method::Post && expected(route, role) == Expected::Allowed;
            complaints.extend(if changes {
                apart(prepared, visit, route, role).await
            } else {
                step(&shared, prepared, visit, route, role).await
            });
        }
    }
    shared.stop().await;
    report(&complaints);
}

#[actix_web::test]
async fn on_postgresql_every_route_works_for_a_role_that_may() {
    if cluster().is_none() {
        return;
    }
    let prepared = &prepare(Kind::Postgres).await;
    let (visits, shared) = (visits(), portal(prepared, ROUTES));
    let mut complaints = Vec::new();
    for route in ROUTES {
        let Some(visit) = visits.get(route.name) else { continue };
        let role = roles().find(|role| route.who.admits(*role)).unwrap();
        complaints.extend(if route.method == Method::Post {
            apart(prepared, visit, route, role).await
        } else {
            step(&shared, prepared, visit, route, role).await
        });
    }
    complaints.extend(super::elsewhere::all(prepared, ROUTES, true).await);
    shared.stop().await;
    report(&complaints);
}
