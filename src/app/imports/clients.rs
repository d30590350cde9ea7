//! Clients per lot and quarter: what a table would change, and taking it over.
//! May import: app::{ctx, error, schemes}, domain, storage.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Brought, keep, settle};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::schemes;
use crate::app::supply::key;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{ImportId, ProcedureId};
use crate::domain::imports::{self, ClientCount, ImportKind, ImportState, Quarter, Table, Wrong};
use crate::domain::policy_code::LotKey;
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::storage::client_counts::{self, ClientCountRow};
use crate::storage::{DbConn, RegionScope};

const KIND: ImportKind = ImportKind::Clients;

/// The counts of each lot, by quarter.
pub type Counts = BTreeMap<LotKey, Vec<(Quarter, u32)>>;

/// What a row of a table would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing was counted yet.
    New,
    /// Another number stands there.
    Corrected {
        /// That number.
        from: u32,
    },
    /// It stands there already.
    Same,
}

/// A table that waits, with what it would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The file's name.
    pub file_name: String,
    /// The regeling.
    pub scheme: Arc<Scheme>,
    /// Each count and what it would do; or what is wrong since the regeling was changed.
    pub counts: std::result::Result<Vec<(ClientCount, Step)>, Vec<Wrong>>,
}

/// Every count of a procedure.
///
/// # Errors
/// What the database says.
pub fn counted(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Counts> {
    let mut counts = Counts::new();
    for row in client_counts::of_procedure(conn, scope, procedure)? {
        let quarter = Quarter::parse(&row.quarter).map_err(Error::internal)?;
        let clients = u32::try_from(row.clients).map_err(Error::internal)?;
        counts.entry(key(&row.product_group, &row.gemeente)?).or_default().push((quarter, clients));
    }
    Ok(counts)
}

/// Everything that is wrong with a table now.
///
/// # Errors
/// [`Error::NotFound`] for a procedure of another region.
pub fn wrong(
    conn: &mut DbConn,
    scope: &RegionScope,
    (procedure, table): (&ProcedureId, &Table),
    now: DateTime<Utc>,
) -> Result<Vec<Wrong>> {
    let scheme = schemes::in_force(conn, scope, procedure, now)?.scheme;
    Ok(imports::clients(table, &scheme, local_day(now)).err().unwrap_or_default())
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
    let scheme = schemes::in_force(conn, scope, &waiting.procedure, now)?.scheme;
    let counts = match imports::clients(&waiting.table, &scheme, local_day(now)) {
        Ok(counts) => Ok(held_against(counts, &counted(conn, scope, &waiting.procedure)?)),
        Err(wrong) => Err(wrong),
    };
    Ok(Plan { file_name: waiting.file_name, scheme, counts })
}

fn held_against(counts: Vec<ClientCount>, known: &Counts) -> Vec<(ClientCount, Step)> {
    let held = |count: ClientCount| {
        let of_lot = known.get(&count.lot).map_or(&[][..], Vec::as_slice);
        let step = match of_lot.iter().find(|(quarter, _)| *quarter == count.quarter) {
            None => Step::New,
            Some((_, clients)) if *clients == count.clients => Step::Same,
            Some((_, from)) => Step::Corrected { from: *from },
        };
        (count, step)
    };
    counts.into_iter().map(held).collect()
}

/// Take a table over: what is new is added, and what stands there with another number is corrected, with a leaf of its own.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when it was settled, or does not fit the regeling any more.
pub fn take_over(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ImportId) -> Result<()> {
    let waiting = super::waiting(conn, scope, KIND, id)?;
    let scheme = schemes::in_force(conn, scope, &waiting.procedure, ctx.now)?.scheme;
    let counts = imports::clients(&waiting.table, &scheme, local_day(ctx.now)).map_err(|_| Error::Stale)?;
    let known = counted(conn, scope, &waiting.procedure)?;
    let place = Place::of_region(scope.region()).procedure(&waiting.procedure);
    let (mut added, mut corrected) = (0, 0);
    for (count, step) in held_against(counts, &known) {
        match step {
            Step::Same => continue,
            Step::New => added += 1,
            Step::Corrected { from } => {
                corrected += 1;
                let about = format!("{}/{}:{}", count.lot.group, count.lot.gemeente, count.quarter);
                let event = Event::ClientsCorrected {
                    subject: waiting.procedure.clone(),
                    count: Token::parse(&about).map_err(Error::internal)?,
                    from,
                    to: count.clients,
                };
                ctx.record(conn, &place, event)?;
            }
        }
        client_counts::keep(
            conn,
            &ClientCountRow {
                procedure_id: waiting.procedure.to_string(),
                region_id: scope.key().to_owned(),
                product_group: count.lot.group.to_string(),
                gemeente: count.lot.gemeente.to_string(),
                quarter: count.quarter.to_string(),
                clients: i32::try_from(count.clients).map_err(Error::internal)?,
                import_id: id.to_string(),
            },
        )?;
    }
    settle(conn, ctx, scope, id, ImportState::Done)?;
    let event = Event::ClientsImported { subject: id.clone(), digest: waiting.digest, added, corrected };
    Ok(ctx.record(conn, &place, event)?)
}
