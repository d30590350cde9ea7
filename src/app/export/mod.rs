//! A dossier as one zip: for the aanbieder itself, for a judge, or for the archive. What it may hold is said by [`Audience`].
//! May import: app, domain, render, storage.

mod files;
mod log;
mod opened;
mod packed;
mod steps;
mod story;
mod team;

pub use packed::{Entry, Export, Left, Source};

use self::opened::Source as From;
use self::packed::Packing;
use super::ctx::Ctx;
use super::error::{Error, Result};
use super::{access, apply};
use crate::domain::application::{Snapshot, State};
use crate::domain::audit::Event;
use crate::domain::export::Audience;
use crate::domain::ids::ApplicationId;
use crate::storage::{DbConn, OrgScope, RegionScope, applications, snapshots, types};

/// The dossier of an application for the aanbieder that sent it in.
///
/// # Errors
/// [`Error::NotFound`] for another's, and for what was never sent in.
pub fn own(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> Result<Export> {
    let row = applications::find(conn, scope, id)?;
    if row.state.0 == State::Draft || row.received_at.is_none() {
        return Err(Error::NotFound);
    }
    let region = access::for_system(types::id("applications", &row.region_id)?);
    let kept = snapshots::last(conn, id)?;
    // The bytes hold of other members no more than the digest of what they signed.
    let snapshot = Snapshot::read(&kept.content).map_err(Error::internal)?;
    let from = From { row, snapshot, region, audience: Audience::Applicant, officer: false };
    pack(conn, from)
}

/// The dossier of an application as the team takes it out for somebody. Whoever handles the application is its named officer.
///
/// # Errors
/// [`Error::NotFound`] for a draft, a sealed one, and another region's.
pub fn of_region(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    audience: Audience,
) -> Result<Export> {
    let row = applications::find_in_region(conn, scope, id, ctx.now)?;
    let kept = snapshots::last(conn, id)?;
    let officer = match (&row.assessor_id, &ctx.actor.user) {
        (Some(assessor), Some(user)) => assessor == user.as_str(),
        _ => false,
    };
    let snapshot = match audience {
        Audience::Applicant => Snapshot::read(&kept.content).map_err(Error::internal)?,
        Audience::Court | Audience::Archive => apply::whole(conn, scope, &kept.content)?,
    };
    pack(conn, From { row, snapshot, region: scope.clone(), audience, officer })
}

fn pack(conn: &mut DbConn, from: From) -> Result<Export> {
    let opened = from.open(conn)?;
    let mut packing = Packing::of(&opened);
    let mut story = story::tell(conn, &opened, &mut packing)?;
    files::submissions(conn, &opened, &mut packing)?;
    story.evidence = files::evidence(conn, &opened, &mut packing)?;
    story.letters = files::letters(conn, &opened, &mut packing)?;
    story.team = team::told(conn, &opened, &mut packing)?;
    story.steps = steps::told(conn, &opened, &mut packing)?;
    files::rules(conn, &opened, &mut packing)?;
    story.timeline = log::lines(conn, &opened, &story, &mut packing)?;
    packing.finish(&opened, &story)
}

/// Note that a dossier left, with the digest of its list of files. Only what was noted is handed out.
///
/// # Errors
/// What the database says.
pub fn note(conn: &mut DbConn, ctx: &Ctx, export: &Export) -> Result<()> {
    let digest = export.manifest.digest();
    let count = |number: usize| u32::try_from(number).map_err(Error::internal);
    let event = Event::DossierExported {
        subject: export.application.clone(),
        audience: export.audience,
        files: count(export.entries.len())?,
        left_out: count(export.left.len())?,
        officer: export.officer,
        digest,
    };
    Ok(ctx.record(conn, &export.place.clone().manifest(digest), event)?)
}
