//! From a request to its handler: who is it, may they, what did they send.
//! May import: app, auth, web.

use std::cell::OnceCell;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, HttpResponse};
use chrono::TimeDelta;
use futures_util::StreamExt as _;

use super::call::Call;
use super::error::AppError;
use super::forms::{CSRF, Form};
use super::guard::{self, Refusal};
use super::public::second_step;
use super::route::{Action, Method, Route, Who};
use super::site::Site;
use super::{answer, attempts, cookies};
use crate::app::{Acting, Ctx, Visitor, access, changes, login};
use crate::auth::csrf::Holder;
use crate::domain::access::{Actor, Via};

/// The most bytes of a form without files: the largest matrix of lots fits many times.
const FORM_LIMIT: usize = 2 * 1024 * 1024;
/// How long an identifier in an address is.
const ID_LENGTH: usize = 36;
/// A session's last use is noted at most this often.
const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);

/// Answer a request for `route`.
pub async fn handle(
    route: &'static Route,
    site: Arc<Site>,
    http: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    let timer = site.metrics.start(route.name);
    let (visitor, sent, result) = match identify(route, &site, &http).await {
        Ok(visitor) => match admit(route, &site, &http, visitor.clone(), payload).await {
            Ok(call) => {
                let sent = attempts::of(&call);
                (visitor, sent, (route.handler)(call).await)
            }
            Err(error) => (visitor, None, Err(error)),
        },
        Err(error) => {
            (Visitor::anonymous(), attempts::unseen(route, &site, &http, payload).await, Err(error))
        }
    };
    if let (Some(sent), Err(error)) = (sent, &result) {
        attempts::keep(sent, &site, error).await;
    }
    let result = match result {
        Err(AppError::Stale) => Err(what_happened(&site, &http, visitor.clone()).await),
        result => result,
    };
    let response = answer::finish(&site, &http, &visitor, Some(route), result);
    timer.stop(response.status());
    response
}

/// The page was old: say in what role and when it was changed, where the log knows.
async fn what_happened(site: &Site, http: &HttpRequest, visitor: Visitor) -> AppError {
    let ids = http.match_info().iter().map(|(_, value)| value.to_owned());
    let ids: Vec<String> = ids.filter(|value| value.len() == ID_LENGTH).collect();
    let told = site.blocking(move |database| database.read(|conn| changes::told(conn, &visitor, ids))).await;
    match told {
        Ok(told) if !told.is_empty() => AppError::Changed(told),
        Ok(_) | Err(_) => AppError::Stale,
    }
}

/// Answer a request that no route fits.
pub async fn lost(site: Arc<Site>, http: HttpRequest, error: AppError) -> HttpResponse {
    let visitor = look_up(&site, &http).await.unwrap_or_else(|_| Visitor::anonymous());
    answer::finish(&site, &http, &visitor, None, Err(error))
}

async fn identify(route: &Route, site: &Site, http: &HttpRequest) -> Result<Visitor, AppError> {
    if route.who == Who::Unseen { Ok(Visitor::anonymous()) } else { look_up(site, http).await }
}

/// The visitor of the session cookie; notes its use at most once a minute.
async fn look_up(site: &Site, http: &HttpRequest) -> Result<Visitor, AppError> {
    let now = site.clock.now();
    let Some(session) = cookies::session(http).and_then(|token| site.sessions.read(&token, now)) else {
        return Ok(Visitor::anonymous());
    };
    let key = session.clone();
    let policy = site.second_factor;
    let visitor = site.read_few(move |conn| Ok(access::visitor(conn, &key, now, policy)?)).await?;
    if visitor.login.as_ref().is_some_and(|login| now - login.last_seen >= TOUCH_AFTER) {
        let ctx = Ctx::new(now, Actor::system(Via::Web), site.source.clone());
        let noted =
            site.blocking(move |database| database.light(|conn| login::touch(conn, &ctx, &session))).await;
        // With a full disk pages still show; only the idle time is then counted from earlier.
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
    Ok(visitor)
}

async fn admit(
    route: &'static Route,
    site: &Arc<Site>,
    http: &HttpRequest,
    visitor: Visitor,
    mut payload: Payload,
) -> Result<Call, AppError> {
    // Half a login is no login: what is everybody's is used as anybody does.
    let as_anybody = route.who == Who::Everyone && matches!(visitor.acting, Acting::Halfway(_));
    let visitor = if as_anybody { Visitor::anonymous() } else { visitor };
    let next = || http.uri().path_and_query().map_or_else(String::new, ToString::to_string);
    let role = guard::admit(route, &visitor).map_err(|refusal| match refusal {
        // After a form there is nothing to come back to: a GET of its address may not exist.
        Refusal::Login if route.method == Method::Post => AppError::LoginNeeded { next: String::new() },
        Refusal::Login => AppError::LoginNeeded { next: next() },
        Refusal::GoOn(step) => {
            let next = if route.method == Method::Post { String::new() } else { next() };
            AppError::NotYetInside { page: second_step::page_of(step), next }
        }
        Refusal::Choose => AppError::ChoiceNeeded { next: next() },
        Refusal::Forbidden => AppError::Forbidden,
        Refusal::Unknown => AppError::NotFound,
    })?;
    if route.method == Method::Post {
        own_page(site, http)?;
    }
    let mut form = Form::default();
    if matches!(route.action, Action::Change | Action::Submit) {
        expect_type(http, "application/x-www-form-urlencoded")?;
        form = Form::parse(&body(&mut payload).await?).ok_or(AppError::BadRequest)?;
        own_form(site, http, &visitor, form.text(CSRF))?;
    }
    let now = site.clock.now();
    let (site, http) = (Arc::clone(site), http.clone());
    let region = OnceCell::new();
    Ok(Call { site, visitor, role, now, form, route, http, payload, region })
}

/// Whether the form token is this visitor's.
///
/// # Errors
/// [`AppError::ForeignForm`] when it is not.
pub fn own_form(site: &Site, http: &HttpRequest, visitor: &Visitor, token: &str) -> Result<(), AppError> {
    let anonymous = cookies::visitor(http);
    let holder = match (&visitor.login, &anonymous) {
        (Some(login), _) => Holder::Session(login.session.as_str()),
        (None, Some(value)) => Holder::Visitor(value),
        (None, None) => return Err(AppError::ForeignForm),
    };
    if site.forms.holds(holder, token) { Ok(()) } else { Err(AppError::ForeignForm) }
}

fn own_page(site: &Site, http: &HttpRequest) -> Result<(), AppError> {
    let text = |name: HeaderName| http.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    let own = site.url.is_own(text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN));
    if own { Ok(()) } else { Err(AppError::ForeignForm) }
}

fn expect_type(http: &HttpRequest, wanted: &str) -> Result<(), AppError> {
    let sent =
        http.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let sent = sent.split(';').next().unwrap_or_default().trim();
    if sent.eq_ignore_ascii_case(wanted) { Ok(()) } else { Err(AppError::BadRequest) }
}

pub(super) async fn body(payload: &mut Payload) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| AppError::BadRequest)?;
        if bytes.len() + chunk.len() > FORM_LIMIT {
            return Err(AppError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
