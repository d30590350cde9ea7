//! Parameters, counts, sums and choices of a productgroep.

use super::story::{Story, code, day};
use crate::facts::FactValue;
use crate::money::{BasisPoints, Cents};
use crate::rules::number::{add, difference};
use crate::rules::{About, AppliedParameter, Change, Outcome, RequirementResult};
use crate::scheme::Scheme;
use crate::scheme::tests::SAMPLE;
use crate::words;

/// The results of a requirement, De Wolden last: lots are in order of gemeente code.
fn results(story: &Story, requirement: &str) -> Vec<RequirementResult> {
    story.verdict().results.into_iter().filter(|one| one.code.as_str() == requirement).collect()
}

fn outcomes(story: &Story, requirement: &str) -> Vec<Outcome> {
    results(story, requirement).iter().map(|one| one.outcome).collect()
}

#[test]
fn a_parameter_holds_from_its_day_and_a_gemeente_of_its_own_goes_first() {
    // Meppel follows the general 10, De Wolden its own 4 since June 2026.
    let story = Story::complete().with("starter", "ja");
    assert_eq!(outcomes(&story, "GOV-03"), [Outcome::Met, Outcome::NotMet]);
    let mut earlier = story.clone();
    earlier.dates.submission = day(2026, 5, 31);
    assert_eq!(outcomes(&earlier, "GOV-03"), [Outcome::Met, Outcome::Met]);
    let mut later = story.with("medewerkers", "21");
    later.dates.submission = day(2027, 6, 1);
    assert_eq!(outcomes(&later, "GOV-03"), [Outcome::NotMet, Outcome::NotMet]);
    assert_eq!(outcomes(&later.with("medewerkers", "20"), "GOV-03"), [Outcome::Met, Outcome::NotMet]);
}

#[test]
fn a_parameter_that_has_no_value_yet_is_unknown_and_never_that_of_another_day() {
    let mut story = Story::complete().with("dividend_1", "90.000");
    assert_eq!(story.outcome("GOV-04"), Outcome::NotMet);
    story.dates.submission = day(2025, 12, 31);
    let result = story.result("GOV-04");
    assert_eq!((result.outcome, result.changes.len()), (Outcome::Unknown, 0));
}

#[test]
fn a_result_says_which_value_of_a_parameter_was_used() {
    let result = results(&Story::complete().with("starter", "ja"), "GOV-03").remove(1);
    let [finding] = result.findings.as_slice() else { panic!("{result:?}") };
    assert!(matches!(&finding.about, About::Fact { parameter: None, .. }), "the consequence decides");
    let small = results(&Story::complete().with("medewerkers", "4"), "GOV-03").remove(1);
    let About::NotApplicable { premise } = &small.findings[0].about else { panic!("{small:?}") };
    let About::Fact { parameter: Some(used), .. } = &premise[0].about else { panic!("{premise:?}") };
    assert_eq!(*used, AppliedParameter { value: FactValue::Whole(4), from: day(2026, 6, 1) });
}

#[test]
fn a_sum_is_of_all_answers_and_says_what_would_be_enough() {
    assert_eq!(Story::complete().outcome("GOV-04"), Outcome::Met);
    let story = Story::complete().with("dividend_2", "20.000,01");
    let result = story.result("GOV-04");
    let value = FactValue::Money(Cents::new(999_999));
    assert_eq!(result.changes, [Change::Fact { fact: code("dividend_1"), value }]);
    let told = words::verdict::explanation(story.scheme, &result).join(" ");
    assert!(told.contains("nodig is ten hoogste €\u{a0}30.000,00; u had €\u{a0}30.000,01"), "{told}");
    let open = story.without("dividend_1").result("GOV-04");
    assert_eq!(open.outcome, Outcome::Unknown);
    let told = words::verdict::explanation(Story::complete().scheme, &open).join(" ");
    assert!(told.contains("nog niet beantwoord: ‘Hoeveel dividend"), "{told}");
    let large = Story::complete().with("dividend_1", "40.000").with("dividend_2", "40.000");
    assert!(large.result("GOV-04").changes.is_empty(), "no single answer makes up for it");
}

#[test]
fn chosen_answers_are_counted_and_the_first_missing_one_is_enough() {
    let story = Story::complete().with("dagen", "ma");
    let result = story.result("GOV-05");
    let value = FactValue::Choices(["ma".to_owned(), "za".to_owned()].into());
    assert_eq!(result.changes, [Change::Fact { fact: code("dagen"), value }]);
    assert_eq!(Story::complete().outcome("GOV-05"), Outcome::Met);
}

#[test]
fn persons_are_counted_by_what_they_are() {
    let story = Story::in_2025().person("leidinggevend", "1", "100 %", "366", "nee");
    assert_eq!(story.outcome("GOV-06"), Outcome::NotMet);
    let chair = Story::in_2025().person("toezicht_voorzitter", "1", "100 %", "366", "nee");
    assert_eq!(chair.outcome("GOV-06"), Outcome::Met);
    assert_eq!(Story::complete().outcome("GOV-06"), Outcome::Unknown);
}

#[test]
fn turnover_is_enough_or_what_a_starter_shows_instead() {
    assert_eq!(Story::complete().with("omzet", "49.999,99").outcome("GES-11"), Outcome::NotMet);
    assert_eq!(Story::complete().with("omzet", "50.000").outcome("GES-11"), Outcome::Met);
    assert_eq!(Story::complete().with("omzet", "1").with("starter", "ja").outcome("GES-11"), Outcome::Met);
}

