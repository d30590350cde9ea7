//! Tables that a region brings in: kept while somebody looks at what they would change, then taken over whole or thrown away.
//! May import: app, auth, domain, storage.

pub mod clients;
pub mod contracts;

use chrono::{DateTime, Utc};

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::ids::{ImportId, ProcedureId};
use crate::domain::imports::{ImportKind, ImportState, Table};
use crate::storage::imports::{self, ImportRow};
use crate::storage::types::{self, AsJson, AsText, instant, stored};
use crate::storage::{DbConn, RegionScope};

/// Earlier tables on a page.
const SHOWN: i64 = 10;

/// A table as somebody brought it.
#[derive(Debug, Clone)]
pub struct Brought {
    /// For which procedure.
    pub procedure: ProcedureId,
    /// The file's name.
    pub file_name: String,
    /// The digest of the file.
    pub digest: Digest,
    /// What stands in it.
    pub table: Table,
}

/// A table that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The file's name.
    pub file_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// The tables of a kind that were taken over last.
///
/// # Errors
/// What the database says.
pub fn done(conn: &mut DbConn, scope: &RegionScope, kind: ImportKind) -> Result<Vec<Done>> {
    let read = |(row, by): (ImportRow, String)| {
        let at = instant(row.settled_at.unwrap_or(row.prepared_at));
        Done { file_name: row.file_name, at, by }
    };
    Ok(imports::done(conn, scope, kind, SHOWN)?.into_iter().map(read).collect())
}

/// Throw a table away.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when it was settled before.
pub fn discard(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    kind: ImportKind,
    id: &ImportId,
) -> Result<()> {
    let waiting = waiting(conn, scope, kind, id)?;
    settle(conn, ctx, scope, id, ImportState::Discarded)?;
    let place = Place::of_region(scope.region()).procedure(&waiting.procedure);
    Ok(ctx.record(conn, &place, Event::ImportDiscarded { subject: id.clone() })?)
}

/// Keep a table in which nothing is wrong. One of the same kind that waited makes room.
fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    kind: ImportKind,
    brought: Brought,
) -> Result<ImportId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    if let Some(before) = imports::waiting(conn, scope, kind, &brought.procedure)? {
        discard(conn, ctx, scope, kind, &types::id("imports", &before.id)?)?;
    }
    let id: ImportId = ctx.id();
    let rows = u32::try_from(brought.table.rows.len()).map_err(Error::internal)?;
    let place = Place::of_region(scope.region()).procedure(&brought.procedure);
    imports::insert(
        conn,
        &ImportRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: brought.procedure.to_string(),
            kind: AsText(kind),
            sha256: brought.digest.hex(),
            file_name: brought.file_name,
            table_json: Some(AsJson(brought.table)),
            state: AsText(ImportState::Waiting),
            prepared_by: by.to_string(),
            prepared_at: stored(ctx.now),
            settled_by: None,
            settled_at: None,
        },
    )?;
    let event =
        Event::ImportPrepared { subject: id.clone(), kind: Token::of(kind), digest: brought.digest, rows };
    ctx.record(conn, &place, event)?;
    Ok(id)
}

/// A table that waits.
fn waiting(conn: &mut DbConn, scope: &RegionScope, kind: ImportKind, id: &ImportId) -> Result<Brought> {
    let row = imports::find(conn, scope, kind, id)?;
    let Some(AsJson(table)) = row.table_json else { return Err(Error::Stale) };
    Ok(Brought {
        procedure: types::id("imports", &row.procedure_id)?,
        file_name: row.file_name,
        digest: Digest::parse(&format!("sha256:{}", row.sha256)).map_err(Error::internal)?,
        table,
    })
}

fn settle(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ImportId,
    state: ImportState,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    if imports::settle(conn, scope, id, state, (&by, ctx.now))? { Ok(()) } else { Err(Error::Stale) }
}
