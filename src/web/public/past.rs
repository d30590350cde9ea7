//! `/regio/{slug}/dekking/{group}/{gemeente}`: one lot through time. Its states with their reasons, and how many aanbieders it had; no number
//! below five. May import: app, domain, render, web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::coverage;
use super::frame::{self, Head, Place};
use super::lots;
use crate::app::public::{self, Procedure, Reasoned};
use crate::app::supply;
use crate::domain::code::Code as _;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::policy_code::{GroupCode, LotKey};
use crate::domain::supply::{Month, Stay, months};
use crate::domain::terms::local_day;
use crate::domain::windows::LotState;
use crate::domain::words::dates::month_and_year;
use crate::domain::words::supply as words;
use crate::render::svg::{Cell, Past};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    region: Head,
    title: String,
    group: String,
    group_title: String,
    gemeente: String,
    gemeente_code: String,
    on: NaiveDate,
    state: &'static str,
    /// How many aanbieders there are now, and what is free.
    now: Cell,
    free: &'static str,
    picture: Past,
    states: Vec<StateView>,
    counts: Vec<CountView>,
}

/// A state with its reasons; the last change first.
#[derive(Serialize)]
struct StateView {
    from: DateTime<Utc>,
    coming: bool,
    state: &'static str,
    motivation: String,
    review_on: Option<NaiveDate>,
}

/// A month from which there were so many aanbieders; the last change first.
#[derive(Serialize)]
struct CountView {
    month: String,
    cell: Cell,
}

/// `GET /regio/{slug}/dekking/{group}/{gemeente}`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region, and for no lot of it.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let group = GroupCode::parse(call.param("group")?).map_err(|_| AppError::NotFound)?;
    let gemeente = GemeenteCode::parse(call.param("gemeente")?).map_err(|_| AppError::NotFound)?;
    let procedure = region.procedures.iter().find(|one| one.version.scheme.group(&group).is_some());
    let procedure = procedure.ok_or(AppError::NotFound)?;
    let key = LotKey { group, gemeente };
    let (scope, id, now, find) = (region.scope.clone(), procedure.id.clone(), call.now, key.clone());
    let (stays, reasons, land) = call
        .read(move |conn| {
            let stays = supply::stays(conn, &scope, &id, Some(&find))?;
            let reasons = public::reasons(conn, &scope, &id, &find, now)?;
            Ok((stays, reasons, supply::landscape(conn, &scope, &id, now)?))
        })
        .await?;
    let lot = land.lots.get(&key).ok_or(AppError::NotFound)?;
    let stays: Vec<Stay> = stays.into_iter().map(|(_, stay)| stay).collect();
    let counted = counted(procedure, &stays, call.today());
    let scheme = &procedure.version.scheme;
    let named = |code: &GemeenteCode| scheme.gemeente(code).map_or("", |one| &one.name).to_owned();
    let group_title = scheme.group(&key.group).map_or("", |one| &one.title).to_owned();
    let content = Page {
        region: Head::of(&region),
        title: crate::domain::words::apply::lot_of(scheme, &key),
        group: key.group.to_string(),
        group_title,
        gemeente: named(&key.gemeente),
        gemeente_code: key.gemeente.to_string(),
        on: land.on,
        state: lot.states.at(now).unwrap_or(LotState::ToBeDetermined).code(),
        now: counted.last().map_or_else(|| lots::shown(0), |(_, cell)| cell.clone()),
        free: coverage::free(lot, None),
        picture: picture(&counted, &reasons, now),
        states: reasons.iter().rev().map(|one| state(one, now)).collect(),
        counts: changes(&counted),
    };
    frame::page(&call, &region, Place::Start, "public/region/lot.html", &content)
}

/// How many aanbieders were admitted at the end of each month of the term so far, as everybody may see it.
fn counted(procedure: &Procedure, stays: &[Stay], today: NaiveDate) -> Vec<(Month, Cell)> {
    let all = months(procedure.starts_on, today.min(procedure.ends_on));
    let count = |month: Month| {
        let on = month.last_day().min(today);
        let running = stays.iter().filter(|stay| stay.runs(on)).count();
        (month, lots::shown(i64::try_from(running).unwrap_or(i64::MAX)))
    };
    all.into_iter().map(count).collect()
}

fn state(one: &Reasoned, now: DateTime<Utc>) -> StateView {
    StateView {
        from: one.from,
        coming: one.from > now,
        state: one.state.code(),
        motivation: if one.lapsed { words::LAPSED.to_owned() } else { one.motivation.clone() },
        review_on: one.review_on.filter(|_| !one.lapsed && one.state.is_closed()),
    }
}

fn changes(counted: &[(Month, Cell)]) -> Vec<CountView> {
    let mut changes: Vec<&(Month, Cell)> = Vec::new();
    for one in counted {
        if changes.last().is_none_or(|last| last.1 != one.1) {
            changes.push(one);
        }
    }
    let view = |(month, cell): &(Month, Cell)| CountView {
        month: month_and_year(month.first_day()),
        cell: cell.clone(),
    };
    changes.into_iter().rev().map(view).collect()
}

fn picture(counted: &[(Month, Cell)], reasons: &[Reasoned], now: DateTime<Utc>) -> Past {
    let first = counted.first().map_or_else(|| local_day(now), |(month, _)| month.first_day());
    let counts: Vec<Cell> = counted.iter().map(|(_, cell)| cell.clone()).collect();
    let past = reasons.iter().filter(|one| one.from <= now);
    let states: Vec<(NaiveDate, &'static str)> =
        past.map(|one| (local_day(one.from), one.state.code())).collect();
    Past::lay("verloop", first, &counts, &states)
}
