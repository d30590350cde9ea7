//! `/beheer/dekking`: per lot what is offered, whether that is enough, and what waits for a colleague.
//! May import: app, domain, web.

mod asked;
pub mod clients;
mod listed;
mod lot;
mod overview;
pub mod table;

use asked::Asked;
use chrono::{DateTime, Utc};
use listed::GroupView;
use overview::Overview;
use serde::Serialize;

pub use lot::{enter, page as lot};

use super::documents::slug;
use super::laid_down::Waiting;
use crate::app::boundaries::{self, Brought};
use crate::app::laid_down;
use crate::app::public::{self, Procedure, Region};
use crate::app::supply::{self, Landscape, Lot, moment_of};
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::scheme::Scheme;
use crate::domain::supply::{LotChange, LotPlan};
use crate::domain::terms::local_day;
use crate::domain::words::apply::lot_of;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::measures::MeasureView;

/// The page of the supply.
pub const HOME: &str = "/beheer/dekking";

#[derive(Serialize)]
struct Page {
    plans: Vec<Waiting<PlanView>>,
    procedures: Vec<ProcedureView>,
}

#[derive(Serialize)]
struct ProcedureView {
    id: String,
    title: String,
    /// The day on which everything was added up.
    on: chrono::NaiveDate,
    overview: Overview,
    groups: Vec<GroupView>,
}

/// A plan that waits.
#[derive(Serialize)]
pub struct PlanView {
    /// The lot in words.
    title: String,
    change: &'static str,
    /// The first day of a closure, and when it is looked at again.
    from: String,
    review: String,
    measures: Vec<MeasureView>,
}

/// The measures of a lot.
fn measures(scheme: &Scheme, lot: &Lot) -> Vec<MeasureView> {
    lot.judged.findings.iter().map(|finding| MeasureView::of(finding, scheme)).collect()
}

/// What is proposed, for the words of a template.
fn change_code(change: LotChange) -> &'static str {
    match change {
        LotChange::Close { .. } => "sluiten",
        LotChange::Open => "openen",
        LotChange::OpenForScarcity => "schaarste",
    }
}

/// `GET /beheer/dekking`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (slug, scope, now) = (slug(&call)?, call.visitor.region_scope()?, call.now);
    let asked = Asked::of(&call.query());
    let looked_back = asked.clone();
    let (region, brought, procedures, waiting) = call
        .read(move |conn| {
            let mut region = public::region(conn, &slug, now)?;
            let mut measured = Vec::new();
            for procedure in std::mem::take(&mut region.procedures) {
                let land = match looked_back.day(procedure.starts_on, local_day(now)) {
                    None => supply::landscape(conn, &scope, &procedure.id, now)?,
                    Some(on) => supply::landscape_on(conn, &scope, &procedure.id, on, now)?,
                };
                measured.push((procedure, land));
            }
            let brought = boundaries::current(conn, &scope)?;
            Ok((region, brought, measured, laid_down::waiting(conn, &scope, LaidDownKind::Lot)?))
        })
        .await?;
    let mut plans = Vec::new();
    for one in waiting {
        let LaidDown::Lot(plan) = &one.what else { continue };
        let Some((_, land)) = procedures.iter().find(|(procedure, _)| procedure.id == plan.procedure) else {
            continue;
        };
        let view = plan_view(plan, land);
        plans.push(Waiting::of(&call, one, view));
    }
    let procedures = procedures
        .iter()
        .enumerate()
        .map(|one| procedure_view((&region, brought.as_ref()), one, &asked, call.now))
        .collect();
    call.page("admin/dekking.html", &Page { plans, procedures })
}

fn plan_view(plan: &LotPlan, land: &Landscape) -> PlanView {
    let (from, review) = match plan.change {
        LotChange::Close { from, review_on } => (long_date(from), long_date(review_on)),
        LotChange::Open | LotChange::OpenForScarcity => (String::new(), String::new()),
    };
    PlanView {
        title: lot_of(&land.scheme, &plan.lot),
        change: change_code(plan.change),
        from,
        review,
        measures: land.lots.get(&plan.lot).map(|lot| measures(&land.scheme, lot)).unwrap_or_default(),
    }
}

fn procedure_view(
    region: (&Region, Option<&Brought>),
    (number, (procedure, land)): (usize, &(Procedure, Landscape)),
    asked: &Asked,
    now: DateTime<Utc>,
) -> ProcedureView {
    ProcedureView {
        id: procedure.id.to_string(),
        title: procedure.title.clone(),
        on: land.on,
        overview: overview::overview(region, (procedure, land), asked, number, now),
        groups: listed::groups((procedure, land), asked.target(&land.scheme), moment_of(land.on, now)),
    }
}
