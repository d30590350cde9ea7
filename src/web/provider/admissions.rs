//! The admissions of an aanbieder: where it may work, since when, and what is still awaited.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::contracts;
use crate::domain::code::Code as _;
use crate::domain::ids::AgreementId;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::download;

#[derive(Serialize)]
struct Page {
    regions: Vec<Region>,
    agreements: Vec<Signed>,
}

/// A signed overeenkomst.
#[derive(Serialize)]
struct Signed {
    id: String,
    document: String,
    gemeente: String,
    signed_on: String,
}

#[derive(Serialize)]
struct Region {
    name: String,
    admissions: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    group: String,
    gemeente: String,
    state: &'static str,
    starts: String,
}

/// `GET /aanbieder/toelatingen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let (own, recorded) = call
        .read(move |conn| Ok((contracts::own(conn, &ctx, &scope)?, contracts::own_recorded(conn, &scope)?)))
        .await?;
    let name = |code: &str| {
        let found = own.iter().find(|one| one.admission.gemeente == code);
        found.map_or_else(|| code.to_owned(), |one| one.gemeente.clone())
    };
    let agreements = recorded
        .into_iter()
        .map(|one| Signed {
            document: format!("{}, {}", one.title, one.version),
            gemeente: name(&one.agreement.gemeente),
            signed_on: long_date(one.agreement.signed_on),
            id: one.agreement.id,
        })
        .collect();
    let mut regions: Vec<Region> = Vec::new();
    for one in own {
        let line = Line {
            group: one.group,
            gemeente: one.gemeente,
            state: one.admission.state.0.code(),
            starts: long_date(one.admission.starts_on),
        };
        match regions.last_mut().filter(|region| region.name == one.admission.region) {
            Some(region) => region.admissions.push(line),
            None => regions.push(Region { name: one.admission.region, admissions: vec![line] }),
        }
    }
    call.page("provider/toelatingen.html", &Page { regions, agreements })
}

/// `GET /aanbieder/toelatingen/overeenkomst/{id}`: the signed paper; the download is noted.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another organisation's; [`crate::web::error::AppError::Unavailable`] when the store is away.
pub async fn agreement(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, AgreementId) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| contracts::download_own(conn, &ctx, &scope, &id)))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}
