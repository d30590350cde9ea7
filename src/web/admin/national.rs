//! `/beheer/landelijke-bedragen`: the maxima of the WNT that the rules use; what the portal does not have, two people lay down.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use super::laid_down::{self, Waiting};
use crate::app::Error;
use crate::app::fields::{Mistakes, line};
use crate::app::laid_down::{self as app, Entered};
use crate::app::national;
use crate::domain::code::Code as _;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::money::Cents;
use crate::domain::notation;
use crate::domain::scheme::{NoWntYear, WntClass, WntYear};
use crate::domain::words::format::sentence;
use crate::domain::words::national as words;
use crate::domain::words::verdict::class_words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

/// The page of the amounts.
pub const HOME: &str = "/beheer/landelijke-bedragen";
const TEMPLATE: &str = "admin/landelijk.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    amounts: Vec<Amount>,
    /// What waits for a second person.
    waiting: Vec<Waiting<Maxima>>,
    /// What holds, the latest year first.
    years: Vec<Year>,
}

/// A field for an amount.
#[derive(Serialize)]
struct Amount {
    id: String,
    label: String,
    value: String,
    error: String,
}

#[derive(Serialize)]
struct Maxima {
    year: i32,
    /// In eurocents, in the order of the classes.
    amounts: Vec<i64>,
}

#[derive(Serialize)]
struct Year {
    year: i32,
    /// In eurocents; none where it is missing or not confirmed.
    maxima: Vec<Option<i64>>,
    sources: Vec<String>,
    complete: bool,
}

/// `GET /beheer/landelijke-bedragen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let scope = call.visitor.region_scope()?;
    let (tables, entered) = call
        .read(move |conn| {
            let waiting = app::waiting(conn, &scope, LaidDownKind::WntYear)?;
            Ok((national::of_region(conn, &scope)?, waiting))
        })
        .await?;
    let shown = |one: Entered| {
        let LaidDown::WntYear(year) = &one.what else { return None };
        let amounts = year.maxima().map(|(_, amount)| amount.get()).collect();
        let maxima = Maxima { year: year.year(), amounts };
        Some(Waiting::of(call, one, maxima))
    };
    let waiting = entered.into_iter().filter_map(shown).collect();
    let mut years: Vec<Year> = Vec::new();
    for (year, _, figure) in tables.wnt_figures() {
        if years.last().is_none_or(|last| last.year != year) {
            let maximum = |class: &WntClass| tables.wnt_maximum(year, *class).map(Cents::get);
            years.push(Year {
                year,
                maxima: WntClass::ALL.iter().map(maximum).collect(),
                sources: Vec::new(),
                complete: !tables.lacks(year),
            });
        }
        let Some(last) = years.last_mut() else { continue };
        if !last.sources.contains(&figure.source) {
            last.sources.push(figure.source.clone());
        }
    }
    years.reverse();
    let amounts = WntClass::ALL.iter().map(|class| amount(&form, *class)).collect();
    Ok(Page { form, amounts, waiting, years })
}

fn amount(form: &FormView, class: WntClass) -> Amount {
    let id = field(class);
    let of = |texts: &BTreeMap<String, String>| texts.get(&id).cloned().unwrap_or_default();
    let (value, error) = (of(&form.answers), of(&form.error));
    Amount { label: sentence(&class_words(class)), value, error, id }
}

/// The field of a class.
fn field(class: WntClass) -> String {
    format!("bedrag_{}", class.code())
}

fn sent(form: &Form) -> Result<WntYear, AppError> {
    let mut mistakes = Mistakes::default();
    let year = notation::whole(form.text("jaar").trim()).and_then(|year| i32::try_from(year).ok());
    let year = mistakes.take("jaar", year.ok_or_else(|| words::YEAR_MISSING.to_owned()));
    let amounts: Vec<Cents> = WntClass::ALL
        .iter()
        .filter_map(|class| {
            let amount = notation::money(form.text(&field(*class)).trim());
            mistakes.take(&field(*class), amount.ok_or_else(|| words::AMOUNT_MISSING.to_owned()))
        })
        .collect();
    let source = mistakes.take("bron", line(form.text("bron"), 300, words::SOURCE_MISSING));
    let read = (|| Some((year?, <[Cents; 6]>::try_from(amounts).ok()?, source?)))();
    let (year, maxima, source) = mistakes.done(read)?;
    WntYear::new(year, maxima, source).map_err(|why| {
        let at = match why {
            NoWntYear::Year => "jaar".to_owned(),
            NoWntYear::Source => "bron".to_owned(),
            NoWntYear::Order(class) => field(class),
        };
        Error::field(&at, words::no_year(why)).into()
    })
}

/// `POST /beheer/landelijke-bedragen`
///
/// # Errors
/// What the database says.
pub async fn enter(call: Call) -> Answer {
    let done = match sent(&call.form) {
        Ok(year) => laid_down::enter(&call, LaidDown::WntYear(year)).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
