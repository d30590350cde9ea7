//! What a wijziging would do, as a table for a spreadsheet: every lot, with who drops out under their pseudonyms.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::effect::{LotView, trial};
use crate::app::DbConn;
use crate::app::amend::{self, Trial};
use crate::domain::rules::LotEffect;
use crate::domain::scheme::Scheme;
use crate::domain::words::amendment as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::sheet;

/// `GET …/effect/{run}/csv`: the download is noted.
///
/// # Errors
/// [`AppError::NotFound`] for another region's, or another wijziging's.
pub async fn file(call: Call) -> Answer {
    let Trial { opened, scheme, effect, seq, .. } = trial(&call).await?;
    let (ctx, scope, rows) = (call.ctx(), call.visitor.region_scope()?, effect.lots.len());
    let noted = move |conn: &mut DbConn| amend::note_download(conn, &ctx, &scope, &opened, rows);
    call.site.blocking(move |database| database.write(noted)).await?;
    let bytes = table(&scheme, &effect.lots).map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("attachment; filename=\"effect-{}-{}.csv\"", scheme.code(), seq);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

fn table(scheme: &Scheme, lots: &[LotEffect]) -> csv::Result<Vec<u8>> {
    let mut writer = sheet::writer(true);
    writer.write_record(words::EFFECT_COLUMNS)?;
    for one in lots {
        writer.write_record(row(scheme, one).map(|cell| sheet::harmless(&cell)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn row(scheme: &Scheme, one: &LotEffect) -> [String; 14] {
    let lot = LotView::of(scheme, one);
    let [yes, no] = words::YES_NO;
    let floor = match (lot.below, lot.was_below) {
        (true, true) => words::WAS_ALREADY,
        (true, false) => yes,
        (false, _) => no,
    };
    let person = |lost: &crate::domain::rules::Lost| {
        let codes: Vec<&str> = lost.because.iter().map(|code| code.as_str()).collect();
        format!("{}: {}", lost.id, codes.join(" "))
    };
    [
        lot.group,
        lot.gemeente,
        lot.code,
        lot.was.to_string(),
        lot.left.to_string(),
        lot.lost.to_string(),
        lot.gained.to_string(),
        lot.unknown.to_string(),
        lot.judge.to_string(),
        lot.clients.map_or_else(String::new, |clients| clients.to_string()),
        lot.places_lost.to_string(),
        lot.targets_lost.join(", "),
        floor.to_owned(),
        one.lost.iter().map(person).collect::<Vec<_>>().join(", "),
    ]
}
