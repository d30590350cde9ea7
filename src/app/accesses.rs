//! Every look into a dossier in a region, for who guards privacy there; that the list was taken away is in the log too.
//! May import: app, domain, storage.

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::storage::views::accesses::{self, Access, After, Wanted};
use crate::storage::{DbConn, RegionScope};

/// As many looks are read at a time for a table.
const AT_ONCE: i64 = 500;

/// A page of looks, newest first, and whether there are more.
///
/// # Errors
/// What the database says.
pub fn page(
    conn: &mut DbConn,
    scope: &RegionScope,
    wanted: &Wanted,
    after: Option<After>,
    size: i64,
) -> Result<(Vec<Access>, bool)> {
    let mut found = accesses::in_region(conn, scope, wanted, after, size + 1)?;
    let more = found.len() > usize::try_from(size).map_err(Error::internal)?;
    if more {
        found.pop();
    }
    Ok((found, more))
}

/// All looks that are wanted, newest first and at most so many; `tell` is given each. How many there were.
///
/// # Errors
/// What the database says, and what `tell` refuses.
pub fn each(
    conn: &mut DbConn,
    scope: &RegionScope,
    wanted: &Wanted,
    most: usize,
    mut tell: impl FnMut(&Access) -> Result<()>,
) -> Result<usize> {
    let (mut after, mut told) = (None, 0);
    while told < most {
        let found = accesses::in_region(conn, scope, wanted, after, AT_ONCE)?;
        let Some(last) = found.last() else { break };
        after = Some((last.at, last.n));
        for one in found.iter().take(most - told) {
            tell(one)?;
            told += 1;
        }
    }
    Ok(told)
}

/// Note that so many looks were taken away as a table.
///
/// # Errors
/// What the database says.
pub fn note_download(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, rows: usize) -> Result<()> {
    let event = Event::ExportDownloaded {
        subject: scope.region().clone(),
        kind: Token::parse("accesses").map_err(Error::internal)?,
        rows: u32::try_from(rows).map_err(Error::internal)?,
    };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
