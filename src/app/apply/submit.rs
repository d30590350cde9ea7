//! Sending in: checked, stamped with the moment of receipt, and fixed in a snapshot with everything that follows from it.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::blockers::{Blocker, blockers};
use super::check::Link;
use super::contents::{contents, unpublished};
use super::opened::{Opened, open, signatory};
use super::{members, sending};
use crate::app::ctx::Ctx;
use crate::app::due;
use crate::app::error::{Error, Result};
use crate::app::supply;
use crate::auth::origin::PublicUrl;
use crate::domain::application::snapshot::{Contents, Declaration, SNAPSHOT_VERSION, SchemeMark};
use crate::domain::application::{self, Snapshot, lot};
use crate::domain::audit::Event;
use crate::domain::canonical;
use crate::domain::digest::Digest;
use crate::domain::ids::{ApplicationId, EvidenceId, SnapshotId, UserId};
use crate::domain::job::Job;
use crate::domain::organisation::Signing;
use crate::domain::scheme::is_volmacht;
use crate::domain::words::apply as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::applications;
use crate::storage::snapshots::{self, SnapshotRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, OrgScope, answers, applying, lots as lot_rows, organisations};

/// Under which code a first signature is kept.
const CONFIRMED: &str = ":confirmed";

/// The command to send in.
#[derive(Debug)]
pub struct Submit<'a> {
    /// The application.
    pub application: &'a ApplicationId,
    /// The version that was seen.
    pub seen: i64,
    /// Whether it was declared that everything is true.
    pub declared: bool,
    /// Where the portal is, for the mail.
    pub portal: &'a PublicUrl,
}

/// The signature of the first of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Confirmed {
    by: UserId,
    at: DateTime<Utc>,
    /// SHA-256 of what was confirmed, as it stood then: a change after it makes the confirmation void.
    sha256: String,
}

/// What stands beside the signature of who sends in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// Nothing is needed.
    Nothing,
    /// Another tekenbevoegde confirmed.
    Second(UserId),
    /// A volmacht goes along.
    Volmacht(EvidenceId),
}

/// Send in. The moment of receipt is the moment of `ctx`.
///
/// # Errors
/// [`Error::Refused`] with the exact times when it is too early or too late, and when a second signature is needed;
/// [`Error::Invalid`] with everything that must be done first; [`Error::Stale`] when it was changed since `seen`.
pub fn submit(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, command: &Submit<'_>) -> Result<SnapshotId> {
    let by = signatory(ctx)?;
    let opened = open(conn, scope, command.application)?;
    opened.window.accepts(ctx.now).map_err(|no| Error::refused(application::Refusal::from(no).in_dutch()))?;
    opened.may_change(ctx.now)?;
    if opened.row.version != command.seen {
        return Err(Error::Stale);
    }
    supply::published(conn, ctx, &opened.region, &opened.window_row)?;
    ready(conn, &opened, ctx.now, command.declared)?;
    let beside = beside(conn, scope, &opened, &by)?;
    send(conn, ctx, scope, &opened, (&by, beside), command.portal)
}

fn ready(conn: &mut DbConn, opened: &Opened, at: DateTime<Utc>, declared: bool) -> Result<()> {
    if opened.is_outdated() {
        return Err(Error::refused(words::OUTDATED));
    }
    let mut found = blockers(conn, opened, at)?;
    if !declared {
        found.push(Blocker { link: Link::Declaration, message: words::NO_DECLARATION.to_owned() });
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(found.iter().map(Blocker::mistake).collect()))
}

/// The other tekenbevoegde, where two must sign; else the volmacht with which one may.
pub(super) fn beside(conn: &mut DbConn, scope: &OrgScope, opened: &Opened, by: &UserId) -> Result<Beside> {
    if signing(conn, scope)? == Signing::Alone {
        return Ok(Beside::Nothing);
    }
    let confirmed = confirmed(conn, opened)?;
    if let Some(other) = confirmed.clone().filter(|other| other != by) {
        return Ok(Beside::Second(other));
    }
    match (volmacht(conn, opened)?, confirmed) {
        (Some(piece), _) => Ok(Beside::Volmacht(piece)),
        (None, None) => Err(Error::refused(words::SECOND_SIGNATORY)),
        (None, Some(_)) => Err(Error::refused(words::SAME_SIGNATORY)),
    }
}

