//! The admissions of an aanbieder in every region, and what they wait for.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::waiting::Waits;
use super::{scheme_of, suspension, title};
use crate::app::access;
use crate::app::admissions::Starting;
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::domain::admission::{SourceKind, State, Suspension};
use crate::domain::terms::local_day;
use crate::storage::views::admissions::{self, Recorded};
use crate::storage::{DbConn, OrgScope, types};

/// An admission as the aanbieder sees it, with its words.
#[derive(Debug, Clone)]
pub struct Own {
    /// Identifier.
    pub id: String,
    /// Name of the region.
    pub region: String,
    /// Title of the product group.
    pub group: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Its CBS code.
    pub gemeente_code: String,
    /// Where it is.
    pub state: State,
    /// Where it comes from.
    pub source: SourceKind,
    /// First day.
    pub starts_on: NaiveDate,
    /// What it waits for, while it is granted.
    pub waits: Option<Waits>,
    /// How it is suspended, while it is.
    pub suspension: Option<Suspension>,
}

/// The admissions of an organisation, in every region.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope) -> Result<Vec<Own>> {
    let mut starting = Starting::on(local_day(ctx.now));
    let recorded = admissions::own_recorded(conn, scope)?;
    let mut own = Vec::new();
    for one in admissions::own(conn, scope)? {
        let row = one.row;
        let region = access::for_system(types::id("admissions", &row.region_id)?);
        let scheme = scheme_of(conn, ctx, &region, &row.procedure_id)?;
        let agreed = recorded.iter().any(|one| one.covers(&row));
        let gemeente = scheme.gemeenten().iter().find(|one| one.code.as_str() == row.gemeente);
        own.push(Own {
            region: one.region,
            group: title(&scheme, &row.product_group),
            gemeente: gemeente.map_or_else(|| row.gemeente.clone(), |one| one.name.clone()),
            waits: Waits::of(conn, &mut starting, &region, &row, agreed)?,
            suspension: suspension(conn, &row)?,
            id: row.id,
            gemeente_code: row.gemeente,
            state: row.state.0,
            source: row.source.0,
            starts_on: row.starts_on,
        });
    }
    Ok(own)
}

/// The recorded overeenkomsten of an organisation, in every region, newest first.
///
/// # Errors
/// What the database says.
pub fn own_recorded(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Recorded>> {
    Ok(admissions::own_recorded(conn, scope)?)
}
