//! Applications: the row, and the life that a row and its submissions tell.
//! May import: diesel, domain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{
    application_snapshots, applications, clarifications, decisions, lot_applications, windows,
};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::application::{Application, Assessing, OpenRequests, State, Submission, clarification};
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, ClarificationId, DecisionId, UserId, WindowId};

/// The sort key of an application without a decision term: behind everything else.
pub const NO_TERM: &str = "9999-12-31";

/// An aanmelding.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = applications)]
pub struct ApplicationRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The window.
    pub window_id: String,
    /// The scheme version it is filled in under.
    pub scheme_version_id: String,
    /// The organisation.
    pub org_id: String,
    /// Its name when the application was last sent in.
    pub org_name: String,
    /// The folded name.
    pub org_name_key: String,
    /// Number, as people name it.
    pub number: String,
    /// Where it is.
    pub state: AsText<State>,
    /// When the submission that counts was received.
    pub received_at: Option<NaiveDateTime>,
    /// The last day for the decision, as computed.
    pub decision_due_on: Option<NaiveDate>,
    /// The same as a sort key that is never empty.
    pub due_key: String,
    /// Whose work it is now.
    pub assessor_id: Option<String>,
    /// Who took it up.
    pub taken_up_by: Option<String>,
    /// When.
    pub taken_up_at: Option<NaiveDateTime>,
    /// Who brought it where it is.
    pub state_by: String,
    /// When.
    pub state_at: NaiveDateTime,
    /// For optimistic locking.
    pub version: i64,
    /// When it was begun.
    pub created_at: NaiveDateTime,
    /// By whom.
    pub created_by: String,
    /// When anything of it was last saved.
    pub updated_at: NaiveDateTime,
}

/// What changes in the row when the application takes a step.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = applications, treat_none_as_null = true)]
struct Step {
    state: AsText<State>,
    received_at: Option<NaiveDateTime>,
    taken_up_by: Option<String>,
    taken_up_at: Option<NaiveDateTime>,
    state_by: String,
    state_at: NaiveDateTime,
    version: i64,
    updated_at: NaiveDateTime,
}

/// Add a draft.
///
/// # Errors
/// A unique violation where the organisation has an application in this window.
pub fn insert(conn: &mut DbConn, row: &ApplicationRow) -> QueryResult<()> {
    diesel::insert_into(applications::table).values(row).execute(conn).map(drop)
}

/// An application of an organisation.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> QueryResult<ApplicationRow> {
    applications::table
        .find(id.as_str())
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .select(ApplicationRow::as_select())
        .first(conn)
}

/// An application that a region's team may see now: sent in, and not sealed until the close of its window.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_in_region(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &ApplicationId,
    now: DateTime<Utc>,
) -> QueryResult<ApplicationRow> {
    applications::table
        .inner_join(windows::table)
        .filter(applications::id.eq(id.as_str()))
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.ne(AsText(State::Draft)))
        .filter(applications::received_at.is_not_null())
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .select(ApplicationRow::as_select())
        .first(conn)
}

/// The applications in a window that a region's team may see now and that were not withdrawn, the first received first.
///
/// # Errors
/// What the database says.
pub fn sent_in(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<ApplicationId>> {
    let ids: Vec<String> = applications::table
        .inner_join(windows::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::window_id.eq(window.as_str()))
        .filter(applications::state.ne_all([State::Draft, State::Withdrawn].map(AsText)))
        .filter(applications::received_at.is_not_null())
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .order((applications::number, applications::id))
        .select(applications::id)
        .load(conn)?;
    ids.iter().map(|id| types::id("applications", id)).collect()
}

/// An application whose letter is made again. What the team wrote about was opened to it before.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn for_letter(conn: &mut DbConn, scope: &RegionScope, id: &ApplicationId) -> QueryResult<ApplicationRow> {
    applications::table
        .find(id.as_str())
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.ne(AsText(State::Draft)))
        .select(ApplicationRow::as_select())
        .first(conn)
}

/// The application on which a decision was taken.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_decision(
    conn: &mut DbConn,
    scope: &RegionScope,
    decision: &DecisionId,
) -> QueryResult<ApplicationRow> {
    applications::table
        .inner_join(lot_applications::table.inner_join(decisions::table))
        .filter(decisions::id.eq(decision.as_str()))
        .filter(applications::region_id.eq(scope.key()))
        .select(ApplicationRow::as_select())
        .first(conn)
}

/// The applications of an organisation, newest first.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<ApplicationRow>> {
    applications::table
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .order((applications::created_at.desc(), applications::id.desc()))
        .select(ApplicationRow::as_select())
        .load(conn)
}

/// The life of an application, put together from its row, its last submission and its clarifications.
///
/// # Errors
/// What the database says, or a [`BadRow`] where the parts do not fit.
pub fn life(conn: &mut DbConn, row: &ApplicationRow) -> QueryResult<Application> {
    let by: UserId = types::id("applications", &row.state_by)?;
    let at = instant(row.state_at);
    Ok(match row.state.0 {
        State::Draft => Application::Draft {
            by: types::id("applications", &row.created_by)?,
            since: instant(row.created_at),
        },
        State::Submitted => Application::Submitted(submission(conn, row)?),
        State::InAssessment => Application::InAssessment(assessing(conn, row)?),
        State::ClarificationAsked => {
            let open = OpenRequests::stored(requests(conn, row, clarification::State::Asked)?);
            let open = open.ok_or_else(|| bad(row, "no open clarification"))?;
            Application::ClarificationAsked { assessing: assessing(conn, row)?, open }
        }
        State::Assessed => Application::Assessed { assessing: assessing(conn, row)?, at },
        State::Decided => Application::Decided { submission: submission(conn, row)?, at },
        State::Withdrawn => Application::Withdrawn { submission: submission(conn, row).optional()?, by, at },
        State::NotHandled => {
            let unused: BTreeSet<ClarificationId> =
                requests(conn, row, clarification::State::Expired)?.into_keys().collect();
            if unused.is_empty() {
                return Err(bad(row, "no expired clarification"));
            }
            Application::NotHandled { submission: submission(conn, row)?, unused, at }
        }
    })
}

