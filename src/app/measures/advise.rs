//! What a toezichthouder advises: a measure, about which admissions, on which final facts.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use super::{Reach, basis, free};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::{clean, needed};
use crate::domain::admission::{SourceKind, State};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{Id, MeasureFindingId, MeasureId, OrgId};
use crate::domain::policy_code::GroupCode;
use crate::domain::scheme::Scheme;
use crate::domain::supervision::Discipline;
use crate::domain::supervision::measure::{Fact, MeasureKind, NoPlan, Reached, State as Stage, carry};
use crate::domain::terms::local_day;
use crate::domain::words::measures as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions::AdmissionRow;
use crate::storage::measures::{self, FindingRow, MeasureRow};
use crate::storage::types::{AsText, stored};
use crate::storage::views::supervision::{self as view, Area};
use crate::storage::{DbConn, RegionScope};

/// An advice as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Advice {
    /// The aanbieder.
    pub org: String,
    /// For which toezicht; may be empty where somebody keeps one kind.
    pub discipline: String,
    /// Which admissions, by identifier.
    pub admissions: Vec<String>,
    /// Which measure.
    pub kind: String,
    /// Why.
    pub text: String,
    /// Of each fact where it was, what was found, and where that comes from. A row of nothing is left out.
    pub findings: Vec<[String; 3]>,
    /// The findings of final reports that it rests on.
    pub reports: Vec<Fact>,
}

/// What a toezichthouder can choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The aanbieder.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Its running admissions in the own gemeenten: identifier, code of the productgroep, and of the gemeente.
    pub admissions: Vec<[String; 3]>,
    /// The own disciplines.
    pub disciplines: Vec<Discipline>,
}

/// What can be chosen for an aanbieder.
///
/// # Errors
/// [`Error::NotFound`] for one that is not watched.
pub fn choices(conn: &mut DbConn, reach: &Reach, org: &OrgId) -> Result<Choices> {
    let mut admissions: Vec<AdmissionRow> = Vec::new();
    for discipline in reach.watches()?.keys() {
        admissions.extend(running(conn, reach, *discipline, org)?);
    }
    let mut known = BTreeSet::new();
    admissions.retain(|row| known.insert(row.id.clone()));
    let name = admissions.first().map(|row| row.org_name.clone()).ok_or(Error::NotFound)?;
    let admissions = admissions.into_iter().map(|row| [row.id, row.product_group, row.gemeente]).collect();
    Ok(Choices {
        org: org.clone(),
        name,
        admissions,
        disciplines: reach.watches()?.keys().copied().collect(),
    })
}

fn running(
    conn: &mut DbConn,
    reach: &Reach,
    discipline: Discipline,
    org: &OrgId,
) -> Result<Vec<AdmissionRow>> {
    let gemeenten = reach.watches()?.get(&discipline).cloned().ok_or(Error::NotFound)?;
    let area = Area { scope: reach.scope.clone(), gemeenten };
    let all = view::running_of(conn, &area, &[org.to_string()])?.into_iter().map(|one| one.row);
    let own = all.filter(|row| {
        matches!(row.state.0, State::Active | State::Suspended) && row.source.0 != SourceKind::Bridging
    });
    Ok(own.collect())
}

/// Advise a measure. Contractmanagers read it from then on.
///
/// # Errors
/// [`Error::Invalid`] with every mistake, also where a text points to a client; [`Error::Refused`] where the overeenkomst does not allow it;
/// [`Error::NotFound`] for an aanbieder that is not watched.
pub fn advise(conn: &mut DbConn, ctx: &Ctx, reach: &Reach, advice: &Advice) -> Result<MeasureId> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let org: OrgId = Id::parse(&advice.org).map_err(|_| Error::NotFound)?;
    // Who is not watched is not there, whatever else the form says.
    choices(conn, reach, &org)?;
    let by = free(conn, ctx, &reach.scope, &org)?;
    let discipline = discipline(reach, &advice.discipline)?;
    let open = running(conn, reach, discipline, &org)?;
    if open.is_empty() {
        return Err(Error::NotFound);
    }
    let reached: Vec<AdmissionRow> =
        open.into_iter().filter(|row| advice.admissions.contains(&row.id)).collect();
    scoped(&reached, advice, &mut wrong);
    let kind = MeasureKind::from_code(&advice.kind);
    if kind.is_none() {
        wrong.push(FieldError::new("maatregel", words::SAY_KIND));
    }
    let today = local_day(ctx.now);
    let text = needed("advies", &advice.text, words::SAY_ADVICE, &mut wrong);
    clean("advies", &advice.text, today, &mut wrong);
    let mut facts = facts(&advice.findings, (advice.reports.is_empty(), today), &mut wrong);
    facts.splice(..0, advice.reports.iter().cloned());
    let (Some(kind), Some(text), true) = (kind, text, wrong.is_empty()) else {
        return Err(Error::Invalid(wrong));
    };
    let version = basis::version(conn, ctx, &reach.scope, &reached)?;
    if version.scheme.measure(kind).is_none() {
        return Err(Error::field("maatregel", NoPlan::NoBasis(kind).in_dutch()));
    }
    carry(&facts, discipline, &places(&version.scheme, &reached)?)
        .map_err(|why| Error::field("bevinding", why.in_dutch()))?;
    let first = reached.first().ok_or(Error::NotFound)?;
    let id: MeasureId = ctx.id();
    let row = MeasureRow {
        advice: text.as_str().to_owned(),
        advised_by: by.to_string(),
        scheme_version_id: version.id.to_string(),
        ..blank(ctx, (&reach.scope, &id), first, (discipline, kind))
    };
    let findings: Vec<FindingRow> =
        (1_i32..).zip(facts).map(|(seq, one)| kept(ctx, &row, seq, one)).collect();
    measures::insert(conn, &row, &reached, &findings)?;
    note(conn, ctx, &reach.scope, (&id, &row), &reached)?;
    Ok(id)
}

