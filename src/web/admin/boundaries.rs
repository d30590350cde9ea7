//! `/beheer/gemeenten/grenzen`: the region brings in the boundaries of its gemeenten, sees the map, and takes it into use.
//! May import: app, domain, render, web.

use serde::Serialize;

use super::documents::slug;
use crate::app::boundaries::{self, Brought, Refused};
use crate::app::fields::line;
use crate::app::{FieldError, public};
use crate::domain::boundaries::Wrong;
use crate::domain::digest::Digest;
use crate::domain::ids::BoundariesId;
use crate::domain::words::boundaries as words;
use crate::domain::words::imports::too_large;
use crate::domain::words::vault::limit;
use crate::files::geojson::NoAreas;
use crate::render::svg::{Cell, Level, RegionMap};
use crate::web::call::{Answer, Call};
use crate::web::coverage;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beheer/gemeenten/grenzen";
const TEMPLATE: &str = "admin/grenzen.html";
/// The most bytes of a file.
const MOST: u64 = 8 * 1024 * 1024;
/// Nobody mends more mistakes than this before trying again.
const MOST_SHOWN: usize = 100;

#[derive(Serialize)]
struct Page {
    form: FormView,
    limit: String,
    source: &'static str,
    gemeenten: Vec<Named>,
    /// What the map is drawn with now.
    file_name: String,
    map: RegionMap,
    wrong: Vec<WrongView>,
    wrong_count: usize,
    /// `in-gebruik`, `weggegooid` or nothing.
    done: String,
}

#[derive(Serialize)]
struct Named {
    code: String,
    name: String,
}

#[derive(Serialize)]
struct WrongView {
    number: Option<u32>,
    what: String,
}

/// `GET /beheer/gemeenten/grenzen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default(), &[]).await?;
    call.page(TEMPLATE, &page)
}

/// The map of the region with nothing but its names.
fn plain(region: &public::Region, brought: Option<&Brought>) -> RegionMap {
    let cell = Cell { level: Level::Plain, count: None };
    let cells = region.gemeenten.iter().map(|one| (one, cell.clone()));
    coverage::map(("kaart", &region.name), brought, cells)
}

async fn look(call: &Call, form: FormView, wrong: &[Wrong]) -> Result<Page, AppError> {
    let (slug, scope, now) = (slug(call)?, call.visitor.region_scope()?, call.now);
    let (region, current) = call
        .read(move |conn| Ok((public::region(conn, &slug, now)?, boundaries::current(conn, &scope)?)))
        .await?;
    let view = |one: &Wrong| WrongView { number: one.number, what: words::flaw(&one.flaw) };
    Ok(Page {
        form,
        limit: limit(MOST),
        source: words::USUAL_SOURCE,
        map: plain(&region, current.as_ref()),
        gemeenten: region.gemeenten.into_iter().map(|one| Named { code: one.code, name: one.name }).collect(),
        file_name: current.map(|one| one.file_name).unwrap_or_default(),
        wrong: wrong.iter().take(MOST_SHOWN).map(view).collect(),
        wrong_count: wrong.len(),
        done: call.query().text("klaar").to_owned(),
    })
}

/// `POST /beheer/gemeenten/grenzen`: look at a file; the map stays as it is.
///
/// # Errors
/// What the database says.
pub async fn prepare(mut call: Call) -> Answer {
    let file = call.receive_whole(MOST).await?;
    let mut mistakes = Vec::new();
    let source = line(call.form.text("bron"), 200, words::SOURCE_MISSING);
    let source = source.map_err(|why| mistakes.push(FieldError::new("bron", why))).ok();
    let bytes = match file.as_ref().map(|file| file.bytes.as_ref()) {
        Some(Some(bytes)) if !bytes.is_empty() => Some(bytes.clone()),
        Some(None) => {
            mistakes.push(FieldError::new("bestand", too_large(&limit(MOST))));
            None
        }
        _ => {
            mistakes.push(FieldError::new("bestand", words::FILE_MISSING));
            None
        }
    };
    let (Some(file), Some(source), Some(bytes)) = (file, source, bytes) else {
        return again(&call, mistakes, &[]).await;
    };
    let (digest, find) = (Digest::of(&bytes), call.visitor.region_scope()?);
    let boundaries = match call.read(move |conn| boundaries::read(conn, &find, &bytes)).await? {
        Ok(boundaries) => boundaries,
        Err(why) => return refused(&call, why).await,
    };
    let brought = Brought { file_name: file.name, digest, source, boundaries };
    let scope = call.visitor.region_scope()?;
    call.change(move |conn, ctx| {
        let id = boundaries::prepare(conn, ctx, &scope, brought)?;
        Ok(format!("{HOME}/{id}"))
    })
    .await
}

async fn refused(call: &Call, why: Refused) -> Answer {
    let (told, wrong) = match why {
        Refused::NoAreas(NoAreas::NotJson { line }) => (words::no_json(line), Vec::new()),
        Refused::NoAreas(NoAreas::NotACollection) => (words::NO_COLLECTION.to_owned(), Vec::new()),
        Refused::Wrong(wrong) => (words::FILE_WRONG.to_owned(), wrong),
    };
    again(call, vec![FieldError::new("bestand", told)], &wrong).await
}

async fn again(call: &Call, mistakes: Vec<FieldError>, wrong: &[Wrong]) -> Answer {
    let page = look(call, FormView::new(&call.form, mistakes), wrong).await?;
    call.refused_form(TEMPLATE, &page)
}

#[derive(Serialize)]
struct OnePage {
    path: String,
    file_name: String,
    gemeenten: usize,
    points: usize,
    map: RegionMap,
}

/// `GET /beheer/gemeenten/grenzen/{id}`: the map as it would become.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when they were settled.
pub async fn one(call: Call) -> Answer {
    let (slug, scope, now, id): (_, _, _, BoundariesId) =
        (slug(&call)?, call.visitor.region_scope()?, call.now, call.id("id")?);
    let path = format!("{HOME}/{id}");
    let (region, brought) = call
        .read(move |conn| Ok((public::region(conn, &slug, now)?, boundaries::waiting(conn, &scope, &id)?)))
        .await?;
    let page = OnePage {
        path,
        gemeenten: brought.boundaries.gemeenten(),
        points: brought.boundaries.points(),
        map: plain(&region, Some(&brought)),
        file_name: brought.file_name,
    };
    call.page("admin/grenzen-nakijken.html", &page)
}

/// `POST /beheer/gemeenten/grenzen/{id}`: from now on the map is drawn with them.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when they were settled.
pub async fn take_over(call: Call) -> Answer {
    let (scope, id): (_, BoundariesId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        boundaries::take_over(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}?klaar=in-gebruik"))
    })
    .await
}

/// `POST /beheer/gemeenten/grenzen/{id}/weggooien`
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`] when they were settled.
pub async fn discard(call: Call) -> Answer {
    let (scope, id): (_, BoundariesId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        boundaries::discard(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}?klaar=weggegooid"))
    })
    .await
}
