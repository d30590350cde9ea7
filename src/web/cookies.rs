//! Our two cookies: the session, and a random value that binds forms of visitors without one.
//! May import: actix cookies.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// The session's signed token.
const SESSION: &str = "__Host-openhuis";
/// What a visitor's forms are bound to before login.
const VISITOR: &str = "__Host-openhuis-visitor";

fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    // `__Host-` asks for Secure, Path=/ and no Domain; browsers accept Secure over http on the machine itself.
    Cookie::build(name, value).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

/// The session token in a request.
#[must_use]
pub fn session(request: &HttpRequest) -> Option<String> {
    request.cookie(SESSION).map(|cookie| cookie.value().to_owned())
}

/// The visitor value in a request, if it is one that we could have made.
#[must_use]
pub fn visitor(request: &HttpRequest) -> Option<String> {
    let value = request.cookie(VISITOR)?.value().to_owned();
    (value.len() == 43 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
        .then_some(value)
}

/// Sets the session; it ends with the browser.
#[must_use]
pub fn set_session(token: String) -> Cookie<'static> {
    cookie(SESSION, token)
}

/// Takes the session away.
#[must_use]
pub fn end_session() -> Cookie<'static> {
    let mut gone = cookie(SESSION, String::new());
    gone.set_max_age(Duration::ZERO);
    gone
}

/// Sets the visitor value.
#[must_use]
pub fn set_visitor(value: String) -> Cookie<'static> {
    cookie(VISITOR, value)
}
