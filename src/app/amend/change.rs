//! Changing the text of a wijziging, saying why it is wanted, and throwing it away.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::amendment::Command;
use crate::domain::audit::Event;
use crate::domain::digest::Digest;
use crate::domain::ids::AmendmentId;
use crate::domain::motivation::Motivation;
use crate::domain::scheme::{self, Edit, Place, Scheme};
use crate::domain::words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::{DbConn, RegionScope};

/// Something that is wrong with a text, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where in the text; nowhere for what only the step from the older version makes wrong.
    pub at: Option<Place>,
    /// In Dutch.
    pub what: String,
}

/// Everything that is wrong with a text as the next version after another: nothing when it can follow.
#[must_use]
pub fn wrong_with(base: &Scheme, text: &str) -> Vec<Wrong> {
    let new = match Scheme::parse(text.as_bytes()) {
        Ok(new) => new,
        Err(mistakes) => {
            let wrong = mistakes.0.iter();
            return wrong
                .map(|one| Wrong { at: Some(one.place), what: words::scheme::problem(&one.problem) })
                .collect();
        }
    };
    let meanings = scheme::changed_meanings(base, &new);
    let fixed = scheme::changed_foundations(base, &new);
    let told = meanings.iter().map(words::comparison::changed_meaning);
    let told = told.chain(fixed.iter().map(|one| words::comparison::fixed(base, &new, one)));
    told.map(|what| Wrong { at: None, what }).collect()
}

/// Take over a whole text.
///
/// # Errors
/// [`Error::Refused`] with everything that is wrong with it; [`Error::Stale`] when somebody changed the wijziging since `seen`.
pub fn replace(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &AmendmentId,
    seen: i64,
    text: &str,
) -> Result<()> {
    let opened = Opened::load(conn, scope, id)?;
    let wrong = wrong_with(&opened.base.scheme, text);
    if !wrong.is_empty() {
        let told: Vec<String> = wrong.into_iter().map(|one| one.what).collect();
        return Err(Error::refused(told.join("; ")));
    }
    take(conn, ctx, scope, opened, seen, text.to_owned())
}

/// Change one thing.
///
/// # Errors
/// [`Error::Refused`] when the regeling would have mistakes; [`Error::Stale`] when somebody changed the wijziging since `seen`.
pub fn edit(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &AmendmentId,
    seen: i64,
    edit: &Edit,
) -> Result<()> {
    let opened = Opened::load(conn, scope, id)?;
    let text = scheme::edit(&opened.row.source, edit).map_err(|no| Error::refused(no.in_dutch()))?;
    take(conn, ctx, scope, opened, seen, text)
}

fn take(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    mut opened: Opened,
    seen: i64,
    text: String,
) -> Result<()> {
    let digest = Digest::of(text.as_bytes());
    if digest.hex() == opened.row.sha256 {
        return Ok(());
    }
    opened.row.sha256 = digest.hex();
    opened.row.source = text;
    let opened = opened.step(conn, ctx, scope, seen, Command::Change { text: digest })?;
    let event = Event::AmendmentChanged { subject: opened.id.clone(), digest };
    Ok(ctx.record(conn, &opened.place(scope), event)?)
}

/// Say why it is wanted, before anybody knows what it would do.
///
/// # Errors
/// [`Error::Invalid`] for an empty text; [`Error::Refused`] once it was worked out; [`Error::Stale`].
pub fn motivate(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &AmendmentId,
    seen: i64,
    why: &str,
) -> Result<()> {
    let why = Motivation::parse(why).map_err(|no| Error::field("motivering", no.in_dutch()))?;
    let opened = Opened::load(conn, scope, id)?;
    let opened = opened.step(conn, ctx, scope, seen, Command::Motivate(why))?;
    let event = Event::AmendmentMotivated { subject: opened.id.clone() };
    Ok(ctx.record(conn, &opened.place(scope), event)?)
}

/// Throw it away.
///
/// # Errors
/// [`Error::Refused`] when it waits for a colleague or is over; [`Error::Stale`].
pub fn discard(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &AmendmentId, seen: i64) -> Result<()> {
    let opened = Opened::load(conn, scope, id)?;
    let opened = opened.step(conn, ctx, scope, seen, Command::Discard)?;
    let event = Event::AmendmentDiscarded { subject: opened.id.clone() };
    Ok(ctx.record(conn, &opened.place(scope), event)?)
}
