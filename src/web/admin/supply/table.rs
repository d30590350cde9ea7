//! The supply of every lot as a table for a spreadsheet, as the team measures it. The download is noted.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::asked::Asked;
use super::overview::serving;
use crate::app::DbConn;
use crate::app::supply::{self, Landscape, Lot, moment_of};
use crate::domain::ids::ProcedureId;
use crate::domain::policy_code::LotKey;
use crate::domain::supply::{Floor, When};
use crate::domain::terms::local_day;
use crate::domain::windows::LotState;
use crate::domain::words::supply as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::sheet;

/// `GET /beheer/dekking/csv/{procedure}?doelgroep=…`: its last columns say what is for that doelgroep.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region.
pub async fn file(call: Call) -> Answer {
    let (scope, procedure, ctx): (_, ProcedureId, _) =
        (call.visitor.region_scope()?, call.id("procedure")?, call.ctx());
    let asked = Asked::of(&call.query());
    let looked_back = asked.clone();
    let land = call
        .site
        .blocking(move |database| {
            database.write(|conn: &mut DbConn| {
                let starts_on = supply::starts_on(conn, &scope, &procedure)?;
                let land = match looked_back.day(starts_on, local_day(ctx.now)) {
                    None => supply::landscape(conn, &scope, &procedure, ctx.now)?,
                    Some(on) => supply::landscape_on(conn, &scope, &procedure, on, ctx.now)?,
                };
                supply::note_download(conn, &ctx, &scope, &procedure, land.lots.len())?;
                Ok(land)
            })
        })
        .await?;
    let bytes = table(&land, &asked, moment_of(land.on, call.now))
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"dekking-{}-{}.csv\"", land.scheme.code(), land.on);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

fn table(land: &Landscape, asked: &Asked, now: chrono::DateTime<chrono::Utc>) -> csv::Result<Vec<u8>> {
    let mut writer = sheet::writer(true);
    writer.write_record(words::SUPPLY_COLUMNS)?;
    for (key, lot) in &land.lots {
        let mut cells = row(land, key, lot, now).to_vec();
        cells.extend(of_target(land, lot, asked));
        writer.write_record(cells.iter().map(|cell| sheet::harmless(cell)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// The floor, and what is for the doelgroep that was asked; empty where none was.
fn of_target(land: &Landscape, lot: &Lot, asked: &Asked) -> [String; 6] {
    let scheme = &land.scheme;
    let floor = Floor::of(scheme.sufficient()).map(|floor| floor.least().to_string()).unwrap_or_default();
    let Some(code) = asked.target(scheme) else {
        return [floor, String::new(), String::new(), String::new(), String::new(), String::new()];
    };
    let found = serving(lot, code);
    [
        floor,
        code.to_string(),
        words::served(scheme, Some(code)),
        found.providers.to_string(),
        found.free.to_string(),
        found.waiting_days.map(|days| days.to_string()).unwrap_or_default(),
    ]
}

fn row(land: &Landscape, key: &LotKey, lot: &Lot, now: chrono::DateTime<chrono::Utc>) -> [String; 12] {
    let scheme = &land.scheme;
    let number = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let when = |when| match when {
        When::Quarter(quarter) => quarter.to_string(),
        When::Day(day) => day.to_string(),
    };
    let group = scheme.group(&key.group).map_or_else(String::new, |one| one.title.clone());
    let gemeente = scheme.gemeente(&key.gemeente).map_or_else(String::new, |one| one.name.clone());
    [
        key.gemeente.as_str().to_owned(),
        gemeente,
        key.group.to_string(),
        group,
        words::state(lot.states.at(now).unwrap_or(LotState::ToBeDetermined)).to_owned(),
        lot.supply.providers.to_string(),
        lot.supply.stale.to_string(),
        lot.supply.free().to_string(),
        number(lot.supply.clients),
        lot.counted.map(when).unwrap_or_default(),
        number(lot.supply.waiting_days()),
        words::sufficiency(lot.judged.sufficiency()).to_owned(),
    ]
}
