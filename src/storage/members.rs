//! Who takes part in an application beside the penvoerder, and what each of them signed.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::applications::ApplicationRow;
use super::db::DbConn;
use super::schema::{application_members, applications, member_parts};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsJson, AsText, BadRow, stored};
use crate::domain::application::Member;
use crate::domain::application::member::{Hired, Named, Signature, State, Task};
use crate::domain::identifiers::KvkNumber;
use crate::domain::ids::{ApplicationId, MemberId, OrgId, UserId};
use crate::domain::rules::MemberRole;

/// One that takes part.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = application_members)]
pub struct MemberRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// What it does.
    pub role: AsText<MemberRole>,
    /// The name that the penvoerder gave.
    pub name: String,
    /// The number that the penvoerder gave.
    pub kvk: String,
    /// What an onderaannemer is hired for.
    pub hired_json: Option<AsJson<Hired>>,
    /// Where it was invited, or nothing.
    pub email: String,
    /// The hash of the link in the invitation that works now.
    pub token_hash: Option<String>,
    /// Where it is.
    pub state: AsText<State>,
    /// The organisation that accepted.
    pub org_id: Option<String>,
    /// The signature under its part.
    pub signature_json: Option<AsJson<Signature>>,
    /// Who brought it where it is.
    pub state_by: String,
    /// When.
    pub state_at: NaiveDateTime,
    /// For optimistic locking.
    pub version: i64,
    /// When it was named.
    pub created_at: NaiveDateTime,
}

/// What changes in a row when the member takes a step.
#[derive(AsChangeset)]
#[diesel(table_name = application_members, treat_none_as_null = true)]
struct Step {
    state: AsText<State>,
    token_hash: Option<String>,
    org_id: Option<String>,
    signature_json: Option<AsJson<Signature>>,
    state_by: String,
    state_at: NaiveDateTime,
    version: i64,
}

impl MemberRow {
    /// What the penvoerder said.
    ///
    /// # Errors
    /// [`BadRow`] where the columns do not fit.
    pub fn named(&self) -> Result<Named, BadRow> {
        let task = match (self.role.0, &self.hired_json) {
            (MemberRole::Partner, None) => Task::Partner,
            (MemberRole::ReliedOn, Some(AsJson(hired))) => Task::ReliedOn(hired.clone()),
            (MemberRole::Subcontractor, Some(AsJson(hired))) => Task::Subcontractor(hired.clone()),
            (MemberRole::Partner, Some(_)) | (MemberRole::ReliedOn | MemberRole::Subcontractor, None) => {
                return Err(self.bad("a role without its data"));
            }
        };
        let kvk = KvkNumber::parse(&self.kvk).map_err(|flaw| self.bad(&flaw.to_string()))?;
        Ok(Named { name: self.name.clone(), kvk, task })
    }

    /// Put what the penvoerder says in the row.
    pub fn set_named(&mut self, named: &Named) {
        self.role = AsText(named.task.role());
        self.name.clone_from(&named.name);
        named.kvk.as_str().clone_into(&mut self.kvk);
        self.hired_json = named.task.hired().cloned().map(AsJson);
    }

    /// Its life.
    ///
    /// # Errors
    /// [`BadRow`] where the columns do not fit.
    pub fn life(&self) -> Result<Member, BadRow> {
        let organisation = |id: &Option<String>| -> Result<OrgId, BadRow> {
            let id = id.as_deref().ok_or_else(|| self.bad("no organisation"))?;
            OrgId::parse(id).map_err(|flaw| self.bad(&flaw.to_string()))
        };
        Ok(match self.state.0 {
            State::Named => Member::Named,
            State::Invited => Member::Invited,
            State::TakingPart => Member::TakingPart { organisation: organisation(&self.org_id)? },
            State::Signed => {
                let signature = self.signature_json.clone().ok_or_else(|| self.bad("no signature"))?;
                Member::Signed(signature.0)
            }
            State::Declined => Member::Declined,
            State::Out => Member::Out,
        })
    }

    fn bad(&self, what: &str) -> BadRow {
        BadRow { table: "application_members", id: self.id.clone(), what: what.to_owned() }
    }
}

/// Add one.
///
/// # Errors
/// A unique violation where the application has one with this number.
pub fn insert(conn: &mut DbConn, row: &MemberRow) -> QueryResult<()> {
    diesel::insert_into(application_members::table).values(row).execute(conn).map(drop)
}

/// Everybody that takes part in an application or was asked to, in the order in which they were named.
///
/// # Errors
/// What the database says.
pub fn of_application(conn: &mut DbConn, application: &ApplicationId) -> QueryResult<Vec<MemberRow>> {
    application_members::table
        .filter(application_members::application_id.eq(application.as_str()))
        .filter(application_members::state.ne(AsText(State::Out)))
        .order((application_members::created_at, application_members::id))
        .select(MemberRow::as_select())
        .load(conn)
}

/// The applications of others in which an organisation takes part, newest first.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<(MemberRow, ApplicationRow)>> {
    application_members::table
        .inner_join(applications::table)
        .filter(application_members::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .order((application_members::created_at.desc(), application_members::id))
        .select((MemberRow::as_select(), ApplicationRow::as_select()))
        .load(conn)
}

