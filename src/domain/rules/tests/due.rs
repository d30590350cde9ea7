//! What is due with the application, at the start of an admission, and some time after it.

use super::story::Story;
use crate::scheme::{Span, SpanUnit};

/// The eisen of the first lot that are still open at the start, and those that are open some time after it.
fn open(story: &Story) -> (Vec<String>, Vec<(String, Span)>) {
    let verdict = story.verdict();
    let lot = &verdict.lots[0];
    let at = verdict.open_at_start(lot).map(|one| one.code.to_string());
    let after = verdict.open_after_start(lot).map(|(one, within)| (one.code.to_string(), within));
    (at.collect(), after.collect())
}

#[test]
fn at_the_start_only_what_is_due_then_is_asked_and_open_is_what_is_not_met() {
    let complete = Story::complete();
    let verdict = complete.verdict();
    let asked: Vec<_> = verdict.at_start(&verdict.lots[0]).map(|one| one.code.as_str()).collect();
    assert_eq!(asked, ["GES-03"]);
    assert_eq!(open(&complete), (vec![], vec![]));
    assert_eq!(open(&complete.no_papers("certificaat")).0, ["GES-03"]);
    let advised = Story::under("4.3, hard: ja", "4.3, hard: nee").no_papers("certificaat");
    assert_eq!(open(&advised).0, [""; 0], "nobody is held to advice");
}

#[test]
fn what_is_due_some_time_after_the_start_stays_open_until_it_is_met() {
    let later = |hard: &str| {
        let from = "4.1, hard: ja, herstelbaar: ja,";
        Story::under(from, &format!("4.1, hard: {hard}, herstelbaar: ja, moment: {{na_start: 6 maanden}},"))
    };
    assert_eq!(open(&later("ja")).1, []);
    let due = ("GES-01".to_owned(), Span { count: 6, unit: SpanUnit::Months });
    assert_eq!(open(&later("ja").no_papers("kvk")).1, [due]);
    assert_eq!(open(&later("nee").no_papers("kvk")).1, []);
}
