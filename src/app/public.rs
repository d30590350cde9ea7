//! What a region publishes, as everybody may read it: its procedures with the regeling in force, windows, lots and documents.
//! May import: app::{access, admin, error, schemes, supply}, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::error::{Error, Result};
use super::laid_down::{self, Changed};
use super::schemes::{self, Version};
use super::{access, admin, supply};
use crate::domain::colour::Colour;
use crate::domain::ids::{DocumentId, ProcedureId, WindowId};
use crate::domain::policy_code::LotKey;
use crate::domain::supply::Figures;
use crate::domain::windows::{LotState, LotStates, Phase, Phases, PublishedState, WindowKind};
use crate::domain::words::windows as words;
use crate::storage::calendar::{self, LotStateRow, WindowRow};
use crate::storage::documents::{self, Published};
use crate::storage::regions::{self, GemeenteRow, ProcedureRow, RegionRow};
use crate::storage::types::{self, BadRow, instant};
use crate::storage::{DbConn, RegionScope};

/// A region with what it publishes.
#[derive(Debug, Clone)]
pub struct Region {
    /// Leave to read what is public in it.
    pub scope: RegionScope,
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The colour it chose.
    pub accent: Option<Colour>,
    /// Where complaints and questions go.
    pub desk: Desk,
    /// Its gemeenten, by name.
    pub gemeenten: Vec<Gemeente>,
    /// Its procedures with a regeling in force, the newest first.
    pub procedures: Vec<Procedure>,
}

/// Where complaints and questions go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Desk {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Its mail address.
    #[serde(default)]
    pub mail: String,
    /// Its telephone number.
    #[serde(default)]
    pub phone: Option<String>,
}

/// A gemeente, as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeente {
    /// CBS code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Column on the tile map, from 1.
    pub column: i32,
    /// Row on the tile map, from 1.
    pub row: i32,
    /// Postal address, one line.
    pub address: String,
    /// Where a klacht goes.
    pub complaints_email: String,
}

/// A procedure with its regeling in force.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// Identifier.
    pub id: ProcedureId,
    /// Permanent code.
    pub code: String,
    /// Title.
    pub title: String,
    /// First day of the contracts.
    pub starts_on: NaiveDate,
    /// Last day of the contracts.
    pub ends_on: NaiveDate,
    /// The regeling in force.
    pub version: Version,
    /// The newest version, when it counts later: its number, and from when.
    pub coming: Option<(i32, DateTime<Utc>)>,
    /// Its published windows, the last to close first.
    pub windows: Vec<Window>,
    /// The state of each lot, by product group and gemeente.
    pub lots: BTreeMap<(String, String), Lot>,
}

/// A published window.
#[derive(Debug, Clone)]
pub struct Window {
    /// Identifier.
    pub id: WindowId,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: WindowKind,
    /// Whether the team sees nothing before the close.
    pub sealed: bool,
    /// Its moments.
    pub phases: Phases,
    /// The phase it is in now.
    pub phase: Phase,
    /// Why it is there, and why then.
    pub motivation: String,
    /// The changes of its dates that were published, the first first.
    pub moved: Vec<Changed>,
}

impl Window {
    /// Why one can apply until its close, in sentences.
    #[must_use]
    pub fn why_closes(&self) -> Vec<String> {
        let moved = self.moved.iter().map(|one| (one.at, &one.plan));
        words::why_closes(&self.phases, &self.motivation, moved)
    }
}

/// A lot as it is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lot {
    /// All its states, as far as they are published.
    pub states: LotStates,
    /// Its state; none before the first decision counts.
    pub state: Option<LotState>,
    /// Why, as published with what was decided last: what it is now, or what it is going to be.
    pub motivation: String,
    /// When a closure is looked at again.
    pub review_on: Option<NaiveDate>,
    /// The figures on which it was decided, where it was.
    pub figures: Option<Figures>,
    /// The next published state or the lapse of a closure, and from when.
    pub next: Option<(LotState, DateTime<Utc>)>,
}

