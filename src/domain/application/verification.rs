//! A verification: a visit or a talk by two people of the team, to check named requirements of one application and nothing else. It informs
//! who judges and decides nothing (ADR 21).
//! May import: code, ids, motivation, policy_code.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::code::Code;
use crate::ids::UserId;
use crate::motivation::Motivation;
use crate::policy_code::RequirementCode;

/// How it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// At a place of the aanbieder.
    Visit,
    /// With people of the aanbieder, wherever that is.
    Talk,
}

impl Code for Manner {
    const ALL: &'static [Self] = &[Self::Visit, Self::Talk];

    fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Talk => "talk",
        }
    }
}

/// Two different people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitors {
    first: UserId,
    second: UserId,
}

impl Visitors {
    /// These two.
    ///
    /// # Errors
    /// [`Refusal::OnePerson`] when they are one.
    pub fn new(first: UserId, second: UserId) -> Result<Self, Refusal> {
        if first == second { Err(Refusal::OnePerson) } else { Ok(Self { first, second }) }
    }

    /// Both of them.
    #[must_use]
    pub fn both(&self) -> [&UserId; 2] {
        [&self.first, &self.second]
    }
}

/// When and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The moment at which it begins.
    pub at: DateTime<Utc>,
    /// An address, or how people talk.
    pub place: Motivation,
}

/// What is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// A visit or a talk.
    pub manner: Manner,
    /// What is checked: at least one requirement.
    pub requirements: BTreeSet<RequirementCode>,
    /// Who come.
    pub visitors: Visitors,
    /// When and where.
    pub appointment: Appointment,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Who wrote it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// For each requirement what was seen.
    pub seen: BTreeMap<RequirementCode, Motivation>,
    /// The first moment that is too late to react.
    pub react_until: DateTime<Utc>,
}

/// One verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// It will be.
    Planned(Plan),
    /// It will not be.
    Cancelled {
        /// What was planned.
        plan: Plan,
        /// Who says so.
        by: UserId,
        /// Why.
        why: Motivation,
    },
    /// What was seen stands in a report; the aanbieder may react.
    Reported {
        /// What was planned.
        plan: Plan,
        /// What was seen.
        report: Report,
    },
    /// The aanbieder reacted.
    Answered {
        /// What was planned.
        plan: Plan,
        /// What was seen.
        report: Report,
        /// Who reacted.
        by: UserId,
        /// What the aanbieder says of it.
        reaction: Motivation,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Where a verification is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It will be.
    Planned,
    /// It will not be.
    Cancelled,
    /// There is a report.
    Reported,
    /// There is a report and a reaction.
    Answered,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Planned, Self::Cancelled, Self::Reported, Self::Answered];

    fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::Reported => "reported",
            Self::Answered => "answered",
        }
    }
}

/// What can happen to a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Another moment or place.
    Move {
        /// When and where.
        to: Appointment,
    },
    /// It will not be.
    Cancel {
        /// Who says so.
        by: UserId,
        /// Why.
        why: Motivation,
    },
    /// Somebody who was there writes what was seen.
    Report {
        /// Who.
        by: UserId,
        /// For each requirement what was seen.
        seen: BTreeMap<RequirementCode, Motivation>,
        /// The first moment that is too late to react.
        react_until: DateTime<Utc>,
    },
    /// The aanbieder reacts.
    React {
        /// Who.
        by: UserId,
        /// What it says.
        reaction: Motivation,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Move { .. } => "move",
            Self::Cancel { .. } => "cancel",
            Self::Report { .. } => "report",
            Self::React { .. } => "react",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/verification.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Planned, "move", State::Planned),
    (State::Planned, "cancel", State::Cancelled),
    (State::Planned, "report", State::Reported),
    (State::Reported, "react", State::Answered),
];

