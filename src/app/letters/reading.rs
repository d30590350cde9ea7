//! Reading and downloading letters: an organisation has those that were made known to it, the team those of its region.
//! May import: app, domain, storage.

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::digest::Digest;
use crate::domain::ids::{ApplicationId, HearingId, LetterId, OrgId};
use crate::storage::letters::{self, LetterRow};
use crate::storage::views::letters::{LetterLine, of_org as lines_of_org};
use crate::storage::{DbConn, OrgScope, RegionScope, types};

/// A letter as a file.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// Content address.
    pub digest: Digest,
    /// File name for who downloads it.
    pub file_name: String,
}

/// The letters an organisation has received, newest first.
///
/// # Errors
/// What the database says.
pub fn received(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<LetterRow>> {
    Ok(letters::received(conn, scope)?)
}

/// The last letter that tells an organisation what was decided on an application, by identifier.
///
/// # Errors
/// What the database says.
pub fn decided(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> Result<Option<String>> {
    let about = |row: &LetterRow| {
        row.kind.0.is_about_decisions() && row.application_id.as_deref() == Some(application.as_str())
    };
    Ok(letters::received(conn, scope)?.into_iter().find(about).map(|row| row.id))
}

/// A letter an organisation has received.
///
/// # Errors
/// [`Error::NotFound`].
pub fn read(conn: &mut DbConn, scope: &OrgScope, id: &LetterId) -> Result<LetterRow> {
    Ok(letters::find_received(conn, scope, id)?)
}

/// A letter of a region, also before it was made known.
///
/// # Errors
/// [`Error::NotFound`].
pub fn read_for_team(conn: &mut DbConn, scope: &RegionScope, id: &LetterId) -> Result<LetterRow> {
    Ok(letters::find_in_region(conn, scope, id)?)
}

/// The letters of a region to one organisation, newest first.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> Result<Vec<LetterLine>> {
    Ok(lines_of_org(conn, scope, org)?)
}

/// The file of a letter that was received; the download is noted.
///
/// # Errors
/// [`Error::NotFound`].
pub fn download(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &LetterId) -> Result<Pdf> {
    let row = letters::find_received(conn, scope, id)?;
    hand_out(conn, ctx, &row)
}

/// The file of a letter of the region; the download is noted.
///
/// # Errors
/// [`Error::NotFound`], also until it was rendered.
pub fn download_for_team(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &LetterId) -> Result<Pdf> {
    let row = letters::find_in_region(conn, scope, id)?;
    hand_out(conn, ctx, &row)
}

fn hand_out(conn: &mut DbConn, ctx: &Ctx, row: &LetterRow) -> Result<Pdf> {
    let sha256 = row.sha256.as_deref().ok_or(Error::NotFound)?;
    let digest = Digest::parse(&format!("sha256:{sha256}")).map_err(Error::internal)?;
    let subject = types::id("letters", &row.id)?;
    ctx.record(conn, &place(row)?, Event::LetterDownloaded { subject })?;
    Ok(Pdf { digest, file_name: format!("{}.pdf", row.number) })
}

/// The letter in which a zienswijze was asked, once it left.
///
/// # Errors
/// What the database says.
pub fn of_hearing(
    conn: &mut DbConn,
    scope: &RegionScope,
    (application, hearing): (&ApplicationId, &HearingId),
) -> Result<Option<String>> {
    let all = letters::of_application(conn, scope, application)?;
    let asked =
        |row: &LetterRow| row.hearing_id.as_deref() == Some(hearing.as_str()) && row.state == "dispatched";
    Ok(all.into_iter().find(asked).map(|row| row.id))
}
