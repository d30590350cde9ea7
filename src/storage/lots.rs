//! The lots of an application: which products, how many places for whom, and what is decided on each.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::decisions;
use super::schema::{applications, lot_application_capacity, lot_application_products, lot_applications};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::application::{LotApplication, lot};
use crate::domain::decision::Decision;
use crate::domain::decision::Outcome;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ApplicationId, LotApplicationId, ProcedureId, UserId};
use crate::domain::policy_code::{GroupCode, LotKey};

/// One lot of an application.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lot_applications)]
pub struct LotRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// Product group.
    pub product_group: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// Where it is.
    pub state: AsText<lot::State>,
    /// What is proposed or decided.
    pub outcome: Option<AsText<Outcome>>,
    /// Who took it back.
    pub withdrawn_by: Option<String>,
    /// When.
    pub withdrawn_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

impl LotRow {
    /// The lot as a regeling names it.
    ///
    /// # Errors
    /// A [`BadRow`].
    pub fn key(&self) -> QueryResult<LotKey> {
        let bad =
            |what: &str| BadRow { table: "lot_applications", id: self.id.clone(), what: what.to_owned() };
        Ok(LotKey {
            group: GroupCode::parse(&self.product_group).map_err(|_| bad("product group"))?,
            gemeente: GemeenteCode::parse(&self.gemeente).map_err(|_| bad("gemeente"))?,
        })
    }
}

/// A lot as an aanbieder chooses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Product group.
    pub product_group: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// Products within it.
    pub products: Vec<String>,
    /// Places per doelgroep.
    pub capacity: Vec<(String, i32)>,
}

impl Choice {
    /// The lot.
    #[must_use]
    pub fn key(&self) -> Option<LotKey> {
        let group = GroupCode::parse(&self.product_group).ok()?;
        Some(LotKey { group, gemeente: GemeenteCode::parse(&self.gemeente).ok()? })
    }
}

/// The lots of an application by product group and gemeente, withdrawn ones too.
///
/// # Errors
/// What the database says.
pub fn of_application(conn: &mut DbConn, application: &ApplicationId) -> QueryResult<Vec<LotRow>> {
    lot_applications::table
        .filter(lot_applications::application_id.eq(application.as_str()))
        .order((lot_applications::product_group, lot_applications::gemeente, lot_applications::id))
        .select(LotRow::as_select())
        .load(conn)
}

/// The applications in which a lot is not decided on yet, drafts and sealed ones too, by number.
///
/// # Errors
/// What the database says.
pub fn applying(
    conn: &mut DbConn,
    scope: &super::RegionScope,
    procedure: &ProcedureId,
    (product_group, gemeente): (&str, &str),
) -> QueryResult<Vec<String>> {
    let closed = [lot::State::Decided, lot::State::Withdrawn].map(AsText);
    lot_applications::table
        .inner_join(applications::table)
        .filter(lot_applications::region_id.eq(scope.key()))
        .filter(lot_applications::product_group.eq(product_group))
        .filter(lot_applications::gemeente.eq(gemeente))
        .filter(lot_applications::state.ne_all(closed))
        .filter(applications::procedure_id.eq(procedure.as_str()))
        .order((applications::number, applications::id))
        .select(applications::id)
        .load(conn)
}

/// One lot of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &super::RegionScope, id: &LotApplicationId) -> QueryResult<LotRow> {
    lot_applications::table
        .find(id.as_str())
        .filter(lot_applications::region_id.eq(scope.key()))
        .select(LotRow::as_select())
        .first(conn)
}

