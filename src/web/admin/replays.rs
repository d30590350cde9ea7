//! `/beheer/herberekening`: whether decisions still follow from the data and the rules of then.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::replay::{self, Found, Replayed};
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    nights: Vec<Line>,
    /// Of the last night.
    deviations: Vec<Deviation>,
}

#[derive(Serialize)]
struct Line {
    at: String,
    decisions: i32,
    deviations: usize,
}

#[derive(Serialize)]
struct Deviation {
    decision: String,
    found: &'static str,
    requirements: Vec<String>,
}

impl Deviation {
    fn of(replayed: Replayed) -> Self {
        let (found, requirements) = match replayed.found {
            Found::Identical => ("identical", Vec::new()),
            Found::Differs { requirements } => ("differs", requirements),
            Found::Gone => ("gone", Vec::new()),
            Found::Altered => ("altered", Vec::new()),
            Found::Unreadable { .. } => ("unreadable", Vec::new()),
        };
        Self { decision: replayed.decision.to_string(), found, requirements }
    }
}

/// `GET /beheer/herberekening`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let nights = call.read(move |conn| replay::nights(conn, &scope)).await?;
    let last = nights.first().map(|(_, night)| night.deviations.clone()).unwrap_or_default();
    let lines = nights.into_iter().map(|(at, night)| Line {
        at: at.to_rfc3339(),
        decisions: i32::try_from(night.decisions).unwrap_or(i32::MAX),
        deviations: night.deviations.len(),
    });
    let page = Page { nights: lines.collect(), deviations: last.into_iter().map(Deviation::of).collect() };
    call.page("admin/herberekening.html", &page)
}
