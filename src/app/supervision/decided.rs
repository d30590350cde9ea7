//! A decision as it was when it was taken: under which regeling, on which answers and papers, by whom, what rules and people said of each
//! eis then, and whether the rules say the same today. Toezicht reads it; what only named officers read stays out.
//! May import: domain, storage, app.

use chrono::{DateTime, NaiveDate, Utc};

use super::Answer;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::replay::{self, Found};
use crate::app::review::show::is_restricted;
use crate::app::schemes;
use crate::domain::application::Basis;
use crate::domain::audit::Event;
use crate::domain::decision::{Outcome, Said, State};
use crate::domain::ids::{ApplicationId, DecisionId, LotApplicationId, SchemeVersionId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::{self, RequirementResult};
use crate::domain::scheme::Scheme;
use crate::storage::assessments::AssessmentRow;
use crate::storage::decisions::DecisionRow;
use crate::storage::equal_cases::{self, Alike};
use crate::storage::lots::LotRow;
use crate::storage::types::{self, instant};
use crate::storage::views::decided::{self, Line, Wanted};
use crate::storage::views::supervision::Area;
use crate::storage::{DbConn, applications, assessments, audit, bases, decisions, lots, mandates, users};

/// As many decisions stand on a page.
pub const PER_PAGE: usize = 25;

/// A decision as it was.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The aanbieder as it was called when it applied.
    pub name: String,
    /// Number of the application.
    pub number: String,
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
    /// What was decided.
    pub outcome: Outcome,
    /// Who did what, in order.
    pub hands: Vec<Hand>,
    /// What the proposer said to the people after him.
    pub note: String,
    /// The decision that it came in the place of, and those that came in its place.
    pub others: Vec<(DecisionId, DateTime<Utc>)>,
    /// What it rests on; none where that was destroyed after its term.
    pub basis: Option<Rests>,
    /// What evaluating it again today comes to.
    pub replayed: Found,
    /// Its lines in the log: place, moment, event.
    pub leaves: Vec<(i64, DateTime<Utc>, String)>,
}

/// A person with a part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// What this person did.
    pub part: Part,
    /// Name.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Judged one eis or more; the moment is the last.
    Assessed,
    /// Proposed it.
    Proposed,
    /// Agreed as the second person.
    Countersigned,
    /// Decided, under this mandaat or volmacht.
    Signed(String),
}

impl Part {
    /// How templates call it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::Proposed => "proposed",
            Self::Countersigned => "countersigned",
            Self::Signed(_) => "signed",
        }
    }
}

/// What a decision rests on.
#[derive(Debug, Clone)]
pub struct Rests {
    /// The version of the regeling: which, its number, and from when it counted.
    pub version: Option<(SchemeVersionId, i32, DateTime<Utc>)>,
    /// SHA-256 of its text.
    pub scheme: String,
    /// SHA-256 of the text of the national tables.
    pub national: String,
    /// SHA-256 of what the decision rests on, as the decision names it.
    pub sha256: String,
    /// The answers, in the order of the regeling.
    pub answers: Vec<Answer>,
    /// The bewijsstukken: kind, day of issue, last day, SHA-256 of the file.
    pub papers: Vec<Paper>,
    /// What rules and people said of each eis then.
    pub results: Vec<Judged>,
}

/// A bewijsstuk that counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its kind.
    pub title: String,
    /// The day on which it was issued.
    pub issued_on: Option<NaiveDate>,
    /// The last day on which it is valid.
    pub expires_on: Option<NaiveDate>,
    /// SHA-256 of the file; empty where it was only seen.
    pub sha256: String,
}

/// An eis as it was judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Its code.
    pub code: RequirementCode,
    /// Its title.
    pub title: String,
    /// Whether it decided about the lot.
    pub counts: bool,
    /// What the rules said; none where only named officers read it.
    pub rules: Option<rules::Outcome>,
    /// What somebody said.
    pub said: Option<SaidOf>,
}

/// What somebody said of an eis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidOf {
    /// What.
    pub said: Said,
    /// Why.
    pub motivation: String,
    /// Who.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said in equal cases of others, up to today: how often met, and how often not.
    pub equal: (i64, i64),
}

/// The decisions that were made known in the area; one more than a page where there are more.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, area: &Area, wanted: &Wanted) -> Result<Vec<Line>> {
    Ok(decided::list(conn, area, wanted, i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX))?)
}

