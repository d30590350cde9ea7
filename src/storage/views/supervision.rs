//! What a toezichthouder reads: who is admitted in the own gemeenten, and what stands in the dossier.
//! May import: diesel, domain, storage.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::register::{Entry, From};
use crate::domain::admission::State;
use crate::domain::application::State as Applied;
use crate::domain::class::Class;
use crate::domain::ids::OrgId;
use crate::domain::letter::LetterKind;
use crate::domain::text::fold_key;
use crate::storage::admissions::AdmissionRow;
use crate::storage::applications::ApplicationRow;
use crate::storage::blobs::BlobRow;
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::evidence::{EvidenceRow, Stored};
use crate::storage::letters::LetterRow;
use crate::storage::organisations::OrganisationRow;
use crate::storage::schema::{
    admission_products, admissions, applications, blobs, decisions, evidence, letter_decisions, letters,
    lot_applications, organisations,
};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// The gemeenten that somebody watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The region.
    pub scope: RegionScope,
    /// CBS codes; empty for every gemeente of the region.
    pub gemeenten: Vec<String>,
}

/// An admission with the codes of its products.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// The admission.
    pub row: AdmissionRow,
    /// Codes of the products, in order.
    pub products: Vec<String>,
}

type Here<'a> = admissions::BoxedQuery<'a, MultiBackend>;

/// Admissions in the area, wherever they are in their lives.
fn here<'a>(area: &'a Area) -> Here<'a> {
    let query =
        admissions::table.filter(admissions::region_id.eq(area.scope.key())).into_boxed::<MultiBackend>();
    if area.gemeenten.is_empty() { query } else { query.filter(admissions::gemeente.eq_any(&area.gemeenten)) }
}

/// Admissions under which care may be given now: bridging too, because clients are cared for under it.
fn running<'a>(area: &'a Area) -> Here<'a> {
    here(area).filter(admissions::state.eq_any([State::Active, State::Suspended].map(AsText)))
}

/// Those of aanbieders whose name holds the words, or whose KvK number it is; nothing typed limits nothing.
fn wanted<'a>(area: &'a Area, typed: &str) -> Here<'a> {
    let key = fold_key(typed);
    if key.is_empty() {
        return running(area);
    }
    let kvk: String = typed.chars().filter(char::is_ascii_digit).collect();
    let numbered = organisations::table.filter(organisations::kvk.eq(kvk)).select(organisations::id);
    // A folded key holds letters, digits and spaces only: no wildcard can come in.
    let named = admissions::org_name_key.like(format!("%{key}%"));
    running(area).filter(named.or(admissions::org_id.eq_any(numbered)))
}

/// How many aanbieders there are.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut DbConn, area: &Area, typed: &str) -> QueryResult<i64> {
    let distinct = diesel::dsl::count(admissions::org_id).aggregate_distinct();
    wanted(area, typed).select(distinct).first(conn)
}

/// A page of aanbieders by name.
///
/// # Errors
/// What the database says.
pub fn page(conn: &mut DbConn, area: &Area, typed: &str, from: &From, limit: i64) -> QueryResult<Vec<Entry>> {
    let (name_key, id, name) = (admissions::org_name_key, admissions::org_id, admissions::org_name);
    let query = wanted(area, typed);
    let backwards = matches!(from, From::Before(_));
    let query = match from {
        From::Start => query,
        From::After(mark) => {
            let same = name_key.eq(&mark.name_key).and(id.gt(&mark.org));
            query.filter(name_key.gt(&mark.name_key).or(same))
        }
        From::Before(mark) => {
            let same = name_key.eq(&mark.name_key).and(id.lt(&mark.org));
            query.filter(name_key.lt(&mark.name_key).or(same))
        }
    };
    let query = if backwards {
        query.order((name_key.desc(), id.desc(), name.desc()))
    } else {
        query.order((name_key, id, name))
    };
    let mut entries: Vec<Entry> = query.select((name_key, id, name)).distinct().limit(limit).load(conn)?;
    if backwards {
        entries.reverse();
    }
    Ok(entries)
}

/// Every aanbieder in the area, by name.
///
/// # Errors
/// What the database says.
pub fn everybody(conn: &mut DbConn, area: &Area) -> QueryResult<Vec<Entry>> {
    let (name_key, id, name) = (admissions::org_name_key, admissions::org_id, admissions::org_name);
    running(area).order((name_key, id, name)).select((name_key, id, name)).distinct().load(conn)
}

