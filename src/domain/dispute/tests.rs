//! The life of a dispute against its drawing; its terms against the vectors of the domain reference and against what holds for every day.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::code::Code as _;
use crate::decision::Hands;
use crate::identifiers::GemeenteCode;
use crate::ids::UserId;
use crate::letter::RemedyTrack;
use crate::terms::{Calendar, Rule, Term};
use crate::testing::{at, because, cases, day, drawing_list_and_code_agree, id};

const NOW: &str = "2026-12-01T10:00:00Z";
const LATER: &str = "2026-12-15T09:00:00Z";

fn calendar() -> Calendar {
    let days = ["2026-01-02", "2026-05-15", "2027-05-07"];
    Calendar::new(days.iter().map(|text| (day(text), "vrijdag na een feestdag".to_owned())))
}

fn who(n: usize) -> UserId {
    id(n)
}

fn gemeente(text: &str) -> GemeenteCode {
    GemeenteCode::parse(text).unwrap()
}

fn about(track: RemedyTrack) -> Subject {
    Subject {
        track,
        gemeenten: vec![gemeente("GM0109"), gemeente("GM0109")],
        made_known: Some(day("2026-11-20")),
        last_day: day("2026-12-10"),
    }
}

fn summons(roll: Option<&str>) -> Matter {
    let roll = roll.map(|text| Roll::parse(text).unwrap());
    Matter::KortGeding(Summons { court: because(), roll })
}

fn matter(kind: Kind) -> Matter {
    match kind {
        Kind::Klacht => Matter::Klacht,
        Kind::KortGeding => summons(None),
        Kind::Bezwaar => Matter::Bezwaar { committee: false },
    }
}

fn received(on: &str) -> Arrival {
    Arrival::on(day(on))
}

fn registered(kind: Kind) -> Dispute {
    let said = (because(), None);
    let about = about(kind.track());
    Dispute::register((matter(kind), received("2026-11-27")), said, &about, &[], day("2026-12-01")).unwrap()
}

fn zitting(when: &str) -> Zitting {
    Zitting { at: at(when), place: because() }
}

fn plan(by: usize, roll: Option<&str>) -> Command {
    let roll = roll.map(|text| Roll::parse(text).unwrap());
    Command::PlanHearing { by: who(by), zitting: zitting(LATER), roll }
}

fn decide(by: usize, on: &str) -> Command {
    Command::Decide {
        by: who(by),
        outcome: Outcome::Founded,
        on: day(on),
        today: day(on),
        motivation: because(),
    }
}

fn extend(today: &str) -> Command {
    Command::Extend { by: who(9), why: because(), due: day("2027-02-04"), today: day(today) }
}

fn nobody() -> Hands {
    Hands::default()
}

/// One of a kind in each state.
fn all(kind: Kind) -> [Dispute; 4] {
    let filed = registered(kind).filed().clone();
    let ruling = Ruling {
        outcome: Outcome::Unfounded,
        on: day("2026-12-20"),
        by: who(9),
        at: at(LATER),
        motivation: because(),
    };
    [
        Dispute::Registered(filed.clone()),
        Dispute::HearingPlanned { filed: filed.clone(), zitting: zitting(LATER) },
        Dispute::Decided { filed: filed.clone(), zitting: None, ruling },
        Dispute::Withdrawn { filed, zitting: None, by: who(9), at: at(LATER), why: because() },
    ]
}

