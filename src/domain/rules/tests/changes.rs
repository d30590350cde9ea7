//! What an aanbieder that falls short is told would be enough: the nearest answer, paper or number of places that passes.

use super::story::{Story, code, day, id};
use crate::facts::FactValue;
use crate::rules::{Change, Outcome};

/// Everything in order, where GES-07 asks this instead.
fn asked(condition: &str) -> Story {
    Story::under("{gegeven: rechtsvorm, een_van: [bv, stichting]}", condition)
}

/// An answer as it is typed.
fn typed(story: &Story, question: &str) -> FactValue {
    story.facts().get(&code(question)).unwrap().value.clone()
}

/// What GES-07 says would be enough for an aanbieder that falls short: an answer to this question, or nothing.
fn enough(story: &Story, question: &str, what: &str) -> Option<FactValue> {
    let result = story.result("GES-07");
    assert_eq!(result.outcome, Outcome::NotMet, "{what}");
    let [Change::Fact { fact, value }] = result.changes.as_slice() else {
        assert!(result.changes.is_empty(), "{what}: {:?}", result.changes);
        return None;
    };
    assert_eq!(*fact, code(question), "{what}");
    Some(value.clone())
}

#[test]
fn a_number_that_falls_short_is_told_the_nearest_one_that_passes() {
    for (question, asks, given, nearest) in [
        ("medewerkers", "is: 4", "5", "4"),
        ("medewerkers", "is_niet: 5", "5", "6"),
        ("medewerkers", "ten_minste: 10", "9", "10"),
        ("medewerkers", "ten_hoogste: 10", "11", "10"),
        ("medewerkers", "meer_dan: 10", "10", "11"),
        ("medewerkers", "minder_dan: 10", "10", "9"),
        ("omzet", "is_niet: \"€ 50.000\"", "50.000", "50.000,01"),
        ("omzet", "meer_dan: \"€ 50.000\"", "50.000", "50.000,01"),
        ("omzet", "minder_dan: \"€ 50.000\"", "50.000", "49.999,99"),
        ("solvabiliteit", "is_niet: 20 %", "20 %", "20,01 %"),
        ("solvabiliteit", "meer_dan: 20 %", "20 %", "20,01 %"),
        ("solvabiliteit", "minder_dan: 20 %", "20 %", "19,99 %"),
    ] {
        let story = asked(&format!("{{gegeven: {question}, {asks}}}"));
        let expected = typed(&story.clone().with(question, nearest), question);
        assert_eq!(enough(&story.with(question, given), question, asks), Some(expected), "{asks}");
    }
}

#[test]
fn a_day_that_falls_short_is_told_the_nearest_one_that_passes() {
    // The application is of 12 October 2026 and the start 1 January 2027.
    for (asks, given, nearest) in [
        ("{gegeven: audit, is: 2026-05-01}", "1-6-2026", "1-5-2026"),
        ("{gegeven: audit, is_niet: 2026-12-31}", "31-12-2026", "1-1-2027"),
        ("{gegeven: audit, meer_dan: 2026-12-31}", "31-12-2026", "1-1-2027"),
        ("{gegeven: audit, minder_dan: 2027-01-01}", "1-1-2027", "31-12-2026"),
        ("{gegeven: audit, niet_ouder_dan: 2 jaar}", "11-10-2024", "12-10-2024"),
        ("{gegeven: audit, niet_ouder_dan: 2 jaar}", "13-10-2026", "12-10-2026"),
        ("{niet: {gegeven: audit, niet_ouder_dan: 2 jaar}}", "1-6-2026", "11-10-2024"),
        ("{gegeven: audit, geldig_op: start}", "31-12-2026", "1-1-2027"),
        ("{niet: {gegeven: audit, geldig_op: start}}", "1-6-2027", "31-12-2026"),
    ] {
        let story = asked(asks);
        let expected = typed(&story.clone().with("audit", nearest), "audit");
        assert_eq!(enough(&story.with("audit", given), "audit", asks), Some(expected), "{asks}");
    }
}

