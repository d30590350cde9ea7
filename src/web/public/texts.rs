//! Pages with text: help, privacy, accessibility, complaints, vulnerabilities; and the two files that robots look for.
//! May import: app::public, web.

use actix_web::HttpResponse;
use chrono::{SecondsFormat, TimeDelta};
use serde::Serialize;

use super::frame::Head;
use crate::app::public;
use crate::web::call::{Answer, Call};

/// Where complaints about a region go.
#[derive(Serialize)]
struct Page {
    regions: Vec<RegionDesk>,
}

#[derive(Serialize)]
struct RegionDesk {
    #[serde(flatten)]
    head: Head,
    gemeenten: Vec<GemeenteDesk>,
}

#[derive(Serialize)]
struct GemeenteDesk {
    name: String,
    address: String,
    mail: String,
}

async fn text(call: Call, template: &str) -> Answer {
    let now = call.now;
    let regions = call.read(move |conn| public::regions(conn, now)).await?;
    let desk = |region: &public::Region| RegionDesk {
        head: Head::of(region),
        gemeenten: region
            .gemeenten
            .iter()
            .map(|one| GemeenteDesk {
                name: one.name.clone(),
                address: one.address.clone(),
                mail: one.complaints_email.clone(),
            })
            .collect(),
    };
    call.page(template, &Page { regions: regions.iter().map(desk).collect() })
}

/// `GET /hulp`
///
/// # Errors
/// What the database says.
pub async fn help(call: Call) -> Answer {
    text(call, "public/help.html").await
}

/// `GET /over`
///
/// # Errors
/// What the database says.
pub async fn about(call: Call) -> Answer {
    text(call, "public/about.html").await
}

/// `GET /privacy`
///
/// # Errors
/// What the database says.
pub async fn privacy(call: Call) -> Answer {
    text(call, "public/privacy.html").await
}

/// `GET /toegankelijkheid`
///
/// # Errors
/// What the database says.
pub async fn accessibility(call: Call) -> Answer {
    text(call, "public/accessibility.html").await
}

/// `GET /klachten`
///
/// # Errors
/// What the database says.
pub async fn complaints(call: Call) -> Answer {
    text(call, "public/complaints.html").await
}

/// `GET /kwetsbaarheid-melden`
///
/// # Errors
/// What the database says.
pub async fn vulnerability(call: Call) -> Answer {
    text(call, "public/vulnerability.html").await
}

/// `GET /.well-known/security.txt` (RFC 9116)
///
/// # Errors
/// None.
pub async fn security(call: Call) -> Answer {
    let url = call.site.url.as_str();
    let expires = (call.now + TimeDelta::days(180)).to_rfc3339_opts(SecondsFormat::Secs, true);
    let lines = [
        format!("Contact: {url}/kwetsbaarheid-melden"),
        format!("Expires: {expires}"),
        "Preferred-Languages: nl, en".to_owned(),
        format!("Canonical: {url}/.well-known/security.txt"),
        format!("Policy: {url}/kwetsbaarheid-melden"),
    ];
    Ok(plain(&lines))
}

/// `GET /robots.txt`
///
/// # Errors
/// None.
pub async fn robots(_: Call) -> Answer {
    let closed = ["/aanbieder", "/beoordeling", "/toezicht", "/beheer", "/inloggen", "/kies"];
    let mut lines = vec!["User-agent: *".to_owned()];
    lines.extend(closed.iter().map(|path| format!("Disallow: {path}")));
    Ok(plain(&lines))
}

fn plain(lines: &[String]) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(lines.join("\n") + "\n")
}
