//! Proposing a wijziging with the effect that was worked out, and giving one back.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::opened::{Opened, actor};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::fields::Mistakes;
use crate::domain::amendment::{Amendment, Command};
use crate::domain::audit::Event;
use crate::domain::ids::AmendmentId;
use crate::domain::motivation::Motivation;
use crate::domain::scheme::{Parameter, ParameterValue, Scheme, compare};
use crate::domain::terms;
use crate::domain::words::amendment as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::{DbConn, RegionScope};

/// What the proposer adds.
#[derive(Debug)]
pub struct Wish<'a> {
    /// What there is to say about the effect.
    pub note: &'a str,
    /// The day from which it is to count; nothing when it was left empty.
    pub from: Option<NaiveDate>,
}

/// Propose it: it then waits for another person.
///
/// # Errors
/// [`Error::Invalid`] for an empty note or day; [`Error::Refused`] when nothing changes, a number would count earlier than the version,
/// or it was not worked out as it is; [`Error::Stale`].
pub fn propose(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &AmendmentId,
    seen: i64,
    wish: &Wish<'_>,
) -> Result<()> {
    let by = actor(ctx)?;
    let opened = Opened::load(conn, scope, id)?;
    let mut mistakes = Mistakes::default();
    let note = mistakes.take("toelichting", Motivation::parse(wish.note).map_err(|no| no.in_dutch()));
    if wish.from.is_none() {
        mistakes.note("ingang_day", words::EFFECTIVE_MISSING);
    }
    let (note, from) = mistakes.done(note.zip(wish.from))?;
    if compare(&opened.base.scheme, &opened.scheme).is_empty() {
        return Err(Error::refused(words::NOTHING_CHANGES));
    }
    if let Some(title) = too_early(&opened.base.scheme, &opened.scheme, from) {
        return Err(Error::refused(words::number_too_early(&title)));
    }
    let effective = terms::start_of_day(from).map_err(Error::internal)?;
    let opened = opened.step(conn, ctx, scope, seen, Command::Propose { note, effective, by })?;
    let Amendment::Proposed(proposed) = &opened.life else {
        return Err(Error::internal("a wijziging that was proposed is not"));
    };
    let event = Event::AmendmentProposed {
        subject: opened.id.clone(),
        simulation: proposed.trial.simulation.clone(),
        text: proposed.text,
        effective,
    };
    Ok(ctx.record(conn, &opened.place(scope), event)?)
}

/// The title of a number that would count before the version does: a rule never works backwards.
fn too_early(base: &Scheme, changed: &Scheme, from: NaiveDate) -> Option<String> {
    let known = |value: &ParameterValue| base.parameters().iter().any(|one| one.values.contains(value));
    let early = |one: &&Parameter| {
        // A number that is new as a whole takes the place of one that was written out.
        base.parameter(&one.code).is_some()
            && one.values.iter().any(|value| !known(value) && value.from < from)
    };
    changed.parameters().iter().find(early).map(|one| one.title.clone())
}

/// Give it back to be worked at, with the reason.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] when it does not wait; [`Error::Stale`].
pub fn send_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &AmendmentId,
    seen: i64,
    why: &str,
) -> Result<()> {
    let why = Motivation::parse(why).map_err(|no| Error::field("reden", no.in_dutch()))?;
    let mut opened = Opened::load(conn, scope, id)?;
    opened.row.returned_reason = why.as_str().to_owned();
    let opened = opened.step(conn, ctx, scope, seen, Command::SendBack)?;
    let event = Event::AmendmentReturned { subject: opened.id.clone() };
    Ok(ctx.record(conn, &opened.place(scope), event)?)
}
