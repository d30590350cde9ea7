//! Planning an investigation: from an aanbieder, a signal or a sample, with its scope and its norms.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{frameworks, own_of, step_row};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::signals::{area_of, discipline_of};
use crate::domain::audit::{Event, Token};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{Id, InvestigationId, OrgId, SampleId, SignalId, UserId};
use crate::domain::policy_code::{NormCode, ProductCode};
use crate::domain::scheme::{Framework, Norm};
use crate::domain::supervision::Discipline;
use crate::domain::supervision::investigation::{
    Investigation, Location, NoScope, Plan, Refusal, Scope, State,
};
use crate::domain::words::investigations as words;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::signals::SAY_OWN_DISCIPLINE;
use crate::storage::investigations::{self, InvestigationRow};
use crate::storage::signals::WallScope;
use crate::storage::types::{AsText, stored};
use crate::storage::views::supervision as view;
use crate::storage::{DbConn, samples, signals};

/// An investigation as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// The aanbieder.
    pub org: String,
    /// For which toezicht; may be empty where somebody keeps one kind.
    pub discipline: String,
    /// The signal it begins with; may be empty.
    pub signal: String,
    /// The sample it begins with; may be empty.
    pub sample: String,
    /// A location a line.
    pub locations: String,
    /// Codes.
    pub products: Vec<String>,
    /// CBS codes.
    pub gemeenten: Vec<String>,
    /// Codes.
    pub norms: Vec<String>,
    /// When the visit begins; nothing where the form gave no moment.
    pub at: Option<DateTime<Utc>>,
}

/// What there is to choose from.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Name of the aanbieder.
    pub name: String,
    /// For which toezicht.
    pub discipline: Discipline,
    /// Codes of the products for which it is admitted in the own gemeenten.
    pub products: Vec<String>,
    /// The own gemeenten in which it is admitted.
    pub gemeenten: Vec<String>,
    /// What the region calls the toetsingskader.
    pub framework: String,
    /// The norms of this toezicht.
    pub norms: Vec<Norm>,
}

/// What can be chosen in an investigation of an aanbieder.
///
/// # Errors
/// [`Error::NotFound`] for an aanbieder that is not watched, and another's signal or sample; [`Error::Refused`] without a toetsingskader.
pub fn ready(conn: &mut DbConn, wall: &WallScope, new: &New) -> Result<Ready> {
    let (org, discipline) = about(conn, wall, new)?;
    let area = area_of(wall, discipline)?;
    let name = view::organisation(conn, &area, &org)?.name;
    let admitted = view::running_of(conn, &area, &[org.to_string()])?;
    let products: BTreeSet<String> = admitted.iter().flat_map(|one| one.products.iter().cloned()).collect();
    let gemeenten: BTreeSet<String> = admitted.iter().map(|one| one.row.gemeente.clone()).collect();
    let (framework, _) = frameworks::of_region(conn, &wall.region)?;
    Ok(Ready {
        name,
        discipline,
        products: products.into_iter().collect(),
        gemeenten: gemeenten.into_iter().collect(),
        framework: framework.title.clone(),
        norms: framework.norms_of(discipline).cloned().collect(),
    })
}

/// Of whom, for which toezicht: both as the signal or sample has them, where it begins with one.
fn about(conn: &mut DbConn, wall: &WallScope, new: &New) -> Result<(OrgId, Discipline)> {
    let org: OrgId = Id::parse(&new.org).map_err(|_| Error::NotFound)?;
    let given = if !new.signal.is_empty() {
        let signal: SignalId = Id::parse(&new.signal).map_err(|_| Error::NotFound)?;
        let row = signals::find(conn, wall, &signal)?;
        (row.org_id == new.org).then_some(Some(row.discipline.0)).ok_or(Error::NotFound)?
    } else if !new.sample.is_empty() {
        let sample: SampleId = Id::parse(&new.sample).map_err(|_| Error::NotFound)?;
        let (row, _) = samples::find(conn, wall, &sample)?;
        let drawn = samples::places(conn, &row)?;
        let chosen = drawn.iter().any(|(place, _, _)| place.chosen && place.org_id == new.org);
        chosen.then_some(Some(row.discipline.0)).ok_or(Error::NotFound)?
    } else {
        None
    };
    let discipline = given.or_else(|| discipline_of(wall, &new.discipline));
    Ok((org, discipline.ok_or_else(|| Error::field("toezicht", SAY_OWN_DISCIPLINE))?))
}

