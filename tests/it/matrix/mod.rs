//! The walk through the golden matrix: every route as every role, at its own place and elsewhere.

mod cases;
mod elsewhere;
mod expect;
mod guards;
mod hostile;
mod own;
mod pages;
mod people;
mod prepared;
mod silent;
mod visit;
mod visits_provider;
mod visits_public;
mod visits_team;
mod walk;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use openhuis::auth::random::Source;
use openhuis::auth::second_factor::Policy;
use openhuis::domain::access::Role;
use openhuis::domain::code::Code as _;
use openhuis::storage::db::Kind;
use openhuis::web::route::Route;
use openhuis::web::routes::ROUTES;

use crate::support::TestApp;
use crate::support::app::noon;
use prepared::{Prepared, prepare};
use visit::Visit;

/// After everything in the prepared world.
const LATER: TimeDelta = TimeDelta::minutes(35);

/// Every role that somebody can have.
fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::System)
}

/// Every visit by the name of its route.
fn visits() -> BTreeMap<&'static str, Visit> {
    let all = [visits_public::visits(), visits_provider::visits(), visits_team::visits()].concat();
    let count = all.len();
    let by_name: BTreeMap<_, _> = all.into_iter().map(|visit| (visit.route, visit)).collect();
    assert_eq!(by_name.len(), count, "a route is visited twice");
    by_name
}

/// The prepared world of SQLite, made once for all walks.
async fn sqlite() -> &'static Prepared {
    static PREPARED: tokio::sync::OnceCell<Prepared> = tokio::sync::OnceCell::const_new();
    PREPARED.get_or_init(|| prepare(Kind::Sqlite)).await
}

/// The portal on a copy of the prepared world.
fn portal(prepared: &Prepared, table: &'static [Route]) -> TestApp {
    TestApp::under(Policy::Required, prepared.store.copy(), noon(), Source::system(), table)
}

/// Fail with every complaint, a line each.
fn report(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_route_is_visited_and_nothing_else() {
    let visits = visits();
    let routes: Vec<&str> = ROUTES.iter().map(|route| route.name).collect();
    let missing: Vec<_> = routes.iter().filter(|name| !visits.contains_key(**name)).collect();
    let invented: Vec<_> = visits.keys().filter(|name| !routes.contains(name)).collect();
    assert!(missing.is_empty() && invented.is_empty(), "missing: {missing:?}; no route: {invented:?}");
}
