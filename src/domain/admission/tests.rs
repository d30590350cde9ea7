//! Statements about toelatingen.

use std::collections::BTreeSet;

use super::*;
use crate::policy_code::RequirementCode;
use crate::testing::{because, day, drawing_list_and_code_agree, id};

fn agreement() -> SignedAgreement {
    SignedAgreement {
        agreement: id(1),
        document: id(2),
        signed_on: day("2026-12-01"),
        signatories: Signatories { provider: "A. de Vries".into(), gemeente: "B. Jansen".into() },
        recorded_by: id(3),
    }
}

fn granted(agreement: Agreement) -> Admission {
    Admission::Granted(Granted { decision: id(9), starts_on: day("2027-01-01"), agreement })
}

fn running() -> Running {
    Running { source: Source::Decision { decision: id(9), agreement: agreement() }, since: day("2027-01-01") }
}

fn suspended() -> Admission {
    Admission::Suspended {
        running: running(),
        suspension: Suspension {
            kind: SuspensionKind::IntakeStop,
            from: day("2027-02-01"),
            until: day("2027-03-01"),
            basis: because(),
            side: Side::Team,
            by: id(4),
        },
    }
}

fn activate() -> Command {
    Command::Activate { evidence_due: Vec::new() }
}

fn end(clients: RunningClients) -> Command {
    Command::End { ending: Ending::Provider { by: id(5) }, clients }
}

#[test]
fn an_admission_starts_on_its_day_and_only_with_a_signed_agreement() {
    let (eve, start) = (day("2026-12-31"), day("2027-01-01"));
    assert_eq!(granted(Agreement::Awaited).apply(activate(), start), Err(Refusal::NoAgreement));
    let signed = granted(Agreement::Awaited).apply(Command::Record(agreement()), day("2026-12-02")).unwrap();
    assert_eq!(signed.clone().apply(activate(), eve), Err(Refusal::StartsLater { starts_on: start }));
    let missing = vec![RequirementCode::parse("GVA-1").unwrap()];
    assert_eq!(
        signed.clone().apply(Command::Activate { evidence_due: missing.clone() }, start),
        Err(Refusal::EvidenceDue(missing))
    );
    assert!(!signed.is_public());
    assert!(signed.apply(activate(), start).unwrap().is_public());
}

#[test]
fn an_agreement_is_recorded_once_with_its_day_and_both_names() {
    let today = day("2026-12-02");
    let with = |change: fn(&mut SignedAgreement)| {
        let mut paper = agreement();
        change(&mut paper);
        granted(Agreement::Awaited).apply(Command::Record(paper), today)
    };
    assert_eq!(with(|paper| paper.signatories.gemeente = " ".into()), Err(Refusal::NoSignatory));
    assert!(matches!(
        with(|paper| paper.signed_on = paper.signed_on + chrono::Days::new(9)),
        Err(Refusal::SignedInFuture { .. })
    ));
    let again = with(|_| ()).unwrap().apply(Command::Record(agreement()), today);
    assert_eq!(again, Err(Refusal::AlreadyRecorded));
}

#[test]
fn a_suspension_has_an_end_and_ends_by_itself() {
    let suspend = Command::Suspend {
        kind: SuspensionKind::Full,
        until: day("2027-02-01"),
        basis: because(),
        side: Side::Team,
        by: id(4),
    };
    let active = Admission::Active(running());
    assert_eq!(active.clone().apply(suspend.clone(), day("2027-02-01")), Err(Refusal::EndsBeforeStart));
    let stopped = active.apply(suspend, day("2027-01-15")).unwrap();
    let until = day("2027-02-01");
    assert_eq!(
        stopped.clone().apply(Command::Resume, day("2027-01-31")),
        Err(Refusal::SuspensionRuns { until })
    );
    assert_eq!(stopped.apply(Command::Resume, until).unwrap().state(), State::Active);
}

