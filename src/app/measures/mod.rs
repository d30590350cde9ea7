//! Measures against who is admitted: toezicht advises, a contractmanager proposes, the aanbieder is heard, somebody with a mandate decides, the
//! admission follows in the same transaction, and toezicht looks again (ADR 31). What is read here is an advice and its final facts: nothing from
//! behind the wall. May import: app, auth, domain, storage.

mod advise;
mod basis;
mod by_hand;
mod decide;
mod follow;
mod own;
mod propose;
mod recheck;
mod seen;
mod show;

pub use advise::{Advice, Choices, advise, choices};
pub use by_hand::{resume as resume_by_hand, suspend as suspend_by_hand};
pub use decide::{decide, lift};
pub use own::{Own, give_view, own, own_list};
pub use propose::{Proposal, not_follow, propose};
pub use recheck::{Recheck, recheck};
pub use seen::{Line, Seen};
pub use show::{One, Told, list, one, resting_on};

use std::collections::BTreeMap;

use super::access::{Acting, Visitor};
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::access::StaffRole;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{MeasureId, MeasureStepId, OrgId, UserId};
use crate::domain::motivation::Motivation;
use crate::domain::supervision::Discipline;
use crate::domain::supervision::measure::{Command, Measure};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review::TIED;
use crate::storage::measures::{self, MeasureRow, StepRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, assignments};

/// Which measures of a region somebody reads. Only [`reach`] makes one of a visitor.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The region.
    pub scope: RegionScope,
    side: Side,
}

#[derive(Debug, Clone)]
enum Side {
    /// Toezicht: of its discipline, in its gemeenten (none for all).
    Watches(BTreeMap<Discipline, Vec<String>>),
    /// Who proposes and decides: in these gemeenten (none for all).
    Team(Vec<String>),
}

impl Reach {
    /// What a toezichthouder reads, by discipline.
    #[must_use]
    pub fn watching(scope: RegionScope, watches: BTreeMap<Discipline, Vec<String>>) -> Self {
        Self { scope, side: Side::Watches(watches) }
    }

    /// What a team reads, everywhere or in some gemeenten.
    #[must_use]
    pub fn team(scope: RegionScope, gemeenten: Vec<String>) -> Self {
        Self { scope, side: Side::Team(gemeenten) }
    }

    fn covers(&self, row: &MeasureRow) -> bool {
        let within = |codes: &Vec<String>| codes.is_empty() || codes.contains(&row.gemeente);
        match &self.side {
            Side::Watches(watches) => watches.get(&row.discipline.0).is_some_and(within),
            Side::Team(codes) => within(codes),
        }
    }

    /// What is watched, for who keeps toezicht.
    fn watches(&self) -> Result<&BTreeMap<Discipline, Vec<String>>> {
        match &self.side {
            Side::Watches(watches) => Ok(watches),
            Side::Team(_) => Err(Error::NotFound),
        }
    }

    /// A measure that may be read.
    fn find(&self, conn: &mut DbConn, id: &MeasureId) -> Result<MeasureRow> {
        let row = measures::find(conn, &self.scope, id)?;
        if self.covers(&row) { Ok(row) } else { Err(Error::NotFound) }
    }
}

/// Leave to read measures.
///
/// # Errors
/// [`Error::NotFound`] for who is of no region.
pub fn reach(visitor: &Visitor) -> Result<Reach> {
    let scope = visitor.region_scope()?;
    match &visitor.acting {
        Acting::Region { roles, watches, .. } if roles.contains(&StaffRole::Supervisor) => {
            Ok(Reach::watching(scope, watches.clone()))
        }
        Acting::Region { roles, gemeenten, .. } => {
            let everywhere = roles.contains(&StaffRole::ContractManager);
            Ok(Reach::team(scope, if everywhere { Vec::new() } else { gemeenten.clone() }))
        }
        _ => Err(Error::NotFound),
    }
}

/// The number by which people speak of a measure.
#[must_use]
pub fn number(id: &str) -> String {
    format!("MR-{}", id.get(id.len().saturating_sub(8)..).unwrap_or(id).to_uppercase())
}

/// Who does something, never somebody with a tie to the aanbieder.
fn free(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, org: &OrgId) -> Result<UserId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    match assignments::tied(conn, scope, std::slice::from_ref(org), &by)? {
        true => Err(Error::refused(TIED)),
        false => Ok(by),
    }
}

/// A measure as somebody changes it.
struct Case {
    row: MeasureRow,
    life: Measure,
    org: OrgId,
    by: UserId,
}

impl Case {
    fn load(conn: &mut DbConn, ctx: &Ctx, reach: &Reach, (id, seen): (&MeasureId, i64)) -> Result<Self> {
        let mut row = reach.find(conn, id)?;
        let org = types::id("measures", &row.org_id)?;
        let by = free(conn, ctx, &reach.scope, &org)?;
        let life = measures::life(conn, &row)?;
        row.version = seen;
        Ok(Self { row, life, org, by })
    }

    /// Take a step and keep it, with the reason where one is told.
    fn step(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        command: Command,
        why: Option<&Motivation>,
    ) -> Result<Measure> {
        let name = command.name();
        let on_day = if let Command::PlanRecheck { on } = &command { Some(*on) } else { None };
        let next = self.life.clone().apply(command, self.by.clone(), ctx.now);
        let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
        let id: MeasureStepId = ctx.id();
        let told = why.map(|why| StepRow {
            id: id.to_string(),
            region_id: self.row.region_id.clone(),
            measure_id: self.row.id.clone(),
            step: name.to_owned(),
            on_day,
            why: why.as_str().to_owned(),
            taken_by: self.by.to_string(),
            taken_at: stored(ctx.now),
        });
        if !measures::step(conn, &self.row, &next, told.as_ref())? {
            return Err(Error::Stale);
        }
        Ok(next)
    }

    /// Where in the log it belongs: with what the aanbieder reads of itself once it was told.
    fn place(&self, scope: &RegionScope) -> Result<Place> {
        let procedure = types::id("measures", &self.row.procedure_id)?;
        let place = Place::of_region(scope.region()).procedure(&procedure);
        let is_told = self.row.due_at.is_some() || self.row.decided_at.is_some();
        Ok(if is_told { place.about(&self.org) } else { place })
    }

    fn note(&self, conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, step: &str) -> Result<()> {
        let step = Token::parse(step).map_err(Error::internal)?;
        let subject = types::id("measures", &self.row.id)?;
        Ok(ctx.record(conn, &self.place(scope)?, Event::MeasureStepped { subject, step })?)
    }
}
