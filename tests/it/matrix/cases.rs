//! The aanbieders of the walk: one for every state that a route needs before it can be used.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::admissions::{Stop, stop_intake};
use openhuis::app::amend::Wish;
use openhuis::app::attempts::{self, Attempt};
use openhuis::app::boundaries::{self, Brought};
use openhuis::app::evidence_requests::{Reply, answer};
use openhuis::app::imports::{clients, contracts};
use openhuis::app::measures::{self, Advice, Proposal, Reach};
use openhuis::app::policy::{NewDraft, prepare_document};
use openhuis::app::replay::{self, Night};
use openhuis::app::review::absence::{self, NewAbsence};
use openhuis::app::signals::{self, Calamity, Draw, NewEntry, Report};
use openhuis::app::vault::NewEvidence;
use openhuis::app::verification::{self, Planned, Reported};
use openhuis::app::{DbConn, Place, amend, apply, bibob, follow, laid_down};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::admission::RequestState;
use openhuis::domain::application::member::Task;
use openhuis::domain::audit::Event;
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::dispute;
use openhuis::domain::facts::FactValue;
use openhuis::domain::failure::Cause;
use openhuis::domain::identifiers::EmailAddress;
use openhuis::domain::ids::{
    AdmissionId, AgreementId, AmendmentId, ApplicationId, ConfirmationId, EvidenceRequestId, Id, PlanEntryId,
    UserId,
};
use openhuis::domain::laid_down::LaidDown;
use openhuis::domain::money::Cents;
use openhuis::domain::motivation::Motivation;
use openhuis::domain::scheme::{
    DayRuling, Edit, HolidayRegion, RegionSummer, Ruling, Scope, Summer, WntYear,
};
use openhuis::domain::supervision::Discipline;
use openhuis::storage::admissions::{AgreementRow, CapacityRow, insert_agreement};
use openhuis::storage::bounces::{self, BounceRow};
use openhuis::storage::confirmations::{self, ConfirmationRow};
use openhuis::storage::evidence_requests::{self, RequestRow};
use openhuis::storage::schema::{
    admissions, application_snapshots, applications, bibob_files, bibob_officers, blobs, claim_codes,
    clarifications, decisions, documents, followers, letters, mails, mandates, memberships, organisations,
    scheme_versions, staff_roles, verifications,
};
use openhuis::storage::signals::WallScope;
use openhuis::storage::supply;
use openhuis::storage::types::{AsText, stored};
use openhuis::storage::users::{self, TokenRow};

use super::prepared::{Making, PDF};
use crate::deciding::disputes::{Disputed, as_bezwaar};
use crate::deciding::revising::others;
use crate::support::applying::{Applicant, portal};
use crate::support::deciding::Deciding;
use crate::support::investigating::Investigating;
use crate::support::register::Admitted;
use crate::support::reviewing::Reviewing;
use crate::support::together::Partner;
use crate::support::world::World;

/// Everything that exists before the runner has worked.
pub fn all(making: &mut Making<'_>) {
    making.aanbieder("blank", "unverified");
    drafts(making);
    sent(making);
    judged(making);
    people(making);
    policy(making);
    draft(making);
    wijzigingen(making);
    elsewhere(making);
    together(making);
    tried(making);
    questions(making);
    to_dispute(making);
}

/// An application that other people than the walkers decided on: they can treat a dispute about it.
fn to_dispute(making: &mut Making<'_>) {
    let world = making.aanbieder("disputed", "verified");
    let world = others(making.app, &world);
    let one = making.app.deciding(&world);
    one.sign_all();
    making.name("disputed.application", &one.id);
    making.name("colleague.decider", &world.signer);
}

/// A klacht, a kort geding with its zitting and a bezwaar about it, and a hold that a colleague placed.
fn disputed(making: &mut Making<'_>) {
    let app = making.app;
    let (application, org) =
        (making.names["disputed.application"].clone(), making.names["disputed.org"].clone());
    let letter: String =
        app.database(|conn| letters::table.filter(letters::org_id.eq(&org)).select(letters::id).first(conn));
    making.name("disputed.letter", &letter);
    let world = World { org: Id::parse(&org).unwrap(), ..making.world.clone() };
    let one = Deciding { app, world: &world, id: Id::parse(&application).unwrap(), lots: Vec::new() };
    let one =
        Disputed { app, world: &world, others: world.clone(), one, letter: Id::parse(&letter).unwrap() };
    let klacht = one.file(&one.grounds()).unwrap();
    making.name("disputed.klacht", &klacht);
    making.name("disputed.bezwaar", as_bezwaar(app, &klacht));
    let court = one.register(&one.form(dispute::Kind::KortGeding)).unwrap();
    let soon = app.clock.now() + TimeDelta::days(7);
    one.plan(&one.assessor(), &court, soon, "KG ZA 26-101").unwrap();
    making.name("disputed.court", &court);
    let colleague = Id::parse(&making.names["colleague.decider"]).unwrap();
    let ctx = app.as_user(&colleague, Role::Staff(StaffRole::DecisionMaker));
    let (scope, id) = (world.scope(), Id::parse(&making.names["decided.application"]).unwrap());
    let place = |conn: &mut DbConn| openhuis::app::dispute::place(conn, &ctx, &scope, &id, "Hoger beroep.");
    making.name("decided.hold", app.database.write(place).unwrap());
    bibobs(making);
}

