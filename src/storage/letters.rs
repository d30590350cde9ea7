//! Letters: their content is kept before anything is sent, and nothing changes once they are dispatched.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::{DbConn, MultiBackend};
use super::schema::{applications, decisions, letter_decisions, letters, lot_applications, windows};
use super::scope::{OrgScope, RegionScope};
use super::types::{AsJson, AsText, stored};
use crate::domain::ids::{ApplicationId, DecisionId, LetterId, MailId};
use crate::domain::letter::{LetterContent, LetterKind};

/// A letter.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = letters)]
pub struct LetterRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// To whom.
    pub org_id: String,
    /// About which application.
    pub application_id: Option<String>,
    /// About which herstelverzoek.
    pub clarification_id: Option<String>,
    /// About which zienswijze.
    pub hearing_id: Option<String>,
    /// Kind.
    pub kind: AsText<LetterKind>,
    /// Number, as people name it.
    pub number: String,
    /// What it says.
    pub content_json: AsJson<LetterContent>,
    /// `prepared`, `rendered` or `dispatched`.
    pub state: String,
    /// The PDF.
    pub sha256: Option<String>,
    /// The mail that tells of it.
    pub mail_id: Option<String>,
    /// When the mail server took that mail: the bekendmaking.
    pub dispatched_at: Option<NaiveDateTime>,
    /// When it was prepared.
    pub created_at: NaiveDateTime,
    /// Who signed last.
    pub created_by: String,
    /// Which letter it is sent again for, because the mail of that one did not arrive.
    pub resends: Option<String>,
}

