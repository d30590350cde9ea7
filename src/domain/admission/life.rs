//! The life of an admission: its states, what can happen, and why not. Days are Dutch calendar days.
//! May import: admission::parts, application, code, ids, motivation, policy_code.

use chrono::NaiveDate;

use super::parts::{
    Agreement, Ending, Granted, Lapse, NotAnAdmission, Running, RunningClients, Side, SignedAgreement,
    Source, SourceKind, State, Suspension, SuspensionKind,
};
use crate::application::LotApplication;
use crate::code::Code;
use crate::decision::{Decision, Outcome};
use crate::ids::UserId;
use crate::motivation::Motivation;
use crate::policy_code::RequirementCode;

/// One toelating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// Decided; waits for the signed overeenkomst, the evidence due at the start, and the start date.
    Granted(Granted),
    /// Running.
    Active(Running),
    /// Suspended for a while.
    Suspended {
        /// What is suspended.
        running: Running,
        /// How far, until when and why.
        suspension: Suspension,
    },
    /// Over.
    Ended {
        /// What ran.
        running: Running,
        /// First day on which it no longer runs.
        on: NaiveDate,
        /// By whom or what.
        ending: Ending,
        /// What was arranged for clients.
        clients: RunningClients,
    },
    /// Never started.
    Lapsed {
        /// What had been granted.
        granted: Granted,
        /// The day it lapsed.
        on: NaiveDate,
        /// Why.
        lapse: Lapse,
    },
}

/// What can happen to an admission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The signed overeenkomst is recorded.
    Record(SignedAgreement),
    /// The start date has come.
    Activate {
        /// Requirements whose evidence is due at the start and not there.
        evidence_due: Vec<RequirementCode>,
    },
    /// It will not start.
    Lapse(Lapse),
    /// Suspend, or change a running suspension.
    Suspend {
        /// How far.
        kind: SuspensionKind,
        /// The day on which it is active again.
        until: NaiveDate,
        /// Article and reasons.
        basis: Motivation,
        /// Whose it is.
        side: Side,
        /// Who imposes it.
        by: UserId,
    },
    /// The end of the suspension has come.
    Resume,
    /// The suspension ends before its time.
    Lift {
        /// On whose side.
        side: Side,
    },
    /// It ends today.
    End {
        /// By whom or what.
        ending: Ending,
        /// What is arranged for clients.
        clients: RunningClients,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Record(_) => "record",
            Self::Activate { .. } => "activate",
            Self::Lapse(_) => "lapse",
            Self::Suspend { .. } => "suspend",
            Self::Resume => "resume",
            Self::Lift { .. } => "lift",
            Self::End { .. } => "end",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/admission.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Granted, "record", State::Granted),
    (State::Granted, "activate", State::Active),
    (State::Granted, "lapse", State::Lapsed),
    (State::Active, "suspend", State::Suspended),
    (State::Suspended, "suspend", State::Suspended),
    (State::Suspended, "resume", State::Active),
    (State::Suspended, "lift", State::Active),
    (State::Active, "end", State::Ended),
    (State::Suspended, "end", State::Ended),
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
    /// The agreement is recorded already.
    #[error("the agreement is recorded already")]
    AlreadyRecorded,
    /// The signature lies in the future.
    #[error("the agreement would be signed on {signed_on}, which is yet to come")]
    SignedInFuture {
        /// The day that was given.
        signed_on: NaiveDate,
    },
    /// A signatory has no name.
    #[error("a signatory has no name")]
    NoSignatory,
    /// The agreement is not there.
    #[error("the signed agreement is not recorded")]
    NoAgreement,
    /// Evidence due at the start is not there.
    #[error("evidence due at the start is missing: {0:?}")]
    EvidenceDue(Vec<RequirementCode>),
    /// It starts later.
    #[error("it starts on {starts_on}")]
    StartsLater {
        /// First day.
        starts_on: NaiveDate,
    },
    /// A suspension must end after it begins.
    #[error("a suspension ends after the day it begins")]
    EndsBeforeStart,
    /// A suspension lasts at most a year.
    #[error("a suspension until {until} lasts more than a year")]
    TooLong {
        /// The day that was given.
        until: NaiveDate,
    },
    /// An aanbieder stops its own intake; everything else is for the team.
    #[error("an aanbieder can only stop its intake")]
    NotForProvider,
    /// The team imposed it: the aanbieder neither changes nor lifts it.
    #[error("the team imposed this suspension")]
    ImposedByTeam,
    /// The suspension still runs.
    #[error("suspended until {until}")]
    SuspensionRuns {
        /// The day on which it is active again.
        until: NaiveDate,
    },
    /// Clients are there and nothing is arranged for them (Q11).
    #[error("{clients} clients have no transfer or bridging")]
    ClientsRunning {
        /// How many.
        clients: u32,
    },
}

