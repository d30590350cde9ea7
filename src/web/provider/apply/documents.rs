//! Documenten accepteren: a tick per document, with its version and the hash of its file.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{Head, base, seen};
use crate::app::apply::{self, ToAccept};
use crate::domain::ids::{DocumentId, Id};
use crate::domain::words::screens::file_size;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    head: Head,
    slug: String,
    documents: Vec<Line>,
    open: usize,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    version: String,
    sha256: String,
    size: String,
    must: bool,
    accepted_at: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/documenten`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, id, now) = (call.visitor.org_scope()?, call.id("id")?, call.now);
    let (opened, all) = call
        .read(move |conn| {
            let opened = apply::open_part(conn, &scope, &id)?;
            let all = apply::to_accept(conn, &opened, now)?;
            Ok((opened, all))
        })
        .await?;
    let line = |one: ToAccept| Line {
        size: file_size(one.size),
        must: one.must,
        accepted_at: one.accepted_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
        id: one.document.id,
        title: one.document.title,
        version: one.document.version,
        sha256: one.document.sha256,
    };
    let documents: Vec<Line> = all.into_iter().map(line).collect();
    let page = Page {
        open: documents.iter().filter(|one| one.accepted_at.is_empty()).count(),
        slug: opened.scheme.region().slug.clone(),
        head: Head::new(&call, &opened),
        documents,
    };
    call.page("provider/aanmelding/documenten.html", &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/documenten`
///
/// # Errors
/// [`AppError::Stale`] when a version is no longer in force or a colleague changed the application meanwhile.
pub async fn save(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let ticked: Result<Vec<DocumentId>, _> = call.form.all("aanvaard").map(Id::parse).collect();
    let ticked = ticked.map_err(|_| AppError::NotFound)?;
    call.change(move |conn, ctx| {
        apply::accept(conn, ctx, &scope, &id, seen, &ticked)?;
        let opened = apply::open_part(conn, &scope, &id)?;
        let open = apply::to_accept(conn, &opened, ctx.now)?;
        let left = open.iter().any(|one| one.must && one.accepted_at.is_none());
        Ok(if left { format!("{}/documenten", base(&id)) } else { base(&id) })
    })
    .await
}