#[test]
fn a_wrong_choice_is_told_the_first_of_the_list_that_passes() {
    for (question, asks, given, nearest) in [
        ("starter", "{gegeven: starter, is: ja}", "nee", "ja"),
        ("starter", "{gegeven: starter, is_niet: ja}", "ja", "nee"),
        ("starter", "{gegeven: starter, is_niet: nee}", "nee", "ja"),
        ("rechtsvorm", "{gegeven: rechtsvorm, is: vof}", "bv", "vof"),
        ("rechtsvorm", "{gegeven: rechtsvorm, is_niet: bv}", "bv", "stichting"),
        ("rechtsvorm", "{gegeven: rechtsvorm, is_niet: vof}", "vof", "bv"),
        ("rechtsvorm", "{gegeven: rechtsvorm, een_van: [stichting, vof]}", "bv", "stichting"),
        ("rechtsvorm", "{niet: {gegeven: rechtsvorm, een_van: [bv, stichting]}}", "bv", "vof"),
    ] {
        let story = asked(asks);
        let expected = typed(&story.clone().with(question, nearest), question);
        assert_eq!(enough(&story.with(question, given), question, asks), Some(expected), "{asks}");
    }
}

#[test]
fn choices_that_are_missing_are_added_and_as_few_as_needed_are_taken_away() {
    for (asks, given, nearest) in [
        ("{gegeven: dagen, bevat: za}", &["ma"][..], &["ma", "za"][..]),
        ("{gegeven: dagen, bevat_alle: [za, zo]}", &["ma", "zo"], &["ma", "za", "zo"]),
        ("{niet: {gegeven: dagen, bevat_alle: [za, zo]}}", &["ma", "za", "zo"], &["ma", "zo"]),
        ("{aantal: dagen, meer_dan: 1}", &["za"], &["ma", "za"]),
        ("{aantal: dagen, van: [za, zo], ten_minste: 2}", &["ma"], &["ma", "za", "zo"]),
        ("{aantal: dagen, van: [za, zo], minder_dan: 2}", &["ma", "za", "zo"], &["ma", "za"]),
        ("{aantal: dagen, ten_hoogste: 1}", &["ma", "za", "zo"], &["ma"]),
    ] {
        let story = asked(asks);
        let expected = typed(&story.clone().with_each("dagen", nearest), "dagen");
        assert_eq!(enough(&story.with_each("dagen", given), "dagen", asks), Some(expected), "{asks}");
    }
}

#[test]
fn a_sum_that_falls_short_is_told_what_the_first_answer_would_have_to_be() {
    for (parts, asks, given, nearest) in [
        (["medewerkers", "met_vog"], "is_niet: 10", ["5", "5"], "6"),
        (["medewerkers", "met_vog"], "meer_dan: 10", ["5", "5"], "6"),
        (["medewerkers", "met_vog"], "minder_dan: 10", ["7", "5"], "4"),
        (["dividend_1", "dividend_2"], "is_niet: \"€ 30.000\"", ["10.000", "20.000"], "10.000,01"),
        (["dividend_1", "dividend_2"], "minder_dan: \"€ 30.000\"", ["10.000", "20.000"], "9.999,99"),
    ] {
        let [one, other] = parts;
        let story = asked(&format!("{{som: [{one}, {other}], {asks}}}")).with(other, given[1]);
        let expected =
            story.clone().with(one, nearest).facts().get(&code(one)).map(|fact| fact.value.clone());
        assert_eq!(enough(&story.with(one, given[0]), one, asks), expected, "{asks}");
    }
}

