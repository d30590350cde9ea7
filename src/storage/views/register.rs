//! The register of admitted aanbieders, as everybody may see it: only admissions that run, and never why one takes no clients.
//! May import: diesel, storage.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::admission::SourceKind;
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::schema::{admission_capacity, admission_products, admissions, organisations};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// Admissions that the public sees: running ones, and running ones that take no new clients for a while.
const LISTED: [&str; 2] = ["active", "suspended"];
/// The state of an admission that takes new clients.
const TAKING: &str = "active";
/// Bridging lets clients go on; it admits nobody.
const BRIDGING: &str = "bridging";

/// Which aanbieders to list; what is empty does not limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// CBS code.
    pub gemeente: Option<String>,
    /// Code of a product group.
    pub group: Option<String>,
    /// Code of a doelgroep.
    pub target: Option<String>,
}

/// Where a page of the list starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// At the first name.
    Start,
    /// After this aanbieder.
    After(Mark),
    /// Before this aanbieder.
    Before(Mark),
}

/// A place in the list: folded name, and the identifier where two have the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Folded name.
    pub name_key: String,
    /// Identifier.
    pub org: String,
}

/// An aanbieder in the list.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Entry {
    /// Folded name.
    pub name_key: String,
    /// Identifier.
    pub org: String,
    /// Name.
    pub name: String,
}

/// What the register says about an aanbieder itself: the contact data of the organisation, never of a person.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Provider {
    /// Identifier.
    pub id: String,
    /// KvK number.
    pub kvk: String,
    /// Name.
    pub name: String,
    /// Town only: the address of an eenmanszaak is often somebody's home.
    pub town: String,
    /// Mail address of the organisation.
    pub email: String,
    /// Telephone number of the organisation.
    pub phone: String,
    /// Website.
    pub website: String,
}

/// One admission of an aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The aanbieder.
    pub org: String,
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
    /// Since when.
    pub since: NaiveDate,
    /// Where it comes from.
    pub source: SourceKind,
    /// Whether it takes new clients now.
    pub takes_clients: bool,
    /// Codes of the products, in order.
    pub products: Vec<String>,
    /// Codes of the doelgroepen with places, in order.
    pub targets: Vec<String>,
}

type Listed<'a> = admissions::BoxedQuery<'a, MultiBackend>;

fn listed<'a>(scope: &'a RegionScope, filter: &'a Filter) -> Listed<'a> {
    let mut query = admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::state.eq_any(LISTED))
        .filter(admissions::source.ne(BRIDGING))
        .into_boxed::<MultiBackend>();
    if let Some(gemeente) = &filter.gemeente {
        query = query.filter(admissions::gemeente.eq(gemeente));
    }
    if let Some(group) = &filter.group {
        query = query.filter(admissions::product_group.eq(group));
    }
    if let Some(target) = &filter.target {
        let serving = admission_capacity::table
            .filter(admission_capacity::target_group.eq(target))
            .filter(admission_capacity::places.gt(0))
            .select(admission_capacity::admission_id);
        query = query.filter(admissions::id.eq_any(serving));
    }
    query
}

/// How many aanbieders fit the filter.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut DbConn, scope: &RegionScope, filter: &Filter) -> QueryResult<i64> {
    let distinct = diesel::dsl::count(admissions::org_id).aggregate_distinct();
    listed(scope, filter).select(distinct).first(conn)
}

/// A page of aanbieders by name: the only order there is, because no aanbieder stands above another.
///
/// # Errors
/// What the database says.
pub fn page(
    conn: &mut DbConn,
    scope: &RegionScope,
    filter: &Filter,
    from: &From,
    limit: i64,
) -> QueryResult<Vec<Entry>> {
    let mut query = listed(scope, filter);
    let backwards = match from {
        From::Start => false,
        From::After(mark) => {
            let same = admissions::org_name_key.eq(&mark.name_key).and(admissions::org_id.gt(&mark.org));
            query = query.filter(admissions::org_name_key.gt(&mark.name_key).or(same));
            false
        }
        From::Before(mark) => {
            let same = admissions::org_name_key.eq(&mark.name_key).and(admissions::org_id.lt(&mark.org));
            query = query.filter(admissions::org_name_key.lt(&mark.name_key).or(same));
            true
        }
    };
    query = if backwards {
        query.order((admissions::org_name_key.desc(), admissions::org_id.desc(), admissions::org_name.desc()))
    } else {
        query.order((admissions::org_name_key, admissions::org_id, admissions::org_name))
    };
    let mut entries: Vec<Entry> = query
        .select((admissions::org_name_key, admissions::org_id, admissions::org_name))
        .distinct()
        .limit(limit)
        .load(conn)?;
    if backwards {
        entries.reverse();
    }
    Ok(entries)
}

