//! The yearly plan of toezicht: whom it means to investigate, from a sample, the order of risk or its own choice, and how far that is.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{area_of, discipline_of};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::{clean, needed};
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::domain::ids::{Id, PlanEntryId, SampleId};
use crate::domain::supervision::investigation::State;
use crate::domain::supervision::{Discipline, Origin, Progress, Quarter, progress};
use crate::domain::terms::{self, local_day};
use crate::domain::words::year_plan as words;
use crate::storage::signals::WallScope;
use crate::storage::types::{self, AsText, instant, stored};
use crate::storage::views::supervision as view;
use crate::storage::year_plan::{self, DropRow, EntryRow, Kept};
use crate::storage::{DbConn, investigations, samples};

/// A line as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct NewEntry {
    /// For which toezicht; may be empty where somebody keeps one kind.
    pub discipline: String,
    /// The aanbieder.
    pub org: String,
    /// The year.
    pub year: String,
    /// From 1 to 4.
    pub quarter: String,
    /// Where the choice comes from.
    pub origin: String,
    /// Why, in words.
    pub why: String,
}

/// A line as it is read.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// Identifier.
    pub id: String,
    /// The aanbieder.
    pub org: String,
    /// Its name.
    pub name: String,
    /// When.
    pub quarter: Quarter,
    /// Where the choice comes from.
    pub origin: Origin,
    /// The sample, where it was drawn.
    pub sample: Option<String>,
    /// Why.
    pub why: String,
    /// Who added it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the year had begun by then.
    pub is_later: bool,
    /// Why it was taken out; empty where it was not.
    pub dropped: String,
    /// How far it is.
    pub progress: Progress,
}

/// The plan of a year, and whom it can be about.
#[derive(Debug, Clone)]
pub struct YearPlan {
    /// For which toezicht.
    pub discipline: Discipline,
    /// The year.
    pub year: i32,
    /// The lines, by quarter and then by name.
    pub entries: Vec<EntryView>,
    /// Every aanbieder that is watched: identifier and name.
    pub everybody: Vec<[String; 2]>,
}

/// The plan of a year: the lines about who is watched in the own gemeenten. Of what was about somebody who is no longer admitted there, the line stays.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall, and for a year that is none.
pub fn year_plan(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    (code, year): (&str, Option<i32>),
) -> Result<YearPlan> {
    let today = local_day(ctx.now);
    let discipline = discipline_of(wall, code).or_else(|| wall.watches.keys().next().copied());
    let discipline = discipline.ok_or(Error::NotFound)?;
    let year = year.unwrap_or_else(|| Quarter::of(today).year());
    let (from, until) = bounds(year)?;
    let area = area_of(wall, discipline)?;
    let everybody = view::everybody(conn, &area)?;
    let own: BTreeSet<&str> = everybody.iter().map(|one| one.org.as_str()).collect();
    let mut states: BTreeMap<String, Vec<State>> = BTreeMap::new();
    for (org, state) in investigations::visits(conn, wall, discipline, (stored(from), stored(until)))? {
        states.entry(org).or_default().push(state.0);
    }
    let everywhere = area.gemeenten.is_empty();
    let kept = year_plan::of_year(conn, wall, discipline, year)?.into_iter();
    let kept = kept.filter(|(row, ..)| everywhere || own.contains(row.org_id.as_str()));
    let entries = kept.map(|one| entry(one, &states, (from, today))).collect::<Result<_>>()?;
    let everybody = everybody.into_iter().map(|one| [one.org, one.name]).collect();
    Ok(YearPlan { discipline, year, entries, everybody })
}

fn bounds(year: i32) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    let begin = |year| {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).ok_or(Error::NotFound)?;
        terms::start_of_day(first).map_err(|_| Error::NotFound)
    };
    Quarter::new(year, 1).map_err(|_| Error::NotFound)?;
    Ok((begin(year)?, begin(year + 1)?))
}

