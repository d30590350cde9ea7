//! The steps of a measure. May import: supervision::measure, terms.

use chrono::{DateTime, NaiveDate, Utc};

use super::kind::MeasureKind;
use super::life::{Advised, Command, Done, Measure, Proposed, Refusal, Taken, View};
use super::plan::Plan;
use crate::ids::{MandateId, UserId};
use crate::motivation::Motivation;
use crate::terms::local_day;

type Step = Result<Measure, Refusal>;

impl Measure {
    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, by: UserId, now: DateTime<Utc>) -> Step {
        let refused = Refusal::NotPossible { from: self.state(), step: command.name() };
        let done = Done { by, at: now };
        match (self, command) {
            (Self::Advised(advised), Command::Propose { plan, due }) => propose(advised, plan, due, done),
            (Self::Advised(advised), Command::NotFollow) => {
                Ok(Self::NotFollowed { advised, proposed: None, view: None, done })
            }
            (Self::Proposed { advised, proposed }, Command::NotFollow) => {
                Ok(Self::NotFollowed { advised, proposed: Some(proposed), view: None, done })
            }
            (Self::Hearing { advised, proposed, view, .. }, Command::NotFollow) => {
                Ok(Self::NotFollowed { advised, proposed: Some(proposed), view, done })
            }
            (Self::Hearing { advised, proposed, due, view }, Command::GiveView { text }) => {
                if view.is_some() || now >= due {
                    return Err(Refusal::HeardAlready);
                }
                Ok(Self::Hearing { advised, proposed, due, view: Some(View { text, done }) })
            }
            (Self::Proposed { advised, proposed }, Command::Decide { mandate, motivation }) => {
                decide(advised, (proposed, None), (mandate, motivation), done)
            }
            (Self::Hearing { advised, proposed, due, view }, Command::Decide { mandate, motivation }) => {
                if view.is_none() && now < due {
                    return Err(Refusal::StillHeard { due });
                }
                decide(advised, (proposed, view), (mandate, motivation), done)
            }
            (Self::InForce(taken) | Self::RecheckPlanned { taken, .. }, Command::PlanRecheck { on }) => {
                plan_recheck(taken, on, now)
            }
            (Self::RecheckPlanned { taken, .. }, Command::FallShort) => Ok(Self::InForce(taken)),
            (Self::RecheckPlanned { taken, .. }, Command::Close) => close(taken, done),
            (Self::InForce(taken) | Self::RecheckPlanned { taken, .. }, Command::Lift) => lift(taken, done),
            _ => Err(refused),
        }
    }
}

fn propose(advised: Advised, plan: Plan, due: DateTime<Utc>, done: Done) -> Step {
    if advised.done.by == done.by {
        return Err(Refusal::SamePerson);
    }
    let burdens = plan.wish().kind.burdens();
    let proposed = Proposed { plan, done };
    Ok(if burdens {
        Measure::Hearing { advised, proposed, due, view: None }
    } else {
        Measure::Proposed { advised, proposed }
    })
}

fn decide(
    advised: Advised,
    (proposed, view): (Proposed, Option<View>),
    (mandate, motivation): (MandateId, Motivation),
    done: Done,
) -> Step {
    if [&advised.done.by, &proposed.done.by].contains(&&done.by) {
        return Err(Refusal::SamePerson);
    }
    match proposed.plan.wish().until {
        Some(until) if until <= local_day(done.at) => Err(Refusal::OverBefore { until }),
        Some(_) | None => Ok(Measure::InForce(Taken { advised, proposed, view, mandate, motivation, done })),
    }
}

fn plan_recheck(taken: Taken, on: NaiveDate, now: DateTime<Utc>) -> Step {
    if on < local_day(now) { Err(Refusal::RecheckPast) } else { Ok(Measure::RecheckPlanned { taken, on }) }
}

fn close(taken: Taken, done: Done) -> Step {
    match taken.holds_until() {
        Some(until) if taken.holds_on(done.at) => Err(Refusal::StillRuns { until }),
        Some(_) | None => Ok(Measure::Closed { taken, done }),
    }
}

fn lift(taken: Taken, done: Done) -> Step {
    if [&taken.advised.done.by, &taken.proposed.done.by].contains(&&done.by) {
        return Err(Refusal::SamePerson);
    }
    if taken.proposed.plan.wish().kind == MeasureKind::Ending {
        return Err(Refusal::EndedForGood);
    }
    Ok(Measure::Lifted { taken, done })
}
