//! What every mail says, as somebody receives it, held beside the texts in `mail_texts/`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use openhuis::app::admissions::{self, Stop};
use openhuis::app::amend::{self, Wish};
use openhuis::app::attempts::{self, Attempt};
use openhuis::app::evidence_requests::{self as asking, Reply};
use openhuis::app::imports::contracts;
use openhuis::app::letters as written_by;
use openhuis::app::people::second_factor;
use openhuis::app::policy::{self, NewDocument, TwoPeople};
use openhuis::app::replay::{self, Found, Night, Replayed};
use openhuis::app::vault::{self, NewEvidence};
use openhuis::app::verification::Planned;
use openhuis::app::{access, apply, bibob, claims, confirmations, drafts, nota, review, supply};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::admission::SuspensionKind;
use openhuis::domain::application::member::Task;
use openhuis::domain::class::Class;
use openhuis::domain::code::Code as _;
use openhuis::domain::digest::Digest;
use openhuis::domain::failure::Cause;
use openhuis::domain::identifiers::EmailAddress;
use openhuis::domain::ids::Id;
use openhuis::domain::laid_down::LaidDown;
use openhuis::domain::motivation::Motivation;
use openhuis::domain::supply::{LotChange, LotPlan};
use openhuis::domain::windows::{DatesPlan, LotState, Occasion, Phases};
use openhuis::storage::lots;
use openhuis::storage::schema::{
    admissions as admitted, evidence_requests as requests, letters, mails, organisations, windows,
};

use crate::accounts::answers;
use crate::deciding::disputes::{Disputed, as_bezwaar};
use crate::deciding::revising::others;
use crate::evidence_requests;
use crate::review::verifying;
use crate::support::applying::portal;
use crate::support::deciding::Deciding;
use crate::support::investigating::Investigating;
use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, golden, on_both};

/// A form at a path, with these answers.
async fn fill_in(app: &TestApp, path: &str, answers: &[(&str, &str)]) {
    let visitor = app.visitor();
    let sent = visitor.submit(&visitor.get(path).await.form(path), answers).await;
    assert_eq!(sent.status, 303, "{path}: {}", sent.text);
    // So that the last mail is the last.
    app.pass(TimeDelta::minutes(1));
}

/// Everything about the account itself.
async fn account_mails(app: &TestApp) {
    const ANNA: &str = "anna@zorg.example";
    fill_in(app, "/registreren", &answers(&[])).await;
    fill_in(app, &app.last_mail_to(ANNA).link("/bevestigen/"), &[]).await;
    fill_in(app, "/registreren", &answers(&[])).await;
    fill_in(app, "/wachtwoord-vergeten", &[("mail", ANNA)]).await;
    let password = [("wachtwoord", "zes paarse lampen boven zee")];
    fill_in(app, &app.last_mail_to(ANNA).link("/wachtwoord/"), &password).await;
    let boss = app.visitor();
    app.log_in(&boss, "beheerder@zorg.zwd.test").await;
    let form = boss.get("/aanbieder/mensen/uitnodigen").await.form("/aanbieder/mensen/uitnodigen");
    boss.submit(&form, &[("mail", "bea@zorg.example"), ("rol", "invuller")]).await;
}

