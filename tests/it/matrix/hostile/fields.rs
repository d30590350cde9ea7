//! Every field of every form gets a hostile text: it is kept as text or refused with a sentence, and nothing breaks.

use openhuis::web::route::{Method, Route};
use openhuis::web::routes::ROUTES;

use super::super::expect::{Expected, expected};
use super::super::people::{Place, Walker, walker};
use super::super::prepared::Prepared;
use super::super::visit::Visit;
use super::super::{LATER, portal, report, roles, visits, walk};
use super::{harm, marked};
use crate::support::TestApp;

/// One form with a hostile text in one of its fields; what is wrong with the answer, and with the page it leads to.
async fn step(
    app: &TestApp,
    prepared: &Prepared,
    at: (&Visit, &Route),
    walker: &Walker,
    fields: &[(String, String)],
) -> Option<String> {
    let (visit, route) = at;
    let answer =
        walk::send(app, prepared, visit, route, &walk::path(prepared, route, &visit.at), walker, fields)
            .await;
    if let Some(what) = harm(&answer) {
        return Some(what);
    }
    let next = answer.header("location");
    if answer.status != 303 || !next.starts_with('/') {
        return None;
    }
    harm(&walker.client.get(next).await).map(|what| format!("then {next}: {what}"))
}

#[actix_web::test]
async fn whatever_is_typed_in_a_field_it_is_kept_as_text_or_refused() {
    let prepared = super::super::sqlite().await;
    let (visits, mut complaints, mut typed) = (visits(), Vec::new(), 0);
    for route in ROUTES.iter().filter(|route| route.method == Method::Post) {
        let visit = &visits[route.name];
        let Some(role) = roles().find(|role| expected(route, *role) == Expected::Allowed) else { continue };
        let app = portal(prepared, ROUTES);
        app.pass(LATER);
        let walker = walker(&app, prepared, visit, role, Place::Own);
        let fields = walk::fields(&app, prepared, visit, route, &walker).await;
        for number in 0..fields.len() {
            let mut hostile = fields.clone();
            let name = hostile[number].0.clone();
            hostile[number].1 = marked(&format!("f-{}-{name}-", route.name));
            typed += 1;
            let wrong = step(&app, prepared, (visit, route), &walker, &hostile).await;
            complaints.extend(wrong.map(|what| format!("{}, {name}: {what}", route.name)));
        }
        app.stop().await;
    }
    assert!(typed > 300, "only {typed} fields");
    report(&complaints);
}
