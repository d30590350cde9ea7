//! When an aanbieder was reminded last, so that nobody hears the same twice.
//! May import: diesel, domain.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::reminders;
use super::scope::OrgScope;
use crate::domain::ids::ApplicationId;

/// Of what an aanbieder is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of<'a> {
    /// A draft that was not sent in.
    Draft(&'a ApplicationId),
    /// Free places that were stated too long ago, in every region together.
    Places,
}

impl Of<'_> {
    /// The kind, and what it is about.
    fn key<'k>(&'k self, scope: &'k OrgScope) -> (&'static str, &'k str) {
        match self {
            Self::Draft(application) => ("draft", application.as_str()),
            Self::Places => ("places", scope.key()),
        }
    }
}

/// The Dutch calendar day of the last reminder.
///
/// # Errors
/// What the database says.
pub fn last(conn: &mut DbConn, scope: &OrgScope, of: Of<'_>) -> QueryResult<Option<NaiveDate>> {
    reminders::table
        .find(of.key(scope))
        .filter(reminders::org_id.eq(scope.key()))
        .select(reminders::on_day)
        .first(conn)
        .optional()
}

/// Keep that the aanbieder was reminded on a day.
///
/// # Errors
/// What the database says.
pub fn keep(conn: &mut DbConn, scope: &OrgScope, of: Of<'_>, on: NaiveDate) -> QueryResult<()> {
    let before = reminders::table.find(of.key(scope)).filter(reminders::org_id.eq(scope.key()));
    if diesel::update(before).set(reminders::on_day.eq(on)).execute(conn)? == 0 {
        let (kind, about) = of.key(scope);
        diesel::insert_into(reminders::table)
            .values((
                reminders::kind.eq(kind),
                reminders::about.eq(about),
                reminders::org_id.eq(scope.key()),
                reminders::on_day.eq(on),
            ))
            .execute(conn)?;
    }
    Ok(())
}
