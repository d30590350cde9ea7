//! Plays the dossiers of the demo in order of time: in the morning people do their steps, in the evening the runner works.
//! May import: app, chrono, domain, storage.

use std::cmp::Reverse;

use chrono::TimeDelta;

use super::contracts;
use super::desk::Desk;
use super::night::Night;
use super::panel;
use super::providers::Vault;
use super::script::Step;
use super::team::Team;
use super::teller::Teller;
use super::{DemoError, days::DemoDays, year};
use crate::domain::ids::ApplicationId;

/// Between two steps of people.
const BETWEEN: TimeDelta = TimeDelta::minutes(3);
/// The runner of the story does its work this long after the last step of the day.
const EVENING: TimeDelta = TimeDelta::hours(1);

/// One dossier that is being told.
pub struct Play<'a> {
    /// The aanbieder.
    pub desk: Desk<'a>,
    /// The team.
    pub team: Team<'a>,
    begun: Option<(ApplicationId, Vault)>,
}

impl<'a> Play<'a> {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new(desk: Desk<'a>) -> Self {
        let team = Team { ground: desk.ground, region: desk.region, case: desk.case, tale: desk.tale };
        Self { desk, team, begun: None }
    }

    fn step(&mut self, teller: &mut Teller<'_>, step: Step) -> Result<(), DemoError> {
        let (desk, team) = (&self.desk, &self.team);
        let Some((id, vault)) = &self.begun else {
            self.begun = Some(desk.begin(teller)?);
            return Ok(());
        };
        match step {
            Step::Begin => Ok(()),
            Step::Complete => desk.complete(teller, id, vault),
            Step::Join => desk.join(teller, id),
            Step::Hire => desk.hire(teller, id),
            Step::Submit => desk.submit(teller, id),
            Step::Withdraw => desk.withdraw(teller, id),
            Step::Write => desk.write(teller, id),
            Step::Repair => desk.repair(teller, id, Some(vault)),
            Step::RepairInWords => desk.repair(teller, id, None),
            Step::Verify => team.verify(teller, &desk.provider.org),
            Step::Take => team.take(teller, id),
            Step::Tie => team.tie(teller, id),
            Step::Reply => team.reply(teller, id),
            Step::JudgeOne => team.judge(teller, id, 1),
            Step::Judge => panel::judge(team, teller, id),
            Step::Ask => team.ask(teller, id),
            Step::Propose => team.propose(teller, id),
            Step::LeaveUnhandled => team.leave_unhandled(teller, id),
            Step::SendBack => team.read_along(teller, id, false),
            Step::Agree => team.read_along(teller, id, true),
            Step::Return => team.give_back(teller, id),
            Step::SignOne => team.sign(teller, id, 1),
            Step::Sign => team.sign(teller, id, usize::MAX),
            Step::StopIntake => desk.stop_intake(teller),
            Step::Suspend => contracts::suspend(team, teller, &desk.provider.org),
            Step::Expire => year::expire(teller, desk.provider, desk.days),
            Step::Object => desk.object(teller),
            Step::Contract => contracts::record(team, teller, &desk.provider.org),
        }
    }
}

/// Play every dossier to its end.
///
/// # Errors
/// What a use case refuses.
pub fn all(
    plays: &mut [Play<'_>],
    teller: &mut Teller<'_>,
    night: &Night,
    days: &DemoDays,
) -> Result<(), DemoError> {
    let mut todo: Vec<(u64, usize, Step)> = Vec::new();
    for (place, play) in plays.iter().enumerate() {
        todo.extend(play.desk.case.days.iter().map(|(day, step)| (*day, place, *step)));
    }
    // The order of a day is that of the dossiers, and within a dossier that of its story.
    todo.sort_by_key(|(day, _, _)| Reverse(*day));
    for of_day in todo.chunk_by(|one, other| one.0 == other.0) {
        for (day, place, step) in of_day {
            teller.skip_to(days.at_work(*day)?);
            let Some(play) = plays.get_mut(*place) else { continue };
            play.step(teller, *step).map_err(|why| why.within(play.desk.case.key))?;
            teller.pause(BETWEEN);
        }
        teller.pause(EVENING);
        night.falls(teller.now())?;
    }
    Ok(())
}
