//! What the rules say about an aanbieder, told as small stories; `properties` holds what is true of every story.

mod added_value;
mod boundaries;
mod changes;
mod due;
mod explained;
mod members;
mod numbers;
mod properties;
mod replay;
mod simulate;
mod story;
mod wanted;

use super::{About, Change, EvidenceState, Outcome, Stage, WntMissing, wnt_years};
use crate::facts::FactValue;
use crate::money::{BasisPoints, Cents};
use story::{Story, day, id};

#[test]
fn an_aanbieder_that_meets_everything_voldoet_in_every_lot() {
    let verdict = Story::complete().verdict();
    assert_eq!(verdict.lots.len(), 2);
    for lot in &verdict.lots {
        let open: Vec<_> =
            verdict.results_of(lot).filter(|one| one.counts && one.outcome != Outcome::Met).collect();
        assert_eq!(lot.outcome, Outcome::Met, "{open:#?}");
    }
}

#[test]
fn a_share_too_low_fails_only_where_it_is_asked_and_says_what_is_needed() {
    let story = Story::complete().with("solvabiliteit", "18 %");
    let verdict = story.verdict();
    assert_eq!(
        verdict.lots.iter().map(|lot| lot.outcome).collect::<Vec<_>>(),
        [Outcome::Met, Outcome::NotMet]
    );
    let result = story.result("GES-02");
    let value = FactValue::Percent(BasisPoints::new(2_000));
    assert_eq!(result.changes, [Change::Fact { fact: story::code("solvabiliteit"), value }]);
    let told = crate::words::verdict::explanation(story.scheme, &result);
    assert!(told[0].contains("Nodig is ten minste 20,0\u{a0}%; u had 18,0\u{a0}%"), "{told:?}");
}

#[test]
fn exactly_the_least_share_passes_and_a_basis_point_less_fails() {
    assert_eq!(Story::complete().with("solvabiliteit", "20 %").outcome("GES-02"), Outcome::Met);
    assert_eq!(Story::complete().with("solvabiliteit", "19,99 %").outcome("GES-02"), Outcome::NotMet);
    assert_eq!(Story::complete().with("omzet", "50.000").outcome("GES-04"), Outcome::NotMet);
    assert_eq!(Story::complete().with("omzet", "50.000,01").outcome("GES-04"), Outcome::Met);
}

#[test]
fn an_answer_left_open_is_unknown_and_never_refuses() {
    let story = Story::complete().without("solvabiliteit");
    assert_eq!(story.outcome("GES-02"), Outcome::Unknown);
    assert!(story.result("GES-02").changes.is_empty());
}

#[test]
fn an_answer_that_no_longer_counts_is_asked_again() {
    let mut story = Story::complete();
    story.expire("solvabiliteit", day(2026, 10, 11));
    assert_eq!(story.outcome("GES-02"), Outcome::Unknown);
    story.expire("solvabiliteit", day(2026, 10, 12));
    assert_eq!(story.outcome("GES-02"), Outcome::Met);
}

#[test]
fn a_paper_is_too_old_the_day_after_and_the_window_clamps_to_the_end_of_a_month() {
    let on = |issued, submitted| {
        let mut story = Story::complete().paper("kvk", Some(issued), None);
        story.dates.submission = submitted;
        story.outcome("GES-01")
    };
    assert_eq!(on(day(2026, 2, 28), day(2026, 8, 31)), Outcome::Met);
    assert_eq!(on(day(2026, 2, 27), day(2026, 8, 31)), Outcome::NotMet);
    assert_eq!(on(day(2028, 2, 29), day(2028, 8, 31)), Outcome::Met);
    assert_eq!(on(day(2028, 2, 28), day(2028, 8, 31)), Outcome::NotMet);
}

#[test]
fn of_several_papers_the_best_counts() {
    let mut story = Story::complete();
    story.add_paper("kvk", 7, Some(day(2020, 1, 1)), None);
    assert_eq!(story.outcome("GES-01"), Outcome::Met);
    let story = Story::complete().no_papers("kvk");
    assert_eq!(story.outcome("GES-01"), Outcome::Unknown);
}