/// Plan an investigation. The aanbieder does not know of it.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::NotFound`] as [`ready`].
pub fn plan(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope, new: &New) -> Result<InvestigationId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (org, discipline) = about(conn, wall, new)?;
    view::organisation(conn, &area_of(wall, discipline)?, &org)?;
    let (framework, text) = frameworks::of_region(conn, &wall.region)?;
    let everywhere = view::Area { scope: wall.region.clone(), gemeenten: Vec::new() };
    let admitted = view::running_of(conn, &everywhere, &[org.to_string()])?;
    let plan = read(&admitted, framework, (discipline, new))?;
    let planned = Investigation::plan_one(plan, &own_of(wall, discipline)?, ctx.now).map_err(refused)?;
    let id: InvestigationId = ctx.id();
    let framework_id = frameworks::keep(conn, ctx, &wall.region, (framework, text))?;
    let row = row(ctx, wall, (&id, &org, &by), (framework_id.to_string(), new, planned.plan()));
    let taken = step_row(ctx, (&row.id, &row.region_id), ("plan", String::new()), &by);
    investigations::insert(conn, &row, &taken)?;
    let norms: Result<Vec<Token>, _> =
        planned.plan().norms.iter().map(|code| Token::parse(code.as_str())).collect();
    let event = Event::InvestigationPlanned {
        subject: id.clone(),
        organisation: org,
        framework: framework_id,
        norms: norms.map_err(Error::internal)?,
    };
    // Not with what the aanbieder reads of itself: it does not know yet.
    ctx.record(conn, &Place::of_region(wall.region.region()), event)?;
    Ok(id)
}

fn refused(why: Refusal) -> Error {
    let field = match why {
        Refusal::OutsideOwn(_) => "gemeente",
        Refusal::NoNorms => "norm",
        Refusal::InThePast(_) => "dag_day",
        _ => return Error::refused(why.in_dutch()),
    };
    Error::field(field, why.in_dutch())
}

fn read(
    admitted: &[view::Admitted],
    framework: &Framework,
    (discipline, new): (Discipline, &New),
) -> Result<Plan> {
    let mut mistakes = Vec::new();
    let mut wrong = |field: &str, message: &str| mistakes.push(FieldError::new(field, message));
    let locations: Result<BTreeSet<Location>, _> =
        new.locations.lines().filter(|line| !line.trim().is_empty()).map(Location::parse).collect();
    let locations = locations.unwrap_or_else(|_| {
        wrong("locatie", words::LOCATION_TOO_LONG);
        BTreeSet::new()
    });
    let here = |code: &&String| admitted.iter().any(|one| one.row.gemeente == **code);
    let gemeenten = new.gemeenten.iter().filter(here).filter_map(|code| GemeenteCode::parse(code).ok());
    let gemeenten: BTreeSet<GemeenteCode> = gemeenten.collect();
    let bought = |code: &&String| admitted.iter().any(|one| one.products.contains(code));
    let products = new.products.iter().filter(bought).filter_map(|code| ProductCode::parse(code).ok());
    let scope = Scope::new(locations, products.collect(), gemeenten);
    if let Err(lacking) = &scope {
        let (field, message) = match lacking {
            NoScope::Location => ("locatie", words::SAY_LOCATION),
            NoScope::Product => ("product", words::SAY_PRODUCT),
            NoScope::Gemeente => ("gemeente", words::SAY_GEMEENTE),
        };
        wrong(field, message);
    }
    let own = |code: &&String| framework.norms_of(discipline).any(|one| one.code.as_str() == code.as_str());
    let norms = new.norms.iter().filter(own).filter_map(|code| NormCode::parse(code).ok());
    let norms: BTreeSet<NormCode> = norms.collect();
    if norms.is_empty() {
        wrong("norm", words::SAY_NORMS);
    }
    if new.at.is_none() {
        wrong("dag_day", words::SAY_MOMENT);
    }
    match (scope, new.at) {
        (Ok(scope), Some(visit_at)) if mistakes.is_empty() => Ok(Plan { discipline, scope, norms, visit_at }),
        _ => Err(Error::Invalid(mistakes)),
    }
}

fn row(
    ctx: &Ctx,
    wall: &WallScope,
    (id, org, by): (&InvestigationId, &OrgId, &UserId),
    (framework_id, new, plan): (String, &New, &Plan),
) -> InvestigationRow {
    let (locations, products, gemeenten) = investigations::columns(&plan.scope);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let norms: Vec<&str> = plan.norms.iter().map(|code| code.as_str()).collect();
    InvestigationRow {
        id: id.to_string(),
        region_id: wall.region.key().to_owned(),
        org_id: org.to_string(),
        framework_id,
        discipline: AsText(plan.discipline),
        signal_id: some(&new.signal),
        sample_id: if new.signal.is_empty() { some(&new.sample) } else { None },
        norms: norms.join(" "),
        locations,
        products,
        gemeenten,
        planned_by: by.to_string(),
        planned_at: stored(ctx.now),
        visit_at: stored(plan.visit_at),
        state: AsText(State::Planned),
        answer_until: None,
        version: 1,
    }
}
