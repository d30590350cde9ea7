//! Declaring a tie to an aanbieder: from then on somebody else handles everything of it.
//! May import: app, domain, storage.

use super::opened::Opened;
use super::take::{part, release};
use super::writing::optional;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::application::Relation;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::ApplicationId;
use crate::storage::{DbConn, RegionScope, assignments};

/// Declare to be tied to the aanbieder of an application. If it was this person's work, it is given back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when the note is too long; [`Error::Stale`].
pub fn declare(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    relation: Relation,
    (note, seen): (&str, i64),
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let note = optional("toelichting", note)?;
    if assignments::tied(conn, scope, &opened.row.org_id, &user)? {
        return Ok(());
    }
    opened.touch(conn, ctx, seen)?;
    assignments::insert(conn, &part(ctx, scope, id, &user, "conflict", &note))?;
    let event = Event::ConflictDeclared {
        subject: id.clone(),
        organisation: opened.org()?,
        relation: Token::of(relation),
    };
    ctx.record(conn, &opened.place(scope)?, event)?;
    if opened.is_of(Some(&user)) {
        release(conn, ctx, scope, &opened)?;
    }
    Ok(())
}
