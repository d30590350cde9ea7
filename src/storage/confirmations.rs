//! What who is admitted confirms in a year: asked, given, and with it the answers that its region may read.
//! May import: diesel, domain.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::facts::FactRow;
use super::schema::{
    admissions, application_snapshots, applications, confirmations, confirmed_facts, facts, organisations,
    regions,
};
use super::scope::{OrgScope, RegionScope};
use super::types::{AsText, stored};
use crate::domain::admission::{SourceKind, State};
use crate::domain::ids::{ConfirmationId, FactId, ProcedureId, UserId};

/// One year of one aanbieder in one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = confirmations)]
pub struct ConfirmationRow {
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
    /// The day on which the year began.
    pub began_on: NaiveDate,
    /// The last day.
    pub due_on: NaiveDate,
    /// The Dutch calendar day of the last mail about it.
    pub heard_on: NaiveDate,
    /// When it was confirmed.
    pub confirmed_at: Option<NaiveDateTime>,
    /// By whom.
    pub confirmed_by: Option<String>,
    /// Whether there is an answer that the contractmanager should read: one that changed, or a yes on a ground of exclusion.
    pub notable: bool,
    /// The contractmanager who took it up, and so reads what only named officers read.
    pub taken_by: Option<String>,
    /// For optimistic locking.
    pub version: i64,
}

/// Under which care is given.
const RUNNING: [State; 2] = [State::Active, State::Suspended];

/// Who had an admission of a procedure that runs since a day or longer, and was not asked in the year that began on it.
///
/// # Errors
/// What the database says.
pub fn to_ask(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    began_on: NaiveDate,
) -> QueryResult<BTreeSet<String>> {
    let asked = confirmations::table
        .filter(confirmations::region_id.eq(admissions::region_id))
        .filter(confirmations::procedure_id.eq(admissions::procedure_id))
        .filter(confirmations::org_id.eq(admissions::org_id))
        .filter(confirmations::began_on.ge(began_on));
    let orgs: Vec<String> = admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(admissions::state.eq_any(RUNNING.map(AsText)))
        .filter(admissions::source.ne(AsText(SourceKind::Bridging)))
        .filter(admissions::starts_on.le(began_on))
        .filter(diesel::dsl::not(diesel::dsl::exists(asked)))
        .select(admissions::org_id)
        .distinct()
        .load(conn)?;
    Ok(orgs.into_iter().collect())
}

/// Keep a new one.
///
/// # Errors
/// A unique violation where it was asked before.
pub fn insert(conn: &mut DbConn, row: &ConfirmationRow) -> QueryResult<()> {
    diesel::insert_into(confirmations::table).values(row).execute(conn).map(drop)
}

/// What is not confirmed in a region by who is still admitted, the last day not yet behind us.
///
/// # Errors
/// What the database says.
pub fn unconfirmed(
    conn: &mut DbConn,
    scope: &RegionScope,
    today: NaiveDate,
) -> QueryResult<Vec<ConfirmationRow>> {
    let admitted = admissions::table
        .filter(admissions::region_id.eq(confirmations::region_id))
        .filter(admissions::procedure_id.eq(confirmations::procedure_id))
        .filter(admissions::org_id.eq(confirmations::org_id))
        .filter(admissions::state.eq_any(RUNNING.map(AsText)));
    confirmations::table
        .filter(confirmations::region_id.eq(scope.key()))
        .filter(confirmations::confirmed_at.is_null())
        .filter(confirmations::due_on.ge(today))
        .filter(diesel::dsl::exists(admitted))
        .order((confirmations::due_on, confirmations::id))
        .select(ConfirmationRow::as_select())
        .load(conn)
}

/// Note that the aanbieder got a mail.
///
/// # Errors
/// What the database says.
pub fn heard(conn: &mut DbConn, row: &ConfirmationRow, on: NaiveDate) -> QueryResult<()> {
    let one = confirmations::table
        .filter(confirmations::id.eq(&row.id))
        .filter(confirmations::region_id.eq(&row.region_id));
    diesel::update(one).set(confirmations::heard_on.eq(on)).execute(conn).map(drop)
}

