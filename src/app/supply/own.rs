//! An aanbieder states how many places it has free, and how soon somebody new can start.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{key, target_of};
use crate::app::apply::ANYONE;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::{access, schemes};
use crate::domain::audit::Event;
use crate::domain::ids::{AdmissionId, ProcedureId};
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::words::apply::lot_of;
use crate::domain::words::supply::served;
use crate::storage::admissions::{AdmissionRow, CapacityRow};
use crate::storage::{DbConn, OrgScope, supply, types};

/// What an aanbieder states about one doelgroep of one of its admissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The admission.
    pub admission: AdmissionId,
    /// Its procedure.
    pub procedure: ProcedureId,
    /// The lot in words.
    pub lot: String,
    /// Code of the doelgroep; [`ANYONE`] for whoever comes.
    pub target: String,
    /// For whom that is, in words.
    pub served: String,
    /// Free places, as they were stated last.
    pub free: i32,
    /// Days until somebody new can start; none where it was never stated.
    pub waiting_days: Option<i32>,
    /// When that was so; none where nothing was ever stated.
    pub as_of: Option<NaiveDate>,
}

/// A new statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Free places.
    pub free: i32,
    /// Days until somebody new can start.
    pub waiting_days: i32,
}

/// What an organisation stated of its admissions, by region, lot and doelgroep.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope) -> Result<Vec<Own>> {
    let mut own = Vec::new();
    for (admission, capacity) in supply::own(conn, scope)? {
        let region = access::for_system(types::id("admissions", &admission.region_id)?);
        let procedure = types::id("admissions", &admission.procedure_id)?;
        let scheme = schemes::in_force(conn, &region, &procedure, ctx.now)?.scheme;
        own.push(shown(&scheme, &admission, capacity)?);
    }
    Ok(own)
}

fn shown(scheme: &Scheme, admission: &AdmissionRow, capacity: Option<CapacityRow>) -> Result<Own> {
    let target = capacity.as_ref().map_or(ANYONE, |one| &one.target_group).to_owned();
    Ok(Own {
        admission: types::id("admissions", &admission.id)?,
        procedure: types::id("admissions", &admission.procedure_id)?,
        lot: lot_of(scheme, &key(&admission.product_group, &admission.gemeente)?),
        served: served(scheme, target_of(&target)?.as_ref()),
        target,
        free: capacity.as_ref().map_or(0, |one| one.free),
        waiting_days: capacity.as_ref().and_then(|one| one.waiting_days),
        as_of: capacity.map(|one| one.as_of),
    })
}

/// Keep what an organisation states today: of each admission and doelgroep that is its own and is named in `given`.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's.
pub fn state(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    given: &BTreeMap<(AdmissionId, String), Given>,
) -> Result<()> {
    let mut left = given.clone();
    let mut sums: BTreeMap<String, (AdmissionRow, u32)> = BTreeMap::new();
    for (admission, before) in supply::own(conn, scope)? {
        let id: AdmissionId = types::id("admissions", &admission.id)?;
        let target = before.as_ref().map_or(ANYONE, |one| &one.target_group).to_owned();
        let Some(new) = left.remove(&(id, target.clone())) else { continue };
        let row = CapacityRow {
            admission_id: admission.id.clone(),
            region_id: admission.region_id.clone(),
            target_group: target,
            // Who has more free places than it ever named has grown.
            places: before.map_or(0, |one| one.places).max(new.free),
            free: new.free,
            as_of: local_day(ctx.now),
            waiting_days: Some(new.waiting_days),
        };
        supply::state(conn, &row)?;
        let free = u32::try_from(new.free).map_err(Error::internal)?;
        let sum = sums.entry(admission.id.clone()).or_insert((admission, 0));
        sum.1 = sum.1.saturating_add(free);
    }
    if !left.is_empty() {
        return Err(Error::NotFound);
    }
    for (admission, free) in sums.into_values() {
        let place = Place::of_region(&types::id("admissions", &admission.region_id)?)
            .procedure(&types::id("admissions", &admission.procedure_id)?)
            .about(&types::id("admissions", &admission.org_id)?);
        let event = Event::CapacityStated { subject: types::id("admissions", &admission.id)?, free };
        ctx.record(conn, &place, event)?;
    }
    Ok(())
}
