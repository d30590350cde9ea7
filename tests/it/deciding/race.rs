//! Sixteen people propose, countersign, decide and take back at the same instant, through two nodes on one PostgreSQL and one on SQLite.
//! Afterwards the log is told to the state machines of the domain: every step was allowed in the order that the log gives, and what stands
//! in the database is what they come to.
//!
//! `OPENHUIS_TEST_DECISIONS` says how many rounds (200), `OPENHUIS_TEST_SEED` with which chances (2026).

mod finish;
mod model;
mod people;
mod steps;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::time::Instant;

use chrono::TimeDelta;
use openhuis::storage::db::Kind as Of;

use self::model::Model;
use self::people::{Case, Field, Somebody};
use self::steps::{Kind, Screen, Step, pick};
use crate::close::file_clock::Hands;
use crate::kill::chance::Chance;
use crate::support::app::KEY;
use crate::support::client::{Client, Page};
use crate::support::database::{TestDatabase, cluster};
use crate::support::server::Server;

/// Rounds about one application, before the next has its turn.
const EACH: usize = 25;
/// How many people at most do something in a round.
const MOST: usize = 6;

#[actix_web::test]
async fn whoever_is_first_no_lot_is_decided_twice_or_after_it_was_taken_back_with_sqlite() {
    race(Of::Sqlite, 1).await;
}

#[actix_web::test]
async fn whoever_is_first_no_lot_is_decided_twice_or_after_it_was_taken_back_by_two_nodes_on_postgresql() {
    if cluster().is_some() {
        race(Of::Postgres, 2).await;
    }
}

fn setting(name: &str, without: u64) -> u64 {
    std::env::var(name).map_or(without, |text| text.parse().unwrap())
}

async fn race(kind: Of, nodes: usize) {
    let rounds = usize::try_from(setting("OPENHUIS_TEST_DECISIONS", 200)).unwrap();
    let seed = setting("OPENHUIS_TEST_SEED", 2026);
    let fresh = TestDatabase::fresh(kind).unwrap();
    let (store, field, mut now) = Field::prepare(fresh, rounds.div_ceil(EACH)).await;
    let hands = Hands::at(&store, now);
    let more = [hands.setting(), ("OPENHUIS_SESSION_SECRET", OsStr::new(KEY))];
    let mut servers = Vec::new();
    for _ in 0..nodes {
        let server = Server::start_with(&store, &more).await.expect("the server starts");
        server.is_ready().await;
        servers.push(server);
    }
    let mut conn = store.url.connect().unwrap();
    let mut model = Model::before(&mut conn, &field);
    let (mut chance, mut tally, begin) = (Chance::new(seed), Tally::default(), Instant::now());
    for number in 0..rounds {
        now += TimeDelta::milliseconds(10);
        hands.set(now);
        let case = &field.cases[number / EACH];
        let screen = Screen::read(&mut conn, &field, case);
        round((&field, case, &screen), &servers, &mut chance, &mut tally).await;
    }
    let took = begin.elapsed();
    drop(servers);
    model.follow(&mut conn);
    model.agrees(&mut conn, &field);
    tally.is_what_the_log_tells(&model.told);
    finish::all(&store, &field, now + TimeDelta::seconds(1));
    model.follow(&mut conn);
    model.agrees(&mut conn, &field);
    finish::is_done(&mut conn, &field);
    println!("{kind:?}: {rounds} rounds on {nodes} nodes, seed {seed}, in {} s: {tally}", took.as_secs());
}

/// What some people do at the same moment, each with what stood on the screen.
async fn round(
    (field, case, screen): (&Field, &Case, &Screen),
    servers: &[Server],
    chance: &mut Chance,
    tally: &mut Tally,
) {
    let mut sending = Vec::new();
    for (who, owns) in runners(field, case, chance) {
        let step = screen.step(chance, case, who, owns);
        let once = tally.once();
        // Now and then the button is pressed twice, and the second time another node answers.
        let times = if chance.one_in(6) { 2 } else { 1 };
        let first = pick(chance, servers.len());
        for time in 0..times {
            let address = servers[(first + time) % servers.len()].address;
            let client = Client::new(address);
            client.set_cookie("__Host-openhuis", &who.cookie);
            let body = step.body.as_ref().map(|body| format!("_csrf={}&_once={once}&{body}", who.csrf));
            let answer = actix_web::rt::spawn(send(client, step.path.clone(), body));
            sending.push((once.clone(), step.clone(), answer));
        }
    }
    for (once, step, answer) in sending {
        tally.note(once, &step, &answer.await.unwrap());
    }
}

