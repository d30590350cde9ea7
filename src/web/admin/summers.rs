//! `/beheer/landelijke-dagen/zomervakanties`: the summer holidays of schools, for who plans windows; two people confirm or correct them.
//! May import: app, domain (to show), storage, web.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::documents::slug;
use super::laid_down::{self, Waiting};
use super::team::Choice;
use crate::app::fields::{Mistakes, choice, line};
use crate::app::laid_down::{self as app, Entered};
use crate::app::{self as apps, Error, national, public};
use crate::domain::code::Code as _;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{HolidayRegion, NoSummer, RegionSummer, SchoolHolidays, Summer};
use crate::domain::words::format::sentence;
use crate::domain::words::holidays as words;
use crate::storage::DbConn;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

/// The page of the summer holidays.
pub const HOME: &str = "/beheer/landelijke-dagen/zomervakanties";
const TEMPLATE: &str = "admin/zomervakanties.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// The vakantieregio's of the gemeenten of this region.
    regions: Vec<Choice>,
    region: String,
    from: DateParts,
    until: DateParts,
    /// What waits for a second person.
    waiting: Vec<Waiting<SummerView>>,
    /// What the portal knows of these vakantieregio's, the last year first.
    summers: Vec<KnownView>,
}

#[derive(Serialize)]
struct SummerView {
    year: i32,
    region: &'static str,
    from: NaiveDate,
    until: NaiveDate,
}

#[derive(Serialize)]
struct KnownView {
    summer: SummerView,
    source: String,
    confirmed: bool,
}

/// `GET /beheer/landelijke-dagen/zomervakanties`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, slug, now) = (call.visitor.region_scope()?, slug(call)?, call.now);
    let (own, holidays, entered) = call
        .read(move |conn| {
            let own = own_regions(conn, &slug, now)?;
            let waiting = app::waiting(conn, &scope, LaidDownKind::Summer)?;
            Ok((own, national::holidays_of_region(conn, &scope)?, waiting))
        })
        .await?;
    let shown = |one: Entered| {
        let LaidDown::Summer(summer) = &one.what else { return None };
        let view = SummerView::of(summer.year(), summer.region(), summer.summer());
        Some(Waiting::of(call, one, view))
    };
    let only = own.first().filter(|_| own.len() == 1).map(|region| region.code().to_owned());
    Ok(Page {
        regions: own
            .iter()
            .map(|one| Choice { value: one.code().to_owned(), label: sentence(words::region_name(*one)) })
            .collect(),
        region: form.answers.get("regio").cloned().or(only).unwrap_or_default(),
        from: DateParts::shown(&form, "van", None),
        until: DateParts::shown(&form, "tot", None),
        waiting: entered.into_iter().filter_map(shown).collect(),
        summers: known(&holidays, &own),
        form,
    })
}

/// The vakantieregio's in which gemeenten of the region lie; all three where no regeling names one.
fn own_regions(conn: &mut DbConn, slug: &str, now: DateTime<Utc>) -> apps::Result<Vec<HolidayRegion>> {
    let region = public::region(conn, slug, now)?;
    let gemeenten = region.procedures.iter().flat_map(|one| one.version.scheme.gemeenten());
    let own: BTreeSet<HolidayRegion> = gemeenten.filter_map(|one| one.holidays).collect();
    Ok(if own.is_empty() { HolidayRegion::ALL.to_vec() } else { own.into_iter().collect() })
}

fn known(holidays: &SchoolHolidays, own: &[HolidayRegion]) -> Vec<KnownView> {
    let of_own = holidays.summers().filter(|(_, region, _)| own.contains(region));
    let mut known: Vec<KnownView> = of_own
        .map(|(year, region, figure)| KnownView {
            summer: SummerView::of(year, region, figure.value),
            source: figure.source.clone(),
            confirmed: figure.verified,
        })
        .collect();
    known.sort_by_key(|one| std::cmp::Reverse(one.summer.year));
    known
}

impl SummerView {
    fn of(year: i32, region: HolidayRegion, summer: Summer) -> Self {
        Self { year, region: words::region_name(region), from: summer.from, until: summer.until }
    }
}

fn sent(form: &Form) -> Result<RegionSummer, AppError> {
    let mut mistakes = Mistakes::default();
    let region = mistakes.take("regio", choice(form.text("regio"), words::REGION_MISSING));
    let mut on = |name: &str| laid_down::day(form, name, words::DAY_MISSING, &mut mistakes);
    let (from, until) = (on("van"), on("tot"));
    let source = mistakes.take("bron", line(form.text("bron"), 300, words::SOURCE_MISSING));
    let read = (|| Some((region?, Summer { from: from?, until: until? }, source?)))();
    let (region, summer, source) = mistakes.done(read)?;
    RegionSummer::new(region, summer, source).map_err(|why| {
        let at = match why {
            NoSummer::Source => "bron",
            NoSummer::Months | NoSummer::Known => "van_day",
            NoSummer::EndBeforeStart | NoSummer::Length { .. } => "tot_day",
        };
        Error::field(at, words::no_summer(why)).into()
    })
}

/// `POST /beheer/landelijke-dagen/zomervakanties`
///
/// # Errors
/// What the database says.
pub async fn enter(call: Call) -> Answer {
    let done = match sent(&call.form) {
        Ok(summer) => laid_down::enter(&call, LaidDown::Summer(summer)).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
