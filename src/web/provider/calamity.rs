//! Reporting a calamiteit or violence to toezicht, and the page that says that it was received.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::signals::{self, Calamity};
use crate::app::{Result as Done, public};
use crate::domain::ids::SignalId;
use crate::domain::supervision::Nature;
use crate::storage::DbConn;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::register::Names;
use crate::web::public::report::{Choice, natures};

const TEMPLATE: &str = "provider/calamiteit.html";

#[derive(Serialize)]
struct Page {
    admissions: Vec<Choice>,
    natures: Vec<Choice>,
    day: DateParts,
    form: FormView,
}

#[derive(Serialize)]
struct ReceiptPage {
    number: String,
    at: DateTime<Utc>,
    region: String,
    group: String,
    gemeente: String,
}

/// The names of a region by its place in addresses.
fn named(conn: &mut DbConn, slug: &str, now: DateTime<Utc>) -> Done<(String, Names)> {
    let region = public::region(conn, slug, now)?;
    Ok((region.name.clone(), Names::of(&region)))
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, now) = (call.visitor.org_scope()?, call.now);
    let admissions = call
        .read(move |conn| {
            let mut regions: BTreeMap<String, (String, Names)> = BTreeMap::new();
            let own = signals::own(conn, &scope)?;
            for one in &own {
                if !regions.contains_key(&one.slug) {
                    regions.insert(one.slug.clone(), named(conn, &one.slug, now)?);
                }
            }
            let mut choices = Vec::new();
            for one in own {
                let Some((region, names)) = regions.get(&one.slug) else { continue };
                let place = format!("{}, {}", names.group(&one.group), names.gemeente(&one.gemeente));
                // Who is admitted in one region knows which it is.
                let label = if regions.len() > 1 { format!("{place} ({region})") } else { place };
                choices.push(Choice { value: one.id, label });
            }
            Ok(choices)
        })
        .await?;
    let day = DateParts::shown(&form, "wanneer", None);
    Ok(Page { admissions, natures: natures(Nature::BY_PROVIDER), day, form })
}

/// `GET /aanbieder/toelatingen/calamiteit`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /aanbieder/toelatingen/calamiteit`: a text in which a client can be recognised is refused and kept nowhere.
///
/// # Errors
/// [`AppError::Refused`] where nobody would read it.
pub async fn send(call: Call) -> Answer {
    let (scope, url) = (call.visitor.org_scope()?, call.site.url.clone());
    let text = |name: &str| call.form.text(name).to_owned();
    let told = Calamity {
        admission: text("toelating"),
        nature: text("waarover"),
        location: text("waar"),
        on: DateParts::sent(&call.form, "wanneer").date(),
        text: call.form.raw("wat").to_owned(),
        done: call.form.raw("gedaan").to_owned(),
        name: text("naam"),
        contact: text("bereikbaar"),
    };
    let done = call
        .change(move |conn, ctx| {
            let id = signals::calamity(conn, ctx, (&scope, &url), &told)?;
            Ok(format!("/aanbieder/toelatingen/calamiteit/{id}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}

/// `GET /aanbieder/toelatingen/calamiteit/{id}`: that it was received, and nothing of what became of it.
///
/// # Errors
/// [`AppError::NotFound`] for what this organisation did not report.
pub async fn receipt(call: Call) -> Answer {
    let (scope, id, now): (_, SignalId, _) = (call.visitor.org_scope()?, call.id("id")?, call.now);
    let page = call
        .read(move |conn| {
            let found = signals::receipt(conn, &scope, &id)?;
            let (region, names) = named(conn, &found.slug, now)?;
            Ok(ReceiptPage {
                number: found.number,
                at: found.at,
                region,
                group: names.group(&found.group),
                gemeente: names.gemeente(&found.gemeente),
            })
        })
        .await?;
    call.page("provider/calamiteit-ontvangen.html", &page)
}
