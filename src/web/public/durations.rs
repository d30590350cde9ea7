//! `/regio/{slug}/doorlooptijden`: how long decisions take, for everybody; no number below five.
//! May import: app, domain (to show), render, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::overview::{self, Overview, StepTime, Told};
use crate::app::public::Region;
use crate::domain::durations::{FEW, Step};
use crate::domain::ids::WindowId;
use crate::domain::words::durations as words;
use crate::render::svg::SpanChart;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::review::overview::picture;
use crate::web::sheet;

#[derive(Serialize)]
struct Page {
    region: Head,
    picture: SpanChart,
    /// Whether there is anything to draw.
    any: bool,
    steps: Vec<Row>,
    windows: Vec<Row>,
}

/// A step or a window. Of fewer than five nothing is told but that.
#[derive(Serialize)]
struct Row {
    label: String,
    /// None for fewer than five.
    count: Option<usize>,
    median: Option<u32>,
    most: Option<u32>,
}

async fn find(call: &Call, region: &Region) -> Result<Overview, AppError> {
    let (scope, now, today) = (region.scope.clone(), call.now, call.today());
    call.read(move |conn| overview::read(conn, &scope, now, today)).await
}

/// What everybody may know of a step: nothing of fewer than five.
fn told(one: StepTime) -> StepTime {
    if one.count < FEW { StepTime { count: 0, median: None, most: None, ..one } } else { one }
}

fn row(label: &str, one: StepTime) -> Row {
    let one = told(one);
    let count = Some(one.count).filter(|count| *count > 0);
    Row { label: label.to_owned(), count, median: one.median, most: one.most }
}

/// The steps of what was decided: of what still runs nobody is told where it is. Windows of which nothing is told are left out, so that nobody
/// finds their number by taking the others from the whole.
fn steps(overview: &Overview) -> Vec<StepTime> {
    let is_told = |id: &WindowId| of_window(overview, id).count > 0;
    let windows: Vec<&WindowId> =
        overview.windows.iter().map(|one| &one.id).filter(|id| is_told(id)).collect();
    let counts = |one: &Told| one.course.decided.is_some() && windows.contains(&&one.window);
    overview.steps(counts).into_iter().map(told).collect()
}

fn of_window(overview: &Overview, id: &WindowId) -> StepTime {
    told(overview.step(Step::Whole, |one: &Told| one.window == *id))
}

/// Each window with how long its decisions took.
fn by_window(overview: &Overview) -> Vec<(String, StepTime)> {
    let of = |one: &overview::Window| (one.title.clone(), of_window(overview, &one.id));
    overview.windows.iter().map(of).collect()
}

/// `GET /regio/{slug}/doorlooptijden`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let overview = find(&call, &region).await?;
    let steps = steps(&overview);
    let content = Page {
        region: Head::of(&region),
        picture: picture(&steps),
        any: steps.iter().any(|one| one.count > 0),
        windows: by_window(&overview).into_iter().map(|(label, one)| row(&label, one)).collect(),
        steps: steps.into_iter().map(|one| row(words::step(one.step), one)).collect(),
    };
    frame::page(&call, &region, Place::Start, "public/region/durations.html", &content)
}

/// `GET /regio/{slug}/doorlooptijden.csv`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn file(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let overview = find(&call, &region).await?;
    let bytes = table(&overview).map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"doorlooptijden-{}-{}.csv\"", region.slug, call.today());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

fn table(overview: &Overview) -> csv::Result<Vec<u8>> {
    let mut writer = sheet::writer(true);
    writer.write_record(words::COLUMNS)?;
    let all = steps(overview).into_iter().map(|one| (words::ALL_WINDOWS.to_owned(), one));
    for (window, one) in all.chain(by_window(overview)) {
        let days = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
        let count = if one.count == 0 { words::FEWER_THAN_TOLD.to_owned() } else { one.count.to_string() };
        let cells = [
            window,
            words::ALL_GEMEENTEN.to_owned(),
            words::step(one.step).to_owned(),
            count,
            days(one.median),
            days(one.most),
        ];
        writer.write_record(cells.map(|cell| sheet::harmless(&cell)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
