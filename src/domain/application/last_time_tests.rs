//! Somebody who comes back: what is the same comes along, and only what the regeling or time changed is asked again.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::Days;
use proptest::prelude::*;

use super::last_time::{Again, LastTime, LotAround, LotSince, LotTurn, Standing};
use super::snapshot::Contents;
use crate::facts::{Fact, FactSet, FactValue, Provenance, Source};
use crate::ids::Id;
use crate::policy_code::{EvidenceKindCode, FactCode, PolicyCode};
use crate::rules::{
    Applicant, EvidenceFact, EvidenceState, Offered, Outcome, ReferenceDates, fictional, stands,
};
use crate::scheme::{NationalTables, Scheme};
use crate::supply::SupplySnapshot;
use crate::testing::day;
use crate::windows::{Entry, NoEntry};

const SOURCE: &str = include_str!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");

static SCHEME: LazyLock<Scheme> = LazyLock::new(|| Scheme::parse(SOURCE.as_bytes()).unwrap());
static NATIONAL: LazyLock<NationalTables> =
    LazyLock::new(|| NationalTables::parse_wnt(include_bytes!("../../../data/national/wnt.yaml")).unwrap());

fn then() -> ReferenceDates {
    ReferenceDates { submission: day("2026-10-12"), close: day("2026-10-15"), start: day("2027-01-01") }
}

fn later(days: u64) -> ReferenceDates {
    let later = |day: chrono::NaiveDate| day.checked_add_days(Days::new(days)).unwrap();
    let ReferenceDates { submission, close, start } = then();
    ReferenceDates { submission: later(submission), close: later(close), start: later(start) }
}

fn sent(one: Applicant) -> Contents {
    Contents {
        facts: one.facts,
        evidence: one.evidence,
        documents: Vec::new(),
        lots: one.lots,
        lot_states: Vec::new(),
        dates: then(),
        supply: SupplySnapshot::new(then().submission, Vec::new()),
        members: Vec::new(),
    }
}

fn somebody(seed: u64) -> Contents {
    sent(fictional(&SCHEME, then(), 1, seed).remove(0))
}

fn against<'a>(contents: &'a Contents, is: &'a Scheme, dates: ReferenceDates) -> LastTime<'a> {
    LastTime { contents, was: &SCHEME, is, national: &NATIONAL, dates }
}

fn code(text: &str) -> FactCode {
    PolicyCode::parse(text).unwrap()
}

fn said(value: FactValue) -> Fact {
    let provenance =
        Provenance { source: Source::Aanbieder, as_of: then().submission, valid_until: None, evidence: None };
    Fact { value, provenance }
}

fn every_kind() -> BTreeSet<EvidenceKindCode> {
    SCHEME.evidence().iter().map(|def| def.code.clone()).collect()
}

#[test]
fn a_day_that_has_passed_is_asked_again_and_one_that_still_lies_ahead_is_not() {
    let mut contents = somebody(1);
    contents.facts = FactSet::new();
    contents.facts.set(code("polis_einddatum"), said(FactValue::Day(day("2027-06-01"))));
    let again = |dates| against(&contents, &SCHEME, dates).asked_again(&contents.facts);
    assert_eq!(again(later(150)), [].into(), "it ends on the day on which admissions start");
    assert_eq!(again(later(152)), [(code("polis_einddatum"), Again::Outdated)].into());
}

#[test]
fn an_answer_with_a_last_day_is_asked_again_after_it() {
    let mut contents = somebody(1);
    contents.facts = FactSet::new();
    let mut fact = said(FactValue::YesNo(true));
    fact.provenance.valid_until = Some(then().submission);
    contents.facts.set(code("agb_code_actief"), fact);
    let again = |dates| against(&contents, &SCHEME, dates).asked_again(&contents.facts);
    assert_eq!(
        (again(then()), again(later(365))),
        ([].into(), [(code("agb_code_actief"), Again::Outdated)].into())
    );
}

#[test]
fn what_did_not_meet_an_eis_then_is_not_asked_again_because_of_it_and_time_that_helps_is_no_reason_either() {
    let mut contents = somebody(1);
    contents.facts = FactSet::new();
    contents.facts.set(code("polis_einddatum"), said(FactValue::Day(day("2026-10-01"))));
    contents.facts.set(code("veroordeling"), said(FactValue::YesNo(true)));
    contents.facts.set(code("veroordeling_datum"), said(FactValue::Day(day("2021-11-01"))));
    let again = against(&contents, &SCHEME, later(365)).asked_again(&contents.facts);
    assert_eq!(again, [].into());
}

#[test]
fn what_went_along_and_is_too_old_stays_behind_and_the_newest_in_order_comes_instead() {
    let kind: EvidenceKindCode = PolicyCode::parse("kvk_uittreksel").unwrap();
    let piece = |number: usize, issued: &str| EvidenceFact {
        id: Id::parse(&format!("00000000-0000-7000-8000-{number:012}")).unwrap(),
        kind: kind.clone(),
        issued_on: Some(day(issued)),
        expires_on: None,
        sha256: None,
        offered: Offered::AsAsked,
    };
    let mut contents = somebody(1);
    contents.evidence = vec![piece(1, "2026-10-01")];
    let vault = [piece(3, "2027-03-02"), piece(2, "2027-03-01"), piece(1, "2026-10-01")];
    let asked = BTreeSet::from([kind.clone()]);
    let along = |days: u64, vault: &[EvidenceFact]| -> Vec<String> {
        let found = against(&contents, &SCHEME, later(days)).evidence(&asked, vault);
        found.iter().map(|one| one.id.to_string()[35..].to_owned()).collect()
    };
    assert_eq!(along(100, &vault), ["1"], "the same as last time while it counts");
    assert_eq!(along(180, &vault), ["3"]);
    assert_eq!(along(100, &vault[..1]), ["3"], "what left the vault goes along no more");
    assert!(along(365, &vault[2..]).is_empty());
    let since = against(&contents, &SCHEME, later(365));
    assert!(matches!(since.stale(&kind), Some(EvidenceState::TooOld { .. })));
    assert_eq!(against(&contents, &SCHEME, later(100)).stale(&kind), None);
}

