//! Declaring a tie to an aanbieder, or to one that takes part with it: from then on somebody else handles everything that it is in.
//! May import: app, domain, storage.

use super::opened::Opened;
use super::take::{part, release};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::writing::optional;
use crate::domain::application::Relation;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{ApplicationId, MemberId};
use crate::domain::words::review as words;
use crate::storage::assignments::{self, AssignmentRow};
use crate::storage::{DbConn, RegionScope};

/// To whom somebody is tied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// It was not said: enough where nobody takes part beside the aanbieder.
    Unsaid,
    /// The aanbieder, which leads the others.
    Lead,
    /// One that takes part.
    Member(MemberId),
}

/// Declare to be tied to the aanbieder of an application, or to one that signed beside it. If it was this person's work, it is given
/// back.
///
/// # Errors
/// [`Error::NotFound`], also for a member that did not sign; [`Error::Invalid`] when the note is too long, or in a combinatie nobody is
/// named; [`Error::Stale`].
pub fn declare(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    (relation, whom): (Relation, &Whom),
    (note, seen): (&str, i64),
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let note = optional("toelichting", note)?;
    let to = match whom {
        Whom::Unsaid if !opened.members.is_empty() => return Err(Error::field("met", words::SAY_WHOM)),
        Whom::Unsaid | Whom::Lead => None,
        Whom::Member(id) => Some(id),
    };
    let organisation = opened.org_of(to)?;
    if assignments::tied(conn, scope, std::slice::from_ref(&organisation), &user)? {
        return Ok(());
    }
    opened.touch(conn, ctx, seen)?;
    let tie = AssignmentRow {
        org_id: Some(organisation.to_string()),
        ..part(ctx, scope, id, &user, ("conflict", &note))
    };
    assignments::insert(conn, &tie)?;
    let event = Event::ConflictDeclared { subject: id.clone(), organisation, relation: Token::of(relation) };
    ctx.record(conn, &opened.place_of(scope, to)?, event)?;
    if opened.is_of(Some(&user)) {
        release(conn, ctx, scope, &opened)?;
    }
    Ok(())
}
