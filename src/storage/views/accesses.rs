//! Every look into a dossier in a region, for who guards privacy there: newest first, along an index for each filter.
//! May import: diesel, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::access::Role;
use crate::domain::audit::Look;
use crate::domain::code::Code as _;
use crate::domain::ids::{OrgId, UserId};
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::schema::{audit_index, organisations, users};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// Which looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Into the dossiers of this organisation.
    pub about: Option<OrgId>,
    /// By this person.
    pub by: Option<UserId>,
    /// Of this kind.
    pub what: Option<Look>,
    /// In this role.
    pub role: Option<Role>,
    /// From this moment on.
    pub from: Option<NaiveDateTime>,
    /// Before this moment.
    pub until: Option<NaiveDateTime>,
}

/// Where a page begins: after the look at this moment and place in the log.
pub type After = (NaiveDateTime, i64);

/// A look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its place in the log.
    pub n: i64,
    /// When.
    pub at: NaiveDateTime,
    /// At what, and how.
    pub what: Look,
    /// In what role.
    pub role: Role,
    /// Into whose dossier: identifier and name.
    pub about: Option<(String, String)>,
    /// Who: identifier and name.
    pub by: Option<(String, String)>,
}

type Line = (i64, NaiveDateTime, AsText<Look>, AsText<Role>, Option<String>, Option<String>);

/// Looks in a region, newest first.
///
/// # Errors
/// What the database says.
pub fn in_region(
    conn: &mut DbConn,
    scope: &RegionScope,
    wanted: &Wanted,
    after: Option<After>,
    most: i64,
) -> QueryResult<Vec<Access>> {
    let mut query =
        audit_index::table.filter(audit_index::seen_in.eq(scope.key())).into_boxed::<MultiBackend>();
    if let Some(org) = &wanted.about {
        query = query.filter(audit_index::about_org.eq(org.as_str()));
    }
    if let Some(user) = &wanted.by {
        query = query.filter(audit_index::user_id.eq(user.as_str()));
    }
    if let Some(what) = wanted.what {
        query = query.filter(audit_index::event.eq(what.code()));
    }
    if let Some(role) = wanted.role {
        query = query.filter(audit_index::role.eq(role.code()));
    }
    if let Some(from) = wanted.from {
        query = query.filter(audit_index::at.ge(from));
    }
    if let Some(until) = wanted.until {
        query = query.filter(audit_index::at.lt(until));
    }
    if let Some((at, n)) = after {
        // The first condition says nothing new; with it the index is entered where the page begins.
        let further = audit_index::at.lt(at).or(audit_index::at.eq(at).and(audit_index::n.lt(n)));
        query = query.filter(audit_index::at.le(at)).filter(further);
    }
    let lines: Vec<Line> = query
        .order((audit_index::at.desc(), audit_index::n.desc()))
        .limit(most)
        .select((
            audit_index::n,
            audit_index::at,
            audit_index::event,
            audit_index::role,
            audit_index::about_org,
            audit_index::user_id,
        ))
        .load(conn)?;
    named(conn, lines)
}

fn named(conn: &mut DbConn, lines: Vec<Line>) -> QueryResult<Vec<Access>> {
    let mut orgs: Vec<&String> = lines.iter().filter_map(|line| line.4.as_ref()).collect();
    orgs.sort_unstable();
    orgs.dedup();
    let orgs: Vec<(String, String)> = organisations::table
        .filter(organisations::id.eq_any(orgs))
        .select((organisations::id, organisations::name))
        .load(conn)?;
    let mut people: Vec<&String> = lines.iter().filter_map(|line| line.5.as_ref()).collect();
    people.sort_unstable();
    people.dedup();
    let people: Vec<(String, String)> =
        users::table.filter(users::id.eq_any(people)).select((users::id, users::name)).load(conn)?;
    let (orgs, people): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (orgs.into_iter().collect(), people.into_iter().collect());
    let with = |id: Option<String>, names: &BTreeMap<String, String>| {
        id.map(|id| {
            let name = names.get(&id).cloned().unwrap_or_default();
            (id, name)
        })
    };
    let access = |(n, at, what, role, org, user): Line| Access {
        n,
        at,
        what: what.0,
        role: role.0,
        about: with(org, &orgs),
        by: with(user, &people),
    };
    Ok(lines.into_iter().map(access).collect())
}
