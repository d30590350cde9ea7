//! The lots of a region as a table for a spreadsheet: where one may apply, and how many aanbieders there are. Small numbers are not shown.
//! May import: app::public, domain, render, web.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::frame;
use super::lots::{self, Counts};
use super::region::figures;
use crate::app::public::{Procedure, Region};
use crate::domain::words::{public as words, supply};
use crate::render::svg::Level;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::sheet;

/// `GET /regio/{slug}/dekking.csv`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn file(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let counts = figures(&call, &region).await?.lots;
    let bytes = table(&region, &counts).map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"dekking-{}-{}.csv\"", region.slug, call.today());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

fn table(region: &Region, counts: &Counts) -> csv::Result<Vec<u8>> {
    let mut writer = sheet::writer(true);
    writer.write_record(words::COVERAGE_COLUMNS)?;
    for procedure in &region.procedures {
        for row in rows(region, procedure, counts) {
            writer.write_record(row.map(|cell| sheet::harmless(&cell)))?;
        }
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn rows(region: &Region, procedure: &Procedure, counts: &Counts) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for gemeente in lots::gemeenten(region, procedure) {
        for group in procedure.version.scheme.groups() {
            let cell = lots::lot_cell(procedure, counts, group.code.as_str(), &gemeente.code);
            let providers = match cell.level {
                Level::None => "0".to_owned(),
                Level::Few => words::FEWER_THAN_SHOWN.to_owned(),
                _ => cell.count.map(|count| count.to_string()).unwrap_or_default(),
            };
            rows.push([
                gemeente.code.clone(),
                gemeente.name.clone(),
                group.code.to_string(),
                group.title.clone(),
                supply::state(lots::state(procedure, group.code.as_str(), &gemeente.code)).to_owned(),
                providers,
            ]);
        }
    }
    rows
}