#[test]
fn a_certificate_is_due_at_the_start_and_must_be_valid_then() {
    let story = Story::complete().paper("certificaat", None, Some(day(2026, 12, 31)));
    assert_eq!(story.outcome("GES-03"), Outcome::NotMet);
    assert!(
        story.verdict().lots.iter().all(|lot| lot.outcome == Outcome::Met),
        "not due with the application"
    );
    let mut late = story.clone();
    late.stage = Stage::Start;
    assert!(late.verdict().lots.iter().all(|lot| lot.outcome == Outcome::NotMet));
    assert_eq!(
        Story::complete().paper("certificaat", None, Some(day(2027, 1, 1))).outcome("GES-03"),
        Outcome::Met
    );
}

#[test]
fn something_equivalent_goes_to_a_person_where_that_is_allowed_and_fails_where_not() {
    let story = Story::complete().equivalent("certificaat");
    assert_eq!(story.outcome("GES-03"), Outcome::Judge);
    assert_eq!(story.clone().judged("GES-03", "g1", true).outcome("GES-03"), Outcome::Met);
    assert_eq!(story.judged("GES-03", "g1", false).outcome("GES-03"), Outcome::NotMet);
    let kvk = Story::complete().equivalent("kvk").result("GES-01");
    assert!(matches!(
        &kvk.findings[0].about,
        About::Evidence { state: EvidenceState::NoEquivalent { .. }, .. }
    ));
}

#[test]
fn an_alternative_is_enough() {
    let poor = Story::complete().with("omzet", "10.000");
    assert_eq!(poor.outcome("GES-04"), Outcome::NotMet);
    assert_eq!(poor.with("starter", "ja").outcome("GES-04"), Outcome::Met);
}

#[test]
fn what_is_asked_of_the_large_does_not_hold_for_the_small() {
    let large =
        Story::complete().no_papers("klachtenregeling").with("medewerkers", "11").with("met_vog", "11");
    assert_eq!(large.outcome("GES-06"), Outcome::Unknown);
    let small = large.with("medewerkers", "10").with("met_vog", "10");
    assert_eq!(small.outcome("GES-06"), Outcome::Met);
    assert!(matches!(small.result("GES-06").findings[0].about, About::NotApplicable { .. }));
}

#[test]
fn two_answers_are_compared_with_each_other() {
    let story = Story::complete().with("met_vog", "4");
    let value = FactValue::Whole(5);
    assert_eq!(story.result("GES-05").changes, [Change::Fact { fact: story::code("met_vog"), value }]);
    assert_eq!(story.without("medewerkers").outcome("GES-05"), Outcome::Unknown);
}

#[test]
fn a_yes_on_an_exclusion_ground_never_refuses_by_itself() {
    let told = Story::complete()
        .with("veroordeeld", "ja")
        .with("veroordeeld_op", "1-11-2023")
        .with("veroordeeld_voor", "fraude")
        .with("maatregelen", "ander bestuur");
    let result = told.result("UIT-01");
    assert_eq!(result.outcome, Outcome::Judge);
    let About::Exclusion { look_back_from, date, .. } = &result.findings[0].about else {
        panic!("another finding")
    };
    assert_eq!((*look_back_from, *date), (day(2021, 10, 12), Some(day(2023, 11, 1))));
    assert_eq!(told.clone().judged("UIT-01", "t1", true).outcome("UIT-01"), Outcome::Met);
    let refused = told.clone().judged("UIT-01", "t1", false).judged("UIT-01", "t2", false).result("UIT-01");
    assert_eq!((refused.outcome, refused.changes.len()), (Outcome::NotMet, 0));
    assert_eq!(told.without("veroordeeld_op").outcome("UIT-01"), Outcome::Unknown);
}

