//! A message is new to the other side until somebody of it reads it, and the menu counts what is new.

use openhuis::app::review;

use crate::support::client::Client;
use crate::support::{TestApp, on_both};

const NEW: &str = "main-nav__count";

async fn who(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

#[actix_web::test]
async fn what_the_team_writes_is_new_to_the_aanbieder_until_it_was_shown() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let (ctx, portal) = (app.assessor(&world.assessor), crate::support::applying::portal());
        let scope = world.scope();
        app.database
            .write(|conn| review::from_team(conn, &ctx, &scope, &portal, &one.id, "Een vraag."))
            .unwrap();
        let (team, provider) =
            (who(app, "beoordelaar@zwd.test").await, who(app, "lezer@zorg.zwd.test").await);
        let other = who(app, "tekenbevoegde@ander.zwd.test").await;
        assert!(!team.get("/beoordeling").await.text.contains(NEW), "not to who wrote it");
        assert!(!other.get("/aanbieder/brieven").await.text.contains(NEW), "nor to another aanbieder");
        assert!(provider.get("/aanbieder/brieven").await.text.contains(NEW));
        let shown = provider.get("/aanbieder/berichten").await.text;
        assert!(shown.contains("Nieuw</"), "{shown}");
        let again = provider.get("/aanbieder/berichten").await.text;
        assert!(!again.contains("Nieuw</") && !again.contains(NEW), "{again}");
    })
    .await;
}

#[actix_web::test]
async fn what_an_aanbieder_writes_is_new_until_whoever_handles_its_application_reads_it() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        let ctx = app.as_provider(openhuis::domain::access::ProviderRole::Invuller);
        app.database
            .write(|conn| review::from_provider(conn, &ctx, &world.org_scope(), &one.id, "Een vraag."))
            .unwrap();
        let path = format!("/beoordeling/aanmeldingen/{}", one.id);
        let (mine, colleague) =
            (who(app, "beoordelaar@zwd.test").await, who(app, "medelezer@zwd.test").await);
        assert!(mine.get(&path).await.text.contains("Nieuw</"), "nobody handles it yet");
        one.take(&world.assessor).unwrap();
        assert!(
            colleague.get(&path).await.text.contains("Nieuw</"),
            "a colleague who looks along reads nothing"
        );
        assert!(!colleague.get("/beoordeling").await.text.contains(NEW));
        let queue = mine.get("/beoordeling").await.text;
        assert!(queue.contains(NEW) && queue.contains("Nieuw bericht"), "{queue}");
        assert!(mine.get(&path).await.text.contains("Nieuw</"));
        assert!(!mine.get(&path).await.text.contains("Nieuw</"));
        let queue = mine.get("/beoordeling").await.text;
        assert!(!queue.contains(NEW) && !queue.contains("Nieuw bericht"), "{queue}");
    })
    .await;
}
