//! A measure in plain parts, as every page shows it. May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{basis, number};
use crate::app::error::Result;
use crate::domain::policy_code::GroupCode;
use crate::domain::scheme::Scheme;
use crate::domain::supervision::measure::{Measure, MeasureKind, State};
use crate::storage::measures::{self, MeasureRow};
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope, regions};

/// A measure in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// The number by which people speak of it.
    pub number: String,
    /// The aanbieder.
    pub name: String,
    /// The gemeente.
    pub gemeente: String,
    /// What was proposed, and until then what was advised.
    pub kind: MeasureKind,
    /// Where it is.
    pub state: State,
    /// When it was advised.
    pub advised_at: DateTime<Utc>,
    /// When toezicht looks again, while that is planned.
    pub recheck_on: Option<NaiveDate>,
}

impl Line {
    pub(super) fn of(row: &MeasureRow, name: String, gemeenten: &BTreeMap<String, String>) -> Self {
        Self {
            id: row.id.clone(),
            number: number(&row.id),
            name,
            gemeente: gemeenten.get(&row.gemeente).cloned().unwrap_or_else(|| row.gemeente.clone()),
            kind: row.kind.unwrap_or(row.advised_kind).0,
            state: row.state.0,
            advised_at: instant(row.advised_at),
            recheck_on: row.recheck_on.filter(|_| row.state.0 == State::RecheckPlanned),
        }
    }
}

/// One measure.
#[derive(Debug, Clone)]
pub struct Seen {
    /// As in a list.
    pub line: Line,
    /// The aanbieder, by identifier.
    pub org: String,
    /// Titles of the productgroepen that it is about.
    pub groups: Vec<String>,
    /// Of each final fact where it was, what was found, and where that comes from.
    pub facts: Vec<[String; 3]>,
    /// Its life.
    pub life: Measure,
    /// For optimistic locking.
    pub version: i64,
}

impl Seen {
    pub(super) fn read(
        conn: &mut DbConn,
        scope: &RegionScope,
        row: &MeasureRow,
        name: String,
    ) -> Result<Self> {
        let scheme = basis::scheme(conn, scope, row)?;
        let reached = measures::reached(conn, row)?;
        let facts = measures::findings(conn, row)?.into_iter();
        Ok(Self {
            line: Line::of(row, name, &gemeenten(conn, scope)?),
            org: row.org_id.clone(),
            groups: reached.iter().map(|one| title(&scheme, &one.product_group)).collect(),
            facts: facts.map(|one| [one.location, one.fact, one.source]).collect(),
            life: measures::life(conn, row)?,
            version: row.version,
        })
    }
}

fn title(scheme: &Scheme, code: &str) -> String {
    let found = GroupCode::parse(code).ok().and_then(|code| scheme.group(&code));
    found.map_or_else(|| code.to_owned(), |group| group.title.clone())
}

/// Names of the gemeenten by their codes.
pub(super) fn gemeenten(conn: &mut DbConn, scope: &RegionScope) -> Result<BTreeMap<String, String>> {
    Ok(regions::gemeenten_of(conn, scope)?.into_iter().map(|one| (one.code, one.name)).collect())
}
