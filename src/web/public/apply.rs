//! "Aanmelden als aanbieder": the way from a public page into a window, whoever asks.
//! May import: app, domain, web.

use serde::Serialize;

use crate::app::{Acting, apply};
use crate::domain::access::ProviderRole;
use crate::domain::ids::WindowId;
use crate::web::call::{Answer, Call, see_other};
use crate::web::forms::percent_encode;

#[derive(Serialize)]
struct Page {
    window: String,
    title: String,
    procedure: String,
    region: String,
    slug: String,
    closes: String,
    open: bool,
    /// Who asks: `visitor`, `provider`, `reader` or `team`.
    who: &'static str,
    /// Where logging in leads to.
    next: String,
}

/// `GET /aanmelden/{window}`: who has begun goes on; who may begin does so; others hear what they need first.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for a window that is not published.
pub async fn page(call: Call) -> Answer {
    let id: WindowId = call.id("window")?;
    let (now, window, scope) = (call.now, id.clone(), call.visitor.org_scope().ok());
    let (origin, open, running) = call
        .read(move |conn| {
            let (origin, open) = apply::one_window(conn, &window, now)?;
            let own =
                scope.map(|scope| apply::open_windows(conn, &scope, now)).transpose()?.unwrap_or_default();
            Ok((origin, open, own.into_iter().find(|one| one.id == window).and_then(|one| one.running)))
        })
        .await?;
    if let Some(running) = running {
        return Ok(see_other(&format!("/aanbieder/aanmeldingen/{running}")));
    }
    let here = format!("/aanmelden/{id}");
    let who = match &call.visitor.acting {
        Acting::Nobody | Acting::Halfway(_) => "visitor",
        Acting::Account => return Ok(see_other(&format!("/kies?next={}", percent_encode(&here)))),
        Acting::Organisation { role: ProviderRole::Lezer, .. } => "reader",
        Acting::Organisation { .. } => "provider",
        Acting::Region { .. } => "team",
    };
    let page = Page {
        window: id.to_string(),
        title: origin.title,
        procedure: origin.procedure,
        region: origin.region,
        slug: origin.slug,
        closes: origin.closes.to_rfc3339(),
        open,
        who,
        next: percent_encode(&here),
    };
    call.page("public/aanmelden.html", &page)
}
