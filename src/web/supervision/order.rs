//! The own aanbieders in the order of risk, with the reasons in words.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::signals;
use crate::domain::words::signals as words;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    points: u32,
    reasons: Vec<String>,
}

/// `GET /toezicht/volgorde`: looking is noted, once an hour.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] on the other side of the wall.
pub async fn page(call: Call) -> Answer {
    let (wall, ctx) = (signals::wall(&call.visitor)?, call.ctx());
    let placed = call
        .site
        .blocking(move |database| {
            database.look(
                &ctx,
                |_| Ok(signals::look_at_order(&wall)),
                |conn| signals::order(conn, &ctx, &wall),
            )
        })
        .await?;
    let row = |one: signals::Placed| Row {
        href: format!("/toezicht/{}", one.org),
        name: one.name,
        points: one.score.points,
        reasons: one.score.reasons.into_iter().map(|(reason, count)| words::reason(reason, count)).collect(),
    };
    call.page("supervision/order.html", &Page { rows: placed.into_iter().map(row).collect() })
}
