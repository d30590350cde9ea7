//! `/beheer/vensters/jaar`: a year of the calendar: the windows, what each means per group of lots, and what must still be planned.
//! May import: app, domain, render, web.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use super::super::documents::slug;
use crate::app::public::{self, Procedure, Region};
use crate::app::{self, laid_down, national, policy};
use crate::domain::code::Code as _;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{HolidayRegion, SchoolHolidays};
use crate::domain::terms::local_day;
use crate::domain::windows::{Gap, LotState, Opening, Phases, WindowKind};
use crate::domain::words::holidays::region_name;
use crate::domain::words::policy as words;
use crate::render::svg::{Strip, StripBand, StripLine, StripPhase};
use crate::storage::{DbConn, RegionScope};
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
    groups: Vec<Alike>,
    needed: Vec<Needed>,
    summers: Vec<Holiday>,
    /// How many lots nobody can apply for in any window: bought locally, not, later or to be determined.
    left_out: usize,
}

/// Lots of one product group that open and close together.
#[derive(Serialize)]
struct Alike {
    group: String,
    gemeenten: Vec<String>,
    /// Whether these are all gemeenten of the procedure.
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
struct Needed {
    by: NaiveDate,
    since: NaiveDate,
    opens: Option<NaiveDate>,
    /// A window that waits for a colleague opens in time.
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

/// A window of the calendar, public or not.
struct Known {
    title: String,
    phases: Phases,
    /// It waits for a colleague.
    waits: bool,
}

/// `GET /beheer/vensters/jaar`, with the year in the address.
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (slug, scope, now) = (slug(&call)?, call.visitor.region_scope()?, call.now);
    let today = call.today();
    let asked = call.query().text("jaar").parse().ok().filter(|year| (2000..=2100).contains(year));
    let year = asked.unwrap_or_else(|| today.year());
    let procedures = call
        .read(move |conn| {
            let region = public::region(conn, &slug, now)?;
            let holidays = national::holidays_of_region(conn, &scope)?;
            let known = |one| Ok((one, known(conn, &scope, one, now)?));
            let all = region.procedures.iter().map(known).collect::<app::Result<Vec<_>>>()?;
            let laid = all.iter().zip(1..);
            Ok(laid
                .map(|((one, known), number)| {
                    Planner { region: &region, procedure: one, known, today, year }.lay(&holidays, number)
                })
                .collect())
        })
        .await?;
    call.page("admin/venster-jaar.html", &Page { year, procedures })
}

fn known(
    conn: &mut DbConn,
    scope: &RegionScope,
    one: &Procedure,
    now: DateTime<Utc>,
) -> app::Result<Vec<Known>> {
    let published = policy::windows(conn, scope, &one.id, now)?.into_iter();
    let mut all: Vec<Known> =
        published.map(|window| Known { title: window.title, phases: window.phases, waits: false }).collect();
    for waiting in laid_down::waiting(conn, scope, LaidDownKind::Window)? {
        match waiting.what {
            LaidDown::Window(plan) if plan.procedure == one.id => {
                all.push(Known { title: plan.title, phases: plan.phases, waits: true });
            }
            _ => {}
        }
    }
    all.sort_by_key(|one| one.phases.opens);
    Ok(all)
}

/// Lots by what they have in common: the product group, their openings and what must still be planned.
type Grouped<'a> = BTreeMap<(&'a str, Vec<Opening>, Vec<Gap>, Vec<Gap>), Vec<String>>;

struct Planner<'a> {
    region: &'a Region,
    procedure: &'a Procedure,
    known: &'a [Known],
    today: NaiveDate,
    year: i32,
}