/// A Bibob dossier whose form is there, with its officer.
fn bibobs(making: &mut Making<'_>) {
    let (app, scope) = (making.app, making.world.scope());
    let admin = app.as_user(&making.world.admin, Role::Staff(StaffRole::RegionAdmin));
    let officer = making.world.assessor.clone();
    app.database.write(|conn| bibob::name(conn, &admin, &scope, officer.as_str())).unwrap();
    let row: String = app.database(|conn| bibob_officers::table.select(bibob_officers::id).first(conn));
    making.name("bibob.officer", row);
    let world = making.aanbieder("bibob", "verified");
    full(making, "bibob", &world).submit().unwrap();
    let id: ApplicationId = Id::parse(&making.names["bibob.application"]).unwrap();
    let one = Reviewing { app, world: &world, id: id.clone() };
    one.take(&officer).unwrap();
    let ctx = app.assessor(&officer);
    let dossier =
        app.database.write(|conn| bibob::ask(conn, &ctx, (&scope, &portal()), &id, "Een signaal.")).unwrap();
    making.name("bibob.dossier", &dossier);
    let file = NewEvidence {
        kind: "bibob_formulier".to_owned(),
        class: Class::Bibob,
        digest: Digest::of(PDF.as_bytes()),
        size: u64::try_from(PDF.len()).unwrap(),
        media_type: "application/pdf",
        file_name: "bibob.pdf".to_owned(),
        issued_on: None,
        expires_on: None,
    };
    let provider = app.as_provider(ProviderRole::Invuller);
    app.database.write(|conn| bibob::hand_in(conn, &provider, &world.org_scope(), &id, &[file])).unwrap();
    let piece: String = app.database(|conn| bibob_files::table.select(bibob_files::evidence_id).first(conn));
    making.name("bibob.piece", piece);
}

/// A published nota, one that is being worked at, and a question that waits.
fn questions(making: &mut Making<'_>) {
    let (app, world) = (making.app, making.world);
    app.take_questions(world);
    let own = Id::parse(&making.names["full.org"]).unwrap();
    app.answer(world, &[app.ask(world, &own, "Eigen eerste vraag?")], "Vraag?", "Antwoord.");
    app.publish_nota(world).unwrap();
    let second = app.ask(world, &own, "Eigen tweede vraag?");
    making.name("item", app.answer(world, &[second], "Tweede vraag?", "Tweede antwoord."));
    making.name("full.question", app.ask(world, &own, "Eigen derde vraag?"));
}

/// Somebody tried in vain to send in.
fn tried(making: &mut Making<'_>) {
    let (app, id) = (making.app, making.app.source.id(making.app.clock.now()));
    let signatory = app.user_by_mail("tekenbevoegde@zorg.zwd.test");
    let attempt = Attempt {
        id,
        session: app.session(&signatory, "organisation", Some(&making.names["decided.org"])),
        application: Id::parse(&making.names["decided.application"]).unwrap(),
        received_at: app.clock.now(),
        cause: Cause::OutOfOrder,
        sent: Digest::of(b"het formulier"),
    };
    let ctx = app.system();
    app.database.write(|conn| attempts::keep(conn, &ctx, &attempt)).unwrap();
    making.name("decided.attempt", &attempt.id);
}

/// A herstelverzoek that still can be answered, and whose mail came back.
fn bounced(making: &mut Making<'_>) {
    let (app, now) = (making.app, stored(making.app.clock.now()));
    let (letter, region, mail): (String, String, Option<String>) = app.database(|conn| {
        letters::table
            .inner_join(clarifications::table)
            .filter(letters::state.eq("dispatched"))
            .filter(clarifications::state.eq("asked"))
            .order(letters::number)
            .select((letters::id, letters::region_id, letters::mail_id))
            .first(conn)
    });
    let row = BounceRow {
        mail_id: mail.unwrap(),
        region_id: region,
        letter_id: letter.clone(),
        reason: "Het postvak Kwijtgeraakt bestaat niet.".to_owned(),
        noted_by: None,
        noted_at: now,
        again_by: None,
        again_at: None,
    };
    app.database(|conn| bounces::note(conn, &row).map(drop));
    making.name("bounced.letter", letter);
}

/// What the runner made.
pub fn after_the_runner(making: &mut Making<'_>) {
    let app = making.app;
    let org = making.names["decided.org"].clone();
    let letter: String =
        app.database(|conn| letters::table.filter(letters::org_id.eq(&org)).select(letters::id).first(conn));
    making.name("decided.letter", letter);
    bounced(making);
    disputed(making);
    let mail: String = app.database(|conn| {
        mails::table
            .filter(mails::org_id.eq(&org))
            .filter(mails::region_id.is_not_null())
            .select(mails::id)
            .first(conn)
    });
    making.name("mail", mail);
    let application = making.names["decided.application"].clone();
    let snapshot: String = app.database(|conn| {
        application_snapshots::table
            .filter(application_snapshots::application_id.eq(&application))
            .select(application_snapshots::id)
            .first(conn)
    });
    making.name("decided.snapshot", snapshot);
    // As the inspection finds it where the program itself is there.
    app.database(|conn| {
        diesel::update(blobs::table.filter(blobs::sha256.eq(Digest::of(PDF.as_bytes()).hex())))
            .set((blobs::inspection.eq("clean"), blobs::pages.eq(1)))
            .execute(conn)
    });
}

/// A draft with everything that sending in needs, and a bewijsstuk that goes along.
fn full<'w, 'm: 'w>(making: &mut Making<'m>, name: &str, world: &'w World) -> Applicant<'w> {
    let one = making.app.applicant(world);
    one.fill_in();
    let id = one.along(PDF, &format!("eigen-{name}.pdf"));
    making.name(&format!("{name}.application"), &one.id);
    making.name(&format!("{name}.piece"), &id);
    one
}