/// What a follower hears: a document, a window and other rules.
fn follower_mails(app: &TestApp, world: &World) {
    let (ctx, scope) = (app.system(), world.scope());
    app.follow(world);
    let document = NewDocument {
        procedure: &world.procedure,
        kind: world.scheme.documents()[0].code.as_str(),
        title: "Tarieven 2027 (bijgesteld)",
        version: "1.1",
        digest: Digest::of(b"%PDF-1.7"),
        size: 8,
        media_type: "application/pdf",
        file_name: "tarieven.pdf",
        by: &world.admin,
    };
    app.database.write(|conn| policy::publish_document(conn, &ctx, &scope, &document, &portal())).unwrap();
    later_dates(app, world);
    opened_lot(app, world);
    let second = app.user_by_mail("beleid@mij.test");
    let people = TwoPeople::new(world.admin.clone(), second.clone()).unwrap();
    app.window(&scope, &world.procedure, &world.version, &people);
    let (editor, second) =
        [&world.admin, &second].map(|user| app.as_user(user, Role::Staff(StaffRole::PolicyEditor))).into();
    evidence_requests::admitted(app, world, "De Beuk", "GM0200");
    let text = evidence_requests::text("2 maanden");
    let wish = Wish { note: "Niemand valt af.", from: Some("2028-06-01".parse().unwrap()) };
    app.database
        .write(|conn| {
            let id = amend::start(conn, &editor, &scope, &world.procedure)?;
            amend::replace(conn, &editor, &scope, &id, 1, &text)?;
            amend::motivate(conn, &editor, &scope, &id, 2, "Vorig jaar gingen twee aanbieders failliet.")?;
            let found = amend::find_out(conn, &editor, &scope, &id)?;
            amend::keep(conn, &editor, &scope, &id, &found)?;
            amend::propose(conn, &editor, &scope, &id, 4, &wish)?;
            amend::publish(conn, &second, &scope, (&id, 5), &[], &portal())
        })
        .unwrap();
}

/// What a follower and an applicant hear of a window that closes later.
fn later_dates(app: &TestApp, world: &World) {
    let scope = world.scope();
    app.applicant(world);
    let now = app.clock.now();
    let window = app.database.read(|conn| policy::window(conn, &scope, &world.window, now)).unwrap();
    let plan = DatesPlan {
        window: window.id,
        was: window.phases,
        phases: Phases { closes: window.phases.closes + TimeDelta::days(7), ..window.phases },
        occasion: Occasion::Planning,
        motivation: Motivation::parse("Het portaal was een dag niet bereikbaar.").unwrap(),
    };
    app.lay_down(&scope, &LaidDown::Dates(Box::new(plan)), &people(app, world));
}

fn people(app: &TestApp, world: &World) -> TwoPeople {
    TwoPeople::new(world.admin.clone(), app.user_by_mail("beleid@mij.test")).unwrap()
}

/// What a follower hears of a lot that opens because care is scarce.
fn opened_lot(app: &TestApp, world: &World) {
    let now = app.clock.now();
    let land =
        app.database.read(|conn| supply::landscape(conn, &world.scope(), &world.procedure, now)).unwrap();
    let open = land.lots.iter().find(|(_, lot)| lot.states.at(now) == Some(LotState::Open));
    let plan = LotPlan {
        procedure: world.procedure.clone(),
        scheme: land.version,
        lot: open.unwrap().0.clone(),
        change: LotChange::OpenForScarcity,
        motivation: Motivation::parse("Mensen wachten hier langer dan drie maanden.").unwrap(),
    };
    app.lay_down(&world.scope(), &LaidDown::Lot(Box::new(plan)), &people(app, world));
}

/// What was sent on a request for evidence lacks something.
fn lacking_mail(app: &TestApp, world: &World) {
    let scope = world.scope();
    let (id, org): (String, String) =
        app.database(|conn| requests::table.select((requests::id, requests::org_id)).first(conn));
    let (id, org) = (Id::parse(&id).unwrap(), access::for_system_org(Id::parse(&org).unwrap()));
    let provider = app.as_provider(ProviderRole::Beheerder);
    let manager = app.user_by_mail("contract@mij.test");
    let manager = app.as_user(&manager, Role::Staff(StaffRole::ContractManager));
    let reply = Reply { text: "Wij zoeken het op.".to_owned(), evidence: Vec::new() };
    let lacking = Motivation::parse("De jaarrekening zelf.").unwrap();
    app.database
        .write(|conn| {
            asking::answer(conn, &provider, &org, (&id, 1), &reply)?;
            asking::give_back(conn, &manager, &scope, (&id, 2), &lacking, &portal())
        })
        .unwrap();
}

