//! Proposing to admit for several lots at once: the same step as for one lot, taken for each.
//! May import: app, domain, storage.

use super::propose::{Advised, propose};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::code::Code as _;
use crate::domain::decision::Outcome;
use crate::domain::ids::{ApplicationId, LotApplicationId};
use crate::domain::words::review as words;
use crate::storage::{DbConn, RegionScope, applications};

/// Propose to admit for each of these lots; for all of them or for none.
///
/// # Errors
/// [`Error::Invalid`] without a lot; else what [`propose`] refuses for one of them.
pub fn admit_all(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    (lots, seen): (&[LotApplicationId], i64),
) -> Result<()> {
    if lots.is_empty() {
        return Err(Error::field("voorstel", words::SAY_LOTS));
    }
    let mut seen = seen;
    for lot in lots {
        let outcome = Outcome::Admit.code().to_owned();
        let advised = Advised { lot: lot.clone(), outcome, note: String::new(), seen };
        propose(conn, ctx, scope, id, &advised)?;
        // What the person saw is checked with the first; between the others nobody else writes.
        seen = applications::find_in_region(conn, scope, id, ctx.now)?.version;
    }
    Ok(())
}
