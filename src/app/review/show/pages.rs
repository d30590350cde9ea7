//! Looking at the pages of a bewijsstuk in the portal. They follow the class of the bewijsstuk; that somebody looked is told by the look
//! into the dossier, and the file itself leaves the portal only as a download, which has a leaf of its own (ADR 20).
//! May import: app, domain, storage.

use serde::Serialize;

use super::pieces;
use super::{Head, head};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::domain::ids::{ApplicationId, EvidenceId};
use crate::storage::blobs::BlobRow;
use crate::storage::{DbConn, RegionScope};

/// Pages on one page of the portal.
const AT_ONCE: i32 = 10;
/// A document of which every page is drawn.
const PDF: &str = "application/pdf";

/// A bewijsstuk to look at, page by page.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// The application.
    pub head: Head,
    /// The bewijsstuk.
    pub id: String,
    /// Title of its kind.
    pub title: String,
    /// The file's own name.
    pub file: String,
    /// Bytes.
    pub size: i64,
    /// Whether it can be looked at here, and else why not, as [`looked_at`] says it.
    pub view: &'static str,
    /// How many pages it has.
    pub pages: i32,
    /// The pages that are shown now.
    pub shown: Vec<i32>,
    /// The first page of those before; nothing at the start.
    pub previous: Option<i32>,
    /// The first page of those after; nothing at the end.
    pub next: Option<i32>,
}

/// Where the picture of a page comes from.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Content address of the file.
    pub sha256: String,
    /// The file's media type, as found from its content.
    pub media_type: String,
    /// Whether the page must be drawn; else the file is a picture itself.
    pub drawn: bool,
}

/// Whether the pages of a file can be looked at, with how many: `pages`, or why not: `waiting` until it is inspected (quarantine), `unsafe` for
/// what the inspection does not trust, `office` for what has no pages before it is opened, `not_drawn` where nobody could count them.
pub(super) fn looked_at(blob: &BlobRow) -> (&'static str, i32) {
    let picture = matches!(blob.media_type.as_str(), "image/jpeg" | "image/png");
    match blob.inspection.as_str() {
        "waiting" => ("waiting", 0),
        // A script in a document does nothing in a picture of it.
        "clean" | "active_content" if blob.media_type == PDF && blob.pages > 0 => ("pages", blob.pages),
        "clean" if picture => ("pages", 1),
        "clean" | "active_content" | "uninspectable" if blob.media_type == PDF => ("not_drawn", 0),
        "clean" | "active_content" => ("office", 0),
        _ => ("unsafe", 0),
    }
}

/// A bewijsstuk to look at, from a page on.
///
/// # Errors
/// [`Error::NotFound`] when it was not sent in with this application, or was erased; [`Error::Forbidden`] when only named officers read it.
pub fn reading(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, piece): (&ApplicationId, &EvidenceId),
    from: i32,
) -> Result<Reading> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let head = head(conn, ctx, scope, &opened)?;
    let ((row, blob), _) = pieces::sent_with(conn, ctx, &opened, piece)?;
    let (view, pages) = looked_at(&blob);
    let first = (from.clamp(1, pages.max(1)) - 1) / AT_ONCE * AT_ONCE + 1;
    let last = first.saturating_add(AT_ONCE - 1).min(pages);
    let kind = opened.scheme.evidence().iter().find(|def| def.code.as_str() == row.kind);
    Ok(Reading {
        head,
        title: kind.map_or_else(|| row.kind.clone(), |def| def.title.clone()),
        id: row.id,
        file: row.file_name,
        size: blob.size,
        view,
        pages,
        shown: (first..=last).collect(),
        previous: (first > 1).then_some(first - AT_ONCE),
        next: (last < pages).then_some(last + 1),
    })
}

/// Where the picture of a page comes from.
///
/// # Errors
/// As [`reading`]; also [`Error::NotFound`] for a page that there is not, or that cannot be looked at.
pub fn picture(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, piece): (&ApplicationId, &EvidenceId),
    page: i32,
) -> Result<Picture> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let ((_, blob), _) = pieces::sent_with(conn, ctx, &opened, piece)?;
    let (_, pages) = looked_at(&blob);
    if !(1..=pages).contains(&page) {
        return Err(Error::NotFound);
    }
    Ok(Picture { drawn: blob.media_type == PDF, sha256: blob.sha256, media_type: blob.media_type })
}
