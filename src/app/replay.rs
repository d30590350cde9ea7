//! Evaluating decisions again from what they rest on: one, or every one of a region at night.
//! May import: domain, storage, app.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ctx::Ctx;
use super::error::{Error, Result};
use super::outbox::{self, Envelope};
use super::{national, schemes};
use crate::domain::access::StaffRole;
use crate::domain::application::Basis;
use crate::domain::digest::Digest;
use crate::domain::ids::{DecisionId, Id, kind};
use crate::domain::rules::{Replay, Verdict};
use crate::storage::bases::{self, BasisRow, ReplayRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, regions, staff};

/// Decisions that are read at once.
const PAGE: i64 = 100;
/// Nights that beheer shows.
const SHOWN: i64 = 30;
/// Deviations that are kept of one night; more of them have one cause.
const KEPT: usize = 100;

/// What evaluating a decision again came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Found {
    /// The same bytes.
    Identical,
    /// Other results.
    Differs {
        /// Codes of the eisen; empty when only what stands around the results differs.
        requirements: Vec<String>,
    },
    /// What it rests on is not kept any more.
    Gone,
    /// What it rests on is not what was kept then.
    Altered,
    /// It cannot be evaluated by this program; why.
    Unreadable {
        /// For whoever looks after the portal.
        why: String,
    },
}

/// A decision that was evaluated again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replayed {
    /// Which.
    pub decision: DecisionId,
    /// What was found.
    #[serde(flatten)]
    pub found: Found,
}

/// What a night found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Night {
    /// How many decisions were evaluated again.
    pub decisions: usize,
    /// Those that did not come out the same.
    pub deviations: Vec<Replayed>,
}

/// Evaluate a decision of a region again.
///
/// # Errors
/// [`Error::NotFound`]; what the database says.
pub fn decision(conn: &mut DbConn, scope: &RegionScope, id: &DecisionId) -> Result<Replayed> {
    let row = bases::of_decision(conn, scope, id)?;
    again(conn, scope, &row)
}

/// What the rules said of a submission when a decision on it was proposed: nothing that was laid down or judged since counts.
///
/// # Errors
/// [`Error::NotFound`] when what it rests on is not kept; [`Error::Internal`] when that cannot be read.
pub(super) fn verdict(conn: &mut DbConn, scope: &RegionScope, id: &DecisionId) -> Result<Verdict> {
    let row = bases::of_decision(conn, scope, id)?;
    let (_, content) = row.kept.ok_or(Error::NotFound)?;
    let basis = Basis::read(&content).map_err(Error::internal)?;
    let scheme = schemes::of_text(conn, scope, &basis.scheme)?.ok_or(Error::NotFound)?;
    let tables = national::named(conn, &basis.national)?;
    Ok(basis.evaluate(&scheme, &tables))
}

/// Evaluate every decision of a region again, and say each.
///
/// # Errors
/// What the database says.
pub fn every(conn: &mut DbConn, scope: &RegionScope, mut say: impl FnMut(&Replayed)) -> Result<Night> {
    let mut night = Night::default();
    let mut after = String::new();
    loop {
        let rows = bases::page(conn, scope, &after, PAGE)?;
        let Some(last) = rows.last() else { return Ok(night) };
        after.clone_from(&last.decision);
        for row in &rows {
            let replayed = again(conn, scope, row)?;
            say(&replayed);
            night.decisions += 1;
            if replayed.found != Found::Identical {
                night.deviations.push(replayed);
            }
        }
    }
}

/// Note what a night found. Whoever looks after the region gets a mail when something did not come out the same.
///
/// # Errors
/// What the database says.
pub fn note(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, night: &Night, link: &str) -> Result<()> {
    let kept = night.deviations.get(..KEPT).unwrap_or(&night.deviations);
    let id: Id<kind::Replay> = ctx.id();
    let row = ReplayRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        ran_at: stored(ctx.now),
        decisions: i32::try_from(night.decisions).map_err(Error::internal)?,
        deviations_json: serde_json::to_string(kept).map_err(Error::internal)?,
    };
    bases::note(conn, &row)?;
    if night.deviations.is_empty() {
        return Ok(());
    }
    let region = regions::find(conn, scope)?;
    let content = DeviationsMail { region: &region.name, count: night.deviations.len(), link };
    for member in
        staff::team(conn, scope)?.into_iter().filter(|one| one.role.role.0 == StaffRole::RegionAdmin)
    {
        let envelope = Envelope {
            kind: "replay_differs",
            region: Some(types::id("regions", &region.id)?),
            org: None,
            to: member.email,
        };
        outbox::write_and_post(conn, ctx, envelope, &content)?;
    }
    Ok(())
}

/// The last nights of a region, newest first, each with its moment.
///
/// # Errors
/// [`Error::Internal`] for a row that cannot be read; what the database says.
pub fn nights(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<(DateTime<Utc>, Night)>> {
    let read = |row: ReplayRow| {
        let deviations = serde_json::from_str(&row.deviations_json).map_err(Error::internal)?;
        let decisions = usize::try_from(row.decisions).map_err(Error::internal)?;
        Ok((types::instant(row.ran_at), Night { decisions, deviations }))
    };
    bases::nights(conn, scope, SHOWN)?.into_iter().map(read).collect()
}

#[derive(Serialize)]
struct DeviationsMail<'a> {
    region: &'a str,
    count: usize,
    link: &'a str,
}

fn again(conn: &mut DbConn, scope: &RegionScope, row: &BasisRow) -> Result<Replayed> {
    let found = match &row.kept {
        None => Found::Gone,
        Some((salt, content)) if Digest::of(&[salt.as_slice(), content].concat()).hex() != row.sha256 => {
            Found::Altered
        }
        Some((_, content)) => evaluate(conn, scope, content)?,
    };
    Ok(Replayed { decision: types::id("decisions", &row.decision)?, found })
}

fn evaluate(conn: &mut DbConn, scope: &RegionScope, content: &[u8]) -> Result<Found> {
    let unreadable = |why: &dyn std::fmt::Display| Found::Unreadable { why: why.to_string() };
    let basis = match Basis::read(content) {
        Ok(basis) => basis,
        Err(why) => return Ok(unreadable(&why)),
    };
    let Some(scheme) = schemes::of_text(conn, scope, &basis.scheme)? else {
        return Ok(unreadable(&format_args!("regeling {} is not kept", basis.scheme)));
    };
    let tables = match national::named(conn, &basis.national) {
        Err(Error::NotFound) => {
            return Ok(unreadable(&format_args!("tables {} are not kept", basis.national)));
        }
        other => other?,
    };
    Ok(match basis.replay(&scheme, &tables) {
        Ok(Replay::Identical) => Found::Identical,
        Ok(Replay::Differs { requirements }) => {
            Found::Differs { requirements: requirements.iter().map(ToString::to_string).collect() }
        }
        Err(why) => unreadable(&why),
    })
}
