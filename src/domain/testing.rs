//! What the tests of the lives share: identifiers, moments, a window, and drawings read as edges.
//! May import: everything of the domain; compiled for tests only.

use std::collections::BTreeSet;
use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, Utc};

use crate::code::Code;
use crate::ids::Id;
use crate::motivation::Motivation;
use crate::windows::{Minimums, Phases, Sealing, Window, WindowKind};

/// How many random cases a property gets: the usual number, or what `make soak` asks for.
pub fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").map_or(usual, |asked| asked.parse().unwrap())
}

/// The n-th identifier.
pub fn id<K>(n: usize) -> Id<K> {
    Id::parse(&format!("00000000-0000-7000-8000-{n:012x}")).unwrap()
}

/// A moment in UTC, such as `2026-10-01T10:00:00Z`.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A day, such as `2026-10-01`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Some motivation.
pub fn because() -> Motivation {
    Motivation::parse("De polis is verlopen op de peildatum.").unwrap()
}

/// The phases of the yearly window of 2026: open from 1 September to 15 October, noon in the Netherlands.
pub fn phases() -> Phases {
    Phases {
        publication: at("2026-07-01T07:00:00Z"),
        questions_until: at("2026-08-01T10:00:00Z"),
        answers_by: at("2026-08-20T10:00:00Z"),
        opens: at("2026-09-01T07:00:00Z"),
        closes: at("2026-10-15T10:00:00Z"),
        decisions_due: day("2026-12-10"),
        starts_on: day("2027-01-01"),
    }
}

/// That window, sealed or not, of which the close takes effect at once.
pub fn window(sealing: Sealing) -> Window {
    let least = Minimums { publication_days: 14, after_answers_days: 10, submission_days: 42 };
    let window = Window::new(WindowKind::Annual, sealing, phases(), &least).unwrap();
    window.with_closed(Some(phases().closes))
}

/// A step as drawn: from, command, to.
pub type Edge = (String, String, String);

/// The edges of a mermaid `stateDiagram-v2` in a page; beginnings and ends (`[*]`) are left out.
pub fn drawn(page: &str) -> BTreeSet<Edge> {
    let diagram = page.split("```mermaid").nth(1).expect("a diagram").split("```").next().unwrap();
    assert!(diagram.trim_start().starts_with("stateDiagram-v2"));
    let edge = |line: &str| {
        let (from, rest) = line.split_once("-->")?;
        let (to, command) = rest.split_once(':')?;
        Some((from.trim().to_owned(), command.trim().to_owned(), to.trim().to_owned()))
    };
    diagram.lines().filter_map(edge).collect()
}

/// Drawing, written list and what really runs must be the same set; every state must be drawn.
pub fn drawing_list_and_code_agree<S: Code + Ord + Debug>(
    page: &str,
    list: &[(S, &str, S)],
    ran: &BTreeSet<(S, &'static str, S)>,
) {
    let text =
        |(from, step, to): &(S, &str, S)| (from.code().to_owned(), (*step).to_owned(), to.code().to_owned());
    let listed: BTreeSet<Edge> = list.iter().map(text).collect();
    let ran: BTreeSet<Edge> = ran.iter().map(|(from, step, to)| text(&(*from, step, *to))).collect();
    assert_eq!(listed.len(), list.len(), "a step is listed twice");
    assert_eq!(ran, listed, "left: what runs; right: what is listed");
    assert_eq!(drawn(page), listed, "left: what is drawn; right: what is listed");
    for state in S::ALL {
        assert!(page.contains(state.code()), "{state:?} is not drawn");
        assert_eq!(S::from_code(state.code()), Some(*state));
    }
}
