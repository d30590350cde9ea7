//! Investigations as toezicht reads them, and as the aanbieder does.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{frameworks, number, org_of, own_of, place, was_announced};
use crate::app::access;
use crate::app::ctx::Place;
use crate::app::error::{Error, Result};
use crate::domain::audit::Event;
use crate::domain::ids::InvestigationId;
use crate::domain::policy_code::NormCode;
use crate::domain::scheme::{Framework, Norm};
use crate::domain::supervision::Discipline;
use crate::domain::supervision::investigation::{
    FinalFinding, Finding, Investigation, Outcome, Report, Scope, State,
};
use crate::storage::investigations::{self, InvestigationRow, Kept, NoteRow};
use crate::storage::signals::WallScope;
use crate::storage::types::instant;
use crate::storage::{DbConn, OrgScope, organisations, regions};

/// An investigation in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// The number by which people speak of it.
    pub number: String,
    /// Name of the aanbieder.
    pub name: String,
    /// By which toezicht.
    pub discipline: Discipline,
    /// CBS codes.
    pub gemeenten: Vec<String>,
    /// Where it is.
    pub state: State,
    /// When the visit begins.
    pub visit_at: DateTime<Utc>,
    /// The first moment that is too late for wederhoor.
    pub until: Option<DateTime<Utc>>,
}

/// Something that was noted.
#[derive(Debug, Clone)]
pub struct NoteSeen {
    /// What.
    pub text: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was found on a norm, and what both sides wrote beside it.
#[derive(Debug, Clone)]
pub struct FindingSeen {
    /// As found.
    pub outcome: Outcome,
    /// What was seen.
    pub text: String,
    /// Where.
    pub scope: Scope,
    /// What the aanbieder says; empty where it says nothing.
    pub reply: String,
    /// What was made of that; empty until the report is final.
    pub weighing: String,
    /// The outcome after that.
    pub becomes: Outcome,
}

/// A norm with everything that stands beside it.
#[derive(Debug, Clone)]
pub struct NormSeen {
    /// The norm, as it was when the investigation began.
    pub norm: Norm,
    /// What was noted; for toezicht only.
    pub notes: Vec<NoteSeen>,
    /// What was found; none as long as nothing is.
    pub finding: Option<FindingSeen>,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct StepSeen {
    /// Its name.
    pub step: String,
    /// Why it was cancelled.
    pub why: String,
    /// By whom; empty for the aanbieder.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An investigation.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What a list says of it.
    pub line: Line,
    /// The aanbieder.
    pub org: String,
    /// The region's place in addresses.
    pub slug: String,
    /// The region's name.
    pub region: String,
    /// Locations, products, gemeenten.
    pub scope: Scope,
    /// What the region calls the toetsingskader.
    pub framework: String,
    /// The norms, in the order of the toetsingskader.
    pub norms: Vec<NormSeen>,
    /// What happened, the first first.
    pub steps: Vec<StepSeen>,
    /// The signal it began with.
    pub signal: Option<String>,
    /// The sample it began with.
    pub sample: Option<String>,
    /// Whether the aanbieder was told before the visit.
    pub was_announced: bool,
    /// Whether who reads it can take steps: it keeps toezicht in every gemeente of it.
    pub may_act: bool,
    /// For optimistic locking.
    pub version: i64,
}

fn line((row, name): (&InvestigationRow, String)) -> Line {
    Line {
        id: row.id.clone(),
        number: number(&row.id),
        name,
        discipline: row.discipline.0,
        gemeenten: row.gemeenten.split(' ').map(str::to_owned).collect(),
        state: row.state.0,
        visit_at: instant(row.visit_at),
        until: row.answer_until.map(instant),
    }
}

/// The investigations that may be read, open ones or those that are done, and whether there are more than the first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, wall: &WallScope, over: bool) -> Result<Vec<Line>> {
    let rows = investigations::list(conn, wall, (over, None))?;
    Ok(rows.into_iter().map(|(row, name)| line((&row, name))).collect())
}

/// The look at an investigation, for the log: withheld from the aanbieder as long as it does not know of it.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn look(conn: &mut DbConn, wall: &WallScope, id: &InvestigationId) -> Result<(Place, Event)> {
    let kept = investigations::find(conn, wall, id)?;
    Ok((place(&kept, false)?, Event::InvestigationOpened { subject: id.clone() }))
}

/// An investigation, as toezicht reads it.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn one(conn: &mut DbConn, wall: &WallScope, id: &InvestigationId) -> Result<Seen> {
    let kept = investigations::find(conn, wall, id)?;
    let notes = investigations::notes(conn, &kept.row)?;
    let plan = kept.life.plan();
    let may_act = own_of(wall, plan.discipline)?.outside(&plan.scope).is_none();
    seen(conn, &kept, &notes, (may_act, true))
}

