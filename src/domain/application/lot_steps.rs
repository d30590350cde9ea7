//! The steps of one lot: one function a command, each over every state.
//! May import: application::dossier, application::lot, decision, ids, policy_code.

use chrono::{DateTime, Utc};

use super::dossier;
use super::lot::{Around, LotApplication, Refusal, State};
use crate::decision::{self, Advice, Decision};
use crate::ids::UserId;
use crate::policy_code::RequirementCode;

type Step = Result<LotApplication, Refusal>;

fn not_possible(from: State, step: &'static str) -> Refusal {
    Refusal::NotPossible { from, step }
}

/// Lots are handled while the application is assessed: not before, not with a repair request open, not after.
fn handled(application: dossier::State) -> Result<(), Refusal> {
    match application {
        dossier::State::InAssessment | dossier::State::Assessed => Ok(()),
        dossier::State::Draft
        | dossier::State::Submitted
        | dossier::State::ClarificationAsked
        | dossier::State::Decided
        | dossier::State::Withdrawn
        | dossier::State::NotHandled => Err(Refusal::Application(application)),
    }
}

impl LotApplication {
    pub(super) fn propose(
        self,
        proposed: decision::Proposed,
        (advices, unequal): (&[Advice], Vec<RequirementCode>),
        around: &Around<'_>,
    ) -> Step {
        let before = match &self {
            Self::Untouched | Self::Reopened { .. } => None,
            Self::With(Decision::Returned { proposed, returned, .. }) => {
                Some((proposed.proposal.outcome(), returned))
            }
            Self::With(Decision::Proposed(_) | Decision::Countersigned { .. } | Decision::Signed { .. })
            | Self::Withdrawn { .. } => return Err(not_possible(self.state(), "propose")),
        };
        handled(around.application)?;
        Ok(Self::With(Decision::propose(proposed, (advices, unequal), &around.decision, before)?))
    }

    pub(super) fn decide(self, command: decision::Command, at: DateTime<Utc>, around: &Around<'_>) -> Step {
        let (from, step) = (self.state(), command.name());
        // Overtaking is not a step of its own here: it follows from `replace` and `withdraw`.
        let overtakes = matches!(command, decision::Command::Overtake { .. });
        match self {
            Self::With(decision) if !overtakes => {
                handled(around.application)?;
                if matches!(command, decision::Command::Sign { .. }) && around.window.is_closing(at) {
                    return Err(Refusal::Closing { closes: around.window.phases().closes });
                }
                decision.apply(command, at, &around.decision).map(Self::With).map_err(|refusal| match refusal
                {
                    decision::Refusal::NotPossible { .. } => not_possible(from, step),
                    decision::Refusal::SamePerson(_)
                    | decision::Refusal::Panel(_)
                    | decision::Refusal::Mandate(_)
                    | decision::Refusal::Unequal(_)
                    | decision::Refusal::NotHeard(_)
                    | decision::Refusal::Waits(_)
                    | decision::Refusal::NeedsNewAssessment => Refusal::Decision(refusal),
                })
            }
            Self::With(_) | Self::Untouched | Self::Reopened { .. } | Self::Withdrawn { .. } => {
                Err(not_possible(from, step))
            }
        }
    }

    /// Look again at what was decided. The application is in assessment again then.
    pub(super) fn revise(self, around: &Around<'_>) -> Step {
        match self {
            Self::With(Decision::Signed { proposed, .. }) => {
                handled(around.application)?;
                Ok(Self::Reopened { revises: proposed.decision })
            }
            Self::With(_) | Self::Untouched | Self::Reopened { .. } | Self::Withdrawn { .. } => {
                Err(not_possible(self.state(), "revise"))
            }
        }
    }

    pub(super) fn withdraw(self, by: UserId, at: DateTime<Utc>, around: &Around<'_>) -> Step {
        let closes = around.window.phases().closes;
        if self.revises().is_some() {
            return Err(not_possible(self.state(), "withdraw"));
        }
        match self.state() {
            State::Pending | State::Proposed | State::Countersigned => match around.application {
                dossier::State::Draft => Ok(Self::Withdrawn { by, at }),
                dossier::State::Submitted
                | dossier::State::InAssessment
                | dossier::State::ClarificationAsked
                | dossier::State::Assessed => {
                    if at < closes {
                        Ok(Self::Withdrawn { by, at })
                    } else {
                        Err(Refusal::TooLateToWithdraw { asked_at: at, closes })
                    }
                }
                dossier::State::Decided | dossier::State::Withdrawn | dossier::State::NotHandled => {
                    Err(Refusal::Application(around.application))
                }
            },
            State::Decided | State::Reopened | State::Withdrawn => {
                Err(not_possible(self.state(), "withdraw"))
            }
        }
    }

    pub(super) fn replace(self, by: UserId, at: DateTime<Utc>, around: &Around<'_>) -> Step {
        if self.revises().is_some() {
            return Err(not_possible(self.state(), "replace"));
        }
        match self {
            Self::Untouched | Self::With(Decision::Returned { .. }) => Ok(self),
            Self::With(open @ (Decision::Proposed(_) | Decision::Countersigned { .. })) => {
                let overtaken = open.apply(decision::Command::Overtake { by }, at, &around.decision)?;
                Ok(Self::With(overtaken))
            }
            Self::With(Decision::Signed { .. }) | Self::Reopened { .. } | Self::Withdrawn { .. } => {
                Err(not_possible(self.state(), "replace"))
            }
        }
    }
}
