//! `/beheer/inzage`: who looked into which dossier, for who guards privacy in the region; with names, and as a table.
//! May import: app, storage::views, domain (to show), web.

use actix_web::HttpResponse;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::Serialize;

use crate::app::{Error, accesses};
use crate::domain::access::Role;
use crate::domain::audit::Look;
use crate::domain::code::Code;
use crate::domain::ids::Id;
use crate::domain::terms::moment;
use crate::domain::words::{audit as words, format, roles};
use crate::storage::views::accesses::{Access, After, Wanted};
use crate::web::call::{Answer, Call};
use crate::web::forms::{Form, percent_encode};
use crate::web::sheet::{self, harmless};

/// Looks on a page.
const PAGE: i64 = 50;
/// A table holds at most as many; who needs more chooses a period.
const MOST: usize = 100_000;
/// How a moment stands in the address of the next page.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.6f";

#[derive(Serialize)]
struct Page {
    looks: Vec<Line>,
    kinds: Vec<Choice>,
    roles: Vec<Choice>,
    kind: String,
    role: String,
    from: String,
    until: String,
    /// A day was asked for that is none: the list is not the one that was meant.
    unread: bool,
    /// The filters that came by a link: they go along with the form.
    person: String,
    provider: String,
    chosen: Vec<Chosen>,
    csv: String,
    next: String,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
}

