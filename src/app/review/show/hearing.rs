//! Zienswijzen and verdaging as the team reads them with a dossier.
//! May import: app, domain, storage.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::longest;
use crate::app::review::opened::Opened;
use crate::domain::code::Code as _;
use crate::domain::terms::local_day;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::extensions;
use crate::storage::hearings::{self, HearingRow};
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope};

/// A zienswijze.
#[derive(Debug, Clone, Serialize)]
pub struct HearingSeen {
    /// Its identifier.
    pub id: String,
    /// Where it is.
    pub state: &'static str,
    /// The first moment that is too late, RFC 3339; empty before it is asked.
    pub due: String,
    /// Whether its term passed unused.
    pub passed: bool,
    /// The lots it is about.
    pub places: Vec<String>,
    /// What the aanbieder thinks.
    pub given: String,
    /// When it said so, RFC 3339.
    pub given_at: String,
    /// What the team thinks of that.
    pub weighed: String,
    /// Why a second person cannot agree yet; empty where it can.
    pub waits: String,
}

/// Whether the decision can come later, or already does.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Extension {
    /// The reader can extend the term, by at most so many weeks.
    Possible {
        /// How many weeks at most.
        weeks: i32,
    },
    /// It was extended.
    Given {
        /// By how many weeks.
        weeks: i32,
        /// The last day before.
        before: NaiveDate,
        /// Why.
        motivation: String,
    },
    /// Not by this reader, or not any more.
    Closed,
}

/// The zienswijzen of an application, the last first.
pub(super) fn all(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
) -> Result<Vec<HearingSeen>> {
    let rows = hearings::of_application(conn, scope, &opened.id)?;
    rows.iter().rev().map(|row| seen(conn, ctx, scope, opened, row)).collect()
}

/// The zienswijze about a proposal.
pub(super) fn about(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    decision: &str,
) -> Result<Option<HearingSeen>> {
    let row = hearings::of_decision(conn, scope, decision)?;
    row.map(|row| seen(conn, ctx, scope, opened, &row)).transpose()
}

fn seen(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    row: &HearingRow,
) -> Result<HearingSeen> {
    let decisions = hearings::decisions_of(conn, scope, &row.id)?;
    let places = opened.lots.iter().map(|(lot, _)| lot);
    let places = places.filter(|lot| decisions.iter().any(|one| one.lot_application_id == lot.id));
    let heard = row.life()?.heard(ctx.now);
    Ok(HearingSeen {
        id: row.id.clone(),
        state: row.state.0.code(),
        due: row.due_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
        passed: row.given_at.is_none() && row.due_at.is_some_and(|due| instant(due) <= ctx.now),
        places: places.map(|lot| super::place(opened, lot)).collect(),
        given: row.given.clone(),
        given_at: row.given_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
        weighed: row.weighed.clone(),
        waits: heard.enough().err().map(|why| why.in_dutch()).unwrap_or_default(),
    })
}

/// What can be said of extending the term.
pub(super) fn extension(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
) -> Result<Extension> {
    if let Some(row) = extensions::of_application(conn, scope, &opened.id)? {
        let (weeks, before, motivation) = (row.weeks, row.before, row.motivation);
        return Ok(Extension::Given { weeks, before, motivation });
    }
    let in_time = opened.row.decision_due_on.is_some_and(|due| local_day(ctx.now) <= due);
    let weeks = longest(opened.scheme.terms().extension);
    let mine = opened.is_of(ctx.actor.user.as_ref());
    Ok(if in_time && mine && weeks > 0 && opened.row.state.0.is_open() {
        Extension::Possible { weeks }
    } else {
        Extension::Closed
    })
}
