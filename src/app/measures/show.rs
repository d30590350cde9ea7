//! Measures as toezicht and the team read them: the advice with its final facts, what was proposed and decided, and what was done since.
//! May import: app, domain, storage.

use chrono::{DateTime, NaiveDate, Utc};

use super::seen::{Line, Seen, gemeenten};
use super::{Reach, basis};
use crate::app::access;
use crate::app::error::Result;
use crate::domain::ids::{InvestigationId, MeasureId, UserId};
use crate::domain::scheme::MeasureBasis;
use crate::domain::supervision::Discipline;
use crate::storage::measures;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, organisations, users};

/// One measure.
#[derive(Debug, Clone)]
pub struct One {
    /// Its parts.
    pub seen: Seen,
    /// Which toezicht advised it.
    pub discipline: Discipline,
    /// Why it was advised.
    pub advice: String,
    /// Who advised it.
    pub advised_by: String,
    /// Who proposed it; empty until then.
    pub proposed_by: String,
    /// Who decided it; empty until then.
    pub decided_by: String,
    /// What was done with it since.
    pub steps: Vec<Told>,
    /// What the overeenkomst allows.
    pub allowed: Vec<MeasureBasis>,
}

/// What somebody did, and why.
#[derive(Debug, Clone)]
pub struct Told {
    /// The name of the step.
    pub step: String,
    /// The day that was chosen.
    pub on: Option<NaiveDate>,
    /// Why.
    pub why: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The measures that rest on findings of an investigation, of those that may be read, the first first.
///
/// # Errors
/// What the database says.
pub fn resting_on(conn: &mut DbConn, reach: &Reach, investigation: &InvestigationId) -> Result<Vec<Line>> {
    let names = gemeenten(conn, &reach.scope)?;
    let rows = measures::resting_on(conn, &reach.scope, investigation.as_str())?;
    let rows = rows.into_iter().filter(|(row, _)| reach.covers(row));
    Ok(rows.map(|(row, name)| Line::of(&row, name, &names)).collect())
}

/// The measures that may be read, the last first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, reach: &Reach) -> Result<Vec<Line>> {
    let names = gemeenten(conn, &reach.scope)?;
    let rows = measures::list(conn, &reach.scope)?.into_iter().filter(|(row, _)| reach.covers(row));
    Ok(rows.map(|(row, name)| Line::of(&row, name, &names)).collect())
}

/// One measure.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for one that this person may not know.
pub fn one(conn: &mut DbConn, reach: &Reach, id: &MeasureId) -> Result<One> {
    let row = reach.find(conn, id)?;
    let org = access::for_system_org(types::id("measures", &row.org_id)?);
    let name = organisations::find(conn, &org)?.name;
    let scheme = basis::scheme(conn, &reach.scope, &row)?;
    let steps = measures::steps(conn, &row)?.into_iter().map(|(step, by)| Told {
        step: step.step,
        on: step.on_day,
        why: step.why,
        by,
        at: instant(step.taken_at),
    });
    Ok(One {
        steps: steps.collect(),
        discipline: row.discipline.0,
        advice: row.advice.clone(),
        advised_by: person(conn, Some(&row.advised_by))?,
        proposed_by: person(conn, row.proposed_by.as_deref())?,
        decided_by: person(conn, row.decided_by.as_deref())?,
        allowed: scheme.measures().to_vec(),
        seen: Seen::read(conn, &reach.scope, &row, name)?,
    })
}

fn person(conn: &mut DbConn, id: Option<&str>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let user: UserId = types::id("measures", id)?;
    Ok(users::find(conn, &user)?.name)
}
