//! Holds: that the dossier of an application is not destroyed, by whom, why, and until when.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::legal_holds;
use super::scope::RegionScope;
use super::types::{self, BadRow, instant, stored};
use crate::domain::dispute::{Hold, Lifted};
use crate::domain::ids::{ApplicationId, LegalHoldId};
use crate::domain::motivation::Motivation;

/// A hold on one dossier.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = legal_holds)]
pub struct HoldRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// The dispute because of which it is held, if one is.
    pub dispute_id: Option<String>,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub placed_by: String,
    /// When.
    pub placed_at: NaiveDateTime,
    /// Why that is over.
    pub lifted_reason: String,
    /// Who said so.
    pub lifted_by: Option<String>,
    /// When.
    pub lifted_at: Option<NaiveDateTime>,
}

impl HoldRow {
    /// What the row tells.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn life(&self) -> QueryResult<Hold> {
        let words = |text: &str, what: &str| {
            Motivation::parse(text).map_err(|_| BadRow {
                table: "legal_holds",
                id: self.id.clone(),
                what: what.to_owned(),
            })
        };
        let lifted = match (&self.lifted_by, self.lifted_at) {
            (Some(by), Some(at)) => Some(Lifted {
                by: types::id("legal_holds", by)?,
                at: instant(at),
                why: words(&self.lifted_reason, "lifted_reason")?,
            }),
            _ => None,
        };
        Ok(Hold {
            by: types::id("legal_holds", &self.placed_by)?,
            at: instant(self.placed_at),
            why: words(&self.reason, "reason")?,
            lifted,
        })
    }
}

/// Hold a dossier.
///
/// # Errors
/// A unique violation where it is held for the same dispute.
pub fn insert(conn: &mut DbConn, row: &HoldRow) -> QueryResult<()> {
    diesel::insert_into(legal_holds::table).values(row).execute(conn).map(drop)
}

/// The holds on a dossier, the first first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<HoldRow>> {
    legal_holds::table
        .filter(legal_holds::region_id.eq(scope.key()))
        .filter(legal_holds::application_id.eq(application.as_str()))
        .order((legal_holds::placed_at, legal_holds::id))
        .select(HoldRow::as_select())
        .load(conn)
}

/// One of them.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    (application, id): (&ApplicationId, &LegalHoldId),
) -> QueryResult<HoldRow> {
    legal_holds::table
        .find(id.as_str())
        .filter(legal_holds::region_id.eq(scope.key()))
        .filter(legal_holds::application_id.eq(application.as_str()))
        .select(HoldRow::as_select())
        .first(conn)
}

/// Keep that a hold is lifted; `false` when it was before.
///
/// # Errors
/// What the database says, and its guards while a dispute runs.
pub fn lift(conn: &mut DbConn, row: &HoldRow, end: &Lifted) -> QueryResult<bool> {
    diesel::update(legal_holds::table.find(&row.id).filter(legal_holds::lifted_by.is_null()))
        .set((
            legal_holds::lifted_reason.eq(end.why.as_str()),
            legal_holds::lifted_by.eq(Some(end.by.to_string())),
            legal_holds::lifted_at.eq(Some(stored(end.at))),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}
