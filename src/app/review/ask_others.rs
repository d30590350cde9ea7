//! Asking the others: repair is offered to everyone with the same defect. Whoever of the team sees who was not asked can ask them, also
//! where a colleague handles the application; only for an aanbieder with which this person has a tie a colleague does it.
//! May import: app, domain, storage.

use super::ask::{Ask, put};
use super::opened::Opened;
use super::show;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::ids::{ApplicationId, Id, WindowId};
use crate::domain::words::review as words;
use crate::storage::{DbConn, RegionScope, types};

/// Ask everyone in a window who has the same defect and was not asked; how many. `form` says what; whom and the version are found here.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] when nobody is left to ask, or the requirement cannot be repaired;
/// [`Error::NotFound`].
pub fn ask_others(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowId,
    form: &Ask,
) -> Result<usize> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let alike = show::alike(conn, ctx, scope, (window, &form.requirement))?;
    let others: Vec<_> = alike.rows.iter().filter(|row| row.state == "can_ask").collect();
    if others.is_empty() {
        return Err(Error::refused(words::NOBODY_ELSE));
    }
    for row in &others {
        let id: ApplicationId = types::id("applications", &row.application)?;
        // Read anew: another member of the same application may just have been asked.
        let opened = Opened::load(conn, ctx, scope, &id)?;
        let member = match row.member.as_str() {
            "" => None,
            id => Some(Id::parse(id).map_err(Error::internal)?),
        };
        let ask = Ask { member, seen: opened.row.version, ..form.clone() };
        put(conn, ctx, scope, (&opened, &user), &[ask])?;
    }
    Ok(others.len())
}
