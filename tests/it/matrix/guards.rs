//! That the walk is worth something: with a guard taken away, it complains.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use futures_util::future::LocalBoxFuture;
use openhuis::app::Acting;
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::code::Code as _;
use openhuis::domain::ids::Id;
use openhuis::domain::supervision::Discipline;
use openhuis::web::call::{Answer, Call};
use openhuis::web::route::{Route, Scope, Who};
use openhuis::web::routes::ROUTES;

use super::expect::{Expected, expected, refusal};
use super::people::{Place, walker};
use super::prepared::Prepared;
use super::visit::{Abroad, Visit};
use super::{elsewhere, portal, roles, visits, walk};

/// The names of the routes in complaints.
fn named(complaints: &[String]) -> BTreeSet<&str> {
    complaints.iter().filter_map(|line| line.split(' ').next()).collect()
}

/// The table, every route open to everyone.
fn wide_open() -> &'static [Route] {
    let open = |route: &Route| Route { who: Who::Everyone, scope: Scope::None, ..*route };
    Box::leak(ROUTES.iter().map(open).collect())
}

#[actix_web::test]
async fn a_route_that_everyone_may_use_is_found() {
    let prepared = super::sqlite().await;
    let (visits, app) = (visits(), portal(prepared, wide_open()));
    let (mut guarded, mut found) = (BTreeSet::new(), BTreeSet::new());
    for route in ROUTES {
        let Some(visit) = visits.get(route.name) else { continue };
        for role in roles() {
            let wanted = expected(route, role);
            if wanted == Expected::Allowed {
                continue;
            }
            guarded.insert(route.name);
            let walker = walker(&app, prepared, visit, role, Place::Own);
            let seen = walk::knock(&app, prepared, visit, route, &visit.at, &walker, &[]).await;
            if refusal(wanted, &seen).is_some() {
                found.insert(route.name);
                break;
            }
        }
    }
    app.stop().await;
    let missed: Vec<_> = guarded.difference(&found).copied().collect();
    // Who is not logged in and logs out is sent to the door, with the guard and without it.
    assert_eq!(missed, ["login.leave"], "without their guard nobody noticed");
}

/// For whom each route would work, if it did not ask for whom the visitor works.
static OWNERS: Mutex<BTreeMap<&'static str, Acting>> = Mutex::new(BTreeMap::new());

/// The handler of a route in the name of the owner, also for strangers: as if its scope were not looked at.
fn blind(mut call: Call) -> LocalBoxFuture<'static, Answer> {
    let owner = OWNERS.lock().unwrap().get(call.route.name).cloned();
    let route = ROUTES.iter().find(|route| route.name == call.route.name).unwrap();
    if let Some(owner) = owner.filter(|owner| is_stranger(&call.visitor.acting, owner)) {
        call.visitor.acting = owner;
    }
    (route.handler)(call)
}

/// The owners themselves look up their forms in their own name.
fn is_stranger(acting: &Acting, owner: &Acting) -> bool {
    match (acting, owner) {
        (Acting::Organisation { name, .. }, _) => !name.starts_with("Eigen"),
        (Acting::Region { region, gemeenten, .. }, Acting::Region { region: own, .. }) => {
            region != own || !gemeenten.is_empty()
        }
        _ => false,
    }
}

fn owner(prepared: &Prepared, visit: &Visit, route: &Route) -> Option<Acting> {
    match route.scope {
        Scope::None | Scope::Person => None,
        Scope::Organisation => Some(Acting::Organisation {
            org: Id::parse(prepared.get(&format!("{}.org", visit.of))).unwrap(),
            name: "Zorg".to_owned(),
            role: ProviderRole::Tekenbevoegde,
            procedure: None,
        }),
        Scope::Region | Scope::Gemeente => Some(Acting::Region {
            region: Id::parse(prepared.get("region")).unwrap(),
            name: "Regio".to_owned(),
            slug: prepared.get("slug").to_owned(),
            roles: StaffRole::ALL.to_vec(),
            accent: None,
            gemeenten: Vec::new(),
            watches: Discipline::ALL.iter().map(|one| (*one, Vec::new())).collect(),
        }),
    }
}

#[actix_web::test]
async fn a_route_that_forgets_for_whom_somebody_works_is_found() {
    let prepared = super::sqlite().await;
    let visits = visits();
    let mut guarded = BTreeSet::new();
    for route in ROUTES {
        let Some(visit) = visits.get(route.name) else { continue };
        let Some(owner) = owner(prepared, visit, route) else { continue };
        OWNERS.lock().unwrap().insert(route.name, owner);
        if visit.abroad != Abroad::NothingOfAnybody {
            guarded.insert(route.name);
        }
    }
    let table: Vec<Route> = ROUTES.iter().map(|route| Route { handler: blind, ..*route }).collect();
    let complaints = elsewhere::all(prepared, Box::leak(table.into()), true).await;
    let missed: Vec<_> = guarded.difference(&named(&complaints)).copied().collect();
    // What somebody may sign follows from the register of the region too: a stranger has nothing to sign there.
    // An equal case shows to nobody but who handles the application, whichever the region.
    // The figures of a region tell of nobody: how often two agree, and how long steps took. A Bibob dossier is there for its named officers only,
    // whichever the region.
    let told = [
        "agreement.page",
        "bibob.ask",
        "bibob.begin",
        "bibob.file",
        "bibob.list",
        "bibob.note",
        "bibob.page",
        "bibob.step",
        "decisions.list",
        "equal.page",
        "overview.csv",
        "supervision.flow",
    ];
    assert_eq!(missed, told, "without their scope nobody noticed");
}

#[test]
fn the_roles_of_the_walk_are_those_of_the_matrix() {
    let codes: Vec<&str> = roles().map(|role| role.code()).collect();
    assert_eq!(codes.len(), Role::ALL.len() - 1);
}