/// Why a verification is not planned or does not change.
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
    /// There is nothing to check.
    #[error("no requirement to check")]
    NothingToCheck,
    /// Two people come, not one.
    #[error("both visitors are the same person")]
    OnePerson,
    /// The moment is not to come.
    #[error("the moment {at} is not to come")]
    InThePast {
        /// The moment.
        at: DateTime<Utc>,
    },
    /// It has not been yet.
    #[error("it begins at {at} only")]
    NotYet {
        /// When it begins.
        at: DateTime<Utc>,
    },
    /// Who reports was not there.
    #[error("only who was there reports")]
    WasNotThere,
    /// The report says nothing about a requirement that was to be checked.
    #[error("nothing is said about requirement {0}")]
    NothingSaid(RequirementCode),
    /// The report is about something that was not to be checked.
    #[error("requirement {0} was not to be checked")]
    NotAsked(RequirementCode),
    /// The term to react ended.
    #[error("the term to react ended at {until}")]
    TooLate {
        /// The first moment that was too late.
        until: DateTime<Utc>,
    },
}

impl Verification {
    /// Plan one.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn plan(plan: Plan, now: DateTime<Utc>) -> Result<Self, Refusal> {
        if plan.requirements.is_empty() {
            return Err(Refusal::NothingToCheck);
        }
        to_come(&plan.appointment, now)?;
        Ok(Self::Planned(plan))
    }

    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Planned(_) => State::Planned,
            Self::Cancelled { .. } => State::Cancelled,
            Self::Reported { .. } => State::Reported,
            Self::Answered { .. } => State::Answered,
        }
    }

    /// What was planned.
    #[must_use]
    pub fn planned(&self) -> &Plan {
        match self {
            Self::Planned(plan)
            | Self::Cancelled { plan, .. }
            | Self::Reported { plan, .. }
            | Self::Answered { plan, .. } => plan,
        }
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn apply(self, command: Command, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        match (self, command) {
            (Self::Planned(plan), Command::Move { to }) => {
                to_come(&to, now)?;
                Ok(Self::Planned(Plan { appointment: to, ..plan }))
            }
            (Self::Planned(plan), Command::Cancel { by, why }) => Ok(Self::Cancelled { plan, by, why }),
            (Self::Planned(plan), Command::Report { by, seen, react_until }) => {
                let report = Report { by, at: now, seen, react_until };
                fits(&plan, &report)?;
                Ok(Self::Reported { plan, report })
            }
            (Self::Reported { plan, report }, Command::React { by, reaction }) => {
                if now >= report.react_until {
                    return Err(Refusal::TooLate { until: report.react_until });
                }
                Ok(Self::Answered { plan, report, by, reaction, at: now })
            }
            _ => Err(Refusal::NotPossible { from, step }),
        }
    }
}

fn to_come(appointment: &Appointment, now: DateTime<Utc>) -> Result<(), Refusal> {
    let at = appointment.at;
    if at <= now { Err(Refusal::InThePast { at }) } else { Ok(()) }
}

