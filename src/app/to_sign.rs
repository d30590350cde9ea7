//! What a decision maker sees before signing: what waits, under which power, and what would stand in the way.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ctx::Ctx;
use super::decide::{self, Case};
use super::error::{Error, Result};
use super::review::show::{self, ExplainedSeen, is_restricted};
use super::{replay, schemes, unhandled};
use crate::domain::code::Code as _;
use crate::domain::decision::{self, GrantKind, Outcome, Reason};
use crate::domain::ids::{ApplicationId, DecisionId, LotApplicationId};
use crate::domain::policy_code::{GroupCode, ProductCode, RequirementCode};
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::views::signing::{self, Judged, WaitingLot};
use crate::storage::{DbConn, RegionScope, decisions, lots, mandates, members, regions, types};

/// A gemeente for which the visitor may sign.
#[derive(Debug, Clone)]
pub struct Place {
    /// CBS code.
    pub code: String,
    /// Name.
    pub name: String,
    /// How many lots wait there.
    pub waiting: usize,
}

/// The desk of a decision maker.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Where the visitor may sign today, in the order of the region.
    pub places: Vec<Place>,
    /// The gemeente that is shown, if there is any.
    pub chosen: Option<Place>,
    /// What waits there, what is due first on top.
    pub lines: Vec<Line>,
}

/// A lot to be signed.
#[derive(Debug, Clone)]
pub struct Line {
    /// The lot.
    pub lot: String,
    /// Number of the application.
    pub number: String,
    /// Who applied.
    pub organisation: String,
    /// Title of the product group.
    pub group: String,
    /// What is proposed.
    pub outcome: Outcome,
    /// Last day of the decision term.
    pub due: Option<NaiveDate>,
    /// Titles of the requirements on which a person came to something else than the rules.
    pub differences: Vec<String>,
}

/// What waits for the visitor; `chosen` is a CBS code, else the first gemeente where something waits is shown.
///
/// # Errors
/// What the database says.
pub fn desk(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, chosen: Option<&str>) -> Result<Desk> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let today = local_day(ctx.now);
    let held: Vec<String> = mandates::of_user(conn, scope, &by)?
        .into_iter()
        .filter(|row| row.valid_from <= today && row.valid_until.is_none_or(|last| today <= last))
        .map(|row| row.gemeente)
        .collect();
    let waiting = signing::waiting(conn, scope, &held)?;
    let places: Vec<Place> = regions::gemeenten_of(conn, scope)?
        .into_iter()
        .filter(|gemeente| held.contains(&gemeente.code))
        .map(|gemeente| Place {
            waiting: waiting.iter().filter(|lot| lot.gemeente == gemeente.code).count(),
            code: gemeente.code,
            name: gemeente.name,
        })
        .collect();
    let chosen = places
        .iter()
        .find(|place| chosen.is_some_and(|code| code == place.code))
        .or_else(|| places.iter().find(|place| place.waiting > 0))
        .or(places.first())
        .cloned();
    let here = |lot: &WaitingLot| chosen.as_ref().is_some_and(|place| place.code == lot.gemeente);
    let rows: Vec<WaitingLot> = waiting.into_iter().filter(here).collect();
    let lines = lines(conn, scope, rows)?;
    Ok(Desk { places, chosen, lines })
}

fn lines(conn: &mut DbConn, scope: &RegionScope, rows: Vec<WaitingLot>) -> Result<Vec<Line>> {
    let applications: Vec<String> = rows.iter().map(|row| row.application.clone()).collect();
    let judged = signing::judged(conn, scope, &applications)?;
    let mut known: BTreeMap<String, std::sync::Arc<Scheme>> = BTreeMap::new();
    let mut lines = Vec::new();
    for row in rows {
        let scheme = match known.get(&row.scheme_version) {
            Some(scheme) => scheme.clone(),
            None => {
                let id = types::id("applications", &row.scheme_version)?;
                let scheme = schemes::of_version(conn, scope, &id)?.scheme;
                known.insert(row.scheme_version.clone(), scheme.clone());
                scheme
            }
        };
        let own = judged
            .iter()
            .filter(|one| one.application == row.application && one.is_about(&row.lot) && one.differs());
        lines.push(Line {
            differences: own.map(|one| title(&scheme, &one.requirement)).collect(),
            group: group(&scheme, &row.product_group),
            lot: row.lot,
            number: row.number,
            organisation: row.org_name,
            outcome: row.outcome.0,
            due: row.due,
        });
    }
    Ok(lines)
}