/// Everything that was asked of an organisation, the newest year first, each with the name of the region.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<(ConfirmationRow, String)>> {
    confirmations::table
        .inner_join(regions::table)
        .filter(confirmations::org_id.eq(scope.key()))
        .filter(confirmations::procedure_id.like(scope.procedures()))
        .order((confirmations::began_on.desc(), confirmations::id))
        .select((ConfirmationRow::as_select(), regions::name))
        .load(conn)
}

/// Everything that was asked in a region since a day, by name of the aanbieder.
///
/// # Errors
/// What the database says.
pub fn of_region(
    conn: &mut DbConn,
    scope: &RegionScope,
    since: NaiveDate,
) -> QueryResult<Vec<(ConfirmationRow, String)>> {
    confirmations::table
        .inner_join(organisations::table)
        .filter(confirmations::region_id.eq(scope.key()))
        .filter(confirmations::began_on.ge(since))
        .order((organisations::name_key, confirmations::began_on.desc(), confirmations::id))
        .select((ConfirmationRow::as_select(), organisations::name))
        .load(conn)
}

/// One of a region, with the name of the aanbieder.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &ConfirmationId,
) -> QueryResult<(ConfirmationRow, String)> {
    confirmations::table
        .inner_join(organisations::table)
        .filter(confirmations::region_id.eq(scope.key()).and(confirmations::id.eq(id.as_str())))
        .select((ConfirmationRow::as_select(), organisations::name))
        .first(conn)
}

/// Keep that it is confirmed with these answers, each with whether it differs from what was said before; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn confirm(
    conn: &mut DbConn,
    row: &ConfirmationRow,
    given: &[(FactId, bool)],
    notable: bool,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    let open = confirmations::table
        .filter(confirmations::id.eq(&row.id))
        .filter(confirmations::region_id.eq(&row.region_id))
        .filter(confirmations::version.eq(row.version))
        .filter(confirmations::confirmed_at.is_null());
    let changed = diesel::update(open)
        .set((
            confirmations::confirmed_at.eq(Some(stored(at))),
            confirmations::confirmed_by.eq(Some(by.as_str())),
            confirmations::notable.eq(notable),
            confirmations::version.eq(row.version + 1),
        ))
        .execute(conn)?;
    for (fact, differs) in given {
        diesel::insert_into(confirmed_facts::table)
            .values((
                confirmed_facts::confirmation_id.eq(&row.id),
                confirmed_facts::region_id.eq(&row.region_id),
                confirmed_facts::fact_id.eq(fact.as_str()),
                confirmed_facts::changed.eq(*differs),
            ))
            .execute(conn)?;
    }
    Ok(changed == 1)
}

/// Keep who took it up.
///
/// # Errors
/// What the database says.
pub fn take(conn: &mut DbConn, row: &ConfirmationRow, by: &UserId) -> QueryResult<bool> {
    let seen = confirmations::table
        .filter(confirmations::id.eq(&row.id))
        .filter(confirmations::region_id.eq(&row.region_id))
        .filter(confirmations::version.eq(row.version));
    let taken = (confirmations::taken_by.eq(Some(by.as_str())), confirmations::version.eq(row.version + 1));
    diesel::update(seen).set(taken).execute(conn).map(|changed| changed == 1)
}

/// The answers that were confirmed, by question, each with whether it differs from what was said before that year.
///
/// # Errors
/// What the database says.
pub fn answers(conn: &mut DbConn, row: &ConfirmationRow) -> QueryResult<Vec<(FactRow, bool)>> {
    confirmed_facts::table
        .inner_join(facts::table)
        .filter(confirmed_facts::region_id.eq(&row.region_id))
        .filter(confirmed_facts::confirmation_id.eq(&row.id))
        .order((facts::code, facts::id))
        .select((FactRow::as_select(), confirmed_facts::changed))
        .load(conn)
}

/// What an organisation sent in since a moment, in every region: canonical bytes.
///
/// # Errors
/// What the database says.
pub fn sent_since(conn: &mut DbConn, scope: &OrgScope, since: DateTime<Utc>) -> QueryResult<Vec<Vec<u8>>> {
    application_snapshots::table
        .inner_join(applications::table)
        .filter(applications::org_id.eq(scope.key()))
        .filter(application_snapshots::received_at.ge(stored(since)))
        .order((application_snapshots::received_at, application_snapshots::id))
        .select(application_snapshots::content)
        .load(conn)
}
