//! Choosing lots with their products, and saying how many places there are for whom.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::opened::Opened;
use super::{members, questions};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ApplicationId, UserId};
use crate::domain::notation;
use crate::domain::policy_code::{GroupCode, LotKey, ProductCode, TargetGroupCode};
use crate::domain::rules::{Capacity, LotChoice};
use crate::domain::scheme::CellState;
use crate::domain::windows::{Entry, LotState, NoEntry};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::lots::LotRow;
use crate::storage::{DbConn, OrgScope, answers};

/// Under which code the choice is saved. A colon cannot stand in a code of a regeling.
const CHOICE: &str = ":lots";
/// The name of the places for whoever comes.
pub const ANYONE: &str = "";
/// More places than anybody has in one gemeente.
pub const MOST_PLACES: i64 = 100_000;

/// A chosen lot, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotDraft {
    /// Product group.
    pub group: GroupCode,
    /// Gemeente.
    pub gemeente: GemeenteCode,
    /// Products; at least one.
    pub products: Vec<ProductCode>,
    /// Places as typed, by doelgroep; [`ANYONE`] for whoever comes.
    pub places: BTreeMap<String, String>,
}

impl LotDraft {
    /// The lot.
    #[must_use]
    pub fn key(&self) -> LotKey {
        LotKey { group: self.group.clone(), gemeente: self.gemeente.clone() }
    }

    /// What was sent in, to be filled in again.
    pub(super) fn again(choice: &LotChoice) -> Self {
        let places = choice.capacity.iter().map(|one| {
            let target = one.target.as_ref().map_or(ANYONE, TargetGroupCode::as_str);
            (target.to_owned(), one.places.to_string())
        });
        Self {
            group: choice.lot.group.clone(),
            gemeente: choice.lot.gemeente.clone(),
            products: choice.products.clone(),
            places: places.collect(),
        }
    }

    /// As the rules see it: places that cannot be read are not there yet.
    #[must_use]
    pub fn choice(&self) -> LotChoice {
        let capacity = self.places.iter().filter_map(|(target, typed)| {
            let places = notation::whole(typed).filter(|places| (0..=MOST_PLACES).contains(places))?;
            let target = if target == ANYONE { None } else { Some(TargetGroupCode::parse(target).ok()?) };
            Some(Capacity { target, places })
        });
        LotChoice { lot: self.key(), products: self.products.clone(), capacity: capacity.collect() }
    }

    /// The doelgroepen whose places cannot be read.
    #[must_use]
    pub fn unreadable(&self) -> Vec<&str> {
        let read =
            |typed: &str| notation::whole(typed).is_some_and(|places| (0..=MOST_PLACES).contains(&places));
        self.places.iter().filter(|(_, typed)| !read(typed)).map(|(target, _)| target.as_str()).collect()
    }
}

/// One lot as it can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotCell {
    /// The lot.
    pub lot: LotKey,
    /// Its state.
    pub state: Option<LotState>,
    /// May one apply for it now?
    pub entry: Result<Entry, NoEntry>,
    /// The products that are bought here.
    pub products: Vec<ProductCode>,
}

/// What was chosen so far.
///
/// # Errors
/// What the database says.
pub fn chosen(conn: &mut DbConn, application: &ApplicationId) -> Result<Vec<LotDraft>> {
    let Some(row) = answers::of_lead(conn, application, CHOICE)? else { return Ok(Vec::new()) };
    serde_json::from_str(&row.value_json).map_err(Error::internal)
}

/// Every lot of the procedure with its state at a moment, by product group and gemeente as in the regeling.
#[must_use]
pub fn matrix(opened: &Opened, at: DateTime<Utc>) -> Vec<LotCell> {
    let scheme = &opened.scheme;
    let mut cells = Vec::new();
    for group in scheme.groups() {
        for gemeente in scheme.gemeenten() {
            let lot = LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() };
            let own = opened.states.get(&lot);
            let in_use = |code: &ProductCode| scheme.cell(code, &gemeente.code) == Some(CellState::InUse);
            cells.push(LotCell {
                state: own.and_then(|states| states.at(at)),
                entry: own.map_or(Err(NoEntry::Unknown), |states| states.entry(at)),
                products: group.products.iter().map(|one| one.code.clone()).filter(in_use).collect(),
                lot,
            });
        }
    }
    cells
}

