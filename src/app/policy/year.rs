//! The calendar of a region for who plans it: what is known, what that means per group of lots, and what must still be planned.
//! May import: app::{error, laid_down, national, policy, public}, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::reading::windows;
use crate::app::error::Result;
use crate::app::public::{self, Gemeente, Procedure};
use crate::app::{laid_down, national};
use crate::domain::ids::ProcedureId;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::{HolidayRegion, Summer};
use crate::domain::terms::local_day;
use crate::domain::windows::{Gap, LotState, Opening, Phases, WindowKind};
use crate::storage::{DbConn, RegionScope};

/// The calendar of one procedure.
#[derive(Debug, Clone)]
pub struct Planner {
    /// Which.
    pub procedure: ProcedureId,
    /// Its title.
    pub title: String,
    /// Its windows, the first to open first.
    pub windows: Vec<Known>,
    /// The lots for which one can apply, by product group.
    pub lots: Vec<Alike>,
    /// How many lots nobody can apply for in any window: bought locally, not, later or to be determined.
    pub left_out: usize,
    /// What must still be planned and what comes too late, the first first.
    pub needed: Vec<Needed>,
    /// The summer holidays of its gemeenten, as far as they are known.
    pub summers: Vec<(HolidayRegion, Summer)>,
}

/// A window of the calendar, public or not.
#[derive(Debug, Clone)]
pub struct Known {
    /// Title.
    pub title: String,
    /// Its moments.
    pub phases: Phases,
    /// It waits for a colleague.
    pub waits: bool,
}

/// Lots of one product group that open and close together.
#[derive(Debug, Clone)]
pub struct Alike {
    /// Title of the product group.
    pub group: String,
    /// Names of the gemeenten.
    pub gemeenten: Vec<String>,
    /// Whether these are all gemeenten of the procedure.
    pub all: bool,
    /// When one may submit, and what the lots are then.
    pub openings: Vec<Opening>,
}

/// A window that must still be planned, or that comes too late.
#[derive(Debug, Clone)]
pub struct Needed {
    /// Between which days nobody can apply.
    pub gap: Gap,
    /// A window that waits for a colleague opens in time.
    pub planned: bool,
    /// For which lots: each product group with its gemeenten.
    pub lots: Vec<(String, Vec<String>)>,
    /// The last day on which an annual window that opens in time is published; none where it is too late for one.
    pub publish_by: Option<NaiveDate>,
}

/// The calendars of a region's procedures, as they are known now.
///
/// # Errors
/// What the database says.
pub fn planners(
    conn: &mut DbConn,
    scope: &RegionScope,
    slug: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Planner>> {
    let region = public::region(conn, slug, now)?;
    let holidays = national::holidays_of_region(conn, scope)?;
    let mut all = Vec::new();
    for one in &region.procedures {
        let gemeenten = one.version.scheme.gemeenten();
        let here = |region: HolidayRegion| gemeenten.iter().any(|one| one.holidays == Some(region));
        let summers = holidays.summers().filter(|(_, region, _)| here(*region));
        let summers = summers.map(|(_, region, summer)| (region, summer.value)).collect();
        let known = known(conn, scope, one, now)?;
        all.push(planner(one, &region.gemeenten, known, summers, local_day(now)));
    }
    Ok(all)
}

fn known(conn: &mut DbConn, scope: &RegionScope, one: &Procedure, now: DateTime<Utc>) -> Result<Vec<Known>> {
    let published = windows(conn, scope, &one.id, now)?.into_iter();
    let mut all: Vec<Known> =
        published.map(|one| Known { title: one.title, phases: one.phases, waits: false }).collect();
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

/// What lots have in common that stand together: the product group, when they open, and the gaps without and with what waits.
type Together = (String, Vec<Opening>, Vec<Gap>, Vec<Gap>);
/// A doelgroep and its gemeenten.
type Lot = (String, Vec<String>);

fn planner(
    one: &Procedure,
    names: &[Gemeente],
    windows: Vec<Known>,
    summers: Vec<(HolidayRegion, Summer)>,
    today: NaiveDate,
) -> Planner {
    let together = together(one, names, &windows);
    let takes_part = one.version.scheme.gemeenten().len();
    let in_play = together
        .iter()
        .filter(|((_, openings, ..), _)| openings.iter().any(|one| one.state.is_some_and(is_in_play)));
    let lots: Vec<Alike> = in_play
        .map(|((group, openings, ..), gemeenten)| Alike {
            group: group.clone(),
            gemeenten: gemeenten.clone(),
            all: gemeenten.len() == takes_part,
            openings: openings.clone(),
        })
        .collect();
    let shown: usize = lots.iter().map(|one| one.gemeenten.len()).sum();
    Planner {
        left_out: one.lots.len().saturating_sub(shown),
        needed: needed(one, &together, today),
        procedure: one.id.clone(),
        title: one.title.clone(),
        windows,
        lots,
        summers,
    }
}

/// Whether one can apply for a lot, or could before it was closed.
fn is_in_play(state: LotState) -> bool {
    state.may_apply().is_ok() || state.is_closed()
}

/// The lots that open and close together, by the title of their product group.
fn together(one: &Procedure, names: &[Gemeente], windows: &[Known]) -> BTreeMap<Together, Vec<String>> {
    let phases = |with_plans: bool| {
        let counted = windows.iter().filter(move |one| with_plans || !one.waits);
        counted.map(|one| one.phases).collect::<Vec<Phases>>()
    };
    let (published, all) = (phases(false), phases(true));
    let groups = one.version.scheme.groups();
    let mut together: BTreeMap<Together, Vec<String>> = BTreeMap::new();
    for ((group, gemeente), lot) in &one.lots {
        let title = groups.iter().find(|one| one.code.as_str() == group).map_or(group, |one| &one.title);
        let name = names.iter().find(|one| one.code == *gemeente).map_or(gemeente, |one| &one.name);
        let gaps = |phases: &[Phases]| lot.states.gaps(phases, one.ends_on);
        let key = (title.clone(), lot.states.openings(&all), gaps(&published), gaps(&all));
        together.entry(key).or_default().push(name.clone());
    }
    together
}

fn needed(one: &Procedure, together: &BTreeMap<Together, Vec<String>>, today: NaiveDate) -> Vec<Needed> {
    let mut lots: BTreeMap<(NaiveDate, Gap, bool), Vec<Lot>> = BTreeMap::new();
    for ((group, _, gaps, with_plans), gemeenten) in together {
        for gap in gaps {
            let planned = !with_plans.contains(gap);
            lots.entry((gap.by, *gap, planned)).or_default().push((group.clone(), gemeenten.clone()));
        }
    }
    let pattern = one.version.scheme.windows().pattern(WindowKind::Annual);
    let ahead = pattern.map(|one| Days::new(one.days_before_opening()));
    let publish_by = |by: NaiveDate| by.checked_sub_days(ahead?).filter(|day| *day > today);
    let needed = lots.into_iter().map(|((by, gap, planned), lots)| Needed {
        publish_by: publish_by(by),
        gap,
        planned,
        lots,
    });
    needed.collect()
}
