//! What is noted at the visit, norm by norm, by whoever is there with a telephone or tablet.
//! May import: app, domain, storage.

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::signals::Reading;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{InvestigationId, kind};
use crate::domain::policy_code::NormCode;
use crate::domain::supervision::investigation::{Refusal, State};
use crate::domain::terms::local_day;
use crate::domain::words::investigations as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::DbConn;
use crate::storage::investigations::{self, NoteRow};
use crate::storage::signals::WallScope;
use crate::storage::types::stored;

/// A note as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    /// Code of the norm.
    pub norm: String,
    /// What was seen.
    pub text: String,
}

/// Keep a note. Notes are never changed: another thought is another note.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall; [`Error::Invalid`] with every mistake, also where a text points to a client;
/// [`Error::Refused`] before the visit began, and once there is a draft.
pub fn note(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    id: &InvestigationId,
    noted: &Noted,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let kept = investigations::find(conn, wall, id)?;
    let plan = kept.life.plan();
    if let Some(outside) = super::own_of(wall, plan.discipline)?.outside(&plan.scope) {
        return Err(Error::refused(Refusal::OutsideOwn(outside.clone()).in_dutch()));
    }
    if kept.row.state.0 != State::Visit {
        return Err(Error::refused(words::NOT_AT_THE_VISIT));
    }
    let norm = NormCode::parse(&noted.norm).ok().filter(|code| plan.norms.contains(code));
    let norm = norm.ok_or(Error::NotFound)?;
    let mut form = Reading::on(local_day(ctx.now));
    let text = form.text(&format!("notitie.{norm}"), &noted.text, words::SAY_NOTE);
    let text = form.done(text)?;
    let row = NoteRow {
        id: ctx.id::<kind::InvestigationNote>().to_string(),
        region_id: kept.row.region_id.clone(),
        investigation_id: kept.row.id.clone(),
        norm: norm.to_string(),
        text: text.as_str().to_owned(),
        taken_by: by.to_string(),
        taken_at: stored(ctx.now),
    };
    investigations::note(conn, &row)?;
    let norm = Token::parse(norm.as_str()).map_err(Error::internal)?;
    Ok(ctx.record(conn, &place(&kept, false)?, Event::InvestigationNoted { subject: id.clone(), norm })?)
}