#[test]
fn a_product_that_nobody_buys_any_more_is_named_and_a_lot_without_any_is_not_offered() {
    let contents = somebody(3);
    let since = against(&contents, &SCHEME, then());
    let free = |products| LotAround { entry: Ok(Entry::Free), products, standing: Standing::None };
    let none = since.lots(|_| free(Vec::new()));
    assert!(none.iter().all(|one| one.turn == LotTurn::No(NoEntry::NotBought) && one.gone.is_empty()));
    let first = contents.lots[0].products[0].clone();
    let some = since.lots(|_| free(vec![first.clone()]));
    assert_eq!((some[0].turn, &some[0].choice.products), (LotTurn::Chosen, &vec![first]));
    assert_eq!(some[0].gone, contents.lots[0].products[1..]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(40)))]

    #[test]
    fn where_nothing_changed_nothing_is_asked_and_everything_in_order_comes_along(seed in any::<u64>()) {
        let contents = somebody(seed);
        let since = against(&contents, &SCHEME, then());
        prop_assert_eq!(since.asked_again(&contents.facts), [].into());
        let along = since.evidence(&every_kind(), &contents.evidence);
        for def in SCHEME.evidence() {
            let own: Vec<_> = contents.evidence.iter().filter(|one| one.kind == def.code).collect();
            let in_order = own.iter().filter(|one| stands(def, one, then().on(def.on), &[]).0 >= Outcome::Judge);
            prop_assert_eq!(along.iter().filter(|one| one.kind == def.code).count(), in_order.count());
        }
        let around = |lot: &crate::policy_code::LotKey| LotAround {
            entry: Ok(Entry::Free),
            products: contents.lots.iter().find(|one| one.lot == *lot).unwrap().products.clone(),
            standing: Standing::None,
        };
        let chosen: Vec<_> = since.lots(around).into_iter().map(|one| one.choice).collect();
        prop_assert_eq!(&chosen, &contents.lots);
    }

    #[test]
    fn of_a_question_with_other_words_only_that_answer_is_asked_again(seed in any::<u64>(), which in 0_usize..200) {
        let contents = somebody(seed);
        let changed = &SCHEME.facts()[which % SCHEME.facts().len()];
        let asked = |words: &str| format!("code: {}\n    vraag: {words}", changed.code);
        let source = SOURCE.replacen(&asked(&changed.question), &asked("Klopt het anders?"), 1);
        let is = Scheme::parse(source.as_bytes()).unwrap();
        let again = against(&contents, &is, then()).asked_again(&contents.facts);
        let asked: Vec<_> = again.keys().collect();
        let known = contents.facts.get(&changed.code).is_some();
        prop_assert_eq!(asked, if known { vec![&changed.code] } else { vec![] });
    }

    #[test]
    fn what_comes_along_is_in_the_vault_in_order_on_its_day_and_there_once(seed in any::<u64>(), days in 0_u64..1500) {
        let (contents, other) = (somebody(seed), somebody(seed.wrapping_add(1)));
        let since = against(&contents, &SCHEME, later(days));
        let along = since.evidence(&every_kind(), &other.evidence);
        let ids: BTreeSet<_> = along.iter().map(|one| &one.id).collect();
        prop_assert_eq!(ids.len(), along.len());
        for one in &along {
            prop_assert!(other.evidence.iter().any(|own| own.id == one.id));
            let def = SCHEME.evidence_def(&one.kind).unwrap();
            prop_assert!(stands(def, one, later(days).on(def.on), &[]).0 >= Outcome::Judge);
        }
    }

    #[test]
    fn each_lot_of_then_is_told_once_and_chosen_only_where_anybody_may_and_nobody_is_yet(
        seed in any::<u64>(),
        standing in prop_oneof![Just(Standing::None), Just(Standing::Admitted), Just(Standing::Undecided), Just(Standing::TakenBack)],
        entry in prop_oneof![Just(Ok(Entry::Free)), Just(Ok(Entry::WithAddedValue)), Just(Err(NoEntry::Closed))],
    ) {
        let contents = somebody(seed);
        let products: Vec<_> = contents.lots.iter().flat_map(|lot| lot.products.clone()).collect();
        let told = against(&contents, &SCHEME, then())
            .lots(|_| LotAround { entry, products: products.clone(), standing });
        let lots: Vec<_> = told.iter().map(|one| &one.choice.lot).collect();
        prop_assert_eq!(lots, contents.lots.iter().map(|one| &one.lot).collect::<Vec<_>>());
        let free = standing == Standing::None && entry == Ok(Entry::Free);
        let may = |one: &LotSince| free && !one.choice.products.is_empty();
        prop_assert!(told.iter().all(|one| (one.turn == LotTurn::Chosen) == may(one)));
    }
}
