//! The lots of a procedure at a glance: the matrix, the map of one product group, and where the region is below its floor.
//! May import: app, domain, render, web.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::asked::{Asked, Months};
use crate::app::boundaries::Brought;
use crate::app::public::{Procedure, Region};
use crate::app::supply::{Landscape, Lot, moment_of};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::policy_code::{GroupCode, LotKey, TargetGroupCode};
use crate::domain::scheme::ProductGroup;
use crate::domain::supply::{Depth, Floor, Serving};
use crate::domain::terms::local_day;
use crate::domain::windows::LotState;
use crate::domain::words::supply as words;
use crate::render::svg::{Cell, Column, Level, Matrix, RegionMap, Row};
use crate::web::coverage;
use crate::web::stopping::Choice;

/// The pictures of one procedure.
#[derive(Serialize)]
pub(super) struct Overview {
    targets: Vec<Choice>,
    groups: Vec<Choice>,
    /// Code of the doelgroep that was chosen, and its title; empty for everybody.
    target: String,
    target_title: String,
    /// The same for everybody.
    for_everybody: String,
    months: Months,
    /// Code of the product group on the map, and its title.
    group: String,
    group_title: String,
    /// The fewest aanbieders by the regeling; none where it does not count them.
    floor: Option<u32>,
    ample: Option<u32>,
    matrix: Matrix,
    map: RegionMap,
    /// Lots with fewer aanbieders than the floor, by product group.
    too_few: Vec<Few>,
    /// How many these are.
    too_few_count: usize,
    /// Lots in which nobody has a place free for the doelgroep, by product group.
    full: Vec<Few>,
}

/// Gemeenten of one product group.
#[derive(Serialize)]
struct Few {
    group: String,
    gemeenten: Vec<String>,
}

/// What a lot has for a doelgroep.
pub(super) fn serving(lot: &Lot, target: &TargetGroupCode) -> Serving {
    lot.serving.get(target).copied().unwrap_or_default()
}

/// How many aanbieders a lot has, for a doelgroep or for anybody.
pub(super) fn providers(lot: &Lot, target: Option<&TargetGroupCode>) -> u32 {
    target.map_or(lot.supply.providers, |target| serving(lot, target).providers)
}

/// Everything that is drawn of one procedure.
struct Drawing<'a> {
    region: &'a Region,
    brought: Option<&'a Brought>,
    land: &'a Landscape,
    asked: &'a Asked,
    target: Option<&'a TargetGroupCode>,
    floor: Option<Floor>,
    /// The moment of which it tells.
    at: DateTime<Utc>,
}

/// The pictures of a procedure, the `number`th on its page.
pub(super) fn overview(
    (region, brought): (&Region, Option<&Brought>),
    (procedure, land): (&Procedure, &Landscape),
    asked: &Asked,
    number: usize,
    now: DateTime<Utc>,
) -> Overview {
    let scheme = &land.scheme;
    let (target, group) = (asked.target(scheme), asked.group(scheme));
    let floor = Floor::of(scheme.sufficient());
    let drawing = Drawing { region, brought, land, asked, target, floor, at: moment_of(land.on, now) };
    let too_few = |lot: &Lot| floor.is_some() && Depth::of(providers(lot, None), floor).is_too_few();
    let few = drawing.few(None, too_few);
    let full = target.map(|code| drawing.few(target, |lot| serving(lot, code).free == 0)).unwrap_or_default();
    Overview {
        targets: scheme.target_groups().iter().map(|one| choice(one.code.as_str(), &one.title)).collect(),
        groups: scheme.groups().iter().map(|one| choice(one.code.as_str(), &one.title)).collect(),
        target: target.map(ToString::to_string).unwrap_or_default(),
        target_title: target.map(|code| words::served(scheme, Some(code))).unwrap_or_default(),
        for_everybody: asked.for_everybody(),
        months: asked.months(procedure, local_day(now)),
        group: group.map(|one| one.code.to_string()).unwrap_or_default(),
        group_title: group.map(|one| one.title.clone()).unwrap_or_default(),
        floor: floor.map(Floor::least),
        ample: floor.map(Floor::ample),
        matrix: drawing.matrix(procedure, number),
        map: drawing.map(group, number),
        too_few_count: few.iter().map(|one| one.gemeenten.len()).sum(),
        too_few: few,
        full,
    }
}

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), help: String::new() }
}

impl Drawing<'_> {
    fn lot(&self, group: &GroupCode, gemeente: &GemeenteCode) -> Option<&Lot> {
        self.land.lots.get(&LotKey { group: group.clone(), gemeente: gemeente.clone() })
    }

    fn cell(&self, lot: Option<&Lot>) -> Cell {
        let state = lot.and_then(|lot| lot.states.at(self.at)).unwrap_or(LotState::ToBeDetermined);
        let count = lot.map_or(0, |lot| providers(lot, self.target));
        if let Some(level) = coverage::off(state).filter(|_| count == 0) {
            return Cell { level, count: None };
        }
        let level = match Depth::of(count, self.floor) {
            Depth::Nobody => Level::None,
            Depth::BelowFloor => Level::Fragile,
            Depth::Enough => Level::Enough,
            Depth::Ample => Level::Ample,
            Depth::Some => Level::Many,
        };
        Cell { level, count: Some(count) }
    }

    fn matrix(&self, procedure: &Procedure, number: usize) -> Matrix {
        let groups = self.land.scheme.groups();
        let column = |group: &ProductGroup| {
            let href = format!("{}#kaart-{number}-kop", self.asked.of_group(&group.code));
            Column { label: group.title.clone(), href: Some(href) }
        };
        let row = |gemeente: &crate::domain::scheme::Gemeente| Row {
            label: gemeente.name.clone(),
            href: None,
            cells: groups.iter().map(|group| self.cell(self.lot(&group.code, &gemeente.code))).collect(),
        };
        Matrix {
            id: format!("dekking-{number}"),
            title: procedure.title.clone(),
            columns: groups.iter().map(column).collect(),
            rows: self.land.scheme.gemeenten().iter().map(row).collect(),
        }
    }

    fn map(&self, group: Option<&ProductGroup>, number: usize) -> RegionMap {
        let lot = |code: &str| self.lot(&group?.code, &GemeenteCode::parse(code).ok()?);
        let takes_part =
            |code: &str| self.land.scheme.gemeenten().iter().any(|one| one.code.as_str() == code);
        let all = self.region.gemeenten.iter().filter(|one| takes_part(&one.code));
        let title = group.map_or("", |one| one.title.as_str());
        coverage::map(
            (&format!("kaart-{number}"), title),
            self.brought,
            all.map(|one| (one, self.cell(lot(&one.code)))),
        )
    }

    /// Lots in which something is bought and of which this holds, with how many aanbieders they have for a doelgroep or for anybody.
    fn few(&self, target: Option<&TargetGroupCode>, holds: impl Fn(&Lot) -> bool) -> Vec<Few> {
        let scheme = &self.land.scheme;
        let mut by_group: BTreeMap<&GroupCode, Vec<String>> = BTreeMap::new();
        for (key, lot) in &self.land.lots {
            if lot.is_bought(self.at) && holds(lot) {
                let name = scheme.gemeente(&key.gemeente).map_or(key.gemeente.as_str(), |one| &one.name);
                let told = words::with_providers(name, providers(lot, target));
                by_group.entry(&key.group).or_default().push(told);
            }
        }
        let few = |group: &ProductGroup| {
            let gemeenten = by_group.remove(&group.code)?;
            Some(Few { group: group.title.clone(), gemeenten })
        };
        scheme.groups().iter().filter_map(few).collect()
    }
}