/// The discipline that the form names, or the only one there is.
fn discipline(reach: &Reach, code: &str) -> Result<Discipline> {
    let watches = reach.watches()?;
    let named = Discipline::from_code(code).filter(|one| watches.contains_key(one));
    let only = watches.keys().copied().next().filter(|_| watches.len() == 1);
    named.or(only).ok_or_else(|| Error::field("toezicht", crate::domain::words::signals::SAY_OWN_DISCIPLINE))
}

/// At least one admission, all of one gemeente and one procedure, each chosen by itself.
fn scoped(reached: &[AdmissionRow], advice: &Advice, wrong: &mut Vec<FieldError>) {
    let places: BTreeSet<_> = reached.iter().map(|row| (&row.gemeente, &row.procedure_id)).collect();
    let message = match (reached.len() == advice.admissions.len(), places.len()) {
        (true, 1) => return,
        (true, 2..) => words::ONE_GEMEENTE,
        _ => words::SAY_ADMISSIONS,
    };
    wrong.push(FieldError::new("toelating", message));
}

/// The facts that were filled in, each whole, and nothing in them that points to a client. The first must be there where no finding is chosen.
fn facts(
    rows: &[[String; 3]],
    (needs_one, today): (bool, chrono::NaiveDate),
    wrong: &mut Vec<FieldError>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (seq, row) in (1_i32..).zip(rows) {
        if row.iter().all(|text| text.trim().is_empty()) && (seq > 1 || !needs_one) {
            continue;
        }
        let fields = [("waar", words::SAY_WHERE), ("feit", words::SAY_FACT), ("bron", words::SAY_SOURCE)];
        let read = fields.iter().zip(row).map(|((field, missing), text)| {
            let field = format!("{field}_{seq}");
            clean(&field, text, today, wrong);
            needed(&field, text, missing, wrong).map(|text| text.as_str().to_owned()).unwrap_or_default()
        });
        let read: Vec<String> = read.collect();
        if let Ok([location, text, source]) = <[String; 3]>::try_from(read) {
            facts.push(Fact { location, text, source, finding: None });
        }
    }
    facts
}

/// What the admissions reach: the products of their productgroepen.
fn places(scheme: &Scheme, reached: &[AdmissionRow]) -> Result<Vec<Reached>> {
    let place = |row: &AdmissionRow| {
        let (code, gemeente) = (GroupCode::parse(&row.product_group), GemeenteCode::parse(&row.gemeente));
        let group = scheme.group(&code.map_err(Error::internal)?);
        let products = group.map(|one| one.products.iter().map(|one| one.code.clone()).collect());
        let gemeente = gemeente.map_err(Error::internal)?;
        Ok(Reached { products: products.unwrap_or_default(), gemeente })
    };
    reached.iter().map(place).collect()
}

fn kept(ctx: &Ctx, row: &MeasureRow, seq: i32, fact: Fact) -> FindingRow {
    let id: MeasureFindingId = ctx.id();
    let (investigation_id, norm) =
        fact.finding.map(|one| (one.investigation.to_string(), one.norm.to_string())).unzip();
    FindingRow {
        id: id.to_string(),
        region_id: row.region_id.clone(),
        measure_id: row.id.clone(),
        seq,
        location: fact.location,
        fact: fact.text,
        source: fact.source,
        investigation_id,
        norm,
    }
}

/// A measure that is advised, about an admission and others beside it.
fn blank(
    ctx: &Ctx,
    (scope, id): (&RegionScope, &MeasureId),
    first: &AdmissionRow,
    (discipline, kind): (Discipline, MeasureKind),
) -> MeasureRow {
    MeasureRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: first.procedure_id.clone(),
        org_id: first.org_id.clone(),
        gemeente: first.gemeente.clone(),
        discipline: AsText(discipline),
        scheme_version_id: String::new(),
        state: AsText(Stage::Advised),
        advised_kind: AsText(kind),
        advice: String::new(),
        advised_by: String::new(),
        advised_at: stored(ctx.now),
        kind: None,
        article: None,
        until_on: None,
        amount_cents: None,
        transferred: false,
        motivation: None,
        lighter: None,
        proposed_by: None,
        proposed_at: None,
        due_at: None,
        mandate_id: None,
        decision: None,
        decided_by: None,
        decided_at: None,
        recheck_on: None,
        ended_by: None,
        ended_at: None,
        version: 1,
    }
}

/// The leaf says what was advised where; it does not stand with what the aanbieder reads of itself, because it was told nothing yet.
fn note(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, row): (&MeasureId, &MeasureRow),
    reached: &[AdmissionRow],
) -> Result<()> {
    let token = |text: &str| Token::parse(text).map_err(Error::internal);
    let groups = reached.iter().map(|one| token(&one.product_group)).collect::<Result<_>>()?;
    let procedure = crate::storage::types::id("measures", &row.procedure_id)?;
    let event = Event::MeasureAdvised {
        subject: id.clone(),
        kind: token(row.advised_kind.0.code())?,
        gemeente: token(&row.gemeente)?,
        groups,
    };
    Ok(ctx.record(conn, &Place::of_region(scope.region()).procedure(&procedure), event)?)
}
