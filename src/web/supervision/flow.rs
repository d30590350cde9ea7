//! Who came in and who left, and which lots opened or closed.
//! May import: app, domain (to show), render, web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::supervision::flow::{Moved, Turn};
use crate::app::supervision::{self, flow};
use crate::domain::code::Code as _;
use crate::domain::terms::local_day;
use crate::domain::words::supervision as words;
use crate::render::svg::BarChart;
use crate::web::call::{Answer, Call};
use crate::web::public::register::Names;

#[derive(Serialize)]
struct Page {
    own: Vec<String>,
    /// Admissions that ran at the end of each quarter.
    picture: BarChart,
    quarters: Vec<Line>,
    turns: Vec<TurnLine>,
}

#[derive(Serialize)]
struct Line {
    label: String,
    began: i64,
    ended: i64,
    running: i64,
}

#[derive(Serialize)]
struct TurnLine {
    group: String,
    gemeente: String,
    state: &'static str,
    from: DateTime<Utc>,
    motivation: String,
}

/// `GET /toezicht/cijfers`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let area = supervision::area(&call.visitor)?;
    let (names, own) = super::names(&call, &area).await?;
    let today = local_day(call.now);
    let found = call.read(move |conn| flow::figures(conn, &area, today)).await?;
    let running = |one: &Moved| (label(one), u64::try_from(one.running).unwrap_or_default());
    let picture = BarChart::lay("lopend", words::RUNNING, found.quarters.iter().map(running).collect());
    let page = Page {
        own,
        picture,
        quarters: found.quarters.iter().map(line).collect(),
        turns: found.turns.into_iter().map(|one| turn(one, &names)).collect(),
    };
    call.page("supervision/flow.html", &page)
}

fn label(one: &Moved) -> String {
    words::quarter(one.quarter.year, one.quarter.number)
}

fn line(one: &Moved) -> Line {
    Line { label: label(one), began: one.began, ended: one.ended, running: one.running }
}

fn turn(one: Turn, names: &Names) -> TurnLine {
    TurnLine {
        group: names.group(&one.group),
        gemeente: names.gemeente(&one.gemeente),
        state: one.state.code(),
        from: one.from,
        motivation: one.motivation,
    }
}
