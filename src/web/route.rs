//! What a route is: an entry with method, path, who may use it, in whose name, what it does, and the function that does it.
//! May import: domain::access, web::call.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use futures_util::future::LocalBoxFuture;

use super::call::{Answer, Call};
use crate::domain::access::Role;
use crate::domain::code::Code as _;

/// One entry of the table in `web/routes.rs`.
#[derive(Clone, Copy)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// A permanent name: `idempotency.route`, metrics and the matrix know the route by it.
    pub name: &'static str,
    /// Who may use it.
    pub who: Who,
    /// In whose name it works.
    pub scope: Scope,
    /// What it does.
    pub action: Action,
    /// The function that does it.
    pub handler: Handler,
}

impl Route {
    /// The same, handing out a file.
    #[must_use]
    pub const fn hands_out(self) -> Self {
        Self { action: Action::Download, ..self }
    }

    /// The same, taking files.
    #[must_use]
    pub const fn takes_files(self) -> Self {
        Self { action: Action::Upload, ..self }
    }
}

/// The function behind a route.
pub type Handler = fn(Call) -> LocalBoxFuture<'static, Answer>;

/// The methods we answer: pages and forms need no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Reads; HEAD goes with it.
    Get,
    /// Changes.
    Post,
}

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everyone, without looking who it is: assets and health checks.
    Unseen,
    /// Everyone, also without login.
    Everyone,
    /// Everyone who gave a password, also who must still do something more to get in.
    AtTheDoor,
    /// Everyone with a login, whatever they work for.
    LoggedIn,
    /// Who works in one of these roles.
    Only(&'static [Role]),
}

/// In whose name a route works: what the visitor must have chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Nobody's: public information, or the installation's.
    None,
    /// The person with the login.
    Person,
    /// The organisation the session works for.
    Organisation,
    /// The region the session works for.
    Region,
    /// The region, limited to the gemeenten of the role.
    Gemeente,
}

/// What a route does with what it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Shows.
    Read,
    /// Hands out a file; each download is a leaf of its own.
    Download,
    /// Changes state by a form.
    Change,
    /// The same, and what is not taken is kept: the aanbieder may be in time only once.
    Submit,
    /// Takes files.
    Upload,
}

