//! `/beheer/vensters`: the calendar of the region, with what waits for a colleague.
//! May import: app, domain, web.

pub mod dates;
pub mod plan;

use std::collections::BTreeMap;

use serde::Serialize;

use super::documents::slug;
use super::laid_down::{self, Waiting};
use crate::app::public::{self, Region, Window};
use crate::app::{self, national, policy};
use crate::domain::code::Code as _;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::windows::Sealing;
use crate::render::svg::Strip;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
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
    /// What becomes later.
    moments: Vec<PlannedMoment>,
}

#[derive(Serialize)]
struct SummerView {
    window: String,
    notices: Vec<String>,
}

/// The calendar of a region.
struct Calendar {
    region: Region,
    windows: Vec<Window>,
    summers: Vec<SummerView>,
    plans: Vec<app::laid_down::Entered>,
    /// What each of the plans lacks, by what it is about.
    lacking: BTreeMap<String, String>,
    dates: Vec<app::laid_down::Entered>,
}

/// `GET /beheer/vensters`: also those that are not public yet.
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (slug, now) = (slug(&call)?, call.now);
    let found = calendar(&call, slug.clone()).await?;
    let me = call.visitor.login.as_ref().map(|login| login.user.clone());
    let past = found.windows.iter().filter(|window| window.phases.closes <= now);
    let page = Page {
        plans: laid_down::waiting(found.plans, me.as_ref(), |what| {
            plan_view(&found.region, &found.lacking, what)
        }),
        dates: laid_down::waiting(found.dates, me.as_ref(), |what| dates_view(&found.windows, what)),
        summers: found.summers,
        current: WindowCard::current(&found.windows, now),
        past: past.map(|window| WindowCard::of(window, now)).collect(),
        years: window::years(&found.windows.iter().collect::<Vec<_>>(), call.today()),
        slug,
    };
    call.page("admin/vensters.html", &page)
}

async fn calendar(call: &Call, slug: String) -> Result<Calendar, AppError> {
    let (scope, now) = (call.visitor.region_scope()?, call.now);
    call.read(move |conn| {
        let region = public::region(conn, &slug, now)?;
        let (mut windows, mut summers) = (Vec::new(), Vec::new());
        for procedure in &region.procedures {
            let of_procedure = policy::windows(conn, &scope, &procedure.id, now)?;
            for window in of_procedure.iter().filter(|window| window.phases.closes > now) {
                let notices = national::summer_notices(&procedure.version.scheme, &window.phases)?;
                summers.push(SummerView { window: window.title.clone(), notices });
            }
            windows.extend(of_procedure);
        }
        summers.retain(|one| !one.notices.is_empty());
        let plans = app::laid_down::waiting(conn, &scope, LaidDownKind::Window)?;
        let dates = app::laid_down::waiting(conn, &scope, LaidDownKind::Dates)?;
        let mut lacking = BTreeMap::new();
        for one in &plans {
            if let LaidDown::Window(plan) = &one.what {
                let lacks = app::laid_down::lacking(conn, &scope, plan)?;
                lacking.extend(lacks.map(|why| (one.what.about(), why)));
            }
        }
        Ok(Calendar { region, windows, summers, plans, lacking, dates })
    })
    .await
}

fn plan_view(region: &Region, lacking: &BTreeMap<String, String>, what: &LaidDown) -> Option<PlanView> {
    let LaidDown::Window(plan) = what else { return None };
    let procedure = region.procedures.iter().find(|one| one.id == plan.procedure)?;
    let summer = national::summer_notices(&procedure.version.scheme, &plan.phases).unwrap_or_default();
    Some(PlanView {
        title: plan.title.clone(),
        kind: plan.kind.code(),
        sealed: plan.sealing == Sealing::UntilClose,
        moments: PlannedMoment::all(&plan.phases, None),
        summer,
        lacking: lacking.get(&what.about()).cloned(),
    })
}

fn dates_view(windows: &[Window], what: &LaidDown) -> Option<DatesView> {
    let LaidDown::Dates(plan) = what else { return None };
    let window = windows.iter().find(|one| one.id == plan.window)?;
    Some(DatesView { window: window.title.clone(), moments: PlannedMoment::later(plan) })
}
