//! Statements about what is enough, and about when a lot may be closed.

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;

use super::{
    Counted, Judged, LotChange, LotNow, LotPlan, LotSupply, Measured, NotDecided, Statement, Sufficiency,
    When,
};
use crate::identifiers::GemeenteCode;
use crate::imports::Quarter;
use crate::money::BasisPoints;
use crate::policy_code::{GroupCode, LotKey, TargetGroupCode};
use crate::scheme::{Scheme, Span, SufficientSupply};
use crate::testing::{at, because, day, id, phases};
use crate::windows::{LotState, LotStates, NotAChange, Phases, PublishedState};

const ZWD: &str = include_str!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");

pub(super) fn scheme() -> Scheme {
    Scheme::parse(ZWD.as_bytes()).unwrap()
}

fn target(code: &str) -> TargetGroupCode {
    TargetGroupCode::parse(code).unwrap()
}

fn asked() -> SufficientSupply {
    scheme().sufficient().clone()
}

fn stated(code: &str, free: u32, waiting: u32, as_of: &str) -> Statement {
    Statement {
        target: Some(target(code)),
        places: free,
        free,
        waiting_days: Some(waiting),
        as_of: day(as_of),
    }
}

pub(super) fn lot() -> LotKey {
    LotKey { group: GroupCode::parse("ib").unwrap(), gemeente: GemeenteCode::parse("GM1690").unwrap() }
}

/// Three aanbieders with ten free places each for two doelgroepen, for a hundred clients.
fn supply() -> LotSupply {
    let one = vec![stated("dementie", 5, 14, "2026-09-01"), stated("nah", 5, 21, "2026-09-01")];
    LotSupply::add_up(lot(), Some(100), &[one.clone(), one.clone(), one], day("2026-08-01"))
}

fn enough(supply: &LotSupply) -> bool {
    let targets = [target("dementie"), target("nah")];
    asked().judge(supply, &targets, day("2026-10-01")).is_enough()
}

#[test]
fn places_are_added_up_and_who_can_start_first_counts_for_the_waiting_time() {
    let fast = vec![stated("nah", 1, 3, "2026-09-01")];
    let slow = vec![stated("nah", 2, 90, "2026-09-01"), stated("dementie", 4, 30, "2026-09-01")];
    let supply = LotSupply::add_up(lot(), None, &[fast, slow], day("2026-08-01"));
    assert_eq!((supply.providers, supply.stale, supply.free()), (2, 0, 7));
    assert_eq!(supply.waiting_days(), Some(30), "for dementie one waits longest");
}

#[test]
fn the_last_quarter_that_was_counted_goes_before_what_the_regeling_says() {
    let quarter = |text| Quarter::parse(text).unwrap();
    let newest = |quarters: &[(Quarter, u32)]| Counted::newest(&scheme(), &lot(), quarters);
    let said = Counted { clients: 155, when: When::Day(day("2024-06-01")) };
    assert_eq!(newest(&[]), Some(said));
    let counted = newest(&[(quarter("2026K3"), 140), (quarter("2025K4"), 150)]);
    assert_eq!(counted, Some(Counted { clients: 140, when: When::Quarter(quarter("2026K3")) }));
    let nowhere = LotKey { gemeente: GemeenteCode::parse("GM9999").unwrap(), ..lot() };
    assert_eq!(Counted::newest(&scheme(), &nowhere, &[]), None);
}

#[test]
fn places_that_were_stated_too_long_ago_do_not_count() {
    let old = vec![stated("nah", 50, 1, "2026-07-31")];
    let supply = LotSupply::add_up(lot(), Some(100), &[old, Vec::new()], day("2026-08-01"));
    assert_eq!((supply.providers, supply.stale, supply.free()), (2, 2, 0));
}

#[test]
fn there_is_enough_when_every_measure_is_reached_and_only_then() {
    assert!(enough(&supply()));
    let mut few = supply();
    few.providers = 2;
    assert!(!enough(&few));
    let mut full = supply();
    full.places.iter_mut().for_each(|one| one.free = 4);
    assert!(!enough(&full), "8 free places for 100 clients");
    let mut slow = supply();
    slow.places[0].waiting_days = Some(29);
    assert!(!enough(&slow));
    let mut unserved = supply();
    unserved.places.pop();
    assert!(!enough(&unserved));
}