/// An application of another in which an organisation takes part.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_own(
    conn: &mut DbConn,
    scope: &OrgScope,
    application: &ApplicationId,
) -> QueryResult<(MemberRow, ApplicationRow)> {
    application_members::table
        .inner_join(applications::table)
        .filter(application_members::application_id.eq(application.as_str()))
        .filter(application_members::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .select((MemberRow::as_select(), ApplicationRow::as_select()))
        .first(conn)
}

/// The member that was invited with a link, and its application: the link is the leave to look.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_link(conn: &mut DbConn, token_hash: &str) -> QueryResult<(MemberRow, ApplicationRow)> {
    application_members::table
        .inner_join(applications::table)
        .filter(application_members::token_hash.eq(token_hash))
        .select((MemberRow::as_select(), ApplicationRow::as_select()))
        .first(conn)
}

/// The combinaties of a procedure in which an organisation is penvoerder or combinant, but for one application.
///
/// # Errors
/// What the database says.
pub fn combinations(
    conn: &mut DbConn,
    region: &RegionScope,
    but: &ApplicationRow,
    org: &OrgId,
) -> QueryResult<Vec<ApplicationRow>> {
    applications::table
        .inner_join(application_members::table)
        .filter(applications::region_id.eq(region.key()))
        .filter(applications::procedure_id.eq(&but.procedure_id))
        .filter(applications::id.ne(&but.id))
        .filter(applications::state.ne_all(["withdrawn", "not_handled"]))
        .filter(application_members::role.eq(AsText(MemberRole::Partner)))
        .filter(application_members::org_id.is_not_null())
        .filter(applications::org_id.eq(org.as_str()).or(application_members::org_id.eq(Some(org.as_str()))))
        .order(applications::id)
        .select(ApplicationRow::as_select())
        .distinct()
        .load(conn)
}

/// Keep what the penvoerder says about one; `false` when somebody changed it since `row` was read.
///
/// # Errors
/// A unique violation where the application has another with this number.
pub fn describe(conn: &mut DbConn, row: &MemberRow) -> QueryResult<bool> {
    diesel::update(
        application_members::table.find(&row.id).filter(application_members::version.eq(row.version)),
    )
    .set((
        application_members::role.eq(row.role),
        application_members::name.eq(&row.name),
        application_members::kvk.eq(&row.kvk),
        application_members::hired_json.eq(row.hired_json.clone()),
    ))
    .execute(conn)
    .map(|rows| rows == 1)
}

/// Note where an invitation went.
///
/// # Errors
/// What the database says.
pub fn set_email(conn: &mut DbConn, row: &MemberRow, email: &str) -> QueryResult<()> {
    diesel::update(application_members::table.find(&row.id))
        .set(application_members::email.eq(email))
        .execute(conn)
        .map(drop)
}

/// Keep the step one took, with the link that works from now on; `false` when somebody changed it since `row` was read.
///
/// # Errors
/// A unique violation where this organisation takes part as another.
pub fn step(
    conn: &mut DbConn,
    row: &MemberRow,
    (next, token_hash): (&Member, Option<String>),
    by: &UserId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let signature = match next {
        Member::Signed(signature) => Some(AsJson(signature.clone())),
        Member::Named | Member::Invited | Member::TakingPart { .. } | Member::Declined | Member::Out => None,
    };
    let step = Step {
        state: AsText(next.state()),
        token_hash,
        org_id: next.organisation().map(ToString::to_string),
        signature_json: signature,
        state_by: by.to_string(),
        state_at: stored(now),
        version: row.version + 1,
    };
    diesel::update(
        application_members::table.find(&row.id).filter(application_members::version.eq(row.version)),
    )
    .set(step)
    .execute(conn)
    .map(|rows| rows == 1)
}

/// What a member signed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = member_parts)]
pub struct PartRow {
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// The region.
    pub region_id: String,
    /// Whose.
    pub org_id: String,
    /// As which member.
    pub member_id: String,
    /// The canonical bytes.
    pub content: Vec<u8>,
    /// When.
    pub signed_at: NaiveDateTime,
}

/// Keep what was signed.
///
/// # Errors
/// What the database says.
pub fn insert_part(conn: &mut DbConn, row: &PartRow) -> QueryResult<()> {
    diesel::insert_into(member_parts::table).values(row).execute(conn).map(drop)
}

/// The bytes of what a member of an application of this region signed.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn part(
    conn: &mut DbConn,
    region: &RegionScope,
    member: &MemberId,
    sha256: &str,
) -> QueryResult<Vec<u8>> {
    member_parts::table
        .find(sha256)
        .filter(member_parts::region_id.eq(region.key()))
        .filter(member_parts::member_id.eq(member.as_str()))
        .select(member_parts::content)
        .first(conn)
}

/// The identifier of a row.
///
/// # Errors
/// A bad row.
pub fn id(row: &MemberRow) -> QueryResult<MemberId> {
    types::id("application_members", &row.id)
}
