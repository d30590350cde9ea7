//! What can happen to an investigation, by whom, and why it sometimes cannot.
//! May import: code, identifiers, ids, motivation, policy_code, supervision, terms.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::finding::{Finding, Weighing};
use super::life::{Finished, Heard, Investigation, Plan, Reply, Report, State, Step};
use super::scope::Own;
use crate::code::Code as _;
use crate::identifiers::GemeenteCode;
use crate::ids::UserId;
use crate::motivation::Motivation;
use crate::policy_code::NormCode;
use crate::terms::local_day;

/// Who takes a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A toezichthouder, with the gemeenten in which it is one.
    Supervisor(UserId, Own),
    /// Somebody of the aanbieder.
    Provider(UserId),
}

impl By {
    fn step(&self, at: DateTime<Utc>) -> Step {
        let (Self::Supervisor(by, _) | Self::Provider(by)) = self;
        Step { by: by.clone(), at }
    }
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The visit is at another moment.
    Move(DateTime<Utc>),
    /// The aanbieder is told.
    Announce,
    /// The visit begins, announced or not.
    Begin,
    /// What was found on each norm is written down, or written anew.
    Draft(BTreeMap<NormCode, Finding>),
    /// The aanbieder is asked for wederhoor until a moment.
    Hear(DateTime<Utc>),
    /// The aanbieder answers, beside which findings it wants.
    Answer(BTreeMap<NormCode, Motivation>),
    /// The final report, with what was made of each text of the aanbieder.
    Finish(BTreeMap<NormCode, Weighing>),
    /// Everybody can read it.
    Publish,
    /// Nothing is left to do.
    Close,
    /// It does not go on.
    Cancel(Motivation),
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Move(_) => "move",
            Self::Announce => "announce",
            Self::Begin => "begin",
            Self::Draft(_) => "draft",
            Self::Hear(_) => "hear",
            Self::Answer(_) => "answer",
            Self::Finish(_) => "finish",
            Self::Publish => "publish",
            Self::Close => "close",
            Self::Cancel(_) => "cancel",
        }
    }
}

/// Why an investigation is not begun or does not change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not from this state, or not by this side.
    #[error("`{step}` is not possible from `{}`", from.code())]
    NotPossible {
        /// Where it is.
        from: State,
        /// What was asked.
        step: &'static str,
    },
    /// This toezichthouder keeps no toezicht in a gemeente of the scope.
    #[error("{0} is not one of the own gemeenten")]
    OutsideOwn(GemeenteCode),
    /// There is nothing to look at.
    #[error("no norms")]
    NoNorms,
    /// The moment is not to come.
    #[error("the moment {0} is not to come")]
    InThePast(DateTime<Utc>),
    /// What was announced begins on its day.
    #[error("it was announced for {0}")]
    NotYet(DateTime<Utc>),
    /// Nothing is written about a norm.
    #[error("nothing is found on norm {0}")]
    NothingFound(NormCode),
    /// A norm that was not to be looked at.
    #[error("norm {0} was not to be looked at")]
    NotAsked(NormCode),
    /// A finding about more than was looked at.
    #[error("the finding on norm {0} is outside the scope")]
    OutsideScope(NormCode),
    /// The aanbieder can still answer.
    #[error("wederhoor is unanswered and its term runs until {0}")]
    Unanswered(DateTime<Utc>),
    /// The term to answer ended.
    #[error("the term to answer ended at {0}")]
    TooLate(DateTime<Utc>),
    /// Nothing was made of a text of the aanbieder.
    #[error("the text beside norm {0} is not weighed")]
    NotWeighed(NormCode),
}

