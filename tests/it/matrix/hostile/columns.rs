//! Every column with what somebody typed holds a hostile text, and then every page is opened by everybody who may.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection as _;
use openhuis::web::route::Method;
use openhuis::web::routes::ROUTES;

use super::super::expect::{Expected, expected};
use super::super::people::{Place, walker};
use super::super::{LATER, portal, report, roles, visits, walk};
use super::{harm, marked};
use crate::storage::schema::lines;
use crate::support::TestApp;

/// The columns that people fill in, by table. Not those of a state in which nothing of the walk is: `fields` fills in their forms,
/// and `crate::hostile` lives through them.
const TYPED: &[(&str, &str)] = &[
    ("users", "name"),
    ("organisations", "name street town phone website"),
    ("evidence", "file_name note"),
    ("gemeenten", "name legal_person college address court"),
    ("procedures", "title"),
    ("scheme_versions", "motivation"),
    ("amendments", "motivation note returned_reason"),
    ("documents", "title version file_name"),
    ("document_drafts", "title version file_name"),
    ("imports", "file_name"),
    ("windows", "title motivation"),
    ("lot_states", "motivation"),
    ("mandates", "reference function_title"),
    ("applications", "org_name"),
    ("application_members", "name"),
    ("assessments", "deviates"),
    ("unequal_cases", "motivation"),
    ("clarifications", "question"),
    ("messages", "body"),
    ("decisions", "note"),
    ("hearings", "given weighed"),
    ("letter_bounces", "reason"),
    ("admissions", "org_name"),
    ("agreements", "signatory_provider signatory_gemeente file_name"),
    ("evidence_requests", "reply reason"),
    ("notas", "intro"),
    ("nota_items", "subject_title question answer"),
    ("nota_questions", "subject_title body"),
    ("verifications", "place reason"),
    ("verification_findings", "seen"),
    ("disputes", "grounds"),
    ("legal_holds", "reason"),
    ("bibob_notes", "text"),
    ("mails", "subject body"),
    ("signals", "location text"),
    ("signal_reporters", "name contact"),
    ("samples", "seed_from"),
    ("year_plan_entries", "why"),
    ("year_plan_drops", "why"),
    ("investigation_findings", "text reply"),
];

/// The columns by their marks, each mark a word of its own.
fn all() -> impl Iterator<Item = (String, &'static str, &'static str)> {
    let each = |(table, columns): &(&'static str, &'static str)| {
        let table = *table;
        columns
            .split(' ')
            .map(move |column| (format!("m-{table}-{column}-"), table, column))
            .collect::<Vec<_>>()
    };
    TYPED.iter().flat_map(each)
}

/// Write the hostile text into every row of each column that can hold one, past every guard; the columns in which none can.
fn overwrite(app: &TestApp) -> Vec<String> {
    app.database(|conn| {
        let triggers = "SELECT 'DROP TRIGGER ' || name AS line FROM sqlite_master WHERE type = 'trigger'";
        for drop in lines(conn, triggers) {
            conn.batch_execute(&drop)?;
        }
        let mut without = Vec::new();
        for (mark, table, column) in all() {
            let text = marked(&mark).replace('\'', "''");
            // Where a text belongs to a state that the row is not in, the database refuses it.
            let rows = lines(conn, &format!("SELECT CAST(rowid AS TEXT) AS line FROM {table}"));
            let put = |row: &String| format!("UPDATE {table} SET {column} = '{text}' WHERE rowid = {row}");
            let holds = rows.iter().filter(|row| conn.batch_execute(&put(row)).is_ok()).count();
            if holds == 0 {
                without.push(format!("{table}.{column}: no row can hold a text"));
            }
        }
        Ok(without)
    })
}

#[actix_web::test]
async fn whatever_stands_in_a_column_it_is_text_on_every_page() {
    let prepared = super::super::sqlite().await;
    let app = portal(prepared, ROUTES);
    app.pass(LATER);
    let mut complaints = overwrite(&app);
    let (visits, mut seen): (_, BTreeSet<String>) = (visits(), BTreeSet::new());
    for route in ROUTES.iter().filter(|route| route.method == Method::Get && route.name != "health.ready") {
        let visit = visits[route.name].clone();
        for role in roles().filter(|role| expected(route, *role) == Expected::Allowed) {
            let walker = walker(&app, prepared, &visit, role, Place::Own);
            let path = walk::path(prepared, route, &visit.at) + &prepared.fill(visit.query);
            let page = walker.client.get(&path).await;
            complaints.extend(harm(&page).map(|what| format!("{} as {role:?}: {what}", route.name)));
            seen.extend(all().map(|(mark, ..)| mark).filter(|mark| page.text.contains(mark.as_str())));
        }
    }
    complaints.extend(
        all().filter(|(mark, ..)| !seen.contains(mark)).map(|(mark, ..)| format!("{mark}: on no page")),
    );
    app.stop().await;
    report(&complaints);
}
