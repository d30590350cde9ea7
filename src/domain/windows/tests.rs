//! Statements about windows and the states of lots.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::code::Code;
use crate::testing::{at, because, day, phases, window};

const LEAST: Minimums = Minimums { publication_days: 14, after_answers_days: 10, submission_days: 42 };

#[test]
fn what_is_received_before_the_close_is_in_and_at_the_close_is_out() {
    let window = window(Sealing::Unsealed);
    assert_eq!(window.accepts(at("2026-10-15T09:59:59.999999Z")), Ok(()));
    let (received_at, closes) = (at("2026-10-15T10:00:00Z"), at("2026-10-15T10:00:00Z"));
    assert_eq!(window.accepts(received_at), Err(NotAccepted::TooLate { received_at, closes }));
    assert_eq!(window.accepts(at("2026-09-01T07:00:00Z")), Ok(()));
    assert!(matches!(window.accepts(at("2026-09-01T06:59:59Z")), Err(NotAccepted::TooEarly { .. })));
}

#[test]
fn a_close_in_the_hour_that_happens_twice_is_one_instant() {
    // 25 October 2026, 02:30 Dutch summer time; an hour later the clock shows 02:30 again.
    let closes = at("2026-10-25T00:30:00Z");
    let window = window(Sealing::Unsealed).extend(closes, at("2026-10-01T00:00:00Z")).unwrap();
    assert!(window.accepts(at("2026-10-25T00:29:59Z")).is_ok());
    assert!(window.accepts(at("2026-10-25T01:29:59Z")).is_err());
}

#[test]
fn each_moment_has_its_phase() {
    let window = window(Sealing::Unsealed);
    let seen = [
        ("2026-06-30T00:00:00Z", Phase::Unpublished),
        ("2026-07-01T07:00:00Z", Phase::Questions),
        ("2026-08-01T10:00:00Z", Phase::Answers),
        ("2026-08-20T10:00:00Z", Phase::Waiting),
        ("2026-09-01T07:00:00Z", Phase::Submission),
        ("2026-10-15T10:00:00Z", Phase::Deciding),
        // Midnight of 1 January in the Netherlands.
        ("2026-12-31T22:59:59Z", Phase::Deciding),
        ("2026-12-31T23:00:00Z", Phase::Started),
    ];
    for (moment, phase) in seen {
        assert_eq!(window.phase_at(at(moment)), phase, "{moment}");
    }
    assert_eq!(seen.map(|(_, phase)| phase).iter().collect::<std::collections::BTreeSet<_>>().len(), 7);
    assert_eq!(Phase::ALL.len(), 7);
}

#[test]
fn all_mistakes_in_the_phases_are_named_at_once() {
    let mut wrong = phases();
    wrong.opens = at("2026-07-05T07:00:00Z");
    wrong.answers_by = at("2026-10-10T10:00:00Z");
    wrong.decisions_due = day("2026-10-14");
    let mistakes = Window::new(WindowKind::Annual, Sealing::Unsealed, wrong, &LEAST).unwrap_err();
    assert_eq!(
        mistakes,
        [
            Mistake::DecisionsBeforeClose,
            Mistake::PublishedTooLate { least: 14 },
            Mistake::AnsweredTooLate { least: 10 }
        ]
    );
}

#[test]
fn a_submission_phase_is_extended_and_never_shortened() {
    let window = window(Sealing::Unsealed);
    let closes = window.phases().closes;
    let now = at("2026-10-16T08:00:00Z");
    assert_eq!(window.extend(closes - TimeDelta::seconds(1), now), Err(CannotExtend::NotLater { closes }));
    assert_eq!(window.extend(at("2026-10-15T12:00:00Z"), now), Err(CannotExtend::InThePast));
    assert!(matches!(
        window.extend(at("2026-12-20T12:00:00Z"), now),
        Err(CannotExtend::LaterPhases(Mistake::DecisionsBeforeClose))
    ));
    // After a failure of the portal a closed phase opens again, for everyone.
    let reopened = window.extend(at("2026-10-19T10:00:00Z"), now).unwrap();
    assert!(reopened.accepts(now).is_ok());
}

