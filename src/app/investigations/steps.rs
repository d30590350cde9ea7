//! Moving, announcing, beginning, hearing, closing and cancelling.
//! May import: app, auth, domain, storage.

use chrono::{DateTime, Utc};

use super::{frameworks, step, supervisor, tell, was_announced};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::writing::only;
use crate::auth::origin::PublicUrl;
use crate::domain::ids::InvestigationId;
use crate::domain::supervision::investigation::Command;
use crate::domain::terms::{Count, Rule, local_day};
use crate::domain::words::investigations as words;
use crate::storage::DbConn;
use crate::storage::investigations::{self, Kept};
use crate::storage::signals::WallScope;

/// A step as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Its name.
    pub step: String,
    /// The new moment of the visit.
    pub at: Option<DateTime<Utc>>,
    /// Why it is cancelled.
    pub why: String,
    /// The version of the investigation that the person saw.
    pub seen: i64,
}

/// Take a step, and tell the aanbieder what it must know.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall; [`Error::Invalid`] with every mistake; [`Error::Refused`] in the words of the rule;
/// [`Error::Stale`].
pub fn take(
    conn: &mut DbConn,
    ctx: &Ctx,
    (wall, portal): (&WallScope, &PublicUrl),
    id: &InvestigationId,
    asked: &Asked,
) -> Result<()> {
    let kept = investigations::find(conn, wall, id)?;
    let by = supervisor(ctx, wall, &kept)?;
    let command = match asked.step.as_str() {
        "move" => Command::Move(asked.at.ok_or_else(|| Error::field("dag_day", words::SAY_MOMENT))?),
        "announce" => Command::Announce,
        "begin" => Command::Begin,
        "hear" => Command::Hear(until(conn, ctx, wall, &kept)?),
        "close" => Command::Close,
        "cancel" => Command::Cancel(only("waarom", &asked.why, words::SAY_WHY_NOT)?),
        _ => return Err(Error::field("stap", words::SAY_STEP)),
    };
    let kind = match &command {
        Command::Announce => Some("investigation_announced"),
        Command::Move(_) if was_announced(&kept) => Some("investigation_moved"),
        Command::Cancel(_) if was_announced(&kept) => Some("investigation_cancelled"),
        Command::Hear(_) => Some("investigation_hearing"),
        _ => None,
    };
    let reason = if let Command::Cancel(why) = &command { why.as_str().to_owned() } else { String::new() };
    let kept = step(conn, ctx, kept, (command, &by, asked.seen))?;
    match kind {
        Some(kind) => tell(conn, ctx, portal, (&kept, kind, &reason)),
        None => Ok(()),
    }
}

/// The first moment that is too late for wederhoor, by the term of the toetsingskader.
fn until(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope, kept: &Kept) -> Result<DateTime<Utc>> {
    let term = frameworks::of(conn, kept)?.hearing;
    let calendar = national::calendar(conn, &wall.region, TermOf::Provider)?;
    let deadline = Count::new(local_day(ctx.now), term, Rule::Atw).deadline(&calendar);
    national::after(deadline.map_err(Error::internal)?.last_day)
}
