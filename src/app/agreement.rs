//! How far people who judged the same without each other agree, per requirement: where they often differ, the text may be unclear.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::ctx::Ctx;
use super::error::Result;
use super::review::Opened;
use super::schemes;
use crate::domain::decision::{Pairs, Panel, ReviewPlan, differing};
use crate::domain::ids::{ApplicationId, LotApplicationId, WindowId};
use crate::domain::policy_code::RequirementCode;
use crate::storage::types::{self, AsText};
use crate::storage::views::agreement::{self as view, Judged};
use crate::storage::views::durations;
use crate::storage::{DbConn, RegionScope, calendar};

/// A requirement with how often two agreed about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its code.
    pub code: String,
    /// Its title; empty where the regeling of the window does not have it any more.
    pub title: String,
    /// The pairs.
    pub pairs: Pairs,
}

/// A window with how far people agreed in it.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The windows of the region, the last to close first: identifier and title.
    pub windows: Vec<(String, String)>,
    /// Which is shown; none where the region has none.
    pub window: Option<WindowId>,
    /// Who assess under its regeling.
    pub panel: Panel,
    /// The requirements of which two judged, where they differ most on top.
    pub requirements: Vec<Requirement>,
}

/// A requirement about which the assessors of an application differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// What two who judged an application without each other must still agree about, or leave to a moderator.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Differences {
    /// About which requirements they differ; none while one of them is not done.
    pub requirements: Vec<Difference>,
    /// Whether a moderator judges those.
    pub moderated: bool,
}

/// About what the assessors of an application differ, once they may read each other.
///
/// # Errors
/// [`NotFound`](super::error::Error::NotFound) for a draft, a sealed one, and another region's.
pub fn differences(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
) -> Result<Differences> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    if opened.sight.done.len() < 2 {
        return Ok(Differences::default());
    }
    let lots: Vec<LotApplicationId> = opened.keys()?.into_iter().map(|(id, _)| id).collect();
    let codes = differing(opened.sight.panel, &opened.assessments, &lots);
    let named = |code: RequirementCode| Difference {
        title: opened.scheme.requirement(&code).map(|one| one.title.clone()).unwrap_or_default(),
        code: code.to_string(),
    };
    Ok(Differences {
        requirements: codes.into_iter().map(named).collect(),
        moderated: opened.sight.panel == Panel::TwoAndModerator,
    })
}

/// How far people agreed in a window; in the last one when none is chosen.
///
/// # Errors
/// What the database says.
pub fn read(
    conn: &mut DbConn,
    scope: &RegionScope,
    chosen: Option<&WindowId>,
    now: DateTime<Utc>,
) -> Result<Agreement> {
    let windows: Vec<(String, String)> =
        durations::windows(conn, scope, now)?.into_iter().map(|one| (one.id, one.title)).collect();
    let known = chosen.filter(|id| windows.iter().any(|(one, _)| *one == id.as_str()));
    let window = match (known, windows.first()) {
        (Some(id), _) => id.clone(),
        (None, Some((id, _))) => types::id("windows", id)?,
        (None, None) => {
            return Ok(Agreement { windows, window: None, panel: Panel::One, requirements: Vec::new() });
        }
    };
    let row = calendar::window(conn, scope, &window)?;
    let version = types::id("windows", &row.scheme_version_id)?;
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    let mut requirements: Vec<Requirement> = pairs(&view::judged(conn, scope, &window)?)
        .into_iter()
        .map(|(code, pairs)| {
            let found = RequirementCode::parse(&code).ok().and_then(|code| scheme.requirement(&code));
            Requirement { title: found.map(|one| one.title.clone()).unwrap_or_default(), code, pairs }
        })
        .collect();
    requirements.sort_by_key(|one| (std::cmp::Reverse(one.pairs.differed()), one.code.clone()));
    let panel = ReviewPlan::from(scheme.review_plan()).panel;
    Ok(Agreement { windows, window: Some(window), panel, requirements })
}

/// The judgements of the first two people about the same, in pairs: of the first the last word before the second spoke, of the second the
/// first. After that both may have read each other.
fn pairs(judged: &[Judged]) -> BTreeMap<String, Pairs> {
    type Subject<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);
    let mut said: BTreeMap<Subject<'_>, Vec<&Judged>> = BTreeMap::new();
    for one in judged {
        let subject =
            (one.requirement.as_str(), one.application.as_str(), one.member.as_deref(), one.lot.as_deref());
        said.entry(subject).or_default().push(one);
    }
    let mut counted: BTreeMap<String, Pairs> = BTreeMap::new();
    for ((requirement, ..), all) in said {
        let Some(first) = all.first() else { continue };
        let Some(place) = all.iter().position(|one| one.by != first.by) else { continue };
        let before = place.checked_sub(1).and_then(|place| all.get(place));
        if let (Some(Judged { said: AsText(first), .. }), Some(Judged { said: AsText(second), .. })) =
            (before, all.get(place))
        {
            counted.entry(requirement.to_owned()).or_default().add(*first, *second);
        }
    }
    counted
}