/// Why the portal does not start with this table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTable {
    /// Nobody may use it, so somebody forgot to say who may.
    #[error("route {0} names no roles")]
    NoRoles(&'static str),
    /// Roles do not fit the scope: nobody could ever use it, or somebody without the scope could.
    #[error("route {0}: its roles do not fit its scope")]
    Scope(&'static str),
    /// A GET that changes, or a POST that only shows.
    #[error("route {0}: its method does not fit its action")]
    Method(&'static str),
    /// Two entries are the same.
    #[error("route {0} is there twice")]
    Twice(&'static str),
}

impl Method {
    /// As in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Who {
    /// Whether somebody in `role` may use the route.
    #[must_use]
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Unseen | Self::Everyone => role != Role::System,
            Self::AtTheDoor => !matches!(role, Role::Anonymous | Role::System),
            Self::LoggedIn => {
                !matches!(role, Role::Anonymous | Role::Enrolling | Role::Proving | Role::System)
            }
            Self::Only(roles) => roles.contains(&role),
        }
    }
}

/// Check the table before the first request.
///
/// # Errors
/// The first entry that is wrong.
pub fn check(table: &[Route]) -> Result<(), BadTable> {
    let (mut names, mut places) = (BTreeSet::new(), BTreeSet::new());
    for route in table {
        if matches!(route.who, Who::Only([])) {
            return Err(BadTable::NoRoles(route.name));
        }
        if !fits_scope(route) {
            return Err(BadTable::Scope(route.name));
        }
        let reads = matches!(route.action, Action::Read | Action::Download);
        if reads != (route.method == Method::Get) {
            return Err(BadTable::Method(route.name));
        }
        if !names.insert(route.name) || !places.insert((route.path, route.method)) {
            return Err(BadTable::Twice(route.name));
        }
    }
    Ok(())
}

fn fits_scope(route: &Route) -> bool {
    match (route.scope, route.who) {
        (Scope::None, _) | (Scope::Person, Who::LoggedIn | Who::AtTheDoor) => true,
        (Scope::Person, Who::Only(roles)) => {
            !roles.iter().any(|role| matches!(role, Role::Anonymous | Role::System))
        }
        (Scope::Organisation, Who::Only(roles)) => roles.iter().all(|role| matches!(role, Role::Provider(_))),
        (Scope::Region | Scope::Gemeente, Who::Only(roles)) => {
            roles.iter().all(|role| matches!(role, Role::Staff(_)))
        }
        (Scope::Person, _) | (Scope::Organisation | Scope::Region | Scope::Gemeente, _) => false,
    }
}

/// The table as a text that somebody who does not program can read: a line per route, a cross per role.
#[must_use]
pub fn matrix(table: &[Route]) -> String {
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| *role != Role::System).collect();
    let mut text = String::from("Each line: a mark per role that may use the route, in this order:\n");
    for (place, role) in roles.iter().enumerate() {
        let _ = writeln!(text, "  {:>2} {}", place + 1, role.code());
    }
    text.push('\n');
    let mut lines: Vec<&Route> = table.iter().collect();
    lines.sort_by_key(|route| (route.path, route.method));
    for route in lines {
        let marks: String =
            roles.iter().map(|role| if route.who.admits(*role) { 'x' } else { '.' }).collect();
        let scope = format!("{:?}", route.scope).to_lowercase();
        let action = format!("{:?}", route.action).to_lowercase();
        let (method, path) = (route.method.as_str(), route.path);
        let _ = writeln!(text, "{marks}  {method:<4} {path:<60} {scope:<12} {action:<8} {}", route.name);
    }
    text
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.method.as_str(), self.path, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{ProviderRole, StaffRole};

    fn route(method: Method, who: Who, scope: Scope, action: Action) -> Route {
        let handler: Handler = |_| Box::pin(async { Err(crate::web::error::AppError::NotFound) });
        Route { method, path: "/x", name: "x", who, scope, action, handler }
    }

    const STAFF: Who = Who::Only(&[Role::Staff(StaffRole::Assessor)]);
    const PROVIDER: Who = Who::Only(&[Role::Provider(ProviderRole::Lezer)]);

    #[test]
    fn a_route_without_roles_does_not_start() {
        let bad = route(Method::Get, Who::Only(&[]), Scope::None, Action::Read);
        assert_eq!(check(&[bad]), Err(BadTable::NoRoles("x")));
    }

    #[test]
    fn roles_fit_the_scope() {
        for (who, scope) in [
            (STAFF, Scope::Organisation),
            (PROVIDER, Scope::Region),
            (Who::Everyone, Scope::Person),
            (Who::LoggedIn, Scope::Gemeente),
        ] {
            assert_eq!(check(&[route(Method::Get, who, scope, Action::Read)]), Err(BadTable::Scope("x")));
        }
        assert_eq!(check(&[route(Method::Get, STAFF, Scope::Gemeente, Action::Download)]), Ok(()));
    }

    #[test]
    fn a_get_changes_nothing() {
        for action in [Action::Change, Action::Upload] {
            assert_eq!(
                check(&[route(Method::Get, STAFF, Scope::Region, action)]),
                Err(BadTable::Method("x"))
            );
        }
        let shows = route(Method::Post, STAFF, Scope::Region, Action::Read);
        assert_eq!(check(&[shows]), Err(BadTable::Method("x")));
    }

    #[test]
    fn the_same_place_twice_does_not_start() {
        let one = route(Method::Get, Who::Everyone, Scope::None, Action::Read);
        assert_eq!(check(&[one, Route { name: "y", ..one }]), Err(BadTable::Twice("y")));
    }

    #[test]
    fn nobody_reaches_a_route_as_the_system() {
        assert!(!Who::Everyone.admits(Role::System) && !Who::LoggedIn.admits(Role::System));
    }
}