/// What the register says about these aanbieders themselves. Only for identifiers that come from [`page`] or [`lots`].
///
/// # Errors
/// What the database says.
pub fn providers(conn: &mut DbConn, orgs: &[String]) -> QueryResult<Vec<Provider>> {
    use organisations as org;
    org::table
        .filter(org::id.eq_any(orgs))
        .order((org::name_key, org::id))
        .select((org::id, org::kvk, org::name, org::town, org::email, org::phone, org::website))
        .load(conn)
}

/// The listed admissions of these aanbieders that fit the filter, by product group and gemeente.
///
/// # Errors
/// What the database says.
pub fn lots(
    conn: &mut DbConn,
    scope: &RegionScope,
    filter: &Filter,
    orgs: &[String],
) -> QueryResult<Vec<Lot>> {
    type Row = (String, String, String, String, NaiveDate, String, AsText<SourceKind>);
    let rows: Vec<Row> = listed(scope, filter)
        .filter(admissions::org_id.eq_any(orgs))
        .order((admissions::product_group, admissions::gemeente, admissions::id))
        .select((
            admissions::id,
            admissions::org_id,
            admissions::product_group,
            admissions::gemeente,
            admissions::starts_on,
            admissions::state,
            admissions::source,
        ))
        .load(conn)?;
    let ids: Vec<&String> = rows.iter().map(|(id, ..)| id).collect();
    let (mut products, mut targets) = (Codes::new(), Codes::new());
    for some in ids.chunks(500) {
        group(&mut products, products_of(conn, scope, some)?);
        group(&mut targets, targets_of(conn, scope, some)?);
    }
    let mut lot = |(id, org, group, gemeente, since, state, AsText(source)): Row| Lot {
        takes_clients: state == TAKING,
        products: products.remove(&id).unwrap_or_default(),
        targets: targets.remove(&id).unwrap_or_default(),
        org,
        group,
        gemeente,
        since,
        source,
    };
    Ok(rows.into_iter().map(&mut lot).collect())
}

type Codes = BTreeMap<String, Vec<String>>;

fn group(codes: &mut Codes, pairs: Vec<(String, String)>) {
    for (id, code) in pairs {
        codes.entry(id).or_default().push(code);
    }
}

fn products_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    ids: &[&String],
) -> QueryResult<Vec<(String, String)>> {
    use admission_products as product;
    product::table
        .filter(product::region_id.eq(scope.key()))
        .filter(product::admission_id.eq_any(ids.iter().map(|id| id.as_str())))
        .order((product::admission_id, product::product))
        .select((product::admission_id, product::product))
        .load(conn)
}

fn targets_of(conn: &mut DbConn, scope: &RegionScope, ids: &[&String]) -> QueryResult<Vec<(String, String)>> {
    use admission_capacity as capacity;
    capacity::table
        .filter(capacity::region_id.eq(scope.key()))
        .filter(capacity::places.gt(0))
        // Places for whoever comes are for no doelgroep.
        .filter(capacity::target_group.ne(""))
        .filter(capacity::admission_id.eq_any(ids.iter().map(|id| id.as_str())))
        .order((capacity::admission_id, capacity::target_group))
        .select((capacity::admission_id, capacity::target_group))
        .load(conn)
}

/// How many aanbieders are admitted in each lot that has one: product group, gemeente, number.
///
/// # Errors
/// What the database says.
pub fn per_lot(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, String, i64)>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::state.eq_any(LISTED))
        .filter(admissions::source.ne(BRIDGING))
        .group_by((admissions::product_group, admissions::gemeente))
        .select((
            admissions::product_group,
            admissions::gemeente,
            diesel::dsl::count(admissions::org_id).aggregate_distinct(),
        ))
        .load(conn)
}

/// The same of those that have places for a doelgroep.
///
/// # Errors
/// What the database says.
pub fn per_lot_serving(
    conn: &mut DbConn,
    scope: &RegionScope,
    target: &str,
) -> QueryResult<Vec<(String, String, i64)>> {
    let serving = admission_capacity::table
        .filter(admission_capacity::target_group.eq(target))
        .filter(admission_capacity::places.gt(0))
        .select(admission_capacity::admission_id);
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::state.eq_any(LISTED))
        .filter(admissions::source.ne(BRIDGING))
        .filter(admissions::id.eq_any(serving))
        .group_by((admissions::product_group, admissions::gemeente))
        .select((
            admissions::product_group,
            admissions::gemeente,
            diesel::dsl::count(admissions::org_id).aggregate_distinct(),
        ))
        .load(conn)
}

/// How many aanbieders are admitted for anything in each gemeente that has one.
///
/// # Errors
/// What the database says.
pub fn per_gemeente(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, i64)>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::state.eq_any(LISTED))
        .filter(admissions::source.ne(BRIDGING))
        .group_by(admissions::gemeente)
        .select((admissions::gemeente, diesel::dsl::count(admissions::org_id).aggregate_distinct()))
        .load(conn)
}