fn drafts(making: &mut Making<'_>) {
    let world = making.aanbieder("full", "unverified");
    full(making, "full", &world);
    let free = making.app.piece(&world, PDF, "eigen-full-los.pdf");
    making.name("full.free", free);

    let world = making.aanbieder("fresh", "unverified");
    let one = making.app.applicant(&world);
    one.choose(&one.open_lots()[..1]).unwrap();
    making.name("fresh.application", &one.id);
    let (lot, product) = one.open_lots()[1].clone();
    making.name("lot", format!("{}|{}|{product}", lot.group, lot.gemeente.as_str()));
    let (lot, _) = one.open_lots()[0].clone();
    making.name("places", format!("plaatsen.{}.{}.{}", lot.group, lot.gemeente.as_str(), apply::ANYONE));

    let world = making.aanbieder("joint", "unverified");
    full(making, "joint", &world);
    making.app.database(|conn| {
        diesel::update(organisations::table.find(world.org.as_str()))
            .set(organisations::signing.eq("jointly"))
            .execute(conn)
    });

    let world = making.aanbieder("again", "unverified");
    let one = full(making, "again", &world);
    one.submit().unwrap();
    let (ctx, seen) = (making.app.as_provider(ProviderRole::Tekenbevoegde), one.version());
    making.app.database.write(|conn| apply::withdraw(conn, &ctx, &world.org_scope(), &one.id, seen)).unwrap();
    making.name("again.application", &making.app.applicant(&world).id);

    let world = making.aanbieder("old", "unverified");
    let one = making.app.applicant(&world);
    making.name("old.application", &one.id);
    let version = earlier_version(making);
    making.app.database(|conn| {
        diesel::update(applications::table.find(one.id.as_str()))
            .set(applications::scheme_version_id.eq(version))
            .execute(conn)
    });
}

/// A penvoerder that names one, asked another, and has a combinant that can sign.
fn together(making: &mut Making<'_>) {
    let world = making.aanbieder("lead", "unverified");
    let one = full(making, "lead", &world);
    let app = making.app;
    making.name("lead.named", one.name("Eigen genoemd", "60000001", Task::Partner).unwrap());
    for (name, kvk) in [("asked_along", "60000002"), ("partner", "60000003")] {
        let org = making.aanbieder(name, "unverified").org;
        app.database(|conn| {
            diesel::update(organisations::table.find(org.as_str()))
                .set(organisations::kvk.eq(kvk))
                .execute(conn)
        });
        let member = one.name(&format!("Eigen {name}"), kvk, Task::Partner).unwrap();
        let token = one.invite(&member).unwrap();
        if name == "partner" {
            let partner = Partner { app, org, application: one.id.clone(), member };
            partner.accept(&token).unwrap();
            partner.fill_in();
        } else {
            making.name("asked_along.token", token);
        }
    }
}

/// Another version of the regeling, which no window uses.
fn earlier_version(making: &Making<'_>) -> String {
    let app = making.app;
    let id = app.source.id::<openhuis::domain::ids::kind::SchemeVersion>(app.clock.now()).to_string();
    let mut row: openhuis::storage::regions::SchemeVersionRow = app.database(|conn| {
        scheme_versions::table
            .find(making.world.version.as_str())
            .select(openhuis::storage::regions::SchemeVersionRow::as_select())
            .first(conn)
    });
    row.id.clone_from(&id);
    row.seq = 2;
    app.database(|conn| diesel::insert_into(scheme_versions::table).values(&row).execute(conn));
    id
}

fn sent(making: &mut Making<'_>) {
    for (name, state) in [("claim", "unverified"), ("sent", "verified"), ("admitted", "verified")] {
        let world = making.aanbieder(name, state);
        let one = full(making, name, &world);
        one.submit().unwrap();
        if name == "admitted" {
            admit(making, &world, one.id.as_str());
        }
    }
}

/// Decided with the bewijsstuk that went along, and admitted.
fn admit(making: &mut Making<'_>, world: &World, id: &str) {
    making.app.database(|conn| {
        diesel::update(applications::table.find(id)).set(applications::state.eq("decided")).execute(conn)
    });
    let gemeente = world.scheme.gemeenten()[0].code.as_str();
    let group = world.scheme.groups()[0].code.as_str();
    let admission = making.app.admit(world, &Admitted::active(&world.org, "Eigen admitted", group, gemeente));
    told_of(making, world, (&admission, gemeente));
}

