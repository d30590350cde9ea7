//! What an aanbieder, or another that takes part, fills in before sending: answers, and the bewijsstukken and documents that go with them.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::applications::ApplicationRow;
use super::blobs::BlobRow;
use super::db::DbConn;
use super::evidence::EvidenceRow;
use super::schema::{acceptances, application_evidence, applications, blobs, draft_answers, evidence};
use super::types::stored;
use crate::domain::ids::{ApplicationId, EvidenceId, OrgId, UserId};

/// One answer as it was saved.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = draft_answers)]
pub struct AnswerRow {
    /// The application.
    pub application_id: String,
    /// The region.
    pub region_id: String,
    /// Whose answer.
    pub org_id: String,
    /// The question, a code of the scheme; codes with a colon in front are our own.
    pub code: String,
    /// What was filled in.
    pub value_json: String,
    /// Who saved it.
    pub saved_by: String,
    /// When.
    pub saved_at: NaiveDateTime,
}

/// Every saved answer of one organisation in an application, by code.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn, application: &ApplicationId, org: &OrgId) -> QueryResult<Vec<AnswerRow>> {
    draft_answers::table
        .filter(draft_answers::application_id.eq(application.as_str()))
        .filter(draft_answers::org_id.eq(org.as_str()))
        .order(draft_answers::code)
        .select(AnswerRow::as_select())
        .load(conn)
}

/// What the penvoerder saved under a code of our own, which nobody else has.
///
/// # Errors
/// What the database says.
pub fn of_lead(conn: &mut DbConn, application: &ApplicationId, code: &str) -> QueryResult<Option<AnswerRow>> {
    draft_answers::table
        .inner_join(applications::table)
        .filter(draft_answers::application_id.eq(application.as_str()))
        .filter(draft_answers::org_id.eq(applications::org_id))
        .filter(draft_answers::code.eq(code))
        .select(AnswerRow::as_select())
        .first(conn)
        .optional()
}

/// Save an answer in place of an earlier one; no answer forgets the earlier one.
///
/// # Errors
/// What the database says.
pub fn save(
    conn: &mut DbConn,
    application: &ApplicationRow,
    org: &OrgId,
    code: &str,
    value_json: Option<String>,
    (by, now): (&UserId, DateTime<Utc>),
) -> QueryResult<()> {
    diesel::delete(draft_answers::table.find((&application.id, org.as_str(), code))).execute(conn)?;
    let Some(value_json) = value_json else { return Ok(()) };
    let row = AnswerRow {
        application_id: application.id.clone(),
        region_id: application.region_id.clone(),
        org_id: org.to_string(),
        code: code.to_owned(),
        value_json,
        saved_by: by.to_string(),
        saved_at: stored(now),
    };
    diesel::insert_into(draft_answers::table).values(row).execute(conn).map(drop)
}

/// A bewijsstuk that goes with an application.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = application_evidence)]
pub struct LinkRow {
    /// The application.
    pub application_id: String,
    /// The region.
    pub region_id: String,
    /// The bewijsstuk.
    pub evidence_id: String,
    /// For which kind it is offered.
    pub kind: String,
    /// `as_asked` or `as_equivalent`.
    pub offered: String,
    /// When it was added.
    pub added_at: NaiveDateTime,
}

/// The bewijsstukken of one organisation that go with an application, with their files, by kind.
///
/// # Errors
/// What the database says.
pub fn linked(
    conn: &mut DbConn,
    application: &ApplicationId,
    org: &OrgId,
) -> QueryResult<Vec<(LinkRow, EvidenceRow, BlobRow)>> {
    application_evidence::table
        .inner_join(evidence::table.inner_join(blobs::table))
        .filter(application_evidence::application_id.eq(application.as_str()))
        .filter(evidence::org_id.eq(org.as_str()))
        .filter(evidence::state.ne("erased"))
        .order((application_evidence::kind, evidence::uploaded_at.desc(), evidence::id))
        .select((LinkRow::as_select(), EvidenceRow::as_select(), BlobRow::as_select()))
        .load(conn)
}

/// Let a bewijsstuk go with an application, in place of an earlier link of the same one.
///
/// # Errors
/// What the database says.
pub fn link(conn: &mut DbConn, row: &LinkRow) -> QueryResult<()> {
    diesel::delete(application_evidence::table.find((&row.application_id, &row.evidence_id)))
        .execute(conn)?;
    diesel::insert_into(application_evidence::table).values(row).execute(conn).map(drop)
}

/// Let a bewijsstuk go with an application no longer; `false` when it did not.
///
/// # Errors
/// What the database says.
pub fn unlink(conn: &mut DbConn, application: &ApplicationId, piece: &EvidenceId) -> QueryResult<bool> {
    diesel::delete(application_evidence::table.find((application.as_str(), piece.as_str())))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// A document that was accepted, in one version.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = acceptances)]
pub struct AcceptanceRow {
    /// The application.
    pub application_id: String,
    /// The region.
    pub region_id: String,
    /// Who accepted it.
    pub org_id: String,
    /// The version.
    pub document_id: String,
    /// Content address of what was accepted.
    pub sha256: String,
    /// By whom.
    pub accepted_by: String,
    /// When.
    pub accepted_at: NaiveDateTime,
}

/// What one organisation accepted, by document.
///
/// # Errors
/// What the database says.
pub fn accepted(
    conn: &mut DbConn,
    application: &ApplicationId,
    org: &OrgId,
) -> QueryResult<Vec<AcceptanceRow>> {
    acceptances::table
        .filter(acceptances::application_id.eq(application.as_str()))
        .filter(acceptances::org_id.eq(org.as_str()))
        .order(acceptances::document_id)
        .select(AcceptanceRow::as_select())
        .load(conn)
}

/// Accept a version.
///
/// # Errors
/// A unique violation where it was accepted before.
pub fn accept(conn: &mut DbConn, row: &AcceptanceRow) -> QueryResult<()> {
    diesel::insert_into(acceptances::table).values(row).execute(conn).map(drop)
}
