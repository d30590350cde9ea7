//! The aanbieders that are admitted in the own gemeenten.
//! May import: app, storage::views, web.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::app::{signals, supervision};
use crate::domain::admission::State;
use crate::storage::views::register::{self, Entry, From, Mark, Provider};
use crate::storage::views::supervision::{self as view, Admitted};
use crate::web::call::{Answer, Call};
use crate::web::forms::{Form, percent_encode};
use crate::web::public::register::Names;

const PER_PAGE: usize = 25;
const HOME: &str = "/toezicht";

#[derive(Serialize)]
struct Page {
    /// What was typed.
    search: String,
    /// Names of the own gemeenten; none for the whole region.
    own: Vec<String>,
    count: i64,
    /// Open signals by what is to be done; none for who does not look behind the wall.
    signals: Option<SignalCounts>,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

#[derive(Serialize)]
struct SignalCounts {
    received: usize,
    to_investigate: usize,
    watched: usize,
    look_again: usize,
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    kvk: String,
    town: String,
    groups: BTreeSet<String>,
    gemeenten: BTreeSet<String>,
    /// How many of its admissions here are suspended.
    suspended: usize,
    /// How many open signals there are about it.
    signals: usize,
}

/// `GET /toezicht`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let area = supervision::area(&call.visitor)?;
    let (names, own) = super::names(&call, &area).await?;
    let query = call.query();
    let (typed, start) = (query.text("zoek").to_owned(), from(&query));
    let (wanted, mark) = (typed.clone(), start.clone());
    let limit = i64::try_from(PER_PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let (wall, ctx) = (signals::wall(&call.visitor).ok(), call.ctx());
    let (count, entries, providers, lots, open) = call
        .read(move |conn| {
            let entries = view::page(conn, &area, &wanted, &mark, limit)?;
            let orgs: Vec<String> = entries.iter().map(|entry| entry.org.clone()).collect();
            let providers = register::providers(conn, &orgs)?;
            let lots = view::running_of(conn, &area, &orgs)?;
            let open = wall.map(|wall| signals::workspace(conn, &ctx, &wall)).transpose()?;
            Ok((view::count(conn, &area, &wanted)?, entries, providers, lots, open))
        })
        .await?;
    let (entries, previous, next) = turn(entries, &start, &typed);
    let (counts, about) = open.unzip();
    let about = about.unwrap_or_default();
    let rows = entries.iter().map(|entry| row(entry, &providers, &lots, (&names, &about))).collect();
    let signals = counts.map(|one: signals::Counts| SignalCounts {
        received: one.received,
        to_investigate: one.to_investigate,
        watched: one.watched,
        look_again: one.look_again,
    });
    call.page("supervision/list.html", &Page { search: typed, own, count, signals, rows, previous, next })
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
fn turn(mut entries: Vec<Entry>, from: &From, typed: &str) -> (Vec<Entry>, String, String) {
    let more = entries.len() > PER_PAGE;
    if more && matches!(from, From::Before(_)) {
        entries.remove(0);
    }
    entries.truncate(PER_PAGE);
    let (earlier, later) = match from {
        From::Start => (false, more),
        From::After(_) => (true, more),
        From::Before(_) => (more, true),
    };
    let link = |entry: Option<&Entry>, name: &str, there: bool| match entry.filter(|_| there) {
        Some(entry) => {
            let place = percent_encode(&format!("{}.{}", entry.org, entry.name_key));
            format!("{HOME}?zoek={}&{name}={place}", percent_encode(typed))
        }
        None => String::new(),
    };
    let (previous, next) = (link(entries.first(), "voor", earlier), link(entries.last(), "na", later));
    (entries, previous, next)
}

fn row(
    entry: &Entry,
    providers: &[Provider],
    lots: &[Admitted],
    (names, open): (&Names, &BTreeMap<String, usize>),
) -> Row {
    let provider = providers.iter().find(|one| one.id == entry.org);
    let own: Vec<&Admitted> = lots.iter().filter(|lot| lot.row.org_id == entry.org).collect();
    Row {
        href: format!("{HOME}/{}", entry.org),
        name: entry.name.clone(),
        kvk: provider.map(|one| one.kvk.clone()).unwrap_or_default(),
        town: provider.map(|one| one.town.clone()).unwrap_or_default(),
        groups: own.iter().map(|lot| names.group(&lot.row.product_group)).collect(),
        gemeenten: own.iter().map(|lot| names.gemeente(&lot.row.gemeente)).collect(),
        suspended: own.iter().filter(|lot| lot.row.state.0 == State::Suspended).count(),
        signals: open.get(&entry.org).copied().unwrap_or_default(),
    }
}
