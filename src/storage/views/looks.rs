//! Who looked into a dossier: the newest lines of the log that concern an organisation, never with a person.
//! May import: diesel, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::access::{Role, StaffRole};
use crate::domain::audit::Look;
use crate::domain::code::Code as _;
use crate::domain::ids::OrgId;
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::schema::{audit_index, organisations, regions};
use crate::storage::scope::{OrgScope, RegionScope};
use crate::storage::types::AsText;

/// How many lines a page shows.
const NEWEST: i64 = 50;

/// Somebody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// When.
    pub at: NaiveDateTime,
    /// At what, and how.
    pub what: Look,
    /// In what role.
    pub role: Role,
    /// For whom: the name of an organisation or a region; empty where neither is known.
    pub of: String,
}

type Line = (NaiveDateTime, AsText<Look>, AsText<Role>, Option<String>, Option<String>);
type Lines<'a> = audit_index::BoxedQuery<'a, MultiBackend>;

fn about<'a>(org: &'a str) -> Lines<'a> {
    audit_index::table
        .filter(audit_index::about_org.eq(org))
        .filter(audit_index::event.eq_any(Look::ALL.iter().map(|one| one.code())))
        .into_boxed::<MultiBackend>()
}

/// Who looked into a dossier, as a region's toezicht may know it: here, or the organisation itself.
///
/// # Errors
/// What the database says.
pub fn in_region(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<Looked>> {
    let here = audit_index::region_id.eq(scope.key()).or(audit_index::region_id.is_null());
    named(conn, about(org.as_str()).filter(here))
}

/// Who looked into its dossier, as an organisation may know it: toezicht is withheld until it is announced.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<Looked>> {
    let toezicht = Role::Staff(StaffRole::Supervisor).code();
    let mut lines = about(scope.key()).filter(audit_index::role.ne(toezicht));
    if let Some(only) = scope.only() {
        lines = lines.filter(audit_index::procedure_id.eq(only));
    }
    named(conn, lines)
}

fn named(conn: &mut DbConn, lines: Lines<'_>) -> QueryResult<Vec<Looked>> {
    let lines: Vec<Line> = lines
        .order(audit_index::n.desc())
        .limit(NEWEST)
        .select((
            audit_index::at,
            audit_index::event,
            audit_index::role,
            audit_index::actor_org,
            audit_index::region_id,
        ))
        .load(conn)?;
    let names = names(conn, &lines)?;
    let name = |id: &Option<String>| id.as_ref().and_then(|id| names.get(id)).cloned();
    let looked = lines.iter().map(|(at, what, role, org, region)| Looked {
        at: *at,
        what: what.0,
        role: role.0,
        of: name(org).or_else(|| name(region)).unwrap_or_default(),
    });
    Ok(looked.collect())
}

fn names(conn: &mut DbConn, lines: &[Line]) -> QueryResult<BTreeMap<String, String>> {
    let orgs: Vec<&String> = lines.iter().filter_map(|line| line.3.as_ref()).collect();
    let places: Vec<&String> = lines.iter().filter_map(|line| line.4.as_ref()).collect();
    let mut names: Vec<(String, String)> = organisations::table
        .filter(organisations::id.eq_any(orgs))
        .select((organisations::id, organisations::name))
        .load(conn)?;
    names.extend(
        regions::table.filter(regions::id.eq_any(places)).select((regions::id, regions::name)).load::<(
            String,
            String,
        )>(
            conn
        )?,
    );
    Ok(names.into_iter().collect())
}
