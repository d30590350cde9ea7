//! About what two who judged without each other differ, as the dossier tells it once both are done.
//! May import: app, domain.

use serde::Serialize;

use crate::app::error::Result;
use crate::app::review::Opened;
use crate::domain::decision::{Panel, differing};
use crate::domain::ids::LotApplicationId;
use crate::domain::policy_code::RequirementCode;

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

pub(super) fn of(opened: &Opened) -> Result<Differences> {
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
