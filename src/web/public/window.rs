//! Instroomvensters as cards and as a picture of a year.
//! May import: app::public, domain, render.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use serde::Serialize;

use crate::app::public::Window;
use crate::domain::code::Code as _;
use crate::domain::terms::local_day;
use crate::domain::windows::{DatesPlan, Phase, Phases};
use crate::render::svg::{Strip, StripLine, StripPhase};

/// A window on a card.
#[derive(Debug, Clone, Serialize)]
pub struct WindowCard {
    /// Unique on the page.
    pub id: String,
    /// Title.
    pub title: String,
    /// Code of the kind.
    pub kind: &'static str,
    /// Code of the phase.
    pub phase: &'static str,
    /// Whether one may submit now.
    pub open: bool,
    /// Whether the team reads nothing before the close.
    pub sealed: bool,
    /// From when one may submit.
    pub opens: DateTime<Utc>,
    /// Until when.
    pub closes: DateTime<Utc>,
    /// Its moments in order.
    pub moments: Vec<Moment>,
    /// Why it closes when it does.
    pub why: Vec<String>,
}

/// One moment of a window.
#[derive(Debug, Clone, Serialize)]
pub struct Moment {
    /// Which; the template has the words.
    pub code: &'static str,
    /// `done`, `now` or `later`.
    pub state: &'static str,
    /// A moment, for what ends at a minute.
    pub at: Option<DateTime<Utc>>,
    /// A day, for what is about a day.
    pub on: Option<NaiveDate>,
}

impl WindowCard {
    /// Of a window at this moment.
    #[must_use]
    pub fn of(window: &Window, now: DateTime<Utc>) -> Self {
        let phases = &window.phases;
        let today = local_day(now);
        let moment = |code, at: DateTime<Utc>| (code, Some(at), None, at <= now);
        let day = |code, on: NaiveDate| (code, None, Some(on), on <= today);
        let mut all = vec![
            moment("published", phases.publication),
            moment("questions_until", phases.questions_until),
            moment("answers_by", phases.answers_by),
            moment("opens", phases.opens),
            moment("closes", phases.closes),
            day("decisions_due", phases.decisions_due),
            day("starts", phases.starts_on),
        ];
        all.sort_by_key(|(_, at, on, _)| (at.map(local_day).or(*on), *at));
        let mut next_found = false;
        let moments = all.into_iter().map(|(code, at, on, done)| {
            let state = if done {
                "done"
            } else if next_found {
                "later"
            } else {
                next_found = true;
                "now"
            };
            Moment { code, state, at, on }
        });
        Self {
            id: window.id.to_string(),
            title: window.title.clone(),
            kind: window.kind.code(),
            phase: window.phase.code(),
            open: window.phase == Phase::Submission,
            sealed: window.sealed,
            opens: phases.opens,
            closes: phases.closes,
            moments: moments.collect(),
            why: window.why_closes(),
        }
    }

    /// Open ones first, then coming ones, each the first to close first; closed ones are left out.
    #[must_use]
    pub fn current<'a>(windows: impl IntoIterator<Item = &'a Window>, now: DateTime<Utc>) -> Vec<Self> {
        let mut current: Vec<&Window> =
            windows.into_iter().filter(|window| window.phases.closes > now).collect();
        current.sort_by_key(|window| (window.phase != Phase::Submission, window.phases.closes));
        current.into_iter().map(|window| Self::of(window, now)).collect()
    }
}

/// A moment or a day of a window that somebody plans; the template has the words of its code.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedMoment {
    code: &'static str,
    at: Option<DateTime<Utc>>,
    on: Option<NaiveDate>,
    /// What it was, where it becomes later.
    was_at: Option<DateTime<Utc>>,
    was_on: Option<NaiveDate>,
}

impl PlannedMoment {
    /// All moments of a window in their order, with what each was.
    #[must_use]
    pub fn all(phases: &Phases, was: Option<&Phases>) -> Vec<Self> {
        let at = |code, of: fn(&Phases) -> DateTime<Utc>| Self {
            code,
            at: Some(of(phases)),
            on: None,
            was_at: was.map(of),
            was_on: None,
        };
        let on = |code, of: fn(&Phases) -> NaiveDate| Self {
            code,
            at: None,
            on: Some(of(phases)),
            was_at: None,
            was_on: was.map(of),
        };
        vec![
            at("published", |phases| phases.publication),
            at("questions_until", |phases| phases.questions_until),
            at("answers_by", |phases| phases.answers_by),
            at("opens", |phases| phases.opens),
            at("closes", |phases| phases.closes),
            on("decisions_due", |phases| phases.decisions_due),
            on("starts", |phases| phases.starts_on),
        ]
    }

    /// Those that become later.
    #[must_use]
    pub fn later(plan: &DatesPlan) -> Vec<Self> {
        let mut moments = Self::all(&plan.phases, Some(&plan.was));
        moments.retain(|one| (one.at, one.on) != (one.was_at, one.was_on));
        moments
    }
}

/// A picture for each year in which a window has a phase, from this year on.
#[must_use]
pub fn years(windows: &[&Window], today: NaiveDate) -> Vec<Strip> {
    let mut years: Vec<i32> = windows
        .iter()
        .flat_map(|window| [local_day(window.phases.opens).year(), window.phases.decisions_due.year()])
        .filter(|year| *year >= today.year())
        .collect();
    years.sort_unstable();
    years.dedup();
    let strip = |year: i32| {
        let shown = windows.iter().filter(|window| in_year(&window.phases, year));
        let rows = shown.map(|window| line(&window.title, &window.phases, "")).collect();
        Strip::lay(&format!("jaar-{year}"), year, today, rows, Vec::new())
    };
    years.into_iter().map(strip).collect()
}

/// Whether a window has a phase in a year.
#[must_use]
pub fn in_year(phases: &Phases, year: i32) -> bool {
    local_day(phases.publication).year() <= year && phases.decisions_due.year() >= year
}

/// A window as a row of the picture of a year.
#[must_use]
pub fn line(title: &str, phases: &Phases, sub: &str) -> StripLine {
    StripLine { label: title.to_owned(), sub: sub.to_owned(), phases: blocks(phases) }
}

fn blocks(phases: &Phases) -> Vec<StripPhase> {
    let day = local_day;
    let opens = day(phases.opens);
    let until_open = |at: DateTime<Utc>| day(at).min(opens);
    let spans = [
        ("questions", day(phases.publication), until_open(phases.questions_until)),
        ("answers", until_open(phases.questions_until), until_open(phases.answers_by)),
        ("waiting", until_open(phases.answers_by), opens),
        ("submission", opens, day(phases.closes)),
        ("deciding", day(phases.closes), phases.decisions_due),
    ];
    let last = |from: NaiveDate, next: NaiveDate| next.pred_opt().unwrap_or(from).max(from);
    spans
        .into_iter()
        .filter(|(_, from, next)| from < next)
        .map(|(code, from, next)| {
            // A close at noon still counts that day.
            let until = if matches!(code, "submission" | "deciding") { next } else { last(from, next) };
            StripPhase { code, from, until }
        })
        .collect()
}
