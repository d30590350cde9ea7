//! What people said of requirements: rows that are only added.
//! May import: diesel, domain.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::RegionScope;
use super::db::DbConn;
use super::schema::{applications, assessments};
use super::types::{self, AsJson, AsText, BadRow, instant};
use crate::domain::decision::{Assessment, Judgement, Said};
use crate::domain::ids::OrgId;
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::{ReasonCode, RequirementCode};
use crate::domain::rules::{Outcome, TestAnswer};

/// The most earlier judgements of one requirement that are looked at.
const MOST_EARLIER: i64 = 50;

/// A beoordeling.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = assessments)]
pub struct AssessmentRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// The lot; none for all of them.
    pub lot_application_id: Option<String>,
    /// The member whose own part it is about; none for the penvoerder's, or all together.
    pub member_id: Option<String>,
    /// What was judged: the submission as it was then.
    pub snapshot_id: String,
    /// The requirement.
    pub requirement: String,
    /// What was said.
    pub outcome: AsText<Said>,
    /// What the rules said without a person.
    pub rule_outcome: AsText<Outcome>,
    /// The published reason; empty when it is met.
    pub reason_code: String,
    /// Why.
    pub motivation: String,
    /// The answers on the toetspunten.
    pub points_json: AsJson<Vec<TestAnswer>>,
    /// Who.
    pub assessed_by: String,
    /// When.
    pub assessed_at: NaiveDateTime,
    /// The one it takes the place of.
    pub revises: Option<String>,
    /// What the case looked like for this requirement, as hexadecimal digits.
    pub likeness: String,
    /// What it rests on that differs from what the aanbieder gave; empty where it rests on that alone.
    pub deviates: String,
    /// For colleagues, never in a letter; empty where there is nothing to tell.
    pub internal_note: String,
    /// The judgement about the same aanbieder that it was taken over from.
    pub copied_from: Option<String>,
}

/// Add a beoordeling.
///
/// # Errors
/// A unique violation where the one it revises was revised already; what the database says.
pub fn insert(conn: &mut DbConn, row: &AssessmentRow) -> QueryResult<()> {
    diesel::insert_into(assessments::table).values(row).execute(conn).map(drop)
}

/// Everything that was said of an application, the first first.
///
/// # Errors
/// What the database says.
pub fn of_application(conn: &mut DbConn, region: &str, application: &str) -> QueryResult<Vec<AssessmentRow>> {
    assessments::table
        .filter(assessments::region_id.eq(region))
        .filter(assessments::application_id.eq(application))
        .order((assessments::assessed_at, assessments::id))
        .select(AssessmentRow::as_select())
        .load(conn)
}

/// What was said in a region of one requirement of an aanbieder, in all its applications, the last first; nothing that was revised since. With
/// the number of the application.
///
/// # Errors
/// What the database says.
pub fn earlier(
    conn: &mut DbConn,
    scope: &RegionScope,
    (org, requirement): (&OrgId, &str),
) -> QueryResult<Vec<(AssessmentRow, String)>> {
    let said: Vec<(AssessmentRow, String)> = assessments::table
        .inner_join(applications::table)
        .filter(assessments::region_id.eq(scope.key()))
        .filter(applications::org_id.eq(org.as_str()))
        .filter(assessments::requirement.eq(requirement))
        .filter(assessments::member_id.is_null())
        .order((assessments::assessed_at.desc(), assessments::id.desc()))
        .limit(MOST_EARLIER)
        .select((AssessmentRow::as_select(), applications::number))
        .load(conn)?;
    let revised: BTreeSet<String> = said.iter().filter_map(|(row, _)| row.revises.clone()).collect();
    Ok(said.into_iter().filter(|(row, _)| !revised.contains(&row.id)).collect())
}

/// What a row tells.
///
/// # Errors
/// A [`BadRow`] where the parts do not fit.
pub fn life(row: &AssessmentRow) -> QueryResult<Assessment> {
    let bad = |what: &str| BadRow { table: "assessments", id: row.id.clone(), what: what.to_owned() };
    let judgement = match row.outcome.0 {
        Said::Met => Judgement::Met,
        Said::NotMet => Judgement::NotMet {
            motivation: Motivation::parse(&row.motivation).map_err(|_| bad("motivation"))?,
            reason: ReasonCode::parse(&row.reason_code).map_err(|_| bad("reason"))?,
        },
    };
    Ok(Assessment {
        id: types::id("assessments", &row.id)?,
        requirement: RequirementCode::parse(&row.requirement).map_err(|_| bad("requirement"))?,
        lot: row.lot_application_id.as_deref().map(|id| types::id("assessments", id)).transpose()?,
        judgement,
        member: row.member_id.as_deref().map(|id| types::id("assessments", id)).transpose()?,
        points: row.points_json.0.clone(),
        differs: Motivation::parse(&row.deviates).ok(),
        by: types::id("assessments", &row.assessed_by)?,
        at: instant(row.assessed_at),
    })
}
