//! What a nota says before its answers, and the wijziging of the regeling that it announces.
//! May import: app, domain, storage.

use super::group::{draft, place};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::amendment::State;
use crate::domain::audit::Event;
use crate::domain::ids::{AmendmentId, Id, NotaId, WindowId};
use crate::domain::text::multi_line;
use crate::domain::words::nota as words;
use crate::storage::notas::{self, NotaRow};
use crate::storage::{DbConn, RegionScope, amendments, calendar, types};

/// The most characters before the answers.
const LONGEST: usize = 2_000;

/// What is typed about a nota as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// `inleiding`; may be empty.
    pub intro: String,
    /// `wijziging`: the wijziging that waits for a colleague and is published with this nota; may be empty.
    pub amendment: String,
}

/// Keep what a nota says before its answers and what it announces, by somebody who saw version `seen`; where there is no nota, one begins.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Invalid`] for a wijziging that does not wait; [`Error::Stale`].
pub fn describe(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowId,
    seen: i64,
    about: &About,
) -> Result<()> {
    let on = calendar::window(conn, scope, window)?;
    let row = draft(conn, ctx, scope, &on)?;
    let intro =
        multi_line(&about.intro, LONGEST).map_err(|_| Error::field("inleiding", words::INTRO_LONG))?;
    let amendment = match about.amendment.as_str() {
        "" => None,
        typed => Some(proposed(conn, scope, &row, typed)?),
    };
    let changed = NotaRow { intro, amendment_id: amendment.as_ref().map(ToString::to_string), ..row };
    // Who saw no nota saw nothing that somebody can have changed.
    let seen = if seen == 0 { changed.version } else { seen };
    if !notas::describe(conn, scope, &changed, seen)? {
        return Err(Error::Stale);
    }
    let event = Event::NotaChanged { subject: types::id("notas", &changed.id)?, amendment };
    Ok(ctx.record(conn, &place(scope, &changed.procedure_id)?, event)?)
}

fn proposed(conn: &mut DbConn, scope: &RegionScope, nota: &NotaRow, typed: &str) -> Result<AmendmentId> {
    let id: AmendmentId = Id::parse(typed).map_err(|_| Error::NotFound)?;
    let found = amendments::find(conn, scope, &id)?;
    if found.procedure_id != nota.procedure_id {
        return Err(Error::NotFound);
    }
    if found.state.0 == State::Proposed {
        Ok(id)
    } else {
        Err(Error::field("wijziging", words::AMENDMENT_GONE))
    }
}

/// The notas that announce a wijziging and wait to be published with it, each with its window.
///
/// # Errors
/// What the database says.
pub fn announced(
    conn: &mut DbConn,
    scope: &RegionScope,
    amendment: &AmendmentId,
) -> Result<Vec<(WindowId, NotaId)>> {
    let rows = notas::announcing(conn, scope, amendment)?;
    rows.iter().map(|row| Ok((types::id("notas", &row.window_id)?, types::id("notas", &row.id)?))).collect()
}
