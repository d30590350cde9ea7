//! `/beheer/uiterlijk`: the name and the colour of the region.
//! May import: app, web.

use serde::Serialize;

use crate::app::FieldError;
use crate::app::admin::{self, Look, read};
use crate::domain::text::single_line;
use crate::domain::words::identifiers::too_long;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const HOME: &str = "/beheer/uiterlijk";
const TEMPLATE: &str = "admin/uiterlijk.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    version: i64,
}

/// `GET /beheer/uiterlijk`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let row = call.read(move |conn| read::region(conn, &scope)).await?;
    let accent = admin::theme_of(&row).accent.map(String::from).unwrap_or_default();
    let form = Form::of([("naam".to_owned(), row.name.clone()), ("kleur".to_owned(), accent)]);
    call.page(TEMPLATE, &Page { form: FormView::new(&form, Vec::new()), version: row.version })
}

/// `POST /beheer/uiterlijk`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn change(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let seen: i64 = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let refused = |mistakes| {
        call.refused_form(TEMPLATE, &Page { form: FormView::new(&call.form, mistakes), version: seen })
    };
    let name = match single_line(call.form.text("naam"), 120) {
        Ok(name) => name,
        Err(long) => return refused(vec![FieldError::new("naam", too_long(long))]),
    };
    let look = Look { name, accent: call.form.text("kleur").to_owned() };
    let done = call
        .change(move |conn, ctx| {
            admin::change_look(conn, ctx, &scope, seen, &look)?;
            Ok(HOME.to_owned())
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => refused(mistakes),
        done => done,
    }
}
