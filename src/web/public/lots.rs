//! The lots of a procedure as pictures: where one may apply, and where there are aanbieders.
//! May import: app::{boundaries, public}, domain, render, web::{coverage, measures}.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::boundaries::Brought;
use crate::app::public::{Gemeente, Procedure, Region};
use crate::domain::code::Code as _;
use crate::domain::scheme::Scheme;
use crate::domain::supply::{Figures, Measured};
use crate::domain::windows::LotState;
use crate::domain::words::supply as words;
use crate::render::svg::{Cell, Column, Level, Matrix, RegionMap, Row};
use crate::web::coverage;
use crate::web::measures::MeasureView;

/// Public figures below this are not shown: behind a small number people can be recognised.
const LEAST_SHOWN: i64 = 5;

/// Where one may apply: a word per lot, gemeenten down and productgroepen across.
#[derive(Debug, Clone, Serialize)]
pub struct StateMatrix {
    /// Unique on the page.
    pub id: String,
    /// Title.
    pub title: String,
    /// The productgroepen.
    pub columns: Vec<Column>,
    /// The gemeenten.
    pub rows: Vec<StateRow>,
}

/// A gemeente with a state for each productgroep.
#[derive(Debug, Clone, Serialize)]
pub struct StateRow {
    /// Name of the gemeente.
    pub label: String,
    /// Codes of the states, as many as there are columns.
    pub cells: Vec<&'static str>,
}

/// A lot whose state deserves an explanation: closed, or about to change.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// Product group.
    pub group: String,
    /// Gemeente.
    pub gemeente: String,
    /// Code of its state.
    pub state: &'static str,
    /// Why, as published.
    pub motivation: String,
    /// When it is looked at again.
    pub review_on: Option<chrono::NaiveDate>,
    /// The figures on which it was decided, measure by measure.
    pub measures: Vec<MeasureView>,
    /// The day of those figures.
    pub measured_on: Option<chrono::NaiveDate>,
    /// Code of the next state; empty when none is published.
    pub next: &'static str,
    /// From when the next one counts.
    pub next_from: Option<chrono::DateTime<chrono::Utc>>,
}

/// How many aanbieders each lot has, by product group and gemeente.
pub type Counts = BTreeMap<(String, String), i64>;

fn columns(region: &Region, procedure: &Procedure) -> Vec<Column> {
    let groups = procedure.version.scheme.groups().iter();
    let column = |group: &crate::domain::scheme::ProductGroup| Column {
        label: group.title.clone(),
        href: Some(format!("/regio/{}/productgroepen/{}", region.slug, group.code)),
    };
    groups.map(column).collect()
}

/// The state of a lot; what nobody decided on is to be determined.
pub(super) fn state(procedure: &Procedure, group: &str, gemeente: &str) -> LotState {
    let lot = procedure.lots.get(&(group.to_owned(), gemeente.to_owned()));
    lot.and_then(|lot| lot.state).unwrap_or(LotState::ToBeDetermined)
}

/// The gemeenten of a procedure, by name.
pub(super) fn gemeenten<'a>(region: &'a Region, procedure: &Procedure) -> Vec<&'a Gemeente> {
    let takes_part = |one: &&Gemeente| {
        procedure.version.scheme.gemeenten().iter().any(|other| other.code.as_str() == one.code)
    };
    region.gemeenten.iter().filter(takes_part).collect()
}

/// Where one may apply.
#[must_use]
pub fn states(region: &Region, procedure: &Procedure, number: usize) -> StateMatrix {
    let groups = procedure.version.scheme.groups();
    let row = |gemeente: &Gemeente| StateRow {
        label: gemeente.name.clone(),
        cells: groups
            .iter()
            .map(|group| state(procedure, group.code.as_str(), &gemeente.code).code())
            .collect(),
    };
    StateMatrix {
        id: format!("waar-{number}"),
        title: procedure.title.clone(),
        columns: columns(region, procedure),
        rows: gemeenten(region, procedure).into_iter().map(row).collect(),
    }
}

/// Where there are aanbieders. Small numbers are not shown.
#[must_use]
pub fn covered(region: &Region, procedure: &Procedure, counts: &Counts, number: usize) -> Matrix {
    let groups = procedure.version.scheme.groups();
    let row = |gemeente: &Gemeente| Row {
        label: gemeente.name.clone(),
        href: Some(format!("/regio/{}/register?gemeente={}", region.slug, gemeente.code)),
        cells: groups
            .iter()
            .map(|group| lot_cell(procedure, counts, group.code.as_str(), &gemeente.code))
            .collect(),
    };
    Matrix {
        id: format!("aanbieders-{number}"),
        title: procedure.title.clone(),
        columns: columns(region, procedure),
        rows: gemeenten(region, procedure).into_iter().map(row).collect(),
    }
}

