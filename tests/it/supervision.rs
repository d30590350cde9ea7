//! Toezicht: who is read, by whom, what it never shows, and the trace it leaves.

use std::collections::BTreeSet;

use diesel::prelude::*;
use openhuis::app::apply;
use openhuis::app::vault::{self, NewEvidence};
use openhuis::app::{Ctx, Place};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::admission::State;
use openhuis::domain::audit::Event;
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{EvidenceId, OrgId};
use openhuis::domain::policy_code::PolicyCode;
use openhuis::domain::rules::Offered;
use openhuis::storage::schema::{applications, audit_index, staff_roles};

use crate::support::client::Client;
use crate::support::register::Admitted;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

/// Somebody of toezicht who watches one gemeente.
pub async fn toezicht(app: &TestApp, world: &World, gemeente: &str) -> Client {
    let user = world.supervisor.to_string();
    app.database(|conn| {
        diesel::update(staff_roles::table.filter(staff_roles::user_id.eq(user)))
            .set(staff_roles::gemeente.eq(gemeente))
            .execute(conn)
    });
    inside(app, "toezicht@zwd.test").await
}

async fn inside(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

fn admitted(app: &TestApp, world: &World, name: &str, gemeente: &str) -> OrgId {
    let org = app.organisation(name);
    app.admit(world, &Admitted::active(&org, name, "ib", gemeente));
    org
}

fn leaves(app: &TestApp, event: &str) -> i64 {
    app.database(|conn| audit_index::table.filter(audit_index::event.eq(event)).count().get_result(conn))
}

#[actix_web::test]
async fn only_who_is_admitted_in_the_own_gemeenten_is_there() {
    on_both(async |app| {
        let world = app.world();
        let here = admitted(app, &world, "Hier Zorg", "GM1690");
        let there = admitted(app, &world, "Daar Zorg", "GM0118");
        let waits = app.organisation("Wacht Zorg");
        let granted = Admitted::active(&waits, "Wacht Zorg", "ib", "GM1690");
        app.admit(&world, &Admitted { state: State::Granted, ..granted });
        let far = app.world_of(MIJ, "mij.test");
        let group = far.scheme.groups()[0].code.to_string();
        let gemeente = far.scheme.gemeenten()[0].code.as_str().to_owned();
        let abroad = app.organisation("Ver Zorg");
        app.admit(&far, &Admitted::active(&abroad, "Ver Zorg", &group, &gemeente));

        let client = toezicht(app, &world, "GM1690").await;
        let list = client.get("/toezicht").await;
        assert_eq!(list.status, 200, "{}", list.text);
        assert!(list.text.contains("1 aanbieder gevonden") && list.text.contains("Hier Zorg"));
        for name in ["Daar Zorg", "Wacht Zorg", "Ver Zorg"] {
            assert!(!list.text.contains(name), "{name}");
        }
        let page = client.get(&format!("/toezicht/{here}")).await;
        assert!(page.status == 200 && page.text.contains("Actief"), "{}", page.text);
        let nonsense = client.get("/toezicht/onzin").await;
        for org in [&there, &waits, &abroad] {
            let page = client.get(&format!("/toezicht/{org}")).await;
            assert_eq!((page.status, nonsense.status), (404, 404), "{org}");
        }
        assert_eq!(leaves(app, "organisation.viewed"), 1);

        let everywhere = toezicht(app, &world, "").await;
        assert!(everywhere.get("/toezicht").await.text.contains("2 aanbieders gevonden"));
        assert_eq!(everywhere.get(&format!("/toezicht/{there}")).await.status, 200);
        let team = inside(app, "beoordelaar@zwd.test").await;
        assert_eq!(team.get("/toezicht").await.status, 403);
    })
    .await;
}

#[actix_web::test]
async fn an_aanbieder_is_found_by_part_of_its_name_and_by_its_number() {
    on_both(async |app| {
        let world = app.world();
        admitted(app, &world, "Één Zorg", "GM1690");
        admitted(app, &world, "Ander Huis", "GM1690");
        let client = toezicht(app, &world, "").await;
        for (typed, found) in [
            ("een%20z", 1),
            ("HUIS", 1),
            ("90001354", 2),
            ("90%2000%2013%2054", 2),
            ("%25", 2),
            ("niemand", 0),
        ] {
            let text = client.get(&format!("/toezicht?zoek={typed}")).await.text;
            let told = format!("{found} aanbieder{} gevonden", if found == 1 { "" } else { "s" });
            assert!(text.contains(&told), "{typed}: {text}");
        }
    })
    .await;
}

#[actix_web::test]
async fn more_than_a_page_can_be_turned_forth_and_back() {
    on_both(async |app| {
        let world = app.world();
        for number in 10..40 {
            admitted(app, &world, &format!("Zorg {number}"), "GM1690");
        }
        let client = toezicht(app, &world, "").await;
        let first = client.get("/toezicht").await.text;
        assert!(first.contains("Zorg 34") && !first.contains("Zorg 35"));
        let link = |text: &str, rel: &str| {
            let at = text.find(&format!("rel=\"{rel}\"")).unwrap();
            let rest = &text[at..];
            let href = rest.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            href.replace("&amp;", "&")
        };
        let second = client.get(&link(&first, "next")).await.text;
        assert!(second.contains("Zorg 35") && second.contains("Zorg 39") && !second.contains("Zorg 34"));
        let back = client.get(&link(&second, "prev")).await.text;
        assert!(back.contains("Zorg 10") && back.contains("Zorg 34") && !back.contains("rel=\"prev\""));
    })
    .await;
}

#[actix_web::test]
async fn a_look_is_one_leaf_per_clock_hour() {
    on_both(async |app| {
        let world = app.world();
        let org = admitted(app, &world, "Hier Zorg", "GM1690");
        let client = toezicht(app, &world, "").await;
        let mut seen = Vec::new();
        for _ in 0..4 {
            assert_eq!(client.get(&format!("/toezicht/{org}")).await.status, 200);
            seen.push(leaves(app, "organisation.viewed"));
            app.pass(chrono::TimeDelta::minutes(25));
        }
        // 12:00, 12:25, 12:50 and 13:15.
        assert_eq!(seen, [1, 1, 1, 2]);
    })
    .await;
}

/// A bewijsstuk of the first aanbieder.
fn piece(app: &TestApp, world: &World, kind: &str, class: Class, name: &str) -> EvidenceId {
    let new = NewEvidence {
        kind: kind.to_owned(),
        class,
        digest: Digest::of(name.as_bytes()),
        size: 4,
        media_type: "application/pdf",
        file_name: name.to_owned(),
        issued_on: None,
        expires_on: None,
    };
    let ctx = app.as_provider(ProviderRole::Invuller);
    app.database.write(|conn| vault::add(conn, &ctx, &world.org_scope(), &new)).unwrap()
}

/// The first aanbieder sent in two bewijsstukken and was admitted.
fn decided(app: &TestApp, world: &World) -> [EvidenceId; 2] {
    let applicant = app.applicant(world);
    let lot = applicant.fill_in();
    let pieces = [
        piece(app, world, "kvk_uittreksel", Class::Bedrijfsvertrouwelijk, "uittreksel.pdf"),
        piece(app, world, "gva", Class::Strafrechtelijk, "gedragsverklaring.pdf"),
    ];
    for (id, kind) in pieces.iter().zip(["kvk_uittreksel", "gva"]) {
        let ctx = app.as_provider(ProviderRole::Invuller);
        let (scope, kind) = (world.org_scope(), PolicyCode::parse(kind).unwrap());
        app.database
            .write(|conn| apply::link(conn, &ctx, &scope, &applicant.id, id, (&kind, Offered::AsAsked)))
            .unwrap();
    }
    applicant.submit().unwrap();
    let id = applicant.id.to_string();
    app.database(|conn| {
        diesel::update(applications::table.find(id)).set(applications::state.eq("decided")).execute(conn)
    });
    let (group, gemeente) = (lot.group.to_string(), lot.gemeente.as_str().to_owned());
    app.admit(world, &Admitted::active(&world.org, "Zorggroep De Linde", &group, &gemeente));
    pieces
}

#[actix_web::test]
async fn what_was_sent_in_is_read_without_what_only_named_officers_may_read() {
    on_both(async |app| {
        let world = app.world();
        let [open, secret] = decided(app, &world);
        let client = toezicht(app, &world, "").await;
        let page = client.get(&format!("/toezicht/{}", world.org)).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.text.contains("uittreksel.pdf") && !page.text.contains("gedragsverklaring.pdf"));
        let questions: BTreeSet<&str> = world
            .scheme
            .facts()
            .iter()
            .filter(|def| def.class.is_restricted())
            .map(|def| def.question.as_str())
            .collect();
        assert!(!questions.is_empty());
        for question in questions {
            assert!(!page.text.contains(question), "{question}");
        }
        let hidden = client.get(&format!("/toezicht/{}/bewijs/{secret}", world.org)).await;
        assert_eq!((hidden.status, leaves(app, "evidence.downloaded")), (404, 0));
        // The file itself was never stored in this test: that the store has nothing is told calmly, after the leaf.
        let file = client.get(&format!("/toezicht/{}/bewijs/{open}", world.org)).await;
        assert_eq!((file.status, leaves(app, "evidence.downloaded")), (503, 1));
        let letter = client.get(&format!("/toezicht/{}/brieven/{open}", world.org)).await;
        assert_eq!(letter.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn an_aanbieder_learns_role_region_and_time_but_no_name_and_nothing_of_toezicht() {
    on_both(async |app| {
        let world = app.world();
        app.admit(&world, &Admitted::active(&world.org, "Zorggroep De Linde", "ib", "GM1690"));
        let lezer = inside(app, "lezer@zorg.zwd.test").await;
        assert!(lezer.get("/aanbieder/inzage").await.text.contains("Nog niemand keek in uw dossier"));
        let client = toezicht(app, &world, "").await;
        client.get(&format!("/toezicht/{}", world.org)).await;
        let page = lezer.get("/aanbieder/inzage").await;
        assert!(page.status == 200 && page.text.contains("Nog niemand keek"), "{}", page.text);
        let ctx: Ctx = app.as_user(&world.assessor, Role::Staff(StaffRole::Assessor));
        let place = Place::of_region(&world.region).about(&world.org);
        app.database(|conn| {
            ctx.record(conn, &place, Event::OrganisationViewed { subject: world.org.clone() })
        });
        let page = lezer.get("/aanbieder/inzage").await.text;
        assert!(page.contains("Beoordelaar") && page.contains(&world.scheme.region().name), "{page}");
        assert!(!page.contains("beoordelaar@zwd.test") && !page.contains("Toezichthouder"), "{page}");
        let dossier = client.get(&format!("/toezicht/{}", world.org)).await.text;
        assert!(dossier.contains("Beoordelaar") && dossier.contains("Toezichthouder"));
        assert!(!dossier.contains("beoordelaar@zwd.test"));
        let other = inside(app, "tekenbevoegde@ander.zwd.test").await;
        assert!(other.get("/aanbieder/inzage").await.text.contains("Nog niemand keek"));
    })
    .await;
}

#[actix_web::test]
async fn assessing_shows_nothing_of_toezicht_and_each_look_is_noted_in_its_role() {
    on_both(async |app| {
        let world = app.world();
        decided(app, &world);
        let supervisor = inside(app, "toezicht@zwd.test").await;
        assert_eq!(supervisor.get(&format!("/toezicht/{}", world.org)).await.status, 200);
        let client = inside(app, "beoordelaar@zwd.test").await;
        let id: String = app.database(|conn| applications::table.select(applications::id).first(conn));
        let dossier = client.get(&format!("/beoordeling/aanmeldingen/{id}")).await;
        assert_eq!(dossier.status, 200, "{}", dossier.text);
        app.pass(chrono::TimeDelta::minutes(1));
        let provider = client.get(&format!("/beoordeling/aanbieders/{}", world.org)).await;
        // "Intern toezicht" is an eis; it is the work of a toezichthouder that may not show.
        let main =
            |text: &str| text.split("<main").nth(1).unwrap().to_lowercase().replace("intern toezicht", "");
        for page in [dossier, provider] {
            assert!(!main(&page.text).contains("toezicht"), "{}", page.text);
        }
        let roles: Vec<(String, String)> = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.like("%.viewed"))
                .order(audit_index::n)
                .select((audit_index::event, audit_index::role))
                .load(conn)
        });
        let own = |event: &str, role: &str| (event.to_owned(), role.to_owned());
        assert_eq!(
            roles,
            [
                own("organisation.viewed", "staff.supervisor"),
                own("dossier.viewed", "staff.assessor"),
                own("organisation.viewed", "staff.assessor"),
            ]
        );
        assert_eq!(client.get(&format!("/toezicht/{}", world.org)).await.status, 403);
    })
    .await;
}
