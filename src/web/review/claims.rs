//! The team compares registrations with the extract from the trade register.
//! May import: app, storage::views, domain (to show), web.

use serde::Serialize;

use crate::app::DbConn;
use crate::app::claims;
use crate::app::organisations::Fields;
use crate::domain::code::Code as _;
use crate::domain::ids::{EvidenceId, OrgId};
use crate::domain::organisation::claim::State;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::provider::organisation::Shown;

const HOME: &str = "/beoordeling/registraties";
const ONE: &str = "review/registratie.html";

#[derive(Serialize)]
struct Page {
    claims: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    kvk: String,
    town: String,
    since: String,
}

#[derive(Serialize)]
struct OnePage {
    form: FormView,
    id: String,
    version: i64,
    state: &'static str,
    reason: String,
    profile: Shown,
    applications: Vec<ApplicationLine>,
    evidence: Vec<EvidenceLine>,
    /// Whether another claim with this number is verified.
    taken: bool,
    /// How many others wait.
    waiting: usize,
}

#[derive(Serialize)]
struct ApplicationLine {
    number: String,
    state: String,
}

#[derive(Serialize)]
struct EvidenceLine {
    name: String,
    href: String,
}

/// `GET /beoordeling/registraties`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let waiting = call.read(move |conn| claims::waiting(conn, &scope)).await?;
    let lines = waiting.into_iter().map(|line| Line {
        since: long_date(crate::domain::terms::local_day(line.created_at.and_utc())),
        id: line.id,
        name: line.name,
        kvk: line.kvk,
        town: line.town,
    });
    call.page("review/registraties.html", &Page { claims: lines.collect() })
}

/// `GET /beoordeling/registraties/{id}`: looking is noted.
///
/// # Errors
/// [`AppError::NotFound`] for an organisation that sent nothing in, in this region.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx): (_, _) = (call.visitor.region_scope()?, call.ctx());
    let id: OrgId = call.id("id")?;
    let org = id.clone();
    let shown = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| claims::look(conn, &scope, &org);
            database.look(&ctx, look, |conn| claims::show(conn, &scope, &org))
        })
        .await?;
    let row = shown.organisation;
    Ok(OnePage {
        form,
        version: row.version,
        state: row.state.0.code(),
        profile: Shown::new(Fields::from(&row)),
        reason: row.state_reason,
        applications: shown
            .applications
            .into_iter()
            .map(|line| ApplicationLine { number: line.number, state: line.state })
            .collect(),
        evidence: shown
            .evidence
            .into_iter()
            .map(|(one, _)| EvidenceLine {
                href: format!("{HOME}/{id}/bewijs/{}", one.id),
                name: one.file_name,
            })
            .collect(),
        taken: shown.others.contains(&State::Verified),
        waiting: shown.others.iter().filter(|state| **state == State::Unverified).count(),
        id: id.to_string(),
    })
}

/// `POST /beoordeling/registraties/{id}/goedkeuren`
///
/// # Errors
/// [`AppError::Refused`] where another claim is verified; [`AppError::Stale`] when it changed since it was compared.
pub async fn verify(call: Call) -> Answer {
    let (scope, id): (_, OrgId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        claims::verify(conn, ctx, &scope, &portal, &id, seen)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `POST /beoordeling/registraties/{id}/afwijzen`
///
/// # Errors
/// [`AppError::Refused`] when it was settled; [`AppError::Stale`] when it changed since it was compared.
pub async fn reject(call: Call) -> Answer {
    let (scope, id): (_, OrgId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    let (portal, reason) = (call.site.url.clone(), call.form.text("reden").to_owned());
    let done = call
        .change(move |conn, ctx| {
            claims::reject(conn, ctx, &scope, &portal, &id, (seen, &reason))?;
            Ok(HOME.to_owned())
        })
        .await;
    call.or_again(done, ONE, async |form| look(&call, form).await).await
}

/// `GET /beoordeling/registraties/{id}/bewijs/{evidence}`
///
/// # Errors
/// [`AppError::NotFound`] for what was not sent in, in this region.
pub async fn file(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (org, id): (OrgId, EvidenceId) = (call.id("id")?, call.id("evidence")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| claims::download(conn, &ctx, &scope, &org, &id)))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}

fn seen(call: &Call) -> Result<i64, AppError> {
    call.form.text("version").parse().map_err(|_| AppError::BadRequest)
}
