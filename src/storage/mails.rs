//! The outbox: every mail is a row before it is anything else.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::mails;
use super::types::stored;
use crate::domain::ids::MailId;

/// A mail.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mails)]
pub struct MailRow {
    /// Identifier.
    pub id: String,
    /// The region on whose behalf it is sent; none for account mail.
    pub region_id: Option<String>,
    /// The organisation it is about.
    pub org_id: Option<String>,
    /// Template name.
    pub kind: String,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// `queued`, `kept` (no mail server is configured), `accepted` or `refused` by the mail server.
    pub state: String,
    /// What the mail server said.
    pub answer: String,
    /// When it was written.
    pub created_at: NaiveDateTime,
    /// When it left the queue.
    pub settled_at: Option<NaiveDateTime>,
}

/// Put a mail in the outbox.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &MailRow) -> QueryResult<()> {
    diesel::insert_into(mails::table).values(row).execute(conn).map(drop)
}

/// A mail.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, id: &MailId) -> QueryResult<MailRow> {
    mails::table.find(id.as_str()).select(MailRow::as_select()).first(conn)
}

/// Note what became of a mail.
///
/// # Errors
/// What the database says.
pub fn settle(
    conn: &mut DbConn,
    id: &MailId,
    state: &str,
    answer: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(mails::table.find(id.as_str()))
        .set((mails::state.eq(state), mails::answer.eq(answer), mails::settled_at.eq(Some(stored(now)))))
        .execute(conn)
        .map(drop)
}
