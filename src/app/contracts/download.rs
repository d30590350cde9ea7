//! Handing out a signed overeenkomst; each time is noted.
//! May import: app, domain, storage.

use crate::app::ctx::{Ctx, Place};
use crate::app::error::Result;
use crate::domain::audit::Event;
use crate::domain::ids::{AgreementId, OrgId};
use crate::storage::admissions::{self as kept, AgreementRow};
use crate::storage::blobs::BlobRow;
use crate::storage::{DbConn, OrgScope, RegionScope, blobs, types};

/// The file of an overeenkomst, for the team that recorded it; the download is noted.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another region's or another organisation's.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    org: &OrgId,
    id: &AgreementId,
) -> Result<(AgreementRow, BlobRow)> {
    let row = kept::agreement(conn, scope, org, id)?;
    hand_out(conn, ctx, row, id)
}

/// The file of an overeenkomst, for the organisation that signed it; the download is noted.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another organisation's.
pub fn download_own(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &AgreementId,
) -> Result<(AgreementRow, BlobRow)> {
    let row = kept::own_agreement(conn, scope, id)?;
    hand_out(conn, ctx, row, id)
}

fn hand_out(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: AgreementRow,
    id: &AgreementId,
) -> Result<(AgreementRow, BlobRow)> {
    let blob = blobs::find(conn, &row.sha256)?;
    let place = Place::of_region(&types::id("agreements", &row.region_id)?)
        .procedure(&types::id("agreements", &row.procedure_id)?)
        .about(&types::id("agreements", &row.org_id)?);
    ctx.record(conn, &place, Event::AgreementDownloaded { subject: id.clone() })?;
    Ok((row, blob))
}
