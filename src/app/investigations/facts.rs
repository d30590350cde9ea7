//! Final findings as facts on which a measure can rest: what goes beyond the wall, word for word.
//! May import: app, domain, storage.

use super::{frameworks, number};
use crate::app::error::{Error, Result};
use crate::domain::ids::{InvestigationId, OrgId};
use crate::domain::scheme::Norm;
use crate::domain::supervision::investigation::{FinalFinding, Outcome};
use crate::domain::supervision::measure::{Fact, FindingOf};
use crate::domain::terms::local_day;
use crate::domain::words::investigations as words;
use crate::storage::DbConn;
use crate::storage::investigations::{self, Kept};
use crate::storage::signals::WallScope;
use crate::storage::types::{self, instant};

/// The step that makes a report final.
const FINISH: &str = "finish";

/// A finding that can be chosen.
#[derive(Debug, Clone)]
pub struct FinalFact {
    /// What a form sends for it.
    pub key: String,
    /// The number by which people speak of the investigation.
    pub number: String,
    /// The norm.
    pub norm: Norm,
    /// Whether it is met, after wederhoor.
    pub outcome: Outcome,
    /// What a measure says of it.
    pub fact: Fact,
}

/// The findings about an aanbieder on which a measure can rest: of final reports, where a norm is not or only partly met.
///
/// # Errors
/// What the database says.
pub fn facts(conn: &mut DbConn, wall: &WallScope, org: &OrgId) -> Result<Vec<FinalFact>> {
    let mut facts = Vec::new();
    for over in [false, true] {
        for (row, _) in investigations::list(conn, wall, (over, Some(org.as_str())))? {
            let id: InvestigationId = types::id("investigations", &row.id)?;
            let kept = investigations::find(conn, wall, &id)?;
            facts.extend(of(conn, &id, &kept)?);
        }
    }
    Ok(facts)
}

/// Those of them that a form names, in their own order.
///
/// # Errors
/// [`Error::NotFound`] for one that is not there.
pub fn chosen(conn: &mut DbConn, wall: &WallScope, org: &OrgId, keys: &[String]) -> Result<Vec<Fact>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = facts(conn, wall, org)?;
    found.retain(|one| keys.contains(&one.key));
    if found.len() == keys.len() {
        Ok(found.into_iter().map(|one| one.fact).collect())
    } else {
        Err(Error::NotFound)
    }
}

fn of(conn: &mut DbConn, id: &InvestigationId, kept: &Kept) -> Result<Vec<FinalFact>> {
    let Some(done) = kept.life.finished() else { return Ok(Vec::new()) };
    let finished = kept.steps.iter().rev().find(|(row, _)| row.step == FINISH);
    let day = finished.map(|(row, _)| local_day(instant(row.taken_at)));
    let day = day.ok_or_else(|| Error::internal("a final report without the day it became final"))?;
    let framework = frameworks::of(conn, kept)?;
    let mut findings = done.findings();
    let mut facts = Vec::new();
    for norm in framework.norms {
        let Some(found) = findings.remove(&norm.code) else { continue };
        if !matches!(found.outcome, Outcome::NotMet | Outcome::Partly) {
            continue;
        }
        let number = number(id.as_str());
        let fact = Fact {
            location: words::locations(&found.scope),
            text: said(&found),
            source: words::final_report(&number, day, &norm),
            finding: Some(FindingOf {
                investigation: id.clone(),
                discipline: kept.life.plan().discipline,
                norm: norm.code.clone(),
                scope: found.scope,
            }),
        };
        let (key, outcome) = (format!("{id}.{}", norm.code), found.outcome);
        facts.push(FinalFact { key, number, norm, outcome, fact });
    }
    Ok(facts)
}

fn said(found: &FinalFinding) -> String {
    let heard = found.heard.as_ref().map(|(reply, weighing)| (reply.as_str(), weighing.why.as_str()));
    words::finding(found.outcome, found.text.as_str(), heard)
}