/// After which decision a page begins.
///
/// # Errors
/// [`Error::NotFound`] for a decision that is not in the area.
pub fn after(conn: &mut DbConn, area: &Area, id: &DecisionId) -> Result<(chrono::NaiveDateTime, String)> {
    let row = decided::find(conn, area, id)?;
    Ok((row.signed_at.ok_or(Error::NotFound)?, row.id))
}

/// The look of toezicht at a decision.
///
/// # Errors
/// [`Error::NotFound`] for one that is not in the area.
pub fn look(conn: &mut DbConn, ctx: &Ctx, area: &Area, id: &DecisionId) -> Result<(Place, Event)> {
    let (_, lot) = found(conn, area, id)?;
    let application: ApplicationId = types::id("lot_applications", &lot.application_id)?;
    let row = applications::find_in_region(conn, &area.scope, &application, ctx.now)?;
    let place = Place::of_region(area.scope.region()).about(&types::id("applications", &row.org_id)?);
    Ok((place, Event::DossierViewed { subject: application }))
}

/// A decision as it was.
///
/// # Errors
/// [`Error::NotFound`] for one that is not in the area; what the database says.
pub fn one(conn: &mut DbConn, ctx: &Ctx, area: &Area, id: &DecisionId) -> Result<Decided> {
    let (row, lot) = found(conn, area, id)?;
    let application: ApplicationId = types::id("lot_applications", &lot.application_id)?;
    let applied = applications::find_in_region(conn, &area.scope, &application, ctx.now)?;
    let said = said_then(conn, area, (&row, &lot))?;
    let basis = match bases::of_decision(conn, &area.scope, id)?.kept {
        Some((_, content)) => Some(rests(conn, area, (&row, &content), &said)?),
        None => None,
    };
    let leaves = audit::of_subjects(conn, &area.scope, std::slice::from_ref(&row.id))?;
    Ok(Decided {
        name: applied.org_name,
        number: applied.number,
        hands: hands(conn, area, &row, &said)?,
        others: others(conn, area, (&row, &application))?,
        replayed: replay::decision(conn, &area.scope, id)?.found,
        leaves: leaves.into_iter().map(|one| (one.leaf.n, instant(one.at), one.event)).collect(),
        basis,
        group: lot.product_group,
        gemeente: lot.gemeente,
        outcome: row.outcome.0,
        note: row.note,
    })
}

fn found(conn: &mut DbConn, area: &Area, id: &DecisionId) -> Result<(DecisionRow, LotRow)> {
    let row = decided::find(conn, area, id)?;
    let lot: LotApplicationId = types::id("decisions", &row.lot_application_id)?;
    Ok((row, lots::find(conn, &area.scope, &lot)?))
}

/// The last word on each eis of the lot when the decision was proposed, with the name of who said it.
fn said_then(
    conn: &mut DbConn,
    area: &Area,
    (row, lot): (&DecisionRow, &LotRow),
) -> Result<Vec<(AssessmentRow, String)>> {
    let all = assessments::of_application(conn, area.scope.key(), &lot.application_id)?;
    let then: Vec<AssessmentRow> = all
        .into_iter()
        .filter(|one| one.assessed_at <= row.proposed_at)
        .filter(|one| one.lot_application_id.as_ref().is_none_or(|of| *of == lot.id))
        .collect();
    let revised = |one: &AssessmentRow| then.iter().any(|later| later.revises.as_ref() == Some(&one.id));
    let last: Vec<AssessmentRow> = then.iter().filter(|one| !revised(one)).cloned().collect();
    let ids: Vec<&str> = last.iter().map(|one| one.assessed_by.as_str()).collect();
    let names = users::names(conn, &ids)?;
    let name = |id: &str| names.iter().find(|(user, _)| user == id).map(|(_, name)| name.clone());
    Ok(last.iter().map(|one| (one.clone(), name(&one.assessed_by).unwrap_or_default())).collect())
}

