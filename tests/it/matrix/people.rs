//! Who walks: a person for every role, at the aanbieder or region that a route needs, or somewhere else.

use diesel::prelude::*;
use openhuis::auth::csrf::{FormTokens, Holder};
use openhuis::auth::secret::Key;
use openhuis::auth::session_token::SessionTokens;
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::code::Code as _;
use openhuis::domain::ids::UserId;
use openhuis::storage::schema::sessions;
use openhuis::storage::second_factors;
use openhuis::web::route::Who;
use openhuis::web::routes::ROUTES;

use super::prepared::Prepared;
use super::visit::Visit;
use crate::support::TestApp;
use crate::support::app::KEY;
use crate::support::client::Client;

/// Where the walker works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where the things of the visit are.
    Own,
    /// At an aanbieder that has nothing to do with them.
    OtherOrganisation,
    /// In the team of another region.
    OtherRegion,
    /// In the same region, for a gemeente that has nothing to do with them.
    OtherGemeente,
}

/// Somebody with a browser, and the token that goes with the forms of that session.
pub struct Walker {
    pub client: Client,
    pub csrf: String,
    /// Nobody for who is not logged in.
    pub user: Option<UserId>,
}

/// Whose session: mail address, what it works for, and its identifier.
fn who(
    prepared: &Prepared,
    visit: &Visit,
    role: Role,
    place: Place,
) -> (String, &'static str, Option<String>) {
    match (role, place) {
        (Role::Account, _) => ("account@zwd.test".to_owned(), "none", None),
        (Role::Enrolling | Role::Proving, _) => {
            (format!("{}@zwd.test", role.code()), "region", Some(prepared.get("region").to_owned()))
        }
        (Role::Provider(role), Place::Own) => {
            let org = prepared.get(&format!("{}.org", visit.of)).to_owned();
            (format!("{}@zorg.zwd.test", role.code()), "organisation", Some(org))
        }
        (Role::Provider(role), _) => {
            let org = prepared.get("other.org").to_owned();
            (format!("{}@ander.zwd.test", role.code()), "organisation", Some(org))
        }
        (Role::Staff(_), Place::OtherGemeente) => {
            ("toezicht2@zwd.test".to_owned(), "region", Some(prepared.get("region").to_owned()))
        }
        (Role::Staff(role), place) => {
            let name = if role == StaffRole::Assessor { visit.by } else { team(role) };
            let (domain, region) =
                if place == Place::Own { ("zwd.test", "region") } else { ("mij.test", "far.region") };
            (format!("{name}@{domain}"), "region", Some(prepared.get(region).to_owned()))
        }
        (Role::Anonymous | Role::System, _) => unreachable!("nobody's session"),
    }
}

fn team(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Assessor => "beoordelaar",
        StaffRole::DecisionMaker => "beslisser",
        StaffRole::ContractManager => "contract",
        StaffRole::Supervisor => "toezicht",
        StaffRole::PolicyEditor => "beleid",
        StaffRole::RegionAdmin => "regiobeheer",
    }
}

/// Somebody in this role, at this place, in front of the portal.
pub fn walker(app: &TestApp, prepared: &Prepared, visit: &Visit, role: Role, place: Place) -> Walker {
    let (client, key) = (app.visitor(), Key::from_text(KEY).unwrap());
    let forms = FormTokens::new(&key);
    let value = app.source.one_time_token().shown;
    if role == Role::Anonymous {
        client.set_cookie("__Host-openhuis-visitor", &value);
        return Walker { client, csrf: forms.token(Holder::Visitor(&value)), user: None };
    }
    let (mail, acting, id) = who(prepared, visit, role, place);
    let user = app.user_by_mail(&mail);
    // Another device of the same person, so that there is something to log out from afar.
    app.session(&user, "none", None);
    if (visit.second_factor && role != Role::Enrolling) || needs(role) {
        second_factor(app, &user);
    }
    let session = app.session(&user, acting, id.as_deref());
    let token = SessionTokens::new(&key).sign(&session, app.clock.now()).unwrap();
    client.set_cookie("__Host-openhuis", &token);
    let csrf = forms.token(Holder::Session(session.as_str()));
    if !matches!(role, Role::Enrolling | Role::Proving) {
        return Walker { client, csrf, user: Some(user) };
    }
    app.database(|conn| {
        diesel::update(sessions::table.find(session.as_str()))
            .set(sessions::proof.eq("password"))
            .execute(conn)
    });
    // On pages for everybody half a login is no login.
    client.set_cookie("__Host-openhuis-visitor", &value);
    let anybody = ROUTES.iter().any(|route| route.name == visit.route && route.who == Who::Everyone);
    let csrf = if anybody { forms.token(Holder::Visitor(&value)) } else { csrf };
    Walker { client, csrf, user: Some(user) }
}

/// Whether who has this role has a second factor.
fn needs(role: Role) -> bool {
    matches!(role, Role::Staff(role) if role.needs_second_factor()) || role == Role::Proving
}

fn second_factor(app: &TestApp, user: &UserId) {
    if app.database(|conn| second_factors::of(conn, user)).is_none() {
        app.second_factor(user);
    }
}
