//! An investigation on a page: for toezicht, and for the aanbieder of what it knows.
//! May import: app, domain (to show), web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::investigations::{FindingSeen, Line, NormSeen, Seen};
use crate::domain::code::Code as _;
use crate::domain::supervision::investigation::{Outcome, Scope};
use crate::domain::words::format::sentence;
use crate::domain::words::investigations as words;
use crate::domain::words::signals::discipline;
use crate::web::public::register::Names;
use crate::web::public::report::Choice;

/// An investigation in a table.
#[derive(Serialize)]
pub(in crate::web) struct Row {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) name: String,
    discipline: &'static str,
    gemeenten: Vec<String>,
    pub(super) state: &'static str,
    visit_at: DateTime<Utc>,
    until: Option<String>,
    /// Whether the term for wederhoor runs, or ran out without an answer.
    is_over: bool,
}

impl Row {
    pub(in crate::web) fn of(line: Line, (names, now): (&Names, DateTime<Utc>)) -> Self {
        Self {
            id: line.id,
            number: line.number,
            name: line.name,
            discipline: discipline(line.discipline),
            gemeenten: line.gemeenten.iter().map(|code| names.gemeente(code)).collect(),
            state: line.state.code(),
            visit_at: line.visit_at,
            until: line.until.map(|at| at.to_rfc3339()),
            is_over: line.until.is_some_and(|until| until <= now),
        }
    }
}

/// Locations, products and gemeenten to choose from or to read.
#[derive(Serialize)]
pub(in crate::web) struct ScopeView {
    locations: Vec<Choice>,
    products: Vec<Choice>,
    gemeenten: Vec<Choice>,
}

impl ScopeView {
    fn of(scope: &Scope, names: &Names) -> Self {
        let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
        let locations = scope.locations().iter().map(|one| choice(one.as_str(), one.as_str().to_owned()));
        let products = scope.products().iter().map(|one| choice(one.as_str(), names.product(one.as_str())));
        let gemeenten =
            scope.gemeenten().iter().map(|one| choice(one.as_str(), names.gemeente(one.as_str())));
        Self { locations: locations.collect(), products: products.collect(), gemeenten: gemeenten.collect() }
    }
}

#[derive(Serialize)]
struct NoteView {
    text: String,
    by: String,
    at: DateTime<Utc>,
}

#[derive(Serialize)]
struct FindingView {
    outcome: &'static str,
    text: String,
    scope: ScopeView,
    reply: String,
    weighing: String,
    becomes: &'static str,
}

impl FindingView {
    fn of(one: FindingSeen, names: &Names) -> Self {
        Self {
            outcome: one.outcome.code(),
            text: one.text,
            scope: ScopeView::of(&one.scope, names),
            reply: one.reply,
            weighing: one.weighing,
            becomes: one.becomes.code(),
        }
    }
}

/// A norm with everything that stands beside it.
#[derive(Serialize)]
pub(in crate::web) struct NormView {
    code: String,
    theme: String,
    criterion: String,
    text: String,
    evidence: String,
    notes: Vec<NoteView>,
    finding: Option<FindingView>,
}

impl NormView {
    fn of(one: NormSeen, names: &Names) -> Self {
        let notes = one.notes.into_iter().map(|one| NoteView { text: one.text, by: one.by, at: one.at });
        Self {
            code: one.norm.code.to_string(),
            theme: sentence(words::theme(one.norm.theme)),
            criterion: one.norm.criterion,
            text: one.norm.text,
            evidence: one.norm.evidence,
            notes: notes.collect(),
            finding: one.finding.map(|one| FindingView::of(one, names)),
        }
    }
}

#[derive(Serialize)]
struct StepView {
    step: String,
    why: String,
    by: String,
    at: DateTime<Utc>,
}

/// An investigation on a page.
#[derive(Serialize)]
pub(in crate::web) struct SeenView {
    row: Row,
    org: String,
    region: String,
    scope: ScopeView,
    framework: String,
    norms: Vec<NormView>,
    steps: Vec<StepView>,
    signal: Option<String>,
    sample: Option<String>,
    was_announced: bool,
    may_act: bool,
    version: i64,
    /// The outcomes to choose from.
    outcomes: Vec<Choice>,
}

impl SeenView {
    pub(in crate::web) fn of(seen: Seen, (names, now): (&Names, DateTime<Utc>)) -> Self {
        let steps = seen.steps.into_iter();
        let outcome =
            |one: &Outcome| Choice { value: one.code().to_owned(), label: sentence(words::outcome(*one)) };
        Self {
            row: Row::of(seen.line, (names, now)),
            org: seen.org,
            region: seen.region,
            scope: ScopeView::of(&seen.scope, names),
            framework: seen.framework,
            norms: seen.norms.into_iter().map(|one| NormView::of(one, names)).collect(),
            steps: steps
                .map(|one| StepView { step: one.step, why: one.why, by: one.by, at: one.at })
                .collect(),
            signal: seen.signal,
            sample: seen.sample,
            was_announced: seen.was_announced,
            may_act: seen.may_act,
            version: seen.version,
            outcomes: Outcome::ALL.iter().map(outcome).collect(),
        }
    }
}
