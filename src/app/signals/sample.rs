//! Random samples of the own aanbieders: drawn once, kept with everybody in them, and drawn again by whoever wants to.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{area_of, discipline_of};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::needed;
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::domain::ids::SampleId;
use crate::domain::supervision::{self, Discipline, Seed};
use crate::domain::words::signals as words;
use crate::storage::DbConn;
use crate::storage::samples::{self, PlaceRow, SampleRow};
use crate::storage::signals::WallScope;
use crate::storage::types::{AsText, instant, stored};
use crate::storage::views::supervision as view;

/// A draw as a form gives it.
#[derive(Debug, Clone)]
pub struct Draw {
    /// For which toezicht; may be empty where somebody keeps one kind.
    pub discipline: String,
    /// What makes it this one and no other.
    pub seed: String,
    /// Where that comes from.
    pub seed_from: String,
    /// How many.
    pub size: String,
}

/// A draw in the list.
#[derive(Debug, Clone, Serialize)]
pub struct SampleLine {
    /// Identifier.
    pub id: String,
    /// For which toezicht.
    pub discipline: &'static str,
    /// The seed.
    pub seed: String,
    /// Where it comes from.
    pub seed_from: String,
    /// How many were asked.
    pub size: i32,
    /// Who drew.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The gemeenten in which was drawn, CBS codes; none for the whole region.
    pub gemeenten: Vec<String>,
}

/// Somebody in a draw.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnView {
    /// From 1.
    pub place: i32,
    /// The number on which the draw rests.
    pub id: String,
    /// Name.
    pub name: String,
    /// KvK number.
    pub kvk: String,
    /// What the place rests on.
    pub digest: String,
    /// Whether it is in the sample.
    pub chosen: bool,
}

/// Draw, and keep it.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::NotFound`] on the other side of the wall.
pub fn draw(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope, draw: &Draw) -> Result<SampleId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let mut mistakes = Vec::new();
    let discipline = discipline_of(wall, &draw.discipline);
    if discipline.is_none() {
        mistakes.push(FieldError::new("toezicht", words::SAY_OWN_DISCIPLINE));
    }
    let everybody = match discipline {
        Some(discipline) => view::everybody(conn, &area_of(wall, discipline)?)?,
        None => Vec::new(),
    };
    let size = draw.size.trim().parse::<usize>().ok().filter(|size| (1..=everybody.len()).contains(size));
    if discipline.is_some() && size.is_none() {
        mistakes.push(FieldError::new("aantal", words::SAY_SIZE));
    }
    let seed = Seed::parse(&draw.seed)
        .map_err(|_| mistakes.push(FieldError::new("startgetal", words::SAY_SEED)))
        .ok();
    let from = needed("herkomst", &draw.seed_from, words::SAY_SEED_FROM, &mut mistakes);
    let (Some(discipline), Some(size), Some(seed), Some(from)) = (discipline, size, seed, from) else {
        return Err(Error::Invalid(mistakes));
    };
    let id: SampleId = ctx.id();
    let mut gemeenten = area_of(wall, discipline)?.gemeenten;
    gemeenten.sort();
    let row = SampleRow {
        id: id.to_string(),
        region_id: wall.region.key().to_owned(),
        discipline: AsText(discipline),
        gemeenten: gemeenten.join(" "),
        seed: seed.as_str().to_owned(),
        seed_from: from.as_str().to_owned(),
        size: i32::try_from(size).map_err(Error::internal)?,
        drawn_by: by.to_string(),
        drawn_at: stored(ctx.now),
    };
    let among = u32::try_from(everybody.len()).map_err(Error::internal)?;
    let drawn = supervision::draw(&seed, everybody.into_iter().map(|one| one.org), size);
    let place = |(place, one): (i32, supervision::Drawn)| PlaceRow {
        sample_id: row.id.clone(),
        org_id: one.id,
        region_id: row.region_id.clone(),
        place,
        digest: one.digest.hex(),
        chosen: one.chosen,
    };
    let places: Vec<PlaceRow> = (1..).zip(drawn).map(place).collect();
    samples::insert(conn, &row, &places)?;
    let size = u32::try_from(size).map_err(Error::internal)?;
    let event = Event::SampleDrawn { subject: id.clone(), size, among };
    ctx.record(conn, &Place::of_region(wall.region.region()), event)?;
    Ok(id)
}

fn line((row, by): (SampleRow, String)) -> SampleLine {
    SampleLine {
        discipline: row.discipline.0.code(),
        gemeenten: row.gemeenten.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        id: row.id,
        seed: row.seed,
        seed_from: row.seed_from,
        size: row.size,
        by,
        at: instant(row.drawn_at),
    }
}

/// Every draw that may be read, the last first, and how many aanbieders there are to draw from by discipline.
///
/// # Errors
/// What the database says.
pub fn samples(
    conn: &mut DbConn,
    wall: &WallScope,
) -> Result<(Vec<SampleLine>, BTreeMap<Discipline, usize>)> {
    let mut among = BTreeMap::new();
    for discipline in wall.watches.keys() {
        among.insert(*discipline, view::everybody(conn, &area_of(wall, *discipline)?)?.len());
    }
    Ok((samples::list(conn, wall)?.into_iter().map(line).collect(), among))
}

/// The look at a draw, for the log.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn look_at_sample(conn: &mut DbConn, wall: &WallScope, id: &SampleId) -> Result<(Place, Event)> {
    samples::find(conn, wall, id)?;
    Ok((Place::of_region(wall.region.region()), Event::SampleOpened { subject: id.clone() }))
}

/// A draw with everybody in it, in its order.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn sample(conn: &mut DbConn, wall: &WallScope, id: &SampleId) -> Result<(SampleLine, Vec<DrawnView>)> {
    let (row, by) = samples::find(conn, wall, id)?;
    let places = samples::places(conn, &row)?;
    let drawn = |(row, name, kvk): (PlaceRow, String, String)| DrawnView {
        place: row.place,
        id: row.org_id,
        name,
        kvk,
        digest: row.digest,
        chosen: row.chosen,
    };
    Ok((line((row, by)), places.into_iter().map(drawn).collect()))
}

/// The same, to hand out as a table. Each time is a leaf.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall.
pub fn csv(
    conn: &mut DbConn,
    ctx: &Ctx,
    wall: &WallScope,
    id: &SampleId,
) -> Result<(SampleLine, Vec<DrawnView>)> {
    let found = sample(conn, wall, id)?;
    let event = Event::SampleTakenOut { subject: id.clone() };
    ctx.record(conn, &Place::of_region(wall.region.region()), event)?;
    Ok(found)
}