/// Somebody reported something about who is admitted, so did that aanbieder itself, and toezicht drew a sample.
fn told_of(making: &mut Making<'_>, world: &World, (admission, gemeente): (&AdmissionId, &str)) {
    let (app, scope, url) = (making.app, world.scope(), portal());
    let ctx = app.system();
    let report = Report {
        org: world.org.to_string(),
        who: "resident".to_owned(),
        nature: "quality".to_owned(),
        gemeente: gemeente.to_owned(),
        location: String::new(),
        on: Ok(None),
        text: "Er kwam niemand.".to_owned(),
        name: "Een buur".to_owned(),
        contact: String::new(),
    };
    let signal = app.database.write(|conn| signals::report(conn, &ctx, (&scope, &url), &report)).unwrap();
    making.name("signal", &signal);
    let told = Calamity {
        admission: admission.to_string(),
        nature: "violence".to_owned(),
        location: "Huis".to_owned(),
        on: Ok(Some(app.clock.now().date_naive())),
        text: "Er werd geslagen.".to_owned(),
        done: "Wij belden de arts.".to_owned(),
        name: String::new(),
        contact: String::new(),
    };
    let (provider, own) = (app.as_provider(ProviderRole::Invuller), world.org_scope());
    let signal = app.database.write(|conn| signals::calamity(conn, &provider, (&own, &url), &told)).unwrap();
    making.name("admitted.signal", &signal);
    making.name("admitted.admission", admission);
    let wall = WallScope { region: scope, watches: [(Discipline::Quality, Vec::new())].into() };
    let draw = Draw {
        discipline: String::new(),
        seed: "7 12 19".to_owned(),
        seed_from: "De loterij.".to_owned(),
        size: "1".to_owned(),
    };
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    measured(making, world, admission);
    let sample = app.database.write(|conn| signals::draw(conn, &ctx, &wall, &draw)).unwrap();
    making.name("sample", &sample);
    let planned = NewEntry {
        discipline: "quality".to_owned(),
        org: world.org.to_string(),
        year: "2026".to_owned(),
        quarter: "4".to_owned(),
        origin: "chosen".to_owned(),
        why: "Nieuw sinds dit jaar.".to_owned(),
    };
    let plan = app.database.write(|conn| {
        let only = |conn: &mut DbConn| {
            let plan = signals::year_plan(conn, &ctx, &wall, ("quality", Some(2026)))?;
            Ok(plan.entries.into_iter().find(|one| one.dropped.is_empty()).unwrap().id)
        };
        signals::add_to_plan(conn, &ctx, &wall, &planned)?;
        let out = PlanEntryId::parse(&only(conn)?).unwrap();
        signals::drop_from_plan(conn, &ctx, &wall, &out, "Zij stoppen in februari.")?;
        signals::add_to_plan(conn, &ctx, &wall, &planned)?;
        only(conn)
    });
    making.name("plan_entry", plan.unwrap());
    investigated(making, world, gemeente);
}

/// Investigations of who is admitted: planned, announced, at the visit, heard and answered.
fn investigated(making: &mut Making<'_>, world: &World, gemeente: &str) {
    let one = Investigating { app: making.app, world, gemeente: gemeente.to_owned() };
    let [planned, announced, visit, hearing, answered] = [0; 5].map(|_| one.plan().unwrap());
    one.take(&announced, "announce").unwrap();
    for id in [&visit, &hearing, &answered] {
        one.take(id, "begin").unwrap();
    }
    for id in [&hearing, &answered] {
        one.draft(id).unwrap();
        one.take(id, "hear").unwrap();
    }
    one.answer(&answered, &[("VEI-01", "Wij doen het nu wel.")]).unwrap();
    making.name("investigation.product", one.ready().products[0].clone());
    making.name("investigation.gemeente", gemeente);
    for (name, id) in [
        ("investigation", &planned),
        ("investigation.announced", &announced),
        ("investigation.visit", &visit),
        ("investigation.hearing", &hearing),
        ("investigation.answered", &answered),
    ] {
        making.name(name, id);
    }
}

/// Measures against who is admitted: advised, put to the aanbieder, answered by it, and in force.
fn measured(making: &mut Making<'_>, world: &World, admission: &AdmissionId) {
    let (app, scope) = (making.app, world.scope());
    let watching = Reach::watching(scope.clone(), [(Discipline::Quality, Vec::new())].into());
    let team = Reach::team(scope, Vec::new());
    let supervisor = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    let manager = app.user_by_mail("contract@zwd.test");
    let manager = app.as_user(&manager, Role::Staff(StaffRole::ContractManager));
    let provider = app.as_provider(ProviderRole::Invuller);
    let advice = Advice {
        org: world.org.to_string(),
        admissions: vec![admission.to_string()],
        kind: "warning".to_owned(),
        text: "Waarschuw.".to_owned(),
        findings: vec![["De Wilg", "Er stond niemand op het rooster.", "Bezoek"].map(str::to_owned)],
        reports: Vec::new(),
        ..Advice::default()
    };
    let proposal = Proposal {
        kind: "warning".to_owned(),
        until: Ok(None),
        amount: String::new(),
        transferred: false,
        motivation: "Zorg voor een rooster.".to_owned(),
        lighter: "Een aanbeveling hielp niet.".to_owned(),
        seen: 1,
    };
    for (steps, name) in ["measure", "measure.heard", "measure.given", "measure.force"].iter().enumerate() {
        let id = app.database.write(|conn| measures::advise(conn, &supervisor, &watching, &advice)).unwrap();
        making.name(name, &id);
        if steps > 0 {
            app.database.write(|conn| measures::propose(conn, &manager, &team, &id, &proposal)).unwrap();
        }
        if steps > 1 {
            let view = "Het rooster is aangepast.";
            let own = world.org_scope();
            app.database.write(|conn| measures::give_view(conn, &provider, &own, &id, view)).unwrap();
        }
        if steps > 2 {
            let by = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
            let (seen, at) = ((&id, 3), (&team, &portal()));
            app.database.write(|conn| measures::decide(conn, &by, at, seen, "Wij waarschuwen.")).unwrap();
        }
    }
}

/// A verification that is planned for a number of days from now, or was then.
fn checked(making: &mut Making<'_>, name: &str, one: &Reviewing<'_>, days: i64) {
    let (app, world) = (making.app, one.world);
    let (ctx, scope) = (app.assessor(&world.assessor), world.scope());
    let form = Planned {
        manner: "visit".to_owned(),
        requirements: vec!["GES-01".to_owned()],
        visitors: vec![world.assessor.to_string(), world.countersigner.to_string()],
        at: Some(app.clock.now() + TimeDelta::days(days.max(1))),
        place: "Bij u.".to_owned(),
        seen: one.version(),
    };
    let plan = |conn: &mut DbConn| verification::plan(conn, &ctx, (&scope, &portal()), &one.id, &form);
    let id = app.database.write(plan).unwrap();
    if days < 0 {
        let past = stored(app.clock.now() + TimeDelta::days(days));
        app.database(|conn| {
            diesel::update(verifications::table.find(id.as_str()))
                .set(verifications::planned_for.eq(past))
                .execute(conn)
        });
    }
    making.name("user.assessor", &world.assessor);
    making.name("user.countersigner", &world.countersigner);
    making.name(&format!("{name}.verification"), &id);
}

