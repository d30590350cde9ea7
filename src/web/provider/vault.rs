//! The evidence vault: one shelf per kind of bewijsstuk, and on it the files of the organisation.
//! May import: app, files, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use super::vault_files::{FileField, counts, take_in};
use crate::app::vault::{self, Description, NewEvidence, Stored};
use crate::app::{FieldError, evidence_kinds};
use crate::domain::access::Role;
use crate::domain::code::Code as _;
use crate::domain::ids::EvidenceId;
use crate::domain::scheme::{EvidenceDef, Manner, Shelf, Validity};
use crate::domain::text::multi_line;
use crate::domain::words::dates::long_date;
use crate::domain::words::{identifiers, screens, vault as words};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::upload::Room;

const HOME: &str = "/aanbieder/bewijs";
const SHELF: &str = "provider/bewijs-soort.html";
const ONE: &str = "provider/bewijs-stuk.html";

#[derive(Serialize)]
struct Page {
    shelves: Vec<ShelfLine>,
    /// Kinds the team only looks at: never kept here.
    seen: Vec<String>,
}

#[derive(Serialize)]
struct ShelfLine {
    title: String,
    href: String,
    files: usize,
    state: &'static str,
}

#[derive(Serialize)]
struct ShelfPage {
    form: FormView,
    kind: String,
    title: String,
    /// Whether the team only looks at it.
    seen: bool,
    file: FileField,
    may_change: bool,
    files: Vec<FileLine>,
}

#[derive(Serialize)]
struct FileLine {
    href: String,
    name: String,
    about: String,
    inspection: String,
    state: &'static str,
}

#[derive(Serialize)]
struct OnePage {
    form: FormView,
    id: String,
    name: String,
    about: String,
    kind: String,
    title: String,
    present: bool,
    may_change: bool,
    version: i64,
    issued: DateParts,
    expires: DateParts,
    issued_text: String,
    expires_text: String,
    /// Which date counts: `issued`, `expires` or `none`.
    counts: &'static str,
    state: &'static str,
    inspection: String,
    found: &'static str,
    sha256: String,
    note: String,
    uses: Vec<UseLine>,
}

#[derive(Serialize)]
struct UseLine {
    number: String,
    region: String,
    state: String,
}

fn state_of(validity: Validity, stored: &Stored, today: NaiveDate) -> Shelf {
    validity.shelf(stored.0.issued_on, stored.0.expires_on, today)
}

fn about(stored: &Stored) -> String {
    let size = u64::try_from(stored.1.size).unwrap_or(0);
    let added = crate::domain::terms::local_day(stored.0.uploaded_at.and_utc());
    format!("{}, toegevoegd op {}", screens::file_size(size), long_date(added))
}

fn may_change(call: &Call) -> bool {
    matches!(call.role, Role::Provider(role) if role.fills_in())
}

/// `GET /aanbieder/bewijs`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let (kinds, stored) =
        call.read(move |conn| Ok((evidence_kinds::all(conn, &ctx)?, vault::shelves(conn, &scope)?))).await?;
    let (uploaded, seen): (Vec<_>, Vec<_>) =
        kinds.into_values().partition(|def| matches!(def.manner, Manner::Upload(_)));
    let line = |def: EvidenceDef| {
        let own: Vec<_> = stored.iter().filter(|one| one.0.kind == def.code.as_str()).collect();
        // The best file decides: an older one beside it does no harm.
        let best =
            own.iter().map(|one| state_of(def.validity, one, call.today())).min_by_key(|state| match state {
                Shelf::Valid | Shelf::Unlimited => 0,
                Shelf::Expiring => 1,
                Shelf::NoDate => 2,
                Shelf::Expired => 3,
            });
        ShelfLine {
            href: format!("{HOME}/soort/{}", def.code.as_str()),
            title: def.title,
            files: own.len(),
            state: best.map_or("none", Shelf::code),
        }
    };
    let mut shelves: Vec<ShelfLine> = uploaded.into_iter().map(line).collect();
    shelves.sort_by(|one, other| one.title.cmp(&other.title));
    let seen = seen.into_iter().map(|def| def.title).collect();
    call.page("provider/bewijs.html", &Page { shelves, seen })
}

/// `GET /aanbieder/bewijs/soort/{kind}`
///
/// # Errors
/// [`AppError::NotFound`] for a kind that no regeling has.
pub async fn shelf(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(SHELF, &page)
}

async fn look(call: &Call, form: FormView) -> Result<ShelfPage, AppError> {
    let (scope, ctx, code) = (call.visitor.org_scope()?, call.ctx(), call.param("kind")?.to_owned());
    let (def, stored) = call
        .read(move |conn| Ok((evidence_kinds::one(conn, &ctx, &code)?, vault::shelves(conn, &scope)?)))
        .await?;
    let own = stored.iter().filter(|one| one.0.kind == def.code.as_str()).map(|one| FileLine {
        href: format!("{HOME}/stuk/{}", one.0.id),
        name: one.0.file_name.clone(),
        about: about(one),
        inspection: one.1.inspection.clone(),
        state: state_of(def.validity, one, call.today()).code(),
    });
    Ok(ShelfPage {
        form,
        kind: def.code.as_str().to_owned(),
        seen: def.manner == Manner::SeenOnly,
        file: FileField::new(&def, call.site.uploads.file),
        may_change: may_change(call),
        files: own.collect(),
        title: def.title,
    })
}

