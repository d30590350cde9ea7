//! The visit, on a telephone or tablet: norm by norm what is noted.
//! May import: app, domain (to show), web.

use super::{HOME, OnePage, show};
use crate::app::investigations::{self, Noted};
use crate::app::signals;
use crate::domain::ids::InvestigationId;
use crate::web::call::{Answer, Call};
use crate::web::forms::FormView;

const TEMPLATE: &str = "supervision/visit.html";

/// `GET /toezicht/onderzoeken/{id}/bezoek`: looking is noted, once an hour.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] on the other side of the wall.
pub async fn page(call: Call) -> Answer {
    let page: OnePage = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /toezicht/onderzoeken/{id}/bezoek`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] on the other side of the wall; [`crate::web::error::AppError::Refused`] before and after the visit.
pub async fn note(call: Call) -> Answer {
    let (wall, id): (_, InvestigationId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let norm = call.form.text("norm").to_owned();
    let noted = Noted { text: call.form.raw(&format!("notitie.{norm}")).to_owned(), norm };
    let done = call
        .change(move |conn, ctx| {
            investigations::note(conn, ctx, &wall, &id, &noted)?;
            Ok(format!("{HOME}/{id}/bezoek#norm-{}", noted.norm))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
