//! The yearly plan of toezicht: who is in it and why, how far it is, and that nobody else reads it.

use chrono::{Datelike as _, TimeDelta};
use diesel::prelude::*;
use openhuis::app::signals::{self, Draw, EntryView, NewEntry, YearPlan};
use openhuis::app::{self, Error};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::ids::{Id, OrgId, PlanEntryId, SampleId};
use openhuis::domain::supervision::{Discipline, Origin, Progress};
use openhuis::domain::terms::local_day;
use openhuis::storage::schema::audit_index;
use openhuis::storage::signals::WallScope;

use crate::signals::inside;
use crate::support::investigating::Investigating;
use crate::support::register::Admitted;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

fn wall(world: &World, gemeenten: &[&str]) -> WallScope {
    let own = gemeenten.iter().map(|code| (*code).to_owned()).collect();
    WallScope { region: world.scope(), watches: [(Discipline::Quality, own)].into() }
}

fn year(app: &TestApp) -> i32 {
    local_day(app.clock.now()).year() + 1
}

fn entry(app: &TestApp, org: &OrgId) -> NewEntry {
    NewEntry {
        discipline: String::new(),
        org: org.to_string(),
        year: year(app).to_string(),
        quarter: "1".to_owned(),
        origin: "chosen".to_owned(),
        why: "Nieuw sinds dit jaar.".to_owned(),
    }
}

fn add(app: &TestApp, world: &World, wall: &WallScope, new: &NewEntry) -> app::Result<()> {
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    app.database.write(|conn| signals::add_to_plan(conn, &ctx, wall, new).map(drop))
}

fn take_out(app: &TestApp, world: &World, wall: &WallScope, id: &str, why: &str) -> app::Result<()> {
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    let id: PlanEntryId = Id::parse(id).unwrap();
    app.database.write(|conn| signals::drop_from_plan(conn, &ctx, wall, &id, why).map(drop))
}

fn plan(app: &TestApp, world: &World, wall: &WallScope) -> YearPlan {
    let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
    let asked = ("", Some(year(app)));
    app.database.read(|conn| signals::year_plan(conn, &ctx, wall, asked)).unwrap()
}

fn only(plan: YearPlan) -> EntryView {
    let [one] = <[EntryView; 1]>::try_from(plan.entries).unwrap();
    one
}

