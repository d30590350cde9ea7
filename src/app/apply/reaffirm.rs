//! "Dit klopt nog": what came along from last time is said anew, all at once. Saving never refuses; sending in checks.
//! May import: app, domain, storage.

use super::answers::{self, Saved};
use super::documents;
use super::opened::{Opened, changer};
use super::since::{AnswerSince, Since, since};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::ids::ApplicationId;
use crate::storage::{DbConn, OrgScope};

/// What somebody says who looked at what came along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reaffirmed {
    /// The version that was seen.
    pub seen: i64,
    /// The declarations that are given anew each time are given.
    pub declarations: bool,
    /// The documents in force are accepted.
    pub documents: bool,
}

/// Say that what came along still holds. It becomes the aanbieder's own answer of now, and a fact of the day on which it is sent in.
/// Where there is nothing left to say, nothing changes.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's, or nothing was sent in before; [`Error::Stale`] and [`Error::Refused`] as for
/// every change.
pub fn reaffirm(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    said: Reaffirmed,
) -> Result<()> {
    changer(ctx)?;
    let now = since(conn, ctx, scope, id)?;
    let own: Vec<&AnswerSince> =
        now.carried(false).chain(now.carried(true).filter(|_| said.declarations)).collect();
    let accepted: Vec<_> = now.unaccepted().filter(|_| said.documents).collect();
    if own.is_empty() && accepted.is_empty() {
        return Ok(());
    }
    let (opened, by) = Opened::for_change(conn, ctx, scope, id, said.seen)?;
    for one in &own {
        let Some(Saved::Value { value, .. }) = &one.saved else { continue };
        let anew = Saved::Value { value: value.clone(), taken_over: None };
        answers::keep(conn, ctx, &opened, &one.def, Some(&anew), &by)?;
    }
    for one in &accepted {
        documents::keep(conn, ctx, &opened, &one.document, &by)?;
    }
    ctx.record(conn, &opened.place(scope.org()), event(id, &now, &own, accepted.len())?)?;
    Ok(())
}

fn event(id: &ApplicationId, now: &Since, own: &[&AnswerSince], documents: usize) -> Result<Event> {
    Ok(Event::ApplicationReaffirmed {
        subject: id.clone(),
        since: now.last.id.clone(),
        answers: u32::try_from(own.len()).map_err(Error::internal)?,
        declarations: own.iter().any(|one| one.anew),
        documents: u32::try_from(documents).map_err(Error::internal)?,
    })
}
