//! The conversation of an aanbieder with the regions.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::Database;
use crate::app::review::{self, Inbox};
use crate::domain::ids::{ApplicationId, Id};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/aanbieder/berichten";
const TEMPLATE: &str = "provider/berichten.html";

#[derive(Serialize)]
struct Page {
    inbox: Inbox,
    form: FormView,
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let scope = call.visitor.org_scope()?;
    let inbox = call.read(move |conn| review::inbox(conn, &scope)).await?;
    Ok(Page { inbox, form })
}

/// `GET /aanbieder/berichten`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    let answer = call.page(TEMPLATE, &page)?;
    if !page.inbox.unread.is_empty() {
        let (scope, shown) = (call.visitor.org_scope()?, page.inbox.unread);
        let read = move |database: &Database| database.light(|conn| review::has_read(conn, &scope, &shown));
        call.site.blocking(read).await?;
    }
    Ok(answer)
}

/// `POST /aanbieder/berichten`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's application.
pub async fn send(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let id: ApplicationId = Id::parse(call.form.text("aanmelding")).map_err(|_| AppError::NotFound)?;
    let body = call.form.text("bericht").to_owned();
    let done = call
        .change(move |conn, ctx| {
            review::from_provider(conn, ctx, &scope, &id, &body)?;
            Ok(HOME.to_owned())
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