/// Its report.
fn reported(making: &Making<'_>, one: &Reviewing<'_>) {
    let (app, world) = (making.app, one.world);
    let (ctx, scope) = (app.assessor(&world.assessor), world.scope());
    let id = Id::parse(&making.names["asked.verification"]).unwrap();
    let seen = vec![("GES-01".to_owned(), "Het uittreksel hing er.".to_owned())];
    let form = Reported { seen, version: 1 };
    app.database
        .write(|conn| verification::report(conn, &ctx, (&scope, &portal()), (&one.id, &id), &form))
        .unwrap();
}

fn judged(making: &mut Making<'_>) {
    for name in ["mine", "asked", "unused", "judged", "proposed"] {
        let world = making.aanbieder(name, "verified");
        full(making, name, &world).submit().unwrap();
        let id = Id::parse(&making.names[&format!("{name}.application")]).unwrap();
        let one = Reviewing { app: making.app, world: &world, id };
        one.take(&world.assessor).unwrap();
        match name {
            "mine" => {
                let repairable = world.scheme.requirements().iter().find(|one| one.repairable).unwrap();
                making.name("repairable", &repairable.code);
                making.name("window.running", &world.window);
                making.name("open", &one.dossier().lots[0].open[0]);
            }
            "asked" => {
                let code = making.names["repairable"].clone();
                making.name("asked.request", one.ask(&code, "geheel").unwrap());
                looked_at(making, &world);
            }
            "unused" => {
                one.ask(&making.names["repairable"].clone(), "geheel").unwrap();
                let_expire(making, &one.id);
            }
            _ => one.assess_all(),
        }
        match name {
            "mine" => checked(making, name, &one, 30),
            "judged" => checked(making, name, &one, -1),
            "asked" => {
                checked(making, name, &one, -1);
                reported(making, &one);
            }
            _ => {}
        }
        if name == "proposed" {
            making.name("proposed.decision", one.propose("admit").unwrap());
        }
        making.name(&format!("{name}.lot"), &one.dossier().lots[0].id);
    }
    unequal(making);
    heard(making);
    let world = making.aanbieder("waiting", "verified");
    let one = making.app.deciding(&world);
    making.name("waiting.application", &one.id);
    making.name("waiting.lot", &one.lots[0].id);
    making.name("waiting.gemeente", &one.lots[0].gemeente);
    let world = making.aanbieder("decided", "verified");
    let one = making.app.deciding(&world);
    one.sign_all();
    making.name("decided.application", &one.id);
    making.name("decided.lot", &one.lots[0].id);
    let org = world.org.to_string();
    let (first, gemeente): (String, String) = making.app.database(|conn| {
        admissions::table
            .filter(admissions::org_id.eq(&org))
            .order((admissions::gemeente, admissions::product_group))
            .select((admissions::id, admissions::gemeente))
            .first(conn)
    });
    making.app.database(|conn| {
        diesel::update(admissions::table.find(&first)).set(admissions::state.eq("active")).execute(conn)
    });
    making.name("decided.admission", &first);
    agreement(making, &world, &gemeente);
    stopped(making);
    let proposal: String = making.app.database(|conn| {
        decisions::table
            .filter(decisions::lot_application_id.eq(&one.lots[0].id))
            .select(decisions::id)
            .first(conn)
    });
    making.name("decided.decision", proposal);
}

/// Two equal cases, of which the second was judged otherwise.
fn unequal(making: &mut Making<'_>) {
    for (name, met) in [("alike", true), ("unequal", false)] {
        let world = making.aanbieder(name, "verified");
        full(making, name, &world).submit().unwrap();
        let id = Id::parse(&making.names[&format!("{name}.application")]).unwrap();
        let one = Reviewing { app: making.app, world: &world, id };
        one.take(&world.assessor).unwrap();
        one.assess(&one.judged(&one.met_by_the_rules(), met)).unwrap();
        if !met {
            let found = one.dossier().unequal[0].clone();
            making.name("unequal.assessment", &found.assessment);
            making.name("unequal.code", &found.code);
        }
    }
}

/// Two that would be refused on something they did not give: one can say what it thinks, the other did.
fn heard(making: &mut Making<'_>) {
    for name in ["intended", "answered"] {
        let world = making.aanbieder(name, "verified");
        full(making, name, &world).submit().unwrap();
        let id = Id::parse(&making.names[&format!("{name}.application")]).unwrap();
        let one = Reviewing { app: making.app, world: &world, id };
        let hearing = one.intended();
        if name == "answered" {
            one.give(&hearing, "Dat klopt niet meer.").unwrap();
        }
        making.name(&format!("{name}.hearing"), &hearing);
    }
}

/// The term of what was asked passed unused.
fn let_expire(making: &Making<'_>, id: &ApplicationId) {
    let now = stored(making.app.clock.now());
    making.app.database(|conn| {
        diesel::update(clarifications::table.filter(clarifications::application_id.eq(id.as_str())))
            .set((clarifications::state.eq("expired"), clarifications::settled_at.eq(Some(now))))
            .execute(conn)?;
        diesel::update(applications::table.find(id.as_str()))
            .set(applications::state.eq("in_assessment"))
            .execute(conn)
    });
}

