//! One application with a hostile text in every field: what its aanbieder does.

use diesel::prelude::*;
use openhuis::app::review::{self, Repair};
use openhuis::app::{nota, verification};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::facts::Fields;
use openhuis::domain::ids::{ClarificationId, HearingId, Id, SnapshotId, VerificationId};
use openhuis::storage::schema::{applications, evidence, nota_questions, organisations};

use crate::support::TestApp;
use crate::support::applying::{Applicant, portal};
use crate::support::client::Client;
use crate::support::multipart::{self, PDF};
use crate::support::reviewing::Reviewing;
use crate::support::world::World;

use super::*;

pub const MANAGER: &str = "beheerder@zorg.zwd.test";
pub const FILLER: &str = "invuller@zorg.zwd.test";
pub const SIGNER: &str = "tekenbevoegde@zorg.zwd.test";

/// Somebody who is logged in.
pub async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    assert_eq!(app.log_in(&client, mail).await.status, 303, "{mail}");
    client
}

/// The organisation says on its own page who it is and where.
pub async fn profile(app: &TestApp, world: &World) {
    let client = logged_in(app, MANAGER).await;
    let page = "/aanbieder/organisatie/wijzigen";
    let form = client.get(page).await.form(page);
    let sent = client
        .submit(&form, &[("organisatie", NAME), ("straat", STREET), ("plaats", STREET), ("tekenen", "alone")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let kept: (String, String) = app.database(|conn| {
        let own = organisations::table.find(world.org.as_str());
        own.select((organisations::name, organisations::street)).first(conn)
    });
    assert_eq!(kept, (KEPT_NAME.to_owned(), KEPT_STREET.to_owned()));
}

/// A question about the window, and the nota in which the team answers it.
pub async fn asked(app: &TestApp, world: &World) {
    app.take_questions(world);
    let client = logged_in(app, FILLER).await;
    let path = format!("/aanbieder/vragen/stellen/{}", world.window);
    let form = client.get(&path).await.form(&path);
    let sent = client.submit(&form, &[("onderwerp", "other"), ("vraag", &QUESTION.typed())]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let id = app.database(|conn| nota_questions::table.select(nota_questions::id).first::<String>(conn));
    let asked = Id::parse(&id).unwrap();
    app.answer(world, &[asked], &NOTA_QUESTION.typed(), &NOTA_ANSWER.typed());
    publish(app, world);
}

/// A colleague looked whether the nota tells who asked: its words are also those of a name.
fn publish(app: &TestApp, world: &World) {
    let (ctx, scope) = (app.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor)), world.scope());
    let now = app.clock.now();
    let mark = app.database.read(|conn| Ok(nota::work(conn, &scope, &world.window, now)?.mark)).unwrap();
    let looked = (mark.as_str(), true);
    app.database.write(|conn| nota::publish(conn, &ctx, &scope, &world.window, looked, &portal())).unwrap();
}

/// Filled in with a bewijsstuk and sent in.
pub async fn sent_in<'a>(app: &'a TestApp, world: &'a World) -> (Reviewing<'a>, SnapshotId) {
    let one = app.applicant(world);
    one.fill_in();
    one.answer("ernstige_fout", "ja").unwrap();
    let code = "ernstige_fout_maatregelen";
    one.answer_with(code, Fields::from([(code.to_owned(), vec![ANSWER.typed()])])).unwrap();
    upload(app, &one).await;
    let snapshot = one.submit().unwrap();
    app.claim(world, "verified");
    let fixed: String = app.database(|conn| {
        applications::table.find(one.id.as_str()).select(applications::org_name).first(conn)
    });
    assert_eq!(fixed, KEPT_NAME, "with the name of that moment");
    (Reviewing { app, world, id: one.id }, snapshot)
}

async fn upload(app: &TestApp, one: &Applicant<'_>) {
    let client = logged_in(app, FILLER).await;
    let base = format!("/aanbieder/aanmeldingen/{}/bewijs", one.id);
    let form = client.get(&base).await.form(&format!("{base}/soort/kvk_uittreksel"));
    let sent = multipart::send(&client, &form, &[(FILE, PDF)], "text/html").await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let names: Vec<String> = app.database(|conn| evidence::table.select(evidence::file_name).load(conn));
    assert_eq!(names, [KEPT_FILE]);
}

/// Fill in the text of a form, and nothing else.
pub async fn write(client: &Client, page: &str, action: &str, field: &str, text: &str) {
    let form = client.get(page).await.form(action);
    let sent = client.submit(&form, &[(field, text)]).await;
    assert_eq!(sent.status, 303, "{page}: {}", sent.text);
}

/// It writes to the team.
pub async fn message(app: &TestApp) {
    let client = logged_in(app, FILLER).await;
    let page = "/aanbieder/berichten";
    write(&client, page, page, "bericht", &PROVIDER_MESSAGE.typed()).await;
}

/// It reacts to what the team saw.
pub fn react(one: &Reviewing<'_>, id: &VerificationId) {
    let (ctx, scope) = (one.app.as_provider(ProviderRole::Invuller), one.world.org_scope());
    let text = REACTION.typed();
    one.app.database.write(|conn| verification::react(conn, &ctx, &scope, (&one.id, id), &text)).unwrap();
}

/// It answers a herstelverzoek.
pub fn repair(one: &Reviewing<'_>, id: &ClarificationId) {
    let (ctx, scope) = (one.app.as_provider(ProviderRole::Invuller), one.world.org_scope());
    let given = Repair { text: REPAIR_GIVEN.typed(), ..Repair::default() };
    one.app.database.write(|conn| review::repair(conn, &ctx, &scope, (&one.id, id), &given)).unwrap();
}

/// It says what it thinks of the voornemen.
pub async fn heard(one: &Reviewing<'_>, id: &HearingId) {
    let client = logged_in(one.app, FILLER).await;
    let page = format!("/aanbieder/aanmeldingen/{}/zienswijze/{id}", one.id);
    write(&client, &page, &page, "zienswijze", &HEARD.typed()).await;
}
