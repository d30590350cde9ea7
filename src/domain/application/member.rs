//! One that takes part in an application beside the penvoerder: a combinant or an onderaannemer, from being named to having signed.
//! May import: code, identifiers, ids, money, policy_code, rules.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::snapshot::Declaration;
use crate::code::Code;
use crate::identifiers::KvkNumber;
use crate::ids::OrgId;
use crate::money::BasisPoints;
use crate::policy_code::ProductCode;
use crate::rules::MemberRole;

/// What the penvoerder says about it (D54, D55).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its number in the trade register: only an organisation with this number can accept.
    pub kvk: KvkNumber,
    /// What it does in the application.
    pub task: Task,
}

/// What a member does in an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// A combinant: applies together with the penvoerder.
    Partner,
    /// An onderaannemer on whose means the application relies.
    ReliedOn(Hired),
    /// Another onderaannemer.
    Subcontractor(Hired),
}

/// What an onderaannemer is hired for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hired {
    /// For which products.
    pub products: BTreeSet<ProductCode>,
    /// Which share of the work.
    pub share: BasisPoints,
    /// As what.
    pub engagement: Engagement,
}

/// As what an onderaannemer works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engagement {
    /// An organisation with people of its own.
    Organisation,
    /// A zzp'er.
    SelfEmployed,
}

impl Code for Engagement {
    const ALL: &'static [Self] = &[Self::Organisation, Self::SelfEmployed];

    fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::SelfEmployed => "self_employed",
        }
    }
}

impl Task {
    /// What it is to the rules.
    #[must_use]
    pub fn role(&self) -> MemberRole {
        match self {
            Self::Partner => MemberRole::Partner,
            Self::ReliedOn(_) => MemberRole::ReliedOn,
            Self::Subcontractor(_) => MemberRole::Subcontractor,
        }
    }

    /// What it is hired for; a combinant is not hired.
    #[must_use]
    pub fn hired(&self) -> Option<&Hired> {
        match self {
            Self::Partner => None,
            Self::ReliedOn(hired) | Self::Subcontractor(hired) => Some(hired),
        }
    }

    /// Whether the application can only be sent in when it signed: the rules count on its answers.
    #[must_use]
    pub fn must_sign(&self) -> bool {
        !matches!(self, Self::Subcontractor(_))
    }
}

/// Where one that takes part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// Named by the penvoerder; it does not know yet.
    Named,
    /// Asked to take part.
    Invited,
    /// An organisation accepted, and fills in its own part.
    TakingPart {
        /// Which.
        organisation: OrgId,
    },
    /// It signed its own part.
    Signed(Signature),
    /// It does not take part.
    Declined,
    /// The penvoerder took it out.
    Out,
}

/// The signature under a member's own part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Which organisation.
    pub organisation: OrgId,
    /// Who signed for it.
    pub declaration: Declaration,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of the bytes of what was signed, with what was repaired since put in; hexadecimal.
    pub part: String,
}

/// Where a member is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Named.
    Named,
    /// Invited.
    Invited,
    /// Taking part.
    TakingPart,
    /// Signed.
    Signed,
    /// Declined.
    Declined,
    /// Taken out.
    Out,
}

impl Code for State {
    const ALL: &'static [Self] =
        &[Self::Named, Self::Invited, Self::TakingPart, Self::Signed, Self::Declined, Self::Out];

    fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Invited => "invited",
            Self::TakingPart => "taking_part",
            Self::Signed => "signed",
            Self::Declined => "declined",
            Self::Out => "out",
        }
    }
}

/// What can happen to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The penvoerder says something else about it. An invitation to what it was no longer works.
    Describe,
    /// The penvoerder asks it to take part.
    Invite,
    /// An organisation accepts.
    Accept {
        /// Which.
        organisation: OrgId,
        /// Its number in the trade register.
        kvk: KvkNumber,
        /// The number that the penvoerder named.
        named: KvkNumber,
    },
    /// It does not want to take part, or no longer.
    Decline,
    /// It changes something of its own part.
    Change,
    /// Its tekenbevoegde signs its own part.
    Sign(Signature),
    /// The penvoerder takes it out.
    Remove,
}

impl Command {
    /// Its name, as drawn.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Describe => "describe",
            Self::Invite => "invite",
            Self::Accept { .. } => "accept",
            Self::Decline => "decline",
            Self::Change => "change",
            Self::Sign(_) => "sign",
            Self::Remove => "remove",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/member.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Named, "describe", State::Named),
    (State::Invited, "describe", State::Named),
    (State::Declined, "describe", State::Named),
    (State::Named, "invite", State::Invited),
    (State::Invited, "invite", State::Invited),
    (State::Declined, "invite", State::Invited),
    (State::Invited, "accept", State::TakingPart),
    (State::Invited, "decline", State::Declined),
    (State::TakingPart, "decline", State::Declined),
    (State::Signed, "decline", State::Declined),
    (State::TakingPart, "change", State::TakingPart),
    (State::Signed, "change", State::TakingPart),
    (State::TakingPart, "sign", State::Signed),
    (State::Named, "remove", State::Out),
    (State::Invited, "remove", State::Out),
    (State::TakingPart, "remove", State::Out),
    (State::Signed, "remove", State::Out),
    (State::Declined, "remove", State::Out),
];

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not from this state.
    #[error("`{step}` is not possible from `{}`", from.code())]
    NotPossible {
        /// Where it is.
        from: State,
        /// What was asked.
        step: &'static str,
    },
    /// Another organisation was named.
    #[error("the organisation with number {named} was asked")]
    AnotherNumber {
        /// The number that was named.
        named: KvkNumber,
    },
}

