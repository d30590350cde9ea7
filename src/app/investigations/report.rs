//! The draft report with a finding on each norm, and the final one with what was made of each text of the aanbieder.
//! May import: app, auth, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use super::{step, supervisor, tell};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::signals::Reading;
use crate::auth::origin::PublicUrl;
use crate::domain::code::Code as _;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::InvestigationId;
use crate::domain::policy_code::{NormCode, ProductCode};
use crate::domain::supervision::investigation::{
    Command, Finding, Investigation, Location, NoScope, Outcome, Scope, Weighing,
};
use crate::domain::terms::local_day;
use crate::domain::words::investigations as words;
use crate::storage::DbConn;
use crate::storage::investigations;
use crate::storage::signals::WallScope;

/// What was found on a norm as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Code of the norm.
    pub norm: String,
    /// Code of the outcome.
    pub outcome: String,
    /// What was seen.
    pub text: String,
    /// Where.
    pub locations: Vec<String>,
    /// Codes of products.
    pub products: Vec<String>,
    /// CBS codes.
    pub gemeenten: Vec<String>,
}

/// A draft as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Drafted {
    /// On each norm.
    pub findings: Vec<Found>,
    /// The version of the investigation that the person saw.
    pub seen: i64,
}

/// Write the draft, or write it anew.
///
/// # Errors
/// As `take`; [`crate::app::Error::Invalid`] under `uitkomst.`, `tekst.`, `locatie.`, `product.` and `gemeente.` with the norm.
pub fn draft(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    id: &InvestigationId,
    drafted: &Drafted,
) -> Result<()> {
    let kept = investigations::find(conn, wall, id)?;
    let by = supervisor(ctx, wall, &kept)?;
    let mut form = Reading::on(local_day(ctx.now));
    let mut findings = BTreeMap::new();
    for code in &kept.life.plan().norms {
        let nothing = Found::default();
        let given = drafted.findings.iter().find(|one| one.norm == code.as_str()).unwrap_or(&nothing);
        if let Some(finding) = finding(&mut form, code, given) {
            findings.insert(code.clone(), finding);
        }
    }
    let findings = form.done(Some(findings))?;
    step(conn, ctx, kept, (Command::Draft(findings), &by, drafted.seen)).map(drop)
}

fn finding(form: &mut Reading, code: &NormCode, found: &Found) -> Option<Finding> {
    let field = |name: &str| format!("{name}.{code}");
    let outcome = form.choice(&field("uitkomst"), (&found.outcome, Outcome::ALL), words::SAY_OUTCOME);
    let text = form.text(&field("tekst"), &found.text, words::SAY_FINDING);
    let locations: BTreeSet<Location> =
        found.locations.iter().filter_map(|one| Location::parse(one).ok()).collect();
    let products: BTreeSet<ProductCode> =
        found.products.iter().filter_map(|one| ProductCode::parse(one).ok()).collect();
    let gemeenten: BTreeSet<GemeenteCode> =
        found.gemeenten.iter().filter_map(|one| GemeenteCode::parse(one).ok()).collect();
    let scope = Scope::new(locations, products, gemeenten);
    if let Err(lacking) = &scope {
        let (name, message) = match lacking {
            NoScope::Location => ("locatie", words::SAY_FOUND_WHERE),
            NoScope::Product => ("product", words::SAY_FOUND_PRODUCT),
            NoScope::Gemeente => ("gemeente", words::SAY_FOUND_GEMEENTE),
        };
        form.wrong(&field(name), message);
    }
    Some(Finding { outcome: outcome?, text: text?, scope: scope.ok()? })
}

/// What was made of the texts of the aanbieder as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Weighed {
    /// Code of a norm, why the finding stays or changes, and code of the outcome from now on.
    pub texts: Vec<(String, String, String)>,
    /// The version of the investigation that the person saw.
    pub seen: i64,
}

/// Make the report final, and tell the aanbieder.
///
/// # Errors
/// As `take`; [`crate::app::Error::Invalid`] under `afweging.` and `wordt.` with the norm.
pub fn finish(
    conn: &mut DbConn,
    ctx: &Ctx,
    (wall, portal): (&WallScope, &PublicUrl),
    id: &InvestigationId,
    given: &Weighed,
) -> Result<()> {
    let kept = investigations::find(conn, wall, id)?;
    let by = supervisor(ctx, wall, &kept)?;
    let mut form = Reading::on(local_day(ctx.now));
    let mut weighed = BTreeMap::new();
    if let Investigation::Answered(.., reply) = &kept.life {
        for code in reply.texts.keys() {
            let nothing = (String::new(), String::new(), String::new());
            let (_, why, outcome) =
                given.texts.iter().find(|(norm, _, _)| norm == code.as_str()).unwrap_or(&nothing);
            let outcome = form.choice(&format!("wordt.{code}"), (outcome, Outcome::ALL), words::SAY_OUTCOME);
            let why = form.text(&format!("afweging.{code}"), why, words::SAY_WEIGHING);
            if let Some((why, outcome)) = why.zip(outcome) {
                weighed.insert(code.clone(), Weighing { why, outcome });
            }
        }
    }
    let weighed = form.done(Some(weighed))?;
    let kept = step(conn, ctx, kept, (Command::Finish(weighed), &by, given.seen))?;
    tell(conn, ctx, portal, (&kept, "investigation_final", ""))
}
