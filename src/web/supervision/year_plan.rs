//! The yearly plan of toezicht: whom it means to investigate, by quarter, and how far that is.
//! May import: app, domain (to show), web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::signals::disciplines;
use crate::app::signals::{self, EntryView, NewEntry};
use crate::domain::code::Code as _;
use crate::domain::ids::PlanEntryId;
use crate::domain::supervision::{Discipline, Origin, Progress, Quarter};
use crate::domain::terms::local_day;
use crate::domain::words::format::sentence;
use crate::domain::words::year_plan as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::report::Choice;

const HOME: &str = "/toezicht/jaarplan";
const PAGE: &str = "supervision/year-plan.html";

#[derive(Serialize)]
struct Line {
    id: String,
    org: String,
    name: String,
    origin: &'static str,
    sample: Option<String>,
    why: String,
    by: String,
    at: DateTime<Utc>,
    is_later: bool,
    dropped: String,
    progress: &'static str,
}

impl From<EntryView> for Line {
    fn from(one: EntryView) -> Self {
        Self {
            origin: words::origin(one.origin),
            progress: one.progress.code(),
            id: one.id,
            org: one.org,
            name: one.name,
            sample: one.sample,
            why: one.why,
            by: one.by,
            at: one.at,
            is_later: one.is_later,
            dropped: one.dropped,
        }
    }
}

/// A quarter with its lines.
#[derive(Serialize)]
struct Part {
    number: u32,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Page {
    discipline: &'static str,
    year: i32,
    years: Vec<i32>,
    parts: Vec<Part>,
    done: usize,
    late: usize,
    total: usize,
    disciplines: Vec<Choice>,
    everybody: Vec<Choice>,
    origins: Vec<Choice>,
    quarters: Vec<Choice>,
    form: FormView,
}

fn choice(value: String, label: String) -> Choice {
    Choice { value, label }
}

/// The quarters of a year, to choose.
pub(super) fn quarters() -> Vec<Choice> {
    (1..=4).map(|number| choice(number.to_string(), format!("{number}e kwartaal"))).collect()
}

/// The plan that a form was filled in beside; where the year in it is none, that of this year.
async fn again(call: &Call, form: FormView) -> Result<Page, AppError> {
    let sent = &call.form;
    let year = sent.text("jaar").trim().parse().ok().filter(|year| Quarter::new(*year, 1).is_ok());
    show(call, form, (sent.text("toezicht"), year)).await
}

async fn show(call: &Call, form: FormView, (code, year): (&str, Option<i32>)) -> Result<Page, AppError> {
    let (wall, ctx, code) = (signals::wall(&call.visitor)?, call.ctx(), code.to_owned());
    let choices = disciplines(&wall);
    let plan = call.read(move |conn| signals::year_plan(conn, &ctx, &wall, (&code, year))).await?;
    let this = Quarter::of(local_day(call.now)).year();
    let count = |wanted: Progress| plan.entries.iter().filter(|one| one.progress == wanted).count();
    let (done, late, dropped) = (count(Progress::Done), count(Progress::Late), count(Progress::Dropped));
    let mut parts: Vec<Part> = (1..=4).map(|number| Part { number, lines: Vec::new() }).collect();
    let total = plan.entries.len() - dropped;
    for one in plan.entries {
        if let Some(part) = parts.iter_mut().find(|part| part.number == one.quarter.number()) {
            part.lines.push(one.into());
        }
    }
    let chosen = Origin::ALL.iter().filter(|one| **one != Origin::Sample);
    Ok(Page {
        discipline: plan.discipline.code(),
        year: plan.year,
        years: (this - 1..=this + 2).collect(),
        parts,
        done,
        late,
        total,
        disciplines: choices,
        everybody: plan.everybody.into_iter().map(|[id, name]| choice(id, name)).collect(),
        origins: chosen.map(|one| choice(one.code().to_owned(), sentence(words::origin(*one)))).collect(),
        quarters: quarters(),
        form,
    })
}

/// `GET /toezicht/jaarplan`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall, and for a year that is none.
pub async fn page(call: Call) -> Answer {
    let query = call.query();
    let year = match query.text("jaar") {
        "" => None,
        year => Some(year.parse().map_err(|_| AppError::NotFound)?),
    };
    let page = show(&call, FormView::default(), (query.text("toezicht"), year)).await?;
    call.page(PAGE, &page)
}

/// `POST /toezicht/jaarplan`
///
/// # Errors
/// [`AppError::NotFound`] for an aanbieder that is not watched.
pub async fn add(call: Call) -> Answer {
    let wall = signals::wall(&call.visitor)?;
    let text = |name: &str| call.form.text(name).to_owned();
    let new = NewEntry {
        discipline: text("toezicht"),
        org: text("aanbieder"),
        year: text("jaar"),
        quarter: text("kwartaal"),
        origin: text("waardoor"),
        why: call.form.raw("waarom").to_owned(),
    };
    let discipline = new.discipline.clone();
    let done = call
        .change(move |conn, ctx| {
            let quarter = signals::add_to_plan(conn, ctx, &wall, &new)?;
            Ok(address(quarter, &discipline))
        })
        .await;
    call.or_again(done, PAGE, async |form| again(&call, form).await).await
}

/// Where a quarter of the plan stands.
pub(super) fn address(quarter: Quarter, discipline: &str) -> String {
    format!("{}#kwartaal-{}", of_year(quarter.year(), discipline), quarter.number())
}

/// Where the plan of a year stands; of a discipline that a form names wrongly, the first that there is.
fn of_year(year: i32, discipline: &str) -> String {
    let discipline = Discipline::from_code(discipline).map_or("", Discipline::code);
    format!("{HOME}?jaar={year}&toezicht={discipline}")
}

/// `POST /toezicht/jaarplan/{id}/vervallen`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall; [`AppError::Refused`] for one that was taken out.
pub async fn drop(call: Call) -> Answer {
    let (wall, id): (_, PlanEntryId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let (why, discipline) = (call.form.raw("reden").to_owned(), call.form.text("toezicht").to_owned());
    let done = call
        .change(move |conn, ctx| {
            let year = signals::drop_from_plan(conn, ctx, &wall, &id, &why)?;
            Ok(of_year(year, &discipline))
        })
        .await;
    call.or_again(done, PAGE, async |form| again(&call, form).await).await
}
