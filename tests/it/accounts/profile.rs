//! What an organisation says about itself.

use diesel::prelude::*;
use openhuis::domain::access::ProviderRole;
use openhuis::storage::schema::organisations;
use openhuis::storage::types::stored;

use crate::support::app::{TestApp, on_both};
use crate::support::client::Client;

const EDIT: &str = "/aanbieder/organisatie/wijzigen";

async fn boss(app: &TestApp) -> Client {
    let (org, user) = (app.organisation("De Linde"), app.user("baas@zorg.example"));
    app.member(&org, &user, ProviderRole::Beheerder);
    let client = app.visitor();
    app.log_in(&client, "baas@zorg.example").await;
    client
}

#[actix_web::test]
async fn a_profile_changes_and_a_stale_form_does_not_undo_that() {
    on_both(async |app| {
        let boss = boss(app).await;
        let (one, other) = (boss.get(EDIT).await.form(EDIT), boss.get(EDIT).await.form(EDIT));
        assert_eq!(boss.submit(&one, &[("plaats", "Zwolle")]).await.status, 303);
        assert!(boss.get("/aanbieder/organisatie").await.text.contains("Zwolle"));
        let stale = boss.submit(&other, &[("plaats", "Assen")]).await;
        assert_eq!(stale.status, 409);
        assert!(
            stale.text.contains("U wijzigde dit zelf op 22 november 2026 om 12:00:00 uur"),
            "{}",
            stale.text
        );
        let wrong = boss.submit(&boss.get(EDIT).await.form(EDIT), &[("telefoon", "12")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("href=\"#telefoon\""));
    })
    .await;
}

#[actix_web::test]
async fn what_the_team_compared_stays_as_it_was() {
    on_both(async |app| {
        let boss = boss(app).await;
        app.database(|conn| {
            diesel::update(organisations::table)
                .set((
                    organisations::state.eq("verified"),
                    organisations::state_at.eq(Some(stored(app.clock.now()))),
                ))
                .execute(conn)
        });
        let page = boss.get(EDIT).await;
        assert!(!page.text.contains("id=\"kvk\""));
        boss.submit(&page.form(EDIT), &[("organisatie", "Iets anders"), ("plaats", "Zwolle")]).await;
        let page = boss.get("/aanbieder/organisatie").await;
        assert!(page.text.contains("De Linde") && page.text.contains("Zwolle"));
    })
    .await;
}
