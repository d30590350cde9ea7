//! Lists of beheer: the outbox.
//! May import: diesel, storage.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::storage::db::DbConn;
use crate::storage::mails::MailRow;
use crate::storage::schema::mails;
use crate::storage::scope::RegionScope;

/// Where a page of the outbox begins: after the mail with this moment and identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// When it was written.
    pub created_at: NaiveDateTime,
    /// Its identifier.
    pub id: String,
}

/// The mails sent on behalf of a region, newest first.
///
/// # Errors
/// What the database says.
pub fn outbox(
    conn: &mut DbConn,
    scope: &RegionScope,
    after: Option<&After>,
    limit: i64,
) -> QueryResult<Vec<MailRow>> {
    let mut query = mails::table
        .filter(mails::region_id.eq(scope.key()))
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(limit)
        .select(MailRow::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(
            mails::created_at
                .lt(after.created_at)
                .or(mails::created_at.eq(after.created_at).and(mails::id.lt(after.id.clone()))),
        );
    }
    query.load(conn)
}

/// One mail sent on behalf of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn mail(conn: &mut DbConn, scope: &RegionScope, id: &str) -> QueryResult<MailRow> {
    mails::table.find(id).filter(mails::region_id.eq(scope.key())).select(MailRow::as_select()).first(conn)
}