fn title(scheme: &Scheme, requirement: &str) -> String {
    let found = RequirementCode::parse(requirement).ok().and_then(|code| scheme.requirement(&code));
    found.map_or_else(|| requirement.to_owned(), |requirement| requirement.title.clone())
}

fn group(scheme: &Scheme, code: &str) -> String {
    let found = GroupCode::parse(code).ok().and_then(|code| scheme.group(&code));
    found.map_or_else(|| code.to_owned(), |group| group.title.clone())
}

/// The power under which will be signed, as it will stand under the letter.
#[derive(Debug, Clone)]
pub struct Power {
    /// Mandaat or volmacht.
    pub kind: GrantKind,
    /// The decision that gives it.
    pub reference: String,
    /// The function of the holder.
    pub function: String,
}

/// Exactly what a signature would do, before it is given.
#[derive(Debug, Clone)]
pub struct Check {
    /// Names of the gemeenten; more than one cannot be signed at once.
    pub gemeenten: Vec<String>,
    /// The powers that would be used.
    pub powers: Vec<Power>,
    /// The lots, with what stands in the way of each.
    pub lots: Vec<(Line, Option<String>)>,
    /// What stands in the way of all.
    pub refusal: Option<String>,
}

impl Check {
    /// How many lots have this outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lots.iter().filter(|(line, _)| line.outcome == outcome).count()
    }

    /// Whether nothing stands in the way.
    #[must_use]
    pub fn is_free(&self) -> bool {
        !self.lots.is_empty()
            && self.refusal.is_none()
            && self.lots.iter().all(|(_, refusal)| refusal.is_none())
    }
}

/// Try a signature without giving it.
///
/// # Errors
/// [`Error::NotFound`] for a lot the team may not know.
pub fn check(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    chosen: &[LotApplicationId],
) -> Result<Check> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let grants = decide::grants(conn, scope, &by)?;
    let rows = mandates::of_user(conn, scope, &by)?;
    let names = regions::gemeenten_of(conn, scope)?;
    let mut check = Check { gemeenten: Vec::new(), powers: Vec::new(), lots: Vec::new(), refusal: None };
    for id in chosen {
        let case = Case::load(conn, ctx, scope, id)?;
        let grant = decide::grant_for(&case, &grants, local_day(ctx.now));
        let refusal = match grant.clone() {
            Err(refusal) => Some(refusal.in_dutch()),
            Ok(grant) => {
                let sign = decision::Command::Sign { by: by.clone(), grant };
                let step = crate::domain::application::lot::Command::Decision(sign);
                let step = case.life.clone().apply(step, ctx.now, &case.around());
                match (case.free(conn, scope, &by), step.map_err(|refusal| refusal.in_dutch())) {
                    (Ok(()), Ok(_)) => case.too_late(conn, ctx)?,
                    (Err(Error::Refused(tied)), _) => Some(tied),
                    (Err(error), _) => return Err(error),
                    (Ok(()), Err(refusal)) => Some(refusal),
                }
            }
        };
        let name = names.iter().find(|one| one.code == case.lot.gemeente);
        let name = name.map_or_else(|| case.lot.gemeente.clone(), |one| one.name.clone());
        if !check.gemeenten.contains(&name) {
            check.gemeenten.push(name);
        }
        let used = grant.ok().and_then(|grant| rows.iter().find(|row| row.id == grant.id.as_str()));
        let new = used.filter(|row| !check.powers.iter().any(|power| power.reference == row.reference));
        if let Some(row) = new {
            let (reference, function) = (row.reference.clone(), row.function_title.clone());
            check.powers.push(Power { kind: row.kind.0, reference, function });
        }
        let line = line_of(conn, scope, &case)?;
        check.lots.push((line, refusal));
    }
    if check.gemeenten.len() > 1 {
        check.refusal = Some(words::decide::ONE_GEMEENTE.to_owned());
    }
    Ok(check)
}

fn line_of(conn: &mut DbConn, scope: &RegionScope, case: &Case) -> Result<Line> {
    let row = decisions::last_row(conn, &case.lot.id)?.ok_or(Error::NotFound)?;
    let waiting = WaitingLot {
        lot: case.lot.id.clone(),
        application: case.application.id.clone(),
        number: case.application.number.clone(),
        org_name: case.application.org_name.clone(),
        scheme_version: case.application.scheme_version_id.clone(),
        product_group: case.lot.product_group.clone(),
        gemeente: case.lot.gemeente.clone(),
        outcome: row.outcome,
        due: case.application.decision_due_on,
    };
    lines(conn, scope, vec![waiting])?.into_iter().next().ok_or(Error::NotFound)
}

