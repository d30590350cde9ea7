//! The same application: what the team does with it, and the whole of it.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::dispute::{self, FiledForm, Ruled};
use openhuis::app::letters;
use openhuis::app::review::{self, Advised, Again, Ask, Explained, Judged, Longer};
use openhuis::app::verification::{self, Planned, Reported};
use openhuis::domain::ids::{DecisionId, DisputeId, HearingId, Id, LetterId, SnapshotId, VerificationId};
use openhuis::storage::schema::{letters as kept_letters, organisations};
use openhuis::storage::{lots, types::AsText};

use crate::deciding::disputes::Disputed;
use crate::deciding::revising::others;
use crate::review::repairing::repairable;
use crate::review::verifying::{CHECKED, form as visit};
use crate::support::TestApp;
use crate::support::applying::portal;
use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::{Received, SmtpServer};
use crate::support::world::World;

use super::story::{asked, heard, message, profile, react, repair, sent_in};
use super::*;

/// What was left behind.
pub struct Story<'a> {
    pub one: Reviewing<'a>,
    pub snapshot: SnapshotId,
    pub verification: VerificationId,
    pub hearing: HearingId,
    pub decision: DecisionId,
    /// The letter with the decision.
    pub letter: LetterId,
    pub dispute: DisputeId,
    /// The requirement that was judged against the rules.
    pub refused: String,
    pub mails: Vec<Received>,
}

/// A hard requirement that the rules find met, about something that everybody in the team may read.
fn contested(one: &Reviewing<'_>) -> String {
    let tests = one.dossier().kinds.into_iter().flat_map(|kind| kind.tests);
    let mut met = tests.filter(|test| test.hard && test.rules == "voldoet" && !test.code.starts_with("UIT-"));
    met.next().unwrap().code
}

/// Somebody else in the same case, who was judged in favour.
fn equal(app: &TestApp, world: &World) {
    let org = app.organisation("Andere Zorg");
    app.database(|conn| {
        let own = diesel::update(organisations::table.find(org.as_str()));
        own.set(organisations::kvk.eq("60000001")).execute(conn)
    });
    let world = World { org, ..world.clone() };
    let one = app.reviewing(&world);
    one.take(&world.assessor).unwrap();
    one.assess_all();
    one.assess(&one.judged(&contested(&one), true)).unwrap();
    app.pass(TimeDelta::minutes(1));
}

fn visited(one: &Reviewing<'_>) -> VerificationId {
    let (app, scope) = (one.app, one.world.scope());
    let planned = Planned { place: PLACE.typed(), ..visit(one) };
    let ctx = app.assessor(&one.world.assessor);
    let id = app
        .database
        .write(|conn| verification::plan(conn, &ctx, (&scope, &portal()), &one.id, &planned))
        .unwrap();
    app.pass(TimeDelta::days(7));
    let ctx = app.assessor(&one.world.assessor);
    let seen = CHECKED.map(|code| (code.to_owned(), REPORT.typed())).to_vec();
    let now = app.database.read(|conn| verification::one(conn, &ctx, &scope, (&one.id, &id))).unwrap().1;
    let form = Reported { seen, version: now.version };
    app.database
        .write(|conn| verification::report(conn, &ctx, (&scope, &portal()), (&one.id, &id), &form))
        .unwrap();
    react(one, &id);
    id
}

/// Written to, extended, and asked to repair something.
fn written(one: &Reviewing<'_>) {
    let (app, scope) = (one.app, one.world.scope());
    let ctx = app.assessor(&one.world.assessor);
    let said = TEAM_MESSAGE.typed();
    app.database.write(|conn| review::from_team(conn, &ctx, &scope, &portal(), &one.id, &said)).unwrap();
    let longer = Longer { weeks: "3".to_owned(), motivation: EXTENSION.typed(), seen: one.version() };
    app.database.write(|conn| review::extend(conn, &ctx, &scope, &one.id, &longer)).unwrap();
    let (requirement, anchor) = repairable(one);
    let ask = Ask {
        requirement,
        member: None,
        kind: "incomplete".to_owned(),
        anchor,
        question: REPAIR_ASKED.typed(),
        team_fault: String::new(),
        seen: one.version(),
    };
    let request = app.database.write(|conn| review::ask(conn, &ctx, &scope, &one.id, &ask)).unwrap();
    repair(one, &request);
    app.pass(TimeDelta::minutes(1));
}

