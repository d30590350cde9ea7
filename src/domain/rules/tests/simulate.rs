//! A what-if over everybody at once is the evaluation of each case by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;

use super::story::{Story, day};
use crate::code::Code as _;
use crate::facts::{Comply, Fact, FactDef, FactType, FactValue, PaidPerson, PaidPersons, PersonRole};
use crate::identifiers::GemeenteCode;
use crate::money::{BasisPoints, Cents};
use crate::policy_code::{LotKey, RequirementCode, TestPointCode};
use crate::rules::{
    Applicant, Beside, Capacity, Effect, Judgement, LotEffect, MemberRole, Outcome, Population,
    ReferenceDates, RequirementResult, Shared, Stage, Tally, TestAnswer, evaluate, fictional, newly_asked,
    simulate,
};
use crate::scheme::tests::SAMPLE;
use crate::scheme::{NationalTables, Scheme};
use crate::supply::{LotSupply, Places, SupplySnapshot};

static NATIONAL: LazyLock<NationalTables> = LazyLock::new(|| {
    NationalTables::parse_wnt(include_bytes!("../../../../data/national/wnt.yaml")).unwrap()
});
/// In one lot somebody has a free place for one doelgroep, and the other lots were not measured.
static SUPPLY: LazyLock<SupplySnapshot> = LazyLock::new(|| {
    let lot = LotKey {
        group: "ib".to_owned().try_into().unwrap(),
        gemeente: GemeenteCode::parse("GM1690").unwrap(),
    };
    let target = Some("dementie".to_owned().try_into().unwrap());
    let places = vec![Places { target, free: 1, waiting_days: None }];
    SupplySnapshot::new(day(2026, 9, 1), vec![LotSupply { places, ..LotSupply::none(lot) }])
});
static SCHEMES: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
    // What is advised counts in no what-if, so that it is asked as well.
    let required = SAMPLE.replace("hard: nee", "hard: ja");
    let files: [&[u8]; 4] = [
        SAMPLE.as_bytes(),
        include_bytes!("../../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml"),
        include_bytes!("../../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"),
        required.as_bytes(),
    ];
    files.into_iter().map(|bytes| Scheme::parse(bytes).unwrap()).collect()
});

fn dates() -> ReferenceDates {
    ReferenceDates { submission: day(2026, 10, 12), close: day(2026, 10, 15), start: day(2027, 1, 1) }
}

fn shared(stage: Stage) -> Shared<'static> {
    Shared { national: &NATIONAL, dates: dates(), stage, supply: &SUPPLY }
}

/// Every outcome of everybody at once against the one of the case by itself, and which eisen fail.
fn same_as_case_by_case(scheme: &Scheme, people: &[Applicant], stage: Stage) {
    let mut population = Population::new(scheme, scheme);
    population.extend(people.iter().cloned());
    let shared = shared(stage);
    let table = population.before(&shared);
    for (number, one) in people.iter().enumerate() {
        let verdict = one.verdict(scheme, &shared).verdict;
        for gemeente in scheme.gemeenten() {
            for group in scheme.groups() {
                let lot = LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() };
                let expected = verdict.lot(&lot);
                assert_eq!(
                    table.outcome(&lot, number),
                    expected.map(|lot| lot.outcome),
                    "{} {lot:?}",
                    one.id
                );
                let fails = |result: &&RequirementResult| result.counts && result.outcome == Outcome::NotMet;
                let failing = expected.into_iter().flat_map(|lot| verdict.results_of(lot)).filter(fails);
                let codes: Vec<_> = failing.map(|result| result.code.clone()).collect();
                assert_eq!(table.failing(&lot, number), codes, "{} {lot:?}", one.id);
            }
        }
    }
}

/// What comes of everybody who is evaluated together, lot by lot, with the eisen that fail.
type Told = BTreeMap<String, Vec<(Option<Outcome>, Vec<RequirementCode>)>>;

fn told(scheme: &Scheme, people: &[Applicant]) -> Told {
    let mut population = Population::new(scheme, scheme);
    population.extend(people.iter().cloned());
    let table = population.before(&shared(Stage::Application));
    let lots: Vec<LotKey> = scheme
        .gemeenten()
        .iter()
        .flat_map(|gemeente| {
            let lot = |code| LotKey { group: code, gemeente: gemeente.code.clone() };
            scheme.groups().iter().map(move |group| lot(group.code.clone()))
        })
        .collect();
    let one = |number: usize| {
        lots.iter().map(|lot| (table.outcome(lot, number), table.failing(lot, number))).collect()
    };
    people.iter().enumerate().map(|(number, who)| (who.id.to_string(), one(number))).collect()
}

