//! `/beheer/vragen/{window}/publiceren`: the nota as everybody will read it, what publishing does, and doing it.
//! May import: app, domain, web.

use serde::Serialize;

use super::{HOME, Head, ItemView, look};
use crate::app::nota as app;
use crate::domain::ids::WindowId;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/vragen-publiceren.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    number: usize,
    intro: String,
    items: Vec<ItemView>,
    /// Questions that wait and do not stand in it.
    left: usize,
    /// What stands in it now, in one word.
    mark: String,
    /// Where it goes with a wijziging: a colleague publishes both there.
    amendment: String,
    /// Whether something may tell who asked.
    names: bool,
    form: FormView,
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (head, work) = look(call, call.id("window")?).await?;
    let draft = work.draft.ok_or(AppError::NotFound)?;
    Ok(Page {
        number: work.published.len() + 1,
        intro: draft.intro,
        names: work.items.iter().any(|one| !one.found.is_empty()),
        items: work.items.iter().map(ItemView::from).collect(),
        left: work.waiting.len(),
        mark: work.mark,
        amendment: draft.amendment_id.unwrap_or_default(),
        head,
        form,
    })
}

/// `GET /beheer/vragen/{window}/publiceren`
///
/// # Errors
/// [`AppError::NotFound`] for another region's, and when no nota is being worked at.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /beheer/vragen/{window}/publiceren`
///
/// # Errors
/// As [`page`]; [`AppError::Refused`] when it is not ready; [`AppError::Stale`] when it is not what was read.
pub async fn publish(call: Call) -> Answer {
    let (scope, id): (_, WindowId) = (call.visitor.region_scope()?, call.id("window")?);
    let (mark, looked) = (call.form.text("gezien").to_owned(), call.form.ticked("nagekeken"));
    let portal = call.site.url.clone();
    let done = call
        .change(move |conn, ctx| {
            app::publish(conn, ctx, &scope, &id, (&mark, looked), &portal)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
