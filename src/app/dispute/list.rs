//! The disputes of a region as a list, with what is due first on top.
//! May import: app, domain, storage.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::domain::code::Code as _;
use crate::domain::terms::local_day;
use crate::storage::types::instant;
use crate::storage::views::disputes::{self, DisputeLine, Wanted};
use crate::storage::{DbConn, RegionScope};

/// The list.
#[derive(Debug, Clone, Serialize)]
pub struct List {
    /// Its lines.
    pub lines: Vec<Line>,
    /// The kinds that the region has had, by code.
    pub kinds: Vec<&'static str>,
    /// Whether there are more.
    pub more: bool,
    /// How many of them have a last day that is over.
    pub late: usize,
    /// How many have one, or a zitting, within a week.
    pub soon: usize,
}

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// The aanbieder.
    pub name: String,
    /// Klacht, kort geding or bezwaar, by code.
    pub kind: &'static str,
    /// Where it is.
    pub state: &'static str,
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// Whether that was within the term.
    pub in_time: bool,
    /// The last day for the outcome.
    pub due_on: Option<NaiveDate>,
    /// When the zitting is, RFC 3339; empty where none is planned.
    pub hearing_at: String,
    /// What came of it, by code; empty before.
    pub outcome: &'static str,
    /// Who treats it; empty where nobody does.
    pub treated_by: String,
}

/// Days ahead that are told as soon.
const SOON: u64 = 7;

/// The disputes of a region.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, wanted: Wanted) -> Result<List> {
    let (found, more) = disputes::list(conn, scope, wanted)?;
    let today = local_day(ctx.now);
    let until = today.checked_add_days(chrono::Days::new(SOON)).unwrap_or(today);
    let late = found.iter().filter(|one| one.due_on.is_some_and(|day| day < today)).count();
    let comes = |one: &&DisputeLine| one.first_date().is_some_and(|day| day >= today && day <= until);
    let soon = found.iter().filter(comes).count();
    let kinds = disputes::kinds(conn, scope)?.into_iter().map(|kind| kind.code()).collect();
    Ok(List { late, soon, kinds, more, lines: found.into_iter().map(line).collect() })
}

fn line(one: DisputeLine) -> Line {
    Line {
        id: one.id,
        application: one.application,
        number: one.number,
        name: one.name,
        kind: one.kind.0.code(),
        state: one.state.0.code(),
        received_on: one.received_on,
        in_time: one.in_time,
        due_on: one.due_on,
        hearing_at: one.hearing_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
        outcome: one.outcome.map_or("", |outcome| outcome.0.code()),
        treated_by: one.treated_by.unwrap_or_default(),
    }
}