#[test]
fn a_sealed_window_is_closed_to_the_team_until_the_close() {
    let (before, close) = (at("2026-10-15T09:59:59Z"), at("2026-10-15T10:00:00Z"));
    let took_effect = at("2026-10-15T10:01:00Z");
    let sealed = window(Sealing::UntilClose).with_closed(None);
    assert!(sealed.is_sealed(before) && sealed.is_sealed(close) && sealed.is_sealed(took_effect));
    let closed = sealed.with_closed(Some(took_effect));
    assert!(closed.is_sealed(close) && !closed.is_sealed(took_effect));
    assert!(!window(Sealing::Unsealed).is_sealed(before));
}

#[test]
fn between_the_close_and_its_effect_nothing_may_be_fixed() {
    let (before, close) = (at("2026-10-15T09:59:59Z"), at("2026-10-15T10:00:00Z"));
    let took_effect = at("2026-10-15T10:01:00Z");
    let window = window(Sealing::Unsealed).with_closed(None);
    assert!(!window.is_closing(before) && window.is_closing(close) && window.is_closing(took_effect));
    let closed = window.with_closed(Some(took_effect));
    assert!(closed.is_closing(close) && !closed.is_closing(took_effect));
    let longer = closed.extend(at("2026-10-19T10:00:00Z"), took_effect).unwrap();
    assert!(!longer.is_closing(took_effect) && longer.is_closing(at("2026-10-19T10:00:00Z")));
}

#[test]
fn each_lot_state_says_whether_one_may_apply() {
    let may: Vec<&str> =
        LotState::ALL.iter().filter(|state| state.may_apply().is_ok()).map(|state| state.code()).collect();
    assert_eq!(may, ["open", "open_scarcity", "closed_unless_added_value"]);
    assert_eq!(LotState::ClosedUnlessAddedValue.may_apply(), Ok(Entry::WithAddedValue));
}

fn from(state: LotState, from: chrono::DateTime<chrono::Utc>) -> PublishedState {
    PublishedState { state, decided: from, from, review_on: None }
}

#[test]
fn a_closure_never_works_back() {
    let open = LotStates::default().change(from(LotState::Open, at("2026-01-01T00:00:00Z"))).unwrap();
    let effective = at("2026-10-15T10:00:00Z");
    let late = PublishedState { decided: at("2026-10-16T00:00:00Z"), ..from(LotState::Closed, effective) };
    assert_eq!(open.clone().change(late), Err(NotAChange::Retroactive));
    let other = open.change(from(LotState::Closed, at("2025-12-31T00:00:00Z")));
    assert!(matches!(other, Err(NotAChange::BeforeLatest { .. })));
    assert_eq!(LotStates::default().entry(effective), Err(NoEntry::Unknown));
}

/// Open since January; in November it was decided that it closes on 1 January, to be looked at on 1 October.
fn announced() -> LotStates {
    let closed = PublishedState {
        state: LotState::ClosedUnlessAddedValue,
        decided: at("2026-11-20T10:00:00Z"),
        from: at("2026-12-31T23:00:00Z"),
        review_on: Some(day("2027-10-01")),
    };
    LotStates::stored(vec![from(LotState::Open, at("2026-01-01T00:00:00Z")), closed]).unwrap()
}

#[test]
fn every_change_is_told_once_with_what_was_decided_also_a_lapse_and_what_is_taken_back_is_none() {
    let told = |states: &LotStates| -> Vec<(LotState, LotState)> {
        states.changes().into_iter().map(|(_, state, published)| (state, published.state)).collect()
    };
    let announced = announced();
    let closed = LotState::ClosedUnlessAddedValue;
    assert_eq!(
        told(&announced),
        [(LotState::Open, LotState::Open), (closed, closed), (LotState::Open, closed)]
    );
    let moments: Vec<_> = announced.changes().iter().map(|(from, ..)| *from).collect();
    assert!(moments.is_sorted(), "{moments:?}");
    let kept = LotStates::stored(vec![
        from(LotState::NotBought, at("2026-01-01T00:00:00Z")),
        PublishedState {
            decided: at("2026-03-01T00:00:00Z"),
            ..from(LotState::Closed, at("2026-06-01T00:00:00Z"))
        },
        from(LotState::Open, at("2026-04-01T00:00:00Z")),
    ]);
    // Decided later than the closure, and so in its place.
    assert_eq!(
        told(&kept.unwrap()),
        [(LotState::NotBought, LotState::NotBought), (LotState::Open, LotState::Open)]
    );
    assert!(LotStates::default().changes().is_empty());
}

