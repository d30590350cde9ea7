//! What an aanbieder still has to say in its yearly confirmation, and what it said elsewhere since the year began.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::app::apply::{Saved, follows, reusable};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::evidence_requests;
use crate::app::{access, schemes, supply};
use crate::domain::admission::RequestState;
use crate::domain::application::Snapshot;
use crate::domain::facts::{FactValue, from_json};
use crate::domain::ids::ConfirmationId;
use crate::domain::policy_code::FactCode;
use crate::domain::scheme::Scheme;
use crate::domain::terms::{local_day, moment};
use crate::domain::words::requirement::value;
use crate::storage::confirmations::{self as kept, ConfirmationRow};
use crate::storage::facts::{self, FactRow};
use crate::storage::{DbConn, OrgScope, types};

/// One year in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The year.
    pub row: ConfirmationRow,
    /// Name of the region.
    pub region: String,
}

/// The years of an organisation that can still be confirmed or were confirmed: of each procedure the newest.
///
/// # Errors
/// What the database says.
pub fn mine(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Line>> {
    let mut newest: Vec<Line> = Vec::new();
    for (row, region) in kept::own(conn, scope)? {
        if newest.iter().all(|one| one.row.procedure_id != row.procedure_id) {
            newest.push(Line { row, region });
        }
    }
    Ok(newest)
}

/// A question that is still to be answered.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The question.
    pub code: FactCode,
    /// What was said before, with where it comes from.
    pub saved: Option<Saved>,
    /// It is only about a yes on this other question.
    pub follows: Option<FactCode>,
}

/// A question that was answered elsewhere since the year began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its code.
    pub code: FactCode,
    /// The question.
    pub question: String,
    /// The answer, in words.
    pub value: String,
    /// The day on which it was so.
    pub as_of: NaiveDate,
}

/// One year of an aanbieder.
#[derive(Debug, Clone)]
pub struct Own {
    /// The year.
    pub line: Line,
    /// The version of the regeling that asks it.
    pub scheme: Arc<Scheme>,
    /// What is still to be answered, in the order of the regeling.
    pub pending: Vec<Pending>,
    /// What was answered elsewhere.
    pub answered: Vec<Answered>,
    /// Places that are still to be stated.
    pub places: Vec<supply::Own>,
    /// Bewijsstukken that the region waits for.
    pub evidence: Vec<evidence_requests::Line>,
    /// What the ledger knows now.
    pub(super) known: BTreeMap<String, FactRow>,
}

/// One year of an organisation: the newest of its procedure.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's, or one that a newer year took the place of.
pub fn own(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ConfirmationId) -> Result<Own> {
    let line = mine(conn, scope)?.into_iter().find(|one| one.row.id == id.as_str()).ok_or(Error::NotFound)?;
    let region = access::for_system(types::id("confirmations", &line.row.region_id)?);
    let version = types::id("confirmations", &line.row.version_id)?;
    let scheme = schemes::of_version(conn, &region, &version)?.scheme;
    let known = facts::latest(conn, scope)?;
    let said = said_since(conn, scope, &line.row, &known)?;
    let evidence = evidence_requests::mine(conn, scope)?;
    let waits = |one: &evidence_requests::Line| {
        one.row.procedure_id == line.row.procedure_id && one.row.state.0 == RequestState::Asked
    };
    let (pending, answered) = questions(&scheme, &known, &said);
    Ok(Own {
        pending,
        answered,
        places: places(conn, ctx, scope, &line.row)?,
        evidence: evidence.into_iter().filter(waits).collect(),
        line,
        scheme,
        known,
    })
}

/// The first moment of the day on which the year began.
pub(super) fn began(row: &ConfirmationRow) -> Result<DateTime<Utc>> {
    moment(row.began_on, NaiveTime::MIN).map_err(Error::internal)
}

/// The questions that were answered since the year began: on whatever page, or in what was sent in to whichever region.
fn said_since(
    conn: &mut DbConn,
    scope: &OrgScope,
    row: &ConfirmationRow,
    known: &BTreeMap<String, FactRow>,
) -> Result<BTreeSet<String>> {
    let since = began(row)?;
    let recorded = known.values().filter(|fact| fact.recorded_at.and_utc() >= since);
    let mut said: BTreeSet<String> = recorded.map(|fact| fact.code.clone()).collect();
    for bytes in kept::sent_since(conn, scope, since)? {
        let sent = Snapshot::read(&bytes).map_err(Error::internal)?.contents;
        said.extend(sent.facts.iter().map(|(code, _)| code.to_string()));
    }
    // Only what stands in the ledger can be confirmed.
    said.retain(|code| known.contains_key(code));
    Ok(said)
}

fn questions(
    scheme: &Scheme,
    known: &BTreeMap<String, FactRow>,
    said: &BTreeSet<String>,
) -> (Vec<Pending>, Vec<Answered>) {
    let (mut pending, mut answered) = (Vec::new(), Vec::new());
    let asked = scheme.confirmation().map_or(&[][..], |yearly| &yearly.facts);
    for def in asked.iter().filter_map(|code| scheme.fact(code)) {
        let parent = follows(scheme, &def.code);
        // It hangs on a yes: where that was no, nothing is asked; where that is still to be said, it stands with it.
        let settled = parent.as_ref().is_some_and(|parent| said.contains(parent.as_str()));
        if settled && !parent.as_ref().is_some_and(|parent| says_yes(scheme, parent, known)) {
            continue;
        }
        let row = known.get(def.code.as_str());
        match row
            .filter(|row| said.contains(&row.code))
            .and_then(|row| Some((row, read(scheme, &def.code, row)?)))
        {
            Some((row, found)) => answered.push(Answered {
                code: def.code.clone(),
                question: def.question.clone(),
                value: value(Some(&def.kind), &found),
                as_of: row.as_of,
            }),
            None => pending.push(Pending {
                code: def.code.clone(),
                saved: row.and_then(|row| reusable(def, row)),
                follows: parent,
            }),
        }
    }
    (pending, answered)
}

/// The value of a row of the ledger, where it still fits its question.
pub(super) fn read(scheme: &Scheme, code: &FactCode, row: &FactRow) -> Option<FactValue> {
    from_json(&serde_json::from_str(&row.value_json).ok()?, &scheme.fact(code)?.kind).ok()
}

/// Whether the ledger has a yes on a question.
pub(super) fn says_yes(scheme: &Scheme, code: &FactCode, known: &BTreeMap<String, FactRow>) -> bool {
    let row = known.get(code.as_str());
    row.and_then(|row| read(scheme, code, row)) == Some(FactValue::YesNo(true))
}

/// The places that are still to be stated: what was stated since the year began, or counts still, is not asked again.
fn places(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, row: &ConfirmationRow) -> Result<Vec<supply::Own>> {
    let procedure = types::id("confirmations", &row.procedure_id)?;
    let region = access::for_system(types::id("confirmations", &row.region_id)?);
    let in_force = schemes::in_force(conn, &region, &procedure, ctx.now)?.scheme;
    let counts_from = row.began_on.min(in_force.sufficient().oldest(local_day(ctx.now)));
    let mut places = supply::own(conn, ctx, scope)?;
    places.retain(|one| one.procedure == procedure && one.as_of.is_none_or(|day| day < counts_from));
    Ok(places)
}
