//! Admissions in lists: for the contractmanager of a region, and for the aanbieder itself.
//! May import: diesel, domain.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::admission::State;
use crate::domain::ids::OrgId;
use crate::storage::admissions::{AdmissionRow, AgreementRow};
use crate::storage::db::DbConn;
use crate::storage::schema::{admissions, agreements, documents, regions, users};
use crate::storage::scope::{OrgScope, RegionScope};
use crate::storage::types::AsText;

/// The most aanbieders on one page.
pub const PAGE: usize = 50;

/// What is asked of the list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only in this state.
    pub state: Option<State>,
    /// Only in this gemeente.
    pub gemeente: Option<String>,
    /// Only after this name and organisation.
    pub after: Option<(String, String)>,
}

/// One admission in the list.
#[derive(Debug, Clone, Queryable)]
pub struct AdmissionLine {
    /// The organisation.
    pub org: String,
    /// Its name.
    pub org_name: String,
    /// Its folded name.
    pub org_name_key: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// Where it is.
    pub state: AsText<State>,
    /// First day.
    pub starts_on: NaiveDate,
}

/// Every admission that fits, by name; at most [`PAGE`] organisations and whether there are more.
///
/// # Errors
/// What the database says.
pub fn list(
    conn: &mut DbConn,
    scope: &RegionScope,
    wanted: &Wanted,
) -> QueryResult<(Vec<AdmissionLine>, bool)> {
    let mut names = admissions::table.filter(admissions::region_id.eq(scope.key())).into_boxed();
    if let Some(state) = wanted.state {
        names = names.filter(admissions::state.eq(AsText(state)));
    }
    if let Some(gemeente) = &wanted.gemeente {
        names = names.filter(admissions::gemeente.eq(gemeente));
    }
    if let Some((key, org)) = &wanted.after {
        names = names.filter(
            admissions::org_name_key
                .gt(key)
                .or(admissions::org_name_key.eq(key).and(admissions::org_id.gt(org))),
        );
    }
    let mut orgs: Vec<(String, String)> = names
        .select((admissions::org_name_key, admissions::org_id))
        .distinct()
        .order((admissions::org_name_key, admissions::org_id))
        .limit(i64::try_from(PAGE).unwrap_or(i64::MAX) + 1)
        .load(conn)?;
    let more = orgs.len() > PAGE;
    orgs.truncate(PAGE);
    let ids: Vec<String> = orgs.into_iter().map(|(_, org)| org).collect();
    let mut lines = admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::org_id.eq_any(ids))
        .into_boxed();
    if let Some(state) = wanted.state {
        lines = lines.filter(admissions::state.eq(AsText(state)));
    }
    if let Some(gemeente) = &wanted.gemeente {
        lines = lines.filter(admissions::gemeente.eq(gemeente));
    }
    let lines = lines
        .order((admissions::org_name_key, admissions::org_id, admissions::gemeente, admissions::id))
        .select((
            admissions::org_id,
            admissions::org_name,
            admissions::org_name_key,
            admissions::gemeente,
            admissions::state,
            admissions::starts_on,
        ))
        .load(conn)?;
    Ok((lines, more))
}

/// The granted admissions of a region, what starts first in front; at most `most`, and whether there are more.
///
/// # Errors
/// What the database says.
pub fn granted(
    conn: &mut DbConn,
    scope: &RegionScope,
    most: usize,
) -> QueryResult<(Vec<AdmissionRow>, bool)> {
    let mut rows: Vec<AdmissionRow> = admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::state.eq(AsText(State::Granted)))
        .order((
            admissions::starts_on,
            admissions::org_name_key,
            admissions::org_id,
            admissions::gemeente,
            admissions::id,
        ))
        .limit(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1))
        .select(AdmissionRow::as_select())
        .load(conn)?;
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((rows, more))
}

/// For which procedure, organisation and gemeente an overeenkomst is recorded, of these organisations.
///
/// # Errors
/// What the database says.
pub fn agreed(conn: &mut DbConn, scope: &RegionScope, orgs: &[&str]) -> QueryResult<BTreeSet<Place>> {
    let found: Vec<Place> = agreements::table
        .filter(agreements::region_id.eq(scope.key()))
        .filter(agreements::org_id.eq_any(orgs))
        .select((agreements::procedure_id, agreements::org_id, agreements::gemeente))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// What one overeenkomst covers: procedure, organisation and gemeente.
pub type Place = (String, String, String);

/// The admissions of one organisation in a region, by gemeente.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<AdmissionRow>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::org_id.eq(org.as_str()))
        .order((admissions::gemeente, admissions::product_group, admissions::granted_at, admissions::id))
        .select(AdmissionRow::as_select())
        .load(conn)
}

/// A recorded overeenkomst with the document it is a version of and who recorded it.
#[derive(Debug, Clone, Queryable)]
pub struct Recorded {
    /// The overeenkomst.
    pub agreement: AgreementRow,
    /// Title of the document.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Who recorded it.
    pub by: String,
}

impl Recorded {
    /// Whether it is the overeenkomst of this admission: one covers all lots of a gemeente in a procedure.
    #[must_use]
    pub fn covers(&self, row: &AdmissionRow) -> bool {
        let own = &self.agreement;
        own.region_id == row.region_id
            && own.procedure_id == row.procedure_id
            && own.org_id == row.org_id
            && own.gemeente == row.gemeente
    }
}

/// The recorded overeenkomsten of one organisation in a region, newest first.
///
/// # Errors
/// What the database says.
pub fn recorded(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<Recorded>> {
    agreements::table
        .inner_join(documents::table)
        .inner_join(users::table.on(users::id.eq(agreements::recorded_by)))
        .filter(agreements::region_id.eq(scope.key()))
        .filter(agreements::org_id.eq(org.as_str()))
        .order((agreements::recorded_at.desc(), agreements::id))
        .select((AgreementRow::as_select(), documents::title, documents::version, users::name))
        .load(conn)
}

/// The recorded overeenkomsten of one organisation in every region, newest first.
///
/// # Errors
/// What the database says.
pub fn own_recorded(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<Recorded>> {
    agreements::table
        .inner_join(documents::table)
        .inner_join(users::table.on(users::id.eq(agreements::recorded_by)))
        .filter(agreements::org_id.eq(scope.key()))
        .order((agreements::recorded_at.desc(), agreements::id))
        .select((AgreementRow::as_select(), documents::title, documents::version, users::name))
        .load(conn)
}

/// An admission as the aanbieder sees it.
#[derive(Debug, Clone, Queryable)]
pub struct OwnAdmission {
    /// Name of the region.
    pub region: String,
    /// The admission.
    pub row: AdmissionRow,
}

/// The admissions of an organisation in every region.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<OwnAdmission>> {
    admissions::table
        .inner_join(regions::table)
        .filter(admissions::org_id.eq(scope.key()))
        .filter(admissions::procedure_id.like(scope.procedures()))
        .order((
            regions::name,
            admissions::region_id,
            admissions::gemeente,
            admissions::product_group,
            admissions::granted_at,
            admissions::id,
        ))
        .select((regions::name, AdmissionRow::as_select()))
        .load(conn)
}
