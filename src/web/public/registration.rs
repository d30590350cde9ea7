//! Registering an organisation, with an account for who does so.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::login::address_bucket;
use crate::app::FieldError;
use crate::app::fields::{Mistakes, identifier};
use crate::app::organisations::Fields as OrganisationFields;
use crate::app::people::register::{self, ClaimFields, PersonFields};
use crate::app::people::{self, confirm};
use crate::auth::passwords::PasswordError;
use crate::domain::code::Code as _;
use crate::domain::organisation::LegalForm;
use crate::domain::words::organisations::{self as words, legal_form};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const TEMPLATE: &str = "public/registreren.html";
const AGAIN: &str = "public/bevestiging-opnieuw.html";

/// One of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What is shown.
    pub label: &'static str,
}

#[derive(Serialize)]
struct Page {
    form: FormView,
    legal_forms: Vec<Choice>,
    /// Whether a person is asked too: not of who is logged in.
    person: bool,
}

#[derive(Serialize)]
struct AgainPage {
    form: FormView,
}

/// A page that only tells something.
#[derive(Serialize)]
pub struct Told {}

/// Every rechtsvorm, to choose from; first the one that is no answer.
#[must_use]
pub fn legal_forms() -> Vec<Choice> {
    let forms = LegalForm::ALL.iter().map(|form| Choice { value: form.code(), label: legal_form(*form) });
    std::iter::once(Choice { value: "", label: words::LEGAL_FORM_NONE }).chain(forms).collect()
}

/// What a form says about an organisation.
#[must_use]
pub fn organisation_fields(form: &Form) -> OrganisationFields {
    let text = |name: &str| form.text(name).to_owned();
    OrganisationFields {
        kvk: text("kvk"),
        name: text("organisatie"),
        legal_form: text("rechtsvorm"),
        rsin: text("rsin"),
        signing: text("tekenen"),
        street: text("straat"),
        postcode: text("postcode"),
        town: text("plaats"),
        email: text("organisatie_mail"),
        phone: text("telefoon"),
        website: text("website"),
        agb: text("agb"),
    }
}

/// `GET /registreren`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn page(call: Call) -> Answer {
    let person = call.visitor.login.is_none();
    call.form_page(TEMPLATE, &Page { form: FormView::default(), legal_forms: legal_forms(), person })
}

/// `POST /registreren`: whoever's mail address or KvK number was known already, the answer is the same.
///
/// # Errors
/// [`AppError::TooMany`]; what the database says.
pub async fn send(call: Call) -> Answer {
    count(&call).await?;
    let mut mistakes = Mistakes::default();
    let text = |name: &str| call.form.text(name).to_owned();
    let password = call.form.raw("wachtwoord").to_owned();
    let asked = call.visitor.login.is_none();
    let fields = PersonFields { name: text("naam"), mail: text("mail"), password: password.clone() };
    let person = if asked { register::person(&fields, &mut mistakes) } else { None };
    let fields = ClaimFields {
        profile: organisation_fields(&call.form),
        may_sign: call.form.ticked("tekenbevoegde"),
        electronic: call.form.ticked("digitaal"),
    };
    let claimed = register::claimed(&fields, &mut mistakes);
    let claimed = match mistakes.done(claimed) {
        Ok(claimed) => claimed,
        Err(error) => return again(&call, error.into()),
    };
    let Some(person) = person else {
        return call
            .change(move |conn, ctx| {
                register::register_another(conn, ctx, &claimed)?;
                Ok("/kies".to_owned())
            })
            .await;
    };
    let (hash, portal) = (hash(&call, password).await?, call.site.url.clone());
    call.change(move |conn, ctx| {
        register::register(conn, ctx, &portal, &person, &hash, &claimed)?;
        Ok("/registreren/gedaan".to_owned())
    })
    .await
}

fn again(call: &Call, error: AppError) -> Answer {
    let AppError::Invalid(mistakes) = error else { return Err(error) };
    let person = call.visitor.login.is_none();
    let form = FormView::new(&call.form, mistakes);
    call.refused_form(TEMPLATE, &Page { form, legal_forms: legal_forms(), person })
}

/// `GET /registreren/gedaan`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn done(call: Call) -> Answer {
    call.page("public/registreren-gedaan.html", &Told {})
}

/// `GET /bevestigen`: asks for the link again.
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn resend_page(call: Call) -> Answer {
    call.form_page(AGAIN, &AgainPage { form: FormView::default() })
}

/// `POST /bevestigen`
///
/// # Errors
/// [`AppError::TooMany`]; what the database says.
pub async fn resend(call: Call) -> Answer {
    count(&call).await?;
    let mail = match identifier(call.form.text("mail")) {
        Ok(mail) => mail,
        Err(message) => {
            let form = FormView::new(&call.form, vec![FieldError::new("mail", message)]);
            return call.refused_form(AGAIN, &AgainPage { form });
        }
    };
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        confirm::resend(conn, ctx, &portal, &mail)?;
        Ok("/registreren/gedaan".to_owned())
    })
    .await
}

/// Count a form of somebody we do not know, so that nobody makes us send mail without end.
///
/// # Errors
/// [`AppError::TooMany`].
pub(in crate::web) async fn count(call: &Call) -> Result<(), AppError> {
    let (ctx, address) = (call.ctx(), address_bucket(call));
    call.site.blocking(move |database| database.light(|conn| people::count_form(conn, &ctx, &address))).await
}

/// Hash a chosen password.
///
/// # Errors
/// [`AppError::Unavailable`] when too many wait.
pub(in crate::web) async fn hash(call: &Call, password: String) -> Result<String, AppError> {
    call.site.passwords.hash(password, call.site.source.bytes()).await.map_err(|error| match error {
        PasswordError::Busy => AppError::Unavailable(error.to_string()),
        PasswordError::Broken => AppError::Internal(error.to_string()),
    })
}
