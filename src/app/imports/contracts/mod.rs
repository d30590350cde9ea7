//! Running contracts: what a table would change, and taking it over. The admissions come from no decision, and none is invented.
//! May import: app, domain, storage.

mod taking;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use taking::take_over;

use super::{Brought, keep};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{access, claim_codes, schemes};
use crate::domain::admission::{SourceKind, State};
use crate::domain::ids::{ImportId, OrgId, ProcedureId};
use crate::domain::imports::{
    self, Capacity, Column, Contractor, Flaw, ImportKind, RunningContract, Table, Wrong,
};
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::text::fold_key;
use crate::storage::admissions::{AdmissionRow, CapacityRow};
use crate::storage::organisations::OrganisationRow;
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, admissions as rows, organisations};

const KIND: ImportKind = ImportKind::Contracts;

/// What becomes of an aanbieder in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The portal does not have it yet: it gets a letter with a code.
    New,
    /// It was taken over before, and nobody works for it yet: what the table says of it is right.
    Unclaimed(Box<OrganisationRow>),
    /// People work for it: what they say of it is right.
    Registered(OrgId),
}

/// What becomes of a contract in a table.
#[derive(Debug, Clone)]
pub enum Step {
    /// It is added.
    New,
    /// It was taken over before, with something else in it.
    Corrected(Box<AdmissionRow>),
    /// It stands there already.
    Same,
    /// It was taken over before and has ended since.
    Ended,
    /// A decision admitted the aanbieder here: that goes before.
    Decided,
}

/// An aanbieder of a table, with what becomes of it and of its contracts.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The aanbieder.
    pub contractor: Contractor,
    /// What becomes of it.
    pub who: Who,
    /// Whether it gets a letter with a code.
    pub letter: bool,
    /// What becomes of each contract.
    pub steps: Vec<Step>,
}

/// What a table would do to each aanbieder in it, or everything that is wrong with it.
pub type Found = std::result::Result<Vec<Planned>, Vec<Wrong>>;

/// A table that waits, with what it would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The file's name.
    pub file_name: String,
    /// The regeling.
    pub scheme: Arc<Scheme>,
    /// Each aanbieder, by row; or what is wrong by now.
    pub contractors: Found,
}

/// What a table would do now, or everything that is wrong with it.
fn held_against(
    conn: &mut DbConn,
    scope: &RegionScope,
    (procedure, table): (&ProcedureId, &Table),
    now: DateTime<Utc>,
) -> Result<(Arc<Scheme>, Found)> {
    let scheme = schemes::in_force(conn, scope, procedure, now)?.scheme;
    let contractors = match imports::contracts(table, &scheme, local_day(now)) {
        Ok(contractors) => contractors,
        Err(wrong) => return Ok((scheme, Err(wrong))),
    };
    let (mut planned, mut wrong) = (Vec::new(), Vec::new());
    for contractor in contractors {
        let known = organisations::verified(conn, contractor.profile.kvk.as_str())?;
        let mut letter = false;
        let who = match known {
            None => {
                letter = true;
                Who::New
            }
            Some(row) => {
                let org: OrgId = types::id("organisations", &row.id)?;
                let own = access::for_system_org(org.clone());
                if !claim_codes::has_people(conn, &own)? {
                    letter = !claim_codes::is_invited(conn, scope, &own)?;
                    Who::Unclaimed(Box::new(row))
                } else if row.name_key == fold_key(&contractor.profile.name) {
                    Who::Registered(org)
                } else {
                    let flaw = Flaw::OtherName(row.name);
                    wrong.push(Wrong { row: Some(contractor.row), column: Some(Column::Name), flaw });
                    continue;
                }
            }
        };
        let steps = steps(conn, scope, procedure, (&contractor, &who))?;
        planned.push(Planned { contractor, who, letter, steps });
    }
    Ok((scheme, if wrong.is_empty() { Ok(planned) } else { Err(wrong) }))
}

fn steps(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    (contractor, who): (&Contractor, &Who),
) -> Result<Vec<Step>> {
    let known = match who {
        Who::New => Vec::new(),
        Who::Unclaimed(row) => rows::of_org(conn, scope, &types::id("organisations", &row.id)?)?,
        Who::Registered(org) => rows::of_org(conn, scope, org)?,
    };
    let mut steps = Vec::new();
    for contract in &contractor.contracts {
        let same_lot = |row: &&AdmissionRow| {
            row.procedure_id == procedure.as_str()
                && row.product_group == contract.lot.group.as_str()
                && row.gemeente == contract.lot.gemeente.as_str()
                && row.source.0 != SourceKind::Bridging
        };
        let runs = |row: &AdmissionRow| !matches!(row.state.0, State::Ended | State::Lapsed);
        let of_lot: Vec<&AdmissionRow> = known.iter().filter(same_lot).collect();
        let running = of_lot.iter().find(|row| runs(row));
        steps.push(match running {
            Some(row) if row.source.0 == SourceKind::Decision => Step::Decided,
            Some(row) if is_same(conn, row, contract)? => Step::Same,
            Some(row) => Step::Corrected(Box::new((*row).clone())),
            None if of_lot.iter().any(|row| row.source.0 == SourceKind::TakenOver) => Step::Ended,
            None => Step::New,
        });
    }
    Ok(steps)
}

fn codes(contract: &RunningContract) -> Vec<String> {
    contract.products.iter().map(ToString::to_string).collect()
}

fn is_same(conn: &mut DbConn, row: &AdmissionRow, contract: &RunningContract) -> Result<bool> {
    let (mut products, capacity) = rows::offer(conn, row)?;
    let mut wanted = codes(contract);
    products.sort();
    wanted.sort();
    Ok(row.starts_on == contract.since && products == wanted && !is_newer(&capacity, contract.capacity))
}

/// Whether a table says something newer of the places than is known. What the aanbieder stated itself, with a waiting time, goes before what a
/// table says of the same day.
fn is_newer(known: &[CapacityRow], said: Option<Capacity>) -> bool {
    let Some(said) = said else { return false };
    let Some(row) = known.iter().max_by_key(|row| row.as_of) else { return true };
    let same = (row.places, row.free) == (as_column(said.places), as_column(said.free));
    said.as_of > row.as_of || (said.as_of == row.as_of && row.waiting_days.is_none() && !same)
}

/// A number that a reader bounded.
fn as_column(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Everything that is wrong with a table now.
///
/// # Errors
/// [`Error::NotFound`] for a procedure of another region.
pub fn wrong(
    conn: &mut DbConn,
    scope: &RegionScope,
    about: (&ProcedureId, &Table),
    now: DateTime<Utc>,
) -> Result<Vec<Wrong>> {
    Ok(held_against(conn, scope, about, now)?.1.err().unwrap_or_default())
}

/// Keep a table to look at.
///
/// # Errors
/// [`Error::NotFound`] for a procedure of another region; [`Error::Stale`] where something is wrong with it after all.
pub fn prepare(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, brought: Brought) -> Result<ImportId> {
    if wrong(conn, scope, (&brought.procedure, &brought.table), ctx.now)?.is_empty() {
        keep(conn, ctx, scope, KIND, brought)
    } else {
        Err(Error::Stale)
    }
}

/// What a table that waits would do.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when it was settled.
pub fn plan(conn: &mut DbConn, scope: &RegionScope, id: &ImportId, now: DateTime<Utc>) -> Result<Plan> {
    let waiting = super::waiting(conn, scope, KIND, id)?;
    let (scheme, contractors) = held_against(conn, scope, (&waiting.procedure, &waiting.table), now)?;
    Ok(Plan { file_name: waiting.file_name, scheme, contractors })
}
