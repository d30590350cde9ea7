//! The admissions of an aanbieder: where it may work, since when, and what is still awaited.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::contracts;
use crate::domain::code::Code as _;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    regions: Vec<Region>,
}

#[derive(Serialize)]
struct Region {
    name: String,
    admissions: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    group: String,
    gemeente: String,
    state: &'static str,
    starts: String,
}

/// `GET /aanbieder/toelatingen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let own = call.read(move |conn| contracts::own(conn, &ctx, &scope)).await?;
    let mut regions: Vec<Region> = Vec::new();
    for one in own {
        let line = Line {
            group: one.group,
            gemeente: one.gemeente,
            state: one.admission.state.0.code(),
            starts: long_date(one.admission.starts_on),
        };
        match regions.last_mut().filter(|region| region.name == one.admission.region) {
            Some(region) => region.admissions.push(line),
            None => regions.push(Region { name: one.admission.region, admissions: vec![line] }),
        }
    }
    call.page("provider/toelatingen.html", &Page { regions })
}