fn entry(
    (row, name, by, dropped): Kept,
    states: &BTreeMap<String, Vec<State>>,
    (from, today): (DateTime<Utc>, NaiveDate),
) -> Result<EntryView> {
    let number = u32::try_from(row.quarter).map_err(Error::internal)?;
    let quarter = Quarter::new(row.year, number).map_err(Error::internal)?;
    let of_org = states.get(&row.org_id).map_or(&[][..], Vec::as_slice);
    let at = instant(row.added_at);
    Ok(EntryView {
        progress: progress(quarter, dropped.is_some(), of_org, today),
        id: row.id,
        org: row.org_id,
        name,
        quarter,
        origin: row.origin.0,
        sample: row.sample_id,
        why: row.why,
        by,
        at,
        is_later: at >= from,
        dropped: dropped.map(|one| one.why).unwrap_or_default(),
    })
}

/// Put an aanbieder in the plan.
///
/// # Errors
/// [`Error::Invalid`] with every mistake, also where a text points to a client; [`Error::NotFound`] for an aanbieder that is not watched.
pub fn add_to_plan(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope, new: &NewEntry) -> Result<Quarter> {
    let today = local_day(ctx.now);
    let mut mistakes = Vec::new();
    let quarter = read_quarter((&new.year, &new.quarter), today, &mut mistakes);
    let origin = Origin::from_code(&new.origin).filter(|one| *one != Origin::Sample);
    if origin.is_none() {
        mistakes.push(FieldError::new("waardoor", words::SAY_ORIGIN));
    }
    let why = needed("waarom", &new.why, words::SAY_WHY, &mut mistakes);
    clean("waarom", &new.why, today, &mut mistakes);
    let discipline = discipline_of(wall, &new.discipline);
    if discipline.is_none() {
        mistakes.push(FieldError::new("toezicht", crate::domain::words::signals::SAY_OWN_DISCIPLINE));
    }
    let org =
        Id::parse(&new.org).map_err(|_| mistakes.push(FieldError::new("aanbieder", words::SAY_ORG))).ok();
    let (Some(quarter), Some(origin), Some(why), Some(discipline), Some(org), true) =
        (quarter, origin, why, discipline, org, mistakes.is_empty())
    else {
        return Err(Error::Invalid(mistakes));
    };
    view::organisation(conn, &area_of(wall, discipline)?, &org)?;
    if planned(conn, wall, discipline, quarter.year())?.contains(org.as_str()) {
        return Err(Error::field("aanbieder", words::TWICE));
    }
    let about = (discipline, quarter, origin);
    insert(conn, ctx, wall, about, (org.as_str(), None, why.as_str()))?;
    Ok(quarter)
}

/// Put everybody that a sample drew in the plan, who is not in it yet; the quarter, and of which toezicht the sample is.
///
/// # Errors
/// [`Error::Invalid`] for a quarter that is none or is over; [`Error::NotFound`] for another's sample.
pub fn add_sample_to_plan(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    id: &SampleId,
    (year, quarter): (&str, &str),
) -> Result<(Quarter, Discipline)> {
    let mut mistakes = Vec::new();
    let quarter = read_quarter((year, quarter), local_day(ctx.now), &mut mistakes);
    let quarter = quarter.ok_or(Error::Invalid(mistakes))?;
    let (sample, _) = samples::find(conn, wall, id)?;
    let there = planned(conn, wall, sample.discipline.0, quarter.year())?;
    let about = (sample.discipline.0, quarter, Origin::Sample);
    let why = words::drawn(&sample.seed);
    for (place, _, _) in samples::places(conn, &sample)? {
        if place.chosen && !there.contains(&place.org_id) {
            insert(conn, ctx, wall, about, (&place.org_id, Some(id), &why))?;
        }
    }
    Ok((quarter, sample.discipline.0))
}

