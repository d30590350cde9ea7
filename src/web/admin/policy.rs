//! `/beheer/regeling`: the regeling and its versions, to read.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::documents::slug;
use crate::app::public::{self, Procedure};
use crate::app::{amend, policy};
use crate::domain::code::Code as _;
use crate::domain::ids::SchemeVersionId;
use crate::storage::views::amendments::AmendmentLine;
use crate::storage::views::policy::VersionLine;
use crate::web::call::{Answer, Call, see_other};

#[derive(Serialize)]
struct SchemePage {
    slug: String,
    /// `weggegooid` or nothing.
    done: String,
    procedures: Vec<SchemeView>,
}

#[derive(Serialize)]
struct SchemeView {
    id: String,
    title: String,
    code: String,
    requirements: usize,
    groups: usize,
    /// The one in force.
    current: String,
    versions: Vec<VersionView>,
    amendments: Vec<AmendmentView>,
}

/// A wijziging that is not over.
#[derive(Serialize)]
struct AmendmentView {
    id: String,
    state: &'static str,
    motivation: String,
    started_by: String,
    started_at: String,
}

#[derive(Serialize)]
struct VersionView {
    id: String,
    seq: i32,
    sha256: String,
    motivation: String,
    published_at: String,
    effective_from: String,
    published_by: String,
    confirmed_by: String,
    /// Whether it counts later.
    coming: bool,
}

/// `GET /beheer`: what the visitor looks after.
///
/// # Errors
/// None.
pub async fn start(call: Call) -> Answer {
    use crate::domain::access::{Role, StaffRole};
    let admin = call.visitor.roles().contains(&Role::Staff(StaffRole::RegionAdmin));
    Ok(see_other(if admin { "/beheer/team" } else { "/beheer/documenten" }))
}

/// `GET /beheer/regeling`
///
/// # Errors
/// What the database says.
pub async fn scheme(call: Call) -> Answer {
    let (slug, scope, now) = (slug(&call)?, call.visitor.region_scope()?, call.now);
    let find = slug.clone();
    let found = call
        .read(move |conn| {
            let region = public::region(conn, &find, now)?;
            let with_versions = |procedure: Procedure| {
                let versions = policy::versions(conn, &scope, &procedure.id)?;
                let open = amend::open(conn, &scope, &procedure.id)?;
                Ok((procedure, versions, open))
            };
            region.procedures.into_iter().map(with_versions).collect::<crate::app::Result<Vec<_>>>()
        })
        .await?;
    let procedures = found.into_iter().map(|(procedure, versions, open)| SchemeView {
        id: procedure.id.to_string(),
        amendments: open.into_iter().map(amendment).collect(),
        requirements: procedure.version.scheme.requirements().len(),
        groups: procedure.version.scheme.groups().len(),
        current: procedure.version.id.to_string(),
        title: procedure.title,
        code: procedure.code,
        versions: versions.into_iter().map(|one| version(one, now)).collect(),
    });
    let done = call.query().text("klaar").to_owned();
    call.page("admin/regeling.html", &SchemePage { slug, done, procedures: procedures.collect() })
}

fn amendment(one: AmendmentLine) -> AmendmentView {
    AmendmentView {
        id: one.id,
        state: one.state.0.code(),
        motivation: one.motivation,
        started_by: one.started_by,
        started_at: one.started_at.and_utc().to_rfc3339(),
    }
}

fn version(one: VersionLine, now: DateTime<Utc>) -> VersionView {
    VersionView {
        coming: one.effective_from.and_utc() > now,
        id: one.id,
        seq: one.seq,
        sha256: one.sha256,
        motivation: one.motivation,
        published_at: one.published_at.and_utc().to_rfc3339(),
        effective_from: one.effective_from.and_utc().to_rfc3339(),
        published_by: one.published_by,
        confirmed_by: one.confirmed_by,
    }
}

/// `GET /beheer/regeling/{id}/yaml`: the text, byte for byte as it was published.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's version.
pub async fn yaml(call: Call) -> Answer {
    let (scope, id): (_, SchemeVersionId) = (call.visitor.region_scope()?, call.id("id")?);
    let row = call.read(move |conn| policy::version(conn, &scope, &id)).await?;
    let name = format!("attachment; filename=\"regeling-versie-{}.yaml\"", row.seq);
    let mut response = HttpResponse::Ok();
    response
        .content_type("application/yaml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.body(row.source))
}