impl Investigation {
    /// Plan one.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn plan_one(plan: Plan, own: &Own, now: DateTime<Utc>) -> Result<Self, Refusal> {
        if let Some(outside) = own.outside(&plan.scope) {
            return Err(Refusal::OutsideOwn(outside.clone()));
        }
        if plan.norms.is_empty() {
            return Err(Refusal::NoNorms);
        }
        to_come(plan.visit_at, now)?;
        Ok(Self::Planned(plan))
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, by: &By, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let no = Refusal::NotPossible { from: self.state(), step: command.name() };
        match by {
            By::Provider(_) if !matches!(command, Command::Answer(_)) => return Err(no),
            By::Supervisor(..) if matches!(command, Command::Answer(_)) => return Err(no),
            By::Supervisor(_, own) => {
                if let Some(outside) = own.outside(&self.plan().scope) {
                    return Err(Refusal::OutsideOwn(outside.clone()));
                }
            }
            By::Provider(_) => {}
        }
        let step = by.step(now);
        match command {
            Command::Move(_) | Command::Announce | Command::Begin | Command::Cancel(_) => {
                self.before(command, step, no)
            }
            Command::Draft(_) | Command::Hear(_) | Command::Answer(_) => self.report(command, step, no),
            Command::Finish(_) | Command::Publish | Command::Close => self.after(command, step, no),
        }
    }

    /// Up to the visit.
    fn before(self, command: Command, step: Step, no: Refusal) -> Result<Self, Refusal> {
        let moved = |plan: Plan, visit_at| {
            to_come(visit_at, step.at)?;
            Ok(Plan { visit_at, ..plan })
        };
        Ok(match (self, command) {
            (Self::Planned(plan), Command::Move(to)) => Self::Planned(moved(plan, to)?),
            (Self::Announced(plan, told), Command::Move(to)) => Self::Announced(moved(plan, to)?, told),
            (Self::Planned(plan), Command::Announce) => {
                to_come(plan.visit_at, step.at)?;
                Self::Announced(plan, step)
            }
            (Self::Planned(plan), Command::Begin) => Self::Visit { plan, announced: None, began: step },
            (Self::Announced(plan, told), Command::Begin) => {
                if local_day(step.at) < local_day(plan.visit_at) {
                    return Err(Refusal::NotYet(plan.visit_at));
                }
                Self::Visit { plan, announced: Some(told), began: step }
            }
            (
                Self::Planned(plan)
                | Self::Announced(plan, _)
                | Self::Visit { plan, .. }
                | Self::Draft(plan, _),
                Command::Cancel(why),
            ) => Self::Cancelled { plan, why, step },
            _ => return Err(no),
        })
    }

    /// From the draft to what the aanbieder says of it.
    fn report(self, command: Command, step: Step, no: Refusal) -> Result<Self, Refusal> {
        Ok(match (self, command) {
            (Self::Visit { plan, .. } | Self::Draft(plan, _), Command::Draft(findings)) => {
                fits(&plan, &findings)?;
                Self::Draft(plan, Report { findings, written: step })
            }
            (Self::Draft(plan, report), Command::Hear(until)) => {
                to_come(until, step.at)?;
                Self::Hearing(plan, report, Heard { asked: step, until })
            }
            (Self::Hearing(plan, report, heard), Command::Answer(texts)) => {
                if step.at >= heard.until {
                    return Err(Refusal::TooLate(heard.until));
                }
                only_asked(&plan, texts.keys())?;
                Self::Answered(plan, report, heard, Reply { texts, given: step })
            }
            _ => return Err(no),
        })
    }

    /// From the final report on.
    fn after(self, command: Command, step: Step, no: Refusal) -> Result<Self, Refusal> {
        Ok(match (self, command) {
            (Self::Hearing(plan, report, heard), Command::Finish(weighed)) => {
                if step.at < heard.until {
                    return Err(Refusal::Unanswered(heard.until));
                }
                let weighed = weighed_all(weighed, None)?;
                Self::Final(plan, Finished { report, reply: None, weighed, laid_down: step })
            }
            (Self::Answered(plan, report, _, reply), Command::Finish(weighed)) => {
                let weighed = weighed_all(weighed, Some(&reply))?;
                Self::Final(plan, Finished { report, reply: Some(reply), weighed, laid_down: step })
            }
            (Self::Final(plan, done), Command::Publish) => Self::Published(plan, done, step),
            (Self::Final(plan, done) | Self::Published(plan, done, _), Command::Close) => {
                Self::Closed(plan, done, step)
            }
            (Self::Hearing(_, _, heard), Command::Close) => return Err(Refusal::Unanswered(heard.until)),
            _ => return Err(no),
        })
    }
}

fn to_come(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if at <= now { Err(Refusal::InThePast(at)) } else { Ok(()) }
}

fn only_asked<'a>(plan: &Plan, codes: impl Iterator<Item = &'a NormCode>) -> Result<(), Refusal> {
    match codes.into_iter().find(|code| !plan.norms.contains(*code)) {
        Some(beyond) => Err(Refusal::NotAsked(beyond.clone())),
        None => Ok(()),
    }
}

/// Something is found on each norm and on no other, and nowhere but where was looked.
fn fits(plan: &Plan, findings: &BTreeMap<NormCode, Finding>) -> Result<(), Refusal> {
    only_asked(plan, findings.keys())?;
    if let Some(missing) = plan.norms.iter().find(|code| !findings.contains_key(*code)) {
        return Err(Refusal::NothingFound(missing.clone()));
    }
    match findings.iter().find(|(_, one)| !plan.scope.covers(&one.scope)) {
        Some((code, _)) => Err(Refusal::OutsideScope(code.clone())),
        None => Ok(()),
    }
}

/// Each text of the aanbieder is weighed, and nothing else.
fn weighed_all(
    weighed: BTreeMap<NormCode, Weighing>,
    reply: Option<&Reply>,
) -> Result<BTreeMap<NormCode, Weighing>, Refusal> {
    let said = |code: &NormCode| reply.is_some_and(|reply| reply.texts.contains_key(code));
    if let Some(beyond) = weighed.keys().find(|code| !said(code)) {
        return Err(Refusal::NotAsked(beyond.clone()));
    }
    let missing = reply.and_then(|reply| reply.texts.keys().find(|code| !weighed.contains_key(*code)));
    match missing {
        Some(code) => Err(Refusal::NotWeighed(code.clone())),
        None => Ok(weighed),
    }
}