#[test]
fn what_is_not_known_is_never_enough() {
    let uncounted = LotSupply { clients: None, ..supply() };
    assert!(!enough(&uncounted));
    let mut unstated = supply();
    unstated.places[0].waiting_days = None;
    assert!(!enough(&unstated));
    assert!(!enough(&supply().without_statements()));
}

#[test]
fn a_tiny_lot_is_never_closed_however_much_there_is() {
    let sufficiency =
        |clients| asked().judge(&LotSupply { clients, ..supply() }, &[], day("2026-10-01")).sufficiency();
    let all = [sufficiency(Some(9)), sufficiency(Some(10)), sufficiency(Some(1000)), sufficiency(None)];
    assert_eq!(
        all,
        [Sufficiency::TooSmall, Sufficiency::Enough, Sufficiency::NotEnough, Sufficiency::Uncounted]
    );
    assert!(!enough(&LotSupply { clients: Some(9), ..supply() }));
    assert!(enough(&LotSupply { clients: Some(10), ..supply() }));
}

#[test]
fn a_definition_without_measures_closes_nothing() {
    let none = SufficientSupply {
        free_share: None,
        waiting: None,
        providers: None,
        every_target_group: false,
        ..asked()
    };
    let judged = none.judge(&supply(), &[], day("2026-10-01"));
    assert!(!judged.is_enough());
    assert_eq!(decide(&close("2026-12-01", "2027-11-30"), &judged, NOW), Err(NotDecided::Undefined));
}

#[test]
fn a_waiting_time_in_working_days_is_taken_strictly() {
    let asked = SufficientSupply { waiting: Span::parse("10 werkdagen"), ..asked() };
    let found = asked.judge(&supply(), &[], day("2026-10-01")).findings;
    assert!(found.contains(&Measured::Waiting { days: Some(21), most: 10 }), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(300)))]

    #[test]
    fn more_places_and_shorter_waiting_never_make_less(
        free in 0_u32..40, more in 0_u32..40, waiting in 0_u32..60, sooner in 0_u32..60, clients in 0_u32..400,
    ) {
        let with = |free: u32, waiting: u32| {
            let one = vec![stated("nah", free, waiting, "2026-09-01")];
            LotSupply::add_up(lot(), Some(clients), &[one.clone(), one.clone(), one], day("2026-08-01"))
        };
        let (less, greater) = (with(free, waiting), with(free + more, waiting.saturating_sub(sooner)));
        let judged = |supply: &LotSupply| asked().judge(supply, &[], day("2026-10-01")).is_enough();
        prop_assert!(!judged(&less) || judged(&greater));
    }

    #[test]
    fn the_order_of_the_aanbieders_changes_nothing(free in proptest::collection::vec(0_u32..9, 1..6)) {
        let mut all: Vec<Vec<Statement>> =
            free.iter().map(|free| vec![stated("nah", *free, *free, "2026-09-01")]).collect();
        let one = LotSupply::add_up(lot(), Some(9), &all, day("2026-08-01"));
        all.reverse();
        prop_assert_eq!(one, LotSupply::add_up(lot(), Some(9), &all, day("2026-08-01")));
    }
}

const NOW: &str = "2026-10-20T10:00:00Z";

fn close(from: &str, review_on: &str) -> LotChange {
    LotChange::Close { from: day(from), review_on: day(review_on) }
}

fn plan(change: LotChange) -> LotPlan {
    LotPlan { procedure: id(1), scheme: id(2), lot: lot(), change, motivation: because() }
}

fn states(now: LotState, review_on: Option<NaiveDate>) -> LotStates {
    let from = at("2026-01-01T00:00:00Z");
    LotStates::stored(vec![PublishedState { state: now, decided: from, from, review_on }]).unwrap()
}

pub(super) fn is_enough() -> Judged {
    asked().judge(&supply(), &[], day("2026-10-01"))
}

fn decide_in(
    change: &LotChange,
    states: &LotStates,
    windows: &[Phases],
    judged: &Judged,
    now: &str,
) -> Result<PublishedState, NotDecided> {
    let scheme = scheme();
    plan(*change).publish(&LotNow { scheme: &scheme, states, windows, judged }, at(now))
}

fn decide(change: &LotChange, judged: &Judged, now: &str) -> Result<PublishedState, NotDecided> {
    decide_in(change, &states(LotState::Open, None), &[phases()], judged, now)
}

