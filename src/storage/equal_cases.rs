//! Equal cases: what people said of the same requirement where nothing that counts differs, and why one was judged otherwise.
//! May import: diesel, domain.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::dsl::{Nullable, auto_type, exists, not};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{applications, assessments, unequal_cases, windows};
use super::scope::RegionScope;
use super::types::{self, AsText, instant};
use crate::domain::decision::{Equal, Said, Unequal};
use crate::domain::ids::ApplicationId;

/// The same table beside itself.
mod twice {
    use super::assessments;

    diesel::alias!(assessments as later: Later, assessments as met: Met);
}
use twice::{later, met};

/// The most cases that are held against one, and the most groups on a page.
const MOST: i64 = 100;
/// The most cases of a group that a page shows, of each outcome.
const SHOWN: i64 = 10;

/// The last word on a case.
#[derive(Debug, Clone, Queryable)]
pub struct CaseRow {
    /// The beoordeling.
    pub id: String,
    /// Of which application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// Under which version of the regeling.
    pub scheme: String,
    /// In which window.
    pub window: String,
    /// What was said.
    pub said: AsText<Said>,
    /// The published reason; empty when it is met.
    pub reason: String,
    /// When.
    pub at: NaiveDateTime,
    /// Why it is something else than about its equals, and when that was explained.
    pub explained: Option<(AsText<Unequal>, String, NaiveDateTime)>,
}

impl CaseRow {
    /// As the rule for equal cases looks at it.
    ///
    /// # Errors
    /// A bad row.
    pub fn case(&self) -> QueryResult<Equal> {
        Ok(Equal {
            id: types::id("assessments", &self.id)?,
            said: self.said.0,
            at: instant(self.at),
            explained: self.explained.as_ref().map(|(why, _, at)| (why.0, instant(*at))),
        })
    }
}

/// What two cases must share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike<'a> {
    /// The requirement.
    pub requirement: &'a str,
    /// The fingerprint.
    pub likeness: &'a str,
}

/// The last words on equal cases in other applications: those that say something else, and those that were explained.
///
/// # Errors
/// What the database says.
pub fn beside(
    conn: &mut DbConn,
    scope: &RegionScope,
    alike: Alike<'_>,
    (application, said): (&ApplicationId, Said),
) -> QueryResult<Vec<CaseRow>> {
    let other = match said {
        Said::Met => Said::NotMet,
        Said::NotMet => Said::Met,
    };
    let beside = |said: Said| {
        last_words(scope.key(), AsText(said))
            .filter(assessments::requirement.eq(alike.requirement))
            .filter(assessments::likeness.eq(alike.likeness))
            .filter(assessments::application_id.ne(application.as_str()))
    };
    let mut rows: Vec<CaseRow> = beside(other).select(columns()).limit(MOST).load(conn)?;
    let explained = beside(said).filter(unequal_cases::assessment_id.is_not_null());
    rows.extend(explained.select(columns()).limit(MOST).load::<CaseRow>(conn)?);
    Ok(rows)
}

/// The fingerprints on which people differ, with the last words on each, the newest first.
///
/// # Errors
/// What the database says.
pub fn differing(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, Vec<CaseRow>)>> {
    let refused = last_words(scope.key(), AsText(Said::NotMet)).select((
        assessments::requirement,
        assessments::likeness,
        assessments::assessed_at,
    ));
    let also_met = exists(
        met.filter(met.field(assessments::region_id).eq(assessments::region_id))
            .filter(met.field(assessments::outcome).eq(AsText(Said::Met)))
            .filter(met.field(assessments::requirement).eq(assessments::requirement))
            .filter(met.field(assessments::likeness).eq(assessments::likeness))
            .filter(met.field(assessments::application_id).ne(assessments::application_id)),
    );
    let found: Vec<(String, String, NaiveDateTime)> =
        refused.filter(also_met).order(assessments::assessed_at.desc()).limit(MOST).load(conn)?;
    let mut groups: Vec<(String, Vec<CaseRow>)> = Vec::new();
    let mut done = BTreeSet::new();
    for (requirement, likeness, _) in found {
        if !done.insert((requirement.clone(), likeness.clone())) {
            continue;
        }
        let mut rows: Vec<CaseRow> = Vec::new();
        for said in [Said::Met, Said::NotMet] {
            let of_group = last_words(scope.key(), AsText(said))
                .filter(assessments::requirement.eq(&requirement))
                .filter(assessments::likeness.eq(&likeness));
            rows.extend(
                of_group
                    .order(assessments::assessed_at.desc())
                    .select(columns())
                    .limit(SHOWN)
                    .load::<CaseRow>(conn)?,
            );
        }
        rows.sort_by_key(|row| row.at);
        groups.push((requirement, rows));
    }
    Ok(groups)
}

