//! Statements about registrations and members.

use std::collections::BTreeSet;

use super::claim::{self, Claim, Proof};
use super::membership::{self, Left, Membership};
use crate::testing::{at, because, drawing_list_and_code_agree, id};

const NOW: &str = "2026-10-01T10:00:00Z";

fn verify(others: Vec<claim::State>) -> claim::Command {
    claim::Command::Verify { proof: Proof::Extract, by: id(1), others }
}

#[test]
fn one_kvk_number_has_at_most_one_verified_claim() {
    use claim::State::{Rejected, Unverified, Verified};
    assert!(Claim::Unverified.apply(verify(vec![Unverified, Rejected]), at(NOW)).is_ok());
    assert_eq!(
        Claim::Unverified.apply(verify(vec![Unverified, Verified]), at(NOW)),
        Err(claim::Refusal::OtherIsVerified)
    );
}

#[test]
fn the_last_beheerder_cannot_leave() {
    let active = Membership::Active { since: at(NOW) };
    let end = |left| membership::Command::End { by: id(1), left };
    assert_eq!(active.clone().apply(end(Left::Nobody), at(NOW)), Err(membership::Refusal::LastBeheerder));
    assert!(active.apply(end(Left::AnotherBeheerder), at(NOW)).is_ok());
}

#[test]
fn an_invitation_works_until_its_end() {
    let until = at(NOW);
    let invited = Membership::Invited { by: id(1), until };
    assert!(invited.clone().apply(membership::Command::Accept, at("2026-10-01T09:59:59Z")).is_ok());
    assert_eq!(
        invited.apply(membership::Command::Accept, until),
        Err(membership::Refusal::InvitationOver { until })
    );
}

#[test]
fn the_life_of_a_claim_is_as_drawn() {
    let states = [
        Claim::Unverified,
        Claim::Verified { proof: Proof::PostedCode, by: id(1), at: at(NOW) },
        Claim::Rejected { motivation: because(), by: id(1), at: at(NOW) },
    ];
    let commands = [verify(Vec::new()), claim::Command::Reject { motivation: because(), by: id(1) }];
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), at(NOW)) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/claim.md");
    drawing_list_and_code_agree(page, claim::TRANSITIONS, &ran);
}

#[test]
fn the_life_of_a_membership_is_as_drawn() {
    let states = [
        Membership::Invited { by: id(1), until: at("2026-10-02T00:00:00Z") },
        Membership::Active { since: at(NOW) },
        Membership::Ended { by: id(1), at: at(NOW) },
    ];
    let commands =
        [membership::Command::Accept, membership::Command::End { by: id(1), left: Left::AnotherBeheerder }];
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            if let Ok(next) = state.clone().apply(command.clone(), at(NOW)) {
                ran.insert((state.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/membership.md");
    drawing_list_and_code_agree(page, membership::TRANSITIONS, &ran);
}
