//! Not agreeing with what was decided: a klacht, kort geding or bezwaar comes in, is treated by other people, and leads to a new decision.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use openhuis::app::dispute::{self, FiledForm, Planned, Registered, Ruled, Seen};
use openhuis::app::review::{self, Again};
use openhuis::app::{self, Ctx, Error};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::dispute::{Kind, Still};
use openhuis::domain::ids::{DisputeId, Id, LegalHoldId, LetterId, UserId};
use openhuis::domain::terms::local_day;
use openhuis::storage::disputes::DisputeRow;
use openhuis::storage::schema::{audit_index, dispute_decisions, disputes, legal_holds, letters, mails};
use openhuis::storage::types::AsText;
use openhuis::storage::views::disputes::Wanted;

use super::revising::{judge_again, others};
use crate::support::applying::portal;
use crate::support::deciding::Deciding;
use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::world::{World, ZWD};
use crate::support::{TestApp, on_both};

/// A region whose procedures go by the Awb.
pub fn awb(app: &TestApp) -> World {
    let source = ZWD.replacen("spoor: civiel", "spoor: awb", 1).replacen(
        "vervaltermijn: 20 dagen",
        "vervaltermijn: 6 weken",
        1,
    );
    app.world_of(&source, "zwd.test")
}

/// A decided application of which the letter was made known, and people who had no hand in it.
pub struct Disputed<'a> {
    pub app: &'a TestApp,
    pub world: &'a World,
    pub others: World,
    pub one: Deciding<'a>,
    pub letter: LetterId,
}

impl<'a> Disputed<'a> {
    pub async fn new(app: &'a TestApp, world: &'a World) -> Self {
        let one = app.deciding(world);
        one.sign_all();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let letter: String = app.database(|conn| letters::table.select(letters::id).first(conn));
        Self { app, world, others: others(app, world), one, letter: Id::parse(&letter).unwrap() }
    }

    pub fn today(&self) -> NaiveDate {
        local_day(self.app.clock.now())
    }

    pub fn decider(&self) -> Ctx {
        self.app.as_user(&self.others.signer, Role::Staff(StaffRole::DecisionMaker))
    }

    pub fn assessor(&self) -> Ctx {
        self.app.assessor(&self.others.assessor)
    }

    /// The decisions of the letter on lots with this outcome.
    pub fn told(&self, outcome: &str) -> Vec<String> {
        let (ctx, scope) = (self.assessor(), self.world.scope());
        let page =
            self.app.database.read(|conn| dispute::to_register(conn, &ctx, &scope, &self.one.id)).unwrap();
        let lots = page.lots.into_iter().filter(|lot| lot.outcome == outcome);
        lots.map(|lot| lot.value).collect()
    }

    pub fn file(&self, form: &FiledForm) -> app::Result<DisputeId> {
        let (ctx, scope) = (self.app.as_provider(ProviderRole::Tekenbevoegde), self.world.org_scope());
        let file =
            |conn: &mut app::DbConn| dispute::file(conn, &ctx, (&scope, &portal()), &self.letter, form);
        self.app.database.write(file).map(|(_, id)| id)
    }

    /// What the aanbieder sends about the lot that was refused.
    pub fn grounds(&self) -> FiledForm {
        FiledForm {
            decisions: self.told("refuse"),
            grounds: "Het stuk zat bij de bijlagen.".to_owned(),
            late: String::new(),
        }
    }

    pub fn form(&self, kind: Kind) -> Registered {
        use openhuis::domain::code::Code as _;
        Registered {
            letter: self.letter.to_string(),
            decisions: self.told("admit"),
            kind: kind.code().to_owned(),
            received_on: Some(self.today()),
            grounds: "Dagvaarding, map 12.".to_owned(),
            court: "Noord-Nederland".to_owned(),
            ..Registered::default()
        }
    }

    pub fn register(&self, form: &Registered) -> app::Result<DisputeId> {
        let (ctx, scope) = (self.assessor(), self.world.scope());
        self.app.database.write(|conn| dispute::register(conn, &ctx, (&scope, &portal()), &self.one.id, form))
    }

    pub fn seen(&self, id: &DisputeId) -> Seen {
        let (ctx, scope) = (self.assessor(), self.world.scope());
        self.app.database.read(|conn| dispute::one(conn, &ctx, &scope, (&self.one.id, id))).unwrap().1
    }

