//! "Gezien op": noting the day on which evidence was seen that nobody may send us.
//! May import: app, domain (to show), web.

use super::{HOME, ONE, look};
use crate::app::FieldError;
use crate::app::admissions::{self, Sighting};
use crate::app::contracts::Contract;
use crate::domain::ids::{OrgId, ProcedureId};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::scheme::{EvidenceDef, Manner};
use crate::domain::words::{contracts as words, members};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{FieldErrors, Form, FormView};

/// The kinds of evidence that an aanbieder waits to have seen, each once a procedure and for whose it is, with its value in the form and
/// its words.
pub(super) fn kinds(found: &Contract) -> Vec<(String, String, EvidenceDef)> {
    let mut kinds: Vec<(String, String, EvidenceDef)> = Vec::new();
    for one in &found.open {
        for def in one.due.evidence.iter().filter(|def| def.manner == Manner::SeenOnly) {
            for whom in &one.due.of {
                let value = format!("{}/{}/{}", def.code, one.procedure, whom.org);
                let label = match one.due.of.as_slice() {
                    [whom] if whom.org == found.org => def.title.clone(),
                    _ => members::title_of(&def.title, &whom.name),
                };
                if !kinds.iter().any(|(known, ..)| *known == value) {
                    kinds.push((value, label, def.clone()));
                }
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
        (Some((kind, procedure, of)), Some(seen_on)) if mistakes.is_empty() => {
            Ok(Sighting { org: org.clone(), of, procedure, kind, seen_on, issued_on, expires_on })
        }
        _ => Err(mistakes.into_vec()),
    }
}

/// The kind of evidence, the procedure and whose it is, of a value in the form.
fn of_value(value: &str) -> Option<(EvidenceKindCode, ProcedureId, OrgId)> {
    let (kind, rest) = value.split_once('/')?;
    let (procedure, org) = rest.split_once('/')?;
    Some((EvidenceKindCode::parse(kind).ok()?, ProcedureId::parse(procedure).ok()?, OrgId::parse(org).ok()?))
}