fn bad(row: &ApplicationRow, what: &str) -> diesel::result::Error {
    BadRow { table: "applications", id: row.id.clone(), what: what.to_owned() }.into()
}

fn submission(conn: &mut DbConn, row: &ApplicationRow) -> QueryResult<Submission> {
    let (by, received_at, seq): (String, NaiveDateTime, i32) = application_snapshots::table
        .filter(application_snapshots::application_id.eq(&row.id))
        .order(application_snapshots::seq.desc())
        .select((
            application_snapshots::submitted_by,
            application_snapshots::received_at,
            application_snapshots::seq,
        ))
        .first(conn)?;
    let seq = u32::try_from(seq).map_err(|_| bad(row, "negative submission number"))?;
    Ok(Submission { by: types::id("application_snapshots", &by)?, received_at: instant(received_at), seq })
}

fn assessing(conn: &mut DbConn, row: &ApplicationRow) -> QueryResult<Assessing> {
    let (Some(by), Some(since)) = (&row.taken_up_by, row.taken_up_at) else {
        return Err(bad(row, "not taken up"));
    };
    let unused: BTreeSet<ClarificationId> =
        requests(conn, row, clarification::State::Expired)?.into_keys().collect();
    Ok(Assessing {
        submission: submission(conn, row)?,
        taken_up_by: types::id("applications", by)?,
        since: instant(since),
        unused,
    })
}

/// The requests in a state since the application was taken up; what was asked of an earlier submission is settled by the
/// one that replaced it.
fn requests(
    conn: &mut DbConn,
    row: &ApplicationRow,
    state: clarification::State,
) -> QueryResult<BTreeMap<ClarificationId, DateTime<Utc>>> {
    let found: Vec<(String, NaiveDateTime)> = clarifications::table
        .filter(clarifications::region_id.eq(&row.region_id))
        .filter(clarifications::application_id.eq(&row.id))
        .filter(clarifications::state.eq(state.code()))
        .filter(clarifications::asked_at.nullable().ge(row.taken_up_at))
        .select((clarifications::id, clarifications::due_at))
        .load(conn)?;
    found.into_iter().map(|(id, due)| Ok((types::id("clarifications", &id)?, instant(due)))).collect()
}

/// Keep the step an application took; `false` when somebody changed it since `row` was read.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    row: &ApplicationRow,
    next: &Application,
    by: &UserId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let taken_up = match next {
        Application::InAssessment(assessing)
        | Application::ClarificationAsked { assessing, .. }
        | Application::Assessed { assessing, .. } => {
            Some((assessing.taken_up_by.to_string(), stored(assessing.since)))
        }
        Application::Decided { .. } | Application::NotHandled { .. } => {
            row.taken_up_by.clone().zip(row.taken_up_at)
        }
        Application::Draft { .. } | Application::Submitted(_) | Application::Withdrawn { .. } => None,
    };
    let (taken_up_by, taken_up_at) = taken_up.unzip();
    let step = Step {
        state: AsText(next.state()),
        received_at: next.submission().map(|submission| stored(submission.received_at)),
        taken_up_by,
        taken_up_at,
        state_by: by.to_string(),
        state_at: stored(now),
        version: row.version + 1,
        updated_at: stored(now),
    };
    diesel::update(applications::table.find(&row.id).filter(applications::version.eq(row.version)))
        .set(step)
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Set the decision term as it was computed; it is also the order of the queue.
///
/// # Errors
/// What the database says.
pub fn set_due(conn: &mut DbConn, id: &ApplicationId, due: NaiveDate) -> QueryResult<()> {
    diesel::update(applications::table.find(id.as_str()))
        .set((
            applications::decision_due_on.eq(Some(due)),
            applications::due_key.eq(due.format("%Y-%m-%d").to_string()),
        ))
        .execute(conn)
        .map(drop)
}

/// Note that something of an application was saved; `false` when somebody changed it since `seen`.
///
/// # Errors
/// What the database says.
pub fn touch(conn: &mut DbConn, id: &ApplicationId, seen: i64, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(applications::table.find(id.as_str()).filter(applications::version.eq(seen)))
        .set((applications::version.eq(seen + 1), applications::updated_at.eq(stored(now))))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Give an application to somebody of the team, or back to nobody.
///
/// # Errors
/// What the database says.
pub fn assign(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &ApplicationId,
    to: Option<&UserId>,
) -> QueryResult<()> {
    diesel::update(applications::table.find(id.as_str()).filter(applications::region_id.eq(scope.key())))
        .set(applications::assessor_id.eq(to.map(|user| user.as_str())))
        .execute(conn)
        .map(drop)
}

/// The open applications that are somebody's work, what is due first on top.
///
/// # Errors
/// What the database says.
pub fn open_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    user: &UserId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<String>> {
    applications::table
        .inner_join(windows::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::is_open.eq(true))
        .filter(applications::assessor_id.eq(user.as_str()))
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .order((applications::due_key, applications::id))
        .select(applications::id)
        .load(conn)
}
