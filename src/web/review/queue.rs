//! The work queue: what is due first, with filters that can be taken away one by one, page after page.
//! May import: app, storage::views, domain (to show), web.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::app::review::show::{self, QueueWords};
use crate::domain::application::State;
use crate::domain::code::Code as _;
use crate::domain::ids::UserId;
use crate::storage::views::queue::{self, Filter, From, Line, LineLot, MOST, Term, Whose};
use crate::storage::{DbConn, RegionScope};
use crate::web::call::{Answer, Call};
use crate::web::forms::{Form, percent_encode};

/// Lines per page.
const SIZE: usize = 25;
const HOME: &str = "/beoordeling";
/// The fields of a filter, in the order of the panel.
const FIELDS: [&str; 7] = ["q", "status", "gemeente", "groep", "venster", "termijn", "van"];

#[derive(Serialize)]
struct Page {
    tiles: Vec<Tile>,
    lines: Vec<Row>,
    options: QueueWords,
    q: String,
    statuses: Vec<&'static str>,
    gemeente: String,
    group: String,
    window: String,
    term: String,
    whose: String,
    chosen: Vec<Chosen>,
    previous: String,
    next: String,
    is_first: bool,
}

#[derive(Serialize)]
struct Tile {
    code: &'static str,
    count: usize,
    more: bool,
    href: &'static str,
}

/// A filter that is on: the template has the words for its field.
#[derive(Serialize)]
struct Chosen {
    field: &'static str,
    value: String,
    href: String,
}

#[derive(Serialize)]
struct Row {
    id: String,
    number: String,
    name: String,
    state: &'static str,
    /// It has a message that nobody of the team has read.
    is_new: bool,
    due: Option<NaiveDate>,
    assessor: String,
    groups: Vec<String>,
    gemeenten: Vec<String>,
}

/// What was read from the database for one page.
struct Found {
    lines: Vec<Line>,
    lots: Vec<LineLot>,
    names: Vec<(String, String)>,
    news: BTreeSet<Option<String>>,
    words: QueueWords,
    counts: [usize; 4],
    more: bool,
}

/// `GET /beoordeling`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let query = call.query();
    let me = call.visitor.login.as_ref().map(|login| login.user.clone());
    let (filter, from) = (filter(&query, me.as_ref()), from(&query));
    let moment = (call.now, call.today());
    let (wanted, start) = (filter.clone(), from.clone());
    let found = call.read(move |conn| Ok(find(conn, &scope, &wanted, &start, me, moment)?)).await?;
    let (previous, next) = links(&query, &from, &found);
    let rows = found.lines.iter().map(|line| row(line, &found)).collect();
    let words = found.words;
    call.page(
        "review/queue.html",
        &Page {
            tiles: tiles(found.counts),
            lines: rows,
            q: filter.find.clone(),
            statuses: filter.states.iter().map(|state| state.code()).collect(),
            gemeente: filter.gemeente.clone(),
            group: filter.group.clone(),
            window: filter.window.clone(),
            term: query.text("termijn").to_owned(),
            whose: query.text("van").to_owned(),
            chosen: chosen(&query, &words),
            is_first: matches!(from, From::Start),
            previous,
            next,
            options: words.with_any(),
        },
    )
}

fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    filter: &Filter,
    from: &From,
    me: Option<UserId>,
    moment: (DateTime<Utc>, NaiveDate),
) -> diesel::QueryResult<Found> {
    let (lines, more) = queue::page(conn, scope, filter, from, moment, SIZE)?;
    let mut count = |term: Option<Term>, whose: Option<Whose>| {
        queue::count(conn, scope, &Filter { term, whose, ..Filter::default() }, moment)
    };
    let mine = match me {
        Some(me) => count(None, Some(Whose::Of(me)))?,
        None => 0,
    };
    let counts = [
        count(Some(Term::Over), None)?,
        count(Some(Term::Week), None)?,
        mine,
        count(None, Some(Whose::Nobodys))?,
    ];
    let ids: Vec<&str> = lines.iter().filter_map(|line| line.assessor.as_deref()).collect();
    Ok(Found {
        lots: queue::lots_of(conn, scope, &lines)?,
        names: queue::names(conn, &ids)?,
        news: queue::with_news(conn, scope, &lines)?,
        words: show::queue_words(conn, scope, moment.0)?,
        lines,
        counts,
        more,
    })
}