#[test]
fn an_explanation_goes_to_a_person_and_neither_fails() {
    let explained = Story::complete()
        .with("governance.p1", "uitgelegd")
        .with("governance.p1.uitleg", "Wij zijn met zijn tweeën.");
    assert_eq!(explained.outcome("GOV-01"), Outcome::Judge);
    assert_eq!(explained.judged("GOV-01", "u1", true).outcome("GOV-01"), Outcome::Met);
    assert_eq!(Story::complete().with("governance.p1", "niet").outcome("GOV-01"), Outcome::NotMet);
    assert_eq!(Story::complete().without("governance.p1").outcome("GOV-01"), Outcome::Unknown);
}

#[test]
fn pay_is_tested_against_the_year_the_class_the_part_time_factor_and_the_days() {
    let half = |pay: &str| Story::in_2025().person("leidinggevend", pay, "50 %", "366", "nee");
    // Class II of 2024 is € 158.000.
    assert_eq!(half("79.000,00").outcome("GOV-02"), Outcome::Met);
    assert_eq!(half("79.000,01").outcome("GOV-02"), Outcome::NotMet);
    let chair = |pay: &str| Story::in_2025().person("toezicht_voorzitter", pay, "100 %", "183", "nee");
    assert_eq!(chair("11.850").outcome("GOV-02"), Outcome::Met);
    assert_eq!(chair("11.850,01").outcome("GOV-02"), Outcome::NotMet);
    let changed = half("80.000").result("GOV-02").changes;
    let [Change::Fact { value: FactValue::PaidPersons(pay), .. }] = changed.as_slice() else {
        panic!("no change")
    };
    assert_eq!(pay.persons[0].pay, Cents::new(7_900_000));
}

#[test]
fn transitional_right_goes_to_a_person() {
    let story = Story::in_2025().person("leidinggevend", "200.000", "100 %", "366", "ja");
    assert_eq!(story.outcome("GOV-02"), Outcome::Judge);
    assert_eq!(story.judged("GOV-02", "o1", true).outcome("GOV-02"), Outcome::Met);
}

#[test]
fn a_national_amount_that_is_not_established_is_unknown_and_never_that_of_another_year() {
    let mut story = Story::complete().with("onder_wnt", "ja").with("wnt_klasse", "ii");
    story = story.person_of("2025", "leidinggevend", "1.000.000", "100 %", "365", "nee");
    let result = story.result("GOV-02");
    assert_eq!(result.outcome, Outcome::Unknown);
    assert!(matches!(
        &result.findings[0].about,
        About::WntOpen { missing: WntMissing::Maximum { year: 2025, .. } }
    ));
    let told = crate::words::verdict::explanation(story.scheme, &result);
    assert!(told[0].contains("landelijk bedrag") && told[0].contains("niet vastgesteld"), "{told:?}");
    let other = story.person_of("2024", "leidinggevend", "1", "100 %", "365", "nee");
    assert!(matches!(
        &other.result("GOV-02").findings[0].about,
        About::WntOpen { missing: WntMissing::Year { given: 2024, needed: 2025 } }
    ));
}

#[test]
fn places_are_counted_per_lot_and_doelgroep() {
    let mut story = Story::complete();
    story.lots[0].capacity[0].places = 1;
    let verdict = story.verdict();
    let failing: Vec<_> =
        verdict.results.iter().filter(|one| one.outcome == Outcome::NotMet && one.counts).collect();
    assert_eq!(failing.len(), 1);
    assert_eq!(failing[0].lot.as_ref(), Some(&story.lots[0].lot));
    assert_eq!(
        failing[0].changes,
        [Change::Places { target: story.lots[0].capacity[0].target.clone(), places: 2 }]
    );
    story.lots[0].capacity.clear();
    assert_eq!(story.verdict().lot(&story.lots[0].lot).unwrap().outcome, Outcome::Unknown);
}

#[test]
fn an_advisory_requirement_never_makes_a_lot_fail() {
    let story = Story::complete().without("dagen");
    assert_eq!(story.outcome("GES-08"), Outcome::Unknown);
    assert!(story.verdict().lots.iter().all(|lot| lot.outcome == Outcome::Met));
}

