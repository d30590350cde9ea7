//! Every form with an answer missing, or with nonsense for one: it is told in words, on a page that draws, and nothing falls.

use openhuis::web::route::{Method, Route};
use openhuis::web::routes::ROUTES;

use super::expect::{Expected, expected};
use super::people::{Place, Walker, walker};
use super::prepared::Prepared;
use super::visit::Visit;
use super::{LATER, portal, report, roles, visits, walk};
use crate::support::TestApp;

/// What is written where an answer belongs: nothing, and what is no date, no code and in no range.
const INSTEAD: [&str; 2] = ["", "99999999999"];

type Fields = Vec<(String, String)>;

/// The fields of a form with one of them changed; at the end with all of what people answer left out.
fn variants(sent: &Fields, answered: &[String]) -> Vec<(String, Fields)> {
    let with = |names: &[String], value: &str| -> Fields {
        let put = |(name, was): &(String, String)| {
            (name.clone(), if names.contains(name) { value.to_owned() } else { was.clone() })
        };
        sent.iter().map(put).collect()
    };
    let one = |name: &String| {
        INSTEAD.map(|value| (format!("{name} = {value:?}"), with(std::slice::from_ref(name), value)))
    };
    let without = sent.iter().filter(|(name, _)| !answered.contains(name)).cloned().collect();
    answered.iter().flat_map(one).chain([("nothing answered".to_owned(), without)]).collect()
}

async fn complaints(app: &TestApp, prepared: &Prepared, visit: &Visit, route: &Route) -> Vec<String> {
    let role = roles().find(|role| expected(route, *role) == Expected::Allowed).unwrap();
    let walker: Walker = walker(app, prepared, visit, role, Place::Own);
    let sent = walk::fields(app, prepared, visit, route, &walker).await;
    let answered: Vec<String> = visit.answers.iter().map(|(name, _)| prepared.fill(name)).collect();
    let path = walk::path(prepared, route, &visit.at);
    let mut complaints = Vec::new();
    for (what, fields) in variants(&sent, &answered) {
        let page = walk::send(app, prepared, visit, route, &path, &walker, &fields).await;
        if page.status >= 500 {
            complaints.push(format!("{} with {what}: {}", route.name, page.status));
        }
    }
    complaints
}

#[actix_web::test]
async fn a_form_with_a_gap_or_nonsense_in_it_is_answered_and_never_falls() {
    let prepared = super::sqlite().await;
    let visits = visits();
    let mut all = Vec::new();
    for route in ROUTES.iter().filter(|route| route.method == Method::Post) {
        let Some(visit) = visits.get(route.name) else { continue };
        let app = portal(prepared, ROUTES);
        app.pass(LATER);
        all.extend(complaints(&app, prepared, visit, route).await);
        app.stop().await;
    }
    report(&all);
}
