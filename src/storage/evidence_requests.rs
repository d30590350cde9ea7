//! Requests for evidence to aanbieders that are admitted already, and what they sent.
//! May import: diesel, domain.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::blobs::BlobRow;
use super::db::DbConn;
use super::evidence::{EvidenceRow, Stored};
use super::schema::{
    admissions, blobs, evidence, evidence_request_pieces, evidence_requests, organisations, regions,
};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, BadRow, stored};
use crate::domain::admission::{EvidenceRequest, RequestState, State};
use crate::domain::ids::{EvidenceId, EvidenceRequestId, OrgId, ProcedureId, SchemeVersionId, UserId};
use crate::domain::motivation::Motivation;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence_requests)]
pub struct RequestRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The version of the regeling that asks it.
    pub version_id: String,
    /// Who is asked.
    pub org_id: String,
    /// The eis.
    pub requirement: String,
    /// The kind of bewijsstuk of which a newer one is asked, because the one that is there expires; empty where the eis itself is asked.
    pub evidence_kind: String,
    /// When it was asked.
    pub asked_at: NaiveDateTime,
    /// The last day.
    pub due_on: NaiveDate,
    /// Where it is.
    pub state: AsText<RequestState>,
    /// What the aanbieder wrote.
    pub reply: String,
    /// Who answered last.
    pub answered_by: Option<String>,
    /// What is lacking, or why nothing is asked any more.
    pub reason: String,
    /// Who settled it.
    pub settled_by: Option<String>,
    /// When its state changed last.
    pub changed_at: NaiveDateTime,
    /// The Dutch calendar day of the last reminder.
    pub reminded_on: Option<NaiveDate>,
    /// For optimistic locking.
    pub version: i64,
}

impl RequestRow {
    /// Whether a newer bewijsstuk is asked, because the one that is there expires on the last day.
    #[must_use]
    pub fn is_renewal(&self) -> bool {
        !self.evidence_kind.is_empty()
    }

    /// The life of a request.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn life(&self) -> QueryResult<EvidenceRequest> {
        let bad =
            |what: &str| BadRow { table: "evidence_requests", id: self.id.clone(), what: what.to_owned() };
        let by = |id: &Option<String>, what: &str| -> QueryResult<UserId> {
            let id = id.as_deref().ok_or_else(|| bad(what))?;
            types::id("evidence_requests", id)
        };
        let reason = || Motivation::parse(&self.reason).map_err(|_| bad("reason"));
        Ok(match self.state.0 {
            RequestState::Asked if self.reason.is_empty() => EvidenceRequest::Asked { lacking: None },
            RequestState::Asked => EvidenceRequest::Asked { lacking: Some(reason()?) },
            RequestState::Answered => EvidenceRequest::Answered { by: by(&self.answered_by, "answered_by")? },
            RequestState::Accepted => EvidenceRequest::Accepted { by: by(&self.settled_by, "settled_by")? },
            RequestState::Dropped => {
                EvidenceRequest::Dropped { by: by(&self.settled_by, "settled_by")?, why: reason()? }
            }
        })
    }
}

/// Keep a new request.
///
/// # Errors
/// A unique violation where the same version asked it before.
pub fn insert(conn: &mut DbConn, row: &RequestRow) -> QueryResult<()> {
    diesel::insert_into(evidence_requests::table).values(row).execute(conn).map(drop)
}