/// The running admissions of these aanbieders in the area, by product group and gemeente.
///
/// # Errors
/// What the database says.
pub fn running_of(conn: &mut DbConn, area: &Area, orgs: &[String]) -> QueryResult<Vec<Admitted>> {
    admitted(conn, running(area).filter(admissions::org_id.eq_any(orgs)))
}

/// Every admission of an aanbieder in the area, those that ended too.
///
/// # Errors
/// What the database says.
pub fn history(conn: &mut DbConn, area: &Area, org: &OrgId) -> QueryResult<Vec<Admitted>> {
    admitted(conn, here(area).filter(admissions::org_id.eq(org.as_str())))
}

fn admitted(conn: &mut DbConn, query: Here<'_>) -> QueryResult<Vec<Admitted>> {
    let rows: Vec<AdmissionRow> = query
        .order((admissions::product_group, admissions::gemeente, admissions::granted_at, admissions::id))
        .select(AdmissionRow::as_select())
        .load(conn)?;
    let mut products: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for some in rows.chunks(500) {
        let pairs: Vec<(String, String)> = admission_products::table
            .filter(admission_products::admission_id.eq_any(some.iter().map(|row| row.id.as_str())))
            .order((admission_products::admission_id, admission_products::product))
            .select((admission_products::admission_id, admission_products::product))
            .load(conn)?;
        for (id, product) in pairs {
            products.entry(id).or_default().push(product);
        }
    }
    let with = |row: AdmissionRow| Admitted { products: products.remove(&row.id).unwrap_or_default(), row };
    Ok(rows.into_iter().map(with).collect())
}

/// An aanbieder that is admitted in the area now.
///
/// # Errors
/// `NotFound` for every other organisation, or what the database says.
pub fn organisation(conn: &mut DbConn, area: &Area, org: &OrgId) -> QueryResult<OrganisationRow> {
    let admitted: String =
        running(area).filter(admissions::org_id.eq(org.as_str())).select(admissions::org_id).first(conn)?;
    organisations::table.find(admitted).select(OrganisationRow::as_select()).first(conn)
}

/// The application of an aanbieder on lots in the area that was decided last.
///
/// # Errors
/// What the database says.
pub fn decided(conn: &mut DbConn, area: &Area, org: &OrgId) -> QueryResult<Option<ApplicationRow>> {
    let mut query = applications::table
        .filter(applications::region_id.eq(area.scope.key()))
        .filter(applications::org_id.eq(org.as_str()))
        .filter(applications::state.eq(AsText(Applied::Decided)))
        .into_boxed::<MultiBackend>();
    if !area.gemeenten.is_empty() {
        let lots = lot_applications::table
            .filter(lot_applications::gemeente.eq_any(&area.gemeenten))
            .select(lot_applications::application_id);
        query = query.filter(applications::id.eq_any(lots));
    }
    query
        .order((applications::state_at.desc(), applications::id.desc()))
        .select(ApplicationRow::as_select())
        .first(conn)
        .optional()
}

/// These bewijsstukken of an aanbieder, without those that only named officers may read.
///
/// # Errors
/// What the database says.
pub fn evidence_of(conn: &mut DbConn, org: &OrgId, ids: &[String]) -> QueryResult<Vec<Stored>> {
    evidence::table
        .inner_join(blobs::table)
        .filter(evidence::org_id.eq(org.as_str()))
        .filter(evidence::id.eq_any(ids))
        .filter(evidence::class.ne_all([Class::Strafrechtelijk, Class::Bibob].map(AsText)))
        .filter(evidence::state.ne("erased"))
        .order((evidence::kind, evidence::id))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .load(conn)
}

/// The decision letters to an aanbieder about lots in the area that were made known, newest first.
///
/// # Errors
/// What the database says.
pub fn letters_to(conn: &mut DbConn, area: &Area, org: &OrgId) -> QueryResult<Vec<LetterRow>> {
    let mut query = letters::table
        .filter(letters::region_id.eq(area.scope.key()))
        .filter(letters::org_id.eq(org.as_str()))
        .filter(letters::kind.eq(AsText(LetterKind::Decision)))
        .filter(letters::state.eq("dispatched"))
        .into_boxed::<MultiBackend>();
    if !area.gemeenten.is_empty() {
        let about = letter_decisions::table
            .inner_join(decisions::table.inner_join(lot_applications::table))
            .filter(lot_applications::gemeente.eq_any(&area.gemeenten))
            .select(letter_decisions::letter_id);
        query = query.filter(letters::id.eq_any(about));
    }
    query.order((letters::created_at.desc(), letters::id)).select(LetterRow::as_select()).load(conn)
}