#[test]
fn the_life_of_a_dispute_is_as_drawn() {
    let commands = || {
        [
            plan(9, Some("KG ZA 26-101")),
            Command::CancelHearing { by: who(9) },
            extend("2026-12-15"),
            decide(9, "2026-12-16"),
            Command::Withdraw { by: who(9), why: because() },
        ]
    };
    let mut ran = BTreeSet::new();
    for one in Kind::ALL.iter().flat_map(|kind| all(*kind)) {
        for command in commands() {
            let name = command.name();
            // Planning looks ahead, deciding comes after the zitting.
            let now = if name == "plan_hearing" { NOW } else { LATER };
            if let Ok(next) = one.clone().apply(command, at(now), &nobody()) {
                ran.insert((one.state(), name, next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/dispute.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn each_track_knows_its_own_disputes_and_none_of_the_other() {
    for kind in Kind::ALL {
        for track in RemedyTrack::ALL {
            let new = (matter(*kind), received("2026-11-27"));
            let done = Dispute::register(new, (because(), None), &about(*track), &[], day("2026-12-01"));
            assert_eq!(done.is_ok(), kind.track() == *track, "{kind:?} {track:?}");
            assert_eq!(Kind::of(*track).contains(kind), kind.track() == *track);
        }
    }
    assert_eq!(Kind::sent_in(RemedyTrack::Civiel), Kind::Klacht, "a dagvaarding is brought");
    assert_eq!(Kind::sent_in(RemedyTrack::Awb), Kind::Bezwaar);
}

fn refused(arrival: Arrival, about: &Subject, running: &[Kind]) -> Refusal {
    let kind = Kind::sent_in(about.track);
    Dispute::register((matter(kind), arrival), (because(), None), about, running, day("2026-12-20"))
        .unwrap_err()
}

#[test]
fn what_was_not_made_known_is_not_disputed_and_nothing_comes_in_before_it_or_after_today() {
    let known = about(RemedyTrack::Awb);
    let unknown = Subject { made_known: None, ..known.clone() };
    assert_eq!(refused(received("2026-11-27"), &unknown, &[]), Refusal::NotMadeKnown);
    let early = Refusal::BeforeMadeKnown { received_on: day("2026-11-19"), made_known: day("2026-11-20") };
    assert_eq!(refused(received("2026-11-19"), &known, &[]), early);
    assert_eq!(refused(received("2026-12-21"), &known, &[]), Refusal::InTheFuture(day("2026-12-21")));
    let posted = |on: &str| Arrival { posted_on: Some(day(on)), ..received("2026-11-27") };
    assert_eq!(refused(posted("2026-11-28"), &known, &[]), Refusal::PostedLater);
    assert!(matches!(refused(posted("2026-11-19"), &known, &[]), Refusal::BeforeMadeKnown { .. }));
}

#[test]
fn one_runs_at_a_time_and_a_bezwaar_goes_to_one_college() {
    let known = about(RemedyTrack::Awb);
    assert_eq!(refused(received("2026-11-27"), &known, &[Kind::Bezwaar]), Refusal::Runs(Kind::Bezwaar));
    let two = Subject { gemeenten: vec![gemeente("GM0109"), gemeente("GM0118")], ..known };
    assert_eq!(refused(received("2026-11-27"), &two, &[]), Refusal::OneCollege);
    let civil = Subject { track: RemedyTrack::Civiel, ..two };
    let klacht = (Matter::Klacht, received("2026-11-27"));
    // A klacht beside a kort geding is usual, and one about all gemeenten too.
    let beside = [Kind::KortGeding];
    assert!(Dispute::register(klacht, (because(), None), &civil, &beside, day("2026-12-20")).is_ok());
}

#[test]
fn what_comes_too_late_is_registered_with_the_reason_and_never_silently() {
    let known = about(RemedyTrack::Awb);
    let late = received("2026-12-11");
    assert_eq!(refused(late, &known, &[]), Refusal::SayWhyLate { last_day: day("2026-12-10") });
    let said = (because(), Some(because()));
    let new = (matter(Kind::Bezwaar), late);
    let one = Dispute::register(new, said.clone(), &known, &[], day("2026-12-20")).unwrap();
    assert!(!one.filed().in_time);
    assert_eq!(one.filed().late, Some(because()));
    let new = (matter(Kind::Bezwaar), received("2026-12-10"));
    let one = Dispute::register(new, said, &known, &[], day("2026-12-20")).unwrap();
    assert!(one.filed().in_time && one.filed().late.is_none(), "in time needs no reason");
}

#[test]
fn who_had_a_hand_in_the_decision_does_not_treat_a_dispute_about_it_but_may_note_that_it_is_taken_back() {
    let mut hands = Hands::default();
    hands.assessors.insert(who(1));
    hands.countersigners.insert(who(2));
    hands.signers.insert(who(3));
    hands.earlier.insert(who(4));
    for by in 1..=4 {
        for command in [plan(by, None), decide(by, "2026-12-16"), Command::CancelHearing { by: who(by) }] {
            let done = all(Kind::Klacht)[1].clone().apply(command, at(NOW), &hands);
            assert_eq!(done, Err(Refusal::HadAHand), "{by}");
        }
        let back = Command::Withdraw { by: who(by), why: because() };
        assert!(registered(Kind::Klacht).apply(back, at(NOW), &hands).is_ok());
    }
    assert!(registered(Kind::Klacht).apply(decide(5, "2026-12-16"), at(LATER), &hands).is_ok());
}

#[test]
fn nothing_is_decided_before_the_zitting_and_a_kort_geding_never_without() {
    let planned = registered(Kind::KortGeding);
    assert_eq!(planned.clone().apply(decide(9, "2026-12-01"), at(NOW), &nobody()), Err(Refusal::NoHearing));
    assert_eq!(planned.clone().apply(plan(9, None), at(NOW), &nobody()), Err(Refusal::NoRoll));
    let planned = planned.apply(plan(9, Some("KG ZA 26-101")), at(NOW), &nobody()).unwrap();
    assert_eq!(
        planned.clone().apply(decide(9, "2026-12-02"), at("2026-12-15T08:59:59Z"), &nobody()),
        Err(Refusal::HearingToCome(at(LATER)))
    );
    // Another moment: the number is known.
    let moved = planned.apply(plan(9, None), at(NOW), &nobody()).unwrap();
    assert!(moved.apply(decide(9, "2026-12-16"), at(LATER), &nobody()).is_ok());
    let past = plan(9, Some("KG ZA 26-101"));
    assert_eq!(
        registered(Kind::KortGeding).apply(past, at(LATER), &nobody()),
        Err(Refusal::HearingInThePast(at(LATER)))
    );
    assert!(registered(Kind::Klacht).apply(decide(9, "2026-12-01"), at(NOW), &nobody()).is_ok());
}

#[test]
fn an_outcome_is_of_a_day_between_receipt_and_today() {
    let on = |on: &str| Command::Decide {
        by: who(9),
        outcome: Outcome::Unfounded,
        on: day(on),
        today: day("2026-12-16"),
        motivation: because(),
    };
    let done = |day: &str| registered(Kind::Klacht).apply(on(day), at(LATER), &nobody());
    assert_eq!(done("2026-12-17"), Err(Refusal::InTheFuture(day("2026-12-17"))));
    assert!(matches!(done("2026-11-26"), Err(Refusal::DecidedBeforeReceived { .. })));
    assert!(done("2026-11-27").is_ok() && done("2026-12-16").is_ok());
}

#[test]
fn only_a_bezwaar_takes_more_time_once_and_before_its_term_is_over() {
    let run = |one: Dispute, today: &str| one.apply(extend(today), at(NOW), &nobody());
    assert_eq!(run(registered(Kind::Klacht), "2026-12-15"), Err(Refusal::NotExtendable));
    assert_eq!(run(registered(Kind::Bezwaar), "2027-02-05"), Err(Refusal::TermOver(day("2027-02-04"))));
    let longer = run(registered(Kind::Bezwaar), "2027-02-04").unwrap();
    assert_eq!(run(longer, "2027-02-04"), Err(Refusal::ExtendedBefore));
}

#[test]
fn the_last_day_of_a_remedy_is_that_of_the_vectors() {
    let last = |from: &str, term: &str, rule: Rule| {
        remedy_deadline(day(from), Term::parse(term).unwrap(), rule, &calendar()).unwrap().last_day
    };
    for (made_known, until) in [
        ("2026-02-20", "2026-04-07"),
        ("2026-03-16", "2026-04-28"),
        ("2026-04-03", "2026-05-18"),
        ("2026-11-13", "2026-12-28"),
        ("2026-11-20", "2027-01-04"),
        ("2027-02-12", "2027-03-30"),
        ("2027-03-25", "2027-05-10"),
    ] {
        assert_eq!(last(made_known, "6w", Rule::Atw), day(until), "bezwaar from {made_known}");
    }
    for (sent, until) in
        [("2026-04-07", "2026-04-28"), ("2026-04-24", "2026-05-18"), ("2026-12-05", "2026-12-28")]
    {
        assert_eq!(last(sent, "20d", Rule::Atw), day(until), "vervaltermijn from {sent}");
    }
    assert_eq!(last("2026-04-07", "20d", Rule::Plain), day("2026-04-27"), "where nothing declares the Atw");
}

#[test]
fn a_bezwaar_by_post_counts_from_its_postmark_for_a_week_and_a_dagvaarding_does_not() {
    let last_day = day("2026-12-10");
    let by_post = |posted: &str, on: &str| Arrival { received_on: day(on), posted_on: Some(day(posted)) };
    for (arrival, expected) in [
        (received("2026-12-10"), true),
        (received("2026-12-11"), false),
        (by_post("2026-12-10", "2026-12-17"), true),
        (by_post("2026-12-10", "2026-12-18"), false),
        (by_post("2026-12-11", "2026-12-12"), false),
    ] {
        assert_eq!(arrival.in_time(Kind::Bezwaar, last_day), expected, "{arrival:?}");
    }
    assert!(!by_post("2026-12-10", "2026-12-11").in_time(Kind::KortGeding, last_day));
}

fn due(matter: &Matter, arrival: Arrival, extended: bool) -> Option<NaiveDate> {
    let remedy =
        remedy_deadline(day("2026-11-20"), Term::parse("6w").unwrap(), Rule::Atw, &calendar()).unwrap();
    let due = handling_due(matter, &arrival, &remedy, extended, &calendar()).unwrap();
    due.map(|due| due.last_day)
}

#[test]
fn a_bezwaar_is_decided_in_six_weeks_twelve_with_a_committee_and_six_more() {
    let bezwaar = |committee| Matter::Bezwaar { committee };
    let soon = received("2026-11-27");
    // From the end of the term for making it, 4 January 2027, whenever it came.
    assert_eq!(due(&bezwaar(false), soon, false), Some(day("2027-02-15")));
    assert_eq!(due(&bezwaar(true), soon, false), Some(day("2027-03-30")), "Easter is skipped");
    assert_eq!(due(&bezwaar(false), soon, true), Some(day("2027-03-30")));
    let late = received("2027-01-20");
    assert_eq!(due(&bezwaar(false), late, false), Some(day("2027-03-03")), "from the day it came");
    assert_eq!(due(&Matter::Klacht, soon, false), Some(day("2027-01-04")), "while one can go to the judge");
    assert_eq!(due(&Matter::Klacht, late, false), None);
    assert_eq!(due(&summons(None), soon, false), None, "the judge sets the date");
}

fn standing(kind: Kind, state: State, in_time: bool) -> Standing {
    Standing { kind, state, in_time }
}

fn hold() -> Hold {
    Hold { by: who(1), at: at(NOW), why: because(), lifted: None }
}

fn lifted(by: usize) -> Lifted {
    Lifted { by: who(by), at: at(LATER), why: because() }
}

#[test]
fn a_dossier_is_kept_while_a_dispute_runs_and_until_somebody_else_lifts_the_hold() {
    for state in State::ALL {
        let one = standing(Kind::Klacht, *state, true);
        let expected = if state.runs() { Err(Still::Dispute(Kind::Klacht)) } else { Ok(()) };
        assert_eq!(may_destroy(&[one], &[]), expected, "{state:?}");
    }
    assert_eq!(may_destroy(&[], &[hold()]), Err(Still::Held));
    assert_eq!(hold().lift(lifted(2), true), Err(HoldRefusal::DisputeRuns));
    assert_eq!(hold().lift(lifted(1), false), Err(HoldRefusal::SamePerson));
    let over = hold().lift(lifted(2), false).unwrap();
    assert_eq!(over.clone().lift(lifted(3), false), Err(HoldRefusal::LiftedBefore));
    assert_eq!(may_destroy(&[], std::slice::from_ref(&over)), Ok(()));
    assert_eq!(may_destroy(&[], &[over, hold()]), Err(Still::Held));
}

#[test]
fn signing_waits_for_the_term_and_for_the_judge_but_not_for_a_klacht_or_a_bezwaar() {
    let (last, before, after) = (day("2026-12-10"), day("2026-12-10"), day("2026-12-11"));
    let civil = |today, all: &[Standing]| standstill(RemedyTrack::Civiel, last, today, all);
    assert_eq!(civil(before, &[]), Standstill::Until(last));
    assert_eq!(civil(after, &[]), Standstill::None);
    let runs = standing(Kind::KortGeding, State::HearingPlanned, true);
    assert_eq!(civil(after, &[runs]), Standstill::Ruling);
    assert_eq!(civil(after, &[Standing { in_time: false, ..runs }]), Standstill::None);
    assert_eq!(civil(after, &[Standing { state: State::Decided, ..runs }]), Standstill::None);
    assert_eq!(civil(after, &[standing(Kind::Klacht, State::Registered, true)]), Standstill::None);
    let bezwaar = standing(Kind::Bezwaar, State::Registered, true);
    assert_eq!(standstill(RemedyTrack::Awb, last, before, &[bezwaar]), Standstill::None);
}

#[test]
fn a_rolnummer_is_one_line_with_a_figure() {
    assert_eq!(Roll::parse(" C/19/140123  / KG ZA 26-101 ").unwrap().as_str(), "C/19/140123 / KG ZA 26-101");
    for text in ["", "onbekend", &"1".repeat(61)] {
        assert_eq!(Roll::parse(text), Err(NoRoll), "{text}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..4000).prop_map(|days| day("2024-01-01") + Days::new(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(256)))]

    /// The vervaltermijn counts calendar days from the day after, and the Atw only ever gives more.
    #[test]
    fn the_term_of_a_remedy_is_never_shorter_than_published(from in any_day()) {
        let term = Term::parse("20d").unwrap();
        let plain = remedy_deadline(from, term, Rule::Plain, &calendar()).unwrap().last_day;
        prop_assert_eq!(plain, from + Days::new(20));
        let helped = remedy_deadline(from, term, Rule::Atw, &calendar()).unwrap().last_day;
        prop_assert!(helped >= plain && calendar().rest_day(helped).is_none());
    }

    /// What is in time stays in time when it comes earlier, and there is a last day that is.
    #[test]
    fn earlier_is_never_too_late(from in any_day(), days in 0_u64..120, sooner in 0_u64..60) {
        let last = remedy_deadline(from, Term::parse("6w").unwrap(), Rule::Atw, &calendar()).unwrap().last_day;
        let received_on = from + Days::new(days);
        for kind in Kind::ALL {
            let on = |day| Arrival::on(day).in_time(*kind, last);
            prop_assert_eq!(on(received_on), received_on <= last);
            if on(received_on) {
                prop_assert!(on((received_on - Days::new(sooner)).max(from)));
            }
        }
    }

    /// More time is more time, a committee never gives less, and both end on a working day.
    #[test]
    fn the_term_for_a_bezwaar_only_grows(from in any_day(), days in 0_u64..200) {
        let remedy = remedy_deadline(from, Term::parse("6w").unwrap(), Rule::Atw, &calendar()).unwrap();
        let arrival = Arrival::on(from + Days::new(days));
        let until = |committee, extended| {
            let matter = Matter::Bezwaar { committee };
            handling_due(&matter, &arrival, &remedy, extended, &calendar()).unwrap().unwrap().last_day
        };
        prop_assert!(until(false, false) < until(false, true));
        prop_assert!(until(false, false) < until(true, false));
        prop_assert!(until(true, false) < until(true, true));
        prop_assert!(until(false, false) > arrival.received_on.max(remedy.last_day) - Days::new(1));
        prop_assert!(calendar().rest_day(until(false, false)).is_none());
    }
}
