//! Statements about applications, their lots and herstelverzoeken.

use std::collections::{BTreeMap, BTreeSet};

use super::clarification::{self, Clarification, Kind, Occasion, Request};
use super::*;
use crate::decision::{self, Advice, Decision, Hands, Outcome, Proposal};
use crate::identifiers::GemeenteCode;
use crate::letter::RemedyTrack;
use crate::organisation::claim;
use crate::policy_code::{GroupCode, RequirementCode};
use crate::testing::{at, because, day, drawing_list_and_code_agree, id, window};
use crate::windows::{NotAccepted, Sealing};

const OPEN: &str = "2026-10-01T10:00:00Z";
const CLOSED: &str = "2026-11-01T10:00:00Z";

fn submission() -> Submission {
    Submission { by: id(1), received_at: at("2026-09-10T10:00:00Z"), seq: 1 }
}

fn assessing(unused: &[usize]) -> Assessing {
    let unused = unused.iter().map(|n| id(*n)).collect();
    Assessing { submission: submission(), taken_up_by: id(2), since: at("2026-09-12T10:00:00Z"), unused }
}

fn asked(open: &[usize]) -> Application {
    let due = at("2026-09-20T10:00:00Z");
    let open: BTreeMap<_, _> = open.iter().map(|n| (id(*n), due)).collect();
    Application::ClarificationAsked { assessing: assessing(&[]), open: OpenRequests::stored(open).unwrap() }
}

fn submit() -> Command {
    Command::Submit { by: id(1), lots: vec![lot::State::Pending] }
}

fn withdraw() -> Command {
    Command::Withdraw { by: id(1), lots: vec![lot::State::Pending] }
}

fn take_up(claim: claim::State) -> Command {
    Command::TakeUp { by: id(2), claim }
}

#[test]
fn the_last_submission_received_before_the_close_counts() {
    let window = window(Sealing::Unsealed);
    let draft = Application::Draft { by: id(1), since: at("2026-08-01T10:00:00Z") };
    let first = draft.apply(submit(), at(OPEN), &window).unwrap();
    let second = first.apply(submit(), at("2026-10-15T09:59:59Z"), &window).unwrap();
    assert_eq!(second.submission().unwrap().seq, 2);
    // Stored later, though received earlier: the later one stays.
    assert_eq!(
        second.clone().apply(submit(), at(OPEN), &window),
        Err(Refusal::Overtaken { latest: at("2026-10-15T09:59:59Z") })
    );
    assert!(matches!(
        second.apply(submit(), at("2026-10-15T10:00:00Z"), &window),
        Err(Refusal::NotAccepted(NotAccepted::TooLate { .. }))
    ));
}

#[test]
fn withdrawing_is_possible_until_the_close() {
    let window = window(Sealing::Unsealed);
    let submitted = Application::Submitted(submission());
    assert!(submitted.clone().apply(withdraw(), at("2026-10-15T09:59:59Z"), &window).is_ok());
    let closes = at("2026-10-15T10:00:00Z");
    assert_eq!(
        submitted.apply(withdraw(), closes, &window),
        Err(Refusal::TooLateToWithdraw { asked_at: closes, closes })
    );
}

#[test]
fn a_draft_is_always_sealed_and_a_submission_only_where_the_window_says_so() {
    let (sealed, unsealed) = (window(Sealing::UntilClose), window(Sealing::Unsealed));
    let draft = Application::Draft { by: id(1), since: at(OPEN) };
    let submitted = Application::Submitted(submission());
    assert!(draft.is_sealed(at(CLOSED), &unsealed));
    assert!(submitted.is_sealed(at(OPEN), &sealed));
    assert!(!submitted.is_sealed(at(CLOSED), &sealed));
    assert!(!submitted.is_sealed(at(OPEN), &unsealed));
    let early = submitted.apply(take_up(claim::State::Verified), at(OPEN), &sealed);
    assert_eq!(early, Err(Refusal::Sealed { closes: at("2026-10-15T10:00:00Z") }));
}

#[test]
fn an_unverified_claim_may_submit_but_is_not_assessed() {
    let window = window(Sealing::Unsealed);
    let submitted = Application::Submitted(submission());
    for claim in [claim::State::Unverified, claim::State::Rejected] {
        assert_eq!(submitted.clone().apply(take_up(claim), at(OPEN), &window), Err(Refusal::NotVerified));
    }
}