/// What was chosen, lot by lot, without the withdrawn ones.
///
/// # Errors
/// What the database says.
pub fn choices(conn: &mut DbConn, application: &ApplicationId) -> QueryResult<Vec<(LotRow, Choice)>> {
    let rows: Vec<LotRow> = of_application(conn, application)?
        .into_iter()
        .filter(|row| row.state.0 != lot::State::Withdrawn)
        .collect();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let products: Vec<(String, String)> = lot_application_products::table
        .filter(lot_application_products::lot_application_id.eq_any(&ids))
        .order((lot_application_products::lot_application_id, lot_application_products::product))
        .select((lot_application_products::lot_application_id, lot_application_products::product))
        .load(conn)?;
    let capacity: Vec<(String, String, i32)> = lot_application_capacity::table
        .filter(lot_application_capacity::lot_application_id.eq_any(&ids))
        .order((lot_application_capacity::lot_application_id, lot_application_capacity::target_group))
        .select((
            lot_application_capacity::lot_application_id,
            lot_application_capacity::target_group,
            lot_application_capacity::places,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = |id: &str| id == row.id;
            let choice = Choice {
                product_group: row.product_group.clone(),
                gemeente: row.gemeente.clone(),
                products: products.iter().filter(|(id, _)| own(id)).map(|(_, code)| code.clone()).collect(),
                capacity: capacity
                    .iter()
                    .filter(|(id, _, _)| own(id))
                    .map(|(_, group, places)| (group.clone(), *places))
                    .collect(),
            };
            (row, choice)
        })
        .collect())
}

/// Add a lot with its products and places.
///
/// # Errors
/// A unique violation where the application has this lot already.
pub fn insert(conn: &mut DbConn, row: &LotRow, choice: &Choice) -> QueryResult<()> {
    diesel::insert_into(lot_applications::table).values(row).execute(conn)?;
    fill(conn, row, choice)
}

/// Replace the products and places of a lot.
///
/// # Errors
/// What the database says.
pub fn refill(conn: &mut DbConn, row: &LotRow, choice: &Choice) -> QueryResult<()> {
    diesel::delete(
        lot_application_products::table.filter(lot_application_products::lot_application_id.eq(&row.id)),
    )
    .execute(conn)?;
    diesel::delete(
        lot_application_capacity::table.filter(lot_application_capacity::lot_application_id.eq(&row.id)),
    )
    .execute(conn)?;
    fill(conn, row, choice)
}

fn fill(conn: &mut DbConn, row: &LotRow, choice: &Choice) -> QueryResult<()> {
    for product in &choice.products {
        diesel::insert_into(lot_application_products::table)
            .values((
                lot_application_products::lot_application_id.eq(&row.id),
                lot_application_products::region_id.eq(&row.region_id),
                lot_application_products::product.eq(product),
            ))
            .execute(conn)?;
    }
    for (group, places) in &choice.capacity {
        diesel::insert_into(lot_application_capacity::table)
            .values((
                lot_application_capacity::lot_application_id.eq(&row.id),
                lot_application_capacity::region_id.eq(&row.region_id),
                lot_application_capacity::target_group.eq(group),
                lot_application_capacity::places.eq(*places),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The life of a lot, put together from its row and its last decision.
///
/// # Errors
/// What the database says, or a [`BadRow`] where the parts do not fit.
pub fn life(conn: &mut DbConn, row: &LotRow) -> QueryResult<LotApplication> {
    if row.state.0 == lot::State::Withdrawn {
        let (Some(by), Some(at)) = (&row.withdrawn_by, row.withdrawn_at) else {
            let what = "withdrawn by nobody".to_owned();
            return Err(BadRow { table: "lot_applications", id: row.id.clone(), what }.into());
        };
        return Ok(LotApplication::Withdrawn { by: types::id("lot_applications", by)?, at: instant(at) });
    }
    let last = decisions::last_of(conn, &row.id)?;
    Ok(match last {
        None => LotApplication::Untouched,
        Some(Decision::Signed { proposed, .. }) if row.state.0 == lot::State::Reopened => {
            LotApplication::Reopened { revises: proposed.decision }
        }
        Some(decision) => LotApplication::With(decision),
    })
}

/// Keep the step a lot took; `false` when somebody changed it since `row` was read. Its decision is kept apart.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    row: &LotRow,
    next: &LotApplication,
    by: &UserId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let outcome = match next {
        LotApplication::With(decision) if !next.state().is_waiting() => {
            Some(AsText(decision.proposed().proposal.outcome()))
        }
        _ => None,
    };
    let withdrawn = matches!(next, LotApplication::Withdrawn { .. });
    diesel::update(lot_applications::table.find(&row.id).filter(lot_applications::version.eq(row.version)))
        .set((
            lot_applications::state.eq(AsText(next.state())),
            lot_applications::outcome.eq(outcome),
            lot_applications::withdrawn_by.eq(withdrawn.then(|| by.to_string())),
            lot_applications::withdrawn_at.eq(withdrawn.then(|| stored(now))),
            lot_applications::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}
