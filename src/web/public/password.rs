//! A forgotten password.
//! May import: app, web.

use serde::Serialize;

use super::broken_link;
use super::registration::{Told, count, hash};
use crate::app::FieldError;
use crate::app::fields::identifier;
use crate::app::people::{password, register};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const FORGOT: &str = "public/wachtwoord-vergeten.html";
const RESET: &str = "public/wachtwoord-kiezen.html";

#[derive(Serialize)]
struct ForgotPage {
    form: FormView,
}

#[derive(Serialize)]
struct ResetPage {
    form: FormView,
    mail: String,
    token: String,
}

/// `GET /wachtwoord-vergeten`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn forgot_page(call: Call) -> Answer {
    call.form_page(FORGOT, &ForgotPage { form: FormView::default() })
}

/// `POST /wachtwoord-vergeten`: whether there is such an account, only its mailbox tells.
///
/// # Errors
/// [`AppError::TooMany`]; what the database says.
pub async fn forgot(call: Call) -> Answer {
    count(&call).await?;
    let mail = match identifier(call.form.text("mail")) {
        Ok(mail) => mail,
        Err(message) => {
            let form = FormView::new(&call.form, vec![FieldError::new("mail", message)]);
            return call.refused_form(FORGOT, &ForgotPage { form });
        }
    };
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        password::forgot(conn, ctx, &portal, &mail)?;
        Ok("/wachtwoord-vergeten/gedaan".to_owned())
    })
    .await
}

/// `GET /wachtwoord-vergeten/gedaan`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn forgot_done(call: Call) -> Answer {
    call.page("public/wachtwoord-gedaan.html", &Told {})
}

/// `GET /wachtwoord/{token}`
///
/// # Errors
/// What the database says.
pub async fn reset_page(call: Call) -> Answer {
    let token = call.param("token")?.to_owned();
    match mail_of(&call, &token).await {
        Ok(mail) => call.form_page(RESET, &ResetPage { form: FormView::default(), mail, token }),
        Err(AppError::NotFound) => broken_link(&call),
        Err(error) => Err(error),
    }
}

/// `POST /wachtwoord/{token}`
///
/// # Errors
/// What the database says.
pub async fn reset(call: Call) -> Answer {
    let token = call.param("token")?.to_owned();
    let mail = match mail_of(&call, &token).await {
        Ok(mail) => mail,
        Err(AppError::NotFound) => return broken_link(&call),
        Err(error) => return Err(error),
    };
    let chosen = call.form.raw("wachtwoord").to_owned();
    if let Err(message) = register::password(&chosen, &mail) {
        let form = FormView::new(&call.form, vec![FieldError::new("wachtwoord", message)]);
        return call.refused_form(RESET, &ResetPage { form, mail, token });
    }
    let (hash, portal) = (hash(&call, chosen).await?, call.site.url.clone());
    let done = call
        .change(move |conn, ctx| {
            password::reset(conn, ctx, &portal, &token, &hash)?;
            Ok("/wachtwoord-gewijzigd".to_owned())
        })
        .await;
    match done {
        Err(AppError::NotFound) => broken_link(&call),
        done => done,
    }
}

/// `GET /wachtwoord-gewijzigd`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn reset_done(call: Call) -> Answer {
    call.page("public/wachtwoord-gewijzigd.html", &Told {})
}

async fn mail_of(call: &Call, token: &str) -> Result<String, AppError> {
    let (ctx, token) = (call.ctx(), token.to_owned());
    call.read(move |conn| password::look(conn, &ctx, &token)).await
}
