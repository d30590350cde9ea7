//! Every few seconds a process says that it can take submissions, so that afterwards everybody knows when none could.
//! May import: app::{ctx, error}, domain, storage.

use chrono::{DateTime, TimeDelta, Utc};

use super::ctx::Ctx;
use super::error::Result;
use crate::domain::failure::SILENCE_SECONDS;
use crate::domain::ids::SpellId;
use crate::storage::{DbConn, spells};

/// The last sign of life of this process.
#[derive(Debug, Clone)]
pub struct Beat {
    spell: SpellId,
    at: DateTime<Utc>,
}

/// Say that this process can take submissions. After a silence, or when the clock was put back, a new spell begins. In a `light` transaction.
///
/// # Errors
/// What the database says.
pub fn beat(conn: &mut DbConn, ctx: &Ctx, last: Option<Beat>) -> Result<Beat> {
    let goes_on = |last: &Beat| {
        let silence = ctx.now - last.at;
        silence >= TimeDelta::zero() && silence <= TimeDelta::seconds(SILENCE_SECONDS)
    };
    let spell = match last.filter(goes_on) {
        Some(last) => {
            spells::go_on(conn, &last.spell, ctx.now)?;
            last.spell
        }
        None => {
            let spell = ctx.id();
            spells::begin(conn, &spell, ctx.now)?;
            spell
        }
    };
    Ok(Beat { spell, at: ctx.now })
}
