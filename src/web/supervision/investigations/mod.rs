//! Investigations: the list, planning one, one with its steps, the visit and the report.
//! May import: app, storage::views, domain (to show), web.

mod plan;
mod report;
mod view;
mod visit;

pub use plan::{new, plan};
pub use report::{draft, finish, page as report_page};
pub(in crate::web) use view::SeenView;
pub use visit::{note, page as visit_page};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;

use self::view::Row;
use crate::app::DbConn;
use crate::app::investigations::{self, Asked};
use crate::app::measures;
use crate::app::signals;
use crate::domain::ids::InvestigationId;
use crate::domain::terms;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};
use crate::web::measure_view;

const HOME: &str = "/toezicht/onderzoeken";
const ONE: &str = "supervision/investigation.html";

#[derive(Serialize)]
struct ListPage {
    rows: Vec<Row>,
    over: bool,
}

#[derive(Serialize)]
struct OnePage {
    at: String,
    seen: SeenView,
    measures: Vec<measure_view::Row>,
    day: DateParts,
    form: FormView,
}

/// `GET /toezicht/onderzoeken`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn list(call: Call) -> Answer {
    let (wall, names) = (signals::wall(&call.visitor)?, super::region_names(&call).await?);
    let over = call.query().text("stand") == "klaar";
    let lines = call.read(move |conn| investigations::list(conn, &wall, over)).await?;
    let rows = lines.into_iter().map(|line| Row::of(line, (&names, call.now))).collect();
    call.page("supervision/investigations.html", &ListPage { rows, over })
}

/// The moment that a form gives by a day and a time of the Dutch clock.
fn moment(form: &Form) -> Option<DateTime<Utc>> {
    let day: NaiveDate = DateParts::sent(form, "dag").date().ok()??;
    let time = NaiveTime::parse_from_str(form.text("tijd"), "%H:%M").ok()?;
    terms::moment(day, time).ok()
}

fn version(form: &Form) -> Result<i64, AppError> {
    form.text("version").parse().map_err(|_| AppError::BadRequest)
}

/// An investigation, after the look at it was noted.
async fn seen(call: &Call) -> Result<SeenView, AppError> {
    let (wall, names) = (signals::wall(&call.visitor)?, super::region_names(call).await?);
    let (ctx, id): (_, InvestigationId) = (call.ctx(), call.id("id")?);
    let seen = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| investigations::look(conn, &wall, &id);
            database.look(&ctx, look, |conn| investigations::one(conn, &wall, &id))
        })
        .await?;
    Ok(SeenView::of(seen, (&names, call.now)))
}

async fn show(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let at = format!("{HOME}/{}", call.id::<crate::domain::ids::kind::Investigation>("id")?);
    let (reach, id): (_, InvestigationId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let seen = seen(call).await?;
    let resting = call.read(move |conn| measures::resting_on(conn, &reach, &id)).await?;
    let resting = resting.into_iter().map(|one| measure_view::Row::of(one, super::measures::HOME));
    Ok(OnePage { at, seen, measures: resting.collect(), day: DateParts::shown(&form, "dag", None), form })
}

/// `GET /toezicht/onderzoeken/{id}`: looking is noted, once an hour.
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn one(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /toezicht/onderzoeken/{id}/stap`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall; [`AppError::Refused`] in the words of the rule.
pub async fn step(call: Call) -> Answer {
    let (wall, id): (_, InvestigationId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let (portal, form) = (call.site.url.clone(), &call.form);
    let asked = Asked {
        step: form.text("stap").to_owned(),
        at: moment(form),
        why: form.raw("waarom").to_owned(),
        seen: version(form)?,
    };
    let done = call
        .change(move |conn, ctx| {
            investigations::take(conn, ctx, (&wall, &portal), &id, &asked)?;
            let next = if asked.step == "begin" { "/bezoek" } else { "" };
            Ok(format!("{HOME}/{id}{next}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}
