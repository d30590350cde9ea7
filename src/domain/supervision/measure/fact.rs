//! What a measure rests on: facts that were written down for it, and findings of a final report, each with its scope (domain.md L026).
//! May import: identifiers, ids, policy_code, supervision.

use crate::identifiers::GemeenteCode;
use crate::ids::InvestigationId;
use crate::policy_code::{NormCode, ProductCode};
use crate::supervision::Discipline;
use crate::supervision::investigation::Scope;

/// A fact that is final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Where it was.
    pub location: String,
    /// What was found.
    pub text: String,
    /// Where it comes from, in words.
    pub source: String,
    /// The finding that it repeats; none where it was written down for the advice.
    pub finding: Option<FindingOf>,
}

/// A finding of a final report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingOf {
    /// Of which investigation.
    pub investigation: InvestigationId,
    /// Of which toezicht.
    pub discipline: Discipline,
    /// On which norm.
    pub norm: NormCode,
    /// Where it holds.
    pub scope: Scope,
}

/// Something a measure reaches: the products of a productgroep, in a gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The products.
    pub products: Vec<ProductCode>,
    /// The gemeente.
    pub gemeente: GemeenteCode,
}

/// Why facts do not carry a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCarried {
    /// A finding belongs to the other toezicht.
    #[error("a finding of the other discipline")]
    OtherDiscipline,
    /// A finding says nothing of what the measure reaches.
    #[error("a finding about something else")]
    Beside,
    /// The measure reaches further than the findings do.
    #[error("the measure reaches further than the findings")]
    TooWide,
}

impl FindingOf {
    fn is_about(&self, one: &Reached) -> bool {
        self.scope.gemeenten().contains(&one.gemeente)
            && one.products.iter().any(|product| self.scope.products().contains(product))
    }
}

/// Hold the facts against what a measure of a discipline reaches. A fact that was written down for it has no scope of its own, and is left to who reads it.
///
/// # Errors
/// [`NotCarried`] where findings are about something else, or are all there is and do not reach as far.
pub fn carry(facts: &[Fact], discipline: Discipline, reached: &[Reached]) -> Result<(), NotCarried> {
    let findings: Vec<&FindingOf> = facts.iter().filter_map(|fact| fact.finding.as_ref()).collect();
    if findings.iter().any(|one| one.discipline != discipline) {
        return Err(NotCarried::OtherDiscipline);
    }
    if findings.iter().any(|one| !reached.iter().any(|place| one.is_about(place))) {
        return Err(NotCarried::Beside);
    }
    let only_findings = findings.len() == facts.len();
    if only_findings && reached.iter().any(|place| !findings.iter().any(|one| one.is_about(place))) {
        return Err(NotCarried::TooWide);
    }
    Ok(())
}
