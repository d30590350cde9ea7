//! Measures as the aanbieder reads them, once it was told: the basis, the final facts and the reasons. It says once what it thinks.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::Case;
use super::seen::{Line, Seen, gemeenten};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::writing::only;
use crate::app::{access, letters};
use crate::domain::ids::{LetterId, MeasureId};
use crate::domain::supervision::measure::{Command, Measure};
use crate::domain::words::measures as words;
use crate::storage::measures;
use crate::storage::types;
use crate::storage::{DbConn, OrgScope};

/// A measure as its aanbieder reads it.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its parts.
    pub seen: Seen,
    /// The last day for a zienswijze, while one can be given.
    pub heard_until: Option<NaiveDate>,
    /// The letters about it that left, the last first: identifier and subject.
    pub letters: Vec<(LetterId, String)>,
    /// Why it was lifted or not followed.
    pub ended_why: Option<String>,
}

/// The measures that an aanbieder was told of, the last first.
///
/// # Errors
/// What the database says.
pub fn own_list(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for row in measures::own(conn, scope)? {
        let region = access::for_system(types::id("measures", &row.region_id)?);
        lines.push(Line::of(&row, String::new(), &gemeenten(conn, &region)?));
    }
    Ok(lines)
}

/// One of these.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's, and until it was told.
pub fn own(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &MeasureId) -> Result<Own> {
    let row = measures::find_own(conn, scope, id)?;
    let region = access::for_system(types::id("measures", &row.region_id)?);
    let seen = Seen::read(conn, &region, &row, String::new())?;
    let open = matches!(&seen.life, Measure::Hearing { view: None, due, .. } if ctx.now < *due);
    let ended = matches!(seen.life, Measure::Lifted { .. } | Measure::NotFollowed { .. });
    let why = measures::steps(conn, &row)?.pop().map(|(step, _)| step.why).filter(|_| ended);
    Ok(Own {
        heard_until: if open { Some(letters::measure_last_day(&row)?) } else { None },
        letters: measures::letters_of(conn, scope, &row)?,
        ended_why: why,
        seen,
    })
}

/// The aanbieder says what it thinks.
///
/// # Errors
/// [`Error::Invalid`] when nothing is written; [`Error::Refused`] after the term, or when it answered before; [`Error::NotFound`].
pub fn give_view(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &MeasureId, text: &str) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let row = measures::find_own(conn, scope, id)?;
    let text = only("zienswijze", text, words::SAY_VIEW)?;
    let region = access::for_system(types::id("measures", &row.region_id)?);
    let life = measures::life(conn, &row)?;
    let case = Case { row, life, org: scope.org().clone(), by };
    let next = case.step(conn, ctx, Command::GiveView { text }, None)?;
    measures::insert_view(conn, &case.row, next.view().ok_or(Error::Stale)?)?;
    case.note(conn, ctx, &region, "give_view")
}
