//! The steps of an application: one function a command, each over every state.
//! May import: application::dossier, application::life, application::lot, decision, ids, organisation, windows.

use chrono::{DateTime, Utc};

use super::dossier::{Assessing, OpenRequests, State, Submission};
use super::life::{Application, Refusal};
use super::lot;
use crate::decision::Outcome;
use crate::ids::{ClarificationId, UserId};
use crate::organisation::claim;
use crate::windows::Window;

type Step = Result<Application, Refusal>;

fn not_possible(from: &Application, step: &'static str) -> Refusal {
    Refusal::NotPossible { from: from.state(), step }
}

impl Application {
    pub(super) fn submit(self, by: UserId, lots: &[lot::State], at: DateTime<Utc>, window: &Window) -> Step {
        match self.state() {
            State::Draft
            | State::Submitted
            | State::InAssessment
            | State::ClarificationAsked
            | State::Assessed => {}
            State::Decided | State::Withdrawn | State::NotHandled => {
                return Err(not_possible(&self, "submit"));
            }
        }
        window.accepts(at)?;
        undecided(lots)?;
        ready(lots, |_| true)?;
        let seq = match self.submission() {
            // Two nodes may store in another order than they received: the last received counts.
            Some(earlier) if earlier.received_at > at => {
                return Err(Refusal::Overtaken { latest: earlier.received_at });
            }
            Some(earlier) => earlier.seq.saturating_add(1),
            None => 1,
        };
        Ok(Self::Submitted(Submission { by, received_at: at, seq }))
    }

    pub(super) fn withdraw(
        self,
        by: UserId,
        lots: &[lot::State],
        at: DateTime<Utc>,
        window: &Window,
    ) -> Step {
        let closes = window.phases().closes;
        let submission = match self {
            Self::Draft { .. } => None,
            Self::Submitted(_)
            | Self::InAssessment(_)
            | Self::ClarificationAsked { .. }
            | Self::Assessed { .. }
                if at >= closes =>
            {
                return Err(Refusal::TooLateToWithdraw { asked_at: at, closes });
            }
            Self::Submitted(submission) => Some(submission),
            Self::InAssessment(assessing)
            | Self::ClarificationAsked { assessing, .. }
            | Self::Assessed { assessing, .. } => Some(assessing.submission),
            Self::Decided { .. } | Self::Withdrawn { .. } | Self::NotHandled { .. } => {
                return Err(not_possible(&self, "withdraw"));
            }
        };
        undecided(lots)?;
        Ok(Self::Withdrawn { submission, by, at })
    }

