//! What every page of measures shows: a line in a list, and one measure in its parts.
//! May import: app, domain (to show), web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::app::measures::{Line, Seen};
use crate::domain::code::Code as _;
use crate::domain::money::Cents;
use crate::domain::supervision::measure::{Clients, MeasureKind};
use crate::domain::words::format::sentence;
use crate::domain::words::measures as words;
use crate::web::public::report::Choice;

/// A measure in a table.
#[derive(Serialize)]
pub struct Row {
    href: String,
    number: String,
    name: String,
    gemeente: String,
    kind: String,
    /// Where it is.
    pub state: &'static str,
    advised_at: DateTime<Utc>,
    recheck_on: Option<NaiveDate>,
}

impl Row {
    /// A line whose pages stand under an address.
    pub fn of(line: Line, home: &str) -> Self {
        Self {
            href: format!("{home}/{}", line.id),
            number: line.number,
            name: line.name,
            gemeente: line.gemeente,
            kind: sentence(words::kind(line.kind)),
            state: line.state.code(),
            advised_at: line.advised_at,
            recheck_on: line.recheck_on,
        }
    }
}

/// Where it was, what was found, and where that comes from.
#[derive(Serialize)]
pub struct Fact {
    location: String,
    fact: String,
    source: String,
}

/// What was proposed.
#[derive(Serialize)]
pub struct Plan {
    kind: String,
    article: String,
    until: Option<NaiveDate>,
    amount: Option<i64>,
    transferred: bool,
    motivation: String,
    lighter: String,
    at: DateTime<Utc>,
}

/// What the aanbieder said.
#[derive(Serialize)]
pub struct View {
    text: String,
    at: DateTime<Utc>,
}

/// What was decided.
#[derive(Serialize)]
pub struct Decided {
    motivation: String,
    at: DateTime<Utc>,
}

/// One measure.
#[derive(Serialize)]
pub struct Shown {
    row: Row,
    at: String,
    groups: Vec<String>,
    facts: Vec<Fact>,
    advised: String,
    plan: Option<Plan>,
    view: Option<View>,
    decided: Option<Decided>,
    version: i64,
}

impl Shown {
    /// A measure whose pages stand under an address.
    pub fn of(seen: Seen, home: &str) -> Self {
        let facts = seen.facts.into_iter().map(|[location, fact, source]| Fact { location, fact, source });
        let plan = seen.life.proposed().map(|proposed| {
            let wish = proposed.plan.wish();
            Plan {
                kind: sentence(words::kind(wish.kind)),
                article: proposed.plan.article().to_owned(),
                until: wish.until,
                amount: wish.amount.map(Cents::get),
                transferred: wish.clients == Clients::Transferred,
                motivation: wish.motivation.as_str().to_owned(),
                lighter: wish.lighter.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
                at: proposed.done.at,
            }
        });
        let view = seen.life.view();
        let taken = seen.life.taken();
        Self {
            at: format!("{home}/{}", seen.line.id),
            groups: seen.groups,
            facts: facts.collect(),
            advised: sentence(words::kind(seen.life.advised().kind)),
            view: view.map(|one| View { text: one.text.as_str().to_owned(), at: one.done.at }),
            decided: taken
                .map(|one| Decided { motivation: one.motivation.as_str().to_owned(), at: one.done.at }),
            plan,
            version: seen.version,
            row: Row::of(seen.line, home),
        }
    }
}

/// A kind of measure to choose, with what the overeenkomst says of it.
pub fn kind(kind: MeasureKind, help: String) -> Kind {
    Kind { value: kind.code(), label: sentence(words::kind(kind)), help }
}

/// A kind of measure to choose.
#[derive(Serialize)]
pub struct Kind {
    value: &'static str,
    label: String,
    help: String,
}

/// A choice without help.
pub(in crate::web) fn choice(value: String, label: String) -> Choice {
    Choice { value, label }
}
