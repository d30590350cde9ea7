//! The supply of a procedure: per lot its state, what aanbieders offer, and whether that is enough.
//! May import: app, domain, storage.

mod asking;
mod opening;
mod own;
mod past;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use asking::ask;
use chrono::{DateTime, NaiveDate, Utc};
pub use opening::{of_window, publish};
pub(in crate::app) use opening::{plan as plan_opening, published};
pub use own::{Given, Own, own, state};
pub use past::{landscape_on, moment_of, starts_on, stays};

use super::apply::ANYONE;
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::imports::clients;
use super::schemes::{self, Version};
use crate::domain::audit::{Event, Token};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ProcedureId, SchemeVersionId};
use crate::domain::imports::Quarter;
use crate::domain::policy_code::{GroupCode, LotKey, TargetGroupCode};
use crate::domain::scheme::Scheme;
use crate::domain::supply::{Counted, Judged, LotSupply, Serving, Statement, When};
use crate::domain::terms::local_day;
use crate::domain::windows::{LotStates, PublishedState};
use crate::storage::admissions::CapacityRow;
use crate::storage::calendar::{self, LotStateRow};
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope, supply};

/// A lot with its supply.
#[derive(Debug, Clone)]
pub struct Lot {
    /// Its states.
    pub states: LotStates,
    /// What is offered.
    pub supply: LotSupply,
    /// What of it is for each doelgroep that somebody has places for.
    pub serving: BTreeMap<TargetGroupCode, Serving>,
    /// When its clients were counted; none where nobody did.
    pub counted: Option<When>,
    /// The definition of the regeling held against it.
    pub judged: Judged,
    /// Whether it would be reached without what aanbieders only state of themselves.
    pub enough_without: bool,
}

impl Lot {
    /// Whether anything is bought in it, so that one can apply for it, or could before it was closed.
    #[must_use]
    pub fn is_bought(&self, now: DateTime<Utc>) -> bool {
        self.states.at(now).is_some_and(|state| state.may_apply().is_ok() || state.is_closed())
    }
}

/// Every lot of a procedure on one day.
#[derive(Debug, Clone)]
pub struct Landscape {
    /// The version of the regeling in force.
    pub version: SchemeVersionId,
    /// The regeling.
    pub scheme: Arc<Scheme>,
    /// The day.
    pub on: NaiveDate,
    /// The lots, by product group and gemeente.
    pub lots: BTreeMap<LotKey, Lot>,
}

/// Measure every lot of a procedure now.
///
/// # Errors
/// [`Error::NotFound`] while no regeling is in force; what the database says.
pub fn landscape(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> Result<Landscape> {
    let version = schemes::in_force(conn, scope, procedure, now)?;
    let offers = offers(conn, scope, procedure)?;
    measure(conn, scope, procedure, (version, offers), local_day(now))
}

/// Hold a regeling against what is offered on a day.
fn measure(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    (version, mut offers): (Version, Offers),
    on: NaiveDate,
) -> Result<Landscape> {
    let scheme = version.scheme;
    let mut counts = clients::counted(conn, scope, procedure)?;
    let mut states = states(&calendar::lot_states_of(conn, scope, procedure)?)?;
    let asked = scheme.sufficient();
    let targets: Vec<TargetGroupCode> = scheme.target_groups().iter().map(|one| one.code.clone()).collect();
    let mut lots = BTreeMap::new();
    for group in scheme.groups() {
        for gemeente in scheme.gemeenten() {
            let key = LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() };
            let providers = offers.remove(&key).unwrap_or_default();
            let mut quarters = counts.remove(&key).unwrap_or_default();
            quarters.retain(|(quarter, _)| *quarter <= Quarter::of(on));
            let counted = Counted::newest(&scheme, &key, &quarters);
            let clients = counted.map(|one| one.clients);
            let supply = LotSupply::add_up(key.clone(), clients, &providers, asked.oldest(on));
            let judged = asked.judge(&supply, &targets, on);
            let enough_without = asked.judge(&supply.without_statements(), &targets, on).is_enough();
            let states = states.remove(&key).unwrap_or_default();
            let counted = counted.map(|one| one.when);
            let serving = served(&providers, &targets, asked.oldest(on));
            lots.insert(key, Lot { states, supply, serving, counted, judged, enough_without });
        }
    }
    Ok(Landscape { version: version.id, scheme, on, lots })
}

