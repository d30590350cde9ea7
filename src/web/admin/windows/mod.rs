//! `/beheer/vensters`: the calendar of the region, with what waits for a colleague.
//! May import: app, domain, web.

pub mod dates;
pub mod drafts;
pub mod failure;
pub mod plan;
pub mod year;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::documents::slug;
use super::laid_down::Waiting;
use crate::app::laid_down::Entered;
use crate::app::public::{self, Window};
use crate::app::{self, laid_down, national, policy, schemes};
use crate::domain::code::Code as _;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::SchoolHolidays;
use crate::domain::windows::{Occasion, Sealing, WindowPlan};
use crate::render::svg::Strip;
use crate::storage::{DbConn, RegionScope};
use crate::web::call::{Answer, Call};
use crate::web::public::window::{self, PlannedMoment, WindowCard};

/// The page of the windows.
pub const HOME: &str = "/beheer/vensters";

#[derive(Serialize)]
struct Page {
    slug: String,
    /// New windows that wait for a colleague.
    plans: Vec<Waiting<PlanView>>,
    /// Later dates that wait for a colleague.
    dates: Vec<Waiting<DatesView>>,
    /// Windows that are not over, with what to know about the summer holidays.
    summers: Vec<SummerView>,
    current: Vec<WindowCard>,
    past: Vec<WindowCard>,
    years: Vec<Strip>,
}

/// A new window that somebody planned.
#[derive(Serialize)]
struct PlanView {
    title: String,
    kind: &'static str,
    sealed: bool,
    moments: Vec<PlannedMoment>,
    summer: Vec<String>,
    /// What must be laid down before it can be published.
    lacking: Option<String>,
}

/// Later dates that somebody planned.
#[derive(Serialize)]
struct DatesView {
    window: String,
    /// The portal failed: whom that touched gets a mail of its own.
    after_failure: bool,
    /// What becomes later.
    moments: Vec<PlannedMoment>,
}

#[derive(Serialize)]
struct SummerView {
    window: String,
    notices: Vec<String>,
}

/// The calendar of a region, with what waits.
struct Calendar {
    windows: Vec<Window>,
    summers: Vec<SummerView>,
    plans: Vec<(Entered, PlanView)>,
    dates: Vec<(Entered, DatesView)>,
}

/// `GET /beheer/vensters`: also those that are not public yet.
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (slug, scope, now) = (slug(&call)?, call.visitor.region_scope()?, call.now);
    let find = slug.clone();
    let found = call.read(move |conn| calendar(conn, &scope, &find, now)).await?;
    let past = found.windows.iter().filter(|window| window.phases.closes <= now);
    let page = Page {
        plans: found.plans.into_iter().map(|(one, plan)| Waiting::of(&call, one, plan)).collect(),
        dates: found.dates.into_iter().map(|(one, dates)| Waiting::of(&call, one, dates)).collect(),
        summers: found.summers,
        current: WindowCard::current(&found.windows, now),
        past: past.map(|window| WindowCard::of(window, now)).collect(),
        years: window::years(&found.windows.iter().collect::<Vec<_>>(), call.today()),
        slug,
    };
    call.page("admin/vensters.html", &page)
}

fn calendar(conn: &mut DbConn, scope: &RegionScope, slug: &str, now: DateTime<Utc>) -> app::Result<Calendar> {
    let region = public::region(conn, slug, now)?;
    let holidays = national::holidays_of_region(conn, scope)?;
    let (mut windows, mut summers, mut plans, mut dates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for procedure in &region.procedures {
        let of_procedure = policy::windows(conn, scope, &procedure.id, now)?;
        for window in of_procedure.iter().filter(|window| window.phases.closes > now) {
            let notices = national::summer_notices(&holidays, &procedure.version.scheme, &window.phases);
            summers.push(SummerView { window: window.title.clone(), notices });
        }
        windows.extend(of_procedure);
    }
    summers.retain(|one| !one.notices.is_empty());
    for one in laid_down::waiting(conn, scope, LaidDownKind::Window)? {
        let LaidDown::Window(plan) = &one.what else { continue };
        let plan = plan_view(conn, scope, &holidays, plan)?;
        plans.push((one, plan));
    }
    for one in laid_down::waiting(conn, scope, LaidDownKind::Dates)? {
        let LaidDown::Dates(plan) = &one.what else { continue };
        let Some(window) = windows.iter().find(|window: &&Window| window.id == plan.window) else { continue };
        let view = DatesView {
            window: window.title.clone(),
            after_failure: plan.occasion == Occasion::Failure,
            moments: PlannedMoment::later(plan),
        };
        dates.push((one, view));
    }
    Ok(Calendar { windows, summers, plans, dates })
}

fn plan_view(
    conn: &mut DbConn,
    scope: &RegionScope,
    holidays: &SchoolHolidays,
    plan: &WindowPlan,
) -> app::Result<PlanView> {
    let scheme = schemes::of_version(conn, scope, &plan.scheme)?.scheme;
    Ok(PlanView {
        title: plan.title.clone(),
        kind: plan.kind.code(),
        sealed: plan.sealing == Sealing::UntilClose,
        moments: PlannedMoment::all(&plan.phases, None),
        summer: national::summer_notices(holidays, &scheme, &plan.phases),
        lacking: policy::lacking(conn, scope, &scheme, &plan.phases)?,
    })
}
