//! What people said of the same requirement in other applications of the same aanbieder: another window, other gemeenten, other productgroepen.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::requirement::{is_restricted, reason};
use crate::app::apply::whole;
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::opened::Opened;
use crate::domain::application::Snapshot;
use crate::domain::application::snapshot::Contents;
use crate::domain::code::Code as _;
use crate::domain::facts::FactValue;
use crate::domain::policy_code::FactCode;
use crate::domain::scheme::Requirement;
use crate::storage::assessments::{self, AssessmentRow};
use crate::storage::types::instant;
use crate::storage::{DbConn, RegionScope, snapshots, users};

/// The most that are shown.
const MOST: usize = 10;

/// A judgement in another application.
#[derive(Debug, Clone, Serialize)]
pub struct Earlier {
    /// The judgement.
    pub id: String,
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// `met` or `not_met`.
    pub outcome: &'static str,
    /// Code of the published reason; empty when it was met.
    pub reason_code: String,
    /// The same in words.
    pub reason: String,
    /// Why.
    pub motivation: String,
    /// The answers on toetspunten: code and `ja` or `nee`.
    pub points: Vec<(String, &'static str)>,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What it was about, held against what lies here now: `same`, `evidence` (the same bewijsstukken, other answers) or `other`.
    pub basis: &'static str,
}

/// What a requirement looks at in an application: the files by their digest, and the answers.
type LooksAt = (BTreeSet<String>, BTreeMap<FactCode, FactValue>);

fn looks_at(contents: &Contents, requirement: &Requirement) -> LooksAt {
    let kinds = requirement.condition.evidence_kinds();
    let files = contents.evidence.iter().filter(|piece| kinds.contains(&piece.kind));
    let facts = requirement.condition.facts().into_iter().filter_map(|code| {
        let fact = contents.facts.get(&code)?;
        Some((code.clone(), fact.value.clone()))
    });
    (files.filter_map(|piece| piece.sha256.clone()).collect(), facts.collect())
}

fn basis((files, facts): &LooksAt, (then_files, then_facts): &LooksAt) -> &'static str {
    match (files == then_files, facts == then_facts) {
        (true, true) => "same",
        (true, false) if !files.is_empty() => "evidence",
        _ => "other",
    }
}

/// The judgements in other applications of this aanbieder, the last first. What named officers read is shown to who judged it only.
pub(super) fn earlier(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, requirement): (&Opened, &Requirement),
) -> Result<Vec<Earlier>> {
    let restricted = is_restricted(&opened.scheme, requirement);
    let own =
        |row: &AssessmentRow| Some(row.assessed_by.as_str()) == ctx.actor.user.as_ref().map(|id| id.as_str());
    let rows = assessments::earlier(conn, scope, (&opened.org()?, requirement.code.as_str()))?;
    let elsewhere = |(row, _): &(AssessmentRow, String)| {
        row.application_id != opened.id.as_str() && (!restricted || own(row))
    };
    let rows: Vec<_> = rows.into_iter().filter(elsewhere).take(MOST).collect();
    let ids: Vec<&str> = rows.iter().map(|(row, _)| row.assessed_by.as_str()).collect();
    let names = users::names(conn, &ids)?;
    let now = looks_at(&opened.snapshot.contents, requirement);
    let mut seen = Vec::new();
    for (row, number) in &rows {
        let then = judged(conn, scope, row)?.map(|snapshot| looks_at(&snapshot.contents, requirement));
        let by = names.iter().find(|(id, _)| *id == row.assessed_by).map(|(_, name)| name.clone());
        let points = row.points_json.0.iter();
        seen.push(Earlier {
            id: row.id.clone(),
            application: row.application_id.clone(),
            number: number.clone(),
            outcome: row.outcome.0.code(),
            reason_code: row.reason_code.clone(),
            reason: reason(&opened.scheme, &row.reason_code),
            motivation: row.motivation.clone(),
            points: points.map(|one| (one.point.to_string(), if one.yes { "ja" } else { "nee" })).collect(),
            by: by.unwrap_or_default(),
            at: instant(row.assessed_at).to_rfc3339(),
            basis: then.map_or("other", |then| basis(&now, &then)),
        });
    }
    Ok(seen)
}

/// What was judged then, where it is still kept.
fn judged(conn: &mut DbConn, scope: &RegionScope, row: &AssessmentRow) -> Result<Option<Snapshot>> {
    let kept = snapshots::in_region(conn, scope, &row.snapshot_id)?;
    kept.map(|kept| whole(conn, scope, &kept.content)).transpose()
}
