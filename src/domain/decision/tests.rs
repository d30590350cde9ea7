//! Statements about outcomes, people and the power to sign.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::identifiers::GemeenteCode;
use crate::ids::UserId;
use crate::letter::RemedyTrack;
use crate::policy_code::{GroupCode, ReasonCode, RequirementCode};
use crate::terms::{Calendar, Rule, Suspension, Term, Unit, local_day};
use crate::testing::{at, because, day, drawing_list_and_code_agree, id, window};
use crate::windows::Sealing;

const NOW: &str = "2026-11-01T10:00:00Z";

fn finding(code: usize, weight: Weight, judgement: Judgement) -> Finding {
    let requirement = RequirementCode::parse(&format!("EIS-{code}")).unwrap();
    Finding { requirement, member: None, weight, judgement }
}

fn not_met() -> Judgement {
    Judgement::NotMet { motivation: because(), reason: ReasonCode::parse("verlopen").unwrap() }
}

fn grant() -> MandateGrant {
    MandateGrant {
        id: id(1),
        holder: id(3),
        gemeente: GemeenteCode::parse("GM0109").unwrap(),
        groups: Groups::Some(BTreeSet::from([GroupCode::parse("ib").unwrap()])),
        term: MandateTerm::new(day("2026-01-01"), Some(day("2026-11-01"))).unwrap(),
        kind: GrantKind::Volmacht,
    }
}

#[test]
fn a_refusal_needs_a_hard_requirement_that_is_not_met() {
    let advisory = [finding(1, Weight::Advisory, not_met()), finding(2, Weight::Hard, Judgement::Open)];
    assert_eq!(Proposal::refuse(&advisory), Err(OutcomeRefusal::NoHardReason));
    let refusal =
        Proposal::refuse(&[finding(1, Weight::Advisory, not_met()), finding(2, Weight::Hard, not_met())]);
    let codes: Vec<String> =
        refusal.unwrap().reasons().iter().map(|one| one.requirement.to_string()).collect();
    assert_eq!(codes, ["EIS-2"]);
}

#[test]
fn a_grant_reaches_its_gemeente_its_groups_and_its_days_only() {
    let (gm, other_gm) = (GemeenteCode::parse("GM0109").unwrap(), GemeenteCode::parse("GM0118").unwrap());
    let (ib, db) = (GroupCode::parse("ib").unwrap(), GroupCode::parse("db").unwrap());
    let grant = grant();
    assert_eq!(grant.may_sign(&gm, &ib, day("2026-01-01")), Ok(()));
    assert_eq!(grant.may_sign(&gm, &ib, day("2026-11-01")), Ok(()));
    assert_eq!(grant.may_sign(&gm, &ib, day("2025-12-31")), Err(MandateRefusal::NotYet(day("2026-01-01"))));
    assert_eq!(grant.may_sign(&gm, &ib, day("2026-11-02")), Err(MandateRefusal::Over(day("2026-11-01"))));
    assert_eq!(
        grant.may_sign(&other_gm, &ib, day("2026-02-01")),
        Err(MandateRefusal::OtherGemeente(other_gm))
    );
    assert_eq!(grant.may_sign(&gm, &db, day("2026-02-01")), Err(MandateRefusal::OtherGroup(db.clone())));
    let all = MandateGrant { groups: Groups::All, ..grant };
    assert_eq!(all.may_sign(&gm, &db, day("2026-02-01")), Ok(()));
}

#[test]
fn the_track_decides_under_which_power_is_signed() {
    assert_eq!(grant().belongs_to(&id(3), RemedyTrack::Civiel), Ok(()));
    assert_eq!(grant().belongs_to(&id(4), RemedyTrack::Civiel), Err(MandateRefusal::OtherHolder));
    assert_eq!(
        grant().belongs_to(&id(3), RemedyTrack::Awb),
        Err(MandateRefusal::OtherKind(GrantKind::Mandaat))
    );
}

#[test]
fn a_decision_is_due_eight_weeks_after_receipt_or_after_the_close_where_sealed() {
    let calendar = Calendar::new([]);
    let term = |extension| DecisionTerm { term: Term::parse("8w").unwrap(), rule: Rule::Atw, extension };
    let due = |sealing, received: &str, repairs: Vec<Suspension>, extension| {
        decision_due(at(received), &window(sealing), &term(extension), repairs, &calendar).unwrap().last_day
    };
    let received = "2026-10-10T10:00:00Z";
    // A Saturday moves on to Monday; the close is on Thursday 15 October.
    assert_eq!(due(Sealing::Unsealed, received, Vec::new(), None), day("2026-12-07"));
    assert_eq!(due(Sealing::UntilClose, received, Vec::new(), None), day("2026-12-10"));
    let six_weeks = Some(Term::parse("6w").unwrap());
    assert_eq!(due(Sealing::UntilClose, received, Vec::new(), six_weeks), day("2027-01-21"));
    let repair = Suspension::new(day("2026-11-02"), day("2026-11-05")).unwrap();
    assert_eq!(due(Sealing::UntilClose, received, vec![repair, repair], None), day("2026-12-14"));
}

