//! Verifications: what was planned, what was seen, and what the aanbieder says of it.
//! May import: diesel, domain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{verification_findings, verification_requirements, verifications};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::application::verification::{
    Appointment, Manner, Plan, Report, State, Verification, Visitors,
};
use crate::domain::ids::{ApplicationId, VerificationId};
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::RequirementCode;

/// A verification.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = verifications)]
pub struct VerificationRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// Visit or talk.
    pub manner: AsText<Manner>,
    /// Where it is.
    pub state: AsText<State>,
    /// One of the two who come.
    pub first_visitor: String,
    /// The other one.
    pub second_visitor: String,
    /// When it begins.
    pub planned_for: NaiveDateTime,
    /// Where.
    pub place: String,
    /// Who planned it.
    pub planned_by: String,
    /// When.
    pub planned_at: NaiveDateTime,
    /// Why it was moved last, or cancelled.
    pub reason: String,
    /// Who cancelled it.
    pub cancelled_by: Option<String>,
    /// Who reported.
    pub reported_by: Option<String>,
    /// When.
    pub reported_at: Option<NaiveDateTime>,
    /// The first moment that is too late to react.
    pub react_until: Option<NaiveDateTime>,
    /// What the aanbieder says of the report.
    pub reaction: String,
    /// Who says so.
    pub reacted_by: Option<String>,
    /// When.
    pub reacted_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// A verification with what is checked and what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The row.
    pub row: VerificationRow,
    /// The life.
    pub life: Verification,
}

