//! Bewijs per eis: what is asked, what goes along, and what the vault has to offer.
//! May import: app, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Head, base, seen};
use crate::app::apply::{self, Linked};
use crate::domain::ids::EvidenceId;
use crate::domain::ids::Id;
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::rules::Offered;
use crate::domain::words::apply as words;
use crate::domain::words::requirement;
use crate::domain::words::screens::file_size;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    head: Head,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Kind {
    code: String,
    title: String,
    text: String,
    asked_by: String,
    equivalent: bool,
    linked: Vec<File>,
    offer: Vec<File>,
}

#[derive(Serialize)]
struct File {
    id: String,
    name: String,
    about: String,
    equivalent: bool,
}

/// `GET /aanbieder/aanmeldingen/{id}/bewijs`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let (opened, drafts, linked, vault) = call
        .read(move |conn| {
            let opened = apply::open(conn, &scope, &id)?;
            let drafts = apply::chosen(conn, &id)?;
            let linked = apply::linked(conn, &id)?;
            let vault = apply::offerable(conn, &scope)?;
            Ok((opened, drafts, linked, vault))
        })
        .await?;
    let is_linked = |id: &str| linked.iter().any(|one| one.piece.id == id);
    let kind =
        |(def, by): (&crate::domain::scheme::EvidenceDef, Vec<&crate::domain::scheme::Requirement>)| {
            let code = def.code.as_str();
            let equivalent = def.equivalent.is_some();
            let free = vault.iter().filter(|(piece, _)| !is_linked(&piece.id));
            Kind {
                text: requirement::evidence(def),
                asked_by: by.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join(", "),
                equivalent,
                linked: linked.iter().filter(|one| one.kind == code).map(shown).collect(),
                offer: free
                    .filter(|(piece, _)| piece.kind == code || equivalent)
                    .map(|(piece, blob)| File {
                        id: piece.id.clone(),
                        name: piece.file_name.clone(),
                        about: about(blob.size, piece.issued_on, piece.expires_on),
                        equivalent: piece.kind != code,
                    })
                    .collect(),
                title: def.title.clone(),
                code: code.to_owned(),
            }
        };
    let kinds = apply::evidence_asked(&opened.scheme, &drafts).into_iter().map(kind).collect();
    call.page("provider/aanmelding/bewijs.html", &Page { head: Head::new(&call, &opened), kinds })
}

fn shown(one: &Linked) -> File {
    File {
        id: one.piece.id.clone(),
        name: one.piece.file_name.clone(),
        about: about(one.blob.size, one.piece.issued_on, one.piece.expires_on),
        equivalent: one.offered == Offered::AsEquivalent,
    }
}

fn about(size: i64, issued: Option<NaiveDate>, expires: Option<NaiveDate>) -> String {
    words::file(&file_size(u64::try_from(size).unwrap_or_default()), issued, expires)
}

fn piece(text: &str) -> Result<EvidenceId, AppError> {
    Id::parse(text).map_err(|_| AppError::NotFound)
}

/// `POST /aanbieder/aanmeldingen/{id}/bewijs`
///
/// # Errors
/// [`AppError::NotFound`] when it is not in this vault; [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn add(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let kind = EvidenceKindCode::parse(call.form.text("soort")).map_err(|_| AppError::NotFound)?;
    // The value says as what it is offered, because one list offers both.
    let (as_what, text) = match call.form.text("stuk").split_once(':') {
        Some(("gelijkwaardig", text)) => (Offered::AsEquivalent, text),
        Some((_, text)) => (Offered::AsAsked, text),
        None => return Err(AppError::NotFound),
    };
    let piece = piece(text)?;
    call.change(move |conn, ctx| {
        apply::link(conn, ctx, &scope, &id, seen, &piece, &kind, as_what)?;
        Ok(format!("{}/bewijs#soort-{kind}", base(&id)))
    })
    .await
}

/// `POST /aanbieder/aanmeldingen/{id}/bewijs/weg`
///
/// # Errors
/// [`AppError::NotFound`] when it does not go along.
pub async fn remove(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let piece = piece(call.form.text("stuk"))?;
    call.change(move |conn, ctx| {
        apply::unlink(conn, ctx, &scope, &id, seen, &piece)?;
        Ok(format!("{}/bewijs", base(&id)))
    })
    .await
}
