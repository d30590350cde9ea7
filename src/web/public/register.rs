//! The register of admitted aanbieders: filters, a neutral order, and a page for each.
//! May import: app::public, domain, storage::views, web.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::public::Region;
use crate::domain::ids::OrgId;
use crate::domain::words::{contracts, public as words};
use crate::storage::views::register::{self, Entry, Filter, From, Lot, Mark};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, percent_encode};

const PER_PAGE: usize = 25;

/// Names of the codes that the register shows, from every regeling of the region.
pub struct Names {
    /// Gemeenten by CBS code.
    pub gemeenten: BTreeMap<String, String>,
    /// Product groups, in the order of the regeling.
    pub groups: Vec<(String, String)>,
    /// Products by code.
    pub products: BTreeMap<String, String>,
    /// Doelgroepen, in the order of the regeling.
    pub targets: Vec<(String, String)>,
}

impl Names {
    /// Of a region. What a code was called in an older regeling is its code here.
    #[must_use]
    pub fn of(region: &Region) -> Self {
        let mut names = Self {
            gemeenten: region.gemeenten.iter().map(|one| (one.code.clone(), one.name.clone())).collect(),
            groups: Vec::new(),
            products: BTreeMap::new(),
            targets: Vec::new(),
        };
        for procedure in &region.procedures {
            let scheme = &procedure.version.scheme;
            for group in scheme.groups() {
                add(&mut names.groups, group.code.to_string(), &group.title);
                let products = group.products.iter().map(|one| (one.code.to_string(), one.title.clone()));
                names.products.extend(products);
            }
            for target in scheme.target_groups() {
                add(&mut names.targets, target.code.to_string(), &target.title);
            }
        }
        names
    }

