//! The aanbieder confirms: what it still had to say goes to the ledger, and the region gets every answer of the year.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use super::own::{Own, began, own, read};
use super::{is_exclusion, place};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::supply;
use crate::domain::audit::{Event, Token};
use crate::domain::facts::{FactDef, FactValue, Fields, to_json};
use crate::domain::ids::{AdmissionId, ConfirmationId, FactId};
use crate::domain::policy_code::FactCode;
use crate::domain::terms::local_day;
use crate::domain::words::confirmation as words;
use crate::domain::words::field;
use crate::storage::confirmations as kept;
use crate::storage::facts::{self as ledger, FactRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope};

/// Where these statements come from, as the ledger stores it.
const SOURCE: &str = "bevestiging";

/// What the aanbieder sends.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Answers, as their questions read them.
    pub answers: Fields,
    /// Places, per admission and doelgroep.
    pub places: BTreeMap<(AdmissionId, String), supply::Given>,
}

/// Confirm a year, by somebody who saw version `seen`.
///
/// # Errors
/// [`Error::Invalid`] for an answer that is missing or cannot be read, at its field; [`Error::Refused`] when it was confirmed, or more is asked
/// than was shown; [`Error::Stale`]; [`Error::NotFound`] for another organisation's.
pub fn give(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (id, seen): (&ConfirmationId, i64),
    given: &Given,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let mut own = own(conn, ctx, scope, id)?;
    if own.line.row.confirmed_at.is_some() {
        return Err(Error::refused(words::DONE));
    }
    let (answers, wrong) = answers(&own, &given.answers);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let stated = |one: &supply::Own| given.places.contains_key(&(one.admission.clone(), one.target.clone()));
    if !own.places.iter().all(stated) {
        return Err(Error::refused(words::CHANGED));
    }
    supply::state(conn, ctx, scope, &given.places)?;
    for (def, value) in &answers {
        let row = record(conn, ctx, scope, (def, value), own.known.get(def.code.as_str()))?;
        own.known.insert(def.code.to_string(), row);
    }
    let (confirmed, notable) = confirmed(conn, scope, &own, &answers)?;
    own.line.row.version = seen;
    if !kept::confirm(conn, &own.line.row, &confirmed, notable, (&by, ctx.now))? {
        return Err(Error::Stale);
    }
    let facts = confirmed.into_iter().map(|(fact, _)| fact).collect();
    Ok(ctx.record(conn, &place(&own.line.row)?, Event::ConfirmationGiven { subject: id.clone(), facts })?)
}

/// What is wrong with the answers to what was still to be answered, at their fields.
#[must_use]
pub fn wrong(own: &Own, sent: &Fields) -> Vec<FieldError> {
    answers(own, sent).1
}

/// What was said on each question that was still to be answered. What hangs on a yes that was not given is left out.
fn answers(own: &Own, sent: &Fields) -> (Answers, Vec<FieldError>) {
    let mut answers = Answers::new();
    let mut wrong = Vec::new();
    let asked =
        own.pending.iter().filter_map(|one| Some((own.scheme.fact(&one.code)?, one.follows.as_ref())));
    for (def, parent) in asked {
        let parent = parent.filter(|parent| own.pending.iter().any(|one| one.code == **parent));
        if parent.is_some_and(|parent| !sent_yes(own.scheme.fact(parent), sent)) {
            continue;
        }
        match def.from_form(sent) {
            Ok(Some(value)) => answers.push((def.clone(), value)),
            Ok(None) => wrong.push(FieldError::new(field_of(def), words::ANSWER)),
            Err(found) => wrong.extend(found.into_iter().map(|one| {
                let at = if one.field == def.code.as_str() { field_of(def) } else { one.field };
                FieldError::new(at, field::problem(&one.problem))
            })),
        }
    }
    (answers, wrong)
}

fn sent_yes(def: Option<&FactDef>, sent: &Fields) -> bool {
    def.is_some_and(|def| def.from_form(sent) == Ok(Some(FactValue::YesNo(true))))
}

/// The field at which a mistake in a question stands: of a day that of its first part.
fn field_of(def: &FactDef) -> String {
    match def.kind {
        crate::domain::facts::FactType::Day(_) => format!("{}_day", def.code),
        _ => def.code.to_string(),
    }
}

/// Add a statement to the ledger, also where it says the same again: today it is so.
fn record(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (def, value): (&FactDef, &FactValue),
    earlier: Option<&FactRow>,
) -> Result<FactRow> {
    let by = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let id: FactId = ctx.id();
    let supersedes = earlier.map(|row| row.id.clone());
    let row = FactRow {
        id: id.to_string(),
        org_id: scope.key().to_owned(),
        subject_kind: "organisation".to_owned(),
        subject_id: scope.key().to_owned(),
        code: def.code.to_string(),
        value_json: to_json(value).map_err(Error::internal)?.to_string(),
        class: AsText(def.class),
        source: SOURCE.to_owned(),
        evidence_id: None,
        as_of: local_day(ctx.now),
        valid_until: None,
        recorded_at: stored(ctx.now),
        recorded_by: by.to_string(),
        supersedes: supersedes.clone(),
    };
    ledger::insert(conn, &row)?;
    let event = Event::FactRecorded {
        subject: id,
        organisation: scope.org().clone(),
        code: Token::parse(def.code.as_str()).map_err(Error::internal)?,
        source: Token::parse(SOURCE).map_err(Error::internal)?,
        supersedes: supersedes.map(|id| types::id("facts", &id)).transpose()?,
    };
    ctx.record(conn, &Place::of_org(scope.org()), event)?;
    Ok(row)
}

type Answers = Vec<(FactDef, FactValue)>;
type Confirmed = Vec<(FactId, bool)>;

/// The answers of the year, each with whether it differs from what was said before the year, and whether a person should read one.
fn confirmed(conn: &mut DbConn, scope: &OrgScope, own: &Own, answers: &Answers) -> Result<(Confirmed, bool)> {
    let before = ledger::latest_before(conn, scope, began(&own.line.row)?)?;
    let (mut found, mut notable) = (Vec::new(), false);
    let asked = own.scheme.confirmation().map_or(&[][..], |yearly| &yearly.facts);
    let elsewhere = |code: &FactCode| own.answered.iter().any(|one| one.code == *code);
    let given = |code: &FactCode| answers.iter().any(|(def, _)| def.code == *code);
    for code in asked.iter().filter(|code| elsewhere(code) || given(code)) {
        let Some(row) = own.known.get(code.as_str()) else { continue };
        let Some(value) = read(&own.scheme, code, row) else { continue };
        let old = before.get(code.as_str()).and_then(|row| read(&own.scheme, code, row));
        let differs = old.is_some_and(|old| old != value);
        notable |= differs || (value == FactValue::YesNo(true) && is_exclusion(&own.scheme, code));
        found.push((types::id("facts", &row.id)?, differs));
    }
    Ok((found, notable))
}
