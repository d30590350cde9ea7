//! The headers that every answer carries, also a refusal.
//! May import: actix http.

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName, HeaderValue};

/// Nothing from elsewhere, nothing inline, nobody frames us.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/// Two years.
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// How long an answer without `Cache-Control` of its own may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Not at all: somebody's own page.
    Nowhere,
    /// By the visitor's browser, asking each time: a public page.
    Ask,
}

/// Add what is missing. `secure`: the portal is reached over https.
pub fn complete(response: &mut HttpResponse, secure: bool, keep: Keep) {
    let cache = match keep {
        Keep::Nowhere => "no-store",
        Keep::Ask => "private, no-cache",
    };
    let mut add = |name: HeaderName, value: &'static str| {
        if !response.headers().contains_key(&name) {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    };
    add(header::CONTENT_SECURITY_POLICY, CSP);
    // With no-referrer, browsers send "Origin: null" and our forms would refuse their own pages.
    add(header::REFERRER_POLICY, "same-origin");
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(header::X_FRAME_OPTIONS, "DENY");
    add(header::CACHE_CONTROL, cache);
    add(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    add(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    );
    if secure {
        add(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
}
