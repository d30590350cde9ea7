//! A what-if over everybody at once is the evaluation of each case by itself.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::story::day;
use crate::policy_code::{LotKey, RequirementCode, TestPointCode};
use crate::rules::simulate::Table;
use crate::rules::{
    Applicant, Effect, Input, Judgement, Outcome, ReferenceDates, Shared, Stage, TestAnswer, evaluate,
    fictional, newly_asked, simulate,
};
use crate::scheme::tests::SAMPLE;
use crate::scheme::{NationalTables, Scheme};
use crate::supply::SupplySnapshot;

static NATIONAL: LazyLock<NationalTables> = LazyLock::new(|| {
    NationalTables::parse_wnt(include_bytes!("../../../../data/national/wnt.yaml")).unwrap()
});
static SUPPLY: LazyLock<SupplySnapshot> = LazyLock::new(|| SupplySnapshot::new(day(2026, 9, 1), Vec::new()));
static SCHEMES: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        SAMPLE.as_bytes(),
        include_bytes!("../../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml"),
        include_bytes!("../../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"),
    ];
    files.into_iter().map(|bytes| Scheme::parse(bytes).unwrap()).collect()
});

fn dates() -> ReferenceDates {
    ReferenceDates { submission: day(2026, 10, 12), close: day(2026, 10, 15), start: day(2027, 1, 1) }
}

fn shared(stage: Stage) -> Shared<'static> {
    Shared { national: &NATIONAL, dates: dates(), stage, supply: &SUPPLY }
}

/// Every outcome of the table against the one of the case by itself.
fn same_as_case_by_case(scheme: &Scheme, population: &[Applicant], stage: Stage) {
    let table = Table::new(scheme, population, &shared(stage));
    for (number, one) in population.iter().enumerate() {
        let verdict = evaluate(&Input {
            scheme,
            national: &NATIONAL,
            facts: &one.facts,
            evidence: &one.evidence,
            accepted: &one.accepted,
            lots: &one.lots,
            dates: dates(),
            stage,
            judgements: &one.judgements,
            supply: &SUPPLY,
        });
        for gemeente in scheme.gemeenten() {
            for group in scheme.groups() {
                let lot = LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() };
                let expected = verdict.lot(&lot).map(|lot| lot.outcome);
                assert_eq!(table.outcome(&lot, number), expected, "{} {lot:?}", one.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn everybody_at_once_is_case_by_case(seed in any::<u64>(), count in 1_usize..90, which in 0_usize..3, late in any::<bool>()) {
        let scheme = &SCHEMES[which];
        let stage = if late { Stage::Running } else { Stage::Application };
        same_as_case_by_case(scheme, &fictional(scheme, dates(), count, seed), stage);
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
            lot: Some(lot),
            answers: vec![TestAnswer { point: TestPointCode::parse("p1").unwrap(), yes: number % 2 == 0 }],
        });
    }
    same_as_case_by_case(scheme, &population, Stage::Application);
}

fn raised(from: &str, to: &str) -> Effect {
    let population = fictional(&SCHEMES[0], dates(), 120, 3);
    let changed = Scheme::parse(SAMPLE.replacen(from, to, 1).as_bytes()).unwrap();
    simulate(&SCHEMES[0], &changed, &population, &shared(Stage::Application))
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
    let effect = simulate(&old, &new, &population, &shared(Stage::Application));
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
    let back = simulate(&new, &old, &population, &shared(Stage::Application));
    assert!(back.lots.iter().any(|lot| !lot.gained.is_empty()) && back.dropping_out == 0);
}

#[test]
fn a_floor_that_is_broken_is_said() {
    let effect = raised("voldoende_aanbod: {vrije", "voldoende_aanbod: {aanbieders: 5000, vrije");
    assert!(effect.lots.iter().all(|lot| lot.below_floor));
    assert!(raised("titel: P", "titel: P").lots.iter().all(|lot| !lot.below_floor));
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
    let [_, _, in_force] = &SCHEMES[..] else { panic!("three regelingen") };
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
        let expected = if lacking { [code.clone()].into() } else { BTreeSet::new() };
        assert_eq!(newly_asked(in_force, &changed, &one, &shared), expected, "{}", one.id);
        assert_eq!(newly_asked(&changed, &changed, &one, &shared), BTreeSet::new(), "asked before");
        assert_eq!(newly_asked(&changed, in_force, &one, &shared), BTreeSet::new(), "not asked any more");
        asked += usize::from(lacking);
    }
    assert!(asked > 0 && asked < 60, "{asked} of 60");
}