#[test]
fn a_closure_lapses_at_the_beginning_of_its_day_of_review_unless_a_new_decision_takes_its_place() {
    let states = announced();
    let (before, lapses) = (at("2027-09-30T21:59:59Z"), at("2027-09-30T22:00:00Z"));
    assert_eq!(states.at(before), Some(LotState::ClosedUnlessAddedValue));
    assert_eq!(states.next(before), Some((LotState::Open, lapses)));
    assert_eq!((states.at(lapses), states.next(lapses)), (Some(LotState::Open), None));
    assert_eq!(states.entry(lapses), Ok(Entry::Free));
    let again = PublishedState {
        review_on: Some(day("2028-08-01")),
        ..from(LotState::ClosedUnlessAddedValue, at("2027-08-01T00:00:00Z"))
    };
    let prolonged = states.change(again).unwrap();
    assert_eq!(prolonged.at(lapses), Some(LotState::ClosedUnlessAddedValue));
}

#[test]
fn a_closure_that_was_announced_is_taken_back_by_a_later_decision() {
    let states = announced();
    let now = at("2026-12-01T10:00:00Z");
    assert_eq!(states.next(now), Some((LotState::ClosedUnlessAddedValue, at("2026-12-31T23:00:00Z"))));
    let back = states.change(from(LotState::Open, now)).unwrap();
    assert_eq!((back.at(at("2027-01-01T00:00:00Z")), back.next(now)), (Some(LotState::Open), None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(300)))]

    #[test]
    fn no_closure_affects_an_application_received_before_its_effective_instant(
        received in 0_i64..10_000, waits in 1_i64..10_000, state in 0..LotState::ALL.len(),
    ) {
        let start = at("2026-01-01T00:00:00Z");
        let received_at = start + TimeDelta::minutes(received);
        let open = LotStates::default().change(from(LotState::Open, start - TimeDelta::minutes(1))).unwrap();
        let effective = received_at + TimeDelta::minutes(waits);
        let new = PublishedState { decided: received_at, ..from(LotState::ALL[state], effective) };
        let later = open.clone().change(new).unwrap();
        prop_assert_eq!(later.entry(received_at), open.entry(received_at));
        prop_assert_eq!(later.at(effective), Some(LotState::ALL[state]));
        prop_assert_eq!(later.at(effective - TimeDelta::microseconds(1)), Some(LotState::Open));
    }

    #[test]
    fn whatever_dates_are_asked_for_none_becomes_earlier(
        minutes in -60_000_i64..60_000,
        days in (-100_i64..100, -100_i64..100),
        after in -60_000_i64..60_000,
    ) {
        let before = window(Sealing::UntilClose);
        let was = *before.phases();
        let asked = Phases {
            closes: was.closes + TimeDelta::minutes(minutes),
            decisions_due: was.decisions_due + TimeDelta::days(days.0),
            starts_on: was.starts_on + TimeDelta::days(days.1),
            ..was
        };
        let now = was.closes + TimeDelta::minutes(after);
        let Ok(later) = before.postpone(asked, now) else { return Ok(()) };
        prop_assert_eq!(*later.phases(), asked);
        prop_assert!(asked.closes >= was.closes && asked.decisions_due >= was.decisions_due);
        prop_assert!(asked.starts_on >= was.starts_on && asked != was);
        prop_assert!(asked.closes == was.closes || (asked.closes > now && later.is_closing(asked.closes)));
    }

    #[test]
    fn an_extension_takes_nothing_from_anyone(minutes in 1_i64..60_000, received in 0_i64..100_000) {
        let before = window(Sealing::Unsealed);
        let closes = before.phases().closes + TimeDelta::minutes(minutes);
        let after = before.extend(closes, before.phases().closes).unwrap();
        let received_at = before.phases().opens + TimeDelta::minutes(received);
        prop_assert!(before.accepts(received_at).is_err() || after.accepts(received_at).is_ok());
    }
}

