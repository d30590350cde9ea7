//! `/toegangscode`: somebody uses the code from a letter, and manages the organisation from then on.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::registration::{count, hash};
use crate::app::FieldError;
use crate::app::claim_codes::{self, Attempt};
use crate::app::fields::{Mistakes, identifier};
use crate::app::people::register::{self, Person, PersonFields};
use crate::domain::words::accounts as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "public/toegangscode.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// Whether a person is asked too: not of who is logged in.
    person: bool,
}

/// `GET /toegangscode`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn page(call: Call) -> Answer {
    let person = call.visitor.login.is_none();
    call.form_page(TEMPLATE, &Page { form: FormView::default(), person })
}

/// What the form says.
struct Sent {
    attempt: Attempt,
    /// Who wants an account, with the password.
    person: Option<(Person, String)>,
}

fn sent(call: &Call) -> Result<Sent, AppError> {
    let mut mistakes = Mistakes::default();
    let text = |name: &str| call.form.text(name).to_owned();
    let kvk = mistakes.take("kvk", identifier(call.form.text("kvk")));
    let code = text("code");
    if code.is_empty() {
        mistakes.note("code", words::CODE_MISSING);
    }
    let asked = call.visitor.login.is_none();
    let password = call.form.raw("wachtwoord").to_owned();
    let fields = PersonFields { name: text("naam"), mail: text("mail"), password: password.clone() };
    let person = if asked { register::person(&fields, &mut mistakes) } else { None };
    if !call.form.ticked("digitaal") {
        mistakes.note("digitaal", words::ELECTRONIC_MISSING);
    }
    let may_sign = call.form.ticked("tekenbevoegde");
    let read = kvk.filter(|_| !asked || person.is_some());
    let kvk = mistakes.done(read)?;
    Ok(Sent { attempt: Attempt { kvk, code, may_sign }, person: person.map(|one| (one, password)) })
}

/// `POST /toegangscode`
///
/// # Errors
/// [`AppError::TooMany`]; what the database says.
pub async fn claim(call: Call) -> Answer {
    count(&call).await?;
    let Sent { attempt, person } = match sent(&call) {
        Ok(sent) => sent,
        Err(error) => return again(&call, error),
    };
    let (ctx, kvk) = (call.ctx(), attempt.kvk.clone());
    call.site.blocking(move |database| database.light(|conn| claim_codes::count(conn, &ctx, &kvk))).await?;
    let (codes, portal) = (call.site.claim_codes.clone(), call.site.url.clone());
    let done = match person {
        None => {
            call.change(move |conn, ctx| {
                claim_codes::claim(conn, ctx, &codes, &attempt)?;
                Ok("/kies".to_owned())
            })
            .await
        }
        Some((person, password)) => {
            let hash = hash(&call, password).await?;
            call.change(move |conn, ctx| {
                let person = (&person, hash.as_str());
                claim_codes::claim_and_register(conn, ctx, &portal, &codes, &attempt, person)?;
                Ok("/registreren/gedaan".to_owned())
            })
            .await
        }
    };
    match done {
        Err(AppError::NotFound) => {
            again(&call, AppError::Invalid(vec![FieldError::new("code", words::CODE_WRONG)]))
        }
        done => done,
    }
}

fn again(call: &Call, error: AppError) -> Answer {
    let AppError::Invalid(mistakes) = error else { return Err(error) };
    let person = call.visitor.login.is_none();
    call.refused_form(TEMPLATE, &Page { form: FormView::new(&call.form, mistakes), person })
}
