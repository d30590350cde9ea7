//! Signals: the list, one with what was made of it, who reported, and what a toezichthouder saw itself.
//! May import: app, storage::views, domain (to show), web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::app::DbConn;
use crate::app::signals::{self, Line, Observation, One, Step};
use crate::domain::code::Code as _;
use crate::domain::ids::SignalId;
use crate::domain::supervision::{Command, Discipline, Nature, Receiver, State};
use crate::domain::terms::local_day;
use crate::domain::words::format::sentence;
use crate::domain::words::signals as words;
use crate::storage::views::signals::{WallScope, Wanted};
use crate::storage::views::supervision::{self as view, Area};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::register::Names;
use crate::web::public::report::{Choice, natures};

const HOME: &str = "/toezicht/signalen";
const LIST: &str = "supervision/signals.html";
const ONE: &str = "supervision/signal.html";
const NEW: &str = "supervision/observation.html";

#[derive(Serialize)]
struct ListPage {
    rows: Vec<Row>,
    natures: Vec<Choice>,
    nature: &'static str,
    over: bool,
    is_cut: bool,
}

/// A signal in a table.
#[derive(Serialize)]
struct Row {
    href: String,
    number: String,
    name: String,
    nature: String,
    source: String,
    gemeente: String,
    state: &'static str,
    received_at: DateTime<Utc>,
    until: Option<NaiveDate>,
    /// Whether that day has come.
    look_again: bool,
}

impl Row {
    fn of(line: Line, (names, today): (&Names, NaiveDate)) -> Self {
        Self {
            href: format!("{HOME}/{}", line.id),
            number: line.number,
            name: line.name,
            nature: sentence(words::nature(line.nature)),
            source: sentence(words::source(line.source)),
            gemeente: if line.gemeente.is_empty() { String::new() } else { names.gemeente(&line.gemeente) },
            state: line.state.code(),
            received_at: line.received_at,
            until: line.until,
            look_again: line.until.is_some_and(|until| until <= today),
        }
    }
}

#[derive(Serialize)]
struct OnePage {
    at: String,
    row: Row,
    provider: String,
    /// Where an investigation begins with it.
    investigate: String,
    discipline: &'static str,
    other: &'static str,
    group: String,
    location: String,
    on: Option<NaiveDate>,
    text: String,
    done: String,
    passed_to: &'static str,
    steps: Vec<StepLine>,
    has_reporter: bool,
    version: i64,
    /// Whether it waits for a step, and is not put away.
    waits: bool,
    receivers: Vec<Choice>,
    until: DateParts,
    form: FormView,
}

#[derive(Serialize)]
struct StepLine {
    step: String,
    until: Option<NaiveDate>,
    to: &'static str,
    why: String,
    by: String,
    at: DateTime<Utc>,
}

#[derive(Serialize)]
struct ReporterPage {
    signal: String,
    number: String,
    name: String,
    contact: String,
    /// Name and mail address of the account of the aanbieder.
    account: Option<(String, String)>,
}

#[derive(Serialize)]
struct NewPage {
    providers: Vec<Choice>,
    gemeenten: Vec<Choice>,
    natures: Vec<Choice>,
    disciplines: Vec<Choice>,
    chosen: String,
    day: DateParts,
    form: FormView,
}

/// The disciplines to choose from; none where there is no choice.
pub(super) fn disciplines(wall: &WallScope) -> Vec<Choice> {
    let choice =
        |one: &Discipline| Choice { value: one.code().to_owned(), label: sentence(words::discipline(*one)) };
    if wall.watches.len() < 2 { Vec::new() } else { wall.watches.keys().map(choice).collect() }
}

/// `GET /toezicht/signalen`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn list(call: Call) -> Answer {
    let (wall, names) = (signals::wall(&call.visitor)?, super::region_names(&call).await?);
    let query = call.query();
    let wanted = Wanted {
        over: query.text("stand") == "klaar",
        nature: Nature::from_code(query.text("waarover")),
        org: None,
    };
    let asked = wanted.clone();
    let list = call.read(move |conn| signals::list(conn, &wall, &asked)).await?;
    let today = local_day(call.now);
    let page = ListPage {
        rows: list.lines.into_iter().map(|line| Row::of(line, (&names, today))).collect(),
        natures: natures(Nature::ALL),
        nature: wanted.nature.map_or("", |one| one.code()),
        over: wanted.over,
        is_cut: list.is_cut,
    };
    call.page(LIST, &page)
}

async fn show(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (wall, names) = (signals::wall(&call.visitor)?, super::region_names(call).await?);
    let (ctx, id): (_, SignalId) = (call.ctx(), call.id("id")?);
    let one = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| signals::look(conn, &wall, &id);
            database.look(&ctx, look, |conn| signals::one(conn, &wall, &id))
        })
        .await?;
    Ok(shown(one, (&names, local_day(call.now)), form))
}