/// Somebody of the team looked at an aanbieder.
fn looked_at(making: &Making<'_>, world: &World) {
    let ctx = making.app.assessor(&world.assessor);
    let place = Place::of_region(&world.region).about(&world.org);
    let event = Event::OrganisationViewed { subject: world.org.clone() };
    making.app.database(|conn| ctx.record(conn, &place, event));
}

/// An aanbieder that takes no new clients for a while, in one lot, and takes them in another.
fn stopped(making: &mut Making<'_>) {
    let world = making.aanbieder("stopped", "verified");
    let group = world.scheme.groups()[0].code.as_str();
    for (gemeente, name) in [(0, "stopped.admission"), (1, "stopped.other")] {
        let gemeente = world.scheme.gemeenten()[gemeente].code.as_str();
        making.app.admit(&world, &Admitted::active(&world.org, "Eigen stopped", group, gemeente));
        let id: String = making.app.database(|conn| {
            admissions::table
                .filter(admissions::org_id.eq(world.org.as_str()))
                .filter(admissions::gemeente.eq(gemeente))
                .select(admissions::id)
                .first(conn)
        });
        making.name(name, id);
    }
    requested(making, &world);
    confirmed(making, &world);
    let stop = Stop {
        admissions: vec![Id::parse(&making.names["stopped.admission"]).unwrap()],
        until: "2027-02-01".parse().unwrap(),
        basis: Motivation::parse("Te weinig mensen.").unwrap(),
    };
    let ctx = making.app.as_provider(ProviderRole::Beheerder);
    making.app.database.write(|conn| stop_intake(conn, &ctx, &world.org_scope(), &stop)).unwrap();
}

/// The yearly confirmation: of an aanbieder that stated its places and did not confirm yet, and of one that did.
fn confirmed(making: &mut Making<'_>, world: &World) {
    let app = making.app;
    for name in ["stopped.admission", "stopped.other"] {
        let row = CapacityRow {
            admission_id: making.names[name].clone(),
            region_id: world.region.to_string(),
            target_group: String::new(),
            places: 4,
            free: 1,
            as_of: app.clock.now().date_naive(),
            waiting_days: Some(7),
        };
        app.database(|conn| supply::state(conn, &row));
    }
    let by = app.user_by_mail("tekenbevoegde@ander.zwd.test").to_string();
    for (name, org, given) in
        [("confirmation.asked", &world.org, false), ("confirmation.given", &world.other, true)]
    {
        let id: ConfirmationId = app.source.id(app.clock.now());
        let row = ConfirmationRow {
            id: id.to_string(),
            region_id: world.region.to_string(),
            procedure_id: world.procedure.to_string(),
            version_id: world.version.to_string(),
            org_id: org.to_string(),
            began_on: "2026-11-01".parse().unwrap(),
            due_on: "2026-12-14".parse().unwrap(),
            heard_on: "2026-11-01".parse().unwrap(),
            confirmed_at: given.then(|| stored(app.clock.now())),
            confirmed_by: given.then(|| by.clone()),
            notable: given,
            taken_by: None,
            version: 1,
        };
        app.database(|conn| confirmations::insert(conn, &row));
        making.name(name, id);
    }
}

/// Requests for evidence to an admitted aanbieder: one that waits for it, and one that it answered.
fn requested(making: &mut Making<'_>, world: &World) {
    let app = making.app;
    for (name, requirement) in [("request.asked", "GES-02"), ("request.answered", "GES-01")] {
        let id: EvidenceRequestId = app.source.id(app.clock.now());
        let row = RequestRow {
            id: id.to_string(),
            region_id: world.region.to_string(),
            procedure_id: world.procedure.to_string(),
            version_id: world.version.to_string(),
            org_id: world.org.to_string(),
            requirement: requirement.to_owned(),
            evidence_kind: String::new(),
            asked_at: stored(app.clock.now()),
            due_on: "2027-01-31".parse().unwrap(),
            state: AsText(RequestState::Asked),
            reply: String::new(),
            answered_by: None,
            reason: String::new(),
            settled_by: None,
            changed_at: stored(app.clock.now()),
            reminded_on: None,
            version: 1,
        };
        app.database(|conn| evidence_requests::insert(conn, &row));
        making.name(name, id);
    }
    let piece = making.app.piece(world, PDF, "eigen-nagevraagd.pdf");
    let answered = Id::parse(&making.names["request.answered"]).unwrap();
    let reply = Reply { text: "Eigen antwoord.".to_owned(), evidence: vec![piece.to_string()] };
    let ctx = app.as_provider(ProviderRole::Beheerder);
    app.database.write(|conn| answer(conn, &ctx, &world.org_scope(), (&answered, 1), &reply)).unwrap();
    making.name("request.piece", piece);
}

/// A signed overeenkomst of an aanbieder, recorded.
fn agreement(making: &mut Making<'_>, world: &World, gemeente: &str) {
    let app = making.app;
    let id: AgreementId = app.source.id(app.clock.now());
    let document: String = app.database(|conn| {
        documents::table
            .filter(documents::region_id.eq(world.region.as_str()))
            .select(documents::id)
            .first(conn)
    });
    let row = AgreementRow {
        id: id.to_string(),
        region_id: world.region.to_string(),
        org_id: world.org.to_string(),
        procedure_id: world.procedure.to_string(),
        document_id: document,
        gemeente: gemeente.to_owned(),
        signed_on: app.clock.now().date_naive(),
        signatory_provider: "A. Linde".to_owned(),
        signatory_gemeente: "B. Berg".to_owned(),
        sha256: Digest::of(PDF.as_bytes()).hex(),
        file_name: "eigen-overeenkomst.pdf".to_owned(),
        recorded_by: world.admin.to_string(),
        recorded_at: stored(app.clock.now()),
    };
    app.database(|conn| insert_agreement(conn, &row));
    making.name("agreement", id);
}

