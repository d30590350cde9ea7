//! Reporting something about an aanbieder to toezicht, without an account.
//! May import: app, domain (to show), web.

use actix_web::HttpResponse;
use serde::Serialize;

use super::frame::{self, Head, Place};
use super::registration;
use crate::app::public::Region;
use crate::app::signals::{self, Report};
use crate::domain::code::Code as _;
use crate::domain::supervision::{Nature, Source};
use crate::domain::words::format::sentence;
use crate::domain::words::signals as words;
use crate::render::Chrome;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "public/region/report.html";

#[derive(Serialize)]
struct Page {
    region: Head,
    /// Whether anybody keeps toezicht here; without, nothing is taken.
    is_watched: bool,
    providers: Vec<Choice>,
    gemeenten: Vec<Choice>,
    who: Vec<Choice>,
    natures: Vec<Choice>,
    /// The aanbieder from whose page somebody comes.
    chosen: String,
    day: DateParts,
    form: FormView,
    /// The number of what was just reported; else empty.
    number: String,
}

/// Something to choose.
#[derive(Serialize)]
pub(in crate::web) struct Choice {
    pub(in crate::web) value: String,
    pub(in crate::web) label: String,
}

/// Kinds of thing to choose from.
pub(in crate::web) fn natures(from: &[Nature]) -> Vec<Choice> {
    let choice = |one: &Nature| Choice { value: one.code().to_owned(), label: sentence(words::nature(*one)) };
    from.iter().map(choice).collect()
}

async fn content(call: &Call, region: &Region, form: FormView) -> Result<Page, AppError> {
    let scope = region.scope.clone();
    let (is_watched, entries) = call
        .read(move |conn| Ok((signals::is_watched(conn, &scope)?, signals::choices(conn, &scope)?)))
        .await?;
    let query = call.query();
    let who = |one: &Source| Choice { value: one.code().to_owned(), label: sentence(words::source(*one)) };
    let number = query.text("nummer");
    let is_number = number.len() == 10
        && number.strip_prefix("M-").is_some_and(|rest| rest.bytes().all(|one| one.is_ascii_hexdigit()));
    Ok(Page {
        region: Head::of(region),
        is_watched,
        providers: entries.into_iter().map(|one| Choice { value: one.org, label: one.name }).collect(),
        gemeenten: region
            .gemeenten
            .iter()
            .map(|one| Choice { value: one.code.clone(), label: one.name.clone() })
            .collect(),
        who: [Source::Resident, Source::Consulent].iter().map(who).collect(),
        natures: natures(Nature::REPORTED),
        chosen: query.text("aanbieder").to_owned(),
        day: DateParts::shown(&form, "wanneer", None),
        form,
        number: if is_number { number.to_owned() } else { String::new() },
    })
}

/// `GET /regio/{slug}/melding`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let page = content(&call, &region, FormView::default()).await?;
    let chrome = frame::chrome(&call, &region, Place::Start);
    call.form_in(HttpResponse::Ok(), chrome, TEMPLATE, &page)
}

/// `POST /regio/{slug}/melding`: a text in which a client can be recognised is refused and kept nowhere.
///
/// # Errors
/// [`AppError::TooMany`]; [`AppError::Refused`] where nobody would read it.
pub async fn send(call: Call) -> Answer {
    registration::count(&call).await?;
    let region = frame::region(&call).await?;
    let text = |name: &str| call.form.text(name).to_owned();
    let report = Report {
        org: text("aanbieder"),
        who: text("wie"),
        nature: text("waarover"),
        gemeente: text("gemeente"),
        location: text("waar"),
        on: DateParts::sent(&call.form, "wanneer").date(),
        text: call.form.raw("wat").to_owned(),
        name: text("naam"),
        contact: text("bereikbaar"),
    };
    let (scope, url, slug) = (region.scope.clone(), call.site.url.clone(), region.slug.clone());
    let done = call
        .change(move |conn, ctx| {
            let id = signals::report(conn, ctx, (&scope, &url), &report)?;
            Ok(format!("/regio/{slug}/melding?nummer={}", signals::number(&id)))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = content(&call, &region, FormView::new(&call.form, mistakes)).await?;
            let chrome = Chrome { error: true, ..frame::chrome(&call, &region, Place::Start) };
            call.form_in(HttpResponse::UnprocessableEntity(), chrome, TEMPLATE, &page)
        }
        done => done,
    }
}