/// What was asked before is still not answered a week before its last day.
fn evidence_reminder_mail(app: &TestApp, world: &World) {
    let due = app.clock.now().date_naive() + TimeDelta::days(7);
    app.database(|conn| {
        let asked = requests::table.filter(requests::region_id.eq(world.region.as_str()));
        let earlier = (app.clock.now() - TimeDelta::days(30)).naive_utc();
        let heard = requests::reminded_on.eq(None::<NaiveDate>);
        let times = (requests::due_on.eq(due), requests::changed_at.eq(earlier), heard);
        diesel::update(asked).set(times).execute(conn)
    });
    let ctx = app.system();
    app.database.write(|conn| asking::remind(conn, &ctx, &world.scope(), &portal())).unwrap();
}

/// Something in the vault soon expires, and something else is still not answered.
fn expiring_mail(app: &TestApp, world: &World) {
    let end = app.clock.now().date_naive() + TimeDelta::days(40);
    let org: String = app.database(|conn| requests::table.select(requests::org_id).first(conn));
    let own = access::for_system_org(Id::parse(&org).unwrap());
    let paper = NewEvidence {
        kind: "polis_aansprakelijkheid".to_owned(),
        class: Class::Bedrijfsvertrouwelijk,
        digest: Digest::of(b"%PDF-1.7 polis"),
        size: 14,
        media_type: "application/pdf",
        file_name: "polis.pdf".to_owned(),
        issued_on: None,
        expires_on: Some(end),
    };
    let ctx = app.as_provider(ProviderRole::Beheerder);
    app.database.write(|conn| vault::add(conn, &ctx, &own, &paper)).unwrap();
    evidence_reminder_mail(app, world);
}

/// A draft that was not sent in, and places that were stated too long ago.
fn reminder_mails(app: &TestApp, world: &World) {
    let asked = another(app, world, "Zorggroep De Hazelaar");
    app.applicant(&asked);
    app.admit(world, &Admitted::active(&asked.org, "Zorggroep De Hazelaar", "ib", "GM1690"));
    let window = windows::table.find(world.window.as_str());
    let closes: NaiveDateTime = app.database(|conn| window.select(windows::closes_at).first(conn));
    let before = closes.and_utc() - TimeDelta::days(7);
    let mut ctx = app.system();
    ctx.now = before;
    app.database
        .write(|conn| {
            drafts::remind(conn, &ctx, &world.scope(), &portal())?;
            supply::ask(conn, &ctx, &world.scope(), &portal())
        })
        .unwrap();
}

/// The year of the regeling begins for who is admitted, and a week before the last day it did not confirm.
fn confirmation_mails(app: &TestApp, world: &World) {
    let mut ctx = app.system();
    ctx.now = "2027-11-01T11:00:00Z".parse().unwrap();
    app.database.write(|conn| confirmations::ask(conn, &ctx, &world.scope(), &portal())).unwrap();
    ctx.now = "2027-12-06T11:00:00Z".parse().unwrap();
    app.database.write(|conn| confirmations::ask(conn, &ctx, &world.scope(), &portal())).unwrap();
}

/// The portal failed around a close, and somebody tried to send in meanwhile.
fn failure_mail(app: &TestApp, world: &World) {
    let touched = another(app, world, "Zorggroep De Aalbes");
    let one = app.applicant(&touched);
    let signatory = app.user_by_mail("tekenbevoegde@zorg.zwd.test");
    let attempt = Attempt {
        id: app.source.id(app.clock.now()),
        session: app.session(&signatory, "organisation", Some(touched.org.as_str())),
        application: one.id.clone(),
        received_at: app.clock.now(),
        cause: Cause::OutOfOrder,
        sent: Digest::of(b"het formulier"),
    };
    let (ctx, scope, now) = (app.system(), world.scope(), app.clock.now());
    app.database.write(|conn| attempts::keep(conn, &ctx, &attempt)).unwrap();
    let window = app.database.read(|conn| policy::window(conn, &scope, &world.window, now)).unwrap();
    let plan = DatesPlan {
        window: window.id,
        was: window.phases,
        phases: Phases { closes: window.phases.closes + TimeDelta::days(2), ..window.phases },
        occasion: Occasion::Failure,
        motivation: Motivation::parse("Het portaal was een kwartier niet bereikbaar.").unwrap(),
    };
    let second = app.user_by_mail("beleid@zwd.test");
    let people = TwoPeople::new(world.admin.clone(), second).unwrap();
    app.lay_down(&scope, &LaidDown::Dates(Box::new(plan)), &people);
}

