//! `/beoordeling/overzicht`: how long each step takes, by window and gemeente; what is at risk, who has how much, and how often repair is
//! asked. May import: app, domain (to show), render, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use crate::app::admin::read as region_of;
use crate::app::overview::{self, Overview, StepTime, Told};
use crate::app::review::workload;
use crate::domain::durations::Step;
use crate::domain::words::durations as words;
use crate::render::svg::SpanChart;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::sheet;

#[derive(Serialize)]
struct Page {
    windows: Vec<Choice>,
    gemeenten: Vec<Choice>,
    window: String,
    gemeente: String,
    /// How many filters are on.
    chosen: usize,
    picture: SpanChart,
    steps: Vec<Row>,
    by_window: Vec<Group>,
    by_gemeente: Vec<Group>,
    /// How many terms are over, end within a week, and within two.
    at_risk: [usize; 3],
    people: Vec<workload::Load>,
    nobodys: usize,
    /// Applications, and of how many repair was asked.
    all: usize,
    repaired: usize,
    /// The same as basis points; zero of nothing.
    share: u64,
    csv: String,
    /// Whether the visitor looks at the team too.
    sees_team: bool,
}

#[derive(Serialize, Clone)]
pub(in crate::web) struct Choice {
    value: String,
    label: String,
}

/// One step in the table.
#[derive(Serialize)]
struct Row {
    label: &'static str,
    count: usize,
    median: Option<u32>,
    most: Option<u32>,
    whole: bool,
}

/// A window or a gemeente.
#[derive(Serialize)]
struct Group {
    label: String,
    /// Applications, and of how many repair was asked.
    all: usize,
    repaired: usize,
    /// Lots that were decided, and how long that took.
    count: usize,
    median: Option<u32>,
    most: Option<u32>,
}

/// What was read for a page or a file.
struct Found {
    overview: Overview,
    gemeenten: Vec<Choice>,
}

async fn find(call: &Call) -> Result<Found, AppError> {
    let (scope, now, today) = (call.visitor.region_scope()?, call.now, call.today());
    call.read(move |conn| {
        let gemeenten = region_of::gemeenten(conn, &scope)?.into_iter();
        Ok(Found {
            overview: overview::read(conn, &scope, now, today)?,
            gemeenten: gemeenten.map(|row| Choice { value: row.code, label: row.name }).collect(),
        })
    })
    .await
}

/// `GET /beoordeling/overzicht`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let found = find(&call).await?;
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let team = call.read(move |conn| workload::team(conn, &ctx, &scope)).await?;
    let query = call.query();
    let (window, gemeente) = (query.text("venster").to_owned(), query.text("gemeente").to_owned());
    let fits = |one: &Told| is_of(one, &window, &gemeente);
    let overview = &found.overview;
    let (steps, repaired) = (overview.steps(fits), overview.repaired(fits));
    let group = |label: &str, window: &str, gemeente: &str| group(overview, label, (window, gemeente));
    let windows: Vec<Choice> = overview
        .windows
        .iter()
        .map(|one| Choice { value: one.id.to_string(), label: one.title.clone() })
        .collect();
    let page = Page {
        picture: picture(&steps),
        steps: steps.iter().map(row).collect(),
        by_window: windows.iter().map(|one| group(&one.label, &one.value, &gemeente)).collect(),
        by_gemeente: found.gemeenten.iter().map(|one| group(&one.label, &window, &one.value)).collect(),
        at_risk: overview.at_risk,
        people: team.people,
        nobodys: team.nobodys,
        all: repaired.all,
        repaired: repaired.repaired,
        share: share(repaired.repaired, repaired.all),
        csv: format!("/beoordeling/overzicht.csv?venster={window}&gemeente={gemeente}"),
        chosen: [&window, &gemeente].iter().filter(|one| !one.is_empty()).count(),
        sees_team: call.may("team.page"),
        windows,
        gemeenten: found.gemeenten.clone(),
        window,
        gemeente,
    };
    call.page("review/overzicht.html", &page)
}

fn is_of(one: &Told, window: &str, gemeente: &str) -> bool {
    (window.is_empty() || one.window.as_str() == window) && (gemeente.is_empty() || one.gemeente == gemeente)
}

fn group(overview: &Overview, label: &str, (window, gemeente): (&str, &str)) -> Group {
    let fits = |one: &Told| is_of(one, window, gemeente);
    let (whole, repaired) = (overview.step(Step::Whole, fits), overview.repaired(fits));
    Group {
        label: label.to_owned(),
        all: repaired.all,
        repaired: repaired.repaired,
        count: whole.count,
        median: whole.median,
        most: whole.most,
    }
}

fn row(one: &StepTime) -> Row {
    Row {
        label: words::step(one.step),
        count: one.count,
        median: one.median,
        most: one.most,
        whole: one.step == Step::Whole,
    }
}

/// The steps that were taken, drawn.
pub(in crate::web) fn picture(steps: &[StepTime]) -> SpanChart {
    let drawn =
        steps.iter().filter_map(|one| Some((words::step(one.step).to_owned(), one.median?, one.most?)));
    SpanChart::lay("doorlooptijd", "Doorlooptijd per stap", drawn.collect())
}

/// A part of a whole in basis points.
fn share(part: usize, whole: usize) -> u64 {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    number(part).saturating_mul(10_000).checked_div(number(whole)).unwrap_or(0)
}

/// `GET /beoordeling/overzicht.csv`: each step, by window and gemeente.
///
/// # Errors
/// What the database says.
pub async fn file(call: Call) -> Answer {
    let found = find(&call).await?;
    let query = call.query();
    let (window, gemeente) = (query.text("venster").to_owned(), query.text("gemeente").to_owned());
    let bytes = table(&found, &window, &gemeente).map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"doorlooptijden-{}.csv\"", call.today());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

fn table(found: &Found, window: &str, gemeente: &str) -> csv::Result<Vec<u8>> {
    let every = |label: &str| vec![Choice { value: String::new(), label: label.to_owned() }];
    let known = found.overview.windows.iter();
    let known = known.map(|one| Choice { value: one.id.to_string(), label: one.title.clone() });
    let windows: Vec<Choice> = every(words::ALL_WINDOWS).into_iter().chain(known).collect();
    let gemeenten: Vec<Choice> =
        every(words::ALL_GEMEENTEN).into_iter().chain(found.gemeenten.iter().cloned()).collect();
    let wanted = |chosen: &str, one: &Choice| chosen.is_empty() || one.value == chosen;
    let mut writer = sheet::writer(true);
    writer.write_record(words::COLUMNS)?;
    for at in windows.iter().filter(|one| wanted(window, one)) {
        for place in gemeenten.iter().filter(|one| wanted(gemeente, one)) {
            for one in found.overview.steps(|told| is_of(told, &at.value, &place.value)) {
                let days = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
                let cells = [
                    at.label.clone(),
                    place.label.clone(),
                    words::step(one.step).to_owned(),
                    one.count.to_string(),
                    days(one.median),
                    days(one.most),
                ];
                writer.write_record(cells.map(|cell| sheet::harmless(&cell)))?;
            }
        }
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