/// Add a letter about decisions.
///
/// # Errors
/// A unique violation where a decision has its letter already.
pub fn insert(conn: &mut DbConn, row: &LetterRow, decided: &[DecisionId]) -> QueryResult<()> {
    diesel::insert_into(letters::table).values(row).execute(conn)?;
    for decision in decided {
        diesel::insert_into(letter_decisions::table)
            .values((
                letter_decisions::letter_id.eq(&row.id),
                letter_decisions::region_id.eq(&row.region_id),
                letter_decisions::decision_id.eq(decision.as_str()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// A letter, for the work that makes and sends it.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn for_work(conn: &mut DbConn, id: &LetterId) -> QueryResult<LetterRow> {
    letters::table.find(id.as_str()).select(LetterRow::as_select()).first(conn)
}

/// The letter that a mail tells of, if it tells of one.
///
/// # Errors
/// What the database says.
pub fn of_mail(conn: &mut DbConn, mail: &MailId) -> QueryResult<Option<LetterRow>> {
    letters::table
        .filter(letters::mail_id.eq(mail.as_str()))
        .select(LetterRow::as_select())
        .first(conn)
        .optional()
}

/// Note that the PDF of a letter is there, with the content it shows and the mail that will tell of it.
///
/// # Errors
/// What the guards of the database refuse.
pub fn rendered(
    conn: &mut DbConn,
    id: &LetterId,
    content: &LetterContent,
    sha256: &str,
    mail: &MailId,
) -> QueryResult<()> {
    diesel::update(letters::table.find(id.as_str()))
        .set((
            letters::state.eq("rendered"),
            letters::content_json.eq(AsJson(content.clone())),
            letters::sha256.eq(Some(sha256)),
            letters::mail_id.eq(Some(mail.as_str())),
        ))
        .execute(conn)
        .map(drop)
}

/// Put a letter that did not leave back to be rendered, with what it says now; its next mail is another.
///
/// # Errors
/// What the guards of the database refuse.
pub fn prepare_again(conn: &mut DbConn, id: &LetterId, content: &LetterContent) -> QueryResult<()> {
    diesel::update(letters::table.find(id.as_str()))
        .set((
            letters::state.eq("prepared"),
            letters::content_json.eq(AsJson(content.clone())),
            letters::mail_id.eq(None::<String>),
        ))
        .execute(conn)
        .map(drop)
}

/// The letter that a request for repair, or one of those that were asked with it, went out with.
///
/// # Errors
/// What the database says.
pub fn of_request(conn: &mut DbConn, requests: &[&str]) -> QueryResult<Option<LetterRow>> {
    letters::table
        .filter(letters::clarification_id.eq_any(requests.iter().copied()))
        .select(LetterRow::as_select())
        .first(conn)
        .optional()
}

/// The letter that a voornemen went out with.
///
/// # Errors
/// What the database says.
pub fn of_hearing(conn: &mut DbConn, hearing: &str) -> QueryResult<Option<LetterRow>> {
    letters::table
        .filter(letters::hearing_id.eq(hearing))
        .select(LetterRow::as_select())
        .first(conn)
        .optional()
}

/// The letter that was sent in the place of one, if one was.
///
/// # Errors
/// What the database says.
pub fn sent_instead(conn: &mut DbConn, letter: &str) -> QueryResult<Option<LetterRow>> {
    letters::table.filter(letters::resends.eq(letter)).select(LetterRow::as_select()).first(conn).optional()
}

/// Applications with decisions that were signed and told in no letter, in windows whose last day for decisions is `day` or earlier, of all
/// regions: the region and the application.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, day: NaiveDate) -> QueryResult<Vec<(String, String)>> {
    let told = letter_decisions::table.filter(letter_decisions::decision_id.eq(decisions::id));
    decisions::table
        .inner_join(lot_applications::table.inner_join(applications::table.inner_join(windows::table)))
        .filter(decisions::signed_at.is_not_null())
        .filter(windows::decisions_due_on.le(day))
        .filter(diesel::dsl::not(diesel::dsl::exists(told)))
        .order((applications::region_id, applications::id))
        .select((applications::region_id, applications::id))
        .distinct()
        .load(conn)
}

/// Note that a letter was made known; `false` when it was before.
///
/// # Errors
/// What the database says.
pub fn dispatched(conn: &mut DbConn, id: &LetterId, now: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(letters::table.find(id.as_str()).filter(letters::state.eq("rendered")))
        .set((letters::state.eq("dispatched"), letters::dispatched_at.eq(Some(stored(now)))))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// The letters an organisation has received, newest first.
///
/// # Errors
/// What the database says.
pub fn received(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<LetterRow>> {
    to_read(scope).order((letters::created_at.desc(), letters::id)).select(LetterRow::as_select()).load(conn)
}

/// A letter an organisation has received.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_received(conn: &mut DbConn, scope: &OrgScope, id: &LetterId) -> QueryResult<LetterRow> {
    to_read(scope).filter(letters::id.eq(id.as_str())).select(LetterRow::as_select()).first(conn)
}

fn to_read(scope: &OrgScope) -> letters::BoxedQuery<'_, MultiBackend> {
    let sent = letters::table
        .filter(letters::org_id.eq(scope.key()))
        .filter(letters::state.eq("dispatched"))
        .into_boxed::<MultiBackend>();
    match scope.only() {
        None => sent,
        Some(only) => {
            let own = applications::table.filter(applications::procedure_id.eq(only));
            sent.filter(letters::application_id.eq_any(own.select(applications::id.nullable())))
        }
    }
}

/// The letters of a region about one application, newest first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<LetterRow>> {
    letters::table
        .filter(letters::region_id.eq(scope.key()))
        .filter(letters::application_id.eq(application.as_str()))
        .order((letters::created_at.desc(), letters::id))
        .select(LetterRow::as_select())
        .load(conn)
}

/// The decisions on an application that a letter made known.
///
/// # Errors
/// What the database says.
pub fn made_known(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<String>> {
    letter_decisions::table
        .inner_join(letters::table)
        .filter(letters::region_id.eq(scope.key()))
        .filter(letters::application_id.eq(application.as_str()))
        .filter(letters::state.eq("dispatched"))
        .order(letter_decisions::decision_id)
        .select(letter_decisions::decision_id)
        .load(conn)
}

/// A letter of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_in_region(conn: &mut DbConn, scope: &RegionScope, id: &LetterId) -> QueryResult<LetterRow> {
    letters::table
        .find(id.as_str())
        .filter(letters::region_id.eq(scope.key()))
        .select(LetterRow::as_select())
        .first(conn)
}

/// The number of the letter that tells of a decision, if one does.
///
/// # Errors
/// What the database says.
pub fn number_of(conn: &mut DbConn, decision: &str) -> QueryResult<Option<String>> {
    letter_decisions::table
        .inner_join(letters::table)
        .filter(letter_decisions::decision_id.eq(decision))
        .select(letters::number)
        .first(conn)
        .optional()
}

/// The decisions that a letter tells, in the order of their lots.
///
/// # Errors
/// What the database says.
pub fn decisions_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    letter: &str,
) -> QueryResult<Vec<super::decisions::DecisionRow>> {
    letter_decisions::table
        .inner_join(decisions::table)
        .filter(letter_decisions::region_id.eq(scope.key()))
        .filter(letter_decisions::letter_id.eq(letter))
        .order(decisions::lot_application_id)
        .select(super::decisions::DecisionRow::as_select())
        .load(conn)
}