#[test]
fn an_application_is_left_unhandled_only_after_an_unused_repair_term_and_in_every_lot_that_is_left() {
    use lot::State::{Decided, Withdrawn};
    let window = window(Sealing::Unsealed);
    let expire = Command::Expire { clarification: id(1) };
    let early = asked(&[1]).apply(expire, at("2026-09-20T09:59:59Z"), &window);
    assert_eq!(early, Err(Refusal::TermRuns { due: at("2026-09-20T10:00:00Z") }));
    let decide = |unused: &[usize], lots| {
        let assessed = Application::Assessed { assessing: assessing(unused), at: at(CLOSED) };
        assessed.apply(Command::Decide { lots }, at(CLOSED), &window).map(|next| next.state())
    };
    let left = (Decided, Some(Outcome::NotHandled));
    assert_eq!(decide(&[], vec![left]), Err(Refusal::NoUnusedTerm));
    assert_eq!(decide(&[1], vec![left, (Withdrawn, None)]), Ok(State::NotHandled));
    assert_eq!(decide(&[1], vec![left, (Decided, Some(Outcome::Admit))]), Ok(State::Decided));
}

#[test]
fn an_application_is_decided_when_every_lot_that_is_left_is() {
    use lot::State::{Countersigned, Decided, Withdrawn};
    let window = window(Sealing::Unsealed);
    let assessed = Application::Assessed { assessing: assessing(&[]), at: at(CLOSED) };
    let decide = |lots: Vec<lot::State>| {
        let outcome = |state| (state == Decided).then_some(Outcome::Admit);
        let lots = lots.into_iter().map(|state| (state, outcome(state))).collect();
        assessed.clone().apply(Command::Decide { lots }, at(CLOSED), &window)
    };
    assert!(decide(vec![Decided, Withdrawn]).is_ok());
    assert_eq!(decide(vec![Decided, Countersigned]), Err(Refusal::LotsNotReady { count: 1 }));
    assert_eq!(decide(vec![Withdrawn]), Err(Refusal::NoLotLeft));
    let replace = Command::Submit { by: id(1), lots: vec![Decided, Countersigned] };
    assert_eq!(assessed.clone().apply(replace, at(OPEN), &window), Err(Refusal::LotDecided));
}

#[test]
fn the_life_of_an_application_is_as_drawn() {
    let states = [
        Application::Draft { by: id(1), since: at(OPEN) },
        Application::Submitted(submission()),
        Application::InAssessment(assessing(&[7])),
        asked(&[1]),
        asked(&[1, 2]),
        Application::Assessed { assessing: assessing(&[7]), at: at(OPEN) },
        Application::Decided { submission: submission(), at: at(OPEN) },
        Application::Withdrawn { submission: None, by: id(1), at: at(OPEN) },
        Application::NotHandled { submission: submission(), unused: BTreeSet::from([id(1)]), at: at(OPEN) },
    ];
    let commands = [
        submit(),
        withdraw(),
        take_up(claim::State::Verified),
        Command::Ask { clarification: id(9), due: at("2026-10-10T10:00:00Z") },
        Command::Settle { clarification: id(1) },
        Command::Expire { clarification: id(1) },
        Command::Finish { lots: vec![lot::State::Proposed] },
        Command::Reopen,
        Command::Revise { by: id(7) },
        Command::Decide { lots: vec![(lot::State::Decided, Some(Outcome::Admit))] },
        Command::Decide { lots: vec![(lot::State::Decided, Some(Outcome::NotHandled))] },
    ];
    let window = window(Sealing::Unsealed);
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), at(OPEN), &window) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/application.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

fn admit() -> Proposal {
    Proposal::stored(Outcome::Admit, Vec::new()).unwrap()
}

fn proposed() -> decision::Proposed {
    decision::Proposed { decision: id(1), proposal: admit(), by: id(1), at: at(OPEN), revises: None }
}

fn grant() -> decision::MandateGrant {
    decision::MandateGrant {
        id: id(1),
        holder: id(3),
        gemeente: GemeenteCode::parse("GM0109").unwrap(),
        groups: decision::Groups::All,
        term: decision::MandateTerm::new(day("2026-01-01"), None).unwrap(),
        kind: decision::GrantKind::Volmacht,
    }
}

