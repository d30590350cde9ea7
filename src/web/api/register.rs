//! The register as JSON: the same rows and filters as its page.
//! May import: app::public, storage::views, web.

use actix_web::HttpResponse;
use serde::Serialize;

use super::VERSION;
use crate::storage::views::register::{self, Filter, From, Lot, Mark, Provider};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::percent_encode;
use crate::web::public::frame;
use crate::web::public::register::{Names, filter};

/// Aanbieders in one answer.
const PER_PAGE: usize = 100;

#[derive(Serialize)]
struct Page {
    aanbieders: Vec<ProviderJson>,
    #[serde(rename = "_links")]
    links: Links,
}

#[derive(Serialize)]
struct Links {
    #[serde(rename = "self")]
    here: Link,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Link>,
}

#[derive(Serialize)]
struct Link {
    href: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProviderJson {
    id: String,
    naam: String,
    kvk_nummer: String,
    plaats: String,
    toelatingen: Vec<LotJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LotJson {
    gemeente: Named,
    productgroep: Named,
    producten: Vec<Named>,
    doelgroepen: Vec<Named>,
    sinds: chrono::NaiveDate,
    neemt_nieuwe_clienten_aan: bool,
}

#[derive(Serialize)]
struct Named {
    code: String,
    naam: String,
}

/// `GET /api/v1/regio/{slug}/register`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; [`AppError::BadRequest`] for a filter it does not know.
pub async fn list(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let names = Names::of(&region);
    let query = call.query();
    let filter = filter(&query, &names);
    let asked = ["gemeente", "productgroep", "doelgroep"].iter().filter(|name| !query.text(name).is_empty());
    if asked.count() != given(&filter) {
        return Err(AppError::BadRequest);
    }
    let from = match query.text("na").split_once('.') {
        Some((org, key)) => From::After(Mark { name_key: key.to_owned(), org: org.to_owned() }),
        None => From::Start,
    };
    let (scope, wanted) = (region.scope.clone(), filter.clone());
    let (entries, providers, lots) = call
        .read(move |conn| {
            let limit = i64::try_from(PER_PAGE).unwrap_or(i64::MAX).saturating_add(1);
            let entries = register::page(conn, &scope, &wanted, &from, limit)?;
            let orgs: Vec<String> = entries.iter().take(PER_PAGE).map(|one| one.org.clone()).collect();
            let lots = register::lots(conn, &scope, &wanted, &orgs)?;
            Ok((entries, register::providers(conn, &orgs)?, lots))
        })
        .await?;
    let base = format!("/api/v1/regio/{}/register", region.slug);
    let next = entries
        .get(PER_PAGE)
        .and(entries.get(PER_PAGE.saturating_sub(1)))
        .map(|last| Link { href: address(&base, &filter, &format!("{}.{}", last.org, last.name_key)) });
    let page = Page {
        aanbieders: entries
            .iter()
            .filter_map(|entry| providers.iter().find(|one| one.id == entry.org))
            .map(|provider| provider_json(provider, &lots, &names))
            .collect(),
        links: Links { here: Link { href: address(&base, &filter, query.text("na")) }, next },
    };
    // Open data: a page of anybody's may read it.
    let mut response = HttpResponse::Ok();
    response.insert_header(("API-Version", VERSION)).insert_header(("Access-Control-Allow-Origin", "*"));
    Ok(response.json(page))
}

fn given(filter: &Filter) -> usize {
    [&filter.gemeente, &filter.group, &filter.target].iter().filter(|one| one.is_some()).count()
}

fn address(base: &str, filter: &Filter, after: &str) -> String {
    let parts = [
        ("gemeente", filter.gemeente.as_deref()),
        ("productgroep", filter.group.as_deref()),
        ("doelgroep", filter.target.as_deref()),
        ("na", Some(after).filter(|after| !after.is_empty())),
    ];
    let query: Vec<_> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", percent_encode(value?))))
        .collect();
    if query.is_empty() { base.to_owned() } else { format!("{base}?{}", query.join("&")) }
}

fn provider_json(provider: &Provider, lots: &[Lot], names: &Names) -> ProviderJson {
    let own = lots.iter().filter(|lot| lot.org == provider.id);
    ProviderJson {
        id: provider.id.clone(),
        naam: provider.name.clone(),
        kvk_nummer: provider.kvk.clone(),
        plaats: provider.town.clone(),
        toelatingen: own.map(|lot| lot_json(lot, names)).collect(),
    }
}

fn lot_json(lot: &Lot, names: &Names) -> LotJson {
    let named = |code: &String, naam: String| Named { code: code.clone(), naam };
    LotJson {
        gemeente: named(&lot.gemeente, names.gemeente(&lot.gemeente)),
        productgroep: named(&lot.group, names.group(&lot.group)),
        producten: lot.products.iter().map(|code| named(code, names.product(code))).collect(),
        doelgroepen: lot.targets.iter().map(|code| named(code, names.target(code))).collect(),
        sinds: lot.since,
        neemt_nieuwe_clienten_aan: lot.takes_clients,
    }
}
