//! What somebody tried to send in and the portal did not take is kept: the aanbieder can prove it, and the region knows whom to tell.
//! May import: app, domain, files, storage.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::apply;
use super::ctx::Ctx;
use super::database::Database;
use super::error::{Error, Result};
use super::{access, ctx};
use crate::auth::second_factor::Policy;
use crate::domain::access::{ProviderRole, Role, Via};
use crate::domain::audit::{Event, EventCode};
use crate::domain::digest::Digest;
use crate::domain::failure::Cause;
use crate::domain::ids::{ApplicationId, AttemptId, SessionId};
use crate::domain::windows::NotAccepted;
use crate::files::Store;
use crate::storage::attempts;
pub use crate::storage::attempts::AttemptRow;
use crate::storage::audit::{self, KeptLeaf};
use crate::storage::types::{AsText, instant, stored};
use crate::storage::{DbConn, OrgScope};

/// So many attempts are kept of one application: somebody who tries on and on proves nothing more.
const MOST: i64 = 100;

/// An attempt as it is known at the door, where nobody may have been able to look into the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Identifier.
    pub id: AttemptId,
    /// The session in the signed token of who sent it.
    pub session: SessionId,
    /// What was sent in.
    pub application: ApplicationId,
    /// When its last byte had arrived.
    pub received_at: DateTime<Utc>,
    /// Why it was not taken.
    pub cause: Cause,
    /// Of the answers in the form.
    pub sent: Digest,
}

/// Keep an attempt of somebody who could have sent in, then. What a rule refused other than for the time is no attempt that failed. Doing
/// it twice keeps it once.
///
/// # Errors
/// [`Error::NotFound`] when the application was not that of the session, then; what the database says.
pub fn keep(conn: &mut DbConn, ctx: &Ctx, one: &Attempt) -> Result<()> {
    // Of who sends in for an aanbieder no role asks a second factor.
    let visitor = access::visitor(conn, &one.session, one.received_at, Policy::Voluntary)?;
    let role = Role::Provider(ProviderRole::Tekenbevoegde);
    if !visitor.roles().contains(&role) {
        return Err(Error::NotFound);
    }
    let scope = visitor.org_scope()?;
    let opened = apply::open(conn, &scope, &one.application)?;
    let late = matches!(opened.window.accepts(one.received_at), Err(NotAccepted::TooLate { .. }));
    let known = attempts::of_application(conn, &scope, &one.application, MOST)?;
    let is_known = known.iter().any(|row| row.id == one.id.as_str());
    if is_known
        || known.len() >= usize::try_from(MOST).unwrap_or(usize::MAX)
        || (one.cause == Cause::TooLate && !late)
    {
        return Ok(());
    }
    let user = visitor.login.as_ref().map(|login| login.user.to_string()).ok_or(Error::NotFound)?;
    // What was changed after the attempt is not what was tried.
    let same = instant(opened.row.updated_at) <= one.received_at;
    let filled = if same { Some(apply::standing(conn, &opened, one.received_at)?) } else { None };
    attempts::insert(
        conn,
        &AttemptRow {
            id: one.id.to_string(),
            region_id: opened.row.region_id.clone(),
            window_id: opened.row.window_id.clone(),
            application_id: opened.row.id.clone(),
            org_id: opened.row.org_id.clone(),
            user_id: user,
            received_at: stored(one.received_at),
            cause: AsText(one.cause),
            sent_sha256: one.sent.hex(),
            filled_sha256: filled.map(|digest| digest.hex()),
            recorded_at: stored(ctx.now),
        },
    )?;
    let place = ctx::Place { manifest: filled, ..opened.place(scope.org()) };
    let event = Event::SubmissionRefused {
        subject: one.id.clone(),
        application: one.application.clone(),
        cause: one.cause,
        received: one.received_at,
        sent: one.sent,
    };
    let as_visitor = Ctx::new(ctx.now, visitor.actor(role, Via::Web), ctx.source().clone());
    Ok(as_visitor.record(conn, &place, event)?)
}

/// Put what was noted while the database did not answer into the database; how many notes. What cannot be read, or is of nobody who could
/// have sent in, is told to the operator and dropped. Blocking.
///
/// # Errors
/// What the database or the store says: the notes stay.
pub fn take_in(database: &Database, store: &Store, ctx: &Ctx) -> Result<usize> {
    let mut taken = 0;
    for (name, bytes) in store.notes().map_err(|why| Error::Store(Box::new(why)))? {
        match serde_json::from_slice::<Attempt>(&bytes) {
            Ok(attempt) => match database.write(|conn| keep(conn, ctx, &attempt)) {
                Ok(()) => taken += 1,
                Err(Error::NotFound) => {
                    tracing::warn!(name, "a note of an attempt is of nobody who could send in")
                }
                Err(other) => return Err(other),
            },
            Err(error) => tracing::error!(%error, name, "a note of an attempt cannot be read"),
        }
        store.drop_note(&name).map_err(|why| Error::Store(Box::new(why)))?;
    }
    Ok(taken)
}

/// The attempts about an application, the last first, at most so many.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &OrgScope,
    application: &ApplicationId,
    most: i64,
) -> Result<Vec<AttemptRow>> {
    Ok(attempts::of_application(conn, scope, application, most)?)
}

/// An attempt with everything that proves it.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The attempt.
    pub row: AttemptRow,
    /// Who tried.
    pub by: String,
    /// Its line in the log.
    pub leaf: KeptLeaf,
}

/// The proof of an attempt.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's.
pub fn proof(
    conn: &mut DbConn,
    scope: &OrgScope,
    application: &ApplicationId,
    id: &AttemptId,
) -> Result<Proof> {
    let (row, by) = attempts::find(conn, scope, application, id)?;
    let leaf = audit::of_subject(conn, scope, EventCode::SubmissionRefused, id.as_str())?;
    Ok(Proof { row, by, leaf })
}