    pub(super) fn take_up(self, by: UserId, claim: claim::State, at: DateTime<Utc>, window: &Window) -> Step {
        match self {
            Self::Submitted(_) if window.is_sealed(at) => {
                Err(Refusal::Sealed { closes: window.phases().closes })
            }
            Self::Submitted(submission) => match claim {
                claim::State::Verified => Ok(Self::InAssessment(Assessing {
                    submission,
                    taken_up_by: by,
                    since: at,
                    unused: std::collections::BTreeSet::new(),
                })),
                claim::State::Unverified | claim::State::Rejected => Err(Refusal::NotVerified),
            },
            Self::Draft { .. }
            | Self::InAssessment(_)
            | Self::ClarificationAsked { .. }
            | Self::Assessed { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "take_up")),
        }
    }

    pub(super) fn ask(self, clarification: ClarificationId, due: DateTime<Utc>, at: DateTime<Utc>) -> Step {
        match self {
            Self::InAssessment(_) | Self::ClarificationAsked { .. } if due <= at => {
                Err(Refusal::DueInThePast)
            }
            Self::InAssessment(assessing) if assessing.unused.contains(&clarification) => {
                Err(Refusal::AlreadyAsked)
            }
            Self::InAssessment(assessing) => {
                Ok(Self::ClarificationAsked { assessing, open: OpenRequests::one(clarification, due) })
            }
            Self::ClarificationAsked { assessing, open } => {
                if open.due(&clarification).is_some() || assessing.unused.contains(&clarification) {
                    return Err(Refusal::AlreadyAsked);
                }
                Ok(Self::ClarificationAsked { assessing, open: open.with(clarification, due) })
            }
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::Assessed { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "ask")),
        }
    }

    pub(super) fn settle(self, clarification: &ClarificationId) -> Step {
        match self {
            Self::ClarificationAsked { assessing, open } => {
                open.due(clarification).ok_or(Refusal::UnknownRequest)?;
                Ok(Self::after_request(assessing, open.without(clarification)))
            }
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::InAssessment(_)
            | Self::Assessed { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "settle")),
        }
    }

    pub(super) fn expire(self, clarification: ClarificationId, at: DateTime<Utc>) -> Step {
        match self {
            Self::ClarificationAsked { mut assessing, open } => {
                let due = open.due(&clarification).ok_or(Refusal::UnknownRequest)?;
                if at < due {
                    return Err(Refusal::TermRuns { due });
                }
                let left = open.without(&clarification);
                assessing.unused.insert(clarification);
                Ok(Self::after_request(assessing, left))
            }
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::InAssessment(_)
            | Self::Assessed { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "expire")),
        }
    }

    fn after_request(assessing: Assessing, left: Option<OpenRequests>) -> Self {
        match left {
            Some(open) => Self::ClarificationAsked { assessing, open },
            None => Self::InAssessment(assessing),
        }
    }

    pub(super) fn finish(self, lots: &[lot::State], at: DateTime<Utc>) -> Step {
        match self {
            Self::InAssessment(assessing) => {
                ready(lots, |state| match state {
                    lot::State::Proposed | lot::State::Countersigned | lot::State::Decided => true,
                    lot::State::Pending | lot::State::Reopened | lot::State::Withdrawn => false,
                })?;
                Ok(Self::Assessed { assessing, at })
            }
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::ClarificationAsked { .. }
            | Self::Assessed { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "finish")),
        }
    }

    pub(super) fn reopen(self) -> Step {
        match self {
            Self::Assessed { assessing, .. } => Ok(Self::InAssessment(assessing)),
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::InAssessment(_)
            | Self::ClarificationAsked { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "reopen")),
        }
    }

    /// What was decided on some lots is looked at again.
    pub(super) fn revise(self, by: UserId, at: DateTime<Utc>) -> Step {
        let (submission, unused) = match self {
            Self::Decided { submission, .. } => (submission, std::collections::BTreeSet::new()),
            Self::NotHandled { submission, unused, .. } => (submission, unused),
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::InAssessment(_)
            | Self::ClarificationAsked { .. }
            | Self::Assessed { .. }
            | Self::Withdrawn { .. } => return Err(not_possible(&self, "revise")),
        };
        Ok(Self::InAssessment(Assessing { submission, taken_up_by: by, since: at, unused }))
    }

    /// Every lot that is left is decided. When each was left unhandled the application is; that needs an unused term.
    pub(super) fn decide(self, lots: &[(lot::State, Option<Outcome>)], at: DateTime<Utc>) -> Step {
        match self {
            Self::Assessed { assessing: Assessing { submission, unused, .. }, .. } => {
                let states: Vec<lot::State> = lots.iter().map(|(state, _)| *state).collect();
                ready(&states, |state| match state {
                    lot::State::Decided => true,
                    lot::State::Pending
                    | lot::State::Reopened
                    | lot::State::Proposed
                    | lot::State::Countersigned
                    | lot::State::Withdrawn => false,
                })?;
                let mut left = lots.iter().filter(|(state, _)| *state == lot::State::Decided);
                match (left.all(|(_, outcome)| *outcome == Some(Outcome::NotHandled)), unused.is_empty()) {
                    (true, true) => Err(Refusal::NoUnusedTerm),
                    (true, false) => Ok(Self::NotHandled { submission, unused, at }),
                    (false, _) => Ok(Self::Decided { submission, at }),
                }
            }
            Self::Draft { .. }
            | Self::Submitted(_)
            | Self::InAssessment(_)
            | Self::ClarificationAsked { .. }
            | Self::Decided { .. }
            | Self::Withdrawn { .. }
            | Self::NotHandled { .. } => Err(not_possible(&self, "decide")),
        }
    }
}

/// Every lot that was not withdrawn must be far enough, and there must be at least one.
fn ready(lots: &[lot::State], far_enough: fn(lot::State) -> bool) -> Result<(), Refusal> {
    let left = lots.iter().copied().filter(|state| *state != lot::State::Withdrawn);
    let (there, count) = left.fold((false, 0_usize), |(_, count), state| {
        (true, if far_enough(state) { count } else { count.saturating_add(1) })
    });
    match (there, count) {
        (false, _) => Err(Refusal::NoLotLeft),
        (true, 0) => Ok(()),
        (true, count) => Err(Refusal::LotsNotReady { count }),
    }
}

/// No lot may be decided.
fn undecided(lots: &[lot::State]) -> Result<(), Refusal> {
    if lots.contains(&lot::State::Decided) { Err(Refusal::LotDecided) } else { Ok(()) }
}