#[test]
fn where_one_answer_cannot_make_up_for_a_sum_the_next_one_may() {
    // Nobody pays out less than nothing.
    let asks = "{som: [dividend_1, dividend_2], ten_hoogste: \"€ 15.000\"}";
    let story = asked(asks).with("dividend_1", "1.000").with("dividend_2", "30.000");
    let fourteen = typed(&story.clone().with("dividend_2", "14.000"), "dividend_2");
    assert_eq!(enough(&story, "dividend_2", asks), Some(fourteen));
}

#[test]
fn nothing_is_offered_that_the_question_itself_does_not_admit() {
    // A question for at most 5000 medewerkers.
    let five_thousand = |asks: &str| {
        let story = asked(&format!("{{gegeven: medewerkers, {asks}}}")).with("medewerkers", "5000");
        enough(&story, "medewerkers", asks)
    };
    assert_eq!(five_thousand("is_niet: 5000"), Some(FactValue::Whole(4999)));
    assert_eq!(five_thousand("meer_dan: {gegeven: medewerkers}"), None);
    let every_form = "{niet: {gegeven: rechtsvorm, een_van: [bv, stichting, vof]}}";
    assert_eq!(enough(&asked(every_form), "rechtsvorm", every_form), None);
}

#[test]
fn of_several_ways_the_one_with_the_fewest_changes_is_offered() {
    let both = "{alle: [{gegeven: starter, is: ja}, {gegeven: medewerkers, ten_minste: 9}]}";
    let changes = asked(both).result("GES-07").changes;
    assert_eq!(changes.len(), 2, "both are needed");
    let either = format!("{{een_van: [{both}, {{gegeven: omzet, ten_minste: \"€ 90.000\"}}]}}");
    let offered = enough(&asked(&either), "omzet", &either);
    assert_eq!(offered, Some(typed(&Story::complete().with("omzet", "90.000"), "omzet")));
}

#[test]
fn of_an_eis_that_need_not_hold_the_answer_that_it_asks_is_offered_first() {
    let asks = "{als: {gegeven: medewerkers, meer_dan: 2}, dan: {gegeven: starter, is: ja}}";
    assert_eq!(enough(&asked(asks), "starter", asks), Some(FactValue::YesNo(true)));
    let cannot = "{als: {gegeven: medewerkers, meer_dan: 2}, dan: {gegeven: rechtsvorm, is: bv}}";
    let story = asked(cannot).with("rechtsvorm", "vof");
    assert_eq!(enough(&story, "rechtsvorm", cannot), Some(FactValue::Choice("bv".to_owned())));
    let product = "{als: {gegeven: medewerkers, meer_dan: 2}, dan: {niet: {gekozen_groep: ib}}}";
    assert_eq!(enough(&asked(product), "medewerkers", product), Some(FactValue::Whole(2)));
}

#[test]
fn a_paper_that_is_too_old_must_be_newer_and_one_that_has_expired_must_last_until_the_day() {
    let renewed = |story: Story, requirement: &str| match story.result(requirement).changes.as_slice() {
        [Change::Evidence { id: of, issued_from, valid_until, .. }] if *of == id(9) => {
            (*issued_from, *valid_until)
        }
        other => panic!("{other:?}"),
    };
    let complete = Story::complete;
    let half_a_year = Some(day(2026, 4, 12));
    let old = complete().paper("kvk", Some(day(2026, 4, 11)), None);
    assert_eq!(renewed(old, "GES-01"), (half_a_year, None));
    let ended = complete().paper("kvk", Some(day(2026, 9, 1)), Some(day(2026, 10, 11)));
    assert_eq!(renewed(ended, "GES-01"), (half_a_year, Some(day(2026, 10, 12))));
    let expired = complete().paper("certificaat", None, Some(day(2026, 12, 31)));
    assert_eq!(renewed(expired, "GES-03"), (None, Some(day(2027, 1, 1))));
}

#[test]
fn a_paper_that_is_not_there_or_not_accepted_has_no_change_to_offer() {
    for story in [Story::complete().no_papers("kvk"), Story::complete().equivalent("kvk")] {
        assert!(story.result("GES-01").changes.is_empty());
    }
}
