//! What was decided in the own gemeenten, and one decision as it was then.
//! May import: app, storage::views, domain (to show), web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::AnswerLine;
use crate::app::DbConn;
use crate::app::replay::Found;
use crate::app::supervision::decided::{Decided, Hand, Judged, PER_PAGE, Part, Rests};
use crate::app::supervision::{self, decided};
use crate::domain::code::Code as _;
use crate::domain::decision::Outcome;
use crate::domain::ids::{DecisionId, Id};
use crate::domain::rules;
use crate::domain::words::export;
use crate::storage::views::decided::{Line, Wanted};
use crate::web::call::{Answer, Call};
use crate::web::forms::percent_encode;
use crate::web::public::register::Names;

const HOME: &str = "/toezicht/besluiten";

#[derive(Serialize)]
struct Page {
    search: String,
    outcome: String,
    own: Vec<String>,
    rows: Vec<Row>,
    next: String,
}

#[derive(Serialize)]
struct Row {
    href: String,
    number: String,
    name: String,
    group: String,
    gemeente: String,
    outcome: &'static str,
    signed_at: Option<DateTime<Utc>>,
    /// Whether it came in the place of an earlier decision.
    revises: bool,
}

/// `GET /toezicht/besluiten`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let area = supervision::area(&call.visitor)?;
    let (names, own) = super::names(&call, &area).await?;
    let query = call.query();
    let (search, outcome) = (query.text("zoek").to_owned(), query.text("uitkomst").to_owned());
    let wanted = Wanted { typed: search.clone(), outcome: Outcome::from_code(&outcome), after: None };
    let from: Option<DecisionId> = Id::parse(query.text("na")).ok();
    let mut lines = call
        .read(move |conn| {
            let after = from.map(|id| decided::after(conn, &area, &id)).transpose()?;
            decided::list(conn, &area, &Wanted { after, ..wanted })
        })
        .await?;
    let more = lines.len() > PER_PAGE;
    lines.truncate(PER_PAGE);
    let next = lines.last().filter(|_| more).map(|last| {
        let chosen = format!("zoek={}&uitkomst={}", percent_encode(&search), percent_encode(&outcome));
        format!("{HOME}?{chosen}&na={}", last.id)
    });
    let rows = lines.into_iter().map(|one| row(one, &names)).collect();
    let page = Page { search, outcome, own, rows, next: next.unwrap_or_default() };
    call.page("supervision/decisions.html", &page)
}

fn row(one: Line, names: &Names) -> Row {
    Row {
        href: format!("{HOME}/{}", one.id),
        number: one.number,
        name: one.name,
        group: names.group(&one.group),
        gemeente: names.gemeente(&one.gemeente),
        outcome: one.outcome.0.code(),
        signed_at: one.signed_at.map(|at| at.and_utc()),
        revises: one.revises.is_some(),
    }
}

#[derive(Serialize)]
struct OnePage {
    name: String,
    number: String,
    group: String,
    gemeente: String,
    outcome: &'static str,
    note: String,
    hands: Vec<HandLine>,
    others: Vec<(String, DateTime<Utc>)>,
    rests: Option<RestsView>,
    replay: Replay,
    leaves: Vec<Leaf>,
}

#[derive(Serialize)]
struct HandLine {
    part: &'static str,
    name: String,
    at: DateTime<Utc>,
    /// The mandaat or volmacht, where somebody signed.
    under: String,
}

#[derive(Serialize)]
struct RestsView {
    /// The page of the regeling as it was; empty where it was never published.
    rules: String,
    seq: i32,
    since: Option<DateTime<Utc>>,
    scheme: String,
    national: String,
    sha256: String,
    answers: Vec<AnswerLine>,
    papers: Vec<PaperLine>,
    /// What somebody judged, what was not met, and what only named officers read.
    results: Vec<ResultLine>,
    /// What the rules found met, without a person.
    plain: Vec<ResultLine>,
}

#[derive(Serialize)]
struct PaperLine {
    title: String,
    issued_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    sha256: String,
}

#[derive(Serialize)]
struct ResultLine {
    code: String,
    title: String,
    counts: bool,
    rules: &'static str,
    said: &'static str,
    motivation: String,
    by: String,
    at: Option<DateTime<Utc>>,
    equal: (i64, i64),
}

