//! What a leaf commits to is erased; the leaf, and with it the whole tree, stays what it was.
//! May import: app, domain, storage.

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::storage::{DbConn, audit};

/// Erase the particulars of leaf `n` together with their salt, and log that it was done, on which ground. Only inside a write.
///
/// # Errors
/// [`Error::NotFound`] where there are none, or no longer.
pub fn erase(conn: &mut DbConn, ctx: &Ctx, n: u64, ground: Token) -> Result<()> {
    if !audit::erase_payload(conn, i64::try_from(n).map_err(Error::internal)?)? {
        return Err(Error::NotFound);
    }
    Ok(ctx.record(conn, &Place::default(), Event::PayloadErased { subject: n, ground })?)
}
