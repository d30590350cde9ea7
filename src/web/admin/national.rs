//! `/beheer/landelijke-bedragen`: the maxima of the WNT that the rules use; what the portal does not have, two people lay down.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::Error;
use crate::app::fields::{Mistakes, line};
use crate::app::national::{self, Entered};
use crate::domain::code::Code as _;
use crate::domain::ids::WntYearId;
use crate::domain::money::Cents;
use crate::domain::notation;
use crate::domain::scheme::{Confirmation, NoWntYear, WntClass, WntYear};
use crate::domain::words::format::sentence;
use crate::domain::words::national as words;
use crate::domain::words::verdict::class_words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const HOME: &str = "/beheer/landelijke-bedragen";
const TEMPLATE: &str = "admin/landelijk.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    amounts: Vec<Amount>,
    /// What waits for a second person.
    waiting: Vec<Waiting>,
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
struct Waiting {
    id: String,
    year: i32,
    maxima: Vec<i64>,
    source: String,
    /// Who entered it.
    name: String,
    /// Whoever looks entered it: a colleague must confirm.
    mine: bool,
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
    let me = call.visitor.login.as_ref().map(|login| login.user.clone());
    let (tables, entered) = call
        .read(move |conn| Ok((national::of_region(conn, &scope)?, national::entered(conn, &scope)?)))
        .await?;
    let waiting = entered.into_iter().filter(|one| one.state == Confirmation::Waiting);
    let waiting = waiting.map(|one: Entered| Waiting {
        id: one.id.to_string(),
        year: one.year.year(),
        maxima: one.year.maxima().map(|(_, amount)| amount.get()).collect(),
        source: one.year.source().to_owned(),
        mine: me.as_ref() == Some(&one.by),
        name: one.name,
    });
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
    Ok(Page { form, amounts, waiting: waiting.collect(), years })
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
    let scope = call.visitor.region_scope()?;
    let year = match sent(&call.form) {
        Ok(year) => year,
        Err(error) => return again(&call, Err(error)).await,
    };
    let done = call
        .change(move |conn, ctx| {
            national::enter(conn, ctx, &scope, &year)?;
            Ok(HOME.to_owned())
        })
        .await;
    again(&call, done).await
}

async fn again(call: &Call, done: Answer) -> Answer {
    call.or_again(done, TEMPLATE, async |form| show(call, form).await).await
}

/// `POST /beheer/landelijke-bedragen/{id}/bevestigen`
///
/// # Errors
/// [`AppError::NotFound`] when nothing waits, or it is of another region.
pub async fn confirm(call: Call) -> Answer {
    let (scope, id): (_, WntYearId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        national::confirm(conn, ctx, &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `POST /beheer/landelijke-bedragen/{id}/terugnemen`
///
/// # Errors
/// As [`confirm`].
pub async fn withdraw(call: Call) -> Answer {
    let (scope, id): (_, WntYearId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        national::withdraw(conn, ctx, &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}