/// Keep a new one with what is to be checked.
///
/// # Errors
/// What the database says.
pub fn insert(
    conn: &mut DbConn,
    row: &VerificationRow,
    requirements: &BTreeSet<RequirementCode>,
) -> QueryResult<()> {
    diesel::insert_into(verifications::table).values(row).execute(conn)?;
    for code in requirements {
        diesel::insert_into(verification_requirements::table)
            .values((
                verification_requirements::verification_id.eq(&row.id),
                verification_requirements::region_id.eq(&row.region_id),
                verification_requirements::requirement.eq(code.as_str()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The verifications of an application, the first planned first. Whoever holds the application may read them.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    region: &str,
    application: &ApplicationId,
) -> QueryResult<Vec<Kept>> {
    let rows: Vec<VerificationRow> = verifications::table
        .filter(verifications::region_id.eq(region))
        .filter(verifications::application_id.eq(application.as_str()))
        .order((verifications::planned_at, verifications::id))
        .select(VerificationRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| kept(conn, row)).collect()
}

/// One of an application.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    region: &str,
    (application, id): (&ApplicationId, &VerificationId),
) -> QueryResult<Kept> {
    let row = verifications::table
        .find(id.as_str())
        .filter(verifications::region_id.eq(region))
        .filter(verifications::application_id.eq(application.as_str()))
        .select(VerificationRow::as_select())
        .first(conn)?;
    kept(conn, row)
}

/// Keep a step; `false` when somebody changed it since the row was read. `reason` says why it was moved or cancelled.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    row: &VerificationRow,
    (next, reason): (&Verification, &str),
) -> QueryResult<bool> {
    let plan = next.planned();
    let seen = verifications::table.find(&row.id).filter(verifications::version.eq(row.version));
    let (report, reaction) = match next {
        Verification::Planned(_) | Verification::Cancelled { .. } => (None, None),
        Verification::Reported { report, .. } => (Some(report), None),
        Verification::Answered { report, by, reaction, at, .. } => (Some(report), Some((by, reaction, at))),
    };
    let cancelled_by = match next {
        Verification::Cancelled { by, .. } => Some(by.to_string()),
        _ => None,
    };
    let changed = diesel::update(seen)
        .set((
            verifications::state.eq(AsText(next.state())),
            verifications::planned_for.eq(stored(plan.appointment.at)),
            verifications::place.eq(plan.appointment.place.as_str()),
            verifications::reason.eq(reason),
            verifications::cancelled_by.eq(cancelled_by),
            verifications::reported_by.eq(report.map(|report| report.by.to_string())),
            verifications::reported_at.eq(report.map(|report| stored(report.at))),
            verifications::react_until.eq(report.map(|report| stored(report.react_until))),
            verifications::reaction.eq(reaction.map_or("", |(_, text, _)| text.as_str())),
            verifications::reacted_by.eq(reaction.map(|(by, _, _)| by.to_string())),
            verifications::reacted_at.eq(reaction.map(|(_, _, at)| stored(*at))),
            verifications::version.eq(row.version + 1),
        ))
        .execute(conn)?;
    if let (Verification::Reported { report, .. }, 1) = (next, changed) {
        keep_findings(conn, row, report)?;
    }
    Ok(changed == 1)
}

fn keep_findings(conn: &mut DbConn, row: &VerificationRow, report: &Report) -> QueryResult<()> {
    for (code, seen) in &report.seen {
        diesel::insert_into(verification_findings::table)
            .values((
                verification_findings::verification_id.eq(&row.id),
                verification_findings::region_id.eq(&row.region_id),
                verification_findings::requirement.eq(code.as_str()),
                verification_findings::seen.eq(seen.as_str()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

fn kept(conn: &mut DbConn, row: VerificationRow) -> QueryResult<Kept> {
    let codes: Vec<String> = verification_requirements::table
        .filter(verification_requirements::verification_id.eq(&row.id))
        .order(verification_requirements::requirement)
        .select(verification_requirements::requirement)
        .load(conn)?;
    let seen: Vec<(String, String)> = verification_findings::table
        .filter(verification_findings::verification_id.eq(&row.id))
        .order(verification_findings::requirement)
        .select((verification_findings::requirement, verification_findings::seen))
        .load(conn)?;
    let life = life(&row, &codes, &seen)?;
    Ok(Kept { row, life })
}

fn life(row: &VerificationRow, codes: &[String], seen: &[(String, String)]) -> QueryResult<Verification> {
    let bad = |what: &str| BadRow { table: "verifications", id: row.id.clone(), what: what.to_owned() };
    let code = |text: &String| RequirementCode::parse(text).map_err(|_| bad("requirement"));
    let words = |text: &str, what: &str| Motivation::parse(text).map_err(|_| bad(what));
    let user = |id: &Option<String>, what: &str| {
        let id = id.as_deref().ok_or_else(|| diesel::result::Error::from(bad(what)))?;
        types::id("verifications", id)
    };
    let moment = |at: Option<NaiveDateTime>, what: &str| -> Result<DateTime<Utc>, BadRow> {
        at.map(instant).ok_or_else(|| bad(what))
    };
    let visitors = Visitors::new(
        types::id("verifications", &row.first_visitor)?,
        types::id("verifications", &row.second_visitor)?,
    );
    let plan = Plan {
        manner: row.manner.0,
        requirements: codes.iter().map(code).collect::<Result<_, _>>()?,
        visitors: visitors.map_err(|_| bad("visitors"))?,
        appointment: Appointment { at: instant(row.planned_for), place: words(&row.place, "place")? },
    };
    let report = || -> QueryResult<Report> {
        let mut told = BTreeMap::new();
        for (requirement, text) in seen {
            told.insert(code(requirement)?, words(text, "seen")?);
        }
        Ok(Report {
            by: user(&row.reported_by, "reported_by")?,
            at: moment(row.reported_at, "reported_at")?,
            seen: told,
            react_until: moment(row.react_until, "react_until")?,
        })
    };
    Ok(match row.state.0 {
        State::Planned => Verification::Planned(plan),
        State::Cancelled => Verification::Cancelled {
            plan,
            by: user(&row.cancelled_by, "cancelled_by")?,
            why: words(&row.reason, "reason")?,
        },
        State::Reported => Verification::Reported { plan, report: report()? },
        State::Answered => Verification::Answered {
            plan,
            report: report()?,
            by: user(&row.reacted_by, "reacted_by")?,
            reaction: words(&row.reaction, "reaction")?,
            at: moment(row.reacted_at, "reacted_at")?,
        },
    })
}
