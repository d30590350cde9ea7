//! The whole text of a wijziging: to take away, and to paste back with everything that is wrong with it at once.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::{Head, home, opened, seen};
use crate::app::FieldError;
use crate::app::amend::{self, Wrong};
use crate::domain::words::amendment as words;
use crate::web::call::{Answer, Call};
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/wijziging-tekst.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    text: String,
    wrong: Vec<WrongView>,
    form: FormView,
}

#[derive(Serialize)]
struct WrongView {
    line: Option<usize>,
    column: Option<usize>,
    what: String,
}

/// `GET …/tekst`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's.
pub async fn page(call: Call) -> Answer {
    let opened = opened(&call).await?;
    let text = opened.row.source.clone();
    let (head, form) = (Head::of(&opened), FormView::default());
    call.page(TEMPLATE, &Page { head, text, wrong: Vec::new(), form })
}

/// `POST …/tekst`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's; [`crate::web::error::AppError::Stale`].
pub async fn save(call: Call) -> Answer {
    let opened = opened(&call).await?;
    // A browser sends every line of a text field with a carriage return.
    let text = call.form.raw("tekst").replace("\r\n", "\n");
    let wrong = amend::wrong_with(&opened.base.scheme, &text);
    if !wrong.is_empty() {
        let mistake = if text.trim().is_empty() { words::TEXT_MISSING } else { words::TEXT_WRONG };
        let form = FormView::new(&call.form, vec![FieldError::new("tekst", mistake)]);
        let (head, wrong) = (Head::of(&opened), wrong.into_iter().map(view).collect());
        return call.refused_form(TEMPLATE, &Page { head, text, wrong, form });
    }
    let (scope, id, seen) = seen(&call)?;
    call.change(move |conn, ctx| {
        amend::replace(conn, ctx, &scope, &id, seen, &text)?;
        Ok(home(&id))
    })
    .await
}

fn view(one: Wrong) -> WrongView {
    WrongView {
        line: one.at.map(|place| place.line),
        column: one.at.map(|place| place.column),
        what: crate::domain::words::format::sentence(&one.what),
    }
}

/// `GET …/yaml`: the text as it is now, as a file.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's.
pub async fn file(call: Call) -> Answer {
    let opened = opened(&call).await?;
    let name = format!("attachment; filename=\"wijziging-{}.yaml\"", opened.scheme.code());
    let mut response = HttpResponse::Ok();
    response
        .content_type("application/yaml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.body(opened.row.source))
}
