//! Bewijs per eis: what is asked, what goes along and how it stands, adding files right there, and choosing from the vault.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{Head, base};
use crate::app::FieldError;
use crate::app::apply::{self, AskedKind, Checklist, Linked, Need};
use crate::app::vault::{NewEvidence, Stored};
use crate::domain::code::Code as _;
use crate::domain::ids::EvidenceId;
use crate::domain::ids::Id;
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::rules::{EvidenceState, Offered};
use crate::domain::words::screens::file_size;
use crate::domain::words::{apply as words, requirement, verdict};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::provider::vault_files::{FileField, counts, take_in};
use crate::web::upload::Room;

const TEMPLATE: &str = "provider/aanmelding/bewijs.html";
/// Under which name a form says as what a bewijsstuk is offered.
const EQUIVALENT: &str = "gelijkwaardig";

#[derive(Serialize)]
struct Page {
    form: FormView,
    head: Head,
    /// What is asked, with what would do instead.
    kinds: Vec<Kind>,
    /// What the answers make superfluous.
    superfluous: Vec<Kind>,
    needed: usize,
    done: usize,
}

#[derive(Serialize)]
struct Kind {
    code: String,
    title: String,
    text: String,
    asked_by: String,
    need: &'static str,
    instead: Vec<String>,
    /// Who sent one that counts for all together.
    by_others: Vec<String>,
    done: bool,
    state: &'static str,
    stands: String,
    equivalent: bool,
    /// Which date counts: `issued`, `expires` or `none`.
    counts: &'static str,
    file: FileField,
    error: String,
    /// Whether adding a file stands open at once: where it is missing, and the vault has none of this kind.
    open: bool,
    linked: Vec<File>,
    offer: Vec<Offer>,
}

#[derive(Serialize)]
struct File {
    id: String,
    name: String,
    about: String,
    equivalent: bool,
    inspection: String,
    state: &'static str,
    stands: String,
    date: DateParts,
    error: String,
    version: i64,
}

#[derive(Serialize)]
struct Offer {
    id: String,
    label: String,
    equivalent: bool,
}

/// `GET /aanbieder/aanmeldingen/{id}/bewijs`
///
/// # Errors
/// [`AppError::NotFound`] when it is not this organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let list = call.read(move |conn| apply::checklist(conn, &ctx, &scope, &id)).await?;
    let (kinds, superfluous): (Vec<_>, Vec<_>) = list.kinds.iter().partition(|one| one.need != Need::No);
    let shown = |all: Vec<&AskedKind>| all.into_iter().map(|one| kind(call, &list, one, &form)).collect();
    let needed: Vec<_> = kinds.iter().filter(|one| one.is_needed()).collect();
    Ok(Page {
        needed: needed.len(),
        done: needed.iter().filter(|one| one.is_done()).count(),
        kinds: shown(kinds),
        superfluous: shown(superfluous),
        head: Head::new(call, &list.opened),
        form,
    })
}

fn kind(call: &Call, list: &Checklist, one: &AskedKind, form: &FormView) -> Kind {
    let def = &one.def;
    let offer = offer(list, one);
    Kind {
        code: def.code.to_string(),
        title: def.title.clone(),
        text: requirement::evidence(def),
        asked_by: one.asked_by.join(", "),
        need: one.need.code(),
        instead: one.instead.clone(),
        by_others: one.by_others.clone(),
        done: one.is_done(),
        state: one.state.code(),
        stands: verdict::evidence_stands(&one.state, one.on),
        equivalent: def.equivalent.is_some(),
        counts: counts(def.validity),
        file: FileField::new(def, call.site.uploads.file.min(list.opened.scheme.uploads().file)),
        error: form.error.get(&format!("bestand-{}", def.code)).cloned().unwrap_or_default(),
        open: one.is_needed()
            && one.by_others.is_empty()
            && one.state == EvidenceState::Missing
            && offer.iter().all(|one| one.equivalent),
        linked: one.linked.iter().map(|(linked, state)| file(one, linked, state, form)).collect(),
        offer,
    }
}

fn file(kind: &AskedKind, one: &Linked, state: &EvidenceState, form: &FormView) -> File {
    let known = match counts(kind.def.validity) {
        "expires" => one.piece.expires_on,
        _ => one.piece.issued_on,
    };
    let field = format!("datum-{}", one.piece.id);
    File {
        name: one.piece.file_name.clone(),
        about: about(&(one.piece.clone(), one.blob.clone())),
        equivalent: one.offered == Offered::AsEquivalent,
        inspection: one.blob.inspection.clone(),
        state: state.code(),
        stands: verdict::evidence_stands(state, kind.on),
        date: DateParts::shown(form, &field, known),
        error: form.error.get(&format!("{field}_day")).cloned().unwrap_or_default(),
        version: one.piece.version,
        id: one.piece.id.clone(),
    }
}

