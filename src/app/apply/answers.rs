//! Answers as they are saved: a value where it can be read, else what was typed, so that nothing is lost.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::code::Code as _;
use crate::domain::facts::{self, Fact, FactDef, FactValue, Fields, Provenance, Source};
use crate::domain::ids::{ApplicationId, UserId};
use crate::domain::policy_code::FactCode;
use crate::domain::scheme::Scheme;
use crate::storage::facts::{self as ledger, FactRow};
use crate::storage::{DbConn, OrgScope, answers};

/// An answer in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saved {
    /// A value of the right type.
    Value {
        /// The value.
        value: FactValue,
        /// Where it was taken over from; `None` once the aanbieder said it anew.
        taken_over: Option<TakenOver>,
    },
    /// What was typed and is no value: kept, and shown with what is wrong.
    Raw(Fields),
}

/// Where an answer was taken over from: "klopt dit nog?"
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOver {
    /// Who said so.
    pub source: Source,
    /// The day on which it was so.
    pub as_of: NaiveDate,
    /// Last day on which it counts.
    pub valid_until: Option<NaiveDate>,
}

/// The source of a row of the ledger.
pub(super) fn source_of(row: &FactRow) -> Source {
    match row.source.as_str() {
        "register" => Source::Register,
        "team" | "overgenomen_contract" => Source::Team,
        _ => Source::Aanbieder,
    }
}

/// The saved answers to the questions of the regeling, by code. A value that no longer fits its question is left out.
///
/// # Errors
/// What the database says, or [`Error::Internal`] where a row is no answer.
pub fn answers_of(conn: &mut DbConn, opened: &Opened) -> Result<BTreeMap<FactCode, Saved>> {
    let mut found = BTreeMap::new();
    for row in answers::all(conn, &opened.id, &opened.org)? {
        let Some(def) = opened.scheme.facts().iter().find(|def| def.code.as_str() == row.code) else {
            continue;
        };
        let saved: Saved = serde_json::from_str(&row.value_json).map_err(Error::internal)?;
        let fits = match &saved {
            Saved::Value { value, .. } => def.kind.admits(value),
            Saved::Raw(_) => true,
        };
        if fits {
            found.insert(def.code.clone(), saved);
        }
    }
    Ok(found)
}

/// Save the answers to these questions; questions that are not among them stay as they are. Saving never refuses an answer.
///
/// # Errors
/// [`Error::Stale`] when somebody changed the application since `seen`; [`Error::Refused`] after the close.
pub fn save_answers(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    seen: i64,
    asked: &BTreeSet<FactCode>,
    fields: &Fields,
) -> Result<()> {
    let (opened, by) = Opened::for_part(conn, ctx, scope, id, seen)?;
    for def in opened.scheme.facts().iter().filter(|def| asked.contains(&def.code)) {
        let saved = match def.from_form(fields) {
            Ok(value) => value.map(|value| Saved::Value { value, taken_over: None }),
            Err(_) => Some(Saved::Raw(own(def, fields))),
        };
        keep(conn, ctx, &opened, def, saved.as_ref(), &by)?;
    }
    Ok(())
}

/// The fields of one question.
fn own(def: &FactDef, fields: &Fields) -> Fields {
    let code = def.code.as_str();
    let is_own =
        |name: &str| name.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    fields
        .iter()
        .filter(|(name, _)| is_own(name))
        .map(|(name, typed)| (name.clone(), typed.clone()))
        .collect()
}

pub(super) fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    opened: &Opened,
    def: &FactDef,
    saved: Option<&Saved>,
    by: &UserId,
) -> Result<()> {
    let json = saved.map(serde_json::to_string).transpose().map_err(Error::internal)?;
    Ok(answers::save(conn, &opened.row, &opened.org, def.code.as_str(), json, (by, ctx.now))?)
}

/// What is wrong with an answer that could not be read, by field.
#[must_use]
pub fn mistakes(def: &FactDef, saved: &Saved) -> Vec<facts::FieldError> {
    match saved {
        Saved::Value { .. } => Vec::new(),
        Saved::Raw(typed) => def.from_form(typed).err().unwrap_or_default(),
    }
}

impl Saved {
    /// The answer as the rules see it on a day; what cannot be read is none.
    pub(super) fn fact(self, today: NaiveDate) -> Option<Fact> {
        let Self::Value { value, taken_over } = self else { return None };
        let said = TakenOver { source: Source::Aanbieder, as_of: today, valid_until: None };
        let TakenOver { source, as_of, valid_until } = taken_over.unwrap_or(said);
        Some(Fact { value, provenance: Provenance { source, as_of, valid_until, evidence: None } })
    }
}

/// What the ledger knows of the questions of a regeling and may be used again: "klopt dit nog?"
pub(super) fn known<'a>(
    conn: &mut DbConn,
    scope: &OrgScope,
    scheme: &'a Scheme,
) -> Result<Vec<(&'a FactDef, Saved)>> {
    let rows = ledger::latest(conn, scope)?;
    let known = |def: &'a FactDef| Some((def, reusable(def, rows.get(def.code.as_str())?)?));
    Ok(scheme.facts().iter().filter_map(known).collect())
}

/// The answers of the ledger that a new draft takes over.
pub(in crate::app) fn reusable(def: &FactDef, row: &FactRow) -> Option<Saved> {
    let json = serde_json::from_str(&row.value_json).ok()?;
    let value = facts::from_json(&json, &def.kind).ok().filter(|_| def.reusable)?;
    let taken_over = TakenOver { source: source_of(row), as_of: row.as_of, valid_until: row.valid_until };
    Some(Saved::Value { value, taken_over: Some(taken_over) })
}

/// The code of a source as the ledger stores it.
pub(super) fn stored_source(source: Source) -> &'static str {
    match source {
        Source::Aanbieder => "aanmelding",
        other @ (Source::Register | Source::Team) => other.code(),
    }
}