#[derive(Serialize)]
struct Chosen {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct Line {
    at: String,
    what: &'static str,
    role: String,
    provider: Named,
    person: Named,
}

/// A name, with the address of the list of this one only.
#[derive(Serialize)]
struct Named {
    name: String,
    href: String,
}

/// The filters as they stand in an address.
const FILTERS: [&str; 6] = ["soort", "rol", "van", "tot", "aanbieder", "persoon"];

/// The address of a list with these filters, without some and with others.
fn address(path: &str, query: &Form, without: &str, with: &[(&str, &str)]) -> String {
    let kept =
        FILTERS.iter().filter(|name| **name != without && !with.iter().any(|(other, _)| other == *name));
    let kept = kept.map(|name| (*name, query.text(name))).filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = kept
        .chain(with.iter().copied())
        .map(|(name, value)| format!("{name}={}", percent_encode(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// The first moment of a day, and of the one after it, as stored.
fn day(text: &str, later: i64) -> Option<NaiveDateTime> {
    let day =
        NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d-%m-%Y"));
    let day = day.ok()?.checked_add_signed(TimeDelta::days(later))?;
    moment(day, NaiveTime::MIN).ok().map(|at| at.naive_utc())
}

fn wanted(query: &Form) -> Wanted {
    Wanted {
        about: Id::parse(query.text("aanbieder")).ok(),
        by: Id::parse(query.text("persoon")).ok(),
        what: Look::from_code(query.text("soort")),
        role: Role::from_code(query.text("rol")),
        from: day(query.text("van"), 0),
        until: day(query.text("tot"), 1),
    }
}

/// Where the page begins; an address that was tampered with begins at the newest look.
fn after(query: &Form) -> Option<After> {
    let at = NaiveDateTime::parse_from_str(query.text("na"), MOMENT).ok()?;
    Some((at, query.text("regel").parse().ok()?))
}

fn line(one: &Access, query: &Form) -> Line {
    let named = |what: &Option<(String, String)>, filter: &str| {
        let (id, name) = what.clone().unwrap_or_default();
        let href = address("/beheer/inzage", query, "", &[(filter, &id)]);
        Named { href: if id.is_empty() { String::new() } else { href }, name }
    };
    Line {
        at: one.at.and_utc().to_rfc3339(),
        what: words::look(one.what),
        role: format::sentence(roles::role(one.role)),
        provider: named(&one.about, "aanbieder"),
        person: named(&one.by, "persoon"),
    }
}

fn choices<C: Code>(label: impl Fn(C) -> String) -> Vec<Choice> {
    C::ALL.iter().map(|one| Choice { value: one.code(), label: label(*one) }).collect()
}

fn chosen(query: &Form) -> Vec<Chosen> {
    let on = |name: &'static str, label: String| {
        (!label.is_empty()).then(|| Chosen { label, href: address("/beheer/inzage", query, name, &[]) })
    };
    let wanted = wanted(query);
    let given = |known: bool, name: &str, label: &str| {
        if known { format!("{label}{}", query.text(name)) } else { String::new() }
    };
    let all = [
        on("soort", wanted.what.map(words::look).unwrap_or_default().to_owned()),
        on("rol", wanted.role.map(|role| format::sentence(roles::role(role))).unwrap_or_default()),
        on("van", given(wanted.from.is_some(), "van", words::FROM)),
        on("tot", given(wanted.until.is_some(), "tot", words::UNTIL)),
        on("aanbieder", if wanted.about.is_some() { words::ONE_PROVIDER.to_owned() } else { String::new() }),
        on("persoon", if wanted.by.is_some() { words::ONE_PERSON.to_owned() } else { String::new() }),
    ];
    all.into_iter().flatten().collect()
}

/// `GET /beheer/inzage`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, query) = (call.visitor.region_scope()?, call.query());
    let (asked, begin) = (wanted(&query), after(&query));
    let unread = [("van", asked.from), ("tot", asked.until)]
        .iter()
        .any(|(name, day)| day.is_none() && !query.text(name).is_empty());
    let (looks, more) = call.read(move |conn| accesses::page(conn, &scope, &asked, begin, PAGE)).await?;
    let next = looks.last().filter(|_| more).map_or_else(String::new, |last| {
        let (at, n) = (last.at.format(MOMENT).to_string(), last.n.to_string());
        address("/beheer/inzage", &query, "", &[("na", &at), ("regel", &n)])
    });
    let page = Page {
        looks: looks.iter().map(|one| line(one, &query)).collect(),
        kinds: choices(|look: Look| words::look(look).to_owned()),
        roles: choices(|role: Role| format::sentence(roles::role(role))),
        kind: query.text("soort").to_owned(),
        role: query.text("rol").to_owned(),
        from: query.text("van").to_owned(),
        until: query.text("tot").to_owned(),
        unread,
        person: query.text("persoon").to_owned(),
        provider: query.text("aanbieder").to_owned(),
        chosen: chosen(&query),
        csv: address("/beheer/inzage.csv", &query, "", &[]),
        next,
    };
    call.page("admin/inzage.html", &page)
}

/// `GET /beheer/inzage.csv`: the same as a table, with the same filters.
///
/// # Errors
/// What the database says.
pub async fn csv(call: Call) -> Answer {
    let (scope, ctx, asked) = (call.visitor.region_scope()?, call.ctx(), wanted(&call.query()));
    let table = call
        .site
        .blocking(move |database| {
            let mut writer = sheet::writer(true);
            writer.write_record(words::COLUMNS).map_err(Error::internal)?;
            let rows = database.read(|conn| {
                accesses::each(conn, &scope, &asked, MOST, |one| {
                    let name = |what: &Option<(String, String)>| {
                        what.clone().map(|(_, name)| name).unwrap_or_default()
                    };
                    let (at, n) = (one.at.and_utc().to_rfc3339(), one.n.to_string());
                    let (provider, person) = (name(&one.about), name(&one.by));
                    let cells = [&at, words::look(one.what), roles::role(one.role), &provider, &person, &n];
                    writer.write_record(cells.map(harmless)).map_err(Error::internal)
                })
            })?;
            database.write(|conn| accesses::note_download(conn, &ctx, &scope, rows))?;
            writer.into_inner().map_err(|error| Error::internal(error.to_string()))
        })
        .await?;
    let name = format!("attachment; filename=\"inzage-{}.csv\"", call.today());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header(("content-disposition", name))
        .body(table))
}