impl Planner<'_> {
    fn lay(&self, holidays: &SchoolHolidays, number: usize) -> ProcedureYear {
        let grouped = self.grouped();
        let summers = self.summers(holidays);
        let bands = || summers.iter().map(Holiday::band).collect();
        let shown = self.known.iter().filter(|one| window::in_year(&one.phases, self.year));
        let windows = shown
            .map(|one| {
                window::line(&one.title, &one.phases, if one.waits { words::PLAN_IN_YEAR } else { "" })
            })
            .collect();
        let groups: Vec<Alike> = grouped
            .iter()
            .filter(|((_, openings, ..), _)| openings.iter().any(|one| can_apply(one.state)))
            .map(|((group, openings, ..), gemeenten)| self.alike(group, openings, gemeenten))
            .collect();
        let lots: usize = grouped.values().map(Vec::len).sum();
        ProcedureYear {
            title: self.procedure.title.clone(),
            windows: Strip::lay(&format!("vensters-{number}"), self.year, self.today, windows, bands()),
            lots: Strip::lay(
                &format!("productgroepen-{number}"),
                self.year,
                self.today,
                groups.iter().map(Alike::line).collect(),
                bands(),
            ),
            left_out: lots.saturating_sub(groups.iter().map(|one| one.gemeenten.len()).sum()),
            needed: self.needed(&grouped),
            groups,
            summers,
        }
    }

    /// The lots that open and close together, by product group in the order of the regeling.
    fn grouped(&self) -> Grouped<'_> {
        let all: Vec<Phases> = self.known.iter().map(|one| one.phases).collect();
        let published: Vec<Phases> =
            self.known.iter().filter(|one| !one.waits).map(|one| one.phases).collect();
        let mut grouped = Grouped::new();
        for ((group, gemeente), lot) in &self.procedure.lots {
            let last = self.procedure.ends_on;
            let key = (
                group.as_str(),
                lot.states.openings(&all),
                lot.states.gaps(&published, last),
                lot.states.gaps(&all, last),
            );
            let named = self.region.gemeenten.iter().find(|one| one.code == *gemeente);
            grouped
                .entry(key)
                .or_default()
                .push(named.map_or_else(|| gemeente.clone(), |one| one.name.clone()));
        }
        grouped
    }

    fn alike(&self, group: &str, openings: &[Opening], gemeenten: &[String]) -> Alike {
        let stretches = openings.iter().filter_map(|one| {
            // The end is the first moment that is out.
            let until = local_day(one.until - TimeDelta::microseconds(1));
            let state = one.state?.code();
            Some(Stretch { state, from: local_day(one.from), until })
        });
        Alike {
            group: self.title(group),
            all: gemeenten.len() == self.procedure.version.scheme.gemeenten().len(),
            gemeenten: gemeenten.to_vec(),
            openings: stretches
                .filter(|one| one.from.year() <= self.year && one.until.year() >= self.year)
                .collect(),
        }
    }

    fn title(&self, group: &str) -> String {
        let groups = self.procedure.version.scheme.groups();
        let found = groups.iter().find(|one| one.code.as_str() == group);
        found.map_or_else(|| group.to_owned(), |one| one.title.clone())
    }

    /// What must still be planned and what comes too late, the first first.
    fn needed(&self, grouped: &Grouped<'_>) -> Vec<Needed> {
        let mut needed: BTreeMap<(NaiveDate, NaiveDate, Option<NaiveDate>, bool), Vec<String>> =
            BTreeMap::new();
        for ((group, _, gaps, with_plans), gemeenten) in grouped {
            for gap in gaps {
                let planned = !with_plans.contains(gap);
                let lots = format!("{} ({})", self.title(group), gemeenten.join(", "));
                needed.entry((gap.by, gap.since, gap.opens, planned)).or_default().push(lots);
            }
        }
        let needed = needed.into_iter().map(|((by, since, opens, planned), lots)| Needed {
            plan: self.plan(by),
            by,
            since,
            opens,
            planned,
            lots,
        });
        needed.collect()
    }

    /// Where an annual window is planned that opens on a day at the latest: published in time for all that comes before it.
    fn plan(&self, by: NaiveDate) -> String {
        let pattern = self.procedure.version.scheme.windows().pattern(WindowKind::Annual);
        let Some(pattern) = pattern.filter(|_| by > self.today) else { return String::new() };
        let ahead = Days::new(pattern.days_before_opening());
        let from = by.checked_sub_days(ahead).unwrap_or(by).max(self.today.succ_opt().unwrap_or(self.today));
        format!(
            "/beheer/vensters/nieuw?procedure={}&soort={}&vanaf_day={}&vanaf_month={}&vanaf_year={}",
            self.procedure.id,
            WindowKind::Annual.code(),
            from.day(),
            from.month(),
            from.year()
        )
    }

    fn summers(&self, holidays: &SchoolHolidays) -> Vec<Holiday> {
        let gemeenten = self.procedure.version.scheme.gemeenten();
        let here = |region: HolidayRegion| gemeenten.iter().any(|one| one.holidays == Some(region));
        let summers = holidays.summers().filter(|(year, region, _)| *year == self.year && here(*region));
        summers
            .map(|(_, region, summer)| Holiday {
                region: region_name(region),
                from: summer.value.from,
                until: summer.value.until,
            })
            .collect()
    }
}

/// Whether there is anything to say in a picture of when one can apply.
fn can_apply(state: Option<LotState>) -> bool {
    state.is_some_and(|state| state.may_apply().is_ok() || state.is_closed())
}

impl Alike {
    fn line(&self) -> StripLine {
        let phase = |one: &Stretch| StripPhase { code: one.state, from: one.from, until: one.until };
        StripLine {
            label: self.group.clone(),
            sub: words::gemeenten(&self.gemeenten, self.all),
            phases: self.openings.iter().map(phase).collect(),
        }
    }
}

impl Holiday {
    fn band(&self) -> StripBand {
        StripBand { label: self.region.to_owned(), from: self.from, until: self.until }
    }
}
