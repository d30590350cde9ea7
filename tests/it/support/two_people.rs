//! What one person of a team enters in a form, and another publishes.

use chrono::NaiveDate;
use diesel::prelude::*;
use openhuis::app::follow;
use openhuis::domain::access::StaffRole;
use openhuis::domain::identifiers::EmailAddress;
use openhuis::storage::schema::{followers, laid_down};

use super::TestApp;
use super::applying::portal;
use super::client::{Client, Page, PageForm};
use super::world::World;

/// Who enters it, and who publishes it.
pub const EDITOR: &str = "beheer@zwd.test";
pub const COLLEAGUE: &str = "beleid@zwd.test";

/// A region in which two people lay down policy.
pub fn world(app: &TestApp) -> World {
    let world = app.world();
    app.staff(&world.region, &app.user_by_mail(COLLEAGUE), StaffRole::PolicyEditor);
    world
}

/// A visitor who is logged in.
pub async fn logged_in(app: &TestApp, mail: &str) -> Client {
    let client = app.visitor();
    app.log_in(&client, mail).await;
    client
}

/// A form with other answers.
pub fn filled(mut form: PageForm, answers: &[(&str, &str)]) -> PageForm {
    for (name, value) in answers {
        form.fields.retain(|(each, _)| each != name);
        form.fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    form
}

/// The form of the first thing that waits.
pub fn waiting(app: &TestApp, page: &Page, what: &str) -> PageForm {
    let waits = laid_down::table.filter(laid_down::state.eq("waiting")).select(laid_down::id);
    let id: String = app.database(|conn| waits.first(conn));
    page.form(&format!("/beheer/vastleggen/{id}/{what}"))
}

/// The answers that say one day in the three fields of a date.
pub fn on(name: &str, day: NaiveDate) -> Vec<(String, String)> {
    let part = |part: &str, format: &str| (format!("{name}_{part}"), day.format(format).to_string());
    vec![part("day", "%-d"), part("month", "%-m"), part("year", "%Y")]
}

/// A form with one day in the three fields of a date.
pub fn dated(form: PageForm, name: &str, day: NaiveDate) -> PageForm {
    let answers = on(name, day);
    let answers: Vec<(&str, &str)> =
        answers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    filled(form, &answers)
}

/// A colleague reads what waits and publishes it.
pub async fn publish(app: &TestApp, page: &str) -> Page {
    let colleague = logged_in(app, COLLEAGUE).await;
    colleague.submit(&waiting(app, &colleague.get(page).await, "bevestigen"), &[]).await
}

impl TestApp {
    /// A reader who follows what a region publishes.
    pub fn follow(&self, world: &World) {
        let reader = EmailAddress::parse("lezer@krant.test").unwrap();
        let (ctx, scope) = (self.system(), world.scope());
        self.database
            .write(|conn| follow::ask(conn, &ctx, &scope, &world.procedure, &reader, &portal()))
            .unwrap();
        self.database(|conn| {
            diesel::update(followers::table).set(followers::state.eq("confirmed")).execute(conn)
        });
    }
}