/// The same people with everything that can be the matter with an answer, and with judgements.
fn with_matters(scheme: &Scheme, people: Vec<Applicant>, seed: u64) -> Vec<Applicant> {
    let mut turn = seed;
    let mut dice = move |sides: u64| {
        turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (turn >> 33) % sides
    };
    let mut matter = |mut one: Applicant| {
        for def in scheme.facts() {
            let Some(mut fact) = given(&one, def, dice(4)) else { continue };
            match dice(16) {
                0 => fact.provenance.valid_until = dates().submission.pred_opt(),
                1 => fact.provenance.valid_until = Some(dates().submission),
                2 => fact.value = FactValue::Text("iets anders".to_owned()),
                3 => fact.value = FactValue::Whole(3),
                _ => {}
            }
            one.facts.set(def.code.clone(), fact);
        }
        // A product that is not in use there, or under another productgroep, and a lot that is named twice.
        for choice in &mut one.lots {
            let products = scheme.groups().iter().flat_map(|group| &group.products);
            choice.products.extend(products.filter(|_| dice(8) == 0).map(|product| product.code.clone()));
        }
        one.lots.extend(one.lots.first().cloned().filter(|_| dice(4) == 0));
        for requirement in scheme.requirements() {
            for points in requirement.condition.test_points() {
                let lot = one.lots.first().map(|choice| choice.lot.clone()).filter(|_| dice(4) == 0);
                let answered = points.points.iter().filter(|_| dice(3) > 0).collect::<Vec<_>>();
                let answers =
                    answered.into_iter().map(|one| TestAnswer { point: one.code.clone(), yes: dice(2) == 0 });
                let answers = answers.collect();
                one.judgements.push(Judgement {
                    requirement: requirement.code.clone(),
                    member: None,
                    lot,
                    answers,
                });
            }
        }
        one
    };
    people.into_iter().map(&mut matter).collect()
}

/// The answer of somebody, or one of the kinds that a fictional aanbieder never gives.
fn given(one: &Applicant, def: &FactDef, turn: u64) -> Option<Fact> {
    let any = one.facts.iter().next().map(|(_, fact)| fact.clone());
    let mut fact = one.facts.get(&def.code).cloned().or(any)?;
    match (&def.kind, turn) {
        (FactType::PaidPersons, 0..2) => {
            let person = PaidPerson {
                role: PersonRole::Leidinggevend,
                pay: Cents::new(20_000_000),
                part_time: BasisPoints::WHOLE,
                days: 365,
                transitional: turn == 0,
            };
            fact.value = FactValue::PaidPersons(PaidPersons { year: 2025, persons: vec![person] });
        }
        (FactType::ComplyOrExplain { rows, .. }, 0..2) => {
            let odd =
                if turn == 0 { Comply::Neither } else { Comply::Explained("Wij zijn klein.".to_owned()) };
            let answers = rows.iter().map(|row| (row.code.clone(), odd.clone()));
            fact.value = FactValue::ComplyOrExplain(answers.collect());
        }
        _ => return one.facts.get(&def.code).cloned(),
    }
    Some(fact)
}

proptest! {
    // Each case is up to ninety aanbieders in a whole regeling: a hundredth of what other properties get.
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(1_600) / 100))]

    // Property 1 of domain.md §6.1: nobody is selected. Others, and the order in which all sent in or are handled, change nothing.
    #[test]
    fn property_1_permuting_submissions_or_leaving_others_out_changes_no_outcome(
        seed in any::<u64>(), (count, left) in (2_usize..30).prop_flat_map(|count| (Just(count), 1..count)), which in 0_usize..4,
        places in any::<prop::sample::Index>(),
    ) {
        let scheme = &SCHEMES[which];
        let people = with_matters(scheme, fictional(scheme, dates(), count, seed), seed);
        let mut others = people.clone();
        others.rotate_left(places.index(count));
        others.reverse();
        others.truncate(left);
        let (all, some) = (told(scheme, &people), told(scheme, &others));
        prop_assert_eq!(some.len(), left);
        for (id, outcomes) in some {
            prop_assert_eq!(&all[&id], &outcomes, "{}", id);
        }
    }

    #[test]
    fn everybody_at_once_is_case_by_case(seed in any::<u64>(), count in 1_usize..90, which in 0_usize..4, late in any::<bool>()) {
        let scheme = &SCHEMES[which];
        let stage = if late { Stage::Running } else { Stage::Application };
        let people = fictional(scheme, dates(), count, seed);
        same_as_case_by_case(scheme, &people, stage);
        same_as_case_by_case(scheme, &with_matters(scheme, people, seed), stage);
    }
}

