//! Aanbieders as the team knows them: the list, and one page for each.
//! May import: app, storage::views, domain (to show), web.

use serde::Serialize;

use crate::app::DbConn;
use crate::app::review::show;
use crate::domain::ids::OrgId;
use crate::storage::views::providers;
use crate::web::call::{Answer, Call};
use crate::web::forms::percent_encode;

/// Lines per page.
const SIZE: usize = 50;

#[derive(Serialize)]
struct ListPage {
    q: String,
    providers: Vec<Line>,
    next: String,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    admitted: bool,
}

#[derive(Serialize)]
struct OnePage {
    provider: show::ProviderSeen,
}

/// `GET /beoordeling/aanbieders`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, now) = (call.visitor.region_scope()?, call.now);
    let query = call.query();
    let q = query.text("q").to_owned();
    // The id has a fixed form without underscore, so the key is what stands before the last one.
    let after = query.text("na").rsplit_once('_').map(|(key, id)| (key.to_owned(), id.to_owned()));
    let find = q.clone();
    let (found, more) = call
        .read(move |conn| {
            let after = after.as_ref().map(|(key, id)| (key.as_str(), id.as_str()));
            Ok(providers::page(conn, &scope, &find, after, now, SIZE)?)
        })
        .await?;
    let next = found.last().filter(|_| more).map(|last| {
        let after = percent_encode(&format!("{}_{}", last.key, last.id));
        format!("/beoordeling/aanbieders?q={}&na={after}", percent_encode(&q))
    });
    let lines = found.into_iter().map(|one| Line { id: one.id, name: one.name, admitted: one.admitted });
    let page = ListPage { q, providers: lines.collect(), next: next.unwrap_or_default() };
    call.page("review/aanbieders.html", &page)
}

/// `GET /beoordeling/aanbieders/{org}`: looking is noted.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for an organisation that the team does not know.
pub async fn one(call: Call) -> Answer {
    let (scope, ctx, org): (_, _, OrgId) = (call.visitor.region_scope()?, call.ctx(), call.id("org")?);
    let provider = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| show::look_at(conn, &ctx, &scope, &org);
            database.look(&ctx, look, |conn| show::provider(conn, &ctx, &scope, &org))
        })
        .await?;
    call.page("review/aanbieder.html", &OnePage { provider })
}
