//! `/beheer/documenten`: the inkoopdocumenten with their versions, and publishing a new one in two steps.
//! May import: app, domain, files, web.

use serde::Serialize;

use super::team::Choice;
use crate::app::policy::{self, NewDraft, Waiting};
use crate::app::public::{self, Document, Procedure};
use crate::app::{Acting, FieldError};
use crate::domain::digest::Digest;
use crate::domain::ids::{DocumentId, ProcedureId};
use crate::domain::words::policy as words;
use crate::files::MediaType;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::documents::{KindView, kinds};

const HOME: &str = "/beheer/documenten";
const TEMPLATE: &str = "admin/documenten.html";

#[derive(Serialize)]
struct Page {
    slug: String,
    procedures: Vec<ProcedureView>,
    form: FormView,
    /// The procedures to choose from, and every kind of document that one of them has.
    choices: Vec<Choice>,
    options: Vec<Choice>,
    /// `gepubliceerd`, `weggegooid` or nothing.
    done: String,
    limit: String,
}

#[derive(Serialize)]
struct ProcedureView {
    code: String,
    title: String,
    kinds: Vec<KindView>,
    /// Kinds of which nothing was published yet.
    missing: Vec<String>,
    ready: Vec<ReadyLine>,
}

#[derive(Serialize)]
struct ReadyLine {
    id: String,
    title: String,
    version: String,
    at: String,
}

/// The place in addresses of the region that the visitor works for.
pub(super) fn slug(call: &Call) -> Result<String, AppError> {
    match &call.visitor.acting {
        Acting::Region { slug, .. } => Ok(slug.clone()),
        _ => Err(AppError::NotFound),
    }
}

/// `GET /beheer/documenten`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (slug, scope, now) = (slug(call)?, call.visitor.region_scope()?, call.now);
    let find = slug.clone();
    let sets = call
        .read(move |conn| {
            let region = public::region(conn, &find, now)?;
            let mut sets = Vec::new();
            for procedure in region.procedures {
                let documents = public::documents(conn, &scope, &procedure.id, now)?;
                let ready = policy::all_ready(conn, &scope, &procedure.id)?;
                sets.push((procedure, documents, ready));
            }
            Ok(sets)
        })
        .await?;
    let choices = sets.iter().map(|(one, ..)| Choice { value: one.id.to_string(), label: one.title.clone() });
    let mut options: Vec<Choice> = Vec::new();
    for def in sets.iter().flat_map(|(one, ..)| one.version.scheme.documents()) {
        if !options.iter().any(|option| option.value == def.code.as_str()) {
            options.push(Choice { value: def.code.to_string(), label: def.title.clone() });
        }
    }
    Ok(Page {
        slug,
        form,
        choices: choices.collect(),
        options,
        procedures: sets.into_iter().map(view).collect(),
        done: call.query().text("klaar").to_owned(),
        limit: crate::domain::words::vault::limit(call.site.uploads.file),
    })
}

fn view((procedure, documents, ready): (Procedure, Vec<Document>, Vec<Waiting>)) -> ProcedureView {
    let published = |code: &str| documents.iter().any(|one| one.kind == code);
    let defs = procedure.version.scheme.documents().iter();
    let ready = ready.into_iter().map(|one| ReadyLine {
        at: one.at.to_rfc3339(),
        id: one.id,
        title: one.title,
        version: one.version,
    });
    ProcedureView {
        code: procedure.code.clone(),
        title: procedure.title.clone(),
        missing: defs.filter(|def| !published(def.code.as_str())).map(|def| def.title.clone()).collect(),
        ready: ready.collect(),
        kinds: kinds(&procedure, documents),
    }
}

/// `POST /beheer/documenten`: keep the file; publishing is the next step.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region; what disk and database say.
pub async fn prepare(mut call: Call) -> Answer {
    let files = call.receive().await?;
    let file = files.into_iter().find(|file| file.field == "bestand");
    let (name, blob) = match file.map(|file| (file.name, file.outcome)) {
        Some((name, Ok((blob, MediaType::Pdf)))) => (name, blob),
        Some((_, Ok(_) | Err(_))) => {
            return again(&call, vec![FieldError::new("bestand", words::NOT_A_PDF)]).await;
        }
        None => return again(&call, vec![FieldError::new("bestand", words::FILE_MISSING)]).await,
    };
    let digest = Digest::parse(&format!("sha256:{}", blob.sha256))
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let scope = call.visitor.region_scope()?;
    let procedure = ProcedureId::parse(call.form.text("procedure")).map_err(|_| AppError::NotFound)?;
    let form = call.form.clone();
    let done = call
        .change(move |conn, ctx| {
            let new = NewDraft {
                procedure: &procedure,
                kind: form.text("soort"),
                title: form.text("titel"),
                version: form.text("versie"),
                digest,
                size: blob.size,
                media_type: MediaType::Pdf.mime(),
                file_name: &name,
            };
            let id = policy::prepare_document(conn, ctx, &scope, &new)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, mistakes).await,
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = look(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

#[derive(Serialize)]
struct ReadyPage {
    id: String,
    slug: String,
    kind: String,
    title: String,
    version: String,
    file_name: String,
    sha256: String,
    size: u64,
    must_accept: bool,
    replaces: Option<Replaced>,
    followers: usize,
    window_open: bool,
}

#[derive(Serialize)]
struct Replaced {
    id: String,
    title: String,
    version: String,
}

/// `GET /beheer/documenten/{id}`: what publishing does.
///
/// # Errors
/// [`AppError::NotFound`] when it is not this region's, or was published or thrown away.
pub async fn one(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, DocumentId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let ready = call.read(move |conn| policy::ready(conn, &ctx, &scope, &id)).await?;
    let page = ReadyPage {
        slug: slug(&call)?,
        kind: ready.kind,
        must_accept: ready.must_accept,
        followers: ready.followers,
        window_open: ready.window_open,
        size: u64::try_from(ready.blob.size).unwrap_or_default(),
        replaces: ready.replaces.map(|row| Replaced { id: row.id, title: row.title, version: row.version }),
        id: ready.draft.id,
        title: ready.draft.title,
        version: ready.draft.version,
        file_name: ready.draft.file_name,
        sha256: ready.draft.sha256,
    };
    call.page("admin/document.html", &page)
}

/// `GET /beheer/documenten/{id}/bestand`: the file as it will be published.
///
/// # Errors
/// As [`one`]; [`AppError::Unavailable`] when the store is away.
pub async fn file(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, DocumentId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let ready = call.read(move |conn| policy::ready(conn, &ctx, &scope, &id)).await?;
    download::hand_out(&call, &ready.draft.sha256, &ready.blob.media_type, &ready.draft.file_name).await
}

/// `POST /beheer/documenten/{id}/publiceren`
///
/// # Errors
/// [`AppError::NotFound`] when it is gone; [`AppError::Stale`] when this version is there already.
pub async fn publish(call: Call) -> Answer {
    let (scope, id): (_, DocumentId) = (call.visitor.region_scope()?, call.id("id")?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        policy::publish_ready(conn, ctx, &scope, &id, &portal)?;
        Ok(format!("{HOME}?klaar=gepubliceerd"))
    })
    .await
}

/// `POST /beheer/documenten/{id}/weggooien`
///
/// # Errors
/// [`AppError::NotFound`] when it is gone.
pub async fn discard(call: Call) -> Answer {
    let (scope, id): (_, DocumentId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        policy::discard_ready(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}?klaar=weggegooid"))
    })
    .await
}