/// A published version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Identifier.
    pub id: DocumentId,
    /// Kind, a code of the regeling.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Version, as people name it.
    pub version: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// The version that replaced it; none where it is in force.
    pub replaced_by: Option<DocumentId>,
}

/// Every region, by slug.
///
/// # Errors
/// What the database says.
pub fn regions(conn: &mut DbConn, now: DateTime<Utc>) -> Result<Vec<Region>> {
    let rows = regions::all(conn)?;
    rows.into_iter().map(|row| region(conn, &row.slug, now)).collect()
}

/// The region with this place in addresses.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn region(conn: &mut DbConn, slug: &str, now: DateTime<Utc>) -> Result<Region> {
    let (scope, row) = access::public(conn, slug)?;
    let desk = desk(&row)?;
    let gemeenten = regions::gemeenten_of(conn, &scope)?.into_iter().map(gemeente).collect();
    let mut procedures = Vec::new();
    for row in regions::procedures_of(conn, &scope)? {
        match procedure(conn, &scope, row, now) {
            Ok(procedure) => procedures.push(procedure),
            Err(Error::NotFound) => {} // No regeling is in force yet: nothing of it is public.
            Err(error) => return Err(error),
        }
    }
    procedures.sort_by(|one, other| (other.starts_on, &other.code).cmp(&(one.starts_on, &one.code)));
    let accent = admin::accent_of(&row.theme_json);
    Ok(Region { scope, slug: row.slug, name: row.name, accent, desk, gemeenten, procedures })
}

/// The desk of a region, where its mail is read.
///
/// # Errors
/// What the database says where the row cannot be read.
pub(in crate::app) fn desk(row: &RegionRow) -> Result<Desk> {
    let bad =
        |error: serde_json::Error| BadRow { table: "regions", id: row.id.clone(), what: error.to_string() };
    Ok(serde_json::from_str(&row.contact_json).map_err(|error| diesel::result::Error::from(bad(error)))?)
}

fn gemeente(row: GemeenteRow) -> Gemeente {
    Gemeente {
        code: row.code,
        name: row.name,
        column: row.tile_column,
        row: row.tile_row,
        address: row.address,
        complaints_email: row.complaints_email,
    }
}

fn procedure(
    conn: &mut DbConn,
    scope: &RegionScope,
    row: ProcedureRow,
    now: DateTime<Utc>,
) -> Result<Procedure> {
    let id: ProcedureId = types::id("procedures", &row.id)?;
    let version = schemes::in_force(conn, scope, &id, now)?;
    let newest = regions::newest_scheme_key(conn, scope, &id)?;
    let coming = Some((newest.seq, instant(newest.effective_from))).filter(|(_, from)| *from > now);
    let windows = calendar::windows_of(conn, scope, &id, now)?;
    let windows = explained(conn, scope, windows, now)?;
    let lots = lots(calendar::lot_states_of(conn, scope, &id)?, now)?;
    let (code, title, starts_on, ends_on) = (row.code, row.title, row.starts_on, row.ends_on);
    Ok(Procedure { id, code, title, starts_on, ends_on, version, coming, windows, lots })
}

/// Windows as they are now, with what was changed of their dates.
pub(super) fn explained(
    conn: &mut DbConn,
    scope: &RegionScope,
    rows: Vec<WindowRow>,
    now: DateTime<Utc>,
) -> Result<Vec<Window>> {
    let changed = if rows.is_empty() { Vec::new() } else { laid_down::changed_dates(conn, scope)? };
    rows.into_iter().map(|row| window(row, &changed, now)).collect()
}

fn window(row: WindowRow, changed: &[Changed], now: DateTime<Utc>) -> Result<Window> {
    let phases = row.phases();
    let moved = changed.iter().rev().filter(|one| one.plan.window.as_str() == row.id);
    Ok(Window {
        moved: moved.cloned().collect(),
        motivation: row.motivation,
        id: types::id("windows", &row.id)?,
        phase: phases.at(now),
        phases,
        title: row.title,
        kind: row.kind.0,
        sealed: row.sealed,
    })
}

