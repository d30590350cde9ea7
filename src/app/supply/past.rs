//! The supply of an earlier day, put together from what has a date: admissions, stops, statements and states.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};

use super::{Landscape, Offers, key, measure, statement};
use crate::app::error::Result;
use crate::app::schemes;
use crate::domain::admission::State;
use crate::domain::ids::ProcedureId;
use crate::domain::policy_code::LotKey;
use crate::domain::supply::Stay;
use crate::domain::terms::{end_of_day, local_day};
use crate::storage::types::instant;
use crate::storage::views::stays::{self, Life, Stop};
use crate::storage::{DbConn, RegionScope, capacity_statements, regions};

/// Who stated nothing for so many days serves nobody any more, as far as the past is known.
const REMEMBERED: u64 = 365;

/// Measure every lot of a procedure as it was at the end of an earlier day, by the regeling of now.
///
/// # Errors
/// [`crate::app::Error::NotFound`] while no regeling is in force; what the database says.
pub fn landscape_on(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Landscape> {
    let version = schemes::in_force(conn, scope, procedure, now)?;
    let year = on.checked_sub_days(Days::new(REMEMBERED)).unwrap_or(on);
    let from = version.scheme.sufficient().oldest(on).min(year);
    let offers = offers(conn, scope, procedure, (from, on))?;
    measure(conn, scope, procedure, (version, offers), on)
}

/// The first day of a procedure: before it there is nothing to look back to.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another region's; what the database says.
pub fn starts_on(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<NaiveDate> {
    Ok(regions::procedure(conn, scope, procedure)?.starts_on)
}

/// The moment of which a landscape tells: the end of its day, unless that is yet to come.
#[must_use]
pub fn moment_of(on: NaiveDate, now: DateTime<Utc>) -> DateTime<Utc> {
    end_of_day(on).map_or(now, |end| (end - chrono::TimeDelta::microseconds(1)).min(now))
}

/// Every stay in the lots of a procedure, or in one of them, by admission; without its stops.
///
/// # Errors
/// What the database says.
pub fn stays(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    lot: Option<&LotKey>,
) -> Result<Vec<(LotKey, Stay)>> {
    let lot = lot.map(|lot| (lot.group.as_str(), lot.gemeente.as_str()));
    let lives = stays::of_procedure(conn, scope, procedure, lot)?;
    lives.iter().map(|life| Ok((key(&life.group, &life.gemeente)?, stay(life, Vec::new())))).collect()
}

fn day(at: NaiveDateTime) -> NaiveDate {
    local_day(instant(at))
}

fn stay(life: &Life, stops: Vec<(NaiveDate, NaiveDate)>) -> Stay {
    // Whoever waited for a signature began when that was there.
    let from = life.activated_at.map_or(life.starts_on, |at| day(at).max(life.starts_on));
    Stay { from, until: (life.state.0 == State::Ended).then(|| day(life.state_since)), stops }
}

fn stop(one: &Stop) -> (NaiveDate, NaiveDate) {
    (day(one.imposed_at), one.ended_at.map_or(one.until, day))
}

/// What every aanbieder that took clients on the last of these days had stated by then, per lot.
fn offers(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    days: (NaiveDate, NaiveDate),
) -> Result<Offers> {
    let mut stops: BTreeMap<String, Vec<(NaiveDate, NaiveDate)>> = BTreeMap::new();
    for one in stays::stops(conn, scope, procedure)? {
        stops.entry(one.admission.clone()).or_default().push(stop(&one));
    }
    let mut last = BTreeMap::new();
    for row in capacity_statements::between(conn, scope, procedure, days)? {
        // They come by day: of each doelgroep the last one stays.
        last.insert((row.admission_id.clone(), row.target_group.clone()), row);
    }
    let mut stated = BTreeMap::<String, Vec<_>>::new();
    for ((admission, _), row) in last {
        stated.entry(admission).or_default().push(statement(&row)?);
    }
    let mut offers = Offers::new();
    for life in stays::of_procedure(conn, scope, procedure, None)? {
        let stops = stops.remove(&life.admission).unwrap_or_default();
        if stay(&life, stops).takes_clients(days.1) {
            let own = stated.remove(&life.admission).unwrap_or_default();
            offers.entry(key(&life.group, &life.gemeente)?).or_default().push(own);
        }
    }
    Ok(offers)
}