/// The volmacht that goes along, if one does.
///
/// # Errors
/// What the database says.
pub fn volmacht(conn: &mut DbConn, opened: &Opened) -> Result<Option<EvidenceId>> {
    let pieces = super::contents::evidence(conn, opened)?;
    Ok(pieces.into_iter().find(|piece| is_volmacht(&piece.kind)).map(|piece| piece.id))
}

/// Who confirmed what is filled in now, as the first of two.
///
/// # Errors
/// What the database says.
pub fn confirmed(conn: &mut DbConn, opened: &Opened) -> Result<Option<UserId>> {
    let row = answers::all(conn, &opened.id, &opened.org)?.into_iter().find(|row| row.code == CONFIRMED);
    let Some(row) = row else { return Ok(None) };
    let confirmed: Confirmed = serde_json::from_str(&row.value_json).map_err(Error::internal)?;
    let now = standing(conn, opened, confirmed.at)?.hex();
    Ok((confirmed.sha256 == now).then_some(confirmed.by))
}

/// SHA-256 of what is filled in now, looked at from one moment: time alone changes nothing, and so not that the supply was published.
pub(in crate::app) fn standing(conn: &mut DbConn, opened: &Opened, at: DateTime<Utc>) -> Result<Digest> {
    let filled = Contents { supply: unpublished(opened), ..contents(conn, opened, at)? };
    let contents = serde_json::to_value(filled).map_err(Error::internal)?;
    Ok(Digest::of(&canonical::to_bytes(&contents).map_err(Error::internal)?))
}

/// With how many an organisation signs.
///
/// # Errors
/// What the database says.
pub fn signing(conn: &mut DbConn, scope: &OrgScope) -> Result<Signing> {
    Ok(organisations::find(conn, scope)?.signing.0)
}

/// Confirm, as the first of two who sign together.
///
/// # Errors
/// As for [`submit`]; [`Error::Refused`] for an organisation that signs with one.
pub fn confirm(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, command: &Submit<'_>) -> Result<()> {
    let by = signatory(ctx)?;
    let (opened, _) = Opened::for_change(conn, ctx, scope, command.application, command.seen)?;
    // Only of an application that is there: to everybody else every address of it is the same 404.
    if organisations::find(conn, scope)?.signing.0 == Signing::Alone {
        return Err(Error::refused(words::NO_SECOND_NEEDED));
    }
    ready(conn, &opened, ctx.now, command.declared)?;
    note_confirmation(conn, ctx, &opened, &by)
}

/// Whether another must sign beside who signs now, and nobody has yet.
pub(super) fn is_first(conn: &mut DbConn, scope: &OrgScope, opened: &Opened) -> Result<bool> {
    Ok(signing(conn, scope)? == Signing::Jointly
        && confirmed(conn, opened)?.is_none()
        && volmacht(conn, opened)?.is_none())
}

/// Keep who confirmed what is filled in now.
pub(super) fn note_confirmation(conn: &mut DbConn, ctx: &Ctx, opened: &Opened, by: &UserId) -> Result<()> {
    let confirmed = Confirmed { by: by.clone(), at: ctx.now, sha256: standing(conn, opened, ctx.now)?.hex() };
    let json = serde_json::to_string(&confirmed).map_err(Error::internal)?;
    answers::save(conn, &opened.row, &opened.org, CONFIRMED, Some(json), (by, ctx.now))?;
    let event = Event::ApplicationConfirmed { subject: opened.id.clone() };
    Ok(ctx.record(conn, &opened.place(&opened.org), event)?)
}