/// What a night found.
fn night_mails(app: &TestApp, world: &World) {
    let found = Replayed { decision: app.source.id(app.clock.now()), found: Found::Gone };
    let night = Night { decisions: 12, deviations: vec![found] };
    let (ctx, scope, link) = (app.system(), world.scope(), "http://127.0.0.1/beheer/regeling/herberekening");
    app.database.write(|conn| replay::note(conn, &ctx, &scope, &night, link)).unwrap();
}

/// Another aanbieder of the same people.
fn another(app: &TestApp, world: &World, name: &str) -> World {
    let org = app.organisation(name);
    for role in [ProviderRole::Beheerder, ProviderRole::Invuller, ProviderRole::Tekenbevoegde] {
        app.member(&org, &app.user_by_mail(&format!("{}@zorg.zwd.test", role.code())), role);
    }
    World { org, ..world.clone() }
}

/// Somebody is asked to take part in a combinatie.
fn member_mails(app: &TestApp, world: &World) {
    let asking = another(app, world, "Zorggroep De Berk");
    let one = app.applicant(&asking);
    let member = one.name("Thuis Samen", "70000001", Task::Partner).unwrap();
    one.invite(&member).unwrap();
    // Accepting is told to the penvoerder.
    one.partner("Zorggroep De Es", Task::Partner);
}

/// An admission has started, and something is due after that.
fn after_start_mail(app: &TestApp, world: &World) {
    let granted = admitted::table.filter(admitted::decision_id.is_not_null());
    let id: String = app.database(|conn| granted.order(admitted::id).select(admitted::id).first(conn));
    app.database(|conn| {
        diesel::update(admitted::table.find(&id)).set(admitted::state.eq("active")).execute(conn)
    });
    let (ctx, id, on) = (app.system(), Id::parse(&id).unwrap(), "2027-04-01".parse().unwrap());
    app.database
        .write(|conn| asking::ask_after_start(conn, &ctx, &world.scope(), (&id, on), &portal()))
        .unwrap();
}

/// From sending in to the decision.
async fn application_mails(app: &TestApp, world: &World) {
    let (scope, team) = (world.scope(), app.assessor(&world.assessor));
    let one = app.reviewing(world);
    one.take(&world.assessor).unwrap();
    let (code, anchor) = crate::review::repairing::repairable(&one);
    one.ask(&code, &anchor).unwrap();
    app.database
        .write(|conn| review::from_team(conn, &team, &scope, &portal(), &one.id, "Bel ons gerust."))
        .unwrap();
    let intended = another(app, world, "Zorggroep De Es");
    number(app, &intended, "70000055");
    app.reviewing(&intended).intended();
    let decided = another(app, world, "Zorggroep De Wilg");
    let decided: Deciding<'_> = app.deciding(&decided);
    decided.sign_all();
    after_start_mail(app, world);
    app.renew(world);
    let editor = app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor));
    app.database
        .write(|conn| apply::tell_of_version(conn, &editor, &scope, &portal(), &world.window))
        .unwrap();
    app.worker(&SmtpServer::start()).drain().await.unwrap();
    bounced_mail(app, world);
}

/// A mail about a decision comes back.
fn bounced_mail(app: &TestApp, world: &World) {
    let about = letters::table.filter(letters::kind.eq("decision")).filter(letters::state.eq("dispatched"));
    let letter: String = app.database(|conn| about.order(letters::number).select(letters::id).first(conn));
    let (team, letter) = (app.assessor(&world.assessor), Id::parse(&letter).unwrap());
    let why = ("550 5.1.1 Het postvak bestaat niet.", &portal());
    app.database.write(|conn| written_by::returned(conn, &team, &world.scope(), &letter, why)).unwrap();
}

