//! Choosing for whom you work: one person may act for several organisations and regions.
//! May import: app, web.

use serde::Serialize;

use super::login::{home, own_path};
use crate::app::login::{self, Choice, Places};
use crate::app::{FieldError, access};
use crate::domain::access::{ProviderRole, StaffRole};
use crate::domain::code::Code as _;
use crate::domain::words::{login as words, roles};
use crate::web::call::{Answer, Call, see_other};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "public/kies.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    next: String,
    options: Vec<Place>,
}

/// One organisation or region, as a radio button.
#[derive(Serialize)]
struct Place {
    value: String,
    label: String,
    /// The roles there.
    help: String,
}

/// `GET /kies`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let next = own_path(call.query().text("next")).to_owned();
    let places = places(&call).await?;
    call.page(TEMPLATE, &show(places, next, FormView::default()))
}

/// `POST /kies`
///
/// # Errors
/// [`AppError::NotFound`] for a place that is not this person's; what the database says.
pub async fn take(call: Call) -> Answer {
    let next = own_path(call.form.text("next")).to_owned();
    let Some(choice) = Choice::parse(call.form.text("voor")) else {
        let mistakes = vec![FieldError::new("voor", words::CHOICE_MISSING)];
        let form = FormView::new(&call.form, mistakes);
        let places = places(&call).await?;
        return call.refused_form(TEMPLATE, &show(places, next, form));
    };
    let login = call.visitor.login.clone().ok_or(AppError::NotFound)?;
    let (ctx, policy) = (call.ctx(), call.site.second_factor);
    let visitor = call
        .site
        .blocking(move |database| {
            database.light(|conn| {
                login::choose(conn, &ctx, &login.user, &login.session, &choice)?;
                Ok(access::visitor(conn, &login.session, ctx.now, policy)?)
            })
        })
        .await?;
    Ok(see_other(if next.is_empty() { home(&visitor.acting) } else { &next }))
}

async fn places(call: &Call) -> Result<Places, AppError> {
    let login = call.visitor.login.clone().ok_or(AppError::NotFound)?;
    let ctx = call.ctx();
    call.read(move |conn| login::places(conn, &ctx, &login.user)).await
}

fn show(places: Places, next: String, form: FormView) -> Page {
    let mut options: Vec<Place> = Vec::new();
    for place in places.organisations {
        let role = ProviderRole::from_code(&place.role).map_or("", roles::provider_role);
        let value = format!("organisation:{}", place.org_id);
        options.push(Place { value, label: place.name, help: role.to_owned() });
    }
    for place in places.regions {
        let value = format!("region:{}", place.region_id);
        let role = StaffRole::from_code(&place.role).map_or("", roles::staff_role);
        match options.iter_mut().find(|option| option.value == value) {
            Some(option) if option.help.split(", ").any(|known| known == role) => {}
            Some(option) => option.help = format!("{}, {role}", option.help),
            None => options.push(Place { value, label: place.name, help: role.to_owned() }),
        }
    }
    Page { form, next, options }
}
