//! The list of the contractmanager: who is admitted where, and what waits before it can start.
//! May import: app, domain (to show), storage::views, web.

use serde::Serialize;

use super::{Choice, HOME};
use crate::app::contracts::{self, Waiting};
use crate::domain::admission::State;
use crate::domain::code::Code as _;
use crate::domain::words::contracts as words;
use crate::storage::views::admissions::{AdmissionLine, Wanted};
use crate::web::call::{Answer, Call};
use crate::web::forms::percent_encode;

#[derive(Serialize)]
struct ListPage {
    waiting: Vec<Line>,
    waiting_more: bool,
    aanbieders: Vec<Aanbieder>,
    states: Vec<Choice>,
    gemeenten: Vec<Choice>,
    state: String,
    gemeente: String,
    chosen: usize,
    next: String,
}

#[derive(Serialize)]
struct Line {
    org: String,
    name: String,
    gemeente: String,
    starts: String,
    lots: usize,
    waits_for: Vec<String>,
}

#[derive(Serialize)]
struct Aanbieder {
    org: String,
    name: String,
    gemeenten: Vec<String>,
    /// How many admissions per state, in the order of [`State`].
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    state: &'static str,
    number: usize,
}

/// `GET /beoordeling/toelatingen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, ctx, query) = (call.visitor.region_scope()?, call.ctx(), call.query());
    let (state, gemeente) = (query.text("stand").to_owned(), query.text("gemeente").to_owned());
    let after = query.text("na").split_once('|').map(|(org, key)| (key.to_owned(), org.to_owned()));
    let wanted = Wanted {
        state: State::from_code(&state),
        gemeente: Some(gemeente.clone()).filter(|code| !code.is_empty()),
        after,
    };
    let found = call.read(move |conn| contracts::overview(conn, &ctx, &scope, &wanted)).await?;
    let name = |code: &str| {
        found.gemeenten.iter().find(|(own, _)| own == code).map_or(code, |(_, name)| name).to_owned()
    };
    let next = match found.lines.last() {
        Some(last) if found.more => format!(
            "{HOME}?stand={state}&gemeente={gemeente}&na={}%7C{}",
            percent_encode(&last.org),
            percent_encode(&last.org_name_key)
        ),
        _ => String::new(),
    };
    let page = ListPage {
        waiting: found.waiting.iter().map(|one| line(one, name)).collect(),
        waiting_more: found.waiting_more,
        aanbieders: aanbieders(&found.lines, name),
        states: all()
            .chain(State::ALL.iter().map(|state| Choice {
                value: state.code().to_owned(),
                label: words::state(*state).to_owned(),
            }))
            .collect(),
        chosen: usize::from(!state.is_empty()) + usize::from(!gemeente.is_empty()),
        gemeenten: all()
            .chain(
                found
                    .gemeenten
                    .iter()
                    .map(|(code, name)| Choice { value: code.clone(), label: name.clone() }),
            )
            .collect(),
        state,
        gemeente,
        next,
    };
    call.page("review/toelatingen.html", &page)
}

/// The choice not to filter.
fn all() -> std::iter::Once<Choice> {
    std::iter::once(Choice { value: String::new(), label: words::ALL.to_owned() })
}

fn line(one: &Waiting, name: impl Fn(&str) -> String) -> Line {
    Line {
        org: one.org.clone(),
        name: one.org_name.clone(),
        gemeente: name(&one.gemeente),
        starts: one.starts_on.to_string(),
        lots: one.lots,
        waits_for: one.waits_for.clone(),
    }
}

fn aanbieders(lines: &[AdmissionLine], name: impl Fn(&str) -> String) -> Vec<Aanbieder> {
    let mut aanbieders: Vec<Aanbieder> = Vec::new();
    for line in lines {
        if aanbieders.last().is_none_or(|last| last.org != line.org) {
            let (org, name) = (line.org.clone(), line.org_name.clone());
            aanbieders.push(Aanbieder { org, name, gemeenten: Vec::new(), counts: Vec::new() });
        }
        let Some(one) = aanbieders.last_mut() else { continue };
        let gemeente = name(&line.gemeente);
        if !one.gemeenten.contains(&gemeente) {
            one.gemeenten.push(gemeente);
        }
        let state = line.state.0.code();
        match one.counts.iter_mut().find(|count| count.state == state) {
            Some(count) => count.number += 1,
            None => one.counts.push(Count { state, number: 1 }),
        }
    }
    aanbieders
}
