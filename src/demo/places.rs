//! Aanbieders state their free places, and the region proposes to close a lot in which there is enough.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use super::DemoError;
use super::dice::Dice;
use super::region::Region;
use super::tale::Tale;
use super::teller::Teller;
use crate::app::supply::{self, Given};
use crate::app::{access, laid_down};
use crate::domain::access::{Role, StaffRole};
use crate::domain::ids::OrgId;
use crate::domain::laid_down::LaidDown;
use crate::domain::motivation::Motivation;
use crate::domain::supply::{LotChange, LotPlan, first_closing_day, last_review_day};
use crate::domain::windows::LotState;
use crate::storage::{calendar, supply as kept, types};

/// Waiting times that occur, in days.
const WAITING: [i32; 6] = [0, 7, 7, 14, 21, 42];
/// How many of a hundred aanbieders stated their places lately.
const STATED: usize = 85;

/// Let most aanbieders of a region state their places today.
///
/// # Errors
/// What the use cases refuse.
pub fn state(teller: &mut Teller<'_>, region: &Region, dice: &mut Dice) -> Result<(), DemoError> {
    let admitted = teller.look(|conn| Ok(kept::of_procedure(conn, &region.scope, &region.procedure)?))?;
    let orgs: BTreeSet<String> = admitted.into_iter().map(|(row, _)| row.org_id).collect();
    for org in orgs {
        if !dice.percent(STATED) {
            continue;
        }
        teller.system(|conn, ctx| {
            let org: OrgId = types::id("admissions", &org)?;
            let scope = access::for_system_org(org);
            let mut given = BTreeMap::new();
            for own in supply::own(conn, ctx, &scope)? {
                let waiting_days = *dice.one_of(&WAITING).unwrap_or(&0);
                let free = own.free.min(dice.between(0, 4));
                given.insert((own.admission, own.target), Given { free, waiting_days });
            }
            supply::state(conn, ctx, &scope, &given)
        })?;
    }
    Ok(())
}

/// Propose to close the first lot in which there is enough, where there is one; a colleague has yet to publish it.
///
/// # Errors
/// What the use cases refuse.
pub fn propose(teller: &mut Teller<'_>, region: &Region, tale: &Tale) -> Result<(), DemoError> {
    let (scope, procedure, now) = (&region.scope, &region.procedure, teller.now());
    let land = teller.look(|conn| supply::landscape(conn, scope, procedure, now))?;
    let enough = land
        .lots
        .iter()
        .find(|(_, lot)| lot.judged.is_enough() && lot.states.at(now) == Some(LotState::Open));
    let Some((key, _)) = enough else { return Ok(()) };
    let windows = teller.look(|conn| Ok(calendar::every_window_of(conn, scope, procedure)?))?;
    let windows: Vec<_> = windows.iter().map(calendar::WindowRow::phases).collect();
    let from = first_closing_day(&windows, now).ok_or(DemoError::Calendar)?;
    let motivation = Motivation::parse(&tale.closing);
    let plan = LotPlan {
        procedure: procedure.clone(),
        scheme: land.version.clone(),
        lot: key.clone(),
        change: LotChange::Close { from, review_on: last_review_day(from).ok_or(DemoError::Calendar)? },
        motivation: motivation.map_err(|error| DemoError::Data("verhaal.json", error.to_string()))?,
    };
    let plan = LaidDown::Lot(Box::new(plan));
    let by = region.crew.member("beleid")?;
    teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| {
        laid_down::enter(conn, ctx, scope, &plan).map(drop)
    })
}