/// Run a step of a lot whose application is in this state, while the window is open.
fn step(
    lot: LotApplication,
    command: lot::Command,
    application: State,
) -> Result<LotApplication, lot::Refusal> {
    let plan = decision::ReviewPlan { panel: decision::Panel::One, people: decision::People::Three };
    let around = lot::Around {
        application,
        window: &window(Sealing::Unsealed),
        decision: decision::Around {
            plan: &plan,
            hands: &Hands::default(),
            gemeente: &GemeenteCode::parse("GM0109").unwrap(),
            group: &GroupCode::parse("ib").unwrap(),
            track: RemedyTrack::Civiel,
            heard: decision::hearing::Heard::NotNeeded,
            waits: crate::bibob::Waits::No,
        },
    };
    lot.apply(command, at(OPEN), &around)
}

fn lot_commands() -> Vec<lot::Command> {
    let advices = vec![Advice { by: id(1), outcome: Outcome::Admit, at: at(OPEN) }];
    vec![
        lot::Command::Propose { by: id(1), decision: id(2), proposal: admit(), advices, unequal: Vec::new() },
        lot::Command::Decision(decision::Command::Countersign { by: id(2) }),
        lot::Command::Decision(decision::Command::SendBack { by: id(2), motivation: because() }),
        lot::Command::Decision(decision::Command::Sign { by: id(3), grant: grant() }),
        lot::Command::Decision(decision::Command::Return { by: id(3), motivation: because() }),
        lot::Command::Decision(decision::Command::Overtake { by: id(8) }),
        lot::Command::Revise,
        lot::Command::Withdraw { by: id(8) },
        lot::Command::Replace { by: id(8) },
    ]
}

fn revising() -> decision::Proposed {
    decision::Proposed { revises: Some(id(9)), ..proposed() }
}

fn lots() -> Vec<LotApplication> {
    let countersigned = decision::Countersigned { by: id(2), at: at(OPEN) };
    let signed = decision::Signed { by: id(3), mandate: id(1), at: at(OPEN) };
    let why = decision::Why::NotAgreed(because());
    let returned = decision::Returned { by: id(2), at: at("2026-09-30T10:00:00Z"), why };
    vec![
        LotApplication::Untouched,
        LotApplication::With(Decision::Returned { proposed: proposed(), countersigned: None, returned }),
        LotApplication::With(Decision::Proposed(proposed())),
        LotApplication::With(Decision::Countersigned {
            proposed: proposed(),
            countersigned: countersigned.clone(),
        }),
        LotApplication::With(Decision::Signed {
            proposed: proposed(),
            countersigned: countersigned.clone(),
            signed,
        }),
        LotApplication::Reopened { revises: id(2) },
        LotApplication::With(Decision::Proposed(revising())),
        LotApplication::With(Decision::Countersigned { proposed: revising(), countersigned }),
        LotApplication::Withdrawn { by: id(8), at: at(OPEN) },
    ]
}