#[derive(Serialize)]
struct Replay {
    /// `identical`, `differs`, `gone`, `altered` or `unreadable`.
    found: &'static str,
    requirements: Vec<String>,
}

#[derive(Serialize)]
struct Leaf {
    n: i64,
    at: DateTime<Utc>,
    what: String,
}

/// `GET /toezicht/besluiten/{id}`: looking is noted, once an hour.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for a decision of elsewhere, and for one that was not made known yet.
pub async fn one(call: Call) -> Answer {
    let (area, ctx, id): (_, _, DecisionId) = (supervision::area(&call.visitor)?, call.ctx(), call.id("id")?);
    let (names, _) = super::names(&call, &area).await?;
    let slug = super::slug(&call.visitor)?;
    let found = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| decided::look(conn, &ctx, &area, &id);
            database.look(&ctx, look, |conn| decided::one(conn, &ctx, &area, &id))
        })
        .await?;
    call.page("supervision/decision.html", &shown(found, &names, &slug))
}

fn shown(found: Decided, names: &Names, slug: &str) -> OnePage {
    let leaf = |(n, at, event): (i64, DateTime<Utc>, String)| Leaf {
        n,
        at,
        what: export::happened(&event).map_or(event, str::to_owned),
    };
    let other = |(id, at): (DecisionId, DateTime<Utc>)| (format!("{HOME}/{id}"), at);
    OnePage {
        group: names.group(&found.group),
        gemeente: names.gemeente(&found.gemeente),
        outcome: found.outcome.code(),
        hands: found.hands.into_iter().map(hand).collect(),
        others: found.others.into_iter().map(other).collect(),
        rests: found.basis.map(|basis| rests(basis, slug)),
        replay: replay(found.replayed),
        leaves: found.leaves.into_iter().map(leaf).collect(),
        name: found.name,
        number: found.number,
        note: found.note,
    }
}

fn hand(one: Hand) -> HandLine {
    let under = match &one.part {
        Part::Signed(reference) => reference.clone(),
        Part::Assessed | Part::Proposed | Part::Countersigned => String::new(),
    };
    HandLine { part: one.part.code(), name: one.name, at: one.at, under }
}

fn rests(basis: Rests, slug: &str) -> RestsView {
    let (version, seq, since) = match basis.version {
        Some((id, seq, since)) => (Some(id), seq, Some(since)),
        None => (None, 0, None),
    };
    let papers = basis.papers.into_iter().map(|one| PaperLine {
        title: one.title,
        issued_on: one.issued_on,
        expires_on: one.expires_on,
        sha256: one.sha256,
    });
    let met = |one: &Judged| one.said.is_none() && one.rules == Some(rules::Outcome::Met);
    let (plain, results): (Vec<Judged>, Vec<Judged>) = basis.results.into_iter().partition(met);
    RestsView {
        rules: version.map(|id| format!("/regio/{slug}/regeling/{id}")).unwrap_or_default(),
        seq,
        since,
        scheme: basis.scheme,
        national: basis.national,
        sha256: basis.sha256,
        answers: basis.answers.into_iter().map(AnswerLine::from).collect(),
        papers: papers.collect(),
        results: results.into_iter().map(result).collect(),
        plain: plain.into_iter().map(result).collect(),
    }
}

fn result(one: Judged) -> ResultLine {
    let (said, motivation, by, at, equal) = match one.said {
        Some(said) => (said.said.code(), said.motivation, said.name, Some(said.at), said.equal),
        None => ("", String::new(), String::new(), None, (0, 0)),
    };
    ResultLine {
        code: one.code.to_string(),
        title: one.title,
        counts: one.counts,
        rules: one.rules.map_or("", |rules| rules.code()),
        said,
        motivation,
        by,
        at,
        equal,
    }
}

fn replay(found: Found) -> Replay {
    let (found, requirements) = match found {
        Found::Identical => ("identical", Vec::new()),
        Found::Differs { requirements } => ("differs", requirements),
        Found::Gone => ("gone", Vec::new()),
        Found::Altered => ("altered", Vec::new()),
        Found::Unreadable { .. } => ("unreadable", Vec::new()),
    };
    Replay { found, requirements }
}
