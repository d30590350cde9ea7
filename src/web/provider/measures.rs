//! `/aanbieder/maatregelen`: what a region intends or decided, on what basis, and what the aanbieder thinks of it.
//! May import: app, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::measures::{self, Own};
use crate::domain::ids::MeasureId;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::measure_view::{Row, Shown};

const HOME: &str = "/aanbieder/maatregelen";
const ONE: &str = "provider/maatregel.html";

#[derive(Serialize)]
struct ListPage {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct OnePage {
    shown: Shown,
    heard_until: Option<NaiveDate>,
    letters: Vec<Letter>,
    ended_why: String,
    form: FormView,
}

#[derive(Serialize)]
struct Letter {
    href: String,
    subject: String,
}

/// `GET /aanbieder/maatregelen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let lines = call.read(move |conn| measures::own_list(conn, &scope)).await?;
    let rows = lines.into_iter().map(|one| Row::of(one, HOME)).collect();
    call.page("provider/maatregelen.html", &ListPage { rows })
}

async fn show(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx, id): (_, _, MeasureId) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    let own: Own = call.read(move |conn| measures::own(conn, &ctx, &scope, &id)).await?;
    let letters = own.letters.into_iter();
    Ok(OnePage {
        letters: letters
            .map(|(id, subject)| Letter { href: format!("/aanbieder/brieven/{id}"), subject })
            .collect(),
        heard_until: own.heard_until,
        ended_why: own.ended_why.unwrap_or_default(),
        shown: Shown::of(own.seen, HOME),
        form,
    })
}

/// `GET /aanbieder/maatregelen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's, and until it was told.
pub async fn one(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /aanbieder/maatregelen/{id}/zienswijze`
///
/// # Errors
/// As [`one`]; [`AppError::Refused`] after the term.
pub async fn give_view(call: Call) -> Answer {
    let (scope, id): (_, MeasureId) = (call.visitor.org_scope()?, call.id("id")?);
    let text = call.form.raw("zienswijze").to_owned();
    let done = call
        .change(move |conn, ctx| {
            measures::give_view(conn, ctx, &scope, &id, &text)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}
