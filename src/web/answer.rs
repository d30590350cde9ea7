//! The last step of every request: refusals become pages or problem+json, and every answer gets its headers.
//! May import: render, web.

use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use chrono_tz::Europe::Amsterdam;
use serde::Serialize;

use super::call::{Answer, html, see_other};
use super::error::AppError;
use super::forms::percent_encode;
use super::headers::{self, Keep};
use super::route::{Route, Who};
use super::site::Site;
use crate::app::Visitor;
use crate::render::Chrome;

/// Complete the answer to a request.
pub fn finish(
    site: &Site,
    http: &HttpRequest,
    visitor: &Visitor,
    route: Option<&Route>,
    result: Answer,
) -> HttpResponse<BoxBody> {
    let mut response = result.unwrap_or_else(|error| refusal(site, http, visitor, &error));
    let public = visitor.login.is_none()
        && route.is_some_and(|route| matches!(route.who, Who::Everyone | Who::Unseen));
    let keep = if public { Keep::Ask } else { Keep::Nowhere };
    headers::complete(&mut response, site.url.is_secure(), keep);
    response
}

#[derive(Serialize)]
struct ErrorPage<'a> {
    /// The number under which our log knows it; empty where nothing is logged.
    reference: &'a str,
    /// What the rule says that refuses; empty otherwise.
    detail: &'a str,
}

fn refusal(site: &Site, http: &HttpRequest, visitor: &Visitor, error: &AppError) -> HttpResponse {
    let log_id =
        error.status().is_server_error().then(|| site.source.id::<AppError>(site.clock.now()).to_string());
    if let Some(id) = &log_id {
        // Once, here, with the number that the visitor sees; the path may hold identifiers, never personal data.
        tracing::error!(%error, id, path = http.path(), "a request failed");
    }
    let problem = error.problem(log_id.as_deref());
    let wants_page = wants_page(http);
    match error {
        AppError::LoginNeeded { next } if wants_page => return detour("/inloggen", next),
        AppError::NotYetInside { page, next } if wants_page => return detour(page, next),
        AppError::ChoiceNeeded { next } if wants_page => return detour("/kies", next),
        _ => {}
    }
    let mut builder = HttpResponse::build(error.status());
    if let Some(seconds) = error.retry_after() {
        builder.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if matches!(error, AppError::Method) {
        builder.insert_header((header::ALLOW, "GET, HEAD, POST"));
    }
    if wants_page {
        let mut chrome = Chrome::anonymous(site.clock.now().with_timezone(&Amsterdam).date_naive());
        super::call::mark_user(&mut chrome, site, visitor);
        let content = ErrorPage { reference: log_id.as_deref().unwrap_or_default(), detail: &problem.detail };
        match html(HttpResponse::build(error.status()), error.template(), &chrome, &content) {
            Ok(mut page) => {
                for (name, value) in builder.finish().headers() {
                    page.headers_mut().insert(name.clone(), value.clone());
                }
                return page;
            }
            Err(error) => tracing::error!(%error, "the page of a refusal cannot be shown"),
        }
    }
    builder.content_type("application/problem+json").json(problem)
}

fn detour(to: &str, next: &str) -> HttpResponse {
    if next.is_empty() { see_other(to) } else { see_other(&format!("{to}?next={}", percent_encode(next))) }
}

/// People get pages; programs that do not ask for HTML, and the JSON interface, get problem+json.
fn wants_page(http: &HttpRequest) -> bool {
    let accept = http.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !http.path().starts_with("/api/") && accept.contains("text/html")
}
