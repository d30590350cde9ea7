//! What toezicht tells an aanbieder of an investigation, and its wederhoor.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::investigations::{self, Answered, Seen};
use crate::app::{Result as Done, public};
use crate::domain::ids::InvestigationId;
use crate::storage::DbConn;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::register::Names;
use crate::web::supervision::investigations::SeenView;

const ONE: &str = "provider/toezicht-onderzoek.html";

#[derive(Serialize)]
struct ListPage {
    investigations: Vec<SeenView>,
}

#[derive(Serialize)]
struct OnePage {
    action: String,
    seen: SeenView,
    form: FormView,
    /// Whether the visitor may answer for its organisation.
    may_answer: bool,
}

fn shown(conn: &mut DbConn, seen: Seen, now: chrono::DateTime<chrono::Utc>) -> Done<SeenView> {
    let names = Names::of(&public::region(conn, &seen.slug, now)?);
    Ok(SeenView::of(seen, (&names, now)))
}

/// `GET /aanbieder/toezicht`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, now) = (call.visitor.org_scope()?, call.now);
    let investigations = call
        .read(move |conn| {
            let all = investigations::own_list(conn, &scope)?;
            all.into_iter().map(|seen| shown(conn, seen, now)).collect::<Done<Vec<_>>>()
        })
        .await?;
    call.page("provider/toezicht.html", &ListPage { investigations })
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, id, now): (_, InvestigationId, _) = (call.visitor.org_scope()?, call.id("id")?, call.now);
    let action = format!("/aanbieder/toezicht/{id}");
    let seen = call
        .read(move |conn| {
            let seen = investigations::own(conn, &scope, &id)?;
            shown(conn, seen, now)
        })
        .await?;
    Ok(OnePage { action, seen, form, may_answer: call.may("investigations.answer") })
}

/// `GET /aanbieder/toezicht/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's, and for what it does not know of.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /aanbieder/toezicht/{id}`
///
/// # Errors
/// [`AppError::Refused`] after the term, and a second time.
pub async fn answer(call: Call) -> Answer {
    let (scope, id): (_, InvestigationId) = (call.visitor.org_scope()?, call.id("id")?);
    let form = &call.form;
    let given = Answered {
        texts: form.under("reactie.").map(|(norm, text)| (norm.to_owned(), text.to_owned())).collect(),
        nothing: form.ticked("niets"),
        seen: form.text("version").parse().map_err(|_| AppError::BadRequest)?,
    };
    let done = call
        .change(move |conn, ctx| {
            investigations::answer(conn, ctx, &scope, &id, &given)?;
            Ok(format!("/aanbieder/toezicht/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| look(&call, form).await).await
}
