//! What an aanbieder sent in last time in the same procedure: a new draft begins with what still holds of it.
//! May import: app, domain, storage.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::answers::{self, Saved, known};
use super::contents::{dates, fact_of};
use super::lots::{self, LotDraft};
use super::opened::Opened;
use super::{evidence, questions};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{national, schemes};
use crate::domain::admission;
use crate::domain::application::last_time::{LastTime, LotAround, LotSince, LotTurn, Standing};
use crate::domain::application::{Snapshot, State, lot};
use crate::domain::facts::{FactDef, FactSet};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{SnapshotId, UserId};
use crate::domain::policy_code::{EvidenceKindCode, GroupCode, LotKey};
use crate::domain::rules::Offered;
use crate::domain::scheme::{NationalTables, Scheme};
use crate::domain::terms::local_day;
use crate::domain::windows::NoEntry;
use crate::storage::admissions::AdmissionRow;
use crate::storage::applications::ApplicationRow;
use crate::storage::{
    DbConn, OrgScope, admissions, applying, evidence as vault, lots as lot_rows, snapshots, types,
};

/// The last submission of the same organisation in the same procedure.
#[derive(Debug)]
pub struct Last {
    /// Which.
    pub id: SnapshotId,
    /// What was sent in.
    pub snapshot: Snapshot,
    /// The regeling it was sent in under.
    pub scheme: Arc<Scheme>,
    /// The application.
    row: ApplicationRow,
    national: NationalTables,
}

impl Last {
    /// Held against what an application asks at a moment.
    pub(super) fn against<'a>(&'a self, opened: &'a Opened, at: DateTime<Utc>) -> LastTime<'a> {
        LastTime {
            contents: &self.snapshot.contents,
            was: &self.scheme,
            is: &opened.scheme,
            national: &self.national,
            dates: dates(opened, at),
        }
    }
}

/// Whether something was sent in before an application.
///
/// # Errors
/// What the database says.
pub fn is_returning(conn: &mut DbConn, scope: &OrgScope, opened: &Opened) -> Result<bool> {
    Ok(applying::received_before(conn, scope, &opened.row)?.is_some())
}

/// What was sent in last before an application, if anything was.
pub(super) fn before(conn: &mut DbConn, scope: &OrgScope, opened: &Opened) -> Result<Option<Last>> {
    let Some(row) = applying::received_before(conn, scope, &opened.row)? else { return Ok(None) };
    let stored = snapshots::last(conn, &types::id("applications", &row.id)?)?;
    let snapshot = Snapshot::read(&stored.content).map_err(Error::internal)?;
    Ok(Some(Last {
        id: types::id("application_snapshots", &stored.id)?,
        scheme: schemes::of_version(conn, &opened.region, &snapshot.scheme.version)?.scheme,
        national: national::of_region(conn, &opened.region)?,
        snapshot,
        row,
    }))
}

/// Begin a draft with what still holds: answers that the ledger knows, lots that are still offered, and bewijsstukken that count on their
/// day. Each answer still waits for its "klopt dit nog?"; documents are accepted anew.
pub(super) fn carry_over(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (opened, last): (&Opened, &Last),
    by: &UserId,
) -> Result<()> {
    let since = last.against(opened, ctx.now);
    let known = known(conn, scope, &opened.scheme)?;
    let again = since.asked_again(&facts_of(&known, ctx.now));
    for (def, saved) in known.iter().filter(|(def, _)| !again.contains_key(&def.code)) {
        answers::keep(conn, ctx, opened, def, Some(saved), by)?;
    }
    let lots = lots_since(conn, scope, opened, last, ctx.now)?;
    let chosen = lots.iter().filter(|one| one.turn == LotTurn::Chosen);
    let chosen: Vec<LotDraft> = chosen.map(|one| LotDraft::again(&one.choice)).collect();
    lots::keep(conn, ctx, opened, &chosen, by)?;
    let of_then: Vec<LotDraft> = lots.iter().map(|one| LotDraft::again(&one.choice)).collect();
    let asked = questions::evidence_asked(&opened.scheme, &of_then, None);
    let asked: BTreeSet<EvidenceKindCode> = asked.into_iter().map(|(def, _)| def.code.clone()).collect();
    let present = vault::present(conn, scope)?;
    let present = present.iter().filter(|(piece, _)| EvidenceKindCode::parse(&piece.kind).is_ok());
    let present = present.map(|(piece, _)| fact_of(piece, &piece.kind, Offered::AsAsked));
    for one in since.evidence(&asked, &present.collect::<Result<Vec<_>>>()?) {
        match evidence::keep(conn, ctx, scope, opened, &one.id, (&one.kind, one.offered)) {
            // What does not fit in the dossier of now, somebody chooses.
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// What is known, as the rules see it.
pub(super) fn facts_of(known: &[(&FactDef, Saved)], at: DateTime<Utc>) -> FactSet {
    let fact =
        |(def, saved): &(&FactDef, Saved)| Some((def.code.clone(), saved.clone().fact(local_day(at))?));
    known.iter().filter_map(fact).collect()
}

fn lot_of(row: &AdmissionRow) -> Result<LotKey> {
    Ok(LotKey {
        group: GroupCode::parse(&row.product_group).map_err(Error::internal)?,
        gemeente: GemeenteCode::parse(&row.gemeente).map_err(Error::internal)?,
    })
}

/// The lots of then, each with how it is now.
pub(super) fn lots_since(
    conn: &mut DbConn,
    scope: &OrgScope,
    opened: &Opened,
    last: &Last,
    at: DateTime<Utc>,
) -> Result<Vec<LotSince>> {
    let mut standing: Vec<(LotKey, Standing)> = Vec::new();
    for row in admissions::of_org(conn, &opened.region, scope.org())? {
        let runs = [admission::State::Granted, admission::State::Active, admission::State::Suspended];
        if row.procedure_id == opened.row.procedure_id
            && runs.contains(&row.state.0)
            && row.source.0 != admission::SourceKind::Bridging
        {
            standing.push((lot_of(&row)?, Standing::Admitted));
        }
    }
    let over = [State::Decided, State::NotHandled].contains(&last.row.state.0);
    for row in lot_rows::of_application(conn, &last.snapshot.application)? {
        match row.state.0 {
            lot::State::Withdrawn => standing.push((row.key()?, Standing::TakenBack)),
            lot::State::Pending | lot::State::Proposed | lot::State::Countersigned if !over => {
                standing.push((row.key()?, Standing::Undecided));
            }
            _ => {}
        }
    }
    let matrix = lots::matrix(opened, at);
    Ok(last.against(opened, at).lots(|key| {
        let cell = matrix.iter().find(|cell| cell.lot == *key);
        LotAround {
            entry: cell.map_or(Err(NoEntry::NotBought), |cell| cell.entry),
            products: cell.map(|cell| cell.products.clone()).unwrap_or_default(),
            standing: standing.iter().find(|(lot, _)| lot == key).map_or(Standing::None, |(_, one)| *one),
        }
    }))
}
