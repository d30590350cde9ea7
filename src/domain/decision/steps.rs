//! The steps of a decision: one function a command, each over every state.
//! May import: decision::{life, mandate, review}, ids, motivation, terms.

use chrono::{DateTime, Utc};

use super::life::{Around, Countersigned, Decision, Refusal, Returned, Signed, Why};
use super::mandate::MandateGrant;
use super::review::separation;
use crate::ids::UserId;
use crate::motivation::Motivation;
use crate::terms::local_day;

type Step = Result<Decision, Refusal>;

fn not_possible(from: &Decision, step: &'static str) -> Refusal {
    Refusal::NotPossible { from: from.state(), step }
}

impl Decision {
    pub(super) fn countersign(self, by: UserId, at: DateTime<Utc>, around: &Around<'_>) -> Step {
        match self {
            Self::Proposed(proposed) => {
                separation(around.plan, around.hands, &proposed.by, Some(&by), None)?;
                around.waits.over()?;
                around.heard.enough()?;
                Ok(Self::Countersigned { proposed, countersigned: Countersigned { by, at } })
            }
            Self::Countersigned { .. } | Self::Signed { .. } | Self::Returned { .. } => {
                Err(not_possible(&self, "countersign"))
            }
        }
    }

    pub(super) fn send_back(
        self,
        by: UserId,
        motivation: Motivation,
        at: DateTime<Utc>,
        around: &Around<'_>,
    ) -> Step {
        match self {
            Self::Proposed(proposed) => {
                separation(around.plan, around.hands, &proposed.by, Some(&by), None)?;
                let returned = Returned { by, at, why: Why::NotAgreed(motivation) };
                Ok(Self::Returned { proposed, countersigned: None, returned })
            }
            Self::Countersigned { .. } | Self::Signed { .. } | Self::Returned { .. } => {
                Err(not_possible(&self, "send_back"))
            }
        }
    }

    pub(super) fn sign(
        self,
        by: UserId,
        grant: &MandateGrant,
        at: DateTime<Utc>,
        around: &Around<'_>,
    ) -> Step {
        match self {
            Self::Countersigned { proposed, countersigned } => {
                let second = Some(&countersigned.by);
                separation(around.plan, around.hands, &proposed.by, second, Some(&by))?;
                around.waits.over()?;
                grant.belongs_to(&by, around.track)?;
                grant.may_sign(around.gemeente, around.group, local_day(at))?;
                let signed = Signed { by, mandate: grant.id.clone(), at };
                Ok(Self::Signed { proposed, countersigned, signed })
            }
            Self::Proposed(_) | Self::Signed { .. } | Self::Returned { .. } => {
                Err(not_possible(&self, "sign"))
            }
        }
    }

    pub(super) fn give_back(
        self,
        by: UserId,
        motivation: Motivation,
        at: DateTime<Utc>,
        around: &Around<'_>,
    ) -> Step {
        match self {
            Self::Countersigned { proposed, countersigned } => {
                let second = Some(&countersigned.by);
                separation(around.plan, around.hands, &proposed.by, second, Some(&by))?;
                let returned = Returned { by, at, why: Why::NotAgreed(motivation) };
                Ok(Self::Returned { proposed, countersigned: Some(countersigned), returned })
            }
            Self::Proposed(_) | Self::Signed { .. } | Self::Returned { .. } => {
                Err(not_possible(&self, "return"))
            }
        }
    }

    pub(super) fn overtake(self, by: UserId, at: DateTime<Utc>) -> Step {
        let returned = Returned { by, at, why: Why::Overtaken };
        match self {
            Self::Proposed(proposed) => Ok(Self::Returned { proposed, countersigned: None, returned }),
            Self::Countersigned { proposed, countersigned } => {
                Ok(Self::Returned { proposed, countersigned: Some(countersigned), returned })
            }
            Self::Signed { .. } | Self::Returned { .. } => Err(not_possible(&self, "overtake")),
        }
    }
}