/// Judged in favour on everything but one, against the rules and unlike an equal case; and proposed to be refused.
fn judged(one: &Reviewing<'_>) -> (String, DecisionId, HearingId) {
    let (app, scope) = (one.app, one.world.scope());
    for code in one.dossier().lots[0].open.clone() {
        let well = Judged { motivation: MOTIVATION.typed(), note: NOTE.typed(), ..one.judged(&code, true) };
        one.assess(&well).unwrap();
    }
    let code = contested(one);
    let badly = one.judged(&code, false);
    one.assess(&Judged {
        motivation: REFUSAL.typed(),
        differs: DIFFERS.typed(),
        note: NOTE.typed(),
        ..badly
    })
    .unwrap();
    let ctx = app.assessor(&one.world.assessor);
    for unequal in one.dossier().unequal {
        let given = Explained {
            assessment: Id::parse(&unequal.assessment).unwrap(),
            why: "case_differs".to_owned(),
            motivation: EQUAL.typed(),
        };
        app.database.write(|conn| review::explain(conn, &ctx, &scope, &one.id, &given)).unwrap();
    }
    let advised = Advised {
        lot: Id::parse(&one.dossier().lots[0].id).unwrap(),
        outcome: "refuse".to_owned(),
        note: ADVICE.typed(),
        seen: one.version(),
    };
    let decision = app.database.write(|conn| review::propose(conn, &ctx, &scope, &one.id, &advised)).unwrap();
    let hearing = Id::parse(&one.dossier().hearings[0].id).unwrap();
    (code, decision, hearing)
}

/// Signed, sent, come back, disputed, and looked at again.
async fn told<'a>(one: &Reviewing<'a>, server: &SmtpServer) -> (LetterId, DisputeId) {
    let (app, world) = (one.app, one.world);
    let lots = app.database(|conn| lots::of_application(conn, &one.id));
    let deciding = Deciding { app, world, id: one.id.clone(), lots };
    deciding.sign_as(&deciding.signer(), &Deciding::ids(&deciding.lots)).unwrap();
    app.worker(server).drain().await.unwrap();
    let letter: String = app.database(|conn| {
        let decided = kept_letters::kind.eq(AsText(openhuis::domain::letter::LetterKind::Decision));
        kept_letters::table.filter(decided).select(kept_letters::id).first(conn)
    });
    let letter: LetterId = Id::parse(&letter).unwrap();
    let disputed = Disputed { app, world, others: others(app, world), one: deciding, letter: letter.clone() };
    let form =
        FiledForm { decisions: disputed.told("refuse"), grounds: DISPUTE.typed(), late: String::new() };
    let dispute = disputed.file(&form).unwrap();
    ruled(&disputed, &dispute);
    revised(&disputed, &dispute);
    let (ctx, scope, portal) = (app.assessor(&world.assessor), world.scope(), portal());
    let why = BOUNCED.typed();
    app.database.write(|conn| letters::returned(conn, &ctx, &scope, &letter, (&why, &portal))).unwrap();
    app.worker(server).drain().await.unwrap();
    (letter, dispute)
}

fn ruled(disputed: &Disputed<'_>, dispute: &DisputeId) {
    let seen = disputed.seen(dispute).version;
    let form =
        Ruled { outcome: "founded".to_owned(), on: Some(disputed.today()), motivation: RULING.typed(), seen };
    let (ctx, scope) = (disputed.decider(), disputed.world.scope());
    let at = (&disputed.one.id, dispute);
    disputed.app.database.write(|conn| dispute::decide(conn, &ctx, (&scope, &portal()), at, &form)).unwrap();
}

fn revised(disputed: &Disputed<'_>, dispute: &DisputeId) {
    let (app, world) = (disputed.app, disputed.world);
    let again = Again {
        lots: Deciding::ids(&disputed.one.lots),
        cause: "objection".to_owned(),
        motivation: REVISION.typed(),
        dispute: dispute.to_string(),
        seen: Reviewing { app, world, id: disputed.one.id.clone() }.version(),
    };
    let (ctx, scope) = (disputed.decider(), world.scope());
    app.database.write(|conn| review::revise(conn, &ctx, &scope, &disputed.one.id, &again)).unwrap();
}

/// The whole of it.
pub async fn lived<'a>(app: &'a TestApp, world: &'a World) -> Story<'a> {
    equal(app, world);
    profile(app, world).await;
    asked(app, world).await;
    let (one, snapshot) = sent_in(app, world).await;
    message(app).await;
    one.take(&world.assessor).unwrap();
    let verification = visited(&one);
    written(&one);
    let (refused, decision, hearing) = judged(&one);
    heard(&one, &hearing).await;
    one.weigh(&hearing, &WEIGHED.typed()).unwrap();
    one.agree(&world.countersigner, &decision).unwrap();
    let server = SmtpServer::start();
    let (letter, dispute) = told(&one, &server).await;
    let mails = server.received();
    Story { one, snapshot, verification, hearing, decision, letter, dispute, refused, mails }
}