/// That there is news, of which the mail itself says nothing.
fn bibob_mail(app: &TestApp, world: &World) {
    let asked = another(app, world, "Zorggroep De Iep");
    number(app, &asked, "90001435");
    let one = app.reviewing(&asked);
    one.take(&world.assessor).unwrap();
    let admin = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
    let (officer, scope) = (app.assessor(&world.countersigner), world.scope());
    app.database
        .write(|conn| {
            bibob::name(conn, &admin, &scope, world.countersigner.as_str())?;
            bibob::ask(conn, &officer, (&scope, &portal()), &one.id, "Er is een signaal.")
        })
        .unwrap();
}

/// A visit that moves and is reported, and a talk that does not go on.
fn verification_mails(app: &TestApp, world: &World) {
    let visited = another(app, world, "Zorggroep De Els");
    number(app, &visited, "90001427");
    let one = app.reviewing(&visited);
    one.take(&world.assessor).unwrap();
    let visit = verifying::plan(&one, &verifying::form(&one)).unwrap();
    verifying::reschedule(&one, &visit);
    app.pass(TimeDelta::minutes(1));
    let talk = Planned { manner: "talk".to_owned(), ..verifying::form(&one) };
    let talk = verifying::plan(&one, &talk).unwrap();
    verifying::cancel(&one, &talk);
    app.pass(TimeDelta::days(15));
    verifying::report(&one, &world.assessor, &visit, &verifying::CHECKED).unwrap();
}

/// A klacht about what was decided, with a talk that does not go on, and its outcome; and more time for a bezwaar.
fn dispute_mails(app: &TestApp, world: &World) {
    let (id, application): (String, Option<String>) = app.database(|conn| {
        letters::table
            .filter(letters::kind.eq("decision"))
            .filter(letters::state.eq("dispatched"))
            .select((letters::id, letters::application_id))
            .first(conn)
    });
    let application = Id::parse(&application.unwrap()).unwrap();
    let org: String = app.database(|conn| letters::table.find(&id).select(letters::org_id).first(conn));
    let own = World { org: Id::parse(&org).unwrap(), ..world.clone() };
    let lots = app.database(|conn| lots::of_application(conn, &application));
    let one = Disputed {
        app,
        world: &own,
        others: others(app, &own),
        one: Deciding { app, world: &own, id: application, lots },
        letter: Id::parse(&id).unwrap(),
    };
    app.pass(TimeDelta::minutes(1));
    let klacht = one.file(&one.grounds()).unwrap();
    let bezwaar = as_bezwaar(app, &klacht);
    one.extend(&bezwaar).unwrap();
    one.plan(&one.assessor(), &klacht, app.clock.now() + TimeDelta::days(3), "").unwrap();
    app.pass(TimeDelta::days(4));
    one.decide(&one.decider(), &klacht, "partly_founded").unwrap();
}

/// A KvK number of its own for an aanbieder: two of the same number cannot both be verified.
fn number(app: &TestApp, world: &World, kvk: &str) {
    app.database(|conn| {
        diesel::update(organisations::table.find(world.org.as_str()))
            .set(organisations::kvk.eq(kvk))
            .execute(conn)
    });
}

/// What the team says of two claims to be an organisation.
fn claim_mails(app: &TestApp, world: &World) {
    let (scope, team) = (world.scope(), app.assessor(&world.assessor));
    let seen = |world: &World| -> i64 {
        app.database(|conn| {
            organisations::table.find(world.org.as_str()).select(organisations::version).first(conn)
        })
    };
    let (good, wrong) = (another(app, world, "Zorggroep De Eik"), another(app, world, "Zorggroep De Iep"));
    for (one, kvk) in [(&good, "90001362"), (&wrong, "90001370")] {
        number(app, one, kvk);
        let applicant = app.applicant(one);
        applicant.fill_in();
        applicant.submit().unwrap();
    }
    let why = "Het uittreksel is van een andere rechtspersoon.";
    let (good_seen, wrong_seen) = (seen(&good), seen(&wrong));
    app.database
        .write(|conn| {
            claims::verify(conn, &team, &scope, &portal(), &good.org, good_seen)?;
            claims::reject(conn, &team, &scope, &portal(), &wrong.org, (wrong_seen, why))
        })
        .unwrap();
}