#[test]
fn a_judgement_for_one_lot_counts_there_only() {
    let scheme = &SCHEMES[0];
    let mut population = fictional(scheme, dates(), 40, 7);
    for (number, one) in population.iter_mut().enumerate() {
        let Some(lot) = one.lots.first().map(|choice| choice.lot.clone()) else { continue };
        one.judgements.push(Judgement {
            requirement: RequirementCode::parse("UTV-03").unwrap(),
            member: None,
            lot: Some(lot),
            answers: vec![TestAnswer { point: TestPointCode::parse("p1").unwrap(), yes: number % 2 == 0 }],
        });
    }
    same_as_case_by_case(scheme, &population, Stage::Application);
}

/// Every second one with one or two others beside it, in every role.
fn with_others(people: Vec<Applicant>) -> Vec<Applicant> {
    let beside = |one: &Applicant, role| Beside {
        id: one.id.clone(),
        role,
        facts: one.facts.clone(),
        evidence: one.evidence.clone(),
        accepted: one.accepted.clone(),
    };
    let others: Vec<_> = people.iter().rev().cloned().collect();
    let roles = MemberRole::ALL.iter().copied().cycle();
    let joined = people.into_iter().zip(roles).enumerate().map(|(number, (mut one, role))| {
        let some = others.iter().skip(number).take(if number % 2 == 0 { 1 + number % 3 } else { 0 });
        one.members = some.map(|other| beside(other, role)).collect();
        one
    });
    joined.collect()
}

#[test]
fn a_combinatie_counts_by_everybody_in_it_as_it_does_when_it_is_evaluated_by_itself() {
    for (scheme, seed) in SCHEMES.iter().zip(21..) {
        let people = with_others(with_matters(scheme, fictional(scheme, dates(), 30, seed), seed));
        assert!(people.iter().filter(|one| !one.members.is_empty()).count() >= 15);
        for stage in [Stage::Application, Stage::Running] {
            same_as_case_by_case(scheme, &people, stage);
        }
    }
}

#[test]
fn of_a_combinatie_each_is_asked_what_it_must_meet_itself_and_the_penvoerder_what_counts_for_all() {
    let running = "geldt_voor: {lopend: {contractartikel: art. 12, overgangstermijn: 2 maanden}}";
    let with = |titles: &[&str]| {
        let text = titles
            .iter()
            .fold(SAMPLE.to_owned(), |text, title| text.replace(title, &format!("{title} {running},")));
        Scheme::parse(text.as_bytes()).unwrap()
    };
    let (in_force, changed) =
        (with(&[]), with(&["titel: Omzet of starter,", "titel: Overeenkomst, soort: verklaring,"]));
    let (lead, poor) = (Story::complete().with("omzet", "1"), Story::complete().with("omzet", "2"));
    let combination = Applicant {
        id: "penvoerder".to_owned(),
        facts: lead.facts(),
        evidence: lead.evidence.clone(),
        accepted: lead.accepted.clone(),
        lots: lead.lots.clone(),
        judgements: Vec::new(),
        members: vec![Beside {
            id: "combinant".to_owned(),
            role: MemberRole::Partner,
            facts: poor.facts(),
            evidence: poor.evidence.clone(),
            // The agreement is accepted by each; this one did not.
            accepted: BTreeSet::new(),
        }],
    };
    let asked = newly_asked(&in_force, &changed, &combination, &shared(Stage::Running));
    let codes = |id: &str| asked[id].iter().map(|code| code.as_str()).collect::<Vec<_>>();
    assert_eq!((codes("penvoerder"), codes("combinant")), (vec!["GES-04"], vec!["VER-01"]));
}

fn raised(from: &str, to: &str) -> Effect {
    let population = fictional(&SCHEMES[0], dates(), 120, 3);
    let changed = Scheme::parse(SAMPLE.replacen(from, to, 1).as_bytes()).unwrap();
    simulate(&SCHEMES[0], &changed, population, &shared(Stage::Application))
}