fn hands(
    conn: &mut DbConn,
    area: &Area,
    row: &DecisionRow,
    said: &[(AssessmentRow, String)],
) -> Result<Vec<Hand>> {
    let mut all: Vec<Hand> = Vec::new();
    for (one, name) in said {
        let at = instant(one.assessed_at);
        match all.iter_mut().find(|hand| hand.name == *name) {
            Some(hand) => hand.at = hand.at.max(at),
            None => all.push(Hand { part: Part::Assessed, name: name.clone(), at }),
        }
    }
    let mut person = |part: Part, id: Option<&String>, at: Option<chrono::NaiveDateTime>| -> Result<()> {
        if let (Some(id), Some(at)) = (id, at) {
            let name = users::find(conn, &types::id("decisions", id)?)?.name;
            all.push(Hand { part, name, at: instant(at) });
        }
        Ok(())
    };
    person(Part::Proposed, Some(&row.proposed_by), Some(row.proposed_at))?;
    person(Part::Countersigned, row.countersigned_by.as_ref(), row.countersigned_at)?;
    if let (Some(id), Some(at)) = (&row.mandate_id, row.signed_at) {
        let (mandate, name) = mandates::find(conn, &area.scope, &types::id("decisions", id)?)?;
        all.push(Hand { part: Part::Signed(mandate.reference), name, at: instant(at) });
    }
    Ok(all)
}

/// The decisions on the same lot that were made known before and after.
fn others(
    conn: &mut DbConn,
    area: &Area,
    (row, application): (&DecisionRow, &ApplicationId),
) -> Result<Vec<(DecisionId, DateTime<Utc>)>> {
    let all = decisions::of_application(conn, &area.scope, application)?;
    let beside = all
        .into_iter()
        .filter(|one| one.lot_application_id == row.lot_application_id && one.id != row.id)
        .filter(|one| one.state.0 == State::Signed);
    let mut known = Vec::new();
    for one in beside {
        let id: DecisionId = types::id("decisions", &one.id)?;
        if let (Some(at), Ok(_)) = (one.signed_at, decided::find(conn, area, &id)) {
            known.push((id, instant(at)));
        }
    }
    Ok(known)
}

fn rests(
    conn: &mut DbConn,
    area: &Area,
    (row, content): (&DecisionRow, &[u8]),
    said: &[(AssessmentRow, String)],
) -> Result<Rests> {
    let basis = Basis::read(content).map_err(Error::internal)?;
    let version = schemes::version_of_text(conn, &area.scope, &basis.scheme)?;
    let scheme = version.as_ref().map(|one| one.scheme.clone()).ok_or(Error::NotFound)?;
    let verdict = basis.verdict().map_err(Error::internal)?;
    let mut results = Vec::new();
    for result in &verdict.results {
        results.push(judged(conn, area, (&scheme, result), said)?);
    }
    Ok(Rests {
        version: version.map(|one| (one.id, one.seq, one.effective_from)),
        answers: super::answers(&scheme, &basis.contents.facts),
        papers: papers(&scheme, &basis),
        scheme: basis.scheme,
        national: basis.national,
        sha256: row.inputs_sha256.clone(),
        results,
    })
}

fn judged(
    conn: &mut DbConn,
    area: &Area,
    (scheme, result): (&Scheme, &RequirementResult),
    said: &[(AssessmentRow, String)],
) -> Result<Judged> {
    let hidden = scheme.requirement(&result.code).is_none_or(|one| is_restricted(scheme, one));
    let word =
        said.iter().find(|(one, _)| one.requirement == result.code.as_str() && one.member_id.is_none());
    let said = match word.filter(|_| !hidden) {
        Some((one, name)) => {
            let alike = Alike { requirement: &one.requirement, likeness: &one.likeness };
            Some(SaidOf {
                said: one.outcome.0,
                motivation: one.motivation.clone(),
                name: name.clone(),
                at: instant(one.assessed_at),
                equal: equal_cases::tally(conn, &area.scope, alike, &one.application_id)?,
            })
        }
        None => None,
    };
    Ok(Judged {
        code: result.code.clone(),
        title: result.title.clone(),
        counts: result.counts,
        rules: (!hidden).then_some(result.outcome),
        said,
    })
}

/// The bewijsstukken of which the regeling says that others than named officers may read them.
fn papers(scheme: &Scheme, basis: &Basis) -> Vec<Paper> {
    let defined = |kind: &str| scheme.evidence().iter().find(|def| def.code.as_str() == kind);
    let readable = basis.contents.evidence.iter().filter_map(|one| Some((one, defined(one.kind.as_str())?)));
    let readable = readable.filter(|(_, def)| !def.class.is_restricted());
    let paper = readable.map(|(one, def)| Paper {
        title: def.title.clone(),
        issued_on: one.issued_on,
        expires_on: one.expires_on,
        sha256: one.sha256.clone().unwrap_or_default(),
    });
    paper.collect()
}
