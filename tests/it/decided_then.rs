//! What was decided, as it was then: who of toezicht reads it, what it shows, and that it is evaluated again.

use diesel::prelude::*;
use openhuis::storage::schema::{audit_index, decision_inputs, decisions, organisations};

use crate::supervision::toezicht;
use crate::support::deciding::Deciding;
use crate::support::register::Admitted;
use crate::support::smtp::SmtpServer;
use crate::support::world::{MIJ, World};
use crate::support::{TestApp, on_both};

const LIST: &str = "/toezicht/besluiten";

/// The decision on each lot.
fn ids(app: &TestApp, one: &Deciding<'_>) -> Vec<String> {
    let of = |lot: &str| {
        app.database(|conn| {
            let of_lot = decisions::table.filter(decisions::lot_application_id.eq(lot));
            of_lot.select(decisions::id).first(conn)
        })
    };
    one.lots.iter().map(|lot| of(&lot.id)).collect()
}

/// Three decisions that were signed and told to the aanbieder.
async fn known(app: &TestApp, world: &World) -> Vec<String> {
    let one = app.deciding(world);
    one.sign_all();
    app.worker(&SmtpServer::start()).drain().await.unwrap();
    ids(app, &one)
}

fn looks(app: &TestApp) -> i64 {
    let viewed = audit_index::table.filter(audit_index::event.eq("dossier.viewed"));
    app.database(|conn| viewed.count().get_result(conn))
}

#[actix_web::test]
async fn a_decision_is_read_once_it_is_known_and_in_the_own_gemeenten_only() {
    on_both(async |app| {
        let world = app.world();
        let one = app.deciding(&world);
        let all = ids(app, &one);
        let own = &one.lots[0].gemeente;
        let here: Vec<bool> = one.lots.iter().map(|lot| lot.gemeente == *own).collect();
        let away = here.iter().position(|here| !here).unwrap();
        let client = toezicht(app, &world, own).await;
        one.sign_all();
        assert!(client.get(LIST).await.text.contains("Geen besluiten gevonden"));
        assert_eq!(client.get(&format!("{LIST}/{}", all[0])).await.status, 404);
        app.worker(&SmtpServer::start()).drain().await.unwrap();

        let list = client.get(LIST).await.text;
        let there: Vec<bool> = all.iter().map(|id| list.contains(&format!("{LIST}/{id}"))).collect();
        assert_eq!(there, here, "{list}");
        assert!(!client.get(&format!("{LIST}?zoek=niemand")).await.text.contains(&all[0]));
        let before = looks(app);
        for _ in 0..2 {
            assert_eq!(client.get(&format!("{LIST}/{}", all[0])).await.status, 200);
        }
        assert_eq!(looks(app), before + 1);
        let nonsense = client.get(&format!("{LIST}/onzin")).await;
        let elsewhere = client.get(&format!("{LIST}/{}", all[away])).await;
        assert_eq!((elsewhere.status, nonsense.status), (404, 404));
        let everywhere = toezicht(app, &world, "").await;
        assert_eq!(everywhere.get(&format!("{LIST}/{}", all[away])).await.status, 200);
        let refused = everywhere.get(&format!("{LIST}?uitkomst=refuse")).await.text;
        let there: Vec<bool> = all.iter().map(|id| refused.contains(&format!("{LIST}/{id}"))).collect();
        assert_eq!(there, [false, false, true]);
        let far = app.world_of(MIJ, "mij.test");
        let abroad = app.visitor();
        app.log_in(&abroad, "toezicht@mij.test").await;
        assert_eq!(abroad.get(&format!("{LIST}/{}", all[0])).await.status, 404);
        drop(far);
    })
    .await;
}

#[actix_web::test]
async fn it_shows_what_it_rested_on_then_also_when_everything_changed_since() {
    on_both(async |app| {
        let world = app.world();
        let all = known(app, &world).await;
        let client = toezicht(app, &world, "").await;
        let page = client.get(&format!("{LIST}/{}", all[0])).await.text;
        for told in [
            "De regels zeggen nog precies hetzelfde",
            "Stelde het voor",
            "Tekende mee",
            "Besliste",
            "Beslist en ondertekend",
            world.scheme.sha256(),
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        // What only named officers read.
        let criminal = world.scheme.facts().iter().filter(|def| def.class.is_restricted());
        let criminal: Vec<&str> = criminal.map(|def| def.question.as_str()).collect();
        assert!(!criminal.is_empty());
        for question in criminal {
            assert!(!page.contains(question), "{question}");
        }
        app.database(|conn| {
            let own = diesel::update(organisations::table.find(world.org.as_str()));
            own.set(organisations::name.eq("Nu Heel Anders")).execute(conn)
        });
        let later = client.get(&format!("{LIST}/{}", all[0])).await.text;
        assert!(!later.contains("Nu Heel Anders"), "{later}");
        assert_eq!(later.matches("<h2").count(), page.matches("<h2").count());
    })
    .await;
}

#[actix_web::test]
async fn what_was_changed_behind_the_back_of_a_decision_is_said() {
    on_both(async |app| {
        let world = app.world();
        let all = known(app, &world).await;
        app.database(|conn| {
            let content: Vec<u8> = decision_inputs::table.select(decision_inputs::content).first(conn)?;
            let kept = String::from_utf8(content).unwrap();
            let other = kept.replacen("false", "true", 1);
            assert_ne!(other, kept);
            let all = diesel::update(decision_inputs::table);
            all.set(decision_inputs::content.eq(other.into_bytes())).execute(conn)
        });
        let client = toezicht(app, &world, "").await;
        let page = client.get(&format!("{LIST}/{}", all[0])).await;
        assert!(page.text.contains("De gegevens van dit besluit zijn veranderd"), "{}", page.text);
        app.database(|conn| diesel::delete(decision_inputs::table).execute(conn));
        let page = client.get(&format!("{LIST}/{}", all[0])).await;
        assert!(page.text.contains("na hun bewaartermijn vernietigd"), "{}", page.text);
    })
    .await;
}

#[actix_web::test]
async fn who_came_in_is_counted_in_the_own_gemeenten_without_names() {
    on_both(async |app| {
        let world = app.world();
        for (name, gemeente) in [("Hier Zorg", "GM1690"), ("Ook Hier", "GM1690"), ("Daar Zorg", "GM0118")] {
            let org = app.organisation(name);
            app.admit(&world, &Admitted::active(&org, name, "ib", gemeente));
        }
        let client = toezicht(app, &world, "GM1690").await;
        let page = client.get("/toezicht/cijfers").await;
        assert!(page.status == 200 && page.text.contains("1e kwartaal 2026"), "{}", page.text);
        assert!(page.text.contains("2 toelatingen") && !page.text.contains("3 toelatingen"), "{}", page.text);
        assert!(!page.text.contains("Hier Zorg"));
        let everywhere = toezicht(app, &world, "").await;
        assert!(everywhere.get("/toezicht/cijfers").await.text.contains("3 toelatingen"));
    })
    .await;
}