/// What is for each doelgroep that somebody has places for.
fn served(
    providers: &[Vec<Statement>],
    targets: &[TargetGroupCode],
    oldest: NaiveDate,
) -> BTreeMap<TargetGroupCode, Serving> {
    let each = targets.iter().map(|target| (target.clone(), Serving::add_up(providers, target, oldest)));
    each.filter(|(_, serving)| serving.providers > 0).collect()
}

type Offers = BTreeMap<LotKey, Vec<Vec<Statement>>>;

/// Note that the supply of so many lots is taken away as a table.
///
/// # Errors
/// What the database says.
pub fn note_download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    procedure: &ProcedureId,
    rows: usize,
) -> Result<()> {
    let event = Event::ExportDownloaded {
        subject: scope.region().clone(),
        kind: Token::parse("supply").map_err(Error::internal)?,
        rows: u32::try_from(rows).map_err(Error::internal)?,
    };
    Ok(ctx.record(conn, &Place::of_region(scope.region()).procedure(procedure), event)?)
}

/// What every aanbieder that counts stated, per lot.
fn offers(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Offers> {
    let mut offers = Offers::new();
    let mut last = String::new();
    for (admission, capacity) in supply::of_procedure(conn, scope, procedure)? {
        let providers = offers.entry(key(&admission.product_group, &admission.gemeente)?).or_default();
        // The rows of one admission follow each other.
        if last != admission.id {
            providers.push(Vec::new());
            last = admission.id;
        }
        if let (Some(stated), Some(capacity)) = (providers.last_mut(), capacity) {
            stated.push(statement(&capacity)?);
        }
    }
    Ok(offers)
}

fn statement(row: &CapacityRow) -> Result<Statement> {
    Ok(Statement {
        target: target_of(&row.target_group)?,
        places: u32::try_from(row.places).map_err(Error::internal)?,
        free: u32::try_from(row.free).map_err(Error::internal)?,
        waiting_days: row.waiting_days.map(u32::try_from).transpose().map_err(Error::internal)?,
        as_of: row.as_of,
    })
}

/// The doelgroep as it is stored; none for whoever comes.
fn target_of(stored: &str) -> Result<Option<TargetGroupCode>> {
    match stored {
        ANYONE => Ok(None),
        code => Ok(Some(TargetGroupCode::parse(code).map_err(Error::internal)?)),
    }
}

/// The lot of a row.
pub(super) fn key(group: &str, gemeente: &str) -> Result<LotKey> {
    Ok(LotKey {
        group: GroupCode::parse(group).map_err(Error::internal)?,
        gemeente: GemeenteCode::parse(gemeente).map_err(Error::internal)?,
    })
}

/// The lot of a decision.
pub(super) fn key_of(row: &LotStateRow) -> Result<LotKey> {
    key(&row.product_group, &row.gemeente)
}

/// The states of every lot.
pub(super) fn states(rows: &[LotStateRow]) -> Result<BTreeMap<LotKey, LotStates>> {
    let mut found: BTreeMap<LotKey, Vec<PublishedState>> = BTreeMap::new();
    for row in rows {
        let lot = key_of(row)?;
        found.entry(lot).or_default().push(PublishedState {
            state: row.state.0,
            decided: instant(row.decided_at),
            from: instant(row.effective_from),
            review_on: row.review_on,
        });
    }
    let read = |(lot, states)| Ok((lot, LotStates::stored(states).map_err(Error::internal)?));
    found.into_iter().map(read).collect()
}
