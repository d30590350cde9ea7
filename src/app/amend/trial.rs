//! Working out what a wijziging would do to everybody who is admitted. Reading and reckoning come first, outside any transaction that
//! writes; what was found is then kept, with its leaf.
//! May import: app, domain, storage.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::opened::{Opened, actor};
use super::population::population;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{national, schemes};
use crate::domain::amendment::Command;
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::ids::{AmendmentId, SimulationId};
use crate::domain::pseudonym::pseudonym;
use crate::domain::rules::{Effect, Kept, ReferenceDates, Shared, Stage, simulate};
use crate::domain::scheme::Scheme;
use crate::domain::supply::SupplySnapshot;
use crate::domain::terms::local_day;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::amendments::{self, SimulationRow};
use crate::storage::types::{instant, stored};
use crate::storage::views::admitted;
use crate::storage::{DbConn, RegionScope};

/// What was found, not yet kept.
#[derive(Debug, Clone)]
pub struct Found {
    /// Which version of the wijziging was worked out.
    seen: i64,
    kept: Kept,
}

/// The day on which to look at everybody: today, or the last day from which a changed number counts.
#[must_use]
pub fn last_day(base: &Scheme, changed: &Scheme, today: NaiveDate) -> NaiveDate {
    let known = |value| base.parameters().iter().any(|one| one.values.contains(value));
    let fresh = changed.parameters().iter().flat_map(|one| &one.values).filter(|value| !known(*value));
    fresh.map(|value| value.from).chain([today]).max().unwrap_or(today)
}

/// Work it out over everybody who is admitted now.
///
/// # Errors
/// [`Error::Refused`] before the motivation is there, or when it is no longer worked at.
pub fn find_out(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &AmendmentId) -> Result<Found> {
    let opened = Opened::load(conn, scope, id)?;
    let asked = Command::Simulate { simulation: ctx.id() };
    opened.life.clone().apply(asked, ctx.now).map_err(|no| Error::refused(no.in_dutch()))?;
    let key = <[u8; 32]>::try_from(opened.row.pseudonym_key.as_slice()).map_err(Error::internal)?;
    let admitted = admitted::all(conn, scope, &opened.procedure)?;
    let population = population(&opened.base.scheme, &admitted, |org| pseudonym(&key, org))?;
    let on = last_day(&opened.base.scheme, &opened.scheme, local_day(ctx.now));
    // Nothing is measured here: a supply of nobody leaves grounds of added value out of it.
    let supply = SupplySnapshot::new(on, Vec::new());
    let tables = national::of_region(conn, scope)?;
    let shared = Shared {
        national: &tables,
        dates: ReferenceDates { submission: on, close: on, start: on },
        stage: Stage::Running,
        supply: &supply,
    };
    let effect = simulate(&opened.base.scheme, &opened.scheme, population.applicants, &shared);
    Ok(Found { seen: opened.row.version, kept: Kept::new(on, population.unknown, effect) })
}

/// Keep what was found.
///
/// # Errors
/// [`Error::Stale`] when the wijziging was changed meanwhile.
pub fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &AmendmentId,
    found: &Found,
) -> Result<SimulationId> {
    let by = actor(ctx)?;
    let opened = Opened::load(conn, scope, id)?;
    let seq = opened.last.as_ref().map_or(1, |last| last.seq.saturating_add(1));
    let simulation: SimulationId = ctx.id();
    let content = found.kept.bytes().map_err(Error::internal)?;
    let result = Digest::of(&content);
    let opened =
        opened.step(conn, ctx, scope, found.seen, Command::Simulate { simulation: simulation.clone() })?;
    amendments::insert_simulation(
        conn,
        &SimulationRow {
            id: simulation.to_string(),
            region_id: scope.key().to_owned(),
            amendment_id: opened.id.to_string(),
            seq,
            source: opened.row.source.clone(),
            sha256: opened.row.sha256.clone(),
            content,
            content_sha256: result.hex(),
            run_by: by.to_string(),
            run_at: stored(ctx.now),
        },
    )?;
    let effect = &found.kept.effect;
    let event = Event::AmendmentSimulated {
        subject: simulation.clone(),
        amendment: opened.id.clone(),
        text: Digest::of(opened.row.source.as_bytes()),
        result,
        population: u32::try_from(effect.population).map_err(Error::internal)?,
        dropping_out: u32::try_from(effect.dropping_out).map_err(Error::internal)?,
    };
    ctx.record(conn, &opened.place(scope).manifest(result), event)?;
    Ok(simulation)
}

/// One working out, with the wijziging it is of.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The wijziging as it is now.
    pub opened: Opened,
    /// Identifier.
    pub id: String,
    /// 1, 2, …
    pub seq: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// The text that was worked out: perhaps older than the wijziging's.
    pub scheme: Arc<Scheme>,
    /// Whether it is the wijziging's text.
    pub is_current: bool,
    /// The day on which everybody was looked at.
    pub on: NaiveDate,
    /// Of how many the region knows nothing but what they offer.
    pub unknown: usize,
    /// What was found.
    pub effect: Effect,
}

/// One working out.
///
/// # Errors
/// [`Error::NotFound`] for another region's, or another wijziging's.
pub fn trial(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &AmendmentId,
    simulation: &SimulationId,
) -> Result<Trial> {
    let opened = Opened::load(conn, scope, id)?;
    let row = amendments::simulation(conn, scope, id, simulation)?;
    let kept = Kept::read(&row.content).map_err(Error::internal)?;
    Ok(Trial {
        is_current: row.sha256 == opened.row.sha256,
        scheme: schemes::stored_text(&row.source, &row.sha256)?,
        at: instant(row.run_at),
        id: row.id,
        seq: row.seq,
        on: kept.on,
        unknown: kept.unknown,
        effect: kept.effect,
        opened,
    })
}

/// Note that what was found is taken away as a table of so many rows.
///
/// # Errors
/// What the database says.
pub fn note_download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    rows: usize,
) -> Result<()> {
    let event = Event::ExportDownloaded {
        subject: scope.region().clone(),
        kind: Token::parse("amendment_effect").map_err(Error::internal)?,
        rows: u32::try_from(rows).map_err(Error::internal)?,
    };
    Ok(ctx.record(conn, &opened.place(scope), event)?)
}