    pub fn decide(&self, ctx: &Ctx, id: &DisputeId, outcome: &str) -> app::Result<()> {
        let form = Ruled {
            outcome: outcome.to_owned(),
            on: Some(self.today()),
            motivation: "Het stuk is over het hoofd gezien.".to_owned(),
            seen: self.seen(id).version,
        };
        let scope = self.world.scope();
        let at = (&self.one.id, id);
        self.app.database.write(|conn| dispute::decide(conn, ctx, (&scope, &portal()), at, &form))
    }

    pub fn plan(&self, ctx: &Ctx, id: &DisputeId, at: DateTime<Utc>, roll: &str) -> app::Result<()> {
        let form = Planned {
            at: Some(at),
            place: "Zaal 3.".to_owned(),
            roll: roll.to_owned(),
            seen: self.seen(id).version,
        };
        let scope = self.world.scope();
        let to = (&self.one.id, id);
        self.app.database.write(|conn| dispute::plan_hearing(conn, ctx, (&scope, &portal()), to, &form))
    }

    pub fn extend(&self, id: &DisputeId) -> app::Result<()> {
        let (ctx, scope, seen) = (self.assessor(), self.world.scope(), self.seen(id).version);
        let (at, why) = ((&self.one.id, id), ("De commissie heeft meer tijd nodig.", seen));
        self.app.database.write(|conn| dispute::extend(conn, &ctx, (&scope, &portal()), at, why))
    }

    fn take(&self, by: &UserId, id: &DisputeId, seen: i64) -> app::Result<()> {
        let (ctx, scope) = (self.app.assessor(by), self.world.scope());
        self.app.database.write(|conn| dispute::take(conn, &ctx, &scope, (&self.one.id, id), seen))
    }

    fn lift(&self, ctx: &Ctx) -> app::Result<()> {
        let id: String = self.app.database(|conn| {
            legal_holds::table.filter(legal_holds::lifted_by.is_null()).select(legal_holds::id).first(conn)
        });
        let (id, scope): (LegalHoldId, _) = (Id::parse(&id).unwrap(), self.world.scope());
        let at = (&self.one.id, &id);
        self.app.database.write(|conn| dispute::lift(conn, ctx, &scope, at, "Alles is voorbij."))
    }

    fn kept(&self) -> Result<(), Still> {
        let scope = self.world.scope();
        self.app.database.read(|conn| dispute::may_destroy(conn, &scope, &self.one.id)).unwrap()
    }
}

/// The same dispute as if it were a bezwaar: for what only a bezwaar has, in a world of the civil track.
pub fn as_bezwaar(app: &TestApp, id: &DisputeId) -> DisputeId {
    let copy: DisputeId = app.source.id(app.clock.now());
    app.database(|conn| {
        let row: DisputeRow =
            disputes::table.find(id.as_str()).select(DisputeRow::as_select()).first(conn)?;
        let about: Vec<String> = dispute_decisions::table
            .filter(dispute_decisions::dispute_id.eq(id.as_str()))
            .select(dispute_decisions::decision_id)
            .load(conn)?;
        let about: Vec<_> = about.iter().map(|id| Id::parse(id).unwrap()).collect();
        let row = DisputeRow {
            id: copy.to_string(),
            kind: AsText(Kind::Bezwaar),
            due_on: row.last_day.checked_add_days(Days::new(42)),
            ..row
        };
        openhuis::storage::disputes::insert(conn, &row, &about)
    });
    copy
}