fn lots(rows: Vec<LotStateRow>, now: DateTime<Utc>) -> Result<BTreeMap<(String, String), Lot>> {
    let published: Vec<LotStateRow> = rows.into_iter().filter(|row| instant(row.decided_at) <= now).collect();
    let states = supply::states(&published)?;
    let mut lots: BTreeMap<(String, String), Lot> = BTreeMap::new();
    // What was decided last explains what is and what comes; of a closure that lapsed nothing is told any more.
    for row in published {
        let states = states.get(&supply::key_of(&row)?).ok_or(Error::NotFound)?;
        let (state, next) = (states.at(now), states.next(now));
        let lapsed = states.published(now).is_some_and(|one| Some(one.state) != state);
        let figures = row.figures_json.as_deref().map(figures).transpose()?;
        let mut lot = Lot { states: states.clone(), state, next, ..Lot::default() };
        if !lapsed {
            lot = Lot { motivation: row.motivation, review_on: row.review_on, figures, ..lot };
        }
        lots.insert((row.product_group, row.gemeente), lot);
    }
    Ok(lots)
}

/// A state of a lot with its published reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasoned {
    /// From when it counts; may be yet to come.
    pub from: DateTime<Utc>,
    /// The state.
    pub state: LotState,
    /// Why, as published.
    pub motivation: String,
    /// When a closure is looked at again.
    pub review_on: Option<NaiveDate>,
    /// Nobody decided on it: a closure lapsed.
    pub lapsed: bool,
}

/// Every state of a lot that is published, in order of time.
///
/// # Errors
/// What the database says.
pub fn reasons(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    lot: &LotKey,
    now: DateTime<Utc>,
) -> Result<Vec<Reasoned>> {
    let mut rows = calendar::lot_states_of(conn, scope, procedure)?;
    rows.retain(|row| {
        let here = row.product_group == lot.group.as_str() && row.gemeente == lot.gemeente.as_str();
        here && instant(row.decided_at) <= now
    });
    let states = supply::states(&rows)?.remove(lot).unwrap_or_default();
    let reasoned = |(from, state, published): (DateTime<Utc>, LotState, &PublishedState)| {
        let same = |row: &&LotStateRow| {
            instant(row.decided_at) == published.decided && instant(row.effective_from) == published.from
        };
        let row = rows.iter().find(same)?;
        let (motivation, review_on) = (row.motivation.clone(), row.review_on);
        Some(Reasoned { from, state, motivation, review_on, lapsed: state != published.state })
    };
    Ok(states.changes().into_iter().filter_map(reasoned).collect())
}

fn figures(json: &str) -> Result<Figures> {
    serde_json::from_str(json).map_err(Error::internal)
}

/// Every published version of a procedure's documents, by kind, newest first.
///
/// # Errors
/// What the database says.
pub fn documents(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> Result<Vec<Document>> {
    let rows = documents::published(conn, scope, procedure, now)?;
    let mut newer: BTreeMap<String, DocumentId> = BTreeMap::new();
    for (row, _) in &rows {
        if let Some(replaced) = &row.replaces {
            newer.insert(replaced.clone(), types::id("documents", &row.id)?);
        }
    }
    rows.into_iter().map(|row| document(row, &newer)).collect()
}

/// One published version. Older ones stay readable: somebody may have accepted them.
///
/// # Errors
/// [`Error::NotFound`].
pub fn document_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &DocumentId,
    now: DateTime<Utc>,
) -> Result<Document> {
    document(documents::find(conn, scope, id, now)?, &BTreeMap::new())
}

fn document((row, blob): Published, newer: &BTreeMap<String, DocumentId>) -> Result<Document> {
    Ok(Document {
        id: types::id("documents", &row.id)?,
        replaced_by: newer.get(&row.id).cloned(),
        kind: row.kind,
        title: row.title,
        version: row.version,
        sha256: row.sha256,
        file_name: row.file_name,
        media_type: blob.media_type,
        size: u64::try_from(blob.size).map_err(Error::internal)?,
        published_at: instant(row.published_at),
    })
}