fn fields<T: std::fmt::Debug>(done: app::Result<T>) -> Vec<String> {
    match done {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn admit(app: &TestApp, world: &World, org: &OrgId, gemeente: &str) {
    let group = world.scheme.groups()[0].code.as_str();
    app.admit(world, &Admitted::active(org, "Zorggroep De Linde", group, gemeente));
}

#[actix_web::test]
async fn who_is_in_the_plan_has_a_reason_and_a_quarter_that_is_not_over() {
    on_both(async |app| {
        let world = app.world();
        admit(app, &world, &world.org, "GM1690");
        let wall = wall(&world, &[]);
        let good = entry(app, &world.org);
        let empty = NewEntry { org: world.org.to_string(), ..NewEntry::default() };
        assert_eq!(fields(add(app, &world, &wall, &empty)), ["jaar", "kwartaal", "waardoor", "waarom"]);
        let this = local_day(app.clock.now()).year();
        let over = NewEntry { year: this.to_string(), ..good.clone() };
        assert_eq!(
            fields(add(app, &world, &wall, &over)),
            ["kwartaal"],
            "the first quarter of this year is over"
        );
        let far = NewEntry { year: (this + 3).to_string(), ..good.clone() };
        assert_eq!(fields(add(app, &world, &wall, &far)), ["jaar"]);
        let drawn = NewEntry { origin: "sample".to_owned(), ..good.clone() };
        assert_eq!(fields(add(app, &world, &wall, &drawn)), ["waardoor"], "a sample is drawn, not said");
        let client = NewEntry { why: "Het ging om bsn 123456782.".to_owned(), ..good.clone() };
        assert_eq!(fields(add(app, &world, &wall, &client)), ["waarom"]);
        let stranger = entry(app, &world.other);
        assert!(matches!(add(app, &world, &wall, &stranger), Err(Error::NotFound)), "it is not admitted");
        assert!(plan(app, &world, &wall).entries.is_empty());

        add(app, &world, &wall, &good).unwrap();
        assert_eq!(fields(add(app, &world, &wall, &good)), ["aanbieder"], "once a year is enough");
        let found = only(plan(app, &world, &wall));
        assert_eq!(
            (found.origin, found.progress, found.quarter.number()),
            (Origin::Chosen, Progress::ToDo, 1)
        );
        assert!(!found.is_later, "the year has yet to begin");
        assert_eq!(fields(take_out(app, &world, &wall, &found.id, " ")), [format!("waarom.{}", found.id)]);
        take_out(app, &world, &wall, &found.id, "Zij stoppen in februari.").unwrap();
        let twice = take_out(app, &world, &wall, &found.id, "Nog eens.");
        assert!(matches!(twice, Err(Error::Refused(_))), "{twice:?}");
        let out = only(plan(app, &world, &wall));
        assert_eq!((out.progress, out.dropped.as_str()), (Progress::Dropped, "Zij stoppen in februari."));
        add(app, &world, &wall, &good).unwrap();
        assert_eq!(plan(app, &world, &wall).entries.len(), 2, "what was taken out stays to be read");
        let noted: i64 = app.database(|conn| {
            audit_index::table.filter(audit_index::event.like("plan_entry.%")).count().get_result(conn)
        });
        assert_eq!(noted, 3);
    })
    .await;
}

#[actix_web::test]
async fn a_line_follows_the_investigation_of_its_year() {
    on_both(async |app| {
        let world = app.world();
        admit(app, &world, &world.org, "GM1690");
        let whole = wall(&world, &[]);
        add(app, &world, &whole, &entry(app, &world.org)).unwrap();
        app.pass(TimeDelta::days(60));
        let next = |progress| {
            let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
            let now = local_day(app.clock.now()).year();
            let plan =
                app.database.read(|conn| signals::year_plan(conn, &ctx, &whole, ("", Some(now)))).unwrap();
            assert_eq!(only(plan).progress, progress);
        };
        next(Progress::ToDo);
        let one = Investigating { app, world: &world, gemeente: "GM1690".to_owned() };
        let id = one.plan().unwrap();
        next(Progress::Runs);
        one.take(&id, "begin").unwrap();
        one.draft(&id).unwrap();
        one.take(&id, "hear").unwrap();
        one.answer(&id, &[]).unwrap();
        one.finish(&id, &[]).unwrap();
        next(Progress::Done);
    })
    .await;
}

#[actix_web::test]
async fn everybody_that_was_drawn_goes_into_the_plan_once() {
    on_both(async |app| {
        let world = app.world();
        for org in [&world.org, &world.other] {
            admit(app, &world, org, "GM1690");
        }
        let wall = wall(&world, &[]);
        add(app, &world, &wall, &entry(app, &world.org)).unwrap();
        let ctx = app.as_user(&world.supervisor, Role::Staff(StaffRole::Supervisor));
        let draw = Draw {
            discipline: String::new(),
            seed: "7 12 19".to_owned(),
            seed_from: "De loterij.".to_owned(),
            size: "2".to_owned(),
        };
        let sample: SampleId = app.database.write(|conn| signals::draw(conn, &ctx, &wall, &draw)).unwrap();
        let year = year(app).to_string();
        let put = |quarter: &str| {
            let when = (year.as_str(), quarter);
            app.database.write(|conn| signals::add_sample_to_plan(conn, &ctx, &wall, &sample, when))
        };
        assert_eq!(fields(put("5")), ["kwartaal"]);
        put("2").unwrap();
        put("3").unwrap();
        let found = plan(app, &world, &wall).entries;
        let drawn: Vec<&EntryView> = found.iter().filter(|one| one.origin == Origin::Sample).collect();
        assert_eq!((found.len(), drawn.len()), (2, 1), "who was in it already is not added again");
        assert_eq!(drawn[0].org, world.other.to_string());
        assert!(drawn[0].why.contains("7 12 19") && drawn[0].sample.as_deref() == Some(sample.as_str()));
    })
    .await;
}

#[actix_web::test]
async fn a_plan_is_read_by_who_watches_those_gemeenten_and_by_nobody_else() {
    on_both(async |app| {
        let world = app.world();
        admit(app, &world, &world.org, "GM1690");
        admit(app, &world, &world.other, "GM0118");
        let whole = wall(&world, &[]);
        add(app, &world, &whole, &entry(app, &world.org)).unwrap();
        add(app, &world, &whole, &entry(app, &world.other)).unwrap();
        let here = wall(&world, &["GM1690"]);
        let seen = only(plan(app, &world, &here));
        assert_eq!(seen.org, world.org.to_string());
        let there = plan(app, &world, &whole).entries.into_iter().find(|one| one.org != seen.org).unwrap();
        let not_mine = take_out(app, &world, &here, &there.id, "Niet nodig.");
        assert!(matches!(not_mine, Err(Error::NotFound)), "{not_mine:?}");
        let lawfulness =
            WallScope { region: world.scope(), watches: [(Discipline::Lawfulness, Vec::new())].into() };
        assert!(plan(app, &world, &lawfulness).entries.is_empty());
        let other = take_out(app, &world, &lawfulness, &there.id, "Niet nodig.");
        assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
        let far = app.world_of(MIJ, "mij.test");
        assert!(plan(app, &far, &wall(&far, &[])).entries.is_empty());
        let elsewhere = take_out(app, &far, &wall(&far, &[]), &there.id, "Niet nodig.");
        assert!(matches!(elsewhere, Err(Error::NotFound)), "{elsewhere:?}");
    })
    .await;
}

#[actix_web::test]
async fn who_is_told_what_is_missing_stays_in_the_year_and_among_the_lines_where_it_was() {
    on_both(async |app| {
        let world = app.world();
        admit(app, &world, &world.org, "GM1690");
        add(app, &world, &wall(&world, &[]), &entry(app, &world.org)).unwrap();
        let line = only(plan(app, &world, &wall(&world, &[])));
        let client = inside(app, "toezicht@zwd.test").await;
        let (home, next) = ("/toezicht/jaarplan", year(app));
        let heading = format!("Jaarplan {next}</h1>");
        let page = client.get(&format!("{home}?jaar={next}")).await;
        let without = client.submit(&page.form(home), &[("aanbieder", line.org.as_str())]).await;
        assert_eq!(without.status, 422);
        assert!(without.text.contains(&heading) && without.text.contains(&line.id), "{}", without.text);
        let out = format!("{home}/{}/vervallen", line.id);
        let silent = client.submit(&page.form(&out), &[]).await;
        assert_eq!(silent.status, 422);
        assert!(silent.text.contains(&heading), "{}", silent.text);
        assert!(silent.text.contains(&format!("id=\"waarom.{}\"", line.id)), "the error has its field");
        let nonsense = client.submit(&page.form(home), &[("jaar", "99999999")]).await;
        assert_eq!(nonsense.status, 422, "a year that is none is no page that is missing");
        let broken = [("reden", "Zij stoppen."), ("toezicht", "a\r\nset-cookie: b=c")];
        let done = client.submit(&page.form(&out), &broken).await;
        assert_eq!((done.status, done.header("location")), (303, &*format!("{home}?jaar={next}&toezicht=")));
    })
    .await;
}