/// A report is written afterwards, by who was there, about exactly what was to be checked.
fn fits(plan: &Plan, report: &Report) -> Result<(), Refusal> {
    let begins = plan.appointment.at;
    if report.at < begins {
        return Err(Refusal::NotYet { at: begins });
    }
    if !plan.visitors.both().contains(&&report.by) {
        return Err(Refusal::WasNotThere);
    }
    if let Some(beyond) = report.seen.keys().find(|code| !plan.requirements.contains(*code)) {
        return Err(Refusal::NotAsked(beyond.clone()));
    }
    match plan.requirements.iter().find(|code| !report.seen.contains_key(*code)) {
        Some(missing) => Err(Refusal::NothingSaid(missing.clone())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, because, drawing_list_and_code_agree, id};

    const NOW: &str = "2026-11-20T09:00:00Z";
    const DAY: &str = "2026-12-01T09:00:00Z";
    const AFTER: &str = "2026-12-02T09:00:00Z";
    const UNTIL: &str = "2026-12-16T23:00:00Z";

    fn code(text: &str) -> RequirementCode {
        RequirementCode::parse(text).unwrap()
    }

    fn plan() -> Plan {
        Plan {
            manner: Manner::Visit,
            requirements: [code("KWA-01"), code("KWA-09")].into(),
            visitors: Visitors::new(id(1), id(2)).unwrap(),
            appointment: Appointment { at: at(DAY), place: because() },
        }
    }

    fn seen(codes: &[&str]) -> BTreeMap<RequirementCode, Motivation> {
        codes.iter().map(|text| (code(text), because())).collect()
    }

    fn report(by: usize, codes: &[&str]) -> Command {
        Command::Report { by: id(by), seen: seen(codes), react_until: at(UNTIL) }
    }

    fn react() -> Command {
        Command::React { by: id(7), reaction: because() }
    }

    fn reported() -> Verification {
        Verification::Planned(plan()).apply(report(2, &["KWA-01", "KWA-09"]), at(AFTER)).unwrap()
    }

    #[test]
    fn the_drawing_the_list_and_the_code_are_the_same_machine() {
        let planned = Verification::Planned(plan());
        let cancel = Command::Cancel { by: id(1), why: because() };
        let states = [
            planned.clone(),
            planned.apply(cancel.clone(), at(NOW)).unwrap(),
            reported(),
            reported().apply(react(), at(AFTER)).unwrap(),
        ];
        let to = Appointment { at: at("2026-12-08T09:00:00Z"), place: because() };
        let commands = [Command::Move { to }, cancel, report(1, &["KWA-01", "KWA-09"]), react()];
        let mut ran = BTreeSet::new();
        for state in &states {
            for command in &commands {
                if let Ok(next) = state.clone().apply(command.clone(), at(AFTER)) {
                    ran.insert((state.state(), command.name(), next.state()));
                }
            }
        }
        let page = include_str!("../../../docs/state-machines/verification.md");
        drawing_list_and_code_agree(page, TRANSITIONS, &ran);
    }

    #[test]
    fn two_people_check_something_that_is_named_on_a_day_to_come() {
        assert_eq!(Visitors::new(id(1), id(1)), Err(Refusal::OnePerson));
        let nothing = Plan { requirements: BTreeSet::new(), ..plan() };
        assert_eq!(Verification::plan(nothing, at(NOW)), Err(Refusal::NothingToCheck));
        assert_eq!(Verification::plan(plan(), at(DAY)), Err(Refusal::InThePast { at: at(DAY) }));
        let planned = Verification::plan(plan(), at(NOW)).unwrap();
        let to = Appointment { at: at(NOW), place: because() };
        assert_eq!(planned.apply(Command::Move { to }, at(DAY)), Err(Refusal::InThePast { at: at(NOW) }));
    }

    #[test]
    fn a_report_is_written_afterwards_by_who_was_there_about_exactly_what_was_to_be_checked() {
        let tell =
            |command, now| Verification::Planned(plan()).apply(command, at(now)).map(|one| one.state());
        let whole = ["KWA-01", "KWA-09"];
        assert_eq!(tell(report(1, &whole), NOW), Err(Refusal::NotYet { at: at(DAY) }));
        assert_eq!(tell(report(3, &whole), AFTER), Err(Refusal::WasNotThere));
        assert_eq!(tell(report(1, &whole[..1]), AFTER), Err(Refusal::NothingSaid(code("KWA-09"))));
        let beyond = ["KWA-01", "KWA-09", "GES-01"];
        assert_eq!(tell(report(1, &beyond), AFTER), Err(Refusal::NotAsked(code("GES-01"))));
        assert_eq!(tell(report(1, &whole), DAY), Ok(State::Reported));
    }

    #[test]
    fn the_aanbieder_reacts_once_and_in_time() {
        assert_eq!(reported().apply(react(), at(UNTIL)), Err(Refusal::TooLate { until: at(UNTIL) }));
        let answered = reported().apply(react(), at(AFTER)).unwrap();
        let again = Refusal::NotPossible { from: State::Answered, step: "react" };
        assert_eq!(answered.apply(react(), at(AFTER)), Err(again));
    }
}
