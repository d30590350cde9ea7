//! Everybody who is admitted by a procedure, as the rules look at them: under pseudonyms, with what this region fixed of each.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use crate::app::error::{Error, Result};
use crate::domain::application::Snapshot;
use crate::domain::application::snapshot::{MemberMark, Part};
use crate::domain::facts::{Fact, FactSet, Provenance, Source, from_json};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::policy_code::{LotKey, PolicyCode};
use crate::domain::rules::{Applicant, Beside, Capacity, LotChoice};
use crate::domain::scheme::Scheme;
use crate::storage::admissions::{AdmissionRow, CapacityRow};
use crate::storage::facts::FactRow;
use crate::storage::views::admitted::Admitted;

/// Everybody.
#[derive(Debug, Clone, Default)]
pub struct Population {
    /// One per aanbieder, by the name that it was given.
    pub applicants: Vec<Applicant>,
    /// Of how many of them the region knows nothing but what they offer.
    pub unknown: usize,
}

/// Turn what is stored into what the rules look at, each aanbieder under the name that it is given: a pseudonym, wherever somebody sees it.
///
/// # Errors
/// [`Error::Internal`] where a row does not fit.
pub fn population(scheme: &Scheme, admitted: &Admitted, name: impl Fn(&str) -> String) -> Result<Population> {
    let mut by_org: BTreeMap<&str, Vec<&AdmissionRow>> = BTreeMap::new();
    for row in &admitted.rows {
        by_org.entry(&row.org_id).or_default().push(row);
    }
    let mut found = Population::default();
    for (org, rows) in by_org {
        let sent = admitted.snapshots.get(org).map(|bytes| Snapshot::read(bytes)).transpose();
        let sent = sent.map_err(Error::internal)?;
        let members = sent.iter().flat_map(|sent| &sent.members);
        let members = members.filter_map(|mark| beside(mark, admitted, &name).transpose());
        let members = members.collect::<Result<_>>()?;
        let sent = sent.map(|snapshot| snapshot.contents);
        let taken_over = admitted.facts.get(org).map_or(&[][..], Vec::as_slice);
        if sent.is_none() && taken_over.is_empty() {
            found.unknown = found.unknown.saturating_add(1);
        }
        let mut facts = facts_of(scheme, taken_over);
        for (code, fact) in sent.iter().flat_map(|contents| contents.facts.iter()) {
            // What was said later takes the place of what was said before.
            let known = facts.get(code).is_none_or(|known| known.provenance.as_of <= fact.provenance.as_of);
            if known {
                facts.set(code.clone(), fact.clone());
            }
        }
        let lots = rows.into_iter().map(|row| lot(row, admitted)).collect::<Result<_>>()?;
        let documents = sent.iter().flat_map(|contents| contents.documents.iter());
        found.applicants.push(Applicant {
            id: name(org),
            facts,
            accepted: documents.map(|one| one.kind.clone()).collect(),
            evidence: sent.map(|contents| contents.evidence).unwrap_or_default(),
            lots,
            judgements: Vec::new(),
            members,
        });
    }
    // In the order of those names, which says nothing about who is who.
    found.applicants.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(found)
}

/// One that signed beside an aanbieder, with what it signed; `None` for who did not sign.
fn beside(
    MemberMark { named, signature, .. }: &MemberMark,
    admitted: &Admitted,
    name: impl Fn(&str) -> String,
) -> Result<Option<Beside>> {
    let Some(signature) = signature else { return Ok(None) };
    let bytes = admitted.parts.get(&signature.part).ok_or(Error::NotFound)?;
    let Part { facts, evidence, documents, .. } = Part::read(bytes).map_err(Error::internal)?;
    Ok(Some(Beside {
        id: name(signature.organisation.as_str()),
        role: named.task.role(),
        facts,
        evidence,
        accepted: documents.into_iter().map(|one| one.kind).collect(),
    }))
}

/// What was taken over with a contract; an answer that no longer fits its question is left out.
fn facts_of(scheme: &Scheme, rows: &[FactRow]) -> FactSet {
    let fact = |row: &FactRow| {
        let def = scheme.facts().iter().find(|def| def.code.as_str() == row.code)?;
        let value = from_json(&serde_json::from_str(&row.value_json).ok()?, &def.kind).ok()?;
        let provenance = Provenance {
            source: Source::Team,
            as_of: row.as_of,
            valid_until: row.valid_until,
            evidence: None,
        };
        Some((def.code.clone(), Fact { value, provenance }))
    };
    rows.iter().filter_map(fact).collect()
}

fn lot(row: &AdmissionRow, admitted: &Admitted) -> Result<LotChoice> {
    let products = admitted.products.get(&row.id).map_or(&[][..], Vec::as_slice);
    let capacity = admitted.capacity.get(&row.id).map_or(&[][..], Vec::as_slice);
    let target = |one: &CapacityRow| match one.target_group.as_str() {
        "" => Ok(None),
        code => PolicyCode::parse(code).map(Some),
    };
    let places = |one: &CapacityRow| {
        Ok(Capacity { target: target(one).map_err(Error::internal)?, places: i64::from(one.places) })
    };
    Ok(LotChoice {
        lot: LotKey {
            group: PolicyCode::parse(&row.product_group).map_err(Error::internal)?,
            gemeente: GemeenteCode::parse(&row.gemeente).map_err(Error::internal)?,
        },
        products: products
            .iter()
            .map(|code| PolicyCode::parse(code).map_err(Error::internal))
            .collect::<Result<_>>()?,
        capacity: capacity.iter().map(places).collect::<Result<_>>()?,
    })
}