/// How often people said that a requirement is met, and how often not, in equal cases of other applications.
///
/// # Errors
/// What the database says.
pub fn tally(
    conn: &mut DbConn,
    scope: &RegionScope,
    alike: Alike<'_>,
    application: &str,
) -> QueryResult<(i64, i64)> {
    let mut said = |said: Said| {
        last_words(scope.key(), AsText(said))
            .filter(assessments::requirement.eq(alike.requirement))
            .filter(assessments::likeness.eq(alike.likeness))
            .filter(assessments::application_id.ne(application))
            .count()
            .get_result(conn)
    };
    Ok((said(Said::Met)?, said(Said::NotMet)?))
}

/// Explain why an equal case was judged otherwise.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = unequal_cases)]
pub struct NewExplanation<'a> {
    /// The beoordeling that is explained.
    pub assessment_id: &'a str,
    /// Why.
    pub why: AsText<Unequal>,
    /// In words.
    pub motivation: &'a str,
    /// Who.
    pub explained_by: &'a str,
    /// When.
    pub explained_at: NaiveDateTime,
}

/// Keep an explanation.
///
/// # Errors
/// A unique violation where it was explained before.
pub fn explain(conn: &mut DbConn, scope: &RegionScope, new: &NewExplanation<'_>) -> QueryResult<()> {
    diesel::insert_into(unequal_cases::table)
        .values((new, unequal_cases::region_id.eq(scope.key())))
        .execute(conn)
        .map(drop)
}

/// The beoordeling, why it is something else than about its equals, in words, and when that was explained.
pub type Explanation = (String, AsText<Unequal>, String, NaiveDateTime);

/// The explanations of beoordelingen, by beoordeling.
///
/// # Errors
/// What the database says.
pub fn explanations(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<Explanation>> {
    unequal_cases::table
        .inner_join(assessments::table)
        .filter(unequal_cases::region_id.eq(scope.key()))
        .filter(assessments::application_id.eq(application.as_str()))
        .order(unequal_cases::explained_at)
        .select((
            unequal_cases::assessment_id,
            unequal_cases::why,
            unequal_cases::motivation,
            unequal_cases::explained_at,
        ))
        .load(conn)
}

/// What people said last: nobody said something else of it since.
#[auto_type(no_type_alias)]
fn last_words<'a>(region: &'a str, said: AsText<Said>) -> _ {
    let revised = later.filter(later.field(assessments::revises).eq(assessments::id.nullable()));
    assessments::table
        .inner_join(applications::table.inner_join(windows::table))
        .left_join(unequal_cases::table)
        .filter(assessments::region_id.eq(region))
        .filter(assessments::outcome.eq(said))
        .filter(not(exists(revised)))
}

type Columns = (
    assessments::id,
    applications::id,
    applications::number,
    applications::scheme_version_id,
    windows::title,
    assessments::outcome,
    assessments::reason_code,
    assessments::assessed_at,
    Nullable<(unequal_cases::why, unequal_cases::motivation, unequal_cases::explained_at)>,
);

fn columns() -> Columns {
    (
        assessments::id,
        applications::id,
        applications::number,
        applications::scheme_version_id,
        windows::title,
        assessments::outcome,
        assessments::reason_code,
        assessments::assessed_at,
        (unequal_cases::why, unequal_cases::motivation, unequal_cases::explained_at).nullable(),
    )
}