#[test]
fn the_rules_of_a_window_change_until_the_last_answers_are_out_and_leave_ten_days_to_submit() {
    let window = window(Sealing::Unsealed);
    assert_eq!(window.rectify(at("2026-06-30T00:00:00Z")), Ok(window), "nobody read it yet");
    assert_eq!(window.rectify(at("2026-08-20T09:59:59Z")), Ok(window));
    let since = at("2026-08-20T10:00:00Z");
    assert_eq!(window.rectify(since), Err(CannotRectify::Frozen { since }));
    // Answers are out while one may submit, five days before the close.
    let late = Phases { answers_by: at("2026-10-12T10:00:00Z"), ..phases() };
    let none = Minimums { publication_days: 0, after_answers_days: 0, submission_days: 0 };
    let late = Window::new(WindowKind::Annual, Sealing::Unsealed, late, &none).unwrap();
    let moved = late.rectify(at("2026-10-10T08:00:00Z")).unwrap();
    assert_eq!(moved.phases().closes, at("2026-10-20T10:00:00Z"), "whole days, so at the same hour");
    assert_eq!(late.rectify(at("2026-10-05T10:00:00Z")), Ok(late), "exactly ten days are enough");
    let full = Phases { decisions_due: day("2026-10-16"), ..*late.phases() };
    let full = Window::new(WindowKind::Annual, Sealing::Unsealed, full, &none).unwrap();
    assert!(matches!(full.rectify(at("2026-10-10T08:00:00Z")), Err(CannotRectify::NoRoom(_))));
}

fn plan(phases: Phases) -> WindowPlan {
    WindowPlan {
        procedure: crate::ids::Id::parse("00000000-0000-7000-8000-000000000001").unwrap(),
        scheme: crate::ids::Id::parse("00000000-0000-7000-8000-000000000002").unwrap(),
        kind: WindowKind::Annual,
        title: "Instroom 2027".to_owned(),
        sealing: Sealing::Unsealed,
        phases,
        motivation: because(),
    }
}

#[test]
fn a_window_is_published_on_its_day_or_before_and_never_afterwards() {
    let window = |now: &str| plan(phases()).window(&LEAST, &[], at(now));
    assert_eq!(window("2026-06-01T00:00:00Z").unwrap().phases().publication, phases().publication);
    let same_day = at("2026-07-01T15:00:00Z");
    assert_eq!(
        window("2026-07-01T15:00:00Z").unwrap().phases().publication,
        same_day,
        "not before it is decided"
    );
    assert!(
        matches!(window("2026-07-01T22:00:00Z"), Err(NotPlanned::PublishedBefore { .. })),
        "the next Dutch day"
    );
}

#[test]
fn a_window_opens_within_twelve_months_of_the_close_before_it_where_that_can_still_be() {
    let window = |before: &str, now: &str| plan(phases()).window(&LEAST, &[at(before)], at(now));
    assert!(window("2025-09-01T10:00:00Z", "2026-06-01T00:00:00Z").is_ok());
    let latest = day("2026-08-31");
    assert_eq!(
        window("2025-08-31T10:00:00Z", "2026-06-01T00:00:00Z"),
        Err(NotPlanned::NotOnceAYear { latest })
    );
    assert!(window("2025-05-31T10:00:00Z", "2026-06-01T00:00:00Z").is_ok(), "it is too late for that anyway");
    assert!(window("2026-12-01T10:00:00Z", "2026-06-01T00:00:00Z").is_ok(), "a close after it says nothing");
}