#[test]
fn an_aanbieder_stops_its_own_intake_and_never_touches_what_the_team_imposed() {
    let (today, until) = (day("2027-01-15"), day("2027-02-01"));
    let suspend = |kind, side, until| Command::Suspend { kind, until, basis: because(), side, by: id(4) };
    let active = Admission::Active(running());
    let own = suspend(SuspensionKind::IntakeStop, Side::Provider, until);
    let stopped = active.clone().apply(own.clone(), today).unwrap();
    assert_eq!(
        active.clone().apply(suspend(SuspensionKind::Full, Side::Provider, until), today),
        Err(Refusal::NotForProvider)
    );
    assert_eq!(stopped.clone().apply(Command::Lift { side: Side::Provider }, today), Ok(active.clone()));
    let imposed = stopped.apply(suspend(SuspensionKind::Full, Side::Team, until), today).unwrap();
    for command in [own, Command::Lift { side: Side::Provider }] {
        assert_eq!(imposed.clone().apply(command, today), Err(Refusal::ImposedByTeam));
    }
    assert_eq!(imposed.apply(Command::Lift { side: Side::Team }, today), Ok(active.clone()));
    let far = day("2028-01-17");
    assert_eq!(
        active.apply(suspend(SuspensionKind::IntakeStop, Side::Team, far), today),
        Err(Refusal::TooLong { until: far })
    );
}

#[test]
fn a_suspended_admission_stays_public_like_one_that_has_no_place() {
    assert!(suspended().is_public());
}

#[test]
fn nothing_ends_while_clients_have_nowhere_to_go() {
    let today = day("2027-06-01");
    let active = Admission::Active(running());
    assert_eq!(
        active.clone().apply(end(RunningClients::Unarranged(4)), today),
        Err(Refusal::ClientsRunning { clients: 4 })
    );
    for clients in [RunningClients::None, RunningClients::Transferred, RunningClients::Bridged(id(7))] {
        assert!(active.clone().apply(end(clients), today).is_ok());
    }
    let by_law =
        Command::End { ending: Ending::Law { basis: because() }, clients: RunningClients::Unarranged(4) };
    assert!(active.apply(by_law, today).is_ok());
}

#[test]
fn contracts_that_already_ran_are_public_and_bridging_ones_are_not() {
    let taken_over = Admission::taken_over(day("2018-01-01"));
    assert!(taken_over.is_public());
    assert_eq!(taken_over.source(), SourceKind::TakenOver);
    let (first, last) = (day("2027-01-01"), day("2027-06-30"));
    assert!(!Admission::bridging("OB-1".into(), first, last).unwrap().is_public());
    assert_eq!(Admission::bridging("OB-1".into(), last, first), Err(Refusal::EndsBeforeStart));
}

#[test]
fn the_life_of_an_admission_is_as_drawn() {
    let today = day("2027-05-01");
    let lapse = Lapse { motivation: because(), by: id(4) };
    let recorded = Granted {
        decision: id(9),
        starts_on: day("2027-01-01"),
        agreement: Agreement::Recorded(agreement()),
    };
    let states = [
        granted(Agreement::Awaited),
        Admission::Granted(recorded.clone()),
        Admission::Active(running()),
        suspended(),
        Admission::Active(running()).apply(end(RunningClients::None), today).unwrap(),
        Admission::Lapsed { granted: recorded, on: today, lapse: lapse.clone() },
    ];
    let commands = [
        Command::Record(agreement()),
        activate(),
        Command::Lapse(lapse),
        Command::Suspend {
            kind: SuspensionKind::IntakeStop,
            until: day("2027-06-01"),
            basis: because(),
            side: Side::Team,
            by: id(4),
        },
        Command::Resume,
        Command::Lift { side: Side::Team },
        end(RunningClients::None),
    ];
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), today) {
                ran.insert((state.state(), command.name(), next.state()));
                assert_eq!(next.is_public(), [State::Active, State::Suspended].contains(&next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/admission.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}
