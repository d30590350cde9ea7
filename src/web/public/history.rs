//! `/regio/{slug}/regeling`: every version of the rules with its reason and what it changed, also one that counts later.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::history::{self, Published};
use crate::domain::ids::SchemeVersionId;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    region: Head,
    procedures: Vec<ProcedureView>,
}

#[derive(Serialize)]
struct ProcedureView {
    title: String,
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    id: String,
    seq: i32,
    sha256: String,
    published_at: DateTime<Utc>,
    effective_from: DateTime<Utc>,
    /// `coming`, `current` or `past`.
    stands: &'static str,
    motivation: String,
    changes: Vec<ChangeView>,
}

#[derive(Serialize)]
struct ChangeView {
    head: String,
    lines: Vec<String>,
}

/// `GET /regio/{slug}/regeling`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for an unknown region; what the database says.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let (scope, now) = (region.scope.clone(), call.now);
    let found: Vec<_> =
        region.procedures.iter().map(|one| (one.id.clone(), one.version.id.clone())).collect();
    let histories = call
        .read(move |conn| {
            let of = |(id, current)| Ok((current, history::versions(conn, &scope, &id)?));
            found.into_iter().map(of).collect::<crate::app::Result<Vec<_>>>()
        })
        .await?;
    let procedures =
        region.procedures.iter().zip(histories).map(|(procedure, (current, versions))| ProcedureView {
            title: procedure.title.clone(),
            versions: versions.into_iter().map(|one| view(one, &current, now)).collect(),
        });
    let content = Page { region: Head::of(&region), procedures: procedures.collect() };
    frame::page(&call, &region, Place::Rules, "public/region/history.html", &content)
}

fn view(one: Published, current: &SchemeVersionId, now: DateTime<Utc>) -> VersionView {
    let Published { version, motivation, changes } = one;
    let stands = if version.id == *current {
        "current"
    } else if version.effective_from > now {
        "coming"
    } else {
        "past"
    };
    VersionView {
        id: version.id.to_string(),
        seq: version.seq,
        sha256: version.scheme.sha256().to_owned(),
        published_at: version.published_at,
        effective_from: version.effective_from,
        stands,
        motivation,
        changes: changes.into_iter().map(|one| ChangeView { head: one.head, lines: one.lines }).collect(),
    }
}

/// `GET /regio/{slug}/regeling/{id}`: the text, byte for byte as it was published.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's version.
pub async fn text(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let (scope, id): (_, SchemeVersionId) = (region.scope.clone(), call.id("id")?);
    let row = call.read(move |conn| history::text(conn, &scope, &id)).await?;
    let name = format!("attachment; filename=\"regeling-{}-versie-{}.yaml\"", region.slug, row.seq);
    let mut response = HttpResponse::Ok();
    response
        .content_type("application/yaml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.body(row.source))
}