#[test]
fn a_bestuursorgaan_has_four_weeks_to_leave_an_application_unhandled_and_the_civil_track_no_such_term() {
    let calendar = Calendar::new([]);
    let until = |last: &str, track| {
        super::unhandled_until(day(last), track, &calendar).unwrap().map(|deadline| deadline.last_day)
    };
    assert_eq!(until("2026-11-16", RemedyTrack::Awb), Some(day("2026-12-14")));
    // 26 December is a Saturday and a feestdag: the term ends on Monday.
    assert_eq!(until("2026-11-28", RemedyTrack::Awb), Some(day("2026-12-28")));
    assert_eq!(until("2026-11-16", RemedyTrack::Civiel), None);
}

#[test]
fn leaving_unhandled_needs_a_term_that_passed_unused_and_no_assessment() {
    assert_eq!(Proposal::leave_unhandled(&BTreeSet::new()), Err(OutcomeRefusal::NoUnusedTerm));
    let proposal = Proposal::leave_unhandled(&BTreeSet::from([id(3)])).unwrap();
    assert_eq!((proposal.outcome(), proposal.reasons()), (Outcome::NotHandled, &[][..]));
    assert_eq!(Proposal::stored(Outcome::NotHandled, Vec::new()), Ok(proposal));
}

fn advice(by: usize, outcome: Outcome, minute: u32) -> Advice {
    Advice { by: id(by), outcome, at: at(&format!("2026-11-01T10:{minute:02}:00Z")) }
}

#[test]
fn the_panel_of_the_plan_must_be_ready() {
    use Outcome::{Admit, Refuse};
    let plan = |panel| ReviewPlan { panel, people: People::Three };
    let (one, two, moderated) = (plan(Panel::One), plan(Panel::TwoBlind), plan(Panel::TwoAndModerator));
    let agreed = [advice(1, Admit, 1), advice(2, Admit, 2)];
    let differ = [advice(1, Admit, 1), advice(2, Refuse, 2)];
    let moderator = [advice(1, Admit, 1), advice(2, Refuse, 2), advice(3, Refuse, 3)];

    assert_eq!(one.may_propose(&agreed[..1], &id(1), Admit), Ok(()));
    assert_eq!(one.may_propose(&agreed[..1], &id(1), Refuse), Err(PanelRefusal::OtherThanAdvised));
    assert_eq!(one.may_propose(&agreed[..1], &id(2), Admit), Err(PanelRefusal::NotAnAssessor));
    assert_eq!(
        two.may_propose(&agreed[..1], &id(1), Admit),
        Err(PanelRefusal::TooFew { advised: 1, needed: 2 })
    );
    assert_eq!(two.may_propose(&agreed, &id(2), Admit), Ok(()));
    assert_eq!(two.may_propose(&differ, &id(1), Admit), Err(PanelRefusal::AssessorsDiffer));
    assert_eq!(moderated.may_propose(&agreed, &id(1), Admit), Ok(()));
    assert_eq!(moderated.may_propose(&differ, &id(1), Admit), Err(PanelRefusal::ModeratorProposes));
    assert_eq!(moderated.may_propose(&moderator, &id(2), Refuse), Err(PanelRefusal::ModeratorProposes));
    assert_eq!(moderated.may_propose(&moderator, &id(3), Refuse), Ok(()));
}

#[test]
fn who_assesses_blind_reads_colleagues_only_afterwards() {
    let plan = ReviewPlan { panel: Panel::TwoBlind, people: People::Three };
    let first = [advice(1, Outcome::Admit, 1)];
    assert!(!plan.may_read_colleagues(&id(2), &first));
    assert!(plan.may_read_colleagues(&id(1), &first));
    assert!(plan.may_read_colleagues(&id(9), &[advice(1, Outcome::Admit, 1), advice(2, Outcome::Admit, 2)]));
}

#[test]
fn the_life_of_a_decision_is_as_drawn() {
    let proposal = Proposal::admit(&[finding(1, Weight::Hard, Judgement::Met)]).unwrap();
    let proposed = Proposed { decision: id(1), proposal, by: id(1), at: at(NOW), revises: None };
    let countersigned = Countersigned { by: id(2), at: at(NOW) };
    let signed = Signed { by: id(3), mandate: id(1), at: at(NOW) };
    let returned = Returned { by: id(2), at: at(NOW), why: Why::Overtaken };
    let states = [
        Decision::Proposed(proposed.clone()),
        Decision::Countersigned { proposed: proposed.clone(), countersigned: countersigned.clone() },
        Decision::Signed { proposed: proposed.clone(), countersigned, signed },
        Decision::Returned { proposed, countersigned: None, returned },
    ];
    let commands = [
        Command::Countersign { by: id(2) },
        Command::SendBack { by: id(2), motivation: because() },
        Command::Sign { by: id(3), grant: grant() },
        Command::Return { by: id(3), motivation: because() },
        Command::Overtake { by: id(8) },
    ];
    let around = Around {
        plan: &ReviewPlan { panel: Panel::One, people: People::Three },
        hands: &Hands::default(),
        gemeente: &grant().gemeente,
        group: &GroupCode::parse("ib").unwrap(),
        track: RemedyTrack::Civiel,
        heard: hearing::Heard::NotNeeded,
        waits: crate::bibob::Waits::No,
    };
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), at(NOW), &around) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/decision.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