/// Choose lots with their products, in place of the earlier choice. Places that were filled in stay with their lot.
///
/// # Errors
/// [`Error::Invalid`] for a lot that may not be applied for now; [`Error::Stale`] and [`Error::Refused`] as for every change.
pub fn choose_lots(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    wanted: &[(LotKey, ProductCode)],
) -> Result<()> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, id, seen)?;
    let before = chosen(conn, id)?;
    let mut drafts: BTreeMap<LotKey, LotDraft> = BTreeMap::new();
    let mut mistakes = Vec::new();
    let matrix = matrix(&opened, ctx.now);
    for (lot, product) in wanted {
        let cell = matrix.iter().find(|cell| cell.lot == *lot && cell.products.contains(product));
        let cell = cell.ok_or_else(|| Error::field("percelen", NoEntry::NotBought.in_dutch()))?;
        if let Err(no) = cell.entry {
            mistakes.push(FieldError::new(field_of(lot, product), no.in_dutch()));
        }
        let draft = drafts.entry(lot.clone()).or_insert_with(|| LotDraft {
            group: lot.group.clone(),
            gemeente: lot.gemeente.clone(),
            products: Vec::new(),
            places: before
                .iter()
                .find(|one| one.key() == *lot)
                .map(|one| one.places.clone())
                .unwrap_or_default(),
        });
        if !draft.products.contains(product) {
            draft.products.push(product.clone());
        }
    }
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let drafts: Vec<LotDraft> = drafts.into_values().collect();
    let asked = |drafts, role| questions::asked_of(&opened.scheme, drafts, role);
    members::ask_again(conn, ctx, &opened, &by, |role| {
        !asked(&drafts, role).is_subset(&asked(&before, role))
    })?;
    keep(conn, ctx, &opened, &drafts, &by)
}

/// The name of the box for a product in a lot.
#[must_use]
pub fn field_of(lot: &LotKey, product: &ProductCode) -> String {
    format!("kies-{}-{}-{product}", lot.group, lot.gemeente)
}

/// Say how many places there are, per lot and doelgroep, as typed. An empty field takes the places away.
///
/// # Errors
/// [`Error::Stale`] and [`Error::Refused`] as for every change.
pub fn save_places(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    typed: &BTreeMap<(LotKey, String), String>,
) -> Result<()> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, id, seen)?;
    let known = |target: &str| {
        target == ANYONE || opened.scheme.target_groups().iter().any(|one| one.code.as_str() == target)
    };
    let mut drafts = chosen(conn, id)?;
    for draft in &mut drafts {
        let key = draft.key();
        let own = typed.iter().filter(|((lot, target), _)| *lot == key && known(target));
        for ((_, target), text) in own {
            if text.trim().is_empty() {
                draft.places.remove(target);
            } else {
                draft.places.insert(target.clone(), text.trim().to_owned());
            }
        }
    }
    keep(conn, ctx, &opened, &drafts, &by)
}

/// Keep what is chosen, in place of the earlier choice.
pub(super) fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    opened: &Opened,
    drafts: &[LotDraft],
    by: &UserId,
) -> Result<()> {
    let json = serde_json::to_string(drafts).map_err(Error::internal)?;
    Ok(answers::save(conn, &opened.row, &opened.org, CHOICE, Some(json), (by, ctx.now))?)
}

/// Take a lot that was withdrawn out of what is filled in too, so that a next submission does not bring it back.
pub(super) fn forget(conn: &mut DbConn, ctx: &Ctx, opened: &Opened, row: &LotRow, by: &UserId) -> Result<()> {
    let mut drafts = chosen(conn, &opened.id)?;
    drafts.retain(|one| one.group.as_str() != row.product_group || one.gemeente.as_str() != row.gemeente);
    keep(conn, ctx, opened, &drafts, by)
}