/// A document that waits for who publishes it.
fn draft(making: &mut Making<'_>) {
    let (app, world) = (making.app, making.world);
    let kind = world.scheme.documents()[0].code.to_string();
    let new = NewDraft {
        procedure: &world.procedure,
        kind: &kind,
        title: "Eigen stuk",
        version: "8.0",
        digest: Digest::of(PDF.as_bytes()),
        size: u64::try_from(PDF.len()).unwrap(),
        media_type: "application/pdf",
        file_name: "eigen-stuk.pdf",
    };
    let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::RegionAdmin));
    let id = app.database.write(|conn| prepare_document(conn, &ctx, &world.scope(), &new)).unwrap();
    making.name("draft", id);
    let brought = crate::imports::clients::brought(&world.procedure, "GM0118;ib;2026K3;812");
    let id = app.database.write(|conn| clients::prepare(conn, &ctx, &world.scope(), brought)).unwrap();
    making.name("import.clients", id);
    let bytes = crate::boundaries::whole().into_bytes();
    let read = app.database.read(|conn| boundaries::read(conn, &world.scope(), &bytes)).unwrap().unwrap();
    let (file_name, source) = ("grenzen.geojson".to_owned(), "CBS".to_owned());
    let brought = Brought { file_name, digest: Digest::of(&bytes), source, boundaries: read };
    let id = app.database.write(|conn| boundaries::prepare(conn, &ctx, &world.scope(), brought)).unwrap();
    making.name("boundaries", id);
    let brought = crate::imports::contracts::brought(world, &[("90009999", "Walk Overgenomen", "GM0118")]);
    let take = |conn: &mut _, id: &_| contracts::take_over(conn, &ctx, &world.scope(), &portal(), id);
    let id = app.database.write(|conn| contracts::prepare(conn, &ctx, &world.scope(), brought)).unwrap();
    app.database.write(|conn| take(conn, &id)).unwrap();
    let code: String = app.database(|conn| claim_codes::table.select(claim_codes::id).first(conn));
    making.name("claim_code.shown", app.claim_code(&code));
    // The name of its letter in a zip.
    making.name("claim_code.letter", code.rsplit('-').next().unwrap());
    making.name("claim_code", code);
    let brought = crate::imports::contracts::brought(world, &[("90009998", "Walk Later", "GM0118")]);
    let id = app.database.write(|conn| contracts::prepare(conn, &ctx, &world.scope(), brought)).unwrap();
    making.name("import.contracts", id);
    making.name("document.kind", kind);
    making.name("procedure", &world.procedure);
    making.name("version", &world.version);
}

/// A wijziging that was only begun, one that was worked out, and one that waits for a colleague.
fn wijzigingen(making: &mut Making<'_>) {
    let (app, world) = (making.app, making.world);
    let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor));
    let scope = world.scope();
    let begin = || app.database.write(|conn| amend::start(conn, &ctx, &scope, &world.procedure)).unwrap();
    let worked_out = |id: &AmendmentId| {
        let edit = Edit::Number {
            parameter: world.scheme.parameters()[0].code.clone(),
            from: "2028-12-01".parse().unwrap(),
            scope: Scope::default(),
            value: FactValue::Money(Cents::new(200_000_000)),
        };
        let run = app.database.write(|conn| {
            amend::edit(conn, &ctx, &scope, id, 1, &edit)?;
            amend::motivate(conn, &ctx, &scope, id, 2, "Eigen reden.")?;
            let found = amend::find_out(conn, &ctx, &scope, id)?;
            amend::keep(conn, &ctx, &scope, id, &found)
        });
        run.unwrap()
    };
    let (fresh, id, waiting) = (begin(), begin(), begin());
    making.name("amendment.run", worked_out(&id));
    worked_out(&waiting);
    let wish = Wish { note: "Eigen oordeel.", from: Some("2028-06-01".parse().unwrap()) };
    app.database.write(|conn| amend::propose(conn, &ctx, &scope, &waiting, 4, &wish)).unwrap();
    making.name("amendment", id);
    making.name("amendment.fresh", fresh);
    making.name("amendment.waiting", waiting);
    making.name("number", &world.scheme.parameters()[0].code);
    making.name("requirement", &world.scheme.requirements()[0].code);
}

fn people(making: &mut Making<'_>) {
    let app = making.app;
    let org = Id::parse(&making.names["full.org"]).unwrap();
    let membership = |user: &UserId| -> String {
        app.database(|conn| {
            memberships::table
                .filter(memberships::org_id.eq(&making.names["full.org"]))
                .filter(memberships::user_id.eq(user.as_str()))
                .select(memberships::id)
                .first(conn)
        })
    };
    let [colleague, invited] = ["collega", "genodigd"].map(|name| app.user(&format!("{name}@zorg.zwd.test")));
    for user in [&colleague, &invited] {
        app.member(&org, user, ProviderRole::Lezer);
    }
    let (colleague, invitation) = (membership(&colleague), membership(&invited));
    app.database(|conn| {
        diesel::update(memberships::table.find(&invitation))
            .set(memberships::state.eq("invited"))
            .execute(conn)
    });
    // Somebody with an account who chose no place yet.
    let account = app.user("account@zwd.test");
    app.member(&org, &account, ProviderRole::Lezer);
    app.user("nieuw@collega.test");
    let unconfirmed = app.user_in("onbevestigd@zwd.test", "unconfirmed");
    let forgot = app.user("vergeten@zwd.test");
    let link = |user: &UserId, purpose: &str, membership: Option<String>| {
        let token = app.source.one_time_token();
        let row = TokenRow {
            token_hash: token.stored,
            user_id: user.to_string(),
            purpose: purpose.to_owned(),
            membership_id: membership,
            expires_at: stored(app.clock.now() + chrono::TimeDelta::hours(1)),
            used_at: None,
        };
        app.database(|conn| users::insert_token(conn, &row));
        token.shown
    };
    let links = [
        ("confirm.token", link(&unconfirmed, "confirm_email", None)),
        ("reset.token", link(&forgot, "reset_password", None)),
        ("invitation.token", link(&invited, "invitation", Some(invitation.clone()))),
    ];
    for (name, token) in links {
        making.name(name, token);
    }
    making.name("full.colleague", colleague);
    making.name("full.invited", invitation);
}

