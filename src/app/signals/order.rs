//! The own aanbieders in the order of risk, each with the reasons: to choose whom to look at first, and for nothing else (docs/algoritmeregister.md).
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::area_of;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::Result;
use crate::app::evidence_requests;
use crate::domain::admission::State;
use crate::domain::audit::Event;
use crate::domain::supervision::{Known, Nature, Score, risk};
use crate::domain::terms::local_day;
use crate::storage::DbConn;
use crate::storage::signals::{self, WallScope};
use crate::storage::views::register::Entry;
use crate::storage::views::supervision as view;

/// Admitted for less than this is new.
const NEW: TimeDelta = TimeDelta::days(365);

/// Where an aanbieder stands.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The aanbieder.
    pub org: String,
    /// Its name.
    pub name: String,
    /// Its points, with the reasons.
    pub score: Score,
}

/// The look at the order, for the log.
///
/// # Errors
/// None of its own.
pub fn look_at_order(wall: &WallScope) -> (Place, Event) {
    let region = wall.region.region();
    (Place::of_region(region), Event::RiskOrderOpened { subject: region.clone() })
}

/// The aanbieders that are watched, most points first, and by name where they have as many.
///
/// # Errors
/// What the database says.
pub fn order(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope) -> Result<Vec<Placed>> {
    let today = local_day(ctx.now);
    let mut everybody: BTreeMap<(String, String), Entry> = BTreeMap::new();
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    let mut since: BTreeMap<String, NaiveDate> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for discipline in wall.watches.keys() {
        let area = area_of(wall, *discipline)?;
        let entries = view::everybody(conn, &area)?;
        let orgs: Vec<String> = entries.iter().map(|one| one.org.clone()).collect();
        everybody.extend(entries.into_iter().map(|one| ((one.name_key.clone(), one.org.clone()), one)));
        for some in orgs.chunks(500) {
            // Who keeps both kinds of toezicht counts an admission once.
            for lot in
                view::running_of(conn, &area, some)?.into_iter().filter(|lot| seen.insert(lot.row.id.clone()))
            {
                let one = known.entry(lot.row.org_id.clone()).or_default();
                one.suspensions += u32::from(lot.row.state.0 == State::Suspended);
                let first = since.entry(lot.row.org_id).or_insert(lot.row.starts_on);
                *first = (*first).min(lot.row.starts_on);
            }
        }
    }
    for (org, first) in since {
        known.entry(org).or_default().new_here = first > today - NEW;
    }
    for (org, nature) in signals::open(conn, wall)? {
        let one = known.entry(org).or_default();
        match nature {
            Nature::Calamity => one.calamities += 1,
            Nature::Violence => one.violence += 1,
            // What expired is counted below, also where its signal is done with.
            Nature::Evidence => {}
            Nature::Quality | Nature::Lawfulness | Nature::Register | Nature::Other => one.signals += 1,
        }
    }
    for one in evidence_requests::expired(conn, &wall.region, today)? {
        known.entry(one.org.to_string()).or_default().expired_papers += 1;
    }
    let score = |org: &str| risk(&known.get(org).copied().unwrap_or_default());
    let placed =
        everybody.into_values().map(|one| Placed { score: score(&one.org), org: one.org, name: one.name });
    let mut placed: Vec<Placed> = placed.collect();
    // By name already: a sort that keeps the order of equals leaves it so.
    placed.sort_by_key(|one| std::cmp::Reverse(one.score.points));
    Ok(placed)
}