#[test]
fn one_product_asks_for_another_in_the_same_gemeente() {
    let story = Story::complete();
    let results = story.verdict().results;
    let combination: Vec<_> =
        results.iter().filter(|one| one.code.as_str() == "UTV-02").map(|one| one.outcome).collect();
    // Light is not in use in Meppel, so it cannot be chosen there; in De Wolden both are chosen.
    assert_eq!(combination, [Outcome::NotMet, Outcome::Met]);
}

#[test]
fn a_product_that_is_not_in_use_is_left_out() {
    let mut story = Story::complete();
    story.lots.retain(|lot| lot.lot.gemeente.as_str() == "GM0119");
    story.lots[0].products.retain(|product| product.as_str() == "ib_licht");
    assert!(story.verdict().lots.is_empty());
    assert!(story.verdict().results.is_empty());
}

#[test]
fn a_document_that_is_not_accepted_and_a_plan_that_is_not_judged_are_open() {
    let mut story = Story::complete();
    story.accepted.clear();
    story.judgements.clear();
    assert_eq!(story.outcome("VER-01"), Outcome::Unknown);
    assert_eq!(story.outcome("UTV-03"), Outcome::Judge);
}

#[test]
fn two_people_who_disagree_leave_the_point_unfavourable() {
    let story = Story::complete().judged("UTV-03", "p1", false);
    assert_eq!(story.outcome("UTV-03"), Outcome::NotMet);
}

#[test]
fn a_judgement_for_one_lot_says_nothing_about_another() {
    let mut story = Story::complete();
    let lot = story.lots[0].lot.clone();
    story.judgements[0].lot = Some(lot.clone());
    let verdict = story.verdict();
    let outcomes: Vec<_> = verdict.results.iter().filter(|one| one.code.as_str() == "UTV-03").collect();
    assert_eq!(outcomes.len(), 2);
    for one in outcomes {
        let expected = if one.lot.as_ref() == Some(&lot) { Outcome::Met } else { Outcome::Judge };
        assert_eq!(one.outcome, expected);
    }
}

#[test]
fn a_result_names_the_papers_it_used() {
    assert!(Story::complete().result("GES-01").evidence.contains(&id(1)));
}

#[test]
fn what_there_is_of_a_paper_is_shown_by_the_word_under_which_it_is_stored() {
    let (id, on) = (id(1), day(2026, 10, 12));
    for state in [
        EvidenceState::Missing,
        EvidenceState::Valid { id: id.clone() },
        EvidenceState::TooOld { id: id.clone(), issued_on: on, from: on },
        EvidenceState::Expired { id: id.clone(), expired_on: on },
        EvidenceState::NoDate { id: id.clone() },
        EvidenceState::Equivalent { id: id.clone(), answers: Vec::new() },
        EvidenceState::NoEquivalent { id },
    ] {
        assert_eq!(serde_json::to_value(&state).unwrap()["state"], state.code());
    }
}

#[test]
fn the_maxima_of_the_year_before_each_possible_day_are_needed() {
    let days = |_| day(2026, 12, 30)..=day(2028, 1, 2);
    assert_eq!(wnt_years(Story::complete().scheme, days), [2025, 2026, 2027].into());
    let without = Story::under(
        "{wnt: top, valt_eronder: onder_wnt, klasse: wnt_klasse, toetspunten: [{code: o1, vraag: Geldt het \
         overgangsrecht?, norm: De afspraak is ouder dan de norm., bewijs: De afspraak.}]}",
        "{gegeven: starter, is: nee}",
    );
    assert_eq!(wnt_years(without.scheme, days), [].into());
}

#[test]
fn a_verdict_survives_being_stored_and_gives_the_same_bytes() {
    let verdict = Story::complete().with("solvabiliteit", "18 %").verdict();
    let json = serde_json::to_value(&verdict).unwrap();
    let bytes = crate::canonical::to_bytes(&json).unwrap();
    let back: super::Verdict = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(back, verdict);
}
