//! The world of the walk: two regions, an aanbieder for every state a route needs, and the names of everything in it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use openhuis::domain::access::{ProviderRole, StaffRole};
use openhuis::domain::code::Code as _;
use openhuis::domain::colour::Colour;
use openhuis::domain::ids::{OrgId, UserId};
use openhuis::files::Limits;
use openhuis::storage::db::Kind;
use openhuis::storage::schema::{memberships, organisations};
use openhuis::storage::types::stored;

use crate::support::TestApp;
use crate::support::database::TestDatabase;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};

/// A file as people upload it.
pub const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";
/// An identifier of nothing.
pub const NOWHERE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// A filled database at rest, and the names of what is in it.
pub struct Prepared {
    pub store: TestDatabase,
    names: BTreeMap<String, String>,
}

impl Prepared {
    /// What a name stands for.
    pub fn get(&self, name: &str) -> &str {
        self.names.get(name).unwrap_or_else(|| panic!("nothing is called {name}"))
    }

    /// Whether this is one of the aanbieders of the walk, and not the other.
    pub fn is_own(&self, org: &str) -> bool {
        let own = |(name, id): (&String, &String)| name.ends_with(".org") && name != "other.org" && id == org;
        self.names.iter().any(own)
    }

    /// A value of a form, with an identifier of nothing where it named one of ours.
    pub fn or_nothing(&self, value: &str) -> String {
        let ours = self.names.values().any(|id| id == value && id.len() == NOWHERE.len());
        if ours { NOWHERE.to_owned() } else { value.to_owned() }
    }

    /// A text with every `{name}` filled in.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').unwrap();
            filled += before;
            filled += self.get(name);
            rest = behind;
        }
        filled + rest
    }
}

/// The world while it is made.
pub struct Making<'a> {
    pub app: &'a TestApp,
    pub world: &'a World,
    pub names: BTreeMap<String, String>,
    kvk: u32,
}

impl Making<'_> {
    pub fn name(&mut self, name: &str, value: impl ToString) {
        self.names.insert(name.to_owned(), value.to_string());
    }

    /// An aanbieder in which the five people have their roles. The world seen from there.
    pub fn aanbieder(&mut self, name: &str, state: &str) -> World {
        let org = self.app.organisation(&format!("Eigen {name}"));
        self.kvk += 1;
        let since = (state != "unverified").then(|| stored(self.app.clock.now()));
        self.app.database(|conn| {
            diesel::update(organisations::table.find(org.as_str()))
                .set((
                    organisations::kvk.eq(self.kvk.to_string()),
                    organisations::state.eq(state),
                    organisations::state_by.eq(since.map(|_| self.world.admin.to_string())),
                    organisations::state_at.eq(since),
                ))
                .execute(conn)
        });
        for role in ProviderRole::ALL {
            let user = self.app.user_by_mail(&format!("{}@zorg.zwd.test", role.code()));
            member(self.app, &org, &user, *role);
        }
        self.name(&format!("{name}.org"), &org);
        World { org, ..self.world.clone() }
    }
}

/// A membership; a gemachtigde has a last day.
pub fn member(app: &TestApp, org: &OrgId, user: &UserId, role: ProviderRole) {
    if role != ProviderRole::Gemachtigde {
        return app.member(org, user, role);
    }
    app.member(org, user, ProviderRole::Lezer);
    let last: chrono::NaiveDate = "2027-12-31".parse().unwrap();
    app.database(|conn| {
        diesel::update(
            memberships::table
                .filter(memberships::org_id.eq(org.as_str()))
                .filter(memberships::user_id.eq(user.as_str())),
        )
        .set((memberships::role.eq(role.code()), memberships::ends_on.eq(Some(last))))
        .execute(conn)
    });
}

/// Put a file into the evidence store.
pub fn keep(app: &TestApp, text: &str) {
    let mut upload = app.store().begin(Limits { max_bytes: 1 << 20 }).unwrap();
    upload.write(text.as_bytes()).unwrap();
    upload.finish().unwrap();
}

/// Make it all. What is done later by the runner is done: mails, letters, receipts.
pub async fn prepare(kind: Kind) -> Prepared {
    let app = TestApp::start(TestDatabase::fresh(kind).unwrap());
    let world = app.world();
    let far = app.world_of(MIJ, "mij.test");
    for (region, domain) in [(&world, "zwd.test"), (&far, "mij.test")] {
        people(&app, region, domain);
    }
    for def in world.scheme.documents() {
        keep(&app, &format!("%PDF-1.7 {}", def.title));
    }
    keep(&app, PDF);
    let mut making = Making { app: &app, world: &world, names: BTreeMap::new(), kvk: 90_000_000 };
    making.name("region.name", &world.scheme.region().name);
    making.name("far.slug", &far.slug);
    making.name("far.region", &far.region);
    let accent = Colour::parse("#154273").unwrap();
    making.name("theme", openhuis::render::theme::href(accent).rsplit('/').next().unwrap());
    making.name("asset", openhuis::render::assets::href("app.css").unwrap().rsplit('/').next().unwrap());
    super::cases::all(&mut making);
    let server = SmtpServer::start();
    app.worker(&server).drain().await.unwrap();
    super::cases::after_the_runner(&mut making);
    let names = std::mem::take(&mut making.names);
    drop(making);
    let store = app.stop().await;
    store.settle();
    Prepared { store, names }
}

/// Beside the people of the small world: one person per role of the team, and every role at the other aanbieder.
fn people(app: &TestApp, world: &World, domain: &str) {
    let admin = app.user(&format!("regiobeheer@{domain}"));
    app.staff(&world.region, &admin, StaffRole::RegionAdmin);
    app.staff(&world.region, &app.user_by_mail(&format!("beleid@{domain}")), StaffRole::PolicyEditor);
    app.user(&format!("gemachtigde@zorg.{domain}"));
    for role in ProviderRole::ALL.iter().filter(|role| **role != ProviderRole::Tekenbevoegde) {
        let user = app.user(&format!("{}@ander.{domain}", role.code()));
        member(app, &world.other, &user, *role);
    }
}
