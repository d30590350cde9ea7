//! Equal cases as the team reads them: outcomes only, never whose case it was.
//! May import: app, domain, storage.

use std::sync::Arc;

use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::review::equal;
use crate::app::review::opened::Opened;
use crate::app::schemes;
use crate::domain::code::Code as _;
use crate::domain::decision::Equal;
use crate::domain::ids::{ApplicationId, LotApplicationId};
use crate::domain::scheme::Scheme;
use crate::storage::equal_cases::{self, CaseRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

/// A word that contradicts equal cases.
#[derive(Debug, Clone, Serialize)]
pub struct UnequalSeen {
    /// The beoordeling.
    pub assessment: String,
    /// Code of the requirement.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What was said: `met` or `not_met`.
    pub said: &'static str,
    /// The equal cases.
    pub earlier: Vec<EarlierSeen>,
}

/// A case, without whose it is.
#[derive(Debug, Clone, Serialize)]
pub struct EarlierSeen {
    /// In which window.
    pub window: String,
    /// What was said: `met` or `not_met`.
    pub said: &'static str,
    /// The published reason, when not met.
    pub reason: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why it is something else than about its equals: `case_differs`, `earlier_wrong`, or nothing.
    pub why: &'static str,
    /// In words.
    pub motivation: String,
    /// The application with its number, where it must be looked at again: only then somebody must know which it is.
    pub again: Option<(String, String)>,
}

/// Why an equal case was judged otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedSeen {
    /// Title of the requirement.
    pub title: String,
    /// `case_differs` or `earlier_wrong`.
    pub why: &'static str,
    /// In words.
    pub motivation: String,
}

/// Equal cases in which people said different things.
#[derive(Debug, Clone, Serialize)]
pub struct GroupSeen {
    /// Code of the requirement.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The cases, the first first.
    pub cases: Vec<EarlierSeen>,
    /// Whether the last of them still lacks an explanation.
    pub open: bool,
}

/// What contradicts equal cases on any lot of an application, each beoordeling once.
///
/// # Errors
/// What the database says.
pub fn unequal(conn: &mut DbConn, scope: &RegionScope, opened: &Opened) -> Result<Vec<UnequalSeen>> {
    let mut all: Vec<UnequalSeen> = Vec::new();
    for (row, _) in &opened.lots {
        let lot = types::id("lot_applications", &row.id)?;
        for one in equal::contradictions(conn, scope, opened, &lot)? {
            if all.iter().any(|seen| seen.assessment == one.id.as_str()) {
                continue;
            }
            let mut cases = Vec::new();
            for row in &one.earlier {
                cases.push(earlier(conn, scope, row, false)?);
            }
            all.push(UnequalSeen {
                assessment: one.id.to_string(),
                title: title(&opened.scheme, one.requirement.as_str()),
                code: one.requirement.to_string(),
                said: one.said.code(),
                earlier: cases,
            });
        }
    }
    Ok(all)
}

/// The explanations that who signs reads with a lot.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another region's.
pub fn explained(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    lot: &LotApplicationId,
) -> Result<Vec<ExplainedSeen>> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    of_lot(conn, scope, &opened, lot)
}

/// The explanations of what counts on a lot.
pub(super) fn of_lot(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    lot: &LotApplicationId,
) -> Result<Vec<ExplainedSeen>> {
    let explanations = equal_cases::explanations(conn, scope, &opened.id)?;
    let about = |id: &str| {
        opened
            .assessments
            .iter()
            .find(|one| one.id.as_str() == id && one.lot.as_ref().is_none_or(|about| about == lot))
    };
    let seen = explanations.into_iter().filter_map(|(id, why, motivation, _)| {
        let said = about(&id)?;
        Some(ExplainedSeen {
            title: title(&opened.scheme, said.requirement.as_str()),
            why: why.0.code(),
            motivation,
        })
    });
    Ok(seen.collect())
}

/// Every group of equal cases in which people said different things, the newest first.
///
/// # Errors
/// What the database says.
pub fn equal_groups(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<GroupSeen>> {
    let mut groups = Vec::new();
    for (requirement, rows) in equal_cases::differing(conn, scope)? {
        let cases: Vec<Equal> = rows.iter().map(CaseRow::case).collect::<Result<_, _>>()?;
        let open = cases.iter().any(|one| !one.contradicts(&cases).is_empty());
        let mut seen = Vec::new();
        for (row, one) in rows.iter().zip(&cases) {
            seen.push(earlier(conn, scope, row, one.is_found_wrong(&cases))?);
        }
        let Some(newest) = rows.last() else { continue };
        let title = title(&*of_row(conn, scope, newest)?, &requirement);
        groups.push(GroupSeen { title, cases: seen, open, code: requirement });
    }
    groups.sort_by_key(|one| !one.open);
    Ok(groups)
}

/// The regeling that a case was judged under.
fn of_row(conn: &mut DbConn, scope: &RegionScope, row: &CaseRow) -> Result<Arc<Scheme>> {
    Ok(schemes::of_version(conn, scope, &types::id("applications", &row.scheme)?)?.scheme)
}

fn title(scheme: &Scheme, code: &str) -> String {
    let found = scheme.requirements().iter().find(|one| one.code.as_str() == code);
    found.map_or_else(|| code.to_owned(), |one| one.title.clone())
}

fn earlier(conn: &mut DbConn, scope: &RegionScope, row: &CaseRow, again: bool) -> Result<EarlierSeen> {
    let scheme = of_row(conn, scope, row)?;
    let reason = scheme.reasons().iter().find(|one| one.code == row.reason);
    Ok(EarlierSeen {
        window: row.window.clone(),
        said: row.said.0.code(),
        reason: reason.map_or_else(|| row.reason.clone(), |one| one.title.clone()),
        at: instant(row.at).to_rfc3339(),
        why: row.explained.as_ref().map_or("", |(why, ..)| why.0.code()),
        motivation: row.explained.as_ref().map_or_else(String::new, |(_, words, _)| words.clone()),
        again: again.then(|| (row.application.clone(), row.number.clone())),
    })
}
