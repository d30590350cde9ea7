//! The steps of an admission: one function a command, each over every state.
//! May import: admission::life, admission::parts, policy_code.

use chrono::NaiveDate;

use super::life::{Admission, Refusal};
use super::parts::{
    Agreement, Ending, Granted, LONGEST, Lapse, Running, RunningClients, Side, SignedAgreement, Source,
    Suspension, SuspensionKind,
};
use crate::policy_code::RequirementCode;

type Step = Result<Admission, Refusal>;

fn not_possible(from: &Admission, step: &'static str) -> Refusal {
    Refusal::NotPossible { from: from.state(), step }
}

impl Admission {
    pub(super) fn record(self, signed: SignedAgreement, today: NaiveDate) -> Step {
        match self {
            Self::Granted(granted) => match granted.agreement {
                Agreement::Recorded(_) => Err(Refusal::AlreadyRecorded),
                Agreement::Awaited if signed.signed_on > today => {
                    Err(Refusal::SignedInFuture { signed_on: signed.signed_on })
                }
                Agreement::Awaited => {
                    let names = [&signed.signatories.provider, &signed.signatories.gemeente];
                    if names.iter().any(|name| name.trim().is_empty()) {
                        return Err(Refusal::NoSignatory);
                    }
                    Ok(Self::Granted(Granted { agreement: Agreement::Recorded(signed), ..granted }))
                }
            },
            Self::Active(_) | Self::Suspended { .. } | Self::Ended { .. } | Self::Lapsed { .. } => {
                Err(not_possible(&self, "record"))
            }
        }
    }

    pub(super) fn activate(self, evidence_due: Vec<RequirementCode>, today: NaiveDate) -> Step {
        match self {
            Self::Granted(Granted { decision, starts_on, agreement }) => {
                let Agreement::Recorded(agreement) = agreement else { return Err(Refusal::NoAgreement) };
                if !evidence_due.is_empty() {
                    return Err(Refusal::EvidenceDue(evidence_due));
                }
                if today < starts_on {
                    return Err(Refusal::StartsLater { starts_on });
                }
                // What was signed or proven late starts late: never with effect before it was complete.
                Ok(Self::Active(Running { source: Source::Decision { decision, agreement }, since: today }))
            }
            Self::Active(_) | Self::Suspended { .. } | Self::Ended { .. } | Self::Lapsed { .. } => {
                Err(not_possible(&self, "activate"))
            }
        }
    }

    pub(super) fn lapse(self, lapse: Lapse, on: NaiveDate) -> Step {
        match self {
            Self::Granted(granted) => Ok(Self::Lapsed { granted, on, lapse }),
            Self::Active(_) | Self::Suspended { .. } | Self::Ended { .. } | Self::Lapsed { .. } => {
                Err(not_possible(&self, "lapse"))
            }
        }
    }

    pub(super) fn suspend(self, suspension: Suspension) -> Step {
        match self {
            Self::Active(running) => {
                may_impose(&suspension)?;
                Ok(Self::Suspended { running, suspension })
            }
            Self::Suspended { running, suspension: before } => {
                may_change(before.side, suspension.side)?;
                may_impose(&suspension)?;
                Ok(Self::Suspended { running, suspension })
            }
            Self::Granted(_) | Self::Ended { .. } | Self::Lapsed { .. } => {
                Err(not_possible(&self, "suspend"))
            }
        }
    }

    pub(super) fn resume(self, today: NaiveDate) -> Step {
        match self {
            Self::Suspended { suspension, .. } if today < suspension.until => {
                Err(Refusal::SuspensionRuns { until: suspension.until })
            }
            Self::Suspended { running, .. } => Ok(Self::Active(running)),
            Self::Granted(_) | Self::Active(_) | Self::Ended { .. } | Self::Lapsed { .. } => {
                Err(not_possible(&self, "resume"))
            }
        }
    }

    pub(super) fn lift(self, side: Side) -> Step {
        match self {
            Self::Suspended { running, suspension } => {
                may_change(suspension.side, side)?;
                Ok(Self::Active(running))
            }
            Self::Granted(_) | Self::Active(_) | Self::Ended { .. } | Self::Lapsed { .. } => {
                Err(not_possible(&self, "lift"))
            }
        }
    }

    pub(super) fn end(self, ending: Ending, clients: RunningClients, on: NaiveDate) -> Step {
        match self {
            Self::Active(running) | Self::Suspended { running, .. } => {
                match (&ending, &clients) {
                    (
                        Ending::Gemeente { .. } | Ending::Provider { .. },
                        RunningClients::Unarranged(clients),
                    ) => Err(Refusal::ClientsRunning { clients: *clients }),
                    // The law does not wait; who is left is then arranged afterwards.
                    (Ending::Law { .. }, RunningClients::Unarranged(_))
                    | (_, RunningClients::None | RunningClients::Transferred | RunningClients::Bridged(_)) => {
                        Ok(Self::Ended { running, on, ending, clients })
                    }
                }
            }
            Self::Granted(_) | Self::Ended { .. } | Self::Lapsed { .. } => Err(not_possible(&self, "end")),
        }
    }
}

/// It ends after it begins and within a year, and an aanbieder stops no more than its own intake.
fn may_impose(suspension: &Suspension) -> Result<(), Refusal> {
    let Suspension { kind, from, until, side, .. } = suspension;
    if until <= from {
        return Err(Refusal::EndsBeforeStart);
    }
    if from.checked_add_days(LONGEST).is_some_and(|last| *until > last) {
        return Err(Refusal::TooLong { until: *until });
    }
    match (side, kind) {
        (Side::Provider, SuspensionKind::Full) => Err(Refusal::NotForProvider),
        (Side::Provider, SuspensionKind::IntakeStop) | (Side::Team, _) => Ok(()),
    }
}

/// What the team imposed stays with the team.
fn may_change(imposed: Side, by: Side) -> Result<(), Refusal> {
    match (imposed, by) {
        (Side::Team, Side::Provider) => Err(Refusal::ImposedByTeam),
        (Side::Provider | Side::Team, Side::Team) | (Side::Provider, Side::Provider) => Ok(()),
    }
}
