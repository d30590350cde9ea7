//! The day on which what is decided is told, also where something of an application is not decided yet: the last day for decisions that the
//! window published. The rest follows in a letter of its own, with its own terms.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::tell_decided;
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::domain::letter::LetterKind;
use crate::storage::{DbConn, applications, letters, types};

/// Tell what was decided in windows whose last day for decisions has come; of how many applications.
///
/// # Errors
/// What the database says.
pub fn bundle(conn: &mut DbConn, ctx: &Ctx, today: NaiveDate) -> Result<usize> {
    let waiting = letters::waiting(conn, today)?;
    for (region, application) in &waiting {
        let scope = access::for_system(types::id("applications", region)?);
        let row = applications::for_letter(conn, &scope, &types::id("applications", application)?)?;
        tell_decided(conn, ctx, &scope, &row, LetterKind::Decision)?;
        tell_decided(conn, ctx, &scope, &row, LetterKind::NotHandled)?;
    }
    Ok(waiting.len())
}