/// The year and the quarter of a form: of this year or one of the next two, and not over.
fn read_quarter(
    (year, quarter): (&str, &str),
    today: NaiveDate,
    mistakes: &mut Vec<FieldError>,
) -> Option<Quarter> {
    let this = Quarter::of(today);
    let year = year.trim().parse().ok().filter(|year| (this.year()..=this.year() + 2).contains(year));
    if year.is_none() {
        mistakes.push(FieldError::new("jaar", words::say_year(this.year())));
    }
    let number = quarter.trim().parse().ok();
    let found = number.and_then(|number| Quarter::new(year.unwrap_or_else(|| this.year()), number).ok());
    match found {
        None => mistakes.push(FieldError::new("kwartaal", words::SAY_QUARTER)),
        Some(found) if year.is_some() && found < this => {
            mistakes.push(FieldError::new("kwartaal", words::QUARTER_OVER));
            return None;
        }
        Some(_) => {}
    }
    found.filter(|_| year.is_some())
}

/// Who is in the plan of a year, and was not taken out.
fn planned(
    conn: &mut DbConn,
    wall: &WallScope,
    discipline: Discipline,
    year: i32,
) -> Result<BTreeSet<String>> {
    let kept = year_plan::of_year(conn, wall, discipline, year)?.into_iter();
    Ok(kept.filter(|(.., dropped)| dropped.is_none()).map(|(row, ..)| row.org_id).collect())
}

fn insert(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    (discipline, quarter, origin): (Discipline, Quarter, Origin),
    (org, sample, why): (&str, Option<&SampleId>, &str),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let id: PlanEntryId = ctx.id();
    let row = EntryRow {
        id: id.to_string(),
        region_id: wall.region.key().to_owned(),
        org_id: org.to_owned(),
        discipline: AsText(discipline),
        year: quarter.year(),
        quarter: i32::try_from(quarter.number()).map_err(Error::internal)?,
        origin: AsText(origin),
        sample_id: sample.map(ToString::to_string),
        why: why.to_owned(),
        added_by: by.to_string(),
        added_at: stored(ctx.now),
    };
    year_plan::insert(conn, &row)?;
    let year = u32::try_from(quarter.year()).map_err(Error::internal)?;
    let event = Event::PlanEntryAdded { subject: id, year, quarter: quarter.number() };
    Ok(ctx.record(conn, &Place::of_region(wall.region.region()), event)?)
}

/// Take a line out of the plan. It stays to be read, with the reason.
///
/// # Errors
/// [`Error::Invalid`] without a reason, and where the reason points to a client; [`Error::Refused`] for one that was taken out; [`Error::NotFound`] on
/// the other side of the wall.
pub fn drop_from_plan(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    id: &PlanEntryId,
    why: &str,
) -> Result<i32> {
    let row = year_plan::find(conn, wall, id)?;
    let area = area_of(wall, row.discipline.0)?;
    if !area.gemeenten.is_empty() {
        view::organisation(conn, &area, &types::id("year_plan_entries", &row.org_id)?)?;
    }
    let mut mistakes = Vec::new();
    let field = format!("waarom.{id}");
    let reason = needed(&field, why, words::SAY_WHY_NOT, &mut mistakes);
    clean(&field, why, local_day(ctx.now), &mut mistakes);
    let (Some(reason), true) = (reason, mistakes.is_empty()) else { return Err(Error::Invalid(mistakes)) };
    if year_plan::is_dropped(conn, &row)? {
        return Err(Error::refused(words::OUT_ALREADY));
    }
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let out = DropRow {
        entry_id: row.id,
        region_id: row.region_id,
        why: reason.as_str().to_owned(),
        dropped_by: by.to_string(),
        dropped_at: stored(ctx.now),
    };
    year_plan::insert_drop(conn, &out)?;
    let event = Event::PlanEntryDropped { subject: id.clone() };
    ctx.record(conn, &Place::of_region(wall.region.region()), event)?;
    Ok(row.year)
}
