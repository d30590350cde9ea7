//! The moment a letter leaves: bekendmaking is the letter in the portal and its mail taken by the mail server.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::domain::audit::Event;
use crate::domain::ids::{LetterId, MailId};
use crate::domain::terms::local_day;
use crate::storage::{DbConn, letters, types};

/// What a mail is to a letter on the day it would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// It tells of no letter, or of one with the date of today: let it go.
    Go,
    /// Its letter carries an earlier date: render that first.
    RenderFirst(LetterId),
}

/// May this mail leave today?
///
/// # Errors
/// What the database says.
pub fn leaving(conn: &mut DbConn, mail: &MailId, today: NaiveDate) -> Result<Leaving> {
    Ok(match letters::of_mail(conn, mail)? {
        Some(letter) if letter.content_json.0.date != today => {
            Leaving::RenderFirst(types::id("letters", &letter.id)?)
        }
        Some(_) | None => Leaving::Go,
    })
}

/// The mail of a letter was taken: the letter is made known, and never changes again.
///
/// # Errors
/// What the database says.
pub fn dispatched(conn: &mut DbConn, ctx: &Ctx, mail: &MailId) -> Result<()> {
    let Some(letter) = letters::of_mail(conn, mail)? else { return Ok(()) };
    let id: LetterId = types::id("letters", &letter.id)?;
    if letters::dispatched(conn, &id, ctx.now)? {
        let event = Event::LetterDispatched { subject: id, on: local_day(ctx.now) };
        ctx.record(conn, &place(&letter)?, event)?;
    }
    Ok(())
}
