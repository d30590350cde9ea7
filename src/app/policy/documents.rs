//! Publishing a version of an inkoopdocument: public at once, and followers are told.
//! May import: app::{ctx, error, policy}, auth, domain, storage.

use serde::Serialize;

use super::followers::{self, News};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::ids::{DocumentId, ProcedureId, UserId};
use crate::storage::documents::{self, DocumentRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, blobs};

/// A document that is durable in the store, to be published.
#[derive(Debug)]
pub struct NewDocument<'a> {
    /// The procedure.
    pub procedure: &'a ProcedureId,
    /// Kind, a code of the scheme.
    pub kind: &'a str,
    /// Title.
    pub title: &'a str,
    /// Version, as people name it.
    pub version: &'a str,
    /// Content address.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Media type.
    pub media_type: &'a str,
    /// File name for who downloads it.
    pub file_name: &'a str,
    /// Who publishes.
    pub by: &'a UserId,
}

#[derive(Serialize)]
struct Published<'a> {
    title: &'a str,
    version: &'a str,
}

/// Publish a version. It replaces the version of its kind that is in force.
///
/// # Errors
/// [`Error::Stale`] when this version of this kind is there already.
pub fn publish_document(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    new: &NewDocument<'_>,
    portal: &PublicUrl,
) -> Result<DocumentId> {
    let id: DocumentId = ctx.id();
    publish_as(conn, ctx, scope, &id, new, portal)?;
    Ok(id)
}

/// The same, for a document that has its identifier.
pub(super) fn publish_as(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &DocumentId,
    new: &NewDocument<'_>,
    portal: &PublicUrl,
) -> Result<()> {
    let earlier = documents::published(conn, scope, new.procedure, ctx.now)?;
    let earlier: Vec<_> = earlier.into_iter().filter(|(row, _)| row.kind == new.kind).collect();
    let replaces = earlier.first().map(|(row, _)| types::id("documents", &row.id)).transpose()?;
    let size = i64::try_from(new.size).map_err(Error::internal)?;
    blobs::know(conn, &new.digest.hex(), size, new.media_type, true, ctx.now)?;
    documents::insert(
        conn,
        &DocumentRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: new.procedure.to_string(),
            kind: new.kind.to_owned(),
            title: new.title.to_owned(),
            version: new.version.to_owned(),
            sha256: new.digest.hex(),
            file_name: new.file_name.to_owned(),
            published_by: new.by.to_string(),
            published_at: stored(ctx.now),
            replaces: replaces.as_ref().map(ToString::to_string),
        },
    )?;
    let event = Event::DocumentPublished {
        subject: id.clone(),
        kind: Token::parse(new.kind).map_err(Error::internal)?,
        version: u32::try_from(earlier.len() + 1).map_err(Error::internal)?,
        digest: new.digest,
        replaces,
    };
    let place = Place::of_region(scope.region()).procedure(new.procedure).manifest(new.digest);
    ctx.record(conn, &place, event)?;
    let about = Published { title: new.title, version: new.version };
    let news = News { kind: "document_published", page: "/documenten", at: ctx.now, portal, about };
    followers::tell(conn, ctx, scope, new.procedure, &news)
}
