//! `/beheer/dekking`: per lot what is offered, whether that is enough, and what waits for a colleague.
//! May import: app, domain, web.

pub mod clients;
mod lot;
pub mod table;

use serde::Serialize;

pub use lot::{enter, page as lot};

use super::documents::slug;
use super::laid_down::Waiting;
use crate::app::laid_down;
use crate::app::public::{self, Procedure};
use crate::app::supply::{self, Landscape, Lot};
use crate::domain::code::Code as _;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::policy_code::LotKey;
use crate::domain::scheme::Scheme;
use crate::domain::supply::{LotChange, LotPlan};
use crate::domain::windows::LotState;
use crate::domain::words::apply::lot_of;
use crate::domain::words::dates::long_date;
use crate::domain::words::supply as words;
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
    groups: Vec<GroupView>,
}

/// The lots of a product group.
#[derive(Serialize)]
struct GroupView {
    title: String,
    lots: Vec<LotView>,
}

/// A lot in the list.
#[derive(Serialize)]
struct LotView {
    href: String,
    gemeente: String,
    state: &'static str,
    providers: u32,
    free: u32,
    clients: Option<u32>,
    /// When they were counted.
    counted: String,
    waiting: String,
    /// Code of what the definition comes to; none where nothing is bought.
    sufficiency: Option<&'static str>,
    review_on: Option<chrono::NaiveDate>,
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
    let (procedures, waiting) = call
        .read(move |conn| {
            let mut measured = Vec::new();
            for procedure in public::region(conn, &slug, now)?.procedures {
                let land = supply::landscape(conn, &scope, &procedure.id, now)?;
                measured.push((procedure, land));
            }
            Ok((measured, laid_down::waiting(conn, &scope, LaidDownKind::Lot)?))
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
    let procedures =
        procedures.iter().map(|(procedure, land)| procedure_view(procedure, land, call.now)).collect();
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
    procedure: &Procedure,
    land: &Landscape,
    now: chrono::DateTime<chrono::Utc>,
) -> ProcedureView {
    let scheme = &land.scheme;
    let lots = |group: &crate::domain::scheme::ProductGroup| {
        let of_group = land.lots.iter().filter(|(key, _)| key.group == group.code);
        let mut lots: Vec<LotView> =
            of_group.map(|(key, lot)| lot_view(procedure, scheme, (key, lot), now)).collect();
        lots.sort_by(|one, other| one.gemeente.cmp(&other.gemeente));
        GroupView { title: group.title.clone(), lots }
    };
    ProcedureView {
        id: procedure.id.to_string(),
        title: procedure.title.clone(),
        on: land.on,
        groups: scheme.groups().iter().map(lots).collect(),
    }
}

fn lot_view(
    procedure: &Procedure,
    scheme: &Scheme,
    (key, lot): (&LotKey, &Lot),
    now: chrono::DateTime<chrono::Utc>,
) -> LotView {
    let state = lot.states.at(now).unwrap_or(LotState::ToBeDetermined);
    LotView {
        href: format!("{HOME}/{}/{}/{}", procedure.id, key.group, key.gemeente),
        gemeente: scheme
            .gemeente(&key.gemeente)
            .map_or_else(|| key.gemeente.to_string(), |one| one.name.clone()),
        state: state.code(),
        providers: lot.supply.providers,
        free: lot.supply.free(),
        clients: lot.supply.clients,
        counted: lot.counted.map(words::counted_briefly).unwrap_or_default(),
        waiting: lot.supply.waiting_days().map(words::in_days).unwrap_or_default(),
        sufficiency: lot.is_bought(now).then(|| lot.judged.sufficiency().code()),
        review_on: lot.states.published(now).filter(|_| state.is_closed()).and_then(|one| one.review_on),
    }
}
