//! Every route of the portal, on one page: who, in whose name, what, and the function that does it. Nothing else registers one.
//! May import: web, domain::access.
//!
//! The golden matrix in `tests/it/routes.golden` is made from this table; a change of who may do what shows there.

use super::route::{Action, Handler, Method, Route, Scope, Who};
use super::{assets, health, public};

const fn get(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Get, path, name, who, scope, action: Action::Read, handler }
}

const fn post(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Post, path, name, who, scope, action: Action::Change, handler }
}

/// The table.
pub const ROUTES: &[Route] = &[
    get("/healthz", "health.lives", Who::Unseen, Scope::None, |call| Box::pin(health::lives(call))),
    get("/readyz", "health.ready", Who::Unseen, Scope::None, |call| Box::pin(health::ready(call))),
    get("/static/{file}", "assets", Who::Unseen, Scope::None, |call| Box::pin(assets::file(call))),
    // Public pages
    get("/", "home", Who::Everyone, Scope::None, |call| Box::pin(public::home::page(call))),
    get("/regio/{slug}", "region.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::region::page(call))
    }),
    get("/regio/{slug}/vensters", "region.windows", Who::Everyone, Scope::None, |call| {
        Box::pin(public::region::windows(call))
    }),
    get("/regio/{slug}/productgroepen", "region.groups", Who::Everyone, Scope::None, |call| {
        Box::pin(public::rules::groups(call))
    }),
    get("/regio/{slug}/productgroepen/{group}", "region.group", Who::Everyone, Scope::None, |call| {
        Box::pin(public::rules::group(call))
    }),
    get("/regio/{slug}/eisen", "region.requirements", Who::Everyone, Scope::None, |call| {
        Box::pin(public::rules::requirements(call))
    }),
    get("/regio/{slug}/register", "register.list", Who::Everyone, Scope::None, |call| {
        Box::pin(public::register::list(call))
    }),
    get("/regio/{slug}/register.csv", "register.csv", Who::Everyone, Scope::None, |call| {
        Box::pin(public::register_csv::file(call))
    }),
    get("/regio/{slug}/register/{org}", "register.provider", Who::Everyone, Scope::None, |call| {
        Box::pin(public::register::provider(call))
    }),
    // Login
    get("/inloggen", "login.page", Who::Everyone, Scope::None, |call| Box::pin(public::login::page(call))),
    post("/inloggen", "login.enter", Who::Everyone, Scope::None, |call| Box::pin(public::login::enter(call))),
    post("/uitloggen", "login.leave", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(public::login::leave(call))
    }),
    get("/kies", "choose.page", Who::LoggedIn, Scope::Person, |call| Box::pin(public::choose::page(call))),
    post("/kies", "choose.take", Who::LoggedIn, Scope::Person, |call| Box::pin(public::choose::take(call))),
];
