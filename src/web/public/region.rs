//! The page of a region: windows, lots, aanbieders, and where everything is.
//! May import: app::public, storage::views, render, web.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::frame::{self, Head, Place};
use super::lots::{self, Notice, StateMatrix};
use super::window::{self, PlannedMoment, WindowCard};
use crate::app::boundaries::{self, Brought};
use crate::app::laid_down::{self, Changed};
use crate::app::public::{Region, Window};
use crate::render::svg::{Matrix, RegionMap, Strip};
use crate::storage::views::register;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    region: Head,
    gemeenten: Vec<String>,
    windows: Vec<WindowCard>,
    procedures: Vec<ProcedureView>,
    map: RegionMap,
    providers: i64,
}

#[derive(Serialize)]
struct ProcedureView {
    title: String,
    starts_on: chrono::NaiveDate,
    ends_on: chrono::NaiveDate,
    states: StateMatrix,
    coverage: Matrix,
    notices: Vec<Notice>,
}

/// How many aanbieders the region has: per lot, per gemeente and in all.
pub(super) struct Figures {
    pub(super) lots: lots::Counts,
    gemeenten: BTreeMap<String, i64>,
    all: i64,
    /// What the map is drawn with.
    boundaries: Option<Brought>,
}

pub(super) async fn figures(call: &Call, region: &Region) -> Result<Figures, AppError> {
    let scope = region.scope.clone();
    call.read(move |conn| {
        let lots = register::per_lot(conn, &scope)?;
        Ok(Figures {
            lots: lots.into_iter().map(|(group, gemeente, count)| ((group, gemeente), count)).collect(),
            gemeenten: register::per_gemeente(conn, &scope)?.into_iter().collect(),
            all: register::count(conn, &scope, &register::Filter::default())?,
            boundaries: boundaries::current(conn, &scope)?,
        })
    })
    .await
}

/// `GET /regio/{slug}`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let figures = figures(&call, &region).await?;
    let windows = region.procedures.iter().flat_map(|procedure| &procedure.windows);
    let procedures = region.procedures.iter().enumerate().map(|(number, procedure)| ProcedureView {
        title: procedure.title.clone(),
        starts_on: procedure.starts_on,
        ends_on: procedure.ends_on,
        states: lots::states(&region, procedure, number),
        coverage: lots::covered(&region, procedure, &figures.lots, number),
        notices: lots::notices(&region, procedure),
    });
    let content = Page {
        region: Head::of(&region),
        gemeenten: region.gemeenten.iter().map(|one| one.name.clone()).collect(),
        windows: WindowCard::current(windows, call.now),
        procedures: procedures.collect(),
        map: lots::region_map((&region, figures.boundaries.as_ref()), &figures.gemeenten, "kaart"),
        providers: figures.all,
    };
    frame::page(&call, &region, Place::Start, "public/region/page.html", &content)
}

#[derive(Serialize)]
struct WindowsPage {
    region: Head,
    current: Vec<WindowCard>,
    past: Vec<WindowCard>,
    years: Vec<Strip>,
    /// The windows that have opened, of which the supply was published.
    opened: Vec<Opened>,
    /// Dates that became later, the last change first.
    changes: Vec<DatesChanged>,
}

/// A window that has opened.
#[derive(Serialize)]
struct Opened {
    id: String,
    title: String,
}

impl Opened {
    fn of(window: &Window) -> Self {
        Self { id: window.id.to_string(), title: window.title.clone() }
    }
}

/// Dates of a window that became later.
#[derive(Serialize)]
struct DatesChanged {
    window: String,
    at: DateTime<Utc>,
    moments: Vec<PlannedMoment>,
    motivation: String,
}

fn changed(windows: &[&Window], one: Changed) -> Option<DatesChanged> {
    let window = windows.iter().find(|window| window.id == one.plan.window)?;
    Some(DatesChanged {
        window: window.title.clone(),
        at: one.at,
        moments: PlannedMoment::later(&one.plan),
        motivation: one.plan.motivation.as_str().to_owned(),
    })
}

/// `GET /regio/{slug}/vensters`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn windows(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let all: Vec<&Window> = region.procedures.iter().flat_map(|procedure| &procedure.windows).collect();
    let past = all.iter().filter(|window| window.phases.closes <= call.now);
    let scope = region.scope.clone();
    let changes = call.read(move |conn| laid_down::changed_dates(conn, &scope)).await?;
    let content = WindowsPage {
        region: Head::of(&region),
        current: WindowCard::current(all.iter().copied(), call.now),
        past: past.map(|window| WindowCard::of(window, call.now)).collect(),
        years: window::years(&all, call.today()),
        opened: all
            .iter()
            .filter(|window| window.phases.opens <= call.now)
            .map(|one| Opened::of(one))
            .collect(),
        changes: changes.into_iter().filter_map(|one| changed(&all, one)).collect(),
    };
    frame::page(&call, &region, Place::Windows, "public/region/windows.html", &content)
}