#[test]
fn the_same_regeling_does_nothing() {
    let effect = raised("titel: Proefregeling", "titel: Proefregeling");
    assert_eq!((effect.dropping_out, effect.population), (0, 120));
    assert!(
        effect.lots.iter().all(|lot| lot.before == lot.after && lot.lost.is_empty() && lot.gained.is_empty())
    );
}

#[test]
fn a_higher_number_in_one_gemeente_loses_aanbieders_there_only_and_says_why() {
    let file = include_str!("../../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml");
    let here = file.replacen(
        "      producten: [bi_complex, bg_complex]\n",
        "      producten: [bi_complex, bg_complex]\n      gemeenten: [GM0232]\n",
        1,
    );
    let higher =
        here.replacen("aandeel_hbo\n      ten_minste: 50 %", "aandeel_hbo\n      ten_minste: 80 %", 1);
    let [old, new] = [&here, &higher].map(|file| Scheme::parse(file.as_bytes()).unwrap());
    let population = fictional(&old, dates(), 600, 3);
    let effect = simulate(&old, &new, population.clone(), &shared(Stage::Application));
    let lost: Vec<_> = effect.lots.iter().filter(|lot| !lot.lost.is_empty()).collect();
    assert!(!lost.is_empty() && effect.dropping_out > 0);
    for lot in lost {
        assert_eq!(lot.lot.gemeente.as_str(), "GM0232");
        assert!(
            lot.lost.iter().all(|one| one.because.iter().any(|code| code.as_str() == "KWA-07")),
            "{lot:?}"
        );
        assert_eq!(lot.after.not_met, lot.before.not_met + lot.lost.len());
    }
    assert!(effect.lots.iter().any(|lot| lot.places_lost > 0));
    let back = simulate(&new, &old, population, &shared(Stage::Application));
    assert!(back.lots.iter().any(|lot| !lot.gained.is_empty()) && back.dropping_out == 0);
}

#[test]
fn a_floor_that_is_broken_is_said() {
    let effect = raised("voldoende_aanbod: {vrije", "voldoende_aanbod: {aanbieders: 5000, vrije");
    assert!(effect.lots.iter().all(|lot| lot.below_floor));
    assert!(raised("titel: P", "titel: P").lots.iter().all(|lot| !lot.below_floor));
}

/// What happens to these when De Wolden asks for more solvency than 25 %.
fn raised_for(stories: &[Story], floor: &str) -> (LotEffect, LotEffect) {
    let scheme = |share: &str| {
        let text = SAMPLE
            .replace("ten_minste: 20 %", share)
            .replace("{capaciteit: 2, doelgroep: dementie}", "{capaciteit: 2}")
            .replace("voldoende_aanbod: {", &format!("voldoende_aanbod: {{aanbieders: {floor}, "));
        Scheme::parse(text.as_bytes()).unwrap()
    };
    let (old, new) = (scheme("ten_minste: 20 %"), scheme("ten_minste: 30 %"));
    let applicant = |(number, story): (usize, &Story)| Applicant {
        id: format!("nummer-{number}"),
        facts: story.facts(),
        evidence: story.evidence.clone(),
        accepted: story.accepted.clone(),
        lots: story.lots.clone(),
        judgements: story.judgements.clone(),
        members: Vec::new(),
    };
    let people: Vec<_> = (1..).zip(stories).map(applicant).collect();
    let lots = simulate(&old, &new, people, &shared(Stage::Application)).lots;
    let of = |gemeente: &str| lots.iter().find(|one| one.lot.gemeente.as_str() == gemeente).unwrap().clone();
    (of("GM1690"), of("GM0119"))
}

/// Who is rich enough to stay, and has no places for a doelgroep but for whoever comes.
fn rich_without_dementie() -> Story {
    let mut rich = Story::complete().with("solvabiliteit", "35 %");
    for lot in &mut rich.lots {
        lot.capacity[0].places = 0;
        lot.capacity.push(Capacity { target: None, places: 4 });
    }
    rich
}

#[test]
fn with_who_drops_out_go_its_places_and_the_doelgroep_that_nobody_else_has_places_for() {
    let (here, elsewhere) = raised_for(&[Story::complete(), rich_without_dementie()], "1");
    let lost: Vec<&str> = here.lost.iter().map(|one| &*one.id).collect();
    assert_eq!((lost, here.places_lost), (vec!["nummer-1"], 3));
    assert_eq!(here.target_groups_lost.iter().map(|one| one.as_str()).collect::<Vec<_>>(), ["dementie"]);
    assert_eq!((elsewhere.places_lost, elsewhere.target_groups_lost.len()), (0, 0));
    assert_eq!((here.clients, elsewhere.clients), (None, Some(542)), "the regeling names those of Meppel");
    let (served, _) = raised_for(&[Story::complete(), Story::complete().with("solvabiliteit", "35 %")], "1");
    assert_eq!((served.places_lost, served.target_groups_lost.len()), (3, 0));
}