fn send(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    (by, beside): (&UserId, Beside),
    portal: &PublicUrl,
) -> Result<SnapshotId> {
    let contents = contents(conn, opened, ctx.now)?;
    let states = lot_states(conn, opened, contents.lots.len())?;
    let command = application::Command::Submit { by: by.clone(), lots: states };
    let next = opened
        .life
        .clone()
        .apply(command, ctx.now, &opened.window)
        .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
    let seq = next.submission().map_or(1, |submission| submission.seq);
    let earlier = snapshots::of_application(conn, &opened.id)?.into_iter().next();
    let snapshot = Snapshot {
        v: SNAPSHOT_VERSION,
        application: opened.id.clone(),
        number: opened.row.number.clone(),
        seq,
        received_at: ctx.now,
        organisation: scope.org().clone(),
        procedure: opened.procedure.clone(),
        window: types::id("windows", &opened.window_row.id)?,
        scheme: SchemeMark {
            version: types::id("applications", &opened.row.scheme_version_id)?,
            sha256: opened.scheme.sha256().to_owned(),
        },
        contents,
        declaration: declaration(by, beside),
        members: members::marks(conn, opened)?,
    };
    let (id, digest) = keep(conn, ctx, opened, &snapshot)?;
    sending::facts(conn, ctx, scope, opened, &snapshot.contents.facts)?;
    sending::lots(conn, ctx, scope, opened, by, &snapshot.contents.lots)?;
    sending::requests(conn, ctx, scope, opened)?;
    due::keep(conn, &opened.row, ctx.now, &opened.window, &opened.scheme)?;
    let org = organisations::find(conn, scope)?;
    applying::set_name(conn, &opened.id, &org)?;
    if !applications::step(conn, &opened.row, &next, by, ctx.now)? {
        return Err(Error::Stale);
    }
    let lots = u32::try_from(snapshot.contents.lots.len()).map_err(Error::internal)?;
    let subject = opened.id.clone();
    let event = match &earlier {
        None => Event::ApplicationSubmitted { subject, snapshot: id.clone(), seq, lots },
        Some(earlier) => {
            let replaces = types::id("application_snapshots", &earlier.id)?;
            Event::ApplicationReplaced { subject, snapshot: id.clone(), seq, lots, replaces }
        }
    };
    ctx.record(conn, &opened.place(scope.org()).manifest(digest), event)?;
    sending::mail(conn, ctx, scope, opened, &org, portal)?;
    ctx.enqueue(conn, &Job::RenderReceipt { snapshot: id.clone() })?;
    Ok(id)
}

pub(super) fn declaration(by: &UserId, beside: Beside) -> Declaration {
    let (confirmed_by, volmacht) = match beside {
        Beside::Nothing => (None, None),
        Beside::Second(other) => (Some(other), None),
        Beside::Volmacht(piece) => (None, Some(piece)),
    };
    Declaration { by: by.clone(), confirmed_by, volmacht }
}

/// Where the lots are: those that were sent in before, and at least one pending where any is chosen.
fn lot_states(conn: &mut DbConn, opened: &Opened, chosen: usize) -> Result<Vec<lot::State>> {
    let rows = lot_rows::of_application(conn, &opened.id)?;
    let mut states: Vec<lot::State> = rows.iter().map(|row| row.state.0).collect();
    if chosen > 0 {
        states.push(lot::State::Pending);
    }
    Ok(states)
}

fn keep(conn: &mut DbConn, ctx: &Ctx, opened: &Opened, snapshot: &Snapshot) -> Result<(SnapshotId, Digest)> {
    let id: SnapshotId = ctx.id();
    let content = snapshot.bytes().map_err(Error::internal)?;
    let digest = Digest::of(&content);
    snapshots::insert(
        conn,
        &SnapshotRow {
            id: id.to_string(),
            region_id: opened.row.region_id.clone(),
            application_id: opened.row.id.clone(),
            seq: i32::try_from(snapshot.seq).map_err(Error::internal)?,
            received_at: stored(snapshot.received_at),
            submitted_by: snapshot.declaration.by.to_string(),
            content,
            sha256: digest.hex(),
            scheme_sha256: snapshot.scheme.sha256.clone(),
            receipt_sha256: None,
        },
    )?;
    Ok((id, digest))
}