/// An admission is suspended, and the team lifts it.
fn admission_mails(app: &TestApp, world: &World) {
    app.admit(world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM1690"));
    let id: String = app.database(|conn| {
        admitted::table.filter(admitted::org_id.eq(world.org.as_str())).select(admitted::id).first(conn)
    });
    let keeper = app.as_user(&app.user_by_mail("contract@zwd.test"), Role::Staff(StaffRole::ContractManager));
    let until = app.clock.now().date_naive() + TimeDelta::days(30);
    let basis = Motivation::parse("Artikel 12.3: er zijn nu te weinig begeleiders.").unwrap();
    let stop = Stop { admissions: vec![Id::parse(&id).unwrap()], until, basis };
    let (scope, whom) = (world.scope(), (&world.org, SuspensionKind::Full));
    app.database.write(|conn| admissions::suspend(conn, &keeper, &scope, &portal(), whom, &stop)).unwrap();
    app.pass(TimeDelta::days(1));
    app.database
        .write(|conn| admissions::lift(conn, &keeper, &scope, &portal(), &world.org, &stop.admissions))
        .unwrap();
}

/// Toezicht hears that something serious came in, and not what.
fn signal_mails(app: &TestApp, world: &World) {
    use openhuis::app::signals::{self, Calamity};
    let own = world.org_scope();
    let admission = app.database.read(|conn| signals::own(conn, &own)).unwrap().remove(0).id;
    let told = Calamity {
        admission,
        nature: "calamity".to_owned(),
        location: "Locatie De Wijk".to_owned(),
        on: Ok(Some(app.clock.now().date_naive())),
        text: "Een cliënt is gevallen.".to_owned(),
        done: "Wij belden de arts.".to_owned(),
        name: String::new(),
        contact: String::new(),
    };
    let ctx = app.as_provider(ProviderRole::Invuller);
    app.database.write(|conn| signals::calamity(conn, &ctx, (&own, &portal()), &told)).unwrap();
}

/// A question is answered in a nota, another is not, and a follower hears of the nota.
fn nota_mails(app: &TestApp, world: &World) {
    let (team, scope) = (app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor)), world.scope());
    // So that what a follower of the other region heard is the first of its kind.
    app.pass(TimeDelta::minutes(1));
    app.take_questions(world);
    app.follow(world);
    let [one, other] = ["Mag dit?", "Mag ik een offerte?"].map(|body| app.ask(world, &world.org, body));
    app.answer(world, &[one], "Mag dit?", "Ja.");
    app.publish_nota(world).unwrap();
    let why = "Dit gaat niet over de regels.";
    app.database.write(|conn| nota::decline(conn, &team, &scope, &other, why, &portal())).unwrap();
}

/// Contracts are taken over: of somebody new, and of somebody with people.
fn taken_over_mails(app: &TestApp, world: &World) {
    let keeper = app.as_user(&app.user_by_mail("contract@zwd.test"), Role::Staff(StaffRole::ContractManager));
    let (scope, known) = (world.scope(), another(app, world, "Zorggroep De Hulst"));
    number(app, &known, "90001389");
    let aanbieders =
        [("90009999", "Zorgboerderij De Hoeve", "GM0118"), ("90001389", "Zorggroep De Hulst", "GM0118")];
    let table = crate::imports::contracts::brought(world, &aanbieders);
    app.database
        .write(|conn| {
            claims::verify_contractor(conn, &keeper, &scope, &known.org)?;
            let id = contracts::prepare(conn, &keeper, &scope, table)?;
            contracts::take_over(conn, &keeper, &scope, &portal(), &id)
        })
        .unwrap();
}