#[test]
fn there_are_too_few_aanbieders_when_one_less_than_the_floor_is_left() {
    let two = [Story::complete(), rich_without_dementie()];
    for (floor, was, is) in [("1", false, false), ("2", false, true), ("3", true, true)] {
        let (here, _) = raised_for(&two, floor);
        assert_eq!((here.was_below_floor, here.below_floor), (was, is), "{floor}");
    }
}

#[test]
fn who_is_still_unknown_or_judged_is_left_with_who_meets_everything() {
    let mut judged = rich_without_dementie();
    judged.judgements.clear();
    let stories =
        [Story::complete(), rich_without_dementie(), judged, Story::complete().without("solvabiliteit")];
    let (here, _) = raised_for(&stories, "1");
    assert_eq!(here.before, Tally { met: 2, not_met: 0, unknown: 1, judge: 1 });
    assert_eq!(here.after, Tally { met: 1, not_met: 1, unknown: 1, judge: 1 });
    assert_eq!((here.before.left(), here.after.left()), (4, 3));
}

#[test]
fn the_same_seed_gives_the_same_people_and_they_survive_being_stored() {
    let people = fictional(&SCHEMES[1], dates(), 5, 11);
    assert_eq!(people, fictional(&SCHEMES[1], dates(), 5, 11));
    assert_ne!(people, fictional(&SCHEMES[1], dates(), 5, 12));
    let stored = serde_json::to_string(&people).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Applicant>>(&stored).unwrap(), people);
}

#[test]
fn a_new_version_asks_running_admissions_only_what_is_not_known_of_them_and_what_was_not_asked_before() {
    let in_force = &SCHEMES[2];
    let text = include_str!("../../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml");
    let (title, running) = (
        "    titel: Solvabiliteit\n",
        "    titel: Solvabiliteit\n    geldt_voor: {lopend: {contractartikel: art. 12, overgangstermijn: 2 maanden}}\n",
    );
    let changed = Scheme::parse(text.replace(title, running).as_bytes()).unwrap();
    let code = RequirementCode::parse("GES-06").unwrap();
    let mut asked = 0;
    for one in fictional(in_force, dates(), 60, 3) {
        let shared = shared(Stage::Running);
        let verdict = evaluate(&one.input(&changed, &shared));
        let lacking =
            verdict.results.iter().any(|result| result.code == code && result.outcome != Outcome::Met);
        let newly = BTreeMap::from([(one.id.clone(), BTreeSet::from([code.clone()]))]);
        let expected = if lacking { newly } else { BTreeMap::new() };
        assert_eq!(newly_asked(in_force, &changed, &one, &shared), expected, "{}", one.id);
        assert_eq!(newly_asked(&changed, &changed, &one, &shared), BTreeMap::new(), "asked before");
        assert_eq!(newly_asked(&changed, in_force, &one, &shared), BTreeMap::new(), "not asked any more");
        asked += usize::from(lacking);
    }
    assert!(asked > 0 && asked < 60, "{asked} of 60");
}

#[test]
fn who_meets_everything_else_is_held_against_the_published_supply_lot_by_lot() {
    let required = SAMPLE.replace("grond: § 6.7, hard: nee", "grond: § 6.7, hard: ja");
    let scheme = Scheme::parse(required.as_bytes()).unwrap();
    let story = Story::complete();
    let complete = Applicant {
        id: "volledig".to_owned(),
        facts: story.facts(),
        evidence: story.evidence.clone(),
        accepted: story.accepted.clone(),
        lots: story.lots.clone(),
        judgements: story.judgements.clone(),
        members: Vec::new(),
    };
    let verdict = complete.verdict(&scheme, &shared(Stage::Application)).verdict;
    let new = verdict.results.iter().filter(|one| one.code.as_str() == "TGW-02").map(|one| one.outcome);
    assert_eq!(new.collect::<BTreeSet<_>>(), BTreeSet::from([Outcome::NotMet, Outcome::Unknown]));
    same_as_case_by_case(&scheme, &[complete], Stage::Application);
}
