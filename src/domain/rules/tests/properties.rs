//! What holds for every aanbieder: order does not matter, a paper more never harms, and a change that is offered works.

use proptest::prelude::*;

use super::story::{Story, day, id};
use crate::rules::change::apply;
use crate::rules::{EvidenceFact, Offered, Outcome};

/// An aanbieder with arbitrary answers, some left open.
fn any_story() -> impl Strategy<Value = Story> {
    let number = || proptest::option::of(0_u32..20);
    let yes = || proptest::option::of(any::<bool>());
    let share = proptest::option::of(1_000_u32..3_000);
    let turnover = proptest::option::of(49_000_u32..51_000);
    let year = proptest::option::of(2022_i32..2028);
    let form = proptest::option::of(0_usize..3);
    let places = (0_i64..5, 0_i64..5);
    (share, turnover, number(), number(), yes(), yes(), year, form, places).prop_map(
        |(share, turnover, staff, checked, starter, convicted, year, form, places)| {
            let mut story = Story::complete();
            story = put(
                story,
                "solvabiliteit",
                share.map(|points| format!("{},{:02} %", points / 100, points % 100)),
            );
            story = put(story, "omzet", turnover.map(|euros| euros.to_string()));
            story = put(story, "medewerkers", staff.map(|count| count.to_string()));
            story = put(story, "met_vog", checked.map(|count| count.to_string()));
            story = put(story, "starter", starter.map(|yes| if yes { "ja" } else { "nee" }.to_owned()));
            story = put(story, "veroordeeld", convicted.map(|yes| if yes { "ja" } else { "nee" }.to_owned()));
            story = put(story, "polis_tot", year.map(|year| format!("31-12-{year}")));
            story = put(story, "audit", year.map(|year| format!("{}-10-15", year - 1)));
            story = put(story, "rechtsvorm", form.map(|which| ["bv", "stichting", "vof"][which].to_owned()));
            story = put(story, "dividend_1", staff.map(|count| (count * 2_000).to_string()));
            story = put(story, "dividend_2", checked.map(|count| (count * 1_500).to_string()));
            story = put(story, "dagen", form.map(|which| ["ma", "za", "zo"][which].to_owned()));
            story.lots[0].capacity[0].places = places.0;
            story.lots[1].capacity[0].places = places.1;
            story
        },
    )
}

fn put(story: Story, name: &str, text: Option<String>) -> Story {
    match text {
        Some(text) => story.with(name, &text),
        None => story.without(name),
    }
}

fn any_paper() -> impl Strategy<Value = EvidenceFact> {
    let kind = prop::sample::select(vec!["kvk", "certificaat", "klachtenregeling"]);
    let date =
        || proptest::option::of((2024_i32..2029, 1_u32..13).prop_map(|(year, month)| day(year, month, 28)));
    (kind, date(), date(), any::<bool>(), 10_u8..99).prop_map(
        |(kind, issued_on, expires_on, equivalent, number)| EvidenceFact {
            id: id(number),
            kind: kind.to_owned().try_into().unwrap(),
            issued_on,
            expires_on,
            sha256: None,
            offered: if equivalent { Offered::AsEquivalent } else { Offered::AsAsked },
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(200)))]

    #[test]
    fn the_order_of_lots_papers_and_judgements_changes_nothing(story in any_story(), more in any_paper()) {
        let mut one = story.clone().judged("UTV-03", "p1", false);
        one.evidence.push(more);
        let mut other = one.clone();
        other.lots.reverse();
        other.evidence.reverse();
        other.judgements.reverse();
        prop_assert_eq!(one.verdict(), one.verdict());
        prop_assert_eq!(one.verdict(), other.verdict());
    }

    #[test]
    fn a_lot_is_judged_alike_with_and_without_another(story in any_story()) {
        let mut alone = story.clone();
        alone.lots.truncate(1);
        let lot = &story.lots[0].lot;
        let (both, single) = (story.verdict(), alone.verdict());
        prop_assert_eq!(both.lot(lot).map(|one| one.outcome), single.lot(lot).map(|one| one.outcome));
    }

    #[test]
    fn a_paper_more_never_turns_voldoet_into_anything_else(story in any_story(), paper in any_paper()) {
        let before = story.verdict();
        let mut more = story.clone();
        more.evidence.push(paper);
        let after = more.verdict();
        for (was, is) in before.results.iter().zip(&after.results) {
            prop_assert!(was.outcome != Outcome::Met || is.outcome == Outcome::Met, "{}", was.code);
        }
    }

    #[test]
    fn every_change_that_is_offered_turns_its_own_result(story in any_story(), paper in any_paper()) {
        let mut story = story.no_papers(paper.kind.as_str());
        story.evidence.push(paper);
        for failing in story.verdict().results.iter().filter(|one| !one.changes.is_empty()) {
            prop_assert_eq!(failing.outcome, Outcome::NotMet);
            let (mut facts, mut evidence, mut lots) = (story.facts(), story.evidence.clone(), story.lots.clone());
            for change in &failing.changes {
                let lot = lots.iter_mut().find(|one| Some(&one.lot) == failing.lot.as_ref());
                apply(change, &mut facts, &mut evidence, lot);
            }
            let turned = story.verdict_on(&facts, &evidence, &lots);
            let same = turned.results.iter().find(|one| one.code == failing.code && one.lot == failing.lot);
            prop_assert_eq!(same.map(|one| one.outcome), Some(Outcome::Met), "{}", failing.code);
        }
    }

    #[test]
    fn a_measurable_answer_that_is_too_low_always_has_a_change(points in 0_u32..2_000) {
        let story = Story::complete().with("solvabiliteit", &format!("{},{:02} %", points / 100, points % 100));
        prop_assert_eq!(story.result("GES-02").changes.len(), 1);
    }

    #[test]
    fn a_refusal_always_rests_on_a_hard_requirement(story in any_story()) {
        let verdict = story.verdict();
        for lot in verdict.lots.iter().filter(|lot| lot.outcome == Outcome::NotMet) {
            prop_assert!(verdict.results_of(lot).any(|one| one.counts && one.hard && one.outcome == Outcome::NotMet));
        }
    }
}