pub(super) fn lot_cell(procedure: &Procedure, counts: &Counts, group: &str, gemeente: &str) -> Cell {
    let count = counts.get(&(group.to_owned(), gemeente.to_owned())).copied().unwrap_or(0);
    match coverage::off(state(procedure, group, gemeente)).filter(|_| count == 0) {
        Some(level) => Cell { level, count: None },
        None => shown(count),
    }
}

/// A figure as the public may see it. Nobody is recognised by a zero, and for who seeks care it matters most.
#[must_use]
pub fn shown(count: i64) -> Cell {
    match count {
        ..=0 => Cell { level: Level::None, count: None },
        1..LEAST_SHOWN => Cell { level: Level::Few, count: None },
        _ => Cell { level: Level::Many, count: u32::try_from(count).ok() },
    }
}

/// The map of one product group.
#[must_use]
pub fn group_map(
    (region, brought): (&Region, Option<&Brought>),
    procedure: &Procedure,
    counts: &Counts,
    group: &str,
) -> RegionMap {
    let cells = gemeenten(region, procedure)
        .into_iter()
        .map(|one| (one, lot_cell(procedure, counts, group, &one.code)));
    coverage::map(("kaart", &procedure.title), brought, cells)
}

/// The map of a region: aanbieders per gemeente, for anything.
#[must_use]
pub fn region_map(
    (region, brought): (&Region, Option<&Brought>),
    counts: &BTreeMap<String, i64>,
    id: &str,
) -> RegionMap {
    let cells = region.gemeenten.iter().map(|one| (one, shown(counts.get(&one.code).copied().unwrap_or(0))));
    coverage::map((id, &region.name), brought, cells)
}

/// What must be told in words about lots: closures with their reasons, and changes that are published already.
#[must_use]
pub fn notices(region: &Region, procedure: &Procedure) -> Vec<Notice> {
    let scheme = &procedure.version.scheme;
    let told = |state: Option<LotState>| {
        matches!(state, Some(LotState::Closed | LotState::ClosedUnlessAddedValue | LotState::OpenScarcity))
    };
    let lots = procedure.lots.iter().filter(|(_, lot)| told(lot.state) || lot.next.is_some());
    lots.map(|((group, gemeente), lot)| Notice {
        group: scheme
            .groups()
            .iter()
            .find(|one| one.code.as_str() == group)
            .map_or_else(|| group.clone(), |one| one.title.clone()),
        gemeente: region
            .gemeenten
            .iter()
            .find(|one| one.code == *gemeente)
            .map_or_else(|| gemeente.clone(), |one| one.name.clone()),
        state: lot.state.unwrap_or(LotState::ToBeDetermined).code(),
        motivation: lot.motivation.clone(),
        review_on: lot.review_on,
        measures: lot.figures.as_ref().map(|figures| published(scheme, figures)).unwrap_or_default(),
        measured_on: lot.figures.as_ref().map(|figures| figures.on),
        next: lot.next.map_or("", |(state, _)| state.code()),
        next_from: lot.next.map(|(_, from)| from),
    })
    .collect()
}

/// Fewer clients than this are not counted in public: in a small gemeente people know who they are (A042).
const LEAST_CLIENTS: u32 = 10;

/// The figures of a decision as everybody may read them.
fn published(scheme: &Scheme, figures: &Figures) -> Vec<MeasureView> {
    let of_few = figures.supply.providers < words::LEAST_ADDED_UP;
    let few_clients = figures.supply.clients.is_some_and(|clients| clients < LEAST_CLIENTS);
    let view = |finding: &Measured| {
        let instead = match finding {
            Measured::FreeShare { .. } | Measured::Waiting { .. } if of_few => Some(words::OF_TOO_FEW),
            Measured::Clients { .. } if few_clients => Some(words::FEW_CLIENTS),
            Measured::FreeShare { .. } if few_clients => Some(words::BESIDE_FEW_CLIENTS),
            _ => None,
        };
        let shown = MeasureView::of(finding, scheme);
        MeasureView { found: instead.map_or(shown.found, str::to_owned), ..shown }
    };
    figures.judged.findings.iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_public_figure_between_one_and_four_is_shown() {
        for count in 1..5 {
            assert_eq!(shown(count), Cell { level: Level::Few, count: None });
        }
        assert_eq!(shown(5), Cell { level: Level::Many, count: Some(5) });
        assert_eq!(shown(0), Cell { level: Level::None, count: None });
    }
}