#[test]
fn a_productgroep_is_chosen_by_any_product_that_is_in_use() {
    let mut story = Story::complete();
    assert_eq!(outcomes(&story, "COM-01"), [Outcome::Met, Outcome::Met]);
    story.lots[1].products.retain(|product| product.as_str() == "ib_licht");
    assert_eq!(outcomes(&story, "COM-01"), [Outcome::Met], "light is not in use in Meppel");
}

#[test]
fn what_is_not_in_use_applies_nowhere_and_keeps_its_code() {
    let story = Story::complete();
    assert_eq!(story.scheme.switched_off()[0].code.as_str(), "GOV-07");
    assert!(story.verdict().results.iter().all(|one| one.code.as_str() != "GOV-07"));
    let again = SAMPLE.replacen("{code: GOV-06,", "{code: GOV-07,", 1);
    assert!(Scheme::parse(again.as_bytes()).is_err());
}

#[test]
fn the_text_gives_every_value_of_a_parameter_or_the_only_one_within_the_sentence() {
    let text = |requirement: &str| {
        let scheme = Story::complete().scheme;
        let one = scheme.requirements().iter().find(|one| one.code.as_str() == requirement).unwrap();
        words::requirement::paragraph(scheme, one)
    };
    let several = text("GOV-03");
    assert!(several.contains("is meer dan ‘Intern toezicht vanaf’."), "{several}");
    assert!(several.contains("‘Intern toezicht vanaf’ is 4 vanaf 1 juni 2026 in De Wolden."), "{several}");
    assert_eq!(
        text("GOV-04"),
        "De som van uw antwoorden op ‘Hoeveel dividend keerde u in het laatste jaar uit?’ en ‘En in het jaar \
         daarvoor?’ is ten hoogste €\u{a0}30.000,00."
    );
    assert!(
        text("GOV-05").contains("Het aantal gekozen antwoorden (zaterdag of zondag) bij"),
        "{}",
        text("GOV-05")
    );
    assert!(
        text("COM-01").contains("ook aan voor een product van Individuele begeleiding"),
        "{}",
        text("COM-01")
    );
}

#[test]
fn a_demand_of_turnover_out_of_proportion_is_a_caution_and_no_mistake() {
    let cautions = |from: &str, to: &str| {
        assert!(SAMPLE.contains(from));
        let scheme = Scheme::parse(SAMPLE.replacen(from, to, 1).as_bytes()).unwrap();
        scheme.cautions().iter().map(|one| words::scheme::caution("f", one)).collect::<Vec<_>>().join("\n")
    };
    let minimum = "omzet: omzet, ten_minste: \"€ 50.000\"";
    assert_eq!(cautions(minimum, minimum), "");
    assert!(
        cautions(minimum, "omzet: omzet, ten_minste: \"€ 60.000,01\"")
            .contains("meer dan de verwachte waarde")
    );
    assert!(cautions(minimum, "omzet: omzet, ten_minste: \"€ 180.000,01\"").contains("drie keer"));
    assert!(cautions(minimum, "omzet: omzet, ten_minste: {parameter: dividend_ten_hoogste}").is_empty());
    assert!(
        cautions(", starters: {gegeven: starter, is: ja}", "")
            .contains("let op: een eis aan de omzet sluit starters uit")
    );
    assert!(cautions(", verwachte_jaarwaarde: \"€ 60.000\"", "").contains("verwachte_jaarwaarde"));
}

#[test]
fn a_sum_of_pay_is_of_the_functions_that_are_named() {
    let story = Story::under("herstelbaar: ja, in_gebruik: nee", "herstelbaar: ja");
    let paid = |role, pay| story.clone().person(role, pay, "100 %", "366", "nee").outcome("GOV-07");
    assert_eq!(paid("leidinggevend", "300.000"), Outcome::Met);
    assert_eq!(paid("leidinggevend", "300.000,01"), Outcome::NotMet);
    assert_eq!(paid("toezicht_lid", "400.000"), Outcome::Met);
}

#[test]
fn explanations_can_be_counted() {
    let story = Story::under(
        "{niet: {aantal: top, van: [toezicht_lid, toezicht_voorzitter], minder_dan: 1}}",
        "{aantal: governance, van: [uitgelegd], ten_hoogste: 0}",
    );
    assert_eq!(story.outcome("GOV-06"), Outcome::Met);
    let explained =
        story.with("governance.p1", "uitgelegd").with("governance.p1.uitleg", "Wij zijn met zijn tweeën.");
    assert_eq!(explained.outcome("GOV-06"), Outcome::NotMet);
}

#[test]
fn what_must_contain_all_fails_without_one_of_them() {
    assert_eq!(Story::complete().outcome("GES-08"), Outcome::NotMet);
}

#[test]
fn only_numbers_of_one_kind_are_added_and_none_that_is_too_large() {
    let share = |points| FactValue::Percent(BasisPoints::new(points));
    assert_eq!(add(&FactValue::Whole(2), &FactValue::Whole(3)), Some(FactValue::Whole(5)));
    assert_eq!(add(&share(150), &share(50)), Some(share(200)));
    assert_eq!(add(&FactValue::Whole(2), &share(50)), None);
    assert_eq!(add(&FactValue::Whole(i64::MAX), &FactValue::Whole(1)), None);
    assert_eq!(difference(&FactValue::Whole(3), &FactValue::Whole(5)), Some(FactValue::Whole(2)));
    assert_eq!(difference(&share(300), &share(100)), Some(share(-200)));
}
