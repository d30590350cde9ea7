//! Which messages the other side has not read yet: a row each, gone when it is read.
//! May import: diesel, domain.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::db::{DbConn, directly};
use super::messages::MessageRow;
use super::schema::{applications, unread_messages};
use super::scope::{OrgScope, RegionScope};
use crate::domain::ids::{ApplicationId, OrgId, UserId};

/// Who reads what the team writes.
const ORGANISATION: &str = "organisation";
/// Who reads what an aanbieder writes.
pub(super) const TEAM: &str = "team";

/// A new message is unread by the other side.
///
/// # Errors
/// What the database says.
pub fn mark(conn: &mut DbConn, row: &MessageRow) -> QueryResult<()> {
    let reader = if row.sender == TEAM { ORGANISATION } else { TEAM };
    diesel::insert_into(unread_messages::table)
        .values((
            unread_messages::message_id.eq(&row.id),
            unread_messages::region_id.eq(&row.region_id),
            unread_messages::org_id.eq(&row.org_id),
            unread_messages::application_id.eq(&row.application_id),
            unread_messages::reader.eq(reader),
        ))
        .execute(conn)
        .map(drop)
}

/// The messages that an organisation has not read, in every region. Who acts for one procedure sees those of that one.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<BTreeSet<String>> {
    let mut rows = unread_messages::table
        .filter(unread_messages::org_id.eq(scope.key()))
        .filter(unread_messages::reader.eq(ORGANISATION))
        .into_boxed();
    if let Some(only) = scope.only() {
        let own = applications::table.filter(applications::procedure_id.eq(only.to_owned()));
        rows = rows.filter(unread_messages::application_id.eq_any(own.select(applications::id.nullable())));
    }
    Ok(rows.select(unread_messages::message_id).load(conn)?.into_iter().collect())
}

/// The messages of an aanbieder that the team of a region has not read.
///
/// # Errors
/// What the database says.
pub fn in_region(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<BTreeSet<String>> {
    let rows = unread_messages::table
        .filter(unread_messages::region_id.eq(scope.key()))
        .filter(unread_messages::reader.eq(TEAM))
        .filter(unread_messages::org_id.eq(org.as_str()))
        .select(unread_messages::message_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many messages wait for somebody of the team: about the applications that are this person's work.
///
/// # Errors
/// What the database says.
pub fn count_for(conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> QueryResult<i64> {
    let own = unread_messages::table
        .inner_join(applications::table)
        .filter(unread_messages::region_id.eq(scope.key()))
        .filter(unread_messages::reader.eq(TEAM))
        .filter(applications::assessor_id.eq(user.as_str()))
        .count();
    directly!(conn => own.get_result(conn))
}

/// The organisation has read these.
///
/// # Errors
/// What the database says.
pub fn read_by_org(conn: &mut DbConn, scope: &OrgScope, messages: &BTreeSet<String>) -> QueryResult<()> {
    for message in messages {
        diesel::delete(
            unread_messages::table
                .find(message)
                .filter(unread_messages::org_id.eq(scope.key()))
                .filter(unread_messages::reader.eq(ORGANISATION)),
        )
        .execute(conn)?;
    }
    Ok(())
}

/// The team has read what was written about an application.
///
/// # Errors
/// What the database says.
pub fn read_by_team(conn: &mut DbConn, scope: &RegionScope, application: &ApplicationId) -> QueryResult<()> {
    diesel::delete(
        unread_messages::table
            .filter(unread_messages::region_id.eq(scope.key()))
            .filter(unread_messages::reader.eq(TEAM))
            .filter(unread_messages::application_id.eq(application.as_str())),
    )
    .execute(conn)
    .map(drop)
}
