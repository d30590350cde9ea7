//! What a wijziging would do: per lot who drops out and what is left, and per aanbieder under its pseudonym why.
//! May import: app, domain, render, web.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Head, home};
use crate::app::amend::{self, Trial};
use crate::domain::ids::{AmendmentId, SimulationId};
use crate::domain::rules::{Effect, LotEffect};
use crate::domain::scheme::{Scheme, TargetGroup, compare};
use crate::domain::words::amendment as words;
use crate::domain::words::comparison::told;
use crate::render::svg::Remains;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

/// The most lots in the picture: the table has them all.
const DRAWN: usize = 15;

#[derive(Serialize)]
struct Page {
    head: Head,
    id: String,
    seq: i32,
    at: String,
    on: chrono::NaiveDate,
    is_current: bool,
    changes: Vec<String>,
    population: usize,
    unknown: usize,
    dropping_out: usize,
    lots: usize,
    /// Lots in which somebody drops out or comes in, or that fall below the floor.
    rows: Vec<LotView>,
    /// How many lots fall below the floor by it.
    broken: Vec<String>,
    /// What nobody serves any more, with where.
    unserved: Vec<String>,
    floor: Option<i64>,
    chart: Option<Remains>,
    /// Whether the picture leaves lots out.
    more: bool,
    people: Vec<PersonView>,
}

/// One lot.
#[derive(Serialize)]
pub(super) struct LotView {
    pub(super) group: String,
    pub(super) gemeente: String,
    pub(super) code: String,
    pub(super) was: usize,
    pub(super) left: usize,
    pub(super) lost: usize,
    pub(super) gained: usize,
    pub(super) unknown: usize,
    pub(super) judge: usize,
    pub(super) clients: Option<i64>,
    pub(super) places_lost: i64,
    pub(super) targets_lost: Vec<String>,
    pub(super) below: bool,
    pub(super) was_below: bool,
}

impl LotView {
    /// A lot in the words of the changed regeling.
    pub(super) fn of(scheme: &Scheme, one: &LotEffect) -> Self {
        let target = |code| {
            let found: Option<&TargetGroup> = scheme.target_group(code);
            found.map_or_else(|| code.to_string(), |one| one.title.clone())
        };
        Self {
            group: scheme
                .group(&one.lot.group)
                .map_or_else(|| one.lot.group.to_string(), |group| group.title.clone()),
            gemeente: scheme
                .gemeente(&one.lot.gemeente)
                .map_or_else(|| one.lot.gemeente.as_str().to_owned(), |gemeente| gemeente.name.clone()),
            code: one.lot.gemeente.as_str().to_owned(),
            was: one.before.left(),
            left: one.after.left(),
            lost: one.lost.len(),
            gained: one.gained.len(),
            unknown: one.after.unknown,
            judge: one.after.judge,
            clients: one.clients,
            places_lost: one.places_lost,
            targets_lost: one.target_groups_lost.iter().map(target).collect(),
            below: one.below_floor,
            was_below: one.was_below_floor,
        }
    }

    fn name(&self) -> String {
        format!("{} in {}", self.group, self.gemeente)
    }

    fn is_hit(&self) -> bool {
        self.lost > 0 || self.gained > 0 || self.below != self.was_below
    }
}

#[derive(Serialize)]
struct PersonView {
    pseudonym: String,
    lots: Vec<String>,
    because: Vec<String>,
}

/// `POST …/doorrekenen`: work it out now.
///
/// # Errors
/// [`AppError::Refused`] before the motivation is there; [`AppError::Stale`].
pub async fn run(call: Call) -> Answer {
    let (scope, id): (_, AmendmentId) = (call.visitor.region_scope()?, call.id("id")?);
    let (ctx, region, which) = (call.ctx(), scope.clone(), id.clone());
    let found = call.read(move |conn| amend::find_out(conn, &ctx, &region, &which)).await?;
    call.change(move |conn, ctx| {
        let simulation = amend::keep(conn, ctx, &scope, &id, &found)?;
        Ok(format!("{}/effect/{simulation}", home(&id)))
    })
    .await
}

/// `GET …/effect/{run}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's, or another wijziging's.
pub async fn page(call: Call) -> Answer {
    let trial = trial(&call).await?;
    let (base, scheme, effect) = (&trial.opened.base.scheme, &trial.scheme, &trial.effect);
    let changes = told(base, scheme, &compare(base, scheme)).into_iter();
    let mut rows: Vec<LotView> =
        effect.lots.iter().map(|one| LotView::of(scheme, one)).filter(LotView::is_hit).collect();
    rows.sort_by_key(|one| std::cmp::Reverse((one.lost, one.below)));
    let floor = scheme.sufficient().providers;
    let broken = rows.iter().filter(|one| one.below && !one.was_below).map(LotView::name).collect();
    let served = |one: &LotView| {
        let name = one.name();
        one.targets_lost.iter().map(move |target| format!("{target} ({name})")).collect::<Vec<_>>()
    };
    let page = Page {
        head: Head::of(&trial.opened),
        id: trial.id.clone(),
        seq: trial.seq,
        at: trial.at.to_rfc3339(),
        on: trial.on,
        is_current: trial.is_current,
        changes: changes
            .flat_map(|one| if one.lines.is_empty() { vec![one.head] } else { one.lines })
            .collect(),
        population: effect.population,
        unknown: trial.unknown,
        dropping_out: effect.dropping_out,
        lots: effect.lots.len(),
        broken,
        unserved: rows.iter().flat_map(served).collect(),
        floor,
        chart: drawn(&rows, floor),
        more: rows.len() > DRAWN,
        people: people(scheme, effect),
        rows,
    };
    call.page("admin/wijziging-effect.html", &page)
}

/// The working out of the path.
pub(super) async fn trial(call: &Call) -> Result<Trial, AppError> {
    let (scope, id, run): (_, AmendmentId, SimulationId) =
        (call.visitor.region_scope()?, call.id("id")?, call.id("run")?);
    call.read(move |conn| amend::trial(conn, &scope, &id, &run)).await
}

fn drawn(rows: &[LotView], floor: Option<i64>) -> Option<Remains> {
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let values: Vec<(String, u32, u32)> =
        rows.iter().take(DRAWN).map(|one| (one.name(), small(one.was), small(one.left))).collect();
    let floor = floor.and_then(|floor| u32::try_from(floor).ok());
    (!values.is_empty()).then(|| Remains::lay("blijft-over", words::REMAINS, floor, values))
}

/// Everybody who drops out of something, by pseudonym.
fn people(scheme: &Scheme, effect: &Effect) -> Vec<PersonView> {
    let mut found: BTreeMap<&str, PersonView> = BTreeMap::new();
    for lot in &effect.lots {
        let name = LotView::of(scheme, lot).name();
        for lost in &lot.lost {
            let person = found.entry(&lost.id).or_insert_with(|| PersonView {
                pseudonym: lost.id.to_string(),
                lots: Vec::new(),
                because: Vec::new(),
            });
            person.lots.push(name.clone());
            for code in lost.because.iter() {
                let title =
                    scheme.requirement(code).map_or_else(String::new, |one| format!(" {}", one.title));
                let reason = format!("{code}{title}");
                if !person.because.contains(&reason) {
                    person.because.push(reason);
                }
            }
        }
    }
    found.into_values().collect()
}
