//! The self-check: the same rules as the team's, over what is filled in now. Provisional: nobody judged anything.
//! May import: app, domain, storage.

use super::contents::contents;
use super::opened::{Opened, open};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::national;
use crate::domain::application::snapshot::Contents;
use crate::domain::ids::ApplicationId;
use crate::domain::policy_code::{EvidenceKindCode, FactCode, LotKey, RequirementCode};
use crate::domain::rules::{About, Finding, Outcome, RequirementResult, Stage, Verdict, WntMissing};
use crate::domain::scheme::Condition;
use crate::domain::words::members::TOGETHER;
use crate::domain::words::verdict as words;
use crate::storage::{DbConn, OrgScope};

/// Where something can be filled in or put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Choosing lots.
    Lots,
    /// Places per doelgroep.
    Places,
    /// An answer.
    Answer(FactCode),
    /// A bewijsstuk.
    Evidence(EvidenceKindCode),
    /// Who takes part.
    Members,
    /// Accepting documents.
    Documents,
    /// The declaration.
    Declaration,
}

/// One eis that is not met, or not yet known to be.
#[derive(Debug, Clone)]
pub struct CheckItem {
    /// Its code.
    pub requirement: RequirementCode,
    /// Its title.
    pub title: String,
    /// Where it differs between lots: for which one.
    pub lot: Option<LotKey>,
    /// What the rules say.
    pub outcome: Outcome,
    /// An advisory eis never grounds a refusal.
    pub hard: bool,
    /// Why, in sentences.
    pub why: Vec<String>,
    /// What would make this one eis pass.
    pub changes: Vec<String>,
    /// Where to go.
    pub link: Option<Link>,
}

/// The outcome of a self-check.
#[derive(Debug)]
pub struct Check {
    /// What was checked.
    pub opened: Opened,
    /// What the rules say.
    pub verdict: Verdict,
    /// What is not met or missing, in the order of the regeling.
    pub items: Vec<CheckItem>,
}

/// Check what is filled in now.
///
/// # Errors
/// [`crate::app::Error::NotFound`] when it is not this organisation's.
pub fn self_check(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ApplicationId) -> Result<Check> {
    let opened = open(conn, scope, id)?;
    let contents = contents(conn, &opened, ctx.now)?;
    let tables = national::of_region(conn, &opened.region)?;
    let verdict = contents.evaluate_each(&opened.scheme, &tables, Stage::Application, &[]).of_lead();
    let items = verdict
        .results
        .iter()
        .filter(|result| result.outcome != Outcome::Met && (result.counts || !result.hard))
        .map(|result| item(&opened, result, &contents))
        .collect();
    Ok(Check { opened, verdict, items })
}

fn item(opened: &Opened, result: &RequirementResult, contents: &Contents) -> CheckItem {
    let open: Vec<&Finding> =
        result.findings.iter().filter(|finding| finding.outcome != Outcome::Met).collect();
    CheckItem {
        requirement: result.code.clone(),
        title: result.title.clone(),
        lot: result.lot.clone(),
        outcome: result.outcome,
        hard: result.hard,
        why: if opened.scheme.requirement(&result.code).is_some_and(|one| contents.is_pooled(one)) {
            vec![TOGETHER.to_owned()]
        } else {
            open.iter().map(|finding| words::finding(&opened.scheme, finding)).collect()
        },
        changes: words::changes(&opened.scheme, result),
        link: open.iter().find_map(|finding| link_of(opened, result, finding)),
    }
}

/// Where what this finding is about can be filled in.
fn link_of(opened: &Opened, result: &RequirementResult, finding: &Finding) -> Option<Link> {
    match &finding.about {
        About::Fact { fact, .. } | About::ComplyOrExplain { fact, .. } => Some(Link::Answer(fact.clone())),
        About::Exclusion { fact, missing, .. } => Some(Link::Answer(missing.first().unwrap_or(fact).clone())),
        About::WntOpen { missing: WntMissing::Fact { fact } } => Some(Link::Answer(fact.clone())),
        About::Wnt { .. } | About::WntOpen { missing: WntMissing::Year { .. } } => {
            let requirement = opened.scheme.requirement(&result.code)?;
            requirement.condition.leaves().into_iter().find_map(|leaf| match leaf {
                Condition::Wnt(test) => Some(Link::Answer(test.persons.clone())),
                _ => None,
            })
        }
        About::Evidence { evidence, .. } => Some(Link::Evidence(evidence.clone())),
        About::Capacity { .. } | About::Unserved { .. } => Some(Link::Places),
        About::Accepted { .. } => Some(Link::Documents),
        About::Number { parts, .. } => {
            let open = parts.iter().find(|part| part.observed.is_none()).or(parts.first());
            open.map(|part| Link::Answer(part.fact.clone()))
        }
        About::Chosen { .. } | About::ChosenGroup { .. } | About::ClosedLot { .. } => Some(Link::Lots),
        About::WntOpen { .. }
        | About::WntNotApplicable
        | About::NotApplicable { .. }
        | About::Members { .. }
        | About::Judgement { .. } => None,
    }
}
