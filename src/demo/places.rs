//! Aanbieders state their free places, and the region closes a lot in which there is enough and proposes to close another.
//! May import: app, auth, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use super::DemoError;
use super::dice::Dice;
use super::region::Region;
use super::tale::Tale;
use super::teller::Teller;
use crate::app::supply::{self, Given, Own};
use crate::app::{access, laid_down};
use crate::auth::origin::PublicUrl;
use crate::domain::access::{Role, StaffRole};
use crate::domain::ids::{LaidDownId, OrgId};
use crate::domain::laid_down::LaidDown;
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::LotKey;
use crate::domain::supply::{LotChange, LotPlan, first_closing_day, last_review_day};
use crate::domain::windows::LotState;
use crate::storage::{calendar, supply as kept, types};

/// Waiting times that occur, in days.
const WAITING: [i32; 6] = [0, 7, 7, 14, 21, 42];
/// How long one waits where there is enough, in days.
const SOON: i32 = 7;
/// How many of a hundred aanbieders stated their places lately.
const STATED: usize = 85;

/// Let most aanbieders of a region state their places today; the `silent` say nothing.
///
/// # Errors
/// What the use cases refuse.
pub fn state(
    teller: &mut Teller<'_>,
    region: &Region,
    dice: &mut Dice,
    silent: &BTreeSet<&str>,
) -> Result<(), DemoError> {
    let admitted = teller.look(|conn| Ok(kept::of_procedure(conn, &region.scope, &region.procedure)?))?;
    let orgs: BTreeSet<String> = admitted.into_iter().map(|(row, _)| row.org_id).collect();
    for org in orgs {
        if !dice.percent(STATED) || silent.contains(org.as_str()) {
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
    enter(teller, region, tale, |_| true).map(drop)
}

/// Before the window opens, two people close the lot with the most aanbieders for which nobody of the story applies; the first productgroep
/// stays open everywhere. Then all places for one doelgroep fill up: who serves it brings added value.
///
/// # Errors
/// What the use cases refuse.
pub fn close(
    teller: &mut Teller<'_>,
    region: &Region,
    tale: &Tale,
    portal: &PublicUrl,
    applied: &BTreeSet<LotKey>,
) -> Result<(), DemoError> {
    let Some(lot) = largest(teller, region, applied)? else { return Ok(()) };
    restate(teller, region, &lot, |own| Some(own.free))?;
    let Some(proposal) = enter(teller, region, tale, |one| *one == lot)? else { return Ok(()) };
    let (by, scope) = (region.crew.member("beheer")?, &region.scope);
    teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| {
        laid_down::confirm(conn, ctx, scope, &proposal, portal)
    })?;
    let full = region.scheme.target_groups().last().map(|one| one.code.to_string());
    restate(teller, region, &lot, |own| (Some(&own.target) == full.as_ref()).then_some(0))
}

/// The lot with the most aanbieders but for these and for the first productgroep.
fn largest(
    teller: &Teller<'_>,
    region: &Region,
    applied: &BTreeSet<LotKey>,
) -> Result<Option<LotKey>, DemoError> {
    let now = teller.now();
    let land = teller.look(|conn| supply::landscape(conn, &region.scope, &region.procedure, now))?;
    let first = region.scheme.groups().first().map(|group| &group.code);
    let free = land.lots.into_iter().filter(|(key, _)| !applied.contains(key) && Some(&key.group) != first);
    Ok(free.max_by_key(|(_, lot)| lot.supply.providers).map(|(key, _)| key))
}

/// The aanbieders of a lot state their places there anew, those of which something is said.
fn restate(
    teller: &mut Teller<'_>,
    region: &Region,
    lot: &LotKey,
    free: impl Fn(&Own) -> Option<i32>,
) -> Result<(), DemoError> {
    let rows = teller.look(|conn| Ok(kept::of_procedure(conn, &region.scope, &region.procedure)?))?;
    let here = rows.into_iter().map(|(row, _)| row);
    let here =
        here.filter(|row| row.product_group == lot.group.as_str() && row.gemeente == lot.gemeente.as_str());
    let admissions: BTreeMap<String, String> = here.map(|row| (row.id, row.org_id)).collect();
    for (admission, org) in admissions {
        teller.system(|conn, ctx| {
            let org: OrgId = types::id("admissions", &org)?;
            let scope = access::for_system_org(org);
            let own = supply::own(conn, ctx, &scope)?.into_iter();
            let own = own.filter(|own| own.admission.as_str() == admission);
            let given = own.filter_map(|own| {
                let free = free(&own)?;
                Some(((own.admission, own.target), Given { free, waiting_days: SOON }))
            });
            supply::state(conn, ctx, &scope, &given.collect())
        })?;
    }
    Ok(())
}

/// Propose to close the first lot that suits, is open and has enough in it; the proposal, where there is such a lot.
fn enter(
    teller: &mut Teller<'_>,
    region: &Region,
    tale: &Tale,
    suits: impl Fn(&LotKey) -> bool,
) -> Result<Option<LaidDownId>, DemoError> {
    let (scope, procedure, now) = (&region.scope, &region.procedure, teller.now());
    let land = teller.look(|conn| supply::landscape(conn, scope, procedure, now))?;
    let enough = land.lots.iter().find(|(key, lot)| {
        suits(key) && lot.judged.is_enough() && lot.states.at(now) == Some(LotState::Open)
    });
    let Some((key, _)) = enough else { return Ok(None) };
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
    teller
        .person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| {
            laid_down::enter(conn, ctx, scope, &plan)
        })
        .map(Some)
}
