//! `/beheer/landelijke-dagen`: the days made equal to a feestdag that terms are counted with.
//! May import: app, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use super::laid_down::{self, Waiting};
use crate::app::fields::{Mistakes, line};
use crate::app::laid_down::{self as app, Entered};
use crate::app::{Error, FieldError, national};
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{DayRuling, NoRuling, Ruling};
use crate::domain::words::national as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

/// The page of the days.
pub const HOME: &str = "/beheer/landelijke-dagen";
const TEMPLATE: &str = "admin/dagen.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    day: DateParts,
    /// What waits for a second person.
    waiting: Vec<Waiting<SaidView>>,
    /// What holds, the last day first.
    days: Vec<DayView>,
}

#[derive(Serialize)]
struct SaidView {
    day: NaiveDate,
    /// What the day is called; empty where it is said to be a day like any other.
    name: String,
}

#[derive(Serialize)]
struct DayView {
    day: NaiveDate,
    name: String,
    source: String,
    confirmed: bool,
}

/// `GET /beheer/landelijke-dagen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let scope = call.visitor.region_scope()?;
    let (days, entered) = call
        .read(move |conn| {
            let waiting = app::waiting(conn, &scope, LaidDownKind::Day)?;
            Ok((national::days_of_region(conn, &scope)?, waiting))
        })
        .await?;
    let shown = |one: Entered| {
        let LaidDown::Day(said) = &one.what else { return None };
        let name = said.ruling().name().unwrap_or_default().to_owned();
        let said = SaidView { day: said.day(), name };
        Some(Waiting::of(call, one, said))
    };
    let mut days: Vec<DayView> = days
        .days()
        .map(|(day, figure)| DayView {
            day,
            name: figure.value.clone(),
            source: figure.source.clone(),
            confirmed: figure.verified,
        })
        .collect();
    days.reverse();
    Ok(Page {
        day: DateParts::shown(&form, "dag", None),
        waiting: entered.into_iter().filter_map(shown).collect(),
        days,
        form,
    })
}

fn sent(form: &Form) -> Result<DayRuling, AppError> {
    let mut mistakes = Mistakes::default();
    let day = laid_down::day(form, "dag", words::DAY_MISSING, &mut mistakes);
    let ruling = match form.text("soort") {
        "gelijk" => Ok(Some(form.text("naam").trim().to_owned())),
        "gewoon" => Ok(None),
        _ => Err(words::RULING_MISSING.to_owned()),
    };
    let ruling = mistakes.take("soort", ruling);
    let ruling = match ruling {
        Some(Some(name)) => {
            let name = mistakes.take("naam", line(&name, 100, &words::no_ruling(&NoRuling::Name)));
            name.map(|name| Ruling::Equal { name })
        }
        Some(None) => Some(Ruling::NotEqual),
        None => None,
    };
    let source = mistakes.take("bron", line(form.text("bron"), 300, words::DAY_SOURCE_MISSING));
    let (day, ruling, source) = mistakes.done((|| Some((day?, ruling?, source?)))())?;
    DayRuling::new(day, ruling, source)
        .map_err(|why| Error::Invalid(vec![FieldError::new("dag_day", words::no_ruling(&why))]).into())
}

/// `POST /beheer/landelijke-dagen`
///
/// # Errors
/// What the database says.
pub async fn enter(call: Call) -> Answer {
    let done = match sent(&call.form) {
        Ok(said) => laid_down::enter(&call, LaidDown::Day(said)).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
