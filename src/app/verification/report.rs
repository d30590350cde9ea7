//! Reporting what was seen, by one who was there; and what the aanbieder says of the report.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use super::{step, tell};
use crate::app::apply;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::review::{self, Opened};
use crate::auth::origin::PublicUrl;
use crate::domain::application::verification::Command;
use crate::domain::audit::Event;
use crate::domain::ids::{ApplicationId, VerificationId};
use crate::domain::motivation::{Motivation, NoMotivation};
use crate::domain::words::{review as common, verification as words};
use crate::storage::verifications;
use crate::storage::{DbConn, OrgScope, RegionScope};

/// A report as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Reported {
    /// Code of a requirement and what was seen.
    pub seen: Vec<(String, String)>,
    /// The version of the verification that the person saw.
    pub version: i64,
}

/// Report what was seen, and tell the aanbieder until when it can react.
///
/// # Errors
/// [`Error::Invalid`] for each requirement of which nothing is said, under `gezien.` with its code; [`Error::Refused`] before the moment of
/// the verification, and by who was not there; [`Error::Stale`]; [`Error::NotFound`].
pub fn report(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (application, id): (&ApplicationId, &VerificationId),
    form: &Reported,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, application)?;
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    opened.free(conn, scope, &by)?;
    let kept = verifications::find(conn, scope.key(), (application, id))?;
    let (mut seen, mut mistakes) = (BTreeMap::new(), Vec::new());
    for code in &kept.life.planned().requirements {
        let text = form.seen.iter().find(|(given, _)| given == code.as_str()).map_or("", |(_, text)| text);
        match Motivation::parse(text) {
            Ok(text) => drop(seen.insert(code.clone(), text)),
            Err(NoMotivation::Empty) => {
                mistakes.push(FieldError::new(format!("gezien.{code}"), words::SAY_SEEN));
            }
            Err(NoMotivation::TooLong) => {
                mistakes.push(FieldError::new(format!("gezien.{code}"), common::TOO_LONG));
            }
        }
    }
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let react_until = review::term(conn, scope, &opened, ctx.now)?;
    let event = Event::VerificationReported { subject: id.clone(), until: react_until };
    let reported = (Command::Report { by, seen, react_until }, kept.row.reason.clone(), event);
    let (command, reason, event) = reported;
    let place = opened.place(scope)?;
    let kept = step(conn, ctx, (&place, kept), form.version, (command, &reason, event))?;
    tell(conn, ctx, (scope, portal), (&opened, "verification_reported", ""), (id, &kept.life))
}

/// The aanbieder reacts to a report: once, within the term.
///
/// # Errors
/// [`Error::Invalid`] without a text; [`Error::Refused`] where there is no report, after the term, and a second time; [`Error::NotFound`]
/// for another organisation's.
pub fn react(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (application, id): (&ApplicationId, &VerificationId),
    text: &str,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let own = apply::open(conn, scope, application)?;
    let kept = verifications::find(conn, own.region.key(), (application, id))?;
    let reaction = Motivation::parse(text).map_err(|why| match why {
        NoMotivation::Empty => Error::field("reactie", words::SAY_REACTION),
        NoMotivation::TooLong => Error::field("reactie", common::TOO_LONG),
    })?;
    let place = Place::of_region(own.region.region()).procedure(&own.procedure).about(scope.org());
    let event = Event::VerificationAnswered { subject: id.clone() };
    let (seen, reason) = (kept.row.version, kept.row.reason.clone());
    step(conn, ctx, (&place, kept), seen, (Command::React { by, reaction }, &reason, event)).map(drop)
}
