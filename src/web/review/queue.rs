//! The work queue: what is due first, with filters that can be taken away one by one, page after page.
//! May import: app, storage::views, domain (to show), render, web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::app;
use crate::app::letters;
use crate::app::review::show::{self, QueueWords};
use crate::domain::application::State;
use crate::domain::code::Code as _;
use crate::domain::ids::UserId;
use crate::domain::words::format::sentence;
use crate::domain::words::screens::{days_left, short_date};
use crate::render;
use crate::storage::views::absences::{self, Absent};
use crate::storage::views::queue::{self, Filter, From, Line, MOST, Sight, Tally, Term, Whose};
use crate::storage::{DbConn, RegionScope};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, percent_encode};

/// Lines per page.
const SIZE: usize = 25;
const HOME: &str = "/beoordeling";
/// The fields of a filter, in the order of the panel.
const FIELDS: [&str; 7] = ["q", "status", "gemeente", "groep", "venster", "termijn", "van"];

#[derive(Serialize)]
struct Page<'a> {
    tiles: [Tile; 4],
    away: &'a [Absent],
    /// How many letters did not arrive.
    missing: i64,
    /// Whether the visitor looks at the team too.
    sees_team: bool,
    lines: Vec<Row<'a>>,
    options: &'a QueueWords,
    q: &'a str,
    statuses: Vec<&'static str>,
    gemeente: &'a str,
    group: &'a str,
    window: &'a str,
    term: &'a str,
    whose: &'a str,
    chosen: Vec<Chosen>,
    previous: String,
    next: String,
}

#[derive(Serialize)]
struct Tile {
    code: &'static str,
    count: i64,
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
struct Row<'a> {
    id: &'a str,
    number: &'a str,
    name: &'a str,
    state: &'static str,
    /// It has a message that nobody of the team has read.
    is_new: bool,
    assessor: &'a str,
    groups: String,
    group_count: usize,
    gemeenten: String,
    gemeente_count: usize,
    /// The last day for the decision, for machines and for people; empty where there is none.
    due: &'a str,
    day: String,
    /// How far it is from today, and how that is shown; empty where nothing has to be decided any more.
    left: String,
    tone: &'static str,
}

/// What was read from the database for one page.
struct Found {
    lines: Vec<Line>,
    words: QueueWords,
    tally: Tally,
    away: Vec<Absent>,
    missing: i64,
    more: bool,
}

/// `GET /beoordeling`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let me = call.me().cloned().ok_or(AppError::NotFound)?;
    let query = call.query();
    let moment = (call.now, call.today());
    let (filter, from) = (filter(&query, &me), from(&query));
    let (asked, start) = (filter.clone(), from.clone());
    let read = move |conn: &mut DbConn| find(conn, &scope, &asked, &start, &me, moment);
    // Without a filter the lines stand next to each other; with one there may be a long way between them.
    let found = if on(&query).is_empty() { call.site.read_few(read).await? } else { call.read(read).await? };
    let (previous, next) = links(&query, &from, &found);
    let page = Page {
        tiles: tiles(found.tally),
        away: &found.away,
        missing: found.missing,
        sees_team: call.may("team.page"),
        lines: found.lines.iter().map(|line| row(line, &found.words, moment.1)).collect(),
        q: &filter.find,
        statuses: filter.states.iter().map(|state| state.code()).collect(),
        gemeente: &filter.gemeente,
        group: &filter.group,
        window: &filter.window,
        term: query.text("termijn"),
        whose: query.text("van"),
        chosen: chosen(&query, &found.words),
        previous,
        next,
        options: &found.words,
    };
    call.page("review/queue.html", &page)
}

fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    filter: &Filter,
    from: &From,
    me: &UserId,
    moment: (DateTime<Utc>, NaiveDate),
) -> app::Result<Found> {
    let sight = Sight::new(conn, scope, moment)?;
    let (lines, more) = queue::page(conn, &sight, filter, from, SIZE)?;
    Ok(Found {
        words: show::queue_words(conn, scope, &sight.windows, moment.0)?,
        tally: queue::tally(conn, &sight, me)?,
        away: absences::absent(conn, scope, moment.1)?,
        missing: letters::missing_count(conn, scope)?,
        lines,
        more,
    })
}

fn filter(query: &Form, me: &UserId) -> Filter {
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
            "mij" => Some(Whose::Of(me.clone())),
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

fn tiles(tally: Tally) -> [Tile; 4] {
    let tile = |code, count: i64, href| Tile { code, count: count.min(MOST), more: count > MOST, href };
    [
        tile("over", tally.over, "/beoordeling?termijn=voorbij"),
        tile("week", tally.week, "/beoordeling?termijn=week"),
        tile("mine", tally.mine, "/beoordeling?van=mij"),
        tile("nobody", tally.nobodys, "/beoordeling?van=niemand"),
    ]
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
            _ => value,
        };
        Chosen { field, value: title.to_owned(), href: without(place) }
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

fn row<'a>(line: &'a Line, words: &QueueWords, today: NaiveDate) -> Row<'a> {
    let lots = line.lots();
    let (group_count, groups) = names(lots.iter().map(|(group, _)| words.group(group)));
    let (gemeente_count, gemeenten) = names(lots.iter().map(|(_, gemeente)| words.gemeente(gemeente)));
    let due = line.due();
    let over = matches!(line.state.0, State::Decided | State::Withdrawn | State::NotHandled);
    let running = due.filter(|_| !over);
    Row {
        id: &line.id,
        number: &line.number,
        name: &line.name,
        state: line.state.0.code(),
        is_new: line.is_new,
        assessor: line.assessor.as_deref().unwrap_or_default(),
        groups,
        group_count,
        gemeenten,
        gemeente_count,
        due: &line.due_key,
        day: due.map(short_date).unwrap_or_default(),
        left: running.map(|last| sentence(&days_left(today, last))).unwrap_or_default(),
        tone: running.map(|last| render::tone(today, last)).unwrap_or_default(),
    }
}

/// How many different names there are, and those names.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> (usize, String) {
    let mut seen: Vec<&str> = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    (seen.len(), seen.join(", "))
}