/// `POST /aanbieder/bewijs/soort/{kind}`: several files at once; each bad one says its own mistake, the good ones stay.
///
/// # Errors
/// [`AppError::NotFound`] for a kind that no regeling has or that is never uploaded; what disk and database say.
pub async fn add(mut call: Call) -> Answer {
    let (ctx, code) = (call.ctx(), call.param("kind")?.to_owned());
    let def = call.read(move |conn| evidence_kinds::one(conn, &ctx, &code)).await?;
    let limits = call.site.uploads;
    let room = Room { file: limits.file, all: limits.dossier };
    let mut intake = take_in(&mut call, &def, room, limits.dossier).await?;
    let good = std::mem::take(&mut intake.good);
    let to = if good.is_empty() { None } else { Some(keep(&call, good).await?) };
    match intake.answer(&call, to.as_deref(), "bestand") {
        Ok(answer) => Ok(answer),
        Err(mistakes) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            call.refused_form(SHELF, &page)
        }
    }
}

/// Keep what was accepted; where to go next.
async fn keep(call: &Call, good: Vec<NewEvidence>) -> Result<String, AppError> {
    let (scope, ctx, once) = (call.visitor.org_scope()?, call.ctx(), call.once()?);
    let shelf = call.http.path().to_owned();
    call.site
        .blocking(move |database| {
            database.once(&ctx, &once, |conn| {
                let mut last = None;
                for new in &good {
                    last = Some(vault::add(conn, &ctx, &scope, new)?);
                }
                // Of one file the dates are asked at once; of several, on the shelf.
                Ok(match (last, good.len()) {
                    (Some(id), 1) => format!("{HOME}/stuk/{id}"),
                    _ => shelf,
                })
            })
        })
        .await
}

/// `GET /aanbieder/bewijs/stuk/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for what was never in this vault.
pub async fn one(call: Call) -> Answer {
    let page = look_at(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

async fn look_at(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx, id) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    let (stored, uses, kinds) = call
        .read(move |conn| {
            let (stored, uses) = vault::one(conn, &scope, &id)?;
            Ok((stored, uses, evidence_kinds::all(conn, &ctx)?))
        })
        .await?;
    let def = kinds.get(&stored.0.kind);
    // A kind that left every regeling keeps its files; then no date counts.
    let validity = def.map_or(Validity::Unlimited, |def| def.validity);
    let about = about(&stored);
    let state = state_of(validity, &stored, call.today()).code();
    let (row, blob) = stored;
    Ok(OnePage {
        id: row.id,
        about,
        title: def.map_or_else(|| row.kind.clone(), |def| def.title.clone()),
        kind: row.kind,
        name: row.file_name,
        present: row.state == "present",
        may_change: may_change(call) && row.state == "present",
        version: row.version,
        issued: DateParts::shown(&form, "afgifte", row.issued_on),
        expires: DateParts::shown(&form, "einde", row.expires_on),
        issued_text: row.issued_on.map_or_else(String::new, long_date),
        expires_text: row.expires_on.map_or_else(String::new, long_date),
        counts: counts(validity),
        state,
        found: words::inspection(&blob.inspection),
        inspection: blob.inspection,
        sha256: row.sha256,
        note: form.answers.get("notitie").cloned().unwrap_or(row.note),
        uses: uses
            .into_iter()
            .map(|one| UseLine { number: one.number, region: one.region, state: one.state })
            .collect(),
        form,
    })
}

/// `POST /aanbieder/bewijs/stuk/{id}`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn describe(call: Call) -> Answer {
    let (scope, id): (_, EvidenceId) = (call.visitor.org_scope()?, call.id("id")?);
    let seen: i64 = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let mut mistakes = Vec::new();
    let mut date = |name: &str| {
        DateParts::sent(&call.form, name).date().unwrap_or_else(|message| {
            mistakes.push(FieldError::new(format!("{name}_day"), message));
            None
        })
    };
    let (issued_on, expires_on) = (date("afgifte"), date("einde"));
    let note = multi_line(call.form.text("notitie"), 1_000).unwrap_or_else(|long| {
        mistakes.push(FieldError::new("notitie", identifiers::too_long(long)));
        String::new()
    });
    if !mistakes.is_empty() {
        return again(&call, mistakes).await;
    }
    let new = Description { issued_on, expires_on, note };
    let done = call.change(move |conn, ctx| {
        vault::describe(conn, ctx, &scope, &id, seen, &new)?;
        Ok(format!("{HOME}/stuk/{id}"))
    });
    match done.await {
        Err(AppError::Invalid(mistakes)) => again(&call, mistakes).await,
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = look_at(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(ONE, &page)
}

/// `POST /aanbieder/bewijs/stuk/{id}/verwijderen`: what was sent in keeps it.
///
/// # Errors
/// [`AppError::NotFound`] when it is not in this vault (any more).
pub async fn withdraw(call: Call) -> Answer {
    let (scope, id): (_, EvidenceId) = (call.visitor.org_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        vault::withdraw(conn, ctx, &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `GET /aanbieder/bewijs/stuk/{id}/bestand`
///
/// # Errors
/// [`AppError::NotFound`] for what was never in this vault; [`AppError::Unavailable`] when the store is away.
pub async fn file(call: Call) -> Answer {
    let (scope, ctx, id) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| vault::download(conn, &ctx, &scope, &id)))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}