    /// Of a gemeente.
    #[must_use]
    pub fn gemeente(&self, code: &str) -> String {
        self.gemeenten.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// Of a product group.
    #[must_use]
    pub fn group(&self, code: &str) -> String {
        title(&self.groups, code)
    }

    /// Of a product.
    #[must_use]
    pub fn product(&self, code: &str) -> String {
        self.products.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// Of a doelgroep.
    #[must_use]
    pub fn target(&self, code: &str) -> String {
        title(&self.targets, code)
    }
}

fn add(list: &mut Vec<(String, String)>, code: String, title: &str) {
    if !list.iter().any(|(known, _)| *known == code) {
        list.push((code, title.to_owned()));
    }
}

fn title(list: &[(String, String)], code: &str) -> String {
    list.iter().find(|(known, _)| known == code).map_or_else(|| code.to_owned(), |(_, title)| title.clone())
}

/// The filter that a query asks for; a code that the region does not know limits nothing.
#[must_use]
pub fn filter(query: &Form, names: &Names) -> Filter {
    let known = |name: &str, has: &dyn Fn(&str) -> bool| {
        let code = query.text(name);
        has(code).then(|| code.to_owned())
    };
    Filter {
        gemeente: known("gemeente", &|code| names.gemeenten.contains_key(code)),
        group: known("productgroep", &|code| names.groups.iter().any(|(one, _)| one == code)),
        target: known("doelgroep", &|code| names.targets.iter().any(|(one, _)| one == code)),
    }
}

/// The query of a filter, without the part that is left out.
fn query_of(filter: &Filter, without: &str) -> String {
    let parts =
        [("gemeente", &filter.gemeente), ("productgroep", &filter.group), ("doelgroep", &filter.target)];
    let kept = parts
        .into_iter()
        .filter(|(name, _)| *name != without)
        .filter_map(|(name, value)| Some(format!("{name}={}", percent_encode(value.as_ref()?))));
    kept.collect::<Vec<_>>().join("&")
}

#[derive(Serialize)]
struct Page {
    region: Head,
    options: Options,
    values: Values,
    chosen: Vec<Chosen>,
    count: i64,
    rows: Vec<RowView>,
    previous: String,
    next: String,
    csv: String,
}

#[derive(Serialize)]
struct Options {
    gemeenten: Vec<Choice>,
    groups: Vec<Choice>,
    targets: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct Values {
    gemeente: String,
    group: String,
    target: String,
}

#[derive(Serialize)]
struct Chosen {
    href: String,
    label: String,
}

#[derive(Serialize)]
struct RowView {
    href: String,
    name: String,
    groups: Vec<String>,
    gemeenten: Vec<String>,
    /// `all`, `some` or `none` of the lots take new clients.
    taking: &'static str,
}

/// `GET /regio/{slug}/register`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn list(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let names = Names::of(&region);
    let query = call.query();
    let filter = filter(&query, &names);
    let from = from(&query);
    let (scope, wanted, start) = (region.scope.clone(), filter.clone(), from.clone());
    let limit = i64::try_from(PER_PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let (count, entries, lots) = call
        .read(move |conn| {
            let entries = register::page(conn, &scope, &wanted, &start, limit)?;
            let orgs: Vec<String> = entries.iter().map(|entry| entry.org.clone()).collect();
            let lots = register::lots(conn, &scope, &wanted, &orgs)?;
            Ok((register::count(conn, &scope, &wanted)?, entries, lots))
        })
        .await?;
    let base = format!("/regio/{}/register", region.slug);
    let (entries, previous, next) = turn(entries, &from, &filter, &base);
    let content = Page {
        region: Head::of(&region),
        options: options(&names),
        values: Values {
            gemeente: filter.gemeente.clone().unwrap_or_default(),
            group: filter.group.clone().unwrap_or_default(),
            target: filter.target.clone().unwrap_or_default(),
        },
        chosen: chosen(&filter, &names, &base),
        count,
        rows: entries.iter().map(|entry| row(entry, &lots, &names, &base)).collect(),
        previous,
        next,
        csv: format!("/regio/{}/register.csv?{}", region.slug, query_of(&filter, "")),
    };
    frame::page(&call, &region, Place::Register, "public/region/register.html", &content)
}

fn from(query: &Form) -> From {
    let mark = |name: &str| {
        let (org, name_key) = query.text(name).split_once('.')?;
        Some(Mark { name_key: name_key.to_owned(), org: org.to_owned() })
    };
    match (mark("na"), mark("voor")) {
        (Some(mark), _) => From::After(mark),
        (None, Some(mark)) => From::Before(mark),
        (None, None) => From::Start,
    }
}

/// The entries of this page, and the addresses of the pages before and after it.
fn turn(mut entries: Vec<Entry>, from: &From, filter: &Filter, base: &str) -> (Vec<Entry>, String, String) {
    let more = entries.len() > PER_PAGE;
    if more {
        if matches!(from, From::Before(_)) {
            entries.remove(0);
        } else {
            entries.truncate(PER_PAGE);
        }
    }
    let (earlier, later) = match from {
        From::Start => (false, more),
        From::After(_) => (true, more),
        From::Before(_) => (more, true),
    };
    let link = |entry: Option<&Entry>, name: &str, there: bool| match entry.filter(|_| there) {
        Some(entry) => {
            let place = percent_encode(&format!("{}.{}", entry.org, entry.name_key));
            format!("{base}?{}&{name}={place}", query_of(filter, "")).replace("?&", "?")
        }
        None => String::new(),
    };
    let (previous, next) = (link(entries.first(), "voor", earlier), link(entries.last(), "na", later));
    (entries, previous, next)
}

fn options(names: &Names) -> Options {
    let choices = |list: &[(String, String)]| {
        let all = std::iter::once(Choice { value: String::new(), label: words::ALL.to_owned() });
        let each = list.iter().map(|(code, title)| Choice { value: code.clone(), label: title.clone() });
        all.chain(each).collect()
    };
    let mut gemeenten: Vec<(String, String)> =
        names.gemeenten.iter().map(|(code, name)| (code.clone(), name.clone())).collect();
    gemeenten.sort_by(|one, other| one.1.cmp(&other.1));
    Options {
        gemeenten: choices(&gemeenten),
        groups: choices(&names.groups),
        targets: choices(&names.targets),
    }
}

fn chosen(filter: &Filter, names: &Names, base: &str) -> Vec<Chosen> {
    let parts = [
        ("gemeente", filter.gemeente.as_ref().map(|code| names.gemeente(code))),
        ("productgroep", filter.group.as_ref().map(|code| names.group(code))),
        ("doelgroep", filter.target.as_ref().map(|code| names.target(code))),
    ];
    let chosen = parts.into_iter().filter_map(|(name, label)| {
        let href = format!("{base}?{}", query_of(filter, name));
        Some(Chosen { href: href.trim_end_matches('?').to_owned(), label: label? })
    });
    chosen.collect()
}

fn row(entry: &Entry, lots: &[Lot], names: &Names, base: &str) -> RowView {
    let own: Vec<&Lot> = lots.iter().filter(|lot| lot.org == entry.org).collect();
    RowView {
        href: format!("{base}/{}", entry.org),
        name: entry.name.clone(),
        groups: unique(own.iter().map(|lot| names.group(&lot.group))),
        gemeenten: unique(own.iter().map(|lot| names.gemeente(&lot.gemeente))),
        taking: taking(&own),
    }
}

fn taking(lots: &[&Lot]) -> &'static str {
    match lots.iter().filter(|lot| lot.takes_clients).count() {
        0 => "none",
        some if some == lots.len() => "all",
        _ => "some",
    }
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

#[derive(Serialize)]
struct ProviderPage {
    region: Head,
    id: String,
    name: String,
    kvk: String,
    town: String,
    email: String,
    phone: String,
    website: String,
    since: Option<NaiveDate>,
    targets: Vec<String>,
    groups: Vec<GroupRows>,
}

#[derive(Serialize)]
struct GroupRows {
    title: String,
    code: String,
    rows: Vec<LotRow>,
}

#[derive(Serialize)]
struct LotRow {
    gemeente: String,
    products: Vec<String>,
    targets: Vec<String>,
    since: NaiveDate,
    /// Where it comes from, where that is no decision.
    source: &'static str,
    takes_clients: bool,
}

/// `GET /regio/{slug}/register/{org}`: only who stands in the register has a page.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else; what the database says.
pub async fn provider(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let org: OrgId = call.id("org")?;
    let scope = region.scope.clone();
    let (provider, lots) = call
        .read(move |conn| {
            let orgs = [org.to_string()];
            let lots = register::lots(conn, &scope, &Filter::default(), &orgs)?;
            // Somebody else's organisation and one that is not admitted here give the same answer.
            let found = if lots.is_empty() { None } else { register::providers(conn, &orgs)?.pop() };
            Ok((found, lots))
        })
        .await?;
    let provider = provider.ok_or(AppError::NotFound)?;
    let names = Names::of(&region);
    let content = ProviderPage {
        region: Head::of(&region),
        id: provider.id,
        name: provider.name,
        kvk: provider.kvk,
        town: provider.town,
        email: provider.email,
        phone: provider.phone,
        website: provider.website,
        since: lots.iter().map(|lot| lot.since).min(),
        targets: unique(lots.iter().flat_map(|lot| lot.targets.iter().map(|code| names.target(code)))),
        groups: group_rows(&lots, &names),
    };
    frame::page(&call, &region, Place::Register, "public/region/provider.html", &content)
}

fn group_rows(lots: &[Lot], names: &Names) -> Vec<GroupRows> {
    let mut groups: BTreeMap<String, Vec<LotRow>> = BTreeMap::new();
    for lot in lots {
        groups.entry(lot.group.clone()).or_default().push(LotRow {
            gemeente: names.gemeente(&lot.gemeente),
            products: lot.products.iter().map(|code| names.product(code)).collect(),
            targets: lot.targets.iter().map(|code| names.target(code)).collect(),
            since: lot.since,
            source: contracts::source(lot.source),
            takes_clients: lot.takes_clients,
        });
    }
    let sorted = groups.into_iter().map(|(code, mut rows)| {
        rows.sort_by(|one, other| one.gemeente.cmp(&other.gemeente));
        GroupRows { title: names.group(&code), code, rows }
    });
    sorted.collect()
}
