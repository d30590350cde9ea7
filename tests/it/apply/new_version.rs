//! A window that uses a new version of its regeling: what differs is shown, answers stay, and who sent in is told.

use diesel::prelude::*;
use openhuis::app::{apply, dossier};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::ids::Id;
use openhuis::storage::schema::{mails, messages};

use crate::support::applying::portal;
use crate::support::on_both;

#[actix_web::test]
async fn what_differs_is_read_before_it_is_taken_over_and_the_answers_stay() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        app.renew(&world);
        let client = app.visitor();
        app.log_in(&client, "invuller@zorg.zwd.test").await;
        let base = format!("/aanbieder/aanmeldingen/{}", one.id);
        let tasks = client.get(&base).await;
        assert!(
            tasks.text.contains("De regeling is gewijzigd") && tasks.text.contains(&format!("{base}/versie"))
        );
        let page = client.get(&format!("{base}/versie")).await;
        for part in
            ["Geen veroordeling", "Bent u veroordeeld?", "Was:", "Wordt:", "3 jaar", "1 antwoord blijft"]
        {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(!page.text.contains("Uittreksel uit het Handelsregister"), "what is the same is not listed");
        let done = client.submit(&page.form(&format!("{base}/versie")), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert!(client.get(&format!("{base}/versie")).await.text.contains("U hoeft niets te doen"));
        assert!(client.get(&format!("{base}/vragen/uitsluiting")).await.text.contains("Bent u veroordeeld?"));
        one.submit().unwrap();
        let other = app.visitor();
        app.log_in(&other, "tekenbevoegde@ander.zwd.test").await;
        assert_eq!(other.get(&format!("{base}/versie")).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn who_sent_in_before_is_told_and_stays_judged_by_what_was_in_force_until_it_replaces() {
    on_both(async |app| {
        let world = app.world();
        let one = app.applicant(&world);
        one.fill_in();
        one.submit().unwrap();
        let to = app.renew(&world);
        let ctx = app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor));
        let tell = || {
            app.database
                .write(|conn| apply::tell_of_version(conn, &ctx, &world.scope(), &portal(), &world.window))
                .unwrap()
        };
        assert_eq!(tell(), 1);
        let said: Vec<String> = app.database(|conn| messages::table.select(messages::body).load(conn));
        assert!(said[0].contains("mag de nieuwe versie overnemen"), "{said:?}");
        let mail: String = app.database(|conn| {
            mails::table.filter(mails::kind.eq("version_changed")).select(mails::body).first(conn)
        });
        assert!(mail.contains(&format!("/aanbieder/aanmeldingen/{}/versie", one.id)), "{mail}");
        let (ctx, scope, seen) = (app.as_provider(ProviderRole::Invuller), world.org_scope(), one.version());
        app.database.write(|conn| apply::upgrade(conn, &ctx, &scope, &one.id, seen)).unwrap();
        assert_eq!(tell(), 0, "who took it over knows");
        let row = one.opened().row;
        assert_eq!(row.scheme_version_id, to.to_string());
        let judged = app.database.read(|conn| dossier::of_row(conn, &world.scope(), row.clone())).unwrap();
        assert_eq!(judged.scheme.sha256(), world.scheme.sha256(), "what was sent in counts");
        let id = Id::parse(&row.id).unwrap();
        let team = app.assessor(&world.assessor);
        let opened =
            app.database.read(|conn| openhuis::app::review::Opened::load(conn, &team, &world.scope(), &id));
        assert_eq!(opened.unwrap().scheme.sha256(), world.scheme.sha256());
        one.submit().unwrap();
        let judged =
            app.database.read(|conn| dossier::of_row(conn, &world.scope(), one.opened().row)).unwrap();
        assert_ne!(judged.scheme.sha256(), world.scheme.sha256());
    })
    .await;
}
