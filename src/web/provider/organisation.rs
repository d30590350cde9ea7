//! The profile of the organisation: what it says about itself, and whether the team compared that with the register.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::FieldError;
use crate::app::organisations::{self, Fields};
use crate::domain::access::Role;
use crate::domain::code::Code as _;
use crate::domain::organisation::claim::State;
use crate::domain::organisation::{LegalForm, Signing};
use crate::domain::words::organisations as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};
use crate::web::public::registration::{Choice, legal_forms, organisation_fields};

const EDIT: &str = "provider/organisatie-wijzigen.html";

#[derive(Serialize)]
struct Page {
    state: &'static str,
    reason: String,
    may_change: bool,
    profile: Shown,
}

/// What an organisation says about itself, in words.
#[derive(Serialize)]
pub struct Shown {
    kvk: String,
    name: String,
    legal_form: &'static str,
    rsin: String,
    signing: &'static str,
    address: String,
    email: String,
    phone: String,
    website: String,
    agb: String,
}

impl Shown {
    /// The same in words.
    #[must_use]
    pub fn new(fields: Fields) -> Self {
        Self {
            legal_form: LegalForm::from_code(&fields.legal_form).map_or("", words::legal_form),
            signing: Signing::from_code(&fields.signing).map_or("", words::signing),
            address: format!("{}, {} {}", fields.street, fields.postcode, fields.town),
            kvk: fields.kvk,
            name: fields.name,
            rsin: fields.rsin,
            email: fields.email,
            phone: fields.phone,
            website: fields.website,
            agb: fields.agb,
        }
    }
}

#[derive(Serialize)]
struct EditPage {
    form: FormView,
    legal_forms: Vec<Choice>,
    version: i64,
    verified: bool,
}

/// `GET /aanbieder/organisatie`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let row = call.read(move |conn| organisations::show(conn, &scope)).await?;
    let manages = matches!(call.role, Role::Provider(role) if role.manages());
    let page = Page {
        state: row.state.0.code(),
        may_change: manages && row.state.0 != State::Rejected,
        profile: Shown::new(Fields::from(&row)),
        reason: row.state_reason,
    };
    call.page("provider/organisatie.html", &page)
}

/// `GET /aanbieder/organisatie/wijzigen`
///
/// # Errors
/// What the database says.
pub async fn edit(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let row = call.read(move |conn| organisations::show(conn, &scope)).await?;
    let form = FormView::new(&as_form(Fields::from(&row)), Vec::new());
    let verified = row.state.0 == State::Verified;
    call.page(EDIT, &EditPage { form, legal_forms: legal_forms(), version: row.version, verified })
}

fn as_form(fields: Fields) -> Form {
    let pairs = [
        ("kvk", fields.kvk),
        ("organisatie", fields.name),
        ("rechtsvorm", fields.legal_form),
        ("rsin", fields.rsin),
        ("tekenen", fields.signing),
        ("straat", fields.street),
        ("postcode", fields.postcode),
        ("plaats", fields.town),
        ("organisatie_mail", fields.email),
        ("telefoon", fields.phone),
        ("website", fields.website),
        ("agb", fields.agb),
    ];
    Form::of(pairs.map(|(name, value)| (name.to_owned(), value)))
}

/// `POST /aanbieder/organisatie/wijzigen`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed it meanwhile; [`AppError::Refused`] for what the team compared.
pub async fn change(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let seen: i64 = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let (verified, old) = {
        let scope = scope.clone();
        let row = call.read(move |conn| organisations::show(conn, &scope)).await?;
        (row.state.0 == State::Verified, Fields::from(&row))
    };
    let mut fields = organisation_fields(&call.form);
    if verified {
        // What the team compared is shown on the page as text, so the form does not send it.
        let Fields { kvk, name, legal_form, rsin, signing, .. } = old;
        fields = Fields { kvk, name, legal_form, rsin, signing, ..fields };
    }
    let done = call
        .change(move |conn, ctx| {
            organisations::change(conn, ctx, &scope, seen, &fields)?;
            Ok("/aanbieder/organisatie".to_owned())
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => again(&call, mistakes, seen, verified),
        done => done,
    }
}

fn again(call: &Call, mistakes: Vec<FieldError>, version: i64, verified: bool) -> Answer {
    let form = FormView::new(&call.form, mistakes);
    call.refused_form(EDIT, &EditPage { form, legal_forms: legal_forms(), version, verified })
}