/// What the vault has for it: files of this kind, and where something equivalent is accepted all others too.
fn offer(list: &Checklist, kind: &AskedKind) -> Vec<Offer> {
    let is_linked =
        |id: &str| list.kinds.iter().flat_map(|one| &one.linked).any(|(one, _)| one.piece.id == id);
    let free = list.vault.iter().filter(|(piece, _)| !is_linked(&piece.id));
    let own = |piece: &str| piece == kind.def.code.as_str();
    let (same, other): (Vec<&Stored>, Vec<&Stored>) = free.partition(|(piece, _)| own(&piece.kind));
    let offer = |one: &Stored, equivalent| Offer {
        id: one.0.id.clone(),
        label: format!("{} ({})", one.0.file_name, about(one)),
        equivalent,
    };
    let asked = same.iter().map(|one| offer(one, false));
    let instead = same.iter().chain(&other).filter(|_| kind.def.equivalent.is_some());
    asked.chain(instead.map(|one| offer(one, true))).collect()
}

/// Its size and the dates on it.
pub(super) fn about((piece, blob): &Stored) -> String {
    let size = file_size(u64::try_from(blob.size).unwrap_or_default());
    words::file(&size, piece.issued_on, piece.expires_on)
}

fn piece(text: &str) -> Result<EvidenceId, AppError> {
    Id::parse(text).map_err(|_| AppError::NotFound)
}

/// `POST /aanbieder/aanmeldingen/{id}/bewijs`
///
/// # Errors
/// [`AppError::NotFound`] when it is not in this vault.
pub async fn add(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let kind = EvidenceKindCode::parse(call.form.text("soort")).map_err(|_| AppError::NotFound)?;
    // The value says as what it is offered, because one list offers both.
    let (as_what, text) = match call.form.text("stuk").split_once(':') {
        Some((EQUIVALENT, text)) => (Offered::AsEquivalent, text),
        Some((_, text)) => (Offered::AsAsked, text),
        None => return Err(AppError::NotFound),
    };
    let piece = piece(text)?;
    call.change(move |conn, ctx| {
        apply::link(conn, ctx, &scope, &id, &piece, (&kind, as_what))?;
        Ok(format!("{}/bewijs#soort-{kind}", base(&id)))
    })
    .await
}

/// `POST /aanbieder/aanmeldingen/{id}/bewijs/soort/{kind}`: several files at once, to the vault and along with the application.
///
/// # Errors
/// [`AppError::NotFound`] for a kind that this regeling does not ask or that is never uploaded; what disk and database say.
pub async fn upload(mut call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let kind = EvidenceKindCode::parse(call.param("kind")?).map_err(|_| AppError::NotFound)?;
    let (opened, used) = call
        .read(move |conn| Ok((apply::open_part(conn, &scope, &id)?, apply::bytes_linked(conn, &scope, &id)?)))
        .await?;
    opened.may_change(call.now)?;
    let def = opened.scheme.evidence_def(&kind).ok_or(AppError::NotFound)?;
    let whole = opened.scheme.uploads().application;
    let room = Room { file: opened.scheme.uploads().file, all: whole.saturating_sub(used) };
    let mut intake = take_in(&mut call, def, room, whole).await?;
    let good = std::mem::take(&mut intake.good);
    let to = if good.is_empty() { None } else { Some(keep(&call, good, kind.clone()).await?) };
    match intake.answer(&call, to.as_deref(), &format!("bestand-{kind}")) {
        Ok(answer) => Ok(answer),
        Err(mistakes) => again(&call, mistakes).await,
    }
}

async fn keep(call: &Call, good: Vec<NewEvidence>, kind: EvidenceKindCode) -> Result<String, AppError> {
    let (scope, id, ctx, once) = (call.visitor.org_scope()?, call.id("id")?, call.ctx(), call.once()?);
    let as_what = if call.form.ticked(EQUIVALENT) { Offered::AsEquivalent } else { Offered::AsAsked };
    call.site
        .blocking(move |database| {
            database.once(&ctx, &once, |conn| {
                apply::upload(conn, &ctx, &scope, &id, &good, (&kind, as_what))?;
                Ok(format!("{}/bewijs#soort-{kind}", base(&id)))
            })
        })
        .await
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = look(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/bewijs/stuk/{piece}`: the date that counts, of a bewijsstuk that goes along.
///
/// # Errors
/// [`AppError::NotFound`] when it does not go along; [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn date(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let piece: EvidenceId = call.id("piece")?;
    let seen: i64 = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let field = format!("datum-{piece}");
    let day = match DateParts::sent(&call.form, &field).date() {
        Ok(day) => day,
        Err(why) => return again(&call, vec![FieldError::new(format!("{field}_day"), why)]).await,
    };
    let done = call.change(move |conn, ctx| {
        apply::date(conn, ctx, &scope, &id, (&piece, seen), day)?;
        Ok(format!("{}/bewijs#stuk-{piece}", base(&id)))
    });
    match done.await {
        Err(AppError::Invalid(mistakes)) => {
            let here = |one: FieldError| FieldError::new(format!("{field}_day"), one.message);
            again(&call, mistakes.into_iter().map(here).collect()).await
        }
        done => done,
    }
}

/// `POST /aanbieder/aanmeldingen/{id}/bewijs/weg`
///
/// # Errors
/// [`AppError::NotFound`] when it does not go along.
pub async fn remove(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let piece = piece(call.form.text("stuk"))?;
    call.change(move |conn, ctx| {
        apply::unlink(conn, ctx, &scope, &id, &piece)?;
        Ok(format!("{}/bewijs", base(&id)))
    })
    .await
}
