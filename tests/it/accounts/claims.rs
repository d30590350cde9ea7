//! The team verifies or rejects what sent something in, in its own region.

use diesel::prelude::*;
use openhuis::domain::access::{ProviderRole, StaffRole};
use openhuis::domain::ids::OrgId;
use openhuis::storage::schema::organisations;

use crate::support::app::{TestApp, on_both};
use crate::support::client::Client;

const LIST: &str = "/beoordeling/registraties";

async fn assessor(app: &TestApp, slug: &str) -> Client {
    let (region, user) = (app.region(slug), app.user(&format!("team@{slug}.example")));
    app.staff(&region, &user, StaffRole::Assessor);
    let client = app.visitor();
    app.log_in(&client, &format!("team@{slug}.example")).await;
    client
}

/// A claim that sent something in, in a region, with a beheerder.
fn sent(app: &TestApp, slug: &str, name: &str) -> OrgId {
    let org = app.organisation(name);
    let user = app.user(&format!("{name}@zorg.example"));
    app.member(&org, &user, ProviderRole::Beheerder);
    app.application(slug, &org, &user, "submitted");
    org
}

fn state(app: &TestApp, org: &OrgId) -> String {
    app.database(|conn| organisations::table.find(org.as_str()).select(organisations::state).first(conn))
}

#[actix_web::test]
async fn a_claim_is_verified_once_per_number_and_its_people_are_told() {
    on_both(async |app| {
        let team = assessor(app, "west").await;
        let (one, other) = (sent(app, "west", "linde"), sent(app, "west", "wilg"));
        assert!(team.get(LIST).await.text.contains("linde"));
        let page = format!("{LIST}/{one}");
        let form = team.get(&page).await.form(&format!("{page}/goedkeuren"));
        assert_eq!(team.submit(&form, &[]).await.status, 303);
        assert_eq!(state(app, &one), "verified");
        assert_eq!(app.last_mail_to("linde@zorg.example").kind, "claim_verified");
        let page = format!("{LIST}/{other}");
        let shown = team.get(&page).await;
        assert!(shown.text.contains("al een goedgekeurde registratie"));
        let once = shown.form(&format!("{page}/afwijzen"));
        let forced = crate::support::client::PageForm { action: format!("{page}/goedkeuren"), ..once };
        assert_eq!(team.submit(&forced, &[]).await.status, 409);
        assert_eq!(state(app, &other), "unverified");
    })
    .await;
}

#[actix_web::test]
async fn a_claim_is_rejected_with_a_reason_its_people_read() {
    on_both(async |app| {
        let team = assessor(app, "west").await;
        let org = sent(app, "west", "linde");
        let page = format!("{LIST}/{org}");
        let form = team.get(&page).await.form(&format!("{page}/afwijzen"));
        assert_eq!(team.submit(&form, &[("reden", " ")]).await.status, 422);
        let form = team.get(&page).await.form(&format!("{page}/afwijzen"));
        assert_eq!(team.submit(&form, &[("reden", "U staat niet in het register.")]).await.status, 303);
        assert_eq!(state(app, &org), "rejected");
        assert!(app.last_mail_to("linde@zorg.example").body.contains("U staat niet in het register."));
    })
    .await;
}

#[actix_web::test]
async fn a_claim_that_changed_since_it_was_compared_is_not_verified() {
    on_both(async |app| {
        let team = assessor(app, "west").await;
        let org = sent(app, "west", "linde");
        let page = format!("{LIST}/{org}");
        let form = team.get(&page).await.form(&format!("{page}/goedkeuren"));
        app.database(|conn| {
            diesel::update(organisations::table).set(organisations::version.eq(2)).execute(conn)
        });
        assert_eq!(team.submit(&form, &[]).await.status, 409);
        assert_eq!(state(app, &org), "unverified");
    })
    .await;
}

#[actix_web::test]
async fn another_region_and_a_draft_see_and_show_nothing() {
    on_both(async |app| {
        let west = assessor(app, "west").await;
        let east = assessor(app, "oost").await;
        let org = sent(app, "west", "linde");
        let draft = app.organisation("concept");
        let user = app.user("concept@zorg.example");
        app.application("west", &draft, &user, "draft");
        assert_eq!(east.get(&format!("{LIST}/{org}")).await.status, 404);
        assert!(!east.get(LIST).await.text.contains("linde"));
        assert_eq!(west.get(&format!("{LIST}/{draft}")).await.status, 404);
    })
    .await;
}
