//! Logging in and out.
//! May import: app, auth, web.

use std::net::IpAddr;

use serde::Serialize;

use super::second_step;
use crate::app::login::{self, Door, Entered, Knock};
use crate::app::{Acting, FieldError, access};
use crate::auth::passwords::PasswordError;
use crate::domain::access::StaffRole;
use crate::domain::ids::SessionId;
use crate::domain::words::login as words;
use crate::web::call::{Answer, Call, see_other};
use crate::web::cookies;
use crate::web::error::AppError;
use crate::web::forms::{FieldErrors, FormView};

const TEMPLATE: &str = "public/inloggen.html";
/// Nobody types more; hashing more only costs time.
const LONGEST: usize = 1_000;

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// Where to go afterwards, on this site.
    next: String,
}

/// `GET /inloggen`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn page(call: Call) -> Answer {
    if call.visitor.login.is_some() {
        return Ok(see_other(home(&call.visitor.acting)));
    }
    let next = own_path(call.query().text("next")).to_owned();
    call.form_page(TEMPLATE, &Page { form: FormView::default(), next })
}

/// `POST /inloggen`: an unknown account and a wrong password get the same answer after the same work.
///
/// # Errors
/// [`AppError::TooMany`] when the door is shut for a while; what the database says.
pub async fn enter(call: Call) -> Answer {
    let (mail, password) = (call.form.text("mail").to_owned(), call.form.raw("wachtwoord").to_owned());
    let mut mistakes = FieldErrors::default();
    if mail.is_empty() {
        mistakes.add("mail", words::MAIL_MISSING);
    }
    if password.is_empty() {
        mistakes.add("wachtwoord", words::PASSWORD_MISSING);
    }
    if !mistakes.is_empty() || mail.len() > LONGEST || password.len() > LONGEST {
        return again(&call, mistakes.into_vec());
    }
    let (ctx, bucket) = (call.ctx(), address_bucket(&call));
    let door = call
        .site
        .blocking(move |database| database.light(|conn| login::knock(conn, &ctx, &mail, &bucket)))
        .await?;
    let Door::Open(knock) = door else { return Err(AppError::TooMany { retry_after: 900 }) };
    if !fits(&call, password, &knock).await? {
        return again(&call, vec![FieldError::new("mail", words::WRONG)]);
    }
    match inside(&call, knock).await? {
        Entered::Unconfirmed => again(&call, vec![FieldError::new("mail", words::UNCONFIRMED)]),
        Entered::Disabled => again(&call, vec![FieldError::new("mail", words::DISABLED)]),
        Entered::Session(session) => welcome(&call, &session).await,
    }
}

async fn fits(call: &Call, password: String, knock: &Knock) -> Result<bool, AppError> {
    call.site.passwords.check(password, knock.hash()).await.map_err(|error| match error {
        PasswordError::Busy => AppError::Unavailable(error.to_string()),
        PasswordError::Broken => AppError::Internal(error.to_string()),
    })
}

async fn inside(call: &Call, knock: Knock) -> Result<Entered, AppError> {
    let ctx = call.ctx();
    let earlier = call.visitor.login.as_ref().map(|login| login.session.clone());
    call.site
        .blocking(move |database| database.write(|conn| login::enter(conn, &ctx, &knock, earlier.as_ref())))
        .await
}

async fn welcome(call: &Call, session: &SessionId) -> Answer {
    let token = call.site.sessions.sign(session, call.now);
    let token = token.ok_or_else(|| AppError::Internal("the session token was not signed".to_owned()))?;
    let (session, now, policy) = (session.clone(), call.now, call.site.second_factor);
    let visitor = call.read(move |conn| Ok(access::visitor(conn, &session, now, policy)?)).await?;
    let next = own_path(call.form.text("next"));
    let mut response = see_other(&onwards(&visitor.acting, next));
    response
        .add_cookie(&cookies::set_session(token))
        .map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(response)
}

/// Where somebody goes who just came in, or came in halfway.
pub(super) fn onwards(acting: &Acting, next: &str) -> String {
    let asking = |page: &str| match next {
        "" => page.to_owned(),
        next => format!("{page}?next={}", crate::web::forms::percent_encode(next)),
    };
    match (acting, next) {
        (Acting::Halfway(step), _) => asking(second_step::page_of(*step)),
        (Acting::Account | Acting::Nobody, _) => asking("/kies"),
        (acting, "") => home(acting).to_owned(),
        (_, next) => next.to_owned(),
    }
}

fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let next = own_path(call.form.text("next")).to_owned();
    call.refused_form(TEMPLATE, &Page { form: FormView::new(&call.form, mistakes), next })
}

/// `POST /uitloggen`
///
/// # Errors
/// What the database says.
pub async fn leave(call: Call) -> Answer {
    if let Some(login) = call.visitor.login.clone() {
        let ctx = call.ctx();
        call.site
            .blocking(move |database| {
                database.write(|conn| login::leave(conn, &ctx, &login.user, &login.session))
            })
            .await?;
    }
    let mut response = see_other("/inloggen");
    response.add_cookie(&cookies::end_session()).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(response)
}

/// The first page for who works for somebody.
pub(in crate::web) fn home(acting: &Acting) -> &'static str {
    match acting {
        Acting::Nobody => "/",
        Acting::Halfway(step) => second_step::page_of(*step),
        Acting::Account => "/kies",
        Acting::Organisation { .. } => "/aanbieder",
        Acting::Region { roles, .. } => match roles.first() {
            Some(StaffRole::Assessor | StaffRole::DecisionMaker | StaffRole::ContractManager) => {
                "/beoordeling"
            }
            Some(StaffRole::Supervisor) => "/toezicht",
            Some(StaffRole::PolicyEditor | StaffRole::RegionAdmin) => "/beheer",
            None => "/kies",
        },
    }
}

/// A path on this site; empty for anything that could lead away.
pub(super) fn own_path(next: &str) -> &str {
    let safe = next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if safe { next } else { "" }
}

/// Who shares the count of attempts: an IPv4 address, or an IPv6 network of 64 bits.
pub(in crate::web) fn address_bucket(call: &Call) -> String {
    let info = call.http.connection_info();
    let address =
        if call.site.behind_proxy { info.realip_remote_addr() } else { info.peer_addr() }.unwrap_or_default();
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(six)) => {
            let [a, b, c, d, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(four @ IpAddr::V4(_)) => four.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_leads_to_our_own_pages_only() {
        assert_eq!(own_path("/aanbieder/x?a=b"), "/aanbieder/x?a=b");
        for away in ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\nb", ""] {
            assert_eq!(own_path(away), "", "{away}");
        }
    }
}