impl Member {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Named => State::Named,
            Self::Invited => State::Invited,
            Self::TakingPart { .. } => State::TakingPart,
            Self::Signed(_) => State::Signed,
            Self::Declined => State::Declined,
            Self::Out => State::Out,
        }
    }

    /// The organisation that takes part.
    #[must_use]
    pub fn organisation(&self) -> Option<&OrgId> {
        match self {
            Self::TakingPart { organisation } | Self::Signed(Signature { organisation, .. }) => {
                Some(organisation)
            }
            Self::Named | Self::Invited | Self::Declined | Self::Out => None,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn apply(self, command: Command) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        let refused = Err(Refusal::NotPossible { from, step });
        match (command, self) {
            (Command::Describe, Self::Named | Self::Invited | Self::Declined) => Ok(Self::Named),
            (Command::Invite, Self::Named | Self::Invited | Self::Declined) => Ok(Self::Invited),
            (Command::Accept { organisation, kvk, named }, Self::Invited) => {
                if kvk == named {
                    Ok(Self::TakingPart { organisation })
                } else {
                    Err(Refusal::AnotherNumber { named })
                }
            }
            (Command::Decline, Self::Invited | Self::TakingPart { .. } | Self::Signed(_)) => {
                Ok(Self::Declined)
            }
            (
                Command::Change,
                Self::TakingPart { organisation } | Self::Signed(Signature { organisation, .. }),
            ) => Ok(Self::TakingPart { organisation }),
            (Command::Sign(signature), Self::TakingPart { organisation })
                if signature.organisation == organisation =>
            {
                Ok(Self::Signed(signature))
            }
            (
                Command::Remove,
                Self::Named | Self::Invited | Self::TakingPart { .. } | Self::Signed(_) | Self::Declined,
            ) => Ok(Self::Out),
            (Command::Describe | Command::Invite, Self::TakingPart { .. } | Self::Signed(_) | Self::Out)
            | (
                Command::Accept { .. },
                Self::Named | Self::TakingPart { .. } | Self::Signed(_) | Self::Declined | Self::Out,
            )
            | (Command::Decline, Self::Named | Self::Declined | Self::Out)
            | (Command::Change, Self::Named | Self::Invited | Self::Declined | Self::Out)
            | (
                Command::Sign(_),
                Self::Named
                | Self::Invited
                | Self::TakingPart { .. }
                | Self::Signed(_)
                | Self::Declined
                | Self::Out,
            )
            | (Command::Remove, Self::Out) => refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, drawing_list_and_code_agree, id};

    fn kvk(text: &str) -> KvkNumber {
        KvkNumber::parse(text).unwrap()
    }

    fn signature() -> Signature {
        Signature {
            organisation: id(1),
            declaration: Declaration { by: id(2), confirmed_by: None, volmacht: None },
            at: at("2026-10-01T10:00:00Z"),
            part: "0".repeat(64),
        }
    }

    fn accept(number: &str) -> Command {
        Command::Accept { organisation: id(1), kvk: kvk(number), named: kvk("12345678") }
    }

    #[test]
    fn the_life_of_a_member_is_as_drawn() {
        let states = [
            Member::Named,
            Member::Invited,
            Member::TakingPart { organisation: id(1) },
            Member::Signed(signature()),
            Member::Declined,
            Member::Out,
        ];
        let commands = [
            Command::Describe,
            Command::Invite,
            accept("12345678"),
            Command::Decline,
            Command::Change,
            Command::Sign(signature()),
            Command::Remove,
        ];
        let mut ran = BTreeSet::new();
        for state in &states {
            for command in &commands {
                if let Ok(next) = state.clone().apply(command.clone()) {
                    ran.insert((state.state(), command.name(), next.state()));
                }
            }
        }
        let page = include_str!("../../../docs/state-machines/member.md");
        drawing_list_and_code_agree(page, TRANSITIONS, &ran);
    }

    #[test]
    fn only_the_organisation_with_the_number_that_was_named_accepts() {
        let refused = Member::Invited.apply(accept("87654321"));
        assert_eq!(refused, Err(Refusal::AnotherNumber { named: kvk("12345678") }));
    }

    #[test]
    fn nobody_signs_the_part_of_another_organisation() {
        let other = Member::TakingPart { organisation: id(9) };
        assert!(other.apply(Command::Sign(signature())).is_err());
    }

    #[test]
    fn a_change_after_signing_takes_the_signature_away() {
        let next = Member::Signed(signature()).apply(Command::Change).unwrap();
        assert_eq!(next, Member::TakingPart { organisation: id(1) });
    }
}
