//! Following a procedure by mail: ask, confirm, stop. A link only shows a page; a button does it, because mail scanners open links.
//! May import: app::follow, domain, web.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::public::Region;
use crate::app::{FieldError, follow};
use crate::domain::identifiers::EmailAddress;
use crate::domain::words::public as words;
use crate::render::Chrome;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

#[derive(Serialize)]
struct Page {
    region: Head,
    procedures: Vec<Choice>,
    form: FormView,
    /// `asked`, `confirmed` or `stopped` after a form; else empty.
    done: &'static str,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct ButtonPage {
    region: Head,
    action: String,
    /// `confirm` or `stop`.
    step: &'static str,
}

fn content(region: &Region, form: FormView, done: &'static str) -> Page {
    let choice =
        |one: &crate::app::public::Procedure| Choice { value: one.code.clone(), label: one.title.clone() };
    Page { region: Head::of(region), procedures: region.procedures.iter().map(choice).collect(), form, done }
}

/// `GET /regio/{slug}/volgen`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let done = match call.query().text("klaar") {
        "gevraagd" => "asked",
        "bevestigd" => "confirmed",
        "gestopt" => "stopped",
        _ => "",
    };
    let page = content(&region, FormView::default(), done);
    let chrome = frame::chrome(&call, &region, Place::Start);
    call.form_in(HttpResponse::Ok(), chrome, "public/region/follow.html", &page)
}

/// `POST /regio/{slug}/volgen`: the answer does not tell who follows already.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region or procedure; what the database says.
pub async fn ask(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let Ok(email) = EmailAddress::parse(call.form.text("mail")) else {
        let mistakes = vec![FieldError::new("mail", words::NOT_AN_ADDRESS)];
        let page = content(&region, FormView::new(&call.form, mistakes), "");
        let chrome = Chrome { error: true, ..frame::chrome(&call, &region, Place::Start) };
        return call.form_in(HttpResponse::UnprocessableEntity(), chrome, "public/region/follow.html", &page);
    };
    let code = call.form.text("procedure");
    let procedure = region.procedures.iter().find(|one| one.code == code).ok_or(AppError::NotFound)?;
    let (scope, id, url) = (region.scope.clone(), procedure.id.clone(), call.site.url.clone());
    let done = format!("/regio/{}/volgen?klaar=gevraagd", region.slug);
    call.change(move |conn, ctx| {
        follow::ask(conn, ctx, &scope, &id, &email, &url)?;
        Ok(done)
    })
    .await
}

async fn button(call: Call, step: &'static str) -> Answer {
    let region = frame::region(&call).await?;
    let page = ButtonPage { region: Head::of(&region), action: call.http.path().to_owned(), step };
    let chrome = frame::chrome(&call, &region, Place::Start);
    call.form_in(HttpResponse::Ok(), chrome, "public/region/follow_step.html", &page)
}

/// `GET /regio/{slug}/volgen/bevestigen/{token}`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn confirm_page(call: Call) -> Answer {
    button(call, "confirm").await
}

/// `POST /regio/{slug}/volgen/bevestigen/{token}`
///
/// # Errors
/// [`AppError::NotFound`] when the link is not ours or too old; what the database says.
pub async fn confirm(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let (scope, token) = (region.scope.clone(), call.param("token")?.to_owned());
    let done = format!("/regio/{}/volgen?klaar=bevestigd", region.slug);
    call.change(move |conn, ctx| {
        follow::confirm(conn, ctx, &scope, &token)?;
        Ok(done)
    })
    .await
}

/// `GET /regio/{slug}/volgen/stop/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn stop_page(call: Call) -> Answer {
    button(call, "stop").await
}

/// `POST /regio/{slug}/volgen/stop/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn stop(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let (scope, id) = (region.scope.clone(), call.param("id")?.to_owned());
    let done = format!("/regio/{}/volgen?klaar=gestopt", region.slug);
    call.change(move |conn, _| {
        follow::stop(conn, &scope, &id)?;
        Ok(done)
    })
    .await
}