/// The final findings of an investigation with their scope: what a measure can rest on.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall, and as long as there is no final report.
pub fn final_findings(
    conn: &mut DbConn,
    wall: &WallScope,
    id: &InvestigationId,
) -> Result<BTreeMap<NormCode, FinalFinding>> {
    let kept = investigations::find(conn, wall, id)?;
    kept.life.finished().map(|done| done.findings()).ok_or(Error::NotFound)
}

/// The investigations that an aanbieder knows of.
///
/// # Errors
/// What the database says.
pub fn own_list(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Seen>> {
    let all = investigations::own(conn, scope)?;
    all.iter().map(|kept| seen(conn, kept, &[], (false, false))).collect()
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] for what it does not know of.
pub fn own(conn: &mut DbConn, scope: &OrgScope, id: &InvestigationId) -> Result<Seen> {
    let kept = investigations::find_own(conn, scope, id)?;
    seen(conn, &kept, &[], (false, false))
}

/// What a reader sees; `inside` is toezicht.
fn seen(
    conn: &mut DbConn,
    kept: &Kept,
    notes: &[(NoteRow, String)],
    (may_act, inside): (bool, bool),
) -> Result<Seen> {
    let framework = frameworks::of(conn, kept)?;
    let name = organisations::find(conn, &access::for_system_org(org_of(kept)?))?.name;
    let region = regions::find(conn, &super::region_of(kept)?)?;
    let report = if inside || kept.row.state.0.is_shown() { report_of(&kept.life) } else { None };
    // What toezicht did before the aanbieder knew, it does not tell.
    let told = |step: &str| inside || !matches!(step, "plan" | "begin" | "draft" | "move");
    let steps = kept.steps.iter().filter(|(row, _)| told(&row.step)).map(|(row, by)| StepSeen {
        step: row.step.clone(),
        why: row.why.clone(),
        by: if inside { by.clone() } else { String::new() },
        at: instant(row.taken_at),
    });
    Ok(Seen {
        line: line((&kept.row, name)),
        org: kept.row.org_id.clone(),
        slug: region.slug,
        region: region.name,
        scope: kept.life.plan().scope.clone(),
        norms: norms(&framework, kept, (notes, report)),
        framework: framework.title,
        steps: steps.collect(),
        signal: kept.row.signal_id.clone().filter(|_| inside),
        sample: kept.row.sample_id.clone().filter(|_| inside),
        was_announced: was_announced(kept),
        may_act,
        version: kept.row.version,
    })
}

fn report_of(life: &Investigation) -> Option<&Report> {
    match life {
        Investigation::Draft(_, report)
        | Investigation::Hearing(_, report, _)
        | Investigation::Answered(_, report, ..) => Some(report),
        other => other.finished().map(|done| &done.report),
    }
}

fn norms(
    framework: &Framework,
    kept: &Kept,
    (notes, report): (&[(NoteRow, String)], Option<&Report>),
) -> Vec<NormSeen> {
    let of_plan = framework.norms.iter().filter(|norm| kept.life.plan().norms.contains(&norm.code));
    let of = |norm: &Norm| {
        let own = notes.iter().filter(|(row, _)| row.norm == norm.code.as_str());
        let note = |(row, by): &(NoteRow, String)| NoteSeen {
            text: row.text.clone(),
            by: by.clone(),
            at: instant(row.taken_at),
        };
        let finding = report.and_then(|report| report.findings.get(&norm.code));
        NormSeen {
            norm: norm.clone(),
            notes: own.map(note).collect(),
            finding: finding.map(|one| finding_seen(&kept.life, &norm.code, one)),
        }
    };
    of_plan.map(of).collect()
}

fn finding_seen(life: &Investigation, code: &NormCode, finding: &Finding) -> FindingSeen {
    let reply = match life {
        Investigation::Answered(.., reply) => Some(reply),
        other => other.finished().and_then(|done| done.reply.as_ref()),
    };
    let weighed = life.finished().and_then(|done| done.weighed.get(code));
    let said = reply.and_then(|reply| reply.texts.get(code)).map(|text| text.as_str().to_owned());
    FindingSeen {
        outcome: finding.outcome,
        text: finding.text.as_str().to_owned(),
        scope: finding.scope.clone(),
        reply: said.unwrap_or_default(),
        weighing: weighed.map(|one| one.why.as_str().to_owned()).unwrap_or_default(),
        becomes: weighed.map_or(finding.outcome, |one| one.outcome),
    }
}