/// One decision with everything that led to it.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Its application.
    pub application: ApplicationId,
    /// The lot.
    pub line: Line,
    /// The state of the decision, as a code.
    pub state: &'static str,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Titles of the products.
    pub products: Vec<String>,
    /// Why equal cases were judged otherwise.
    pub unequal: Vec<ExplainedSeen>,
    /// What the proposer says to the people after him.
    pub note: String,
    /// Who proposed, and who countersigned.
    pub people: (String, Option<String>),
    /// The grounds of a refusal, each with the title of its requirement.
    pub reasons: Vec<(String, Reason)>,
    /// What was asked and did not come, where it is not handled for that.
    pub missing: Vec<String>,
    /// Each requirement that counts for this lot.
    pub results: Vec<Finding>,
}

/// What was found about one requirement.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Its title.
    pub title: String,
    /// What the rules say now, as a code.
    pub outcome: &'static str,
    /// Why, in sentences.
    pub explanation: Vec<String>,
    /// What a person said.
    pub judged: Option<Judged>,
}

/// One decision.
///
/// # Errors
/// [`Error::NotFound`] for a lot the team may not know, or on which nothing is proposed.
pub fn proposal(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &LotApplicationId,
) -> Result<Proposal> {
    let case = Case::load(conn, ctx, scope, id)?;
    let row = decisions::last_row(conn, &case.lot.id)?.ok_or(Error::NotFound)?;
    let version = types::id("applications", &case.application.scheme_version_id)?;
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    let application: ApplicationId = types::id("applications", &case.application.id)?;
    let choice = lots::choices(conn, &application)?.into_iter().find(|(lot, _)| lot.id == case.lot.id);
    let products = choice.map(|(_, choice)| choice.products).unwrap_or_default();
    let product = |code: &String| {
        let found = ProductCode::parse(code).ok().and_then(|code| Some(scheme.product(&code)?.1));
        found.map_or_else(|| code.clone(), |product| product.title.clone())
    };
    let names = regions::gemeenten_of(conn, scope)?;
    let gemeente = names.into_iter().find(|one| one.code == case.lot.gemeente);
    let second = row.countersigned_by.as_deref().map(|user| signing::name_of(conn, user)).transpose()?;
    let members = members::of_application(conn, &application)?;
    let reasons = row.reasons_json.0.iter().cloned().map(|one| {
        let title = title(&scheme, one.requirement.as_str());
        let member =
            members.iter().find(|member| one.member.as_ref().is_some_and(|id| id.as_str() == member.id));
        let title = member.map_or(title.clone(), |member| words::members::title_of(&title, &member.name));
        (title, one)
    });
    let unequal = match row.outcome.0 {
        Outcome::NotHandled => Vec::new(),
        Outcome::Admit | Outcome::Refuse => show::explained(conn, ctx, scope, &application, id)?,
    };
    Ok(Proposal {
        unequal,
        line: line_of(conn, scope, &case)?,
        state: row.state.0.code(),
        gemeente: gemeente.map_or_else(|| case.lot.gemeente.clone(), |one| one.name),
        products: products.iter().map(product).collect(),
        people: (signing::name_of(conn, &row.proposed_by)?, second),
        reasons: reasons.collect(),
        missing: match row.outcome.0 {
            Outcome::NotHandled => unhandled::missing(conn, &scheme, &case.application)?,
            Outcome::Admit | Outcome::Refuse => Vec::new(),
        },
        results: results(conn, scope, (&case, &types::id("decisions", &row.id)?), &scheme)?,
        note: row.note,
        application,
    })
}

/// What the rules said when it was proposed.
fn results(
    conn: &mut DbConn,
    scope: &RegionScope,
    (case, decision): (&Case, &DecisionId),
    scheme: &Scheme,
) -> Result<Vec<Finding>> {
    let verdict = replay::verdict(conn, scope, decision)?;
    let key = case.lot.key()?;
    let judged = signing::judged(conn, scope, std::slice::from_ref(&case.application.id))?;
    let here = verdict.lot(&key).into_iter().flat_map(|lot| verdict.results_of(lot));
    Ok(here
        .map(|result| Finding {
            title: result.title.clone(),
            outcome: result.outcome.code(),
            // Who signs reads what was concluded; the answer behind it is for who handles the dossier.
            explanation: if scheme.requirement(&result.code).is_some_and(|one| is_restricted(scheme, one)) {
                Vec::new()
            } else {
                words::verdict::explanation(scheme, result)
            },
            judged: judged
                .iter()
                .rfind(|one| one.requirement == result.code.as_str() && one.is_about(&case.lot.id))
                .cloned(),
        })
        .collect())
}