/// A visit is announced and moved, another one cancelled, and of a third the report is heard and made final.
fn investigation_mails(app: &TestApp, world: &World) {
    let mut one = Investigating { app, world, gemeente: String::new() };
    one.gemeente = one.ready().gemeenten.remove(0);
    let [moved, cancelled, heard] = [0; 3].map(|_| one.plan().unwrap());
    for (id, step) in [
        (&moved, "announce"),
        (&moved, "move"),
        (&cancelled, "announce"),
        (&cancelled, "cancel"),
        (&heard, "begin"),
    ] {
        one.take(id, step).unwrap();
    }
    one.draft(&heard).unwrap();
    one.take(&heard, "hear").unwrap();
    one.answer(&heard, &[]).unwrap();
    one.finish(&heard, &[]).unwrap();
}

/// A second factor is turned on, a recovery code used, and it is turned off; that of a colleague is taken away.
async fn second_factor_mails(app: &TestApp) {
    const HOME: &str = "/account/tweede-stap";
    let (user, client) = (app.user("dora@zorg.test"), app.visitor());
    app.log_in(&client, "dora@zorg.test").await;
    let form = client.get(HOME).await.form(HOME);
    let code = app.code_of(&user, form.value("aanvraag"));
    client.submit(&form, &[("code", &code)]).await;
    let page = client.get("/account/herstelcodes").await;
    let code = page.text.split("<li><code>").nth(1).unwrap().split('<').next().unwrap();
    app.pass(TimeDelta::minutes(1));
    let off = "/account/tweede-stap/uitzetten";
    let form = client.get(HOME).await.form(off);
    assert_eq!(client.submit(&form, &[("uitzetten", code)]).await.status, 303);
    app.pass(TimeDelta::minutes(1));
    app.second_factor(&user);
    let mail = EmailAddress::parse("dora@zorg.test").unwrap();
    let ctx = app.system();
    app.database.write(|conn| second_factor::by_operator(conn, &ctx, &portal(), &mail)).unwrap();
}

/// The first mail of every kind.
fn written(app: &TestApp) -> BTreeMap<String, String> {
    let rows: Vec<(String, String, String, String)> = app.database(|conn| {
        mails::table
            .order((mails::created_at, mails::kind, mails::recipient, mails::subject, mails::body))
            .select((mails::kind, mails::recipient, mails::subject, mails::body))
            .load(conn)
    });
    let mut first = BTreeMap::new();
    for (kind, to, subject, body) in rows {
        first.entry(kind).or_insert_with(|| format!("Aan: {to}\nOnderwerp: {subject}\n\n{body}"));
    }
    first
}

#[actix_web::test]
async fn every_mail_says_what_the_kept_text_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/mail");
    let kinds: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    on_both(async |app| {
        let world = app.world();
        account_mails(app).await;
        let other = app.world_of(MIJ, "mij.test");
        follower_mails(app, &other);
        lacking_mail(app, &other);
        evidence_reminder_mail(app, &other);
        expiring_mail(app, &other);
        night_mails(app, &other);
        application_mails(app, &world).await;
        claim_mails(app, &world);
        member_mails(app, &world);
        admission_mails(app, &world);
        signal_mails(app, &world);
        investigation_mails(app, &world);
        reminder_mails(app, &world);
        confirmation_mails(app, &world);
        failure_mail(app, &world);
        taken_over_mails(app, &world);
        nota_mails(app, &world);
        verification_mails(app, &world);
        bibob_mail(app, &world);
        second_factor_mails(app).await;
        dispute_mails(app, &world);
        let written = written(app);
        assert_eq!(written.keys().cloned().collect::<BTreeSet<_>>(), kinds);
        for (kind, text) in &written {
            golden::holds(&format!("mail_texts/{kind}.txt"), &golden::steady(text));
        }
    })
    .await;
}
