//! Random samples: every draw, a form to draw, and one with everybody in it, also as a table.
//! May import: app, domain (to show), web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::signals::disciplines;
use crate::app::DbConn;
use crate::app::signals::{self, Draw, DrawnView, SampleLine};
use crate::domain::code::Code as _;
use crate::domain::ids::SampleId;
use crate::domain::words::signals as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::report::Choice;
use crate::web::sheet;

const HOME: &str = "/toezicht/steekproeven";
const LIST: &str = "supervision/samples.html";
const ONE: &str = "supervision/sample.html";

#[derive(Serialize)]
struct ListPage {
    samples: Vec<SampleLine>,
    disciplines: Vec<Choice>,
    /// How many aanbieders there are to draw from, a sentence each kind of toezicht.
    among: Vec<(&'static str, usize)>,
    form: FormView,
}

#[derive(Serialize)]
struct OnePage {
    sample: SampleLine,
    gemeenten: Vec<String>,
    drawn: Vec<DrawnView>,
    csv: String,
    /// What anybody types to draw the first one again.
    command: String,
    quarters: Vec<Choice>,
    form: FormView,
}

async fn show(call: &Call, form: FormView) -> Result<ListPage, AppError> {
    let wall = signals::wall(&call.visitor)?;
    let choices = disciplines(&wall);
    let (samples, among) = call.read(move |conn| signals::samples(conn, &wall)).await?;
    let among = among.into_iter().map(|(one, count)| (words::discipline(one), count)).collect();
    Ok(ListPage { samples, disciplines: choices, among, form })
}

/// `GET /toezicht/steekproeven`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn list(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(LIST, &page)
}

/// `POST /toezicht/steekproeven`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn draw(call: Call) -> Answer {
    let wall = signals::wall(&call.visitor)?;
    let text = |name: &str| call.form.text(name).to_owned();
    let draw = Draw {
        discipline: text("toezicht"),
        seed: text("startgetal"),
        seed_from: text("herkomst"),
        size: text("aantal"),
    };
    let done = call
        .change(move |conn, ctx| {
            let id = signals::draw(conn, ctx, &wall, &draw)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, LIST, async |form| show(&call, form).await).await
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (wall, names) = (signals::wall(&call.visitor)?, super::region_names(call).await?);
    let (ctx, id): (_, SampleId) = (call.ctx(), call.id("id")?);
    let csv = format!("{HOME}/{id}/steekproef.csv");
    let (sample, drawn) = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| signals::look_at_sample(conn, &wall, &id);
            database.look(&ctx, look, |conn| signals::sample(conn, &wall, &id))
        })
        .await?;
    let first = drawn.first().map(|one| one.id.clone()).unwrap_or_default();
    // In a shell nothing between single quotes means anything but the quote itself.
    let seed = sample.seed.replace('\'', "'\\''");
    let gemeenten = sample.gemeenten.iter().map(|code| names.gemeente(code)).collect();
    let command = format!("printf '%s\\n%s' '{seed}' '{first}' | sha256sum");
    Ok(OnePage { sample, gemeenten, drawn, csv, command, quarters: super::year_plan::quarters(), form })
}

/// `GET /toezicht/steekproeven/{id}`: looking is noted, once an hour.
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /toezicht/steekproeven/{id}/jaarplan`: everybody that was drawn goes into the yearly plan.
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn plan(call: Call) -> Answer {
    let (wall, id): (_, SampleId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let (year, quarter) = (call.form.text("jaar").to_owned(), call.form.text("kwartaal").to_owned());
    let done = call
        .change(move |conn, ctx| {
            let (quarter, of) = signals::add_sample_to_plan(conn, ctx, &wall, &id, (&year, &quarter))?;
            Ok(super::year_plan::address(quarter, of.code()))
        })
        .await;
    call.or_again(done, ONE, async |form| look(&call, form).await).await
}

/// `GET /toezicht/steekproeven/{id}/steekproef.csv`: each time is noted.
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn csv(call: Call) -> Answer {
    let (wall, ctx, id): (_, _, SampleId) = (signals::wall(&call.visitor)?, call.ctx(), call.id("id")?);
    let (sample, drawn) = call
        .site
        .blocking(move |database| database.write(|conn| signals::csv(conn, &ctx, &wall, &id)))
        .await?;
    let bytes = table(&sample, &drawn).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"steekproef.csv\""))
        .body(bytes))
}

fn table(sample: &SampleLine, drawn: &[DrawnView]) -> csv::Result<Vec<u8>> {
    let mut writer = sheet::writer(true);
    writer.write_record(words::SAMPLE_COLUMNS)?;
    for one in drawn {
        let cells = [
            one.place.to_string(),
            one.id.clone(),
            one.name.clone(),
            one.kvk.clone(),
            one.digest.clone(),
            words::yes_no(one.chosen).to_owned(),
            sample.seed.clone(),
        ];
        writer.write_record(cells.map(|cell| sheet::harmless(&cell)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