#[test]
fn the_life_of_a_lot_is_as_drawn() {
    let mut ran = BTreeSet::new();
    for lot in lots() {
        for command in lot_commands() {
            if let Ok(next) = step(lot.clone(), command.clone(), State::InAssessment) {
                ran.insert((lot.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/lot.md");
    drawing_list_and_code_agree(page, lot::TRANSITIONS, &ran);
}

#[test]
fn nothing_is_proposed_or_decided_with_an_open_request_or_after_a_withdrawal() {
    use crate::code::Code;
    let handled = [State::InAssessment, State::Assessed];
    for application in State::ALL.iter().filter(|state| !handled.contains(state)) {
        for lot in lots() {
            for command in lot_commands() {
                let name = command.name();
                if let Ok(next) = step(lot.clone(), command, *application) {
                    assert!(["withdraw", "replace"].contains(&name), "{name} in {application:?}");
                    assert_ne!(next.state(), lot::State::Decided);
                }
            }
        }
    }
}

#[test]
fn another_outcome_than_the_one_sent_back_needs_a_new_assessment() {
    let back = lots().remove(1);
    let requirement = RequirementCode::parse("VERZ-1").unwrap();
    let reason = crate::policy_code::ReasonCode::parse("verlopen").unwrap();
    let reasons = vec![decision::Reason { requirement, member: None, motivation: because(), reason }];
    let propose = |assessed_at: &str| lot::Command::Propose {
        by: id(1),
        decision: id(2),
        proposal: Proposal::stored(Outcome::Refuse, reasons.clone()).unwrap(),
        advices: vec![Advice { by: id(1), outcome: Outcome::Refuse, at: at(assessed_at) }],
        unequal: Vec::new(),
    };
    let old = step(back.clone(), propose("2026-09-29T10:00:00Z"), State::InAssessment);
    assert_eq!(old, Err(lot::Refusal::Decision(decision::Refusal::NeedsNewAssessment)));
    assert!(step(back, propose("2026-09-30T10:00:01Z"), State::InAssessment).is_ok());
}

fn request(occasion: Occasion) -> Request {
    Request {
        requirement: RequirementCode::parse("GVA-1").unwrap(),
        member: None,
        kind: Kind::Incomplete,
        anchor: "bewijs.gva".into(),
        question: because(),
        occasion,
        by: id(2),
        at: at("2026-11-01T10:00:00Z"),
        due: at("2026-11-16T23:00:00Z"),
    }
}

#[test]
fn repair_is_offered_once_per_requirement_unless_the_team_made_a_fault() {
    let first = Clarification::ask(request(Occasion::First), true, &[]).unwrap();
    let code = request(Occasion::First).requirement;
    assert_eq!(
        Clarification::ask(request(Occasion::First), false, &[]),
        Err(clarification::Refusal::NotRepairable(code.clone()))
    );
    let answered = first
        .clone()
        .apply(clarification::Command::Answer { by: id(1) }, at("2026-11-16T22:59:59Z"))
        .unwrap();
    assert_eq!(
        Clarification::ask(request(Occasion::First), true, std::slice::from_ref(&answered)),
        Err(clarification::Refusal::OfferedBefore(code))
    );
    let of_member = Request { member: Some(id(9)), ..request(Occasion::First) };
    assert!(Clarification::ask(of_member, true, std::slice::from_ref(&answered)).is_ok(), "another is asked");
    assert!(Clarification::ask(request(Occasion::FaultOfTheTeam(because())), true, &[answered]).is_ok());
    let taken_back = clarification::Command::Withdraw { by: id(2), motivation: because() };
    let taken_back = first.apply(taken_back, at("2026-11-02T10:00:00Z")).unwrap();
    assert!(Clarification::ask(request(Occasion::First), true, &[taken_back]).is_ok());
}

#[test]
fn an_answer_at_the_due_moment_is_too_late_and_the_clock_stands_still_until_there() {
    let asked = Clarification::ask(request(Occasion::First), true, &[]).unwrap();
    let due = at("2026-11-16T23:00:00Z");
    let whole_term = crate::terms::Suspension::new(day("2026-11-02"), day("2026-11-16"));
    assert_eq!(asked.suspension(), whole_term);
    let answer =
        |now: &str| asked.clone().apply(clarification::Command::Answer { by: id(1) }, at(now)).unwrap();
    assert_eq!(answer("2026-11-01T15:00:00Z").suspension(), None);
    assert_eq!(answer("2026-11-05T15:00:00Z").suspension().unwrap().days(), 4);
    assert_eq!(
        asked.clone().apply(clarification::Command::Answer { by: id(1) }, due),
        Err(clarification::Refusal::TooLate { at: due, due })
    );
    let expired = asked.apply(clarification::Command::Expire, at("2026-11-20T03:00:00Z")).unwrap();
    assert_eq!(expired.suspension(), whole_term);
}

#[test]
fn the_life_of_a_request_is_as_drawn() {
    let asked = Clarification::ask(request(Occasion::First), true, &[]).unwrap();
    let commands = [
        (clarification::Command::Answer { by: id(1) }, at("2026-11-05T10:00:00Z")),
        (clarification::Command::Expire, at("2026-11-17T10:00:00Z")),
        (clarification::Command::Withdraw { by: id(2), motivation: because() }, at("2026-11-05T10:00:00Z")),
    ];
    let mut states = vec![asked.clone()];
    states.extend(commands.iter().map(|(command, now)| asked.clone().apply(command.clone(), *now).unwrap()));
    let mut ran = BTreeSet::new();
    for state in &states {
        for (command, now) in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), *now) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/clarification.md");
    drawing_list_and_code_agree(page, clarification::TRANSITIONS, &ran);
}
