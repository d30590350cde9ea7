//! The inkoopdocumenten of a region: every version with its hash, each to download, and the set in force as one zip.
//! May import: app::public, domain, web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::public::{self, Document, Procedure};
use crate::domain::ids::DocumentId;
use crate::web::call::{Answer, Call};
use crate::web::download;

#[derive(Serialize)]
struct Page {
    region: Head,
    procedures: Vec<ProcedureView>,
}

#[derive(Serialize)]
struct ProcedureView {
    code: String,
    title: String,
    kinds: Vec<KindView>,
}

/// A kind of document with its versions.
#[derive(Serialize)]
pub(in crate::web) struct KindView {
    title: String,
    must_accept: bool,
    current: DocumentView,
    earlier: Vec<DocumentView>,
}

#[derive(Serialize)]
struct DocumentView {
    id: String,
    title: String,
    version: String,
    sha256: String,
    size: u64,
    published_at: DateTime<Utc>,
}

/// `GET /regio/{slug}/documenten`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for an unknown region; what the database says.
pub async fn list(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let (scope, now) = (region.scope.clone(), call.now);
    let ids: Vec<_> = region.procedures.iter().map(|procedure| procedure.id.clone()).collect();
    let sets = call
        .read(move |conn| {
            ids.iter().map(|id| public::documents(conn, &scope, id, now)).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let procedures = region.procedures.iter().zip(sets).map(|(procedure, documents)| ProcedureView {
        code: procedure.code.clone(),
        title: procedure.title.clone(),
        kinds: kinds(procedure, documents),
    });
    let content = Page { region: Head::of(&region), procedures: procedures.collect() };
    frame::page(&call, &region, Place::Documents, "public/region/documents.html", &content)
}

/// By kind in the order of the regeling; the documents of a kind stand newest first.
pub(in crate::web) fn kinds(procedure: &Procedure, documents: Vec<Document>) -> Vec<KindView> {
    let defs = procedure.version.scheme.documents();
    let place = |kind: &str| defs.iter().position(|def| def.code.as_str() == kind).unwrap_or(defs.len());
    let mut kinds: Vec<(String, KindView)> = Vec::new();
    for document in documents {
        let kind = document.kind.clone();
        match kinds.last_mut().filter(|(last, _)| *last == kind) {
            Some((_, view)) => view.earlier.push(document.into()),
            None => {
                let def = defs.iter().find(|def| def.code.as_str() == kind);
                let view = KindView {
                    title: def.map_or_else(|| document.title.clone(), |def| def.title.clone()),
                    must_accept: def.is_some_and(|def| def.must_accept),
                    current: document.into(),
                    earlier: Vec::new(),
                };
                kinds.push((kind, view));
            }
        }
    }
    kinds.sort_by_key(|(kind, _)| place(kind));
    kinds.into_iter().map(|(_, view)| view).collect()
}

impl From<Document> for DocumentView {
    fn from(one: Document) -> Self {
        Self {
            id: one.id.to_string(),
            title: one.title,
            version: one.version,
            sha256: one.sha256,
            size: one.size,
            published_at: one.published_at,
        }
    }
}

/// `GET /regio/{slug}/documenten/{id}`: also an older version, because somebody may have accepted it.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's document; what the store says.
pub async fn file(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let id: DocumentId = call.id("id")?;
    let (scope, now) = (region.scope.clone(), call.now);
    let document = call.read(move |conn| public::document_of(conn, &scope, &id, now)).await?;
    download::hand_out(&call, &document.sha256, &document.media_type, &document.file_name).await
}
