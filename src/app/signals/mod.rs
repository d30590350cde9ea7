//! Signals about aanbieders: reported by anybody, by the aanbieder itself, by a toezichthouder or by the portal, and triaged by toezicht. Behind the wall
//! between inkoop and toezicht (ADR 29): every function that reads takes the wall that [`wall`] makes, and nothing else in `app` imports this module but
//! `investigations`, which stands behind the same wall.
//! May import: app, auth, domain, storage.

mod automatic;
mod calamity;
mod observe;
mod order;
mod receive;
mod report;
mod sample;
mod show;
mod triage;
mod year_plan;

pub use automatic::raise;
pub use calamity::{Calamity, Own, Receipt, calamity, own, receipt};
pub use observe::{Observation, observe};
pub use order::{Placed, look_at_order, order};
pub(in crate::app) use receive::Reading;
pub use report::{Report, choices, is_watched, report};
pub use sample::{Draw, DrawnView, SampleLine, csv, draw, look_at_sample, sample, samples};
pub use show::{Counts, Line, List, One, Reporter, list, look, look_at_reporter, one, reporter, workspace};
pub use triage::{Step, take};
pub use year_plan::{
    EntryView, NewEntry, YearPlan, add_sample_to_plan, add_to_plan, drop_from_plan, year_plan,
};

use std::collections::BTreeMap;

use super::access::{Acting, Visitor};
use super::error::{Error, Result};
use crate::domain::ids::SignalId;
use crate::domain::supervision::Discipline;
use crate::storage::signals::WallScope;
use crate::storage::views::supervision::Area;

/// Leave to look behind the wall.
///
/// # Errors
/// [`Error::NotFound`] for everybody but who keeps toezicht in this region.
pub fn wall(visitor: &Visitor) -> Result<WallScope> {
    let region = visitor.region_scope()?;
    match &visitor.acting {
        Acting::Region { watches, .. } if !watches.is_empty() => {
            Ok(WallScope { region, watches: watches.clone() })
        }
        _ => Err(Error::NotFound),
    }
}

/// The number by which people speak of a signal: it says nothing of how many there are, or of whom.
#[must_use]
pub fn number(id: &SignalId) -> String {
    let (_, end) = id.as_str().split_at(id.as_str().len().saturating_sub(8));
    format!("M-{}", end.to_uppercase())
}

/// What one discipline of a toezichthouder watches.
pub(in crate::app) fn area_of(wall: &WallScope, discipline: Discipline) -> Result<Area> {
    let gemeenten = wall.watches.get(&discipline).ok_or(Error::NotFound)?;
    Ok(Area { scope: wall.region.clone(), gemeenten: gemeenten.clone() })
}

/// The discipline that a form names, or the only one there is.
pub(in crate::app) fn discipline_of(wall: &WallScope, code: &str) -> Option<Discipline> {
    use crate::domain::code::Code as _;
    match (Discipline::from_code(code), one_of(&wall.watches)) {
        (Some(named), _) => Some(named).filter(|named| wall.watches.contains_key(named)),
        (None, only) => only,
    }
}

fn one_of(watches: &BTreeMap<Discipline, Vec<String>>) -> Option<Discipline> {
    let mut kinds = watches.keys().copied();
    kinds.next().filter(|_| kinds.next().is_none())
}
