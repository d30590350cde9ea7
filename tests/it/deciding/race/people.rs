//! Who runs in the race: a team of twelve, of whom four both assess and sign, and four people of each aanbieder.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openhuis::app::apply;
use openhuis::auth::csrf::{FormTokens, Holder};
use openhuis::auth::secret::Key;
use openhuis::auth::session_token::SessionTokens;
use openhuis::domain::access::{ProviderRole, StaffRole};
use openhuis::domain::decision::Outcome;
use openhuis::domain::ids::{ApplicationId, UserId};
use openhuis::storage::schema::organisations;

use crate::support::TestApp;
use crate::support::app::KEY;
use crate::support::database::TestDatabase;
use crate::support::reviewing::Reviewing;
use crate::support::world::World;

/// What each of the team is there for.
const TEAM: [Part; 12] = {
    use Part::{Assessor as A, Both as B, Signer as S};
    [A, A, A, A, A, B, B, B, B, S, S, S]
};
/// People of each aanbieder. With the team there are sixteen at any moment.
const SIGNATORIES: usize = 4;
/// Lots of each application.
const LOTS: usize = 6;

/// What somebody is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Assessor,
    /// Assesses and signs: never both for one application.
    Both,
    Signer,
    Aanbieder,
}

/// Somebody in front of the portal.
#[derive(Clone)]
pub struct Somebody {
    pub user: UserId,
    pub part: Part,
    pub cookie: String,
    pub csrf: String,
}

/// An application that was judged and waits for a proposal on each of its lots.
pub struct Case {
    pub id: ApplicationId,
    /// Whose work it is: a place in the team.
    pub owner: usize,
    /// What was judged.
    pub outcome: Outcome,
    pub signatories: Vec<Somebody>,
}

/// Everybody, and what there is to decide.
pub struct Field {
    pub world: World,
    pub team: Vec<Somebody>,
    pub cases: Vec<Case>,
}

impl Field {
    /// So many applications, on a database that is left to the real program; and what time it was then.
    pub async fn prepare(store: TestDatabase, count: usize) -> (TestDatabase, Self, DateTime<Utc>) {
        let app = TestApp::start(store);
        let world = app.world();
        let users: Vec<UserId> = (0..TEAM.len()).map(|place| hire(&app, &world, place)).collect();
        let owners: Vec<usize> = (0..TEAM.len()).filter(|place| TEAM[*place] != Part::Signer).collect();
        let people: Vec<UserId> =
            (0..SIGNATORIES).map(|place| app.user(&format!("bestuurder{place}@zorg.test"))).collect();
        let mut judged = Vec::new();
        for number in 0..count {
            let owner = owners[number % owners.len()];
            let outcome = if number % 3 == 2 { Outcome::Refuse } else { Outcome::Admit };
            let world = aanbieder(&app, &world, number, &people, &users[owner]);
            judged.push((world.org.clone(), owner, outcome, one_judged(&app, &world, outcome)));
        }
        let team = users.iter().zip(TEAM);
        let team = team.map(|(user, part)| log_in(&app, user, part, ("region", world.region.as_str())));
        let team = team.collect();
        let mut cases = Vec::new();
        for (org, owner, outcome, id) in judged {
            let acting = ("organisation", org.as_str());
            let signatories = people.iter().map(|user| log_in(&app, user, Part::Aanbieder, acting)).collect();
            cases.push(Case { id, owner, outcome, signatories });
        }
        let now = app.clock.now();
        (app.stop().await, Self { world, team, cases }, now)
    }
}

/// One of the team, with the roles and the power to sign that go with it.
fn hire(app: &TestApp, world: &World, place: usize) -> UserId {
    let user = app.user(&format!("team{place}@zwd.test"));
    let part = TEAM[place];
    if part != Part::Signer {
        app.staff(&world.region, &user, StaffRole::Assessor);
    }
    if part != Part::Assessor {
        app.staff(&world.region, &user, StaffRole::DecisionMaker);
        app.mandates(&world.region, &world.scheme, &user, &world.admin);
        app.second_factor(&user);
    }
    user
}

/// An aanbieder of which it is certain who it is, as the world of whoever is to judge it.
fn aanbieder(app: &TestApp, world: &World, number: usize, people: &[UserId], owner: &UserId) -> World {
    let org = app.organisation(&format!("Zorg {number}"));
    app.database(|conn| {
        let row = diesel::update(organisations::table.find(org.as_str()));
        row.set(organisations::kvk.eq(format!("8{number:07}"))).execute(conn)
    });
    for user in people {
        app.member(&org, user, ProviderRole::Tekenbevoegde);
    }
    let there = World { org, assessor: owner.clone(), ..world.clone() };
    app.claim(&there, "verified");
    there
}

/// Filled in for some lots, sent in, taken up and judged.
fn one_judged(app: &TestApp, world: &World, outcome: Outcome) -> ApplicationId {
    let one = app.applicant(world);
    let wanted = &one.open_lots()[..LOTS];
    one.choose(wanted).unwrap();
    for (lot, _) in wanted {
        one.places(lot, apply::ANYONE, "12").unwrap();
    }
    let refused = outcome == Outcome::Refuse;
    let convicted = [
        ("veroordeling", "ja"),
        ("veroordeling_datum", "1-11-2023"),
        ("veroordeling_aard", "fraude"),
        ("veroordeling_maatregelen", "De bestuurder is vertrokken."),
    ];
    for (code, typed) in if refused { &convicted[..] } else { &[("veroordeling", "nee")] } {
        one.answer(code, typed).unwrap();
    }
    one.accept_all();
    one.submit().unwrap();
    let team = Reviewing { app, world, id: one.id.clone() };
    team.take(&world.assessor).unwrap();
    if refused {
        team.assess(&team.judged("UIT-01", false)).unwrap();
    }
    team.assess_all();
    one.id
}

/// Somebody's session, and the token that stands in the forms of it.
fn log_in(app: &TestApp, user: &UserId, part: Part, (acting, id): (&str, &str)) -> Somebody {
    let key = Key::from_text(KEY).unwrap();
    let session = app.session(user, acting, Some(id));
    let cookie = SessionTokens::new(&key).sign(&session, app.clock.now()).unwrap();
    let csrf = FormTokens::new(&key).token(Holder::Session(session.as_str()));
    Somebody { user: user.clone(), part, cookie, csrf }
}