fn policy(making: &mut Making<'_>) {
    let (app, world) = (making.app, making.world);
    making.name("slug", &world.slug);
    making.name("region", &world.region);
    making.name("window", &world.window);
    making.name("signer", &world.signer);
    making.name("group", &world.scheme.groups()[0].code);
    making.name("gemeente", world.scheme.gemeenten()[0].code.as_str());
    let night = Night { decisions: 7_654, deviations: Vec::new() };
    let ctx = app.system();
    app.database.write(|conn| replay::note(conn, &ctx, &world.scope(), &night, "")).unwrap();
    let region = world.region.as_str();
    let document: String = app.database(|conn| {
        documents::table.filter(documents::region_id.eq(region)).select(documents::id).first(conn)
    });
    making.name("document", document);
    let mandate: String = app.database(|conn| {
        mandates::table.filter(mandates::region_id.eq(region)).select(mandates::id).first(conn)
    });
    making.name("mandate", mandate);
    let maxima = [6, 1, 2, 3, 4, 5].map(|euros| Cents::new(euros * 100));
    let year = LaidDown::WntYear(WntYear::new(2027, maxima, "Eigen bron").unwrap());
    let ctx = app.as_user(&world.assessor, Role::Staff(StaffRole::PolicyEditor));
    let year = app.database.write(|conn| laid_down::enter(conn, &ctx, &world.scope(), &year)).unwrap();
    making.name("laid_down", year);
    let eve = Ruling::Equal { name: "kerstavond".to_owned() };
    let said = DayRuling::new("2027-12-24".parse().unwrap(), eve, "Eigen besluit").unwrap();
    let said = LaidDown::Day(said);
    app.database.write(|conn| laid_down::enter(conn, &ctx, &world.scope(), &said)).unwrap();
    let days = ["2031-07-05", "2031-08-17"].map(|day| day.parse().unwrap());
    let summer = Summer { from: days[0], until: days[1] };
    let summer = RegionSummer::new(HolidayRegion::North, summer, "Eigen agenda").unwrap();
    let summer = LaidDown::Summer(summer);
    app.database.write(|conn| laid_down::enter(conn, &ctx, &world.scope(), &summer)).unwrap();
    let role: String = app.database(|conn| {
        staff_roles::table
            .filter(staff_roles::user_id.eq(world.supervisor.as_str()))
            .select(staff_roles::id)
            .first(conn)
    });
    making.name("staff.role", role);
    making.name("assessor", &world.assessor);
    making.name("colleague", &world.countersigner);
    let away = NewAbsence {
        user: world.assessor.clone(),
        from: Some("2027-02-01".parse().unwrap()),
        until: Some("2027-02-05".parse().unwrap()),
        substitute: None,
    };
    let ctx = app.assessor(&world.assessor);
    let absence = app.database.write(|conn| absence::record(conn, &ctx, &world.scope(), &away));
    making.name("absence", absence.unwrap());
    app.second_factor(&world.supervisor);
    // Two who decide and are not yet inside: one must set up a second factor, the other gives a code.
    for name in ["enrolling", "proving"] {
        let user = app.user(&format!("{name}@zwd.test"));
        app.staff(&world.region, &user, StaffRole::DecisionMaker);
    }
    for name in ["gevraagd", "gevolgd"] {
        let mail = EmailAddress::parse(&format!("{name}@krant.test")).unwrap();
        let ctx = app.system();
        app.database
            .write(|conn| follow::ask(conn, &ctx, &world.scope(), &world.procedure, &mail, &portal()))
            .unwrap();
    }
    let body: String = app.database(|conn| {
        mails::table.filter(mails::recipient.eq("gevraagd@krant.test")).select(mails::body).first(conn)
    });
    let token = body.split("/bevestigen/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    making.name("follow.token", token);
    let follower: String = app.database(|conn| {
        diesel::update(followers::table.filter(followers::email.eq("gevolgd@krant.test")))
            .set(followers::state.eq("confirmed"))
            .execute(conn)?;
        followers::table.filter(followers::email.eq("gevolgd@krant.test")).select(followers::id).first(conn)
    });
    making.name("follower", follower);
    // A second toezichthouder, who watches a gemeente in which nobody is admitted.
    let taken: Vec<String> = app.database(|conn| admissions::table.select(admissions::gemeente).load(conn));
    let quiet =
        world.scheme.gemeenten().iter().find(|one| !taken.iter().any(|code| code == one.code.as_str()));
    let user = app.user("toezicht2@zwd.test");
    app.staff(&world.region, &user, StaffRole::Supervisor);
    app.database(|conn| {
        diesel::update(staff_roles::table.filter(staff_roles::user_id.eq(user.as_str())))
            .set(staff_roles::gemeente.eq(quiet.unwrap().code.as_str()))
            .execute(conn)
    });
}

/// The other aanbieder, whose people never see any of it.
fn elsewhere(making: &mut Making<'_>) {
    let world = making.world;
    making.name("other.org", &world.other);
}