fn shown(one: One, (names, today): (&Names, NaiveDate), form: FormView) -> OnePage {
    let receiver =
        |to: Receiver| Choice { value: to.code().to_owned(), label: sentence(words::receiver(to)) };
    let steps = one.steps.into_iter().map(|(row, by)| StepLine {
        step: row.step,
        until: row.until_on,
        to: row.passed_to.map_or("", |to| words::receiver(to.0)),
        why: row.why,
        by,
        at: row.taken_at.and_utc(),
    });
    OnePage {
        at: format!("{HOME}/{}", one.line.id),
        investigate: format!(
            "/toezicht/onderzoeken/nieuw?aanbieder={}&signaal={}",
            one.line.org, one.line.id
        ),
        provider: format!("/toezicht/{}", one.line.org),
        discipline: words::discipline(one.discipline),
        other: words::discipline(one.discipline.other()),
        group: if one.group.is_empty() { String::new() } else { names.group(&one.group) },
        location: one.location,
        on: one.on,
        text: one.text,
        done: one.done,
        passed_to: one.passed_to.map_or("", words::receiver),
        steps: steps.collect(),
        has_reporter: one.has_reporter,
        version: one.version,
        waits: matches!(one.line.state, State::Received | State::Watched),
        receivers: Receiver::ALL.iter().copied().map(receiver).collect(),
        until: DateParts::shown(&form, "tot", None),
        row: Row::of(one.line, (names, today)),
        form,
    }
}

/// `GET /toezicht/signalen/{id}`: looking is noted, once an hour.
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn one(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /toezicht/signalen/{id}/stap`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall; [`AppError::Refused`] in the words of the rule.
pub async fn step(call: Call) -> Answer {
    let (wall, id): (_, SignalId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let form = &call.form;
    let step = Step {
        step: form.text("stap").to_owned(),
        until: DateParts::sent(form, "tot").date(),
        to: form.text("aan").to_owned(),
        why: form.raw("waarom").to_owned(),
        seen: form.text("version").parse().map_err(|_| AppError::BadRequest)?,
    };
    // What is handed over to the other discipline may not be there any more for who handed it over.
    let gone = step.step == Command::HandOver { from: Discipline::Quality }.name();
    let done = call
        .change(move |conn, ctx| {
            signals::take(conn, ctx, &wall, &id, &step)?;
            Ok(if gone { HOME.to_owned() } else { format!("{HOME}/{id}") })
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}

/// `GET /toezicht/signalen/{id}/melder`: who reported, apart from the signal because each look at it is noted.
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall, and where nobody is known.
pub async fn reporter(call: Call) -> Answer {
    let (wall, ctx, id): (_, _, SignalId) = (signals::wall(&call.visitor)?, call.ctx(), call.id("id")?);
    let signal = format!("{HOME}/{id}");
    let found = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| signals::look_at_reporter(conn, &wall, &id);
            database.look(&ctx, look, |conn| signals::reporter(conn, &wall, &id))
        })
        .await?;
    let page = ReporterPage {
        signal,
        number: found.number,
        name: found.name,
        contact: found.contact,
        account: found.account,
    };
    call.page("supervision/reporter.html", &page)
}

async fn observing(call: &Call, form: FormView) -> Result<NewPage, AppError> {
    let (wall, names) = (signals::wall(&call.visitor)?, super::region_names(call).await?);
    let areas: Vec<Area> = wall
        .watches
        .values()
        .map(|own| Area { scope: wall.region.clone(), gemeenten: own.clone() })
        .collect();
    let everywhere = areas.iter().any(|area| area.gemeenten.is_empty());
    let own: Vec<String> = areas.iter().flat_map(|area| area.gemeenten.iter().cloned()).collect();
    let mut entries = call
        .read(move |conn| {
            let mut entries = Vec::new();
            for area in &areas {
                entries.extend(view::everybody(conn, area)?);
            }
            Ok(entries)
        })
        .await?;
    entries.sort_by(|one, other| (&one.name_key, &one.org).cmp(&(&other.name_key, &other.org)));
    entries.dedup();
    let gemeenten = names.gemeenten.iter().filter(|(code, _)| everywhere || own.contains(code));
    let mut gemeenten: Vec<Choice> =
        gemeenten.map(|(code, name)| Choice { value: code.clone(), label: name.clone() }).collect();
    gemeenten.sort_by(|one, other| one.label.cmp(&other.label));
    Ok(NewPage {
        providers: entries.into_iter().map(|one| Choice { value: one.org, label: one.name }).collect(),
        gemeenten,
        natures: natures(Nature::OBSERVED),
        disciplines: disciplines(&wall),
        chosen: call.query().text("aanbieder").to_owned(),
        day: DateParts::shown(&form, "wanneer", None),
        form,
    })
}

/// `GET /toezicht/signalen/nieuw`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn new(call: Call) -> Answer {
    let page = observing(&call, FormView::default()).await?;
    call.page(NEW, &page)
}

/// `POST /toezicht/signalen/nieuw`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn observe(call: Call) -> Answer {
    let wall = signals::wall(&call.visitor)?;
    let text = |name: &str| call.form.text(name).to_owned();
    let seen = Observation {
        org: text("aanbieder"),
        discipline: text("toezicht"),
        nature: text("waarover"),
        gemeente: text("gemeente"),
        location: text("waar"),
        on: DateParts::sent(&call.form, "wanneer").date(),
        text: call.form.raw("wat").to_owned(),
    };
    let done = call
        .change(move |conn, ctx| {
            let id = signals::observe(conn, ctx, &wall, &seen)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, NEW, async |form| observing(&call, form).await).await
}