fn any_finding() -> impl Strategy<Value = Finding> {
    (0_usize..20, any::<bool>(), 0..3).prop_map(|(code, hard, judgement)| {
        let weight = if hard { Weight::Hard } else { Weight::Advisory };
        let judgement = match judgement {
            0 => Judgement::Met,
            1 => Judgement::Open,
            _ => not_met(),
        };
        finding(code, weight, judgement)
    })
}

fn any_people() -> impl Strategy<Value = BTreeSet<UserId>> {
    proptest::collection::btree_set((0_usize..6).prop_map(id), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(400)))]

    #[test]
    fn an_admission_has_no_open_or_failed_hard_requirement_and_a_refusal_has_a_reason(
        findings in proptest::collection::vec(any_finding(), 0..8),
    ) {
        let hard = |wanted: fn(&Judgement) -> bool| {
            findings.iter().any(|one| one.weight == Weight::Hard && wanted(&one.judgement))
        };
        let failed = hard(|judgement| matches!(judgement, Judgement::NotMet { .. }));
        let open = hard(|judgement| matches!(judgement, Judgement::Open));
        prop_assert_eq!(Proposal::admit(&findings).is_ok(), !findings.is_empty() && !failed && !open);
        prop_assert_eq!(Proposal::refuse(&findings).is_ok(), failed);
        if let Ok(refusal) = Proposal::refuse(&findings) {
            prop_assert!(!refusal.reasons().is_empty());
            prop_assert_eq!(Proposal::stored(Outcome::Refuse, refusal.reasons().to_vec()).unwrap(), refusal);
        }
    }

    // Property 6 of domain.md §6.1, of the days that count in an admission; of terms themselves it stands in `terms::tests`.
    #[test]
    fn property_6_no_decision_is_due_on_a_rest_day_or_earlier_for_what_came_later(
        received in 0_i64..900, later in 0_i64..60, weeks in 1_u16..12, more in proptest::option::of(1_u16..8),
        repairs in proptest::collection::vec((0_i64..80, 0_i64..20), 0..3), sealed in any::<bool>(),
    ) {
        let calendar = Calendar::new([]);
        let term = |count: u16| Term::new(count, Unit::Weeks).unwrap();
        let term = DecisionTerm { term: term(weeks), rule: Rule::Atw, extension: more.map(term) };
        let start = at("2026-09-01T07:00:00Z");
        let pauses = || repairs.iter().map(|(from, days)| {
            let first = local_day(start) + TimeDelta::days(*from);
            Suspension::new(first, first + TimeDelta::days(*days)).unwrap()
        });
        let window = window(if sealed { Sealing::UntilClose } else { Sealing::Unsealed });
        let came = [received, received + later].map(|hours| start + TimeDelta::hours(hours));
        let due = came.map(|at| decision_due(at, &window, &term, pauses(), &calendar).unwrap().last_day);
        let again = came.map(|at| revision_due(at, &term, pauses(), &calendar).unwrap().last_day);
        let unhandled = came.map(|at| unhandled_until(local_day(at), RemedyTrack::Awb, &calendar).unwrap().unwrap().last_day);
        for [first, second] in [due, again, unhandled] {
            prop_assert!(first <= second, "{first} for what came first, {second} for what came later");
            prop_assert!(calendar.is_working_day(first) && calendar.is_working_day(second), "{first} or {second}");
        }
    }

    #[test]
    fn whoever_assessed_never_countersigns_or_signs(
        assessors in any_people(), countersigners in any_people(), signers in any_people(), earlier in any_people(),
        proposer in 0_usize..6, second in 0_usize..6, third in 0_usize..6, two in any::<bool>(),
    ) {
        let plan = ReviewPlan { panel: Panel::One, people: if two { People::Two } else { People::Three } };
        let hands = Hands { assessors, countersigners, signers, earlier };
        let (proposer, second, third) = (id(proposer), id(second), id(third));
        if separation(&plan, &hands, &proposer, Some(&second), Some(&third)).is_ok() {
            prop_assert!(second != proposer && third != proposer);
            prop_assert!([&proposer, &second, &third].iter().all(|who| !hands.earlier.contains(*who)));
            prop_assert!(!hands.assessors.contains(&second) && !hands.assessors.contains(&third));
            prop_assert!(two || second != third);
            prop_assert!(two || !hands.countersigners.contains(&third) && !hands.signers.contains(&second));
        }
    }
}