/// Keep a step; `false` when somebody changed the request since the row was read.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    row: &RequestRow,
    next: &EvidenceRequest,
    at: DateTime<Utc>,
) -> QueryResult<bool> {
    let seen = evidence_requests::table
        .filter(evidence_requests::id.eq(&row.id))
        .filter(evidence_requests::region_id.eq(&row.region_id))
        .filter(evidence_requests::version.eq(row.version));
    let (answered_by, settled_by, reason) = match next {
        EvidenceRequest::Asked { lacking } => {
            (row.answered_by.clone(), None, lacking.as_ref().map_or("", Motivation::as_str))
        }
        EvidenceRequest::Answered { by } => (Some(by.to_string()), None, ""),
        EvidenceRequest::Accepted { by } => (row.answered_by.clone(), Some(by.to_string()), ""),
        EvidenceRequest::Dropped { by, why } => (row.answered_by.clone(), Some(by.to_string()), why.as_str()),
    };
    diesel::update(seen)
        .set((
            evidence_requests::state.eq(AsText(next.state())),
            evidence_requests::reply.eq(&row.reply),
            evidence_requests::answered_by.eq(answered_by),
            evidence_requests::reason.eq(reason),
            evidence_requests::settled_by.eq(settled_by),
            evidence_requests::changed_at.eq(stored(at)),
            evidence_requests::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

/// The open requests of a region, or those to one organisation only, what is due first comes first, each with the name of who is asked.
///
/// # Errors
/// What the database says.
pub fn open(
    conn: &mut DbConn,
    scope: &RegionScope,
    to: Option<&OrgId>,
    limit: i64,
) -> QueryResult<Vec<(RequestRow, String)>> {
    let mut rows = evidence_requests::table
        .inner_join(organisations::table)
        .filter(evidence_requests::region_id.eq(scope.key()))
        .filter(evidence_requests::state.eq_any(RequestState::OPEN.map(AsText)))
        .into_boxed();
    if let Some(org) = to {
        rows = rows.filter(evidence_requests::org_id.eq(org.as_str()));
    }
    rows.order((evidence_requests::due_on, evidence_requests::id))
        .limit(limit)
        .select((RequestRow::as_select(), organisations::name))
        .load(conn)
}

/// The requests of a region that wait for an aanbieder which is still admitted, with a last day in this stretch, what is due first
/// comes first.
///
/// # Errors
/// What the database says.
pub fn unanswered(
    conn: &mut DbConn,
    scope: &RegionScope,
    due: RangeInclusive<NaiveDate>,
) -> QueryResult<Vec<RequestRow>> {
    let over = [State::Ended, State::Lapsed].map(AsText);
    let admitted = admissions::table
        .filter(admissions::region_id.eq(evidence_requests::region_id))
        .filter(admissions::procedure_id.eq(evidence_requests::procedure_id))
        .filter(admissions::org_id.eq(evidence_requests::org_id))
        .filter(admissions::state.ne_all(over));
    evidence_requests::table
        .filter(evidence_requests::region_id.eq(scope.key()))
        .filter(evidence_requests::state.eq(AsText(RequestState::Asked)))
        .filter(evidence_requests::due_on.between(*due.start(), *due.end()))
        .filter(diesel::dsl::exists(admitted))
        .order((evidence_requests::due_on, evidence_requests::id))
        .select(RequestRow::as_select())
        .load(conn)
}

/// Note that the aanbieder was reminded. It is no step of the request: whoever looks at it can go on.
///
/// # Errors
/// What the database says.
pub fn reminded(conn: &mut DbConn, row: &RequestRow, on: NaiveDate) -> QueryResult<()> {
    let one = evidence_requests::table
        .filter(evidence_requests::id.eq(&row.id))
        .filter(evidence_requests::region_id.eq(&row.region_id));
    diesel::update(one).set(evidence_requests::reminded_on.eq(Some(on))).execute(conn).map(drop)
}

/// The eisen of a procedure that an organisation need not be asked about again: this version did, whatever became of it, or
/// another version did and the request is open.
///
/// # Errors
/// What the database says.
pub fn asked_before(
    conn: &mut DbConn,
    scope: &RegionScope,
    org: &OrgId,
    (procedure, version): (&ProcedureId, &SchemeVersionId),
) -> QueryResult<Vec<String>> {
    let open = evidence_requests::state.eq_any(RequestState::OPEN.map(AsText));
    evidence_requests::table
        .filter(evidence_requests::region_id.eq(scope.key()).and(evidence_requests::org_id.eq(org.as_str())))
        .filter(evidence_requests::procedure_id.eq(procedure.as_str()))
        .filter(evidence_requests::evidence_kind.eq(""))
        .filter(evidence_requests::version_id.eq(version.as_str()).or(open))
        .select(evidence_requests::requirement)
        .load(conn)
}

/// A request of the region, with the name of who is asked.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &EvidenceRequestId,
) -> QueryResult<(RequestRow, String)> {
    evidence_requests::table
        .inner_join(organisations::table)
        .filter(evidence_requests::region_id.eq(scope.key()).and(evidence_requests::id.eq(id.as_str())))
        .select((RequestRow::as_select(), organisations::name))
        .first(conn)
}

/// The open requests to an organisation, each with the name of the region.
///
/// # Errors
/// What the database says.
pub fn own_open(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<(RequestRow, String)>> {
    evidence_requests::table
        .inner_join(regions::table)
        .filter(evidence_requests::org_id.eq(scope.key()))
        .filter(evidence_requests::state.eq_any(RequestState::OPEN.map(AsText)))
        .order((evidence_requests::due_on, evidence_requests::id))
        .select((RequestRow::as_select(), regions::name))
        .load(conn)
}

/// A request to an organisation, with the name of the region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_own(
    conn: &mut DbConn,
    scope: &OrgScope,
    id: &EvidenceRequestId,
) -> QueryResult<(RequestRow, String)> {
    evidence_requests::table
        .inner_join(regions::table)
        .filter(evidence_requests::org_id.eq(scope.key()).and(evidence_requests::id.eq(id.as_str())))
        .select((RequestRow::as_select(), regions::name))
        .first(conn)
}

/// The bewijsstukken that were sent with a request, the first first.
///
/// # Errors
/// What the database says.
pub fn pieces(conn: &mut DbConn, request: &RequestRow) -> QueryResult<Vec<Stored>> {
    evidence_request_pieces::table
        .inner_join(evidence::table.inner_join(blobs::table))
        .filter(evidence_request_pieces::region_id.eq(&request.region_id))
        .filter(evidence_request_pieces::request_id.eq(&request.id))
        .order((evidence_request_pieces::added_at, evidence::id))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .load(conn)
}

/// A bewijsstuk goes along with a request; once is enough.
///
/// # Errors
/// What the database says.
pub fn add_piece(
    conn: &mut DbConn,
    request: &RequestRow,
    piece: &EvidenceId,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    let there = evidence_request_pieces::table.find((&request.id, piece.as_str()));
    if diesel::select(diesel::dsl::exists(there)).get_result(conn)? {
        return Ok(());
    }
    diesel::insert_into(evidence_request_pieces::table)
        .values((
            evidence_request_pieces::request_id.eq(&request.id),
            evidence_request_pieces::region_id.eq(&request.region_id),
            evidence_request_pieces::evidence_id.eq(piece.as_str()),
            evidence_request_pieces::added_at.eq(stored(at)),
        ))
        .execute(conn)
        .map(drop)
}