impl Admission {
    /// The admission that follows from a decided lot.
    ///
    /// # Errors
    /// [`NotAnAdmission`] when the lot is not decided, or refused.
    pub fn granted(lot: &LotApplication, starts_on: NaiveDate) -> Result<Self, NotAnAdmission> {
        match lot {
            LotApplication::With(Decision::Signed { proposed, .. }) => match proposed.proposal.outcome() {
                Outcome::Admit => Ok(Self::Granted(Granted {
                    decision: proposed.decision.clone(),
                    starts_on,
                    agreement: Agreement::Awaited,
                })),
                Outcome::Refuse | Outcome::NotHandled => Err(NotAnAdmission::Refused),
            },
            LotApplication::Untouched
            | LotApplication::With(
                Decision::Proposed(_) | Decision::Countersigned { .. } | Decision::Returned { .. },
            )
            | LotApplication::Reopened { .. }
            | LotApplication::Withdrawn { .. } => Err(NotAnAdmission::NotDecided),
        }
    }

    /// The admission of a contract that already ran when the region began with this portal.
    #[must_use]
    pub fn taken_over(since: NaiveDate) -> Self {
        Self::Active(Running { source: Source::TakenOver, since })
    }

    /// A temporary admission for clients who are still there.
    ///
    /// # Errors
    /// [`Refusal::EndsBeforeStart`] when its last day lies before its first.
    pub fn bridging(contract: String, since: NaiveDate, until: NaiveDate) -> Result<Self, Refusal> {
        if until < since {
            return Err(Refusal::EndsBeforeStart);
        }
        Ok(Self::Active(Running { source: Source::Bridging { contract, until }, since }))
    }

    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Granted(_) => State::Granted,
            Self::Active(_) => State::Active,
            Self::Suspended { .. } => State::Suspended,
            Self::Ended { .. } => State::Ended,
            Self::Lapsed { .. } => State::Lapsed,
        }
    }

    /// The kind of source it has.
    #[must_use]
    pub fn source(&self) -> SourceKind {
        match self {
            Self::Granted(_) | Self::Lapsed { .. } => SourceKind::Decision,
            Self::Active(running) | Self::Suspended { running, .. } | Self::Ended { running, .. } => {
                running.source.kind()
            }
        }
    }

    /// Does the public register show it? Whatever runs: a suspended one as one that takes no new clients now, like one
    /// without a place, so that nobody reads a measure from it (docs/adr/0006). Bridging is no open offer to new clients.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Self::Active(running) | Self::Suspended { running, .. } => match running.source.kind() {
                SourceKind::Decision | SourceKind::TakenOver => true,
                SourceKind::Bridging => false,
            },
            Self::Granted(_) | Self::Ended { .. } | Self::Lapsed { .. } => false,
        }
    }

    /// Take one step on a day.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, today: NaiveDate) -> Result<Self, Refusal> {
        match command {
            Command::Record(agreement) => self.record(agreement, today),
            Command::Activate { evidence_due } => self.activate(evidence_due, today),
            Command::Lapse(lapse) => self.lapse(lapse, today),
            Command::Suspend { kind, until, basis, side, by } => {
                self.suspend(Suspension { kind, from: today, until, basis, side, by })
            }
            Command::Resume => self.resume(today),
            Command::Lift { side } => self.lift(side),
            Command::End { ending, clients } => self.end(ending, clients, today),
        }
    }
}
