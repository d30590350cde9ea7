//! The lots of a procedure in a list: what each offers, to anybody or to one doelgroep.
//! May import: app, domain, web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::overview::{providers, serving};
use crate::app::public::Procedure;
use crate::app::supply::{Landscape, Lot};
use crate::domain::code::Code as _;
use crate::domain::policy_code::{LotKey, TargetGroupCode};
use crate::domain::supply::{Depth, Floor};
use crate::domain::windows::LotState;
use crate::domain::words::supply as words;

/// The lots of a product group.
#[derive(Serialize)]
pub(super) struct GroupView {
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
    /// Whether these are fewer than the regeling asks.
    too_few: bool,
    free: u32,
    clients: Option<u32>,
    /// When they were counted.
    counted: String,
    waiting: String,
    /// Code of what the definition comes to; none where nothing is bought.
    sufficiency: Option<&'static str>,
    review_on: Option<chrono::NaiveDate>,
}

/// Every lot, by product group and then by the name of the gemeente.
pub(super) fn groups(
    (procedure, land): (&Procedure, &Landscape),
    target: Option<&TargetGroupCode>,
    at: DateTime<Utc>,
) -> Vec<GroupView> {
    let of_group = |group: &crate::domain::scheme::ProductGroup| {
        let lots = land.lots.iter().filter(|(key, _)| key.group == group.code);
        let mut lots: Vec<LotView> =
            lots.map(|(key, lot)| view((procedure, land), (key, lot), target, at)).collect();
        lots.sort_by(|one, other| one.gemeente.cmp(&other.gemeente));
        GroupView { title: group.title.clone(), lots }
    };
    land.scheme.groups().iter().map(of_group).collect()
}

fn view(
    (procedure, land): (&Procedure, &Landscape),
    (key, lot): (&LotKey, &Lot),
    target: Option<&TargetGroupCode>,
    at: DateTime<Utc>,
) -> LotView {
    let scheme = &land.scheme;
    let state = lot.states.at(at).unwrap_or(LotState::ToBeDetermined);
    let floor = Floor::of(scheme.sufficient());
    let (free, waiting) = match target {
        None => (lot.supply.free(), lot.supply.waiting_days()),
        Some(target) => (serving(lot, target).free, serving(lot, target).waiting_days),
    };
    LotView {
        href: format!("{}/{}/{}/{}", super::HOME, procedure.id, key.group, key.gemeente),
        gemeente: scheme
            .gemeente(&key.gemeente)
            .map_or_else(|| key.gemeente.to_string(), |one| one.name.clone()),
        state: state.code(),
        providers: providers(lot, target),
        too_few: lot.is_bought(at) && floor.is_some() && Depth::of(providers(lot, None), floor).is_too_few(),
        free,
        clients: lot.supply.clients,
        counted: lot.counted.map(words::counted_briefly).unwrap_or_default(),
        waiting: waiting.map(words::in_days).unwrap_or_default(),
        sufficiency: lot.is_bought(at).then(|| lot.judged.sufficiency().code()),
        review_on: lot.states.published(at).filter(|_| state.is_closed()).and_then(|one| one.review_on),
    }
}
