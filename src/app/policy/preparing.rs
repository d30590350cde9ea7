//! Getting a document ready: the file is kept, somebody reads what publishing it does, and only then it is public.
//! May import: app::{ctx, error, fields, schemes}, auth, domain, storage.

use chrono::{DateTime, Utc};

use super::documents::{NewDocument, publish_as};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::fields::{Mistakes, line};
use crate::app::schemes;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::ids::{DocumentId, ProcedureId};
use crate::domain::words::policy as words;
use crate::storage::blobs::BlobRow;
use crate::storage::document_drafts::{self, DraftRow};
use crate::storage::documents::{self, DocumentRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, blobs, calendar, followers};

/// The longest title.
const TITLE: usize = 200;
/// The longest name of a version.
const VERSION: usize = 20;

/// A file that is durable in the store, with what was typed about it.
#[derive(Debug)]
pub struct NewDraft<'a> {
    /// The procedure.
    pub procedure: &'a ProcedureId,
    /// Kind, a code of the scheme.
    pub kind: &'a str,
    /// Title.
    pub title: &'a str,
    /// Version.
    pub version: &'a str,
    /// Content address.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Media type.
    pub media_type: &'a str,
    /// File name for who downloads it.
    pub file_name: &'a str,
}

/// A document that is ready, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// A document that is ready, with what publishing it does.
#[derive(Debug, Clone)]
pub struct Ready {
    /// What is ready.
    pub draft: DraftRow,
    /// Its file.
    pub blob: BlobRow,
    /// Title of its kind.
    pub kind: String,
    /// Whether an aanbieder must agree with it.
    pub must_accept: bool,
    /// The version it replaces.
    pub replaces: Option<DocumentRow>,
    /// How many followers get a mail.
    pub followers: usize,
    /// Whether somebody may be filling in an application now.
    pub window_open: bool,
}

/// Get a document ready.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::NotFound`] for a procedure of another region.
pub fn prepare_document(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    new: &NewDraft<'_>,
) -> Result<DocumentId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let scheme = schemes::in_force(conn, scope, new.procedure, ctx.now)?.scheme;
    let mut mistakes = Mistakes::default();
    if !scheme.documents().iter().any(|def| def.code.as_str() == new.kind) {
        mistakes.note("soort", words::KIND_MISSING);
    }
    let title = mistakes.take("titel", line(new.title, TITLE, words::TITLE_MISSING));
    let version = mistakes.take("versie", line(new.version, VERSION, words::VERSION_MISSING));
    let sha256 = new.digest.hex();
    for (row, _) in documents::published(conn, scope, new.procedure, ctx.now)? {
        if row.kind == new.kind && version.as_deref() == Some(row.version.as_str()) {
            mistakes.note("versie", words::version_taken(&row.version));
        }
        if row.kind == new.kind && row.sha256 == sha256 {
            mistakes.note("bestand", words::same_file(&row.version));
        }
    }
    let (title, version) = mistakes.done(title.zip(version))?;
    let size = i64::try_from(new.size).map_err(Error::internal)?;
    blobs::know(conn, &sha256, size, new.media_type, true, ctx.now)?;
    let id: DocumentId = ctx.id();
    document_drafts::insert(
        conn,
        &DraftRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: new.procedure.to_string(),
            kind: new.kind.to_owned(),
            title,
            version,
            sha256,
            file_name: new.file_name.to_owned(),
            prepared_by: by.to_string(),
            prepared_at: stored(ctx.now),
        },
    )?;
    let kind = Token::parse(new.kind).map_err(Error::internal)?;
    let event = Event::DocumentPrepared { subject: id.clone(), kind, digest: new.digest };
    ctx.record(conn, &Place::of_region(scope.region()).procedure(new.procedure), event)?;
    Ok(id)
}

/// What is ready, and what publishing it does.
///
/// # Errors
/// [`Error::NotFound`] for another region's.
pub fn ready(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &DocumentId) -> Result<Ready> {
    let (draft, blob) = document_drafts::find(conn, scope, id)?;
    let procedure: ProcedureId = types::id("document_drafts", &draft.procedure_id)?;
    let scheme = schemes::in_force(conn, scope, &procedure, ctx.now)?.scheme;
    let def = scheme.documents().iter().find(|def| def.code.as_str() == draft.kind);
    let in_force = documents::in_force(conn, scope, &procedure, ctx.now)?;
    let open = calendar::current_windows(conn, scope, ctx.now)?;
    Ok(Ready {
        kind: def.map_or_else(|| draft.kind.clone(), |def| def.title.clone()),
        must_accept: def.is_some_and(|def| def.must_accept),
        replaces: in_force.into_iter().map(|(row, _)| row).find(|row| row.kind == draft.kind),
        followers: followers::confirmed(conn, scope, &procedure)?.len(),
        window_open: open.iter().any(|window| window.procedure_id == draft.procedure_id),
        draft,
        blob,
    })
}

/// What is ready in a procedure.
///
/// # Errors
/// What the database says.
pub fn all_ready(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Vec<Waiting>> {
    let rows = document_drafts::of_procedure(conn, scope, procedure)?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: row.id,
        title: row.title,
        version: row.version,
        at: types::instant(row.prepared_at),
    });
    Ok(waiting.collect())
}

/// Publish what is ready.
///
/// # Errors
/// [`Error::NotFound`] when it was published or thrown away; [`Error::Stale`] when this version is there already.
pub fn publish_ready(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &DocumentId,
    portal: &PublicUrl,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (draft, blob) = document_drafts::find(conn, scope, id)?;
    if !document_drafts::remove(conn, scope, id)? {
        return Err(Error::NotFound);
    }
    let procedure: ProcedureId = types::id("document_drafts", &draft.procedure_id)?;
    let new = NewDocument {
        procedure: &procedure,
        kind: &draft.kind,
        title: &draft.title,
        version: &draft.version,
        digest: Digest::parse(&format!("sha256:{}", draft.sha256)).map_err(Error::internal)?,
        size: u64::try_from(blob.size).map_err(Error::internal)?,
        media_type: &blob.media_type,
        file_name: &draft.file_name,
        by: &by,
    };
    publish_as(conn, ctx, scope, id, &new, portal)
}

/// Throw away what is ready.
///
/// # Errors
/// [`Error::NotFound`] when it was published or thrown away.
pub fn discard_ready(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &DocumentId) -> Result<()> {
    let (draft, _) = document_drafts::find(conn, scope, id)?;
    if !document_drafts::remove(conn, scope, id)? {
        return Err(Error::NotFound);
    }
    let place =
        Place::of_region(scope.region()).procedure(&types::id("document_drafts", &draft.procedure_id)?);
    Ok(ctx.record(conn, &place, Event::DocumentDiscarded { subject: id.clone() })?)
}
