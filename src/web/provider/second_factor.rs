//! `/account/tweede-stap`: setting up a second factor, another telephone, turning it off.
//! May import: app, domain (to show), render, web.

use serde::Serialize;

use crate::app::Acting;
use crate::app::people::second_factor::{self, NewFactor};
use crate::domain::ids::SecondFactorId;
use crate::domain::words::dates::moment;
use crate::render::svg::Qr;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::second_step::{ground, knock};

const TEMPLATE: &str = "account/tweede-stap.html";
const HOME: &str = "/account/tweede-stap";
/// Under this name apps show the code.
const ISSUER: &str = "Openhuis";

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// Since when it is on; empty when it is off.
    since: String,
    codes_left: usize,
    codes_to_show: bool,
    /// Whether a role asks it.
    asked: bool,
    /// Whether nothing else can be done before.
    before_all: bool,
    /// The identifier of the secret on this page.
    request: String,
    /// The secret in groups of four.
    key: String,
    account: String,
    qr: Option<Qr>,
}

/// `GET /account/tweede-stap`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (ctx, policy) = (call.ctx(), call.site.second_factor);
    let (me, standing) = call
        .read(move |conn| {
            Ok((crate::app::people::me(conn, &ctx)?, second_factor::standing(conn, &ctx, policy)?))
        })
        .await?;
    let user = call.me().ok_or(AppError::NotFound)?;
    // With a mistake in the code the page shows the same secret again: the app has it by now.
    let id = request(call).unwrap_or_else(|| call.site.source.id(call.now));
    let secret = call.site.second_factors.secret(user, &id);
    Ok(Page {
        form,
        since: standing.since.map(moment).unwrap_or_default(),
        codes_left: standing.codes_left,
        codes_to_show: standing.codes_to_show,
        asked: standing.asked,
        before_all: matches!(call.visitor.acting, Acting::Halfway(_)),
        request: id.to_string(),
        key: secret.for_typing(),
        qr: Qr::of(&secret.address(ISSUER, &me.mail)),
        account: me.mail,
    })
}

/// The secret that the page showed.
fn request(call: &Call) -> Option<SecondFactorId> {
    SecondFactorId::parse(call.form.text("aanvraag")).ok()
}

/// `POST /account/tweede-stap`
///
/// # Errors
/// [`AppError::TooMany`] after too many wrong codes; what the database says.
pub async fn set_up(call: Call) -> Answer {
    let id = request(&call).ok_or(AppError::BadRequest)?;
    let (code, present) = (call.form.text("code").to_owned(), call.form.text("huidig").to_owned());
    let (ground, attempt) = (ground(&call), knock(&call).await?);
    let done = call
        .change(move |conn, ctx| {
            let new = NewFactor { id, code: &code, present: &present };
            second_factor::set_up(conn, ctx, &ground, &attempt, &new)?;
            Ok("/account/herstelcodes".to_owned())
        })
        .await;
    again(&call, done).await
}

/// What became of one of the forms of this page; or the page again with its mistakes.
pub(super) async fn again(call: &Call, done: Answer) -> Answer {
    call.or_again(done, TEMPLATE, async |form| look(call, form).await).await
}

/// `POST /account/tweede-stap/uitzetten`
///
/// # Errors
/// [`AppError::Refused`] when a role asks it; [`AppError::TooMany`] after too many wrong codes.
pub async fn turn_off(call: Call) -> Answer {
    let typed = call.form.text("uitzetten").to_owned();
    let (ground, attempt) = (ground(&call), knock(&call).await?);
    let done = call
        .change(move |conn, ctx| {
            second_factor::turn_off(conn, ctx, &ground, &attempt, &typed)?;
            Ok(HOME.to_owned())
        })
        .await;
    again(&call, done).await
}
