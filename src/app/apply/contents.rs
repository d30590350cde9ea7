//! What was filled in, as the rules look at it.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};

use super::answers::answers_of;
use super::opened::Opened;
use super::{documents, lots, members};
use crate::app::error::{Error, Result};
use crate::app::supply::of_window;
use crate::domain::application::snapshot::{Contents, LotAt};
use crate::domain::facts::FactSet;
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::rules::{EvidenceFact, Offered, ReferenceDates};
use crate::domain::supply::SupplySnapshot;
use crate::domain::terms::local_day;
use crate::storage::evidence::EvidenceRow;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, answers};

/// The contents of an application as if it were sent in at this moment; of a member's part only its own.
pub(super) fn contents(conn: &mut DbConn, opened: &Opened, at: DateTime<Utc>) -> Result<Contents> {
    let drafts = lots::chosen(conn, &opened.id)?;
    let matrix = lots::matrix(opened, at);
    let lot_states = drafts.iter().filter_map(|draft| {
        let cell = matrix.iter().find(|cell| cell.lot == draft.key())?;
        Some(LotAt { lot: cell.lot.clone(), state: cell.state? })
    });
    Ok(Contents {
        facts: facts(conn, opened, at)?,
        evidence: evidence(conn, opened)?,
        documents: documents::accepted(conn, opened, at)?,
        lot_states: lot_states.collect(),
        lots: drafts.iter().map(lots::LotDraft::choice).collect(),
        dates: dates(opened, at),
        supply: supply(conn, opened, &drafts)?,
        members: match opened.member {
            None => members::signed(conn, opened)?,
            Some(_) => Vec::new(),
        },
    })
}

/// The days that the procedure names, for what is sent in at this moment.
pub(super) fn dates(opened: &Opened, at: DateTime<Utc>) -> ReferenceDates {
    let phases = opened.window.phases();
    ReferenceDates { submission: local_day(at), close: local_day(phases.closes), start: phases.starts_on }
}

/// The supply before a window opens: nothing.
pub(super) fn unpublished(opened: &Opened) -> SupplySnapshot {
    SupplySnapshot::new(local_day(opened.window.phases().opens), Vec::new())
}

/// Of what was published when the window opened the lots that were chosen; of nothing while it has not.
fn supply(conn: &mut DbConn, opened: &Opened, drafts: &[lots::LotDraft]) -> Result<SupplySnapshot> {
    let window = types::id("windows", &opened.window_row.id)?;
    let Some(published) = of_window(conn, &opened.region, &window)? else {
        return Ok(unpublished(opened));
    };
    let chosen = drafts.iter().filter_map(|draft| published.lot(&draft.key()).cloned());
    Ok(SupplySnapshot::new(published.taken_on(), chosen.collect()))
}

fn facts(conn: &mut DbConn, opened: &Opened, at: DateTime<Utc>) -> Result<FactSet> {
    let saved = answers_of(conn, opened)?;
    Ok(saved.into_iter().filter_map(|(code, saved)| Some((code, saved.fact(local_day(at))?))).collect())
}

/// The bewijsstukken that go along.
pub(super) fn evidence(conn: &mut DbConn, opened: &Opened) -> Result<Vec<EvidenceFact>> {
    let linked = answers::linked(conn, &opened.id, &opened.org)?;
    linked
        .into_iter()
        // What was taken out of the vault since goes along no more.
        .filter(|(_, piece, _)| piece.state == "present")
        .map(|(link, piece, _)| fact_of(&piece, &link.kind, offered(&link.offered)))
        .collect()
}

/// A bewijsstuk as the rules see it.
pub(super) fn fact_of(piece: &EvidenceRow, kind: &str, offered: Offered) -> Result<EvidenceFact> {
    Ok(EvidenceFact {
        id: types::id("evidence", &piece.id)?,
        kind: EvidenceKindCode::parse(kind).map_err(Error::internal)?,
        issued_on: piece.issued_on,
        expires_on: piece.expires_on,
        sha256: Some(piece.sha256.clone()),
        offered,
    })
}

pub(super) fn offered(code: &str) -> Offered {
    if code == "as_equivalent" { Offered::AsEquivalent } else { Offered::AsAsked }
}

/// When the window's documents were looked at: never later than its close.
pub(super) fn as_of(opened: &Opened, now: DateTime<Utc>) -> DateTime<Utc> {
    now.min(instant(opened.window_row.closes_at))
}
