//! Accepting an invitation to work for an organisation.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::broken_link;
use super::registration::{Told, hash};
use crate::app::fields::{Mistakes, line};
use crate::app::people::invitation::{self, Invited, NewAccount};
use crate::app::people::register;
use crate::domain::words::accounts as words;
use crate::domain::words::dates::long_date;
use crate::domain::words::roles::provider_role;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "public/uitnodiging.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    token: String,
    organisation: String,
    role: &'static str,
    until: Option<String>,
    mail: String,
    known: bool,
}

/// `GET /uitnodiging/{token}`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let token = call.param("token")?.to_owned();
    match look(&call, &token).await {
        Ok(invited) => call.form_page(TEMPLATE, &shown(FormView::default(), token, invited)),
        Err(AppError::NotFound) => broken_link(&call),
        Err(error) => Err(error),
    }
}

/// `POST /uitnodiging/{token}`
///
/// # Errors
/// What the database says.
pub async fn accept(call: Call) -> Answer {
    let token = call.param("token")?.to_owned();
    let invited = match look(&call, &token).await {
        Ok(invited) => invited,
        Err(AppError::NotFound) => return broken_link(&call),
        Err(error) => return Err(error),
    };
    let account = if invited.known {
        None
    } else {
        let mut mistakes = Mistakes::default();
        let name = mistakes.take("naam", line(call.form.text("naam"), 200, words::NAME_MISSING));
        let chosen = call.form.raw("wachtwoord").to_owned();
        let strong = mistakes.take("wachtwoord", register::password(&chosen, &invited.mail));
        match mistakes.done(name.filter(|_| strong.is_some())) {
            Ok(name) => Some(NewAccount { name, password_hash: hash(&call, chosen).await? }),
            Err(error) => match error.into() {
                AppError::Invalid(mistakes) => {
                    let form = FormView::new(&call.form, mistakes);
                    return call.refused_form(TEMPLATE, &shown(form, token, invited));
                }
                error => return Err(error),
            },
        }
    };
    let done = call
        .change(move |conn, ctx| {
            invitation::accept(conn, ctx, &token, account.as_ref())?;
            Ok("/uitnodiging-aangenomen".to_owned())
        })
        .await;
    match done {
        Err(AppError::NotFound) => broken_link(&call),
        done => done,
    }
}

/// `GET /uitnodiging-aangenomen`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn done(call: Call) -> Answer {
    call.page("public/uitnodiging-aangenomen.html", &Told {})
}

async fn look(call: &Call, token: &str) -> Result<Invited, AppError> {
    let (ctx, token) = (call.ctx(), token.to_owned());
    call.read(move |conn| invitation::look(conn, &ctx, &token)).await
}

fn shown(form: FormView, token: String, invited: Invited) -> Page {
    Page {
        form,
        token,
        organisation: invited.organisation,
        role: provider_role(invited.role),
        until: invited.until.map(long_date),
        mail: invited.mail,
        known: invited.known,
    }
}
