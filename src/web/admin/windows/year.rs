//! `/beheer/vensters/jaar`: a year of the calendar as pictures and tables, and what must still be planned.
//! May import: app, domain, render, web.

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use serde::Serialize;

use super::super::documents::slug;
use crate::app::policy::{self, Alike, Known, Needed, Planner};
use crate::domain::code::Code as _;
use crate::domain::ids::ProcedureId;
use crate::domain::scheme::{HolidayRegion, Summer};
use crate::domain::terms::local_day;
use crate::domain::windows::{Opening, WindowKind};
use crate::domain::words::holidays::region_name;
use crate::domain::words::policy as words;
use crate::render::svg::{Strip, StripBand, StripLine, StripPhase};
use crate::web::call::{Answer, Call};
use crate::web::public::window;

#[derive(Serialize)]
struct Page {
    year: i32,
    procedures: Vec<ProcedureYear>,
}

/// The year of one procedure.
#[derive(Serialize)]
struct ProcedureYear {
    title: String,
    windows: Strip,
    lots: Strip,
    groups: Vec<Group>,
    needed: Vec<NeededView>,
    summers: Vec<Holiday>,
    left_out: usize,
}

/// Lots of one product group that open and close together.
#[derive(Serialize)]
struct Group {
    group: String,
    gemeenten: Vec<String>,
    all: bool,
    openings: Vec<Stretch>,
}

/// Days on which one may submit, and what a lot is then.
#[derive(Serialize)]
struct Stretch {
    state: &'static str,
    from: NaiveDate,
    until: NaiveDate,
}

/// A window that must still be planned, or that comes too late, and for which lots.
#[derive(Serialize)]
struct NeededView {
    by: NaiveDate,
    since: NaiveDate,
    opens: Option<NaiveDate>,
    planned: bool,
    lots: Vec<String>,
    /// Where a window is planned with dates that are in time; empty where it is too late for that.
    plan: String,
}

/// A summer holiday in the year.
#[derive(Serialize)]
struct Holiday {
    region: &'static str,
    from: NaiveDate,
    until: NaiveDate,
}

/// `GET /beheer/vensters/jaar`, with the year in the address.
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (slug, scope, now, today) = (slug(&call)?, call.visitor.region_scope()?, call.now, call.today());
    let asked = call.query().text("jaar").parse().ok().filter(|year| (2000..=2100).contains(year));
    let year = asked.unwrap_or_else(|| today.year());
    let planners = call.read(move |conn| policy::planners(conn, &scope, &slug, now)).await?;
    let procedures = planners.into_iter().zip(1..);
    let procedures = procedures.map(|(one, number)| of_procedure(one, number, year, today)).collect();
    call.page("admin/venster-jaar.html", &Page { year, procedures })
}

fn of_procedure(one: Planner, number: usize, year: i32, today: NaiveDate) -> ProcedureYear {
    let in_year = one.summers.iter().filter(|(_, summer)| summer.from.year() == year);
    let summers: Vec<Holiday> = in_year.map(Holiday::of).collect();
    let strip = |what: &str, rows: Vec<StripLine>| {
        Strip::lay(
            &format!("{what}-{number}"),
            year,
            today,
            rows,
            summers.iter().map(Holiday::band).collect(),
        )
    };
    let windows = one.windows.iter().filter(|one| window::in_year(&one.phases, year));
    let groups: Vec<Group> = one.lots.into_iter().map(|one| Group::of(one, year)).collect();
    ProcedureYear {
        title: one.title,
        windows: strip("vensters", windows.map(line).collect()),
        lots: strip("productgroepen", groups.iter().map(Group::line).collect()),
        needed: one.needed.into_iter().map(|gap| NeededView::of(gap, &one.procedure)).collect(),
        left_out: one.left_out,
        groups,
        summers,
    }
}

fn line(one: &Known) -> StripLine {
    window::line(&one.title, &one.phases, if one.waits { words::PLAN_IN_YEAR } else { "" })
}

impl Stretch {
    fn of(one: &Opening) -> Option<Self> {
        // The end is the first moment that is out.
        let last = one.until.checked_sub_signed(TimeDelta::microseconds(1))?;
        Some(Self { state: one.state?.code(), from: local_day(one.from), until: local_day(last) })
    }
}

impl Group {
    fn of(one: Alike, year: i32) -> Self {
        let openings = one.openings.iter().filter_map(Stretch::of);
        let openings = openings.filter(|one| one.from.year() <= year && one.until.year() >= year).collect();
        Self { group: one.group, gemeenten: one.gemeenten, all: one.all, openings }
    }

    fn line(&self) -> StripLine {
        let phase = |one: &Stretch| StripPhase { code: one.state, from: one.from, until: one.until };
        StripLine {
            label: self.group.clone(),
            sub: words::gemeenten(&self.gemeenten, self.all),
            phases: self.openings.iter().map(phase).collect(),
        }
    }
}

impl NeededView {
    fn of(one: Needed, procedure: &ProcedureId) -> Self {
        let lots = one.lots.iter().map(|(group, gemeenten)| format!("{group} ({})", gemeenten.join(", ")));
        let plan = one.publish_by.map(|from| {
            format!(
                "/beheer/vensters/nieuw?procedure={procedure}&soort={}&vanaf_day={}&vanaf_month={}&vanaf_year={}",
                WindowKind::Annual.code(),
                from.day(),
                from.month(),
                from.year()
            )
        });
        Self {
            by: one.gap.by,
            since: one.gap.since,
            opens: one.gap.opens,
            planned: one.planned,
            lots: lots.collect(),
            plan: plan.unwrap_or_default(),
        }
    }
}

impl Holiday {
    fn of((region, summer): &(HolidayRegion, Summer)) -> Self {
        Self { region: region_name(*region), from: summer.from, until: summer.until }
    }

    fn band(&self) -> StripBand {
        StripBand { label: self.region.to_owned(), from: self.from, until: self.until }
    }
}
