//! The report: the draft with a finding on each norm, and what is made of the texts of the aanbieder.
//! May import: app, domain (to show), web.

use super::{HOME, OnePage, show, version};
use crate::app::investigations::{self, Drafted, Found, Weighed};
use crate::app::signals;
use crate::domain::ids::InvestigationId;
use crate::web::call::{Answer, Call};
use crate::web::forms::FormView;

const TEMPLATE: &str = "supervision/report.html";

/// `GET /toezicht/onderzoeken/{id}/rapport`: looking is noted, once an hour.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] on the other side of the wall.
pub async fn page(call: Call) -> Answer {
    let page: OnePage = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /toezicht/onderzoeken/{id}/rapport`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] on the other side of the wall; [`crate::web::error::AppError::Refused`] in the words of the rule.
pub async fn draft(call: Call) -> Answer {
    let (wall, id): (_, InvestigationId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let form = &call.form;
    let of = |norm: &str| {
        let all = |name: &str| form.all(&format!("{name}.{norm}")).map(str::to_owned).collect();
        Found {
            norm: norm.to_owned(),
            outcome: form.text(&format!("uitkomst.{norm}")).to_owned(),
            text: form.raw(&format!("tekst.{norm}")).to_owned(),
            locations: all("locatie"),
            products: all("product"),
            gemeenten: all("gemeente"),
        }
    };
    let drafted =
        Drafted { findings: form.under("tekst.").map(|(norm, _)| of(norm)).collect(), seen: version(form)? };
    let done = call
        .change(move |conn, ctx| {
            investigations::draft(conn, ctx, &wall, &id, &drafted)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}

/// `POST /toezicht/onderzoeken/{id}/definitief`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] on the other side of the wall; [`crate::web::error::AppError::Refused`] while the aanbieder can still answer.
pub async fn finish(call: Call) -> Answer {
    let (wall, id): (_, InvestigationId) = (signals::wall(&call.visitor)?, call.id("id")?);
    let (portal, form) = (call.site.url.clone(), &call.form);
    let text = |norm: &str, why: &str| {
        (norm.to_owned(), why.to_owned(), form.text(&format!("wordt.{norm}")).to_owned())
    };
    let texts = form.under("afweging.").map(|(norm, why)| text(norm, why)).collect();
    let given = Weighed { texts, seen: version(form)? };
    let done = call
        .change(move |conn, ctx| {
            investigations::finish(conn, ctx, (&wall, &portal), &id, &given)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