fn fields<T: std::fmt::Debug>(refused: app::Result<T>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn says<T: std::fmt::Debug>(refused: app::Result<T>, words: &str) {
    match refused {
        Err(Error::Refused(why)) => assert!(why.contains(words), "{why}"),
        other => panic!("{other:?}"),
    }
}

fn told(app: &TestApp, kind: &str) -> Vec<String> {
    app.database(|conn| mails::table.filter(mails::kind.eq(kind)).select(mails::body).load(conn))
}

/// Who was told that an aanbieder filed something, and what.
fn alerts(app: &TestApp) -> Vec<(String, String)> {
    let filed = mails::table.filter(mails::kind.eq("dispute_filed"));
    app.database(|conn| filed.select((mails::recipient, mails::body)).load(conn))
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

#[actix_web::test]
async fn a_klacht_in_the_portal_is_treated_by_others_and_leads_to_a_new_decision_that_it_shows() {
    on_both(async |app| {
        let world = app.world();
        let one = Disputed::new(app, &world).await;
        assert_eq!(fields(one.file(&FiledForm::default())), ["onderdeel", "waarom"]);
        let id = one.file(&one.grounds()).unwrap();
        let seen = one.seen(&id);
        assert_eq!(
            (seen.kind, seen.state, seen.side, seen.in_time),
            ("klacht", "registered", "provider", true)
        );
        assert!(
            seen.last_day >= one.today() + Days::new(20),
            "twenty calendar days, and then the Atw as declared"
        );
        assert_eq!(seen.due_on, Some(seen.last_day), "after that nobody can go to the judge");
        assert!(told(app, "dispute_received")[0].contains("geen extra tijd"));
        let alerts = alerts(app);
        assert!(alerts.iter().all(|(to, _)| to.starts_with("klachten@")), "{alerts:?}");
        let link = format!("/geschillen/{id}");
        assert!(!alerts.is_empty() && alerts.iter().all(|(_, body)| body.contains(&link)), "{alerts:?}");
        let grounds = one.grounds().grounds;
        assert!(alerts.iter().all(|(_, body)| !body.contains(&grounds)), "what it says stays in the portal");
        assert_eq!((leaves(app, "dispute.registered"), leaves(app, "hold.placed")), (1, 1));
        assert_eq!(fields(one.file(&one.grounds())), ["onderdeel"], "one klacht runs about it");

        app.pass(TimeDelta::days(2));
        says(one.take(&world.assessor, &id, seen.version), "behandelen andere mensen");
        says(one.decide(&one.one.signer(), &id, "founded"), "behandelen andere mensen");
        one.take(&one.others.assessor, &id, seen.version).unwrap();
        assert!(matches!(one.take(&one.others.assessor, &id, seen.version), Err(Error::Stale)));
        assert_eq!(fields(one.decide(&one.decider(), &id, "misschien")), ["uitkomst"]);
        one.decide(&one.decider(), &id, "founded").unwrap();
        says(one.decide(&one.decider(), &id, "unfounded"), "Er is al een uitkomst");
        assert!(told(app, "dispute_decided")[0].contains("U krijgt gelijk."));
        assert!(one.seen(&id).asks_a_revision, "nothing changed yet");

        let lot = one.one.lots.last().unwrap().clone();
        let again = |cause: &str, lots: &[&str]| Again {
            lots: lots.iter().map(|id| Id::parse(id).unwrap()).collect(),
            cause: cause.to_owned(),
            motivation: "Het stuk is over het hoofd gezien.".to_owned(),
            dispute: id.to_string(),
            seen: Reviewing { app, world: &world, id: one.one.id.clone() }.version(),
        };
        let revise = |form: &Again| {
            let (ctx, scope) = (one.decider(), world.scope());
            app.database.write(|conn| review::revise(conn, &ctx, &scope, &one.one.id, form))
        };
        assert_eq!(fields(revise(&again("judgment", &[&lot.id]))), ["aanleiding"]);
        assert_eq!(fields(revise(&again("objection", &[&one.one.lots[0].id]))), ["onderdeel"]);
        revise(&again("objection", &[&lot.id])).unwrap();
        assert_eq!(leaves(app, "dispute.executed"), 1);
        let seen = one.seen(&id);
        assert!(seen.lots[0].reopened && seen.lots[0].anew.is_empty() && !seen.asks_a_revision);

        // The one who opened it signs: he had no hand in the first decision.
        let reviewing = Reviewing { app, world: &one.others, id: one.one.id.clone() };
        let decision = judge_again(&reviewing, &lot, "admit");
        reviewing.agree(&one.others.countersigner, &decision).unwrap();
        let ids = Deciding::ids(std::slice::from_ref(&lot));
        let anew = Deciding { app, world: &one.others, id: one.one.id.clone(), lots: vec![lot] };
        anew.sign_as(&anew.signer(), &ids).unwrap();
        assert_eq!(one.seen(&id).lots[0].anew, "admit", "the dispute shows what came in the place");
    })
    .await;
}

#[actix_web::test]
async fn a_kort_geding_has_its_zitting_before_its_vonnis_and_the_overeenkomst_waits() {
    on_both(async |app| {
        let world = app.world();
        let one = Disputed::new(app, &world).await;
        let form = one.form(Kind::KortGeding);
        let nothing =
            Registered { letter: form.letter.clone(), kind: form.kind.clone(), ..Registered::default() };
        assert_eq!(fields(one.register(&nothing)), ["onderdeel", "ontvangen", "rechtbank", "waarover"]);
        says(one.register(&one.form(Kind::Bezwaar)), "hoort niet bij deze procedure");
        let id = one.register(&form).unwrap();
        assert!(told(app, "dispute_received").is_empty(), "its lawyer began it");
        says(one.decide(&one.decider(), &id, "founded"), "Een rechter beslist na een zitting");
        let soon = app.clock.now() + TimeDelta::days(7);
        assert_eq!(fields(one.plan(&one.assessor(), &id, soon, "")), ["rolnummer"]);
        assert_eq!(fields(one.plan(&one.assessor(), &id, app.clock.now(), "KG ZA 26-101")), ["dag"]);
        one.plan(&one.assessor(), &id, soon, "KG ZA 26-101").unwrap();
        says(one.decide(&one.decider(), &id, "founded"), "De zitting begint op");
        let (ctx, scope) = (one.assessor(), world.scope());
        let beside = || app.database.read(|conn| dispute::beside(conn, &ctx, &scope, &one.one.id)).unwrap();
        assert!(beside().waits_for_judge && beside().held);
        let about: Vec<_> = one.told("admit").iter().map(|id| Id::parse(id).unwrap()).collect();
        let waits = || app.database.read(|conn| dispute::waits_for_judge(conn, &scope, &about)).unwrap();
        assert!(waits());
        app.pass(TimeDelta::days(8));
        one.decide(&one.decider(), &id, "unfounded").unwrap();
        assert!(!waits() && !beside().waits_for_judge);
        assert!(!one.seen(&id).asks_a_revision);
    })
    .await;
}

#[actix_web::test]
async fn a_bezwaar_has_the_terms_of_the_awb_and_is_decided_under_mandaat() {
    on_both(async |app| {
        let world = awb(app);
        let one = Disputed::new(app, &world).await;
        says(one.register(&one.form(Kind::Klacht)), "hoort niet bij deze procedure");
        let both: Vec<String> = one.told("admit").into_iter().chain(one.told("refuse")).collect();
        let form = FiledForm { decisions: both, ..one.grounds() };
        assert_eq!(fields(one.file(&form)), ["onderdeel"], "one college each");
        let id = one.file(&one.grounds()).unwrap();
        let seen = one.seen(&id);
        assert_eq!(seen.kind, "bezwaar");
        assert!(seen.last_day >= one.today() + Days::new(42), "six weeks, and then the Atw");
        let due = seen.due_on.unwrap();
        assert!(due >= seen.last_day + Days::new(42), "six weeks from the end of that term");
        assert!(told(app, "dispute_received")[0].contains("antwoord"));
        assert_eq!(alerts(app).len(), 1, "the desk of the region hears of a bezwaar");
        one.extend(&id).unwrap();
        assert!(one.seen(&id).due_on.unwrap() >= due + Days::new(40));
        says(one.extend(&id), "Dat kan één keer");
        assert_eq!(told(app, "dispute_extended").len(), 1);
        let without = app.user("zonder.mandaat@zwd.test");
        app.staff(&world.region, &without, StaffRole::DecisionMaker);
        let ctx = app.as_user(&without, Role::Staff(StaffRole::DecisionMaker));
        assert!(matches!(one.decide(&ctx, &id, "founded"), Err(Error::Refused(_))), "no mandaat");
        one.decide(&one.decider(), &id, "partly_founded").unwrap();
        assert!(one.seen(&id).asks_a_revision);
    })
    .await;
}

#[actix_web::test]
async fn what_comes_after_the_term_is_registered_with_a_reason_and_told() {
    on_both(async |app| {
        let world = app.world();
        let one = Disputed::new(app, &world).await;
        app.pass(TimeDelta::days(25));
        assert_eq!(fields(one.file(&one.grounds())), ["later"]);
        let late = FiledForm { late: "Wij waren ziek.".to_owned(), ..one.grounds() };
        let id = one.file(&late).unwrap();
        let seen = one.seen(&id);
        assert!(!seen.in_time && seen.late == "Wij waren ziek." && seen.due_on.is_none());
        assert!(seen.why.join(" ").contains("bekend"), "{:?}", seen.why);
        let early = Registered { received_on: Some(one.today() - Days::new(60)), ..one.form(Kind::Klacht) };
        assert_eq!(fields(one.register(&early)), ["ontvangen"], "before anything was made known");
        let ahead = Registered { received_on: Some(one.today() + Days::new(1)), ..one.form(Kind::Klacht) };
        assert_eq!(fields(one.register(&ahead)), ["ontvangen"]);
    })
    .await;
}

#[actix_web::test]
async fn nothing_is_disputed_before_it_was_made_known() {
    on_both(async |app| {
        let world = app.world();
        let decided = app.deciding(&world);
        decided.sign_all();
        let letter: String = app.database(|conn| letters::table.select(letters::id).first(conn));
        let letter: LetterId = Id::parse(&letter).unwrap();
        let one = Disputed { app, world: &world, others: others(app, &world), one: decided, letter };
        let told: Vec<String> = app.database(|conn| {
            use openhuis::storage::schema::decisions;
            decisions::table.select(decisions::id).load(conn)
        });
        let form = Registered { decisions: told, ..one.form(Kind::Klacht) };
        says(one.register(&form), "nog niet verzonden");
        assert!(matches!(one.file(&one.grounds()), Err(Error::NotFound)), "the aanbieder has no letter");
    })
    .await;
}

#[actix_web::test]
async fn a_dossier_is_kept_while_a_dispute_runs_and_until_a_colleague_lifts_that() {
    on_both(async |app| {
        let world = app.world();
        let one = Disputed::new(app, &world).await;
        assert_eq!(one.kept(), Ok(()));
        let id = one.file(&one.grounds()).unwrap();
        assert_eq!(one.kept(), Err(Still::Dispute(Kind::Klacht)));
        says(one.lift(&one.decider()), "loopt nog een geschil");
        let (ctx, scope) = (app.as_provider(ProviderRole::Tekenbevoegde), world.org_scope());
        let back = ("Het is opgelost.", one.seen(&id).version);
        app.database
            .write(|conn| dispute::withdraw_own(conn, &ctx, &scope, (&one.one.id, &id), back))
            .unwrap();
        assert_eq!(one.seen(&id).state, "withdrawn");
        assert_eq!(one.kept(), Err(Still::Held), "an appeal may come");
        one.lift(&one.decider()).unwrap();
        assert_eq!(one.kept(), Ok(()));
        let (ctx, scope) = (one.decider(), world.scope());
        assert_eq!(
            fields(app.database.write(|conn| dispute::place(conn, &ctx, &scope, &one.one.id, " "))),
            ["reden"]
        );
        app.database.write(|conn| dispute::place(conn, &ctx, &scope, &one.one.id, "Hoger beroep.")).unwrap();
        says(one.lift(&one.decider()), "Een collega heft dat op");
        one.lift(&one.one.signer()).unwrap();
        assert_eq!(one.kept(), Ok(()));
        assert_eq!(leaves(app, "hold.lifted"), 2);
    })
    .await;
}

#[actix_web::test]
async fn who_is_tied_to_the_aanbieder_treats_no_dispute_of_it_and_another_region_sees_none() {
    on_both(async |app| {
        let world = app.world();
        let one = Disputed::new(app, &world).await;
        let id = one.file(&one.grounds()).unwrap();
        app.member(&world.org, &one.others.assessor, ProviderRole::Lezer);
        let seen = one.seen(&id).version;
        assert!(matches!(one.take(&one.others.assessor, &id, seen), Err(Error::Refused(_))));
        let other = app.world_of(crate::support::world::MIJ, "mij.test");
        let ctx = app.assessor(&other.assessor);
        let found =
            app.database.read(|conn| dispute::one(conn, &ctx, &other.scope(), (&one.one.id, &id)).map(drop));
        assert!(matches!(found, Err(Error::NotFound)), "{found:?}");
        let list = |world: &World| {
            app.database.read(|conn| dispute::list(conn, &ctx, &world.scope(), Wanted::default()))
        };
        assert_eq!((list(&world).unwrap().lines.len(), list(&other).unwrap().lines.len()), (1, 0));
        assert_eq!(list(&world).unwrap().soon, 0);
        app.pass(TimeDelta::days(16));
        let ctx = app.assessor(&other.assessor);
        let soon = app.database.read(|conn| dispute::list(conn, &ctx, &world.scope(), Wanted::default()));
        assert_eq!(soon.unwrap().soon, 1, "its last day is within a week");
        let count: i64 = app.database(|conn| disputes::table.count().get_result(conn));
        assert_eq!(count, 1);
    })
    .await;
}

#[actix_web::test]
async fn a_letter_that_did_not_arrive_and_was_sent_again_has_a_term_of_its_own() {
    on_both(async |app| {
        let world = app.world();
        let mut one = Disputed::new(app, &world).await;
        app.pass(TimeDelta::days(15));
        let (ctx, scope) = (app.assessor(&world.assessor), world.scope());
        let again = app.database.write(|conn| {
            let why = ("Het postvak bestaat niet.", &portal());
            app::letters::returned(conn, &ctx, &scope, &one.letter, why)?;
            app::letters::send_again(conn, &ctx, &scope, &one.letter)
        });
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        app.pass(TimeDelta::days(15));
        let first = one.file(&one.grounds());
        assert_eq!(fields(first), ["later"], "thirty days after the first letter");
        one.letter = again.unwrap();
        let id = one.file(&one.grounds()).unwrap();
        assert!(one.seen(&id).in_time, "fifteen days after the second");
    })
    .await;
}