fn filter(query: &Form, me: Option<&UserId>) -> Filter {
    let states = query.all("status").filter_map(State::from_code).filter(|state| *state != State::Draft);
    Filter {
        states: states.collect(),
        gemeente: query.text("gemeente").to_owned(),
        group: query.text("groep").to_owned(),
        window: query.text("venster").to_owned(),
        term: match query.text("termijn") {
            "voorbij" => Some(Term::Over),
            "week" => Some(Term::Week),
            _ => None,
        },
        whose: match query.text("van") {
            "mij" => me.cloned().map(Whose::Of),
            "niemand" => Some(Whose::Nobodys),
            _ => None,
        },
        find: query.text("q").to_owned(),
    }
}

fn from(query: &Form) -> From {
    let key = |name: &str| {
        let (due, id) = query.text(name).split_once('_')?;
        Some((due.to_owned(), id.to_owned()))
    };
    match (key("na"), key("voor")) {
        (Some((due, id)), _) => From::After(due, id),
        (None, Some((due, id))) => From::Before(due, id),
        (None, None) => From::Start,
    }
}

fn tiles(counts: [usize; 4]) -> Vec<Tile> {
    let tiles = [
        ("over", "/beoordeling?termijn=voorbij"),
        ("week", "/beoordeling?termijn=week"),
        ("mine", "/beoordeling?van=mij"),
        ("nobody", "/beoordeling?van=niemand"),
    ];
    let tile = |((code, href), count): ((&'static str, &'static str), usize)| Tile {
        code,
        count: count.min(MOST),
        more: count > MOST,
        href,
    };
    tiles.into_iter().zip(counts).map(tile).collect()
}

/// The address of the list with these fields.
fn address(fields: impl Iterator<Item = (String, String)>) -> String {
    let query: Vec<String> =
        fields.map(|(name, value)| format!("{name}={}", percent_encode(&value))).collect();
    if query.is_empty() { HOME.to_owned() } else { format!("{HOME}?{}", query.join("&")) }
}

/// The fields of the filter that are on.
fn on(query: &Form) -> Vec<(&'static str, String)> {
    let values = |field: &'static str| {
        query
            .all(field)
            .filter(|value| !value.is_empty())
            .map(move |value| (field, value.to_owned()))
            .collect::<Vec<_>>()
    };
    FIELDS.into_iter().flat_map(values).collect()
}

fn chosen(query: &Form, words: &QueueWords) -> Vec<Chosen> {
    let fields = on(query);
    let without = |skip: usize| {
        let rest = fields.iter().enumerate().filter(move |(place, _)| *place != skip);
        address(rest.map(|(_, (name, value))| ((*name).to_owned(), value.clone())))
    };
    let one = |(place, (field, value)): (usize, &(&'static str, String))| {
        let title = match *field {
            "gemeente" => words.gemeente(value),
            "groep" => words.group(value),
            "venster" => words.window(value),
            _ => value.clone(),
        };
        Chosen { field, value: title, href: without(place) }
    };
    fields.iter().enumerate().map(one).collect()
}

fn links(query: &Form, from: &From, found: &Found) -> (String, String) {
    let with = |name: &str, line: Option<&Line>| {
        let Some(line) = line else { return String::new() };
        let fields = on(query).into_iter().map(|(name, value)| (name.to_owned(), value));
        let key = (name.to_owned(), format!("{}_{}", line.due_key, line.id));
        address(fields.chain(std::iter::once(key)))
    };
    let (before, after) = match from {
        From::Start => (false, found.more),
        From::After(..) => (true, found.more),
        From::Before(..) => (found.more, true),
    };
    (
        if before { with("voor", found.lines.first()) } else { String::new() },
        if after { with("na", found.lines.last()) } else { String::new() },
    )
}

fn row(line: &Line, found: &Found) -> Row {
    let words = &found.words;
    let own = || found.lots.iter().filter(|lot| lot.application == line.id);
    let distinct = |titles: Vec<String>| {
        let mut seen: Vec<String> = Vec::new();
        for title in titles {
            if !seen.contains(&title) {
                seen.push(title);
            }
        }
        seen
    };
    let assessor = line.assessor.as_ref().and_then(|id| found.names.iter().find(|(one, _)| one == id));
    Row {
        id: line.id.clone(),
        number: line.number.clone(),
        name: line.name.clone(),
        state: line.state.0.code(),
        is_new: found.news.contains(&Some(line.id.clone())),
        due: line.due,
        assessor: assessor.map(|(_, name)| name.clone()).unwrap_or_default(),
        groups: distinct(own().map(|lot| words.group(&lot.group)).collect()),
        gemeenten: distinct(own().map(|lot| words.gemeente(&lot.gemeente)).collect()),
    }
}
