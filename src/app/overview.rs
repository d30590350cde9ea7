//! How long each step takes, what is at risk, and how often repair is asked: of a window, a gemeente or all together.
//! May import: app::error, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};

use super::error::Result;
use crate::domain::code::Code as _;
use crate::domain::durations::{Course, Durations, Span, Step};
use crate::domain::ids::WindowId;
use crate::storage::types::{self, instant};
use crate::storage::views::durations::{self as view, Received};
use crate::storage::{DbConn, RegionScope};

/// Windows that are looked at together: ten years of them.
const MOST: usize = 20;
/// Days within which a term that ends is at risk.
const SOON: u64 = 14;

/// A window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Identifier.
    pub id: WindowId,
    /// Title.
    pub title: String,
}

/// One lot of an application with what happened to it.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its window.
    pub window: WindowId,
    /// The application.
    pub application: String,
    /// CBS code.
    pub gemeente: String,
    /// What happened to it.
    pub course: Course,
    /// Whether repair was asked, also where that still runs.
    pub asked: bool,
}

/// Everything that was sent in, with what happened to it.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// The windows that are not sealed, the last to close first.
    pub windows: Vec<Window>,
    /// Each lot of each application.
    pub lots: Vec<Told>,
    /// How many applications are open whose term is over, ends within a week, or within two.
    pub at_risk: [usize; 3],
}

/// How long one step took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepTime {
    /// Which.
    pub step: Step,
    /// Of how many: of applications where it is about the whole, else of lots.
    pub count: usize,
    /// Half took at most this many days.
    pub median: Option<u32>,
    /// Nineteen of twenty took at most this many days.
    pub most: Option<u32>,
}

/// How many applications there are, and of how many repair was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repaired {
    /// All.
    pub all: usize,
    /// Of which repair was asked.
    pub repaired: usize,
}

/// Read what happened in the windows of a region, or in one of them.
///
/// # Errors
/// What the database says.
pub fn read(
    conn: &mut DbConn,
    scope: &RegionScope,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Overview> {
    let windows = view::windows(conn, scope, now)?.into_iter().take(MOST);
    let windows = windows.map(|row| Ok(Window { id: types::id("windows", &row.id)?, title: row.title }));
    let windows = windows.collect::<Result<Vec<_>>>()?;
    let of: Vec<WindowId> = windows.iter().map(|one| one.id.clone()).collect();
    let received = view::received(conn, scope, &of)?;
    let courses = Courses::read(conn, scope, &of)?;
    let applications: BTreeMap<&str, &Received> = received.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut lots = Vec::new();
    for (lot, application, gemeente) in view::lots(conn, scope, &of)? {
        let Some(one) = applications.get(application.as_str()) else { continue };
        let Some(at) = one.received_at else { continue };
        let (course, asked) = (courses.of(&lot, one, instant(at)), courses.asked.contains(&application));
        lots.push(Told { window: types::id("windows", &one.window)?, application, gemeente, course, asked });
    }
    Ok(Overview { windows, lots, at_risk: at_risk(&received, today) })
}

fn at_risk(received: &[Received], today: NaiveDate) -> [usize; 3] {
    let within = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let open = || received.iter().filter(|one| one.state.0.is_open()).filter_map(|one| one.due);
    let count =
        |from: NaiveDate, until: NaiveDate| open().filter(|due| *due >= from && *due <= until).count();
    [
        open().filter(|due| *due < today).count(),
        count(today, within(SOON / 2)),
        count(within(SOON / 2 + 1), within(SOON)),
    ]
}

/// What is known of lots and applications, by their identifiers.
struct Courses {
    asked: BTreeSet<String>,
    judged: BTreeMap<String, DateTime<Utc>>,
    repairs: BTreeMap<String, Vec<Span>>,
    decided: BTreeMap<String, view::Decided>,
    told: BTreeMap<String, DateTime<Utc>>,
}

impl Courses {
    fn read(conn: &mut DbConn, scope: &RegionScope, of: &[WindowId]) -> Result<Self> {
        let at = |rows: Vec<(String, Option<NaiveDateTime>)>| {
            rows.into_iter().filter_map(|(id, at)| Some((id, instant(at?)))).collect()
        };
        let mut repairs: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let mut of_repair = BTreeSet::new();
        for (application, asked, settled) in view::repairs(conn, scope, of)? {
            of_repair.insert(application.clone());
            if let Some(settled) = settled {
                repairs.entry(application).or_default().push((instant(asked), instant(settled)));
            }
        }
        let decided = view::decided(conn, scope, of)?.into_iter().map(|row| (row.lot.clone(), row));
        Ok(Self {
            asked: of_repair,
            judged: at(view::first_judged(conn, scope, of)?),
            told: at(view::told(conn, scope, of)?),
            decided: decided.collect(),
            repairs,
        })
    }

    fn of(&self, lot: &str, one: &Received, received: DateTime<Utc>) -> Course {
        let decided = self.decided.get(lot);
        Course {
            received,
            taken: one.taken_up_at.map(instant),
            judged: self.judged.get(&one.id).copied(),
            repairs: self.repairs.get(&one.id).cloned().unwrap_or_default(),
            proposed: decided.map(|row| instant(row.proposed_at)),
            countersigned: decided.and_then(|row| row.countersigned_at).map(instant),
            decided: decided.and_then(|row| row.signed_at).map(instant),
            told: self.told.get(lot).copied(),
        }
    }
}

impl Overview {
    /// How long each step took, of the lots that are chosen.
    #[must_use]
    pub fn steps(&self, chosen: impl Fn(&Told) -> bool + Copy) -> Vec<StepTime> {
        Step::ALL.iter().map(|step| self.step(*step, chosen)).collect()
    }

    /// How long one step took, of the lots that are chosen. What is about a whole application counts once for it.
    #[must_use]
    pub fn step(&self, step: Step, chosen: impl Fn(&Told) -> bool) -> StepTime {
        let whole = matches!(step, Step::Taken | Step::FirstJudged | Step::Repair);
        let mut counted = BTreeSet::new();
        let mut once = |one: &&Told| !whole || counted.insert(one.application.clone());
        let lots = self.lots.iter().filter(|one| chosen(one)).filter(|one| once(one));
        let days: Durations = lots.filter_map(|one| one.course.days(step)).collect();
        StepTime { step, count: days.count(), median: days.median(), most: days.percentile(95) }
    }

    /// Of how many applications repair was asked, of those with a lot that is chosen.
    #[must_use]
    pub fn repaired(&self, chosen: impl Fn(&Told) -> bool) -> Repaired {
        let all: BTreeMap<&str, bool> = self
            .lots
            .iter()
            .filter(|one| chosen(one))
            .map(|one| (one.application.as_str(), one.asked))
            .collect();
        Repaired { all: all.len(), repaired: all.values().filter(|asked| **asked).count() }
    }
}