/// Who does something this round: mostly also whose work it is.
fn runners<'a>(field: &'a Field, case: &'a Case, chance: &mut Chance) -> Vec<(&'a Somebody, bool)> {
    let mut all: Vec<(&Somebody, bool)> =
        field.team.iter().enumerate().map(|(place, who)| (who, place == case.owner)).collect();
    all.extend(case.signatories.iter().map(|who| (who, false)));
    let many = 2 + pick(chance, MOST - 1);
    let mut chosen = Vec::new();
    if !chance.one_in(4) {
        chosen.push(all.swap_remove(case.owner));
    }
    while chosen.len() < many {
        let place = pick(chance, all.len());
        chosen.push(all.swap_remove(place));
    }
    chosen
}

async fn send(client: Client, path: String, body: Option<String>) -> Page {
    let Some(body) = body else { return client.get(&path).await };
    // Whoever asks for JSON gets a refusal as one sentence.
    let headers = [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded")];
    client.send("POST", &path, &headers, &body).await
}

/// What came of everything that was tried.
#[derive(Default)]
struct Tally {
    shown: usize,
    tried: usize,
    /// By the number of the form: what it was, about how many lots, and whether it was taken.
    forms: BTreeMap<String, (Kind, usize, bool)>,
    refused: BTreeMap<u16, usize>,
}

impl Tally {
    /// The number of the next form.
    fn once(&mut self) -> String {
        self.shown += 1;
        format!("race-{:020}", self.shown)
    }

    /// An answer is what was asked for, or a refusal in a sentence.
    fn note(&mut self, once: String, step: &Step, page: &Page) {
        self.tried += 1;
        if step.kind == Kind::Look {
            assert_eq!(page.status, 200, "{} {}", step.path, page.text);
            return;
        }
        let taken = page.status == 303;
        if taken {
            let to = page.header("location");
            let own = ["/aanbieder/aanmeldingen/", "/beoordeling/"].iter().any(|own| to.starts_with(own));
            assert!(own, "{} leads to {to}", step.path);
        } else {
            assert!(matches!(page.status, 403 | 404 | 409 | 422), "{step:?}: {} {}", page.status, page.text);
            let problem: serde_json::Value = serde_json::from_slice(&page.body()).unwrap();
            let told = |field: &str| problem[field].as_str().unwrap_or_default().to_owned();
            // Of a rule the refusal says why and what to do; of a door or a change meanwhile the page does.
            let (kind, why) = (told("type"), told("detail"));
            assert!(kind.starts_with("/problems/") && !told("title").is_empty(), "{step:?}: {problem}");
            assert!(kind != "/problems/refused" || why.ends_with('.'), "{step:?}: {problem}");
            *self.refused.entry(page.status).or_default() += 1;
        }
        self.forms.entry(once).or_insert((step.kind, step.lots, false)).2 |= taken;
    }

    fn taken(&self, kind: Kind) -> usize {
        self.forms.values().filter(|form| form.0 == kind && form.2).map(|form| form.1).sum()
    }

    /// What was acknowledged is in the log, once each; and both happened, taken and refused.
    fn is_what_the_log_tells(&self, told: &BTreeMap<String, usize>) {
        for (kind, event) in [
            (Kind::Propose, "proposal.made"),
            (Kind::Countersign, "proposal.countersigned"),
            (Kind::Sign, "decision.signed"),
        ] {
            assert_eq!(self.taken(kind), told.get(event).copied().unwrap_or(0), "{event}");
        }
        for kind in [Kind::Propose, Kind::Countersign, Kind::Sign, Kind::WithdrawLot] {
            let of_kind = || self.forms.values().filter(|form| form.0 == kind);
            assert!(of_kind().any(|form| form.2) && of_kind().any(|form| !form.2), "{kind:?} was no race");
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let taken = |kind| self.taken(kind);
        write!(
            f,
            "{} requests; {} proposed, {} countersigned, {} sent back, {} signed, {} returned, {} taken back; {} refused",
            self.tried,
            taken(Kind::Propose),
            taken(Kind::Countersign),
            taken(Kind::SendBack),
            taken(Kind::Sign),
            taken(Kind::Return),
            taken(Kind::WithdrawLot) + taken(Kind::Withdraw),
            self.refused.values().sum::<usize>()
        )
    }
}
