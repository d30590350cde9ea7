//! People, organisations and regions, put into the database as they would be after registering.

use std::sync::OnceLock;

use diesel::prelude::*;
use openhuis::auth::passwords::hash_now;
use openhuis::auth::session_token::ABSOLUTE;
use openhuis::domain::access::{ProviderRole, StaffRole};
use openhuis::domain::code::Code as _;
use openhuis::domain::ids::{OrgId, RegionId, SessionId, UserId, kind};
use openhuis::storage::schema::{memberships, organisations, regions, staff_roles};
use openhuis::storage::sessions::{self, SessionRow};
use openhuis::storage::types::stored;
use openhuis::storage::users::{self, UserRow};

use super::app::TestApp;
use super::client::{Client, Page};

/// Everybody's password.
pub const PASSWORD: &str = "drie blauwe fietsen";

fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| hash_now(PASSWORD, &[7; 16]).unwrap())
}

impl TestApp {
    /// Somebody with an account in this state.
    pub fn user_in(&self, mail: &str, state: &str) -> UserId {
        let id: UserId = self.source.id(self.clock.now());
        let row = UserRow {
            id: id.to_string(),
            email: mail.to_owned(),
            email_key: mail.to_lowercase(),
            name: format!("Persoon {mail}"),
            password_hash: hash().to_owned(),
            state: state.to_owned(),
            created_at: stored(self.clock.now()),
        };
        self.database(|conn| users::insert(conn, &row));
        id
    }

    /// Somebody with an account.
    pub fn user(&self, mail: &str) -> UserId {
        self.user_in(mail, "active")
    }

    /// A claim to be an organisation.
    pub fn organisation(&self, name: &str) -> OrgId {
        let id: OrgId = self.source.id(self.clock.now());
        let now = stored(self.clock.now());
        use organisations as o;
        self.database(|conn| {
            diesel::insert_into(o::table)
                .values((
                    (
                        o::id.eq(id.as_str()),
                        o::kvk.eq("90001354"),
                        o::name.eq(name),
                        o::name_key.eq(name.to_lowercase()),
                    ),
                    (
                        o::legal_form.eq("bv"),
                        o::street.eq("Straat 1"),
                        o::postcode.eq("7941 AA"),
                        o::town.eq("Meppel"),
                    ),
                    (
                        o::email.eq("zorg@example.test"),
                        o::phone.eq("0522000000"),
                        o::website.eq(""),
                        o::rsin.eq(""),
                        o::agb.eq(""),
                    ),
                    (o::signing.eq("alone"), o::state.eq("unverified"), o::state_reason.eq("")),
                    (o::consent_electronic_at.eq(now), o::version.eq(1), o::created_at.eq(now)),
                ))
                .execute(conn)
        });
        id
    }

    /// Somebody's place in an organisation.
    pub fn member(&self, org: &OrgId, user: &UserId, role: ProviderRole) {
        let id = self.source.id::<kind::Membership>(self.clock.now()).to_string();
        use memberships as m;
        self.database(|conn| {
            diesel::insert_into(m::table)
                .values((
                    (
                        m::id.eq(id),
                        m::org_id.eq(org.as_str()),
                        m::user_id.eq(user.as_str()),
                        m::role.eq(role.code()),
                    ),
                    (m::state.eq("active"), m::procedure_scope.eq(""), m::created_by.eq(user.as_str())),
                    m::created_at.eq(stored(self.clock.now())),
                ))
                .execute(conn)
        });
    }

    /// An inkoopregio.
    pub fn region(&self, slug: &str) -> RegionId {
        let id: RegionId = self.source.id(self.clock.now());
        use regions as r;
        self.database(|conn| {
            diesel::insert_into(r::table)
                .values((
                    (
                        r::id.eq(id.as_str()),
                        r::slug.eq(slug),
                        r::code.eq(slug),
                        r::name.eq(format!("Regio {slug}")),
                    ),
                    (
                        r::theme_json.eq("{}"),
                        r::contact_json.eq("{}"),
                        r::version.eq(1),
                        r::created_at.eq(stored(self.clock.now())),
                    ),
                ))
                .execute(conn)
        });
        id
    }

    /// Somebody's role in a regional team.
    pub fn staff(&self, region: &RegionId, user: &UserId, role: StaffRole) {
        let id = self.source.id::<kind::StaffRole>(self.clock.now()).to_string();
        use staff_roles as s;
        self.database(|conn| {
            diesel::insert_into(s::table)
                .values((
                    (
                        s::id.eq(id),
                        s::region_id.eq(region.as_str()),
                        s::user_id.eq(user.as_str()),
                        s::role.eq(role.code()),
                    ),
                    (
                        s::gemeente.eq(""),
                        s::discipline.eq(if role == StaffRole::Supervisor { "quality" } else { "" }),
                        s::granted_at.eq(stored(self.clock.now())),
                    ),
                ))
                .execute(conn)
        });
    }

    /// Somebody's session, as logging in and choosing would make it, without the work of checking a password.
    pub fn session(&self, user: &UserId, acting: &str, acting_id: Option<&str>) -> SessionId {
        let id: SessionId = self.source.id(self.clock.now());
        let now = self.clock.now();
        let row = SessionRow {
            id: id.to_string(),
            user_id: user.to_string(),
            acting: acting.to_owned(),
            acting_id: acting_id.map(str::to_owned),
            created_at: stored(now),
            last_seen_at: stored(now),
            expires_at: stored(now + ABSOLUTE),
            ended_at: None,
            proof: "second_factor".to_owned(),
        };
        self.database(|conn| sessions::insert(conn, &row));
        id
    }

    /// Log in by the form.
    pub async fn log_in(&self, client: &Client, mail: &str) -> Page {
        let page = client.get("/inloggen").await;
        client.submit(&page.form("/inloggen"), &[("mail", mail), ("wachtwoord", PASSWORD)]).await
    }
}
