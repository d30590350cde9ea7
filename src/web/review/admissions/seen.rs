//! "Gezien op": noting the day on which evidence was seen that nobody may send us.
//! May import: app, domain (to show), web.

use super::{HOME, ONE, look};
use crate::app::FieldError;
use crate::app::admissions::{self, Sighting};
use crate::app::contracts::Contract;
use crate::domain::ids::{OrgId, ProcedureId};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::scheme::{EvidenceDef, Manner};
use crate::domain::words::contracts as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{FieldErrors, Form, FormView};

/// The kinds of evidence that an aanbieder waits to have seen, each once a procedure, with its value in the form.
pub(super) fn kinds(found: &Contract) -> Vec<(String, EvidenceDef)> {
    let mut kinds: Vec<(String, EvidenceDef)> = Vec::new();
    for one in &found.open {
        for def in one.due.evidence.iter().filter(|def| def.manner == Manner::SeenOnly) {
            let value = format!("{}/{}", def.code, one.procedure);
            if !kinds.iter().any(|(known, _)| *known == value) {
                kinds.push((value, def.clone()));
            }
        }
    }
    kinds
}

/// `POST /beoordeling/toelatingen/{org}/gezien`: note that evidence was seen.
///
/// # Errors
/// [`AppError::NotFound`] where nothing waits for it.
pub async fn record(call: Call) -> Answer {
    let (scope, org): (_, OrgId) = (call.visitor.region_scope()?, call.id("org")?);
    let sighting = match sighting(&call.form, &org) {
        Ok(sighting) => sighting,
        Err(mistakes) => return again(&call, mistakes).await,
    };
    let done = call
        .change(move |conn, ctx| {
            admissions::record_seen(conn, ctx, &scope, &sighting)?;
            Ok(format!("{HOME}/{org}?gedaan=gezien"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, mistakes).await,
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = look(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(ONE, &page)
}

fn sighting(form: &Form, org: &OrgId) -> Result<Sighting, Vec<FieldError>> {
    let mut mistakes = FieldErrors::default();
    let chosen = form.text("soort");
    let kind = of_value(chosen);
    if kind.is_none() {
        mistakes.add("soort", if chosen.is_empty() { words::NO_KIND } else { words::NOT_AWAITED });
    }
    let mut date = |name: &str| {
        let read = DateParts::sent(form, name).date();
        mistakes.take(&format!("{name}_day"), read).flatten()
    };
    let (seen_on, issued_on, expires_on) = (date("gezien"), date("afgegeven"), date("geldig"));
    if seen_on.is_none() && mistakes.is_empty() {
        mistakes.add("gezien_day", words::NO_SEEN);
    }
    match (kind, seen_on) {
        (Some((kind, procedure)), Some(seen_on)) if mistakes.is_empty() => {
            Ok(Sighting { org: org.clone(), procedure, kind, seen_on, issued_on, expires_on })
        }
        _ => Err(mistakes.into_vec()),
    }
}

/// The kind of evidence and the procedure of a value in the form.
fn of_value(value: &str) -> Option<(EvidenceKindCode, ProcedureId)> {
    let (kind, procedure) = value.split_once('/')?;
    Some((EvidenceKindCode::parse(kind).ok()?, ProcedureId::parse(procedure).ok()?))
}