#[test]
fn a_lot_with_enough_closes_after_four_weeks_but_for_who_brings_added_value() {
    let closed = decide(&close("2026-11-17", "2027-10-01"), &is_enough(), NOW).unwrap();
    assert_eq!(closed.state, LotState::ClosedUnlessAddedValue);
    assert_eq!(closed.from, at("2026-11-16T23:00:00Z"), "at midnight in the Netherlands");
    let early = decide(&close("2026-11-16", "2027-10-01"), &is_enough(), NOW);
    assert_eq!(early, Err(NotDecided::TooSoon { earliest: day("2026-11-17") }));
}

#[test]
fn a_lot_never_closes_while_one_can_apply_or_backwards_or_for_ever() {
    let during = |now, from| decide(&close(from, "2027-08-01"), &is_enough(), now);
    let closes: DateTime<Utc> = phases().closes;
    assert_eq!(during("2026-08-20T10:00:00Z", "2026-10-15"), Err(NotDecided::WhileOpen { closes }));
    assert!(during("2026-08-20T10:00:00Z", "2026-10-16").is_ok());
    assert!(
        during("2026-07-20T10:00:00Z", "2026-09-01").is_ok(),
        "at the opening itself nobody could apply yet"
    );
    assert_eq!(during(NOW, "2026-10-19"), Err(NotDecided::NotAChange(NotAChange::Retroactive)));
    for review in ["2026-12-01", "2027-12-02"] {
        let refused = decide(&close("2026-12-01", review), &is_enough(), NOW);
        assert!(matches!(refused, Err(NotDecided::Review { .. })), "{refused:?}");
    }
}

#[test]
fn a_lot_with_too_little_stays_open_and_what_is_missed_is_said() {
    let judged = asked().judge(&LotSupply { providers: 2, ..supply() }, &[], day("2026-10-01"));
    let refused = decide(&close("2026-12-01", "2027-10-01"), &judged, NOW);
    assert_eq!(refused, Err(NotDecided::NotEnough(vec![Measured::Providers { providers: 2, least: 3 }])));
}

#[test]
fn what_is_closed_is_kept_closed_without_a_new_notice_and_opens_at_once() {
    let closed = states(LotState::ClosedUnlessAddedValue, Some(day("2026-11-01")));
    let again =
        decide_in(&close("2026-10-20", "2027-10-01"), &closed, &[phases()], &is_enough(), NOW).unwrap();
    assert_eq!((again.from, again.review_on), (at(NOW), Some(day("2027-10-01"))));
    let lapsed = decide_in(&close("2026-11-01", "2027-10-01"), &closed, &[], &is_enough(), NOW);
    assert!(
        matches!(lapsed, Err(NotDecided::TooSoon { .. })),
        "after its review it is open, and closes anew"
    );
    let opened = decide_in(&LotChange::OpenForScarcity, &closed, &[], &is_enough(), NOW).unwrap();
    assert_eq!((opened.state, opened.from), (LotState::OpenScarcity, at(NOW)));
}

#[test]
fn what_is_not_bought_is_neither_closed_nor_opened_and_what_is_open_is_not_opened() {
    let local = states(LotState::Local, None);
    for change in [LotChange::Open, LotChange::OpenForScarcity, close("2026-12-01", "2027-10-01")] {
        assert_eq!(decide_in(&change, &local, &[], &is_enough(), NOW), Err(NotDecided::NotBought));
    }
    assert_eq!(decide(&LotChange::Open, &is_enough(), NOW), Err(NotDecided::IsOpen));
    let closes = decide(&close("2026-12-01", "2027-10-01"), &is_enough(), NOW).unwrap();
    let announced = states(LotState::Open, None).change(closes).unwrap();
    let back = decide_in(&LotChange::Open, &announced, &[], &is_enough(), "2026-11-20T10:00:00Z").unwrap();
    let then = announced.change(back).unwrap().at(at("2026-12-02T00:00:00Z"));
    assert_eq!(then, Some(LotState::Open), "what was only announced is taken back");
}

#[test]
fn a_definition_asks_ten_percent_of_the_clients_exactly() {
    let finding =
        |free| Measured::FreeShare { free, clients: Some(155), least: BasisPoints::new(1000).get() };
    assert!(!finding(15).is_met() && finding(16).is_met());
}
