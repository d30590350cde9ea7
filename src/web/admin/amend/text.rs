//! The whole text of a wijziging: to take away, and to paste or send back with everything that is wrong with it at once.
//! May import: app, domain, web.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::{Head, home, opened, seen};
use crate::app::FieldError;
use crate::app::amend::{self, Opened, Wrong};
use crate::domain::words::amendment as words;
use crate::domain::words::vault::limit;
use crate::web::call::{Answer, Call};
use crate::web::forms::FormView;
use crate::web::upload::NoText;

const TEMPLATE: &str = "admin/wijziging-tekst.html";
/// The most bytes of a regeling as a file: those of the two regions have 70 kB.
const MOST: u64 = 1024 * 1024;

#[derive(Serialize)]
struct Page {
    head: Head,
    text: String,
    /// The largest file, in words.
    limit: String,
    wrong: Vec<WrongView>,
    form: FormView,
}

impl Page {
    fn of(opened: &Opened, text: String, wrong: Vec<Wrong>, form: FormView) -> Self {
        let wrong = wrong.into_iter().map(view).collect();
        Self { head: Head::of(opened), text, limit: limit(MOST), wrong, form }
    }
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
    let form = FormView::default();
    call.page(TEMPLATE, &Page::of(&opened, text, Vec::new(), form))
}

/// `POST …/tekst`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another region's; [`crate::web::error::AppError::Stale`].
pub async fn save(call: Call) -> Answer {
    let opened = opened(&call).await?;
    let text = call.form.raw("tekst").to_owned();
    let missing = text.trim().is_empty().then_some(words::TEXT_MISSING);
    take_over(call, opened, &text, ("tekst", missing)).await
}

/// `POST …/tekst/bestand`: the same with a file.
///
/// # Errors
/// As [`save`]; [`crate::web::error::AppError::TooLarge`] for what this installation does not take at all.
pub async fn upload(mut call: Call) -> Answer {
    let file = call.receive_text(MOST).await?;
    let opened = opened(&call).await?;
    let read = match file {
        None => Err(words::FILE_MISSING.to_owned()),
        Some(file) if !is_yaml(&file.name) => Err(words::NOT_YAML.to_owned()),
        Some(file) => file.content.map_err(|why| match why {
            NoText::TooLarge => words::file_too_large(&limit(MOST)),
            NoText::NotText => words::NOT_YAML.to_owned(),
        }),
    };
    match read {
        Ok(text) => take_over(call, opened, &text, ("bestand", None)).await,
        Err(mistake) => {
            let text = opened.row.source.clone();
            let form = FormView::new(&call.form, vec![FieldError::new("bestand", mistake)]);
            call.refused_form(TEMPLATE, &Page::of(&opened, text, Vec::new(), form))
        }
    }
}

fn is_yaml(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    matches!(end.as_deref(), Some("yaml" | "yml"))
}

/// Take over a text that came in a field, or show everything that is wrong with it.
async fn take_over(call: Call, opened: Opened, text: &str, (field, missing): (&str, Option<&str>)) -> Answer {
    // A browser sends every line of a text field with a carriage return, and some editors keep one in a file.
    let text = text.replace("\r\n", "\n");
    let wrong = amend::wrong_with(&opened.base.scheme, &text);
    if !wrong.is_empty() {
        let mistake = missing.unwrap_or(words::TEXT_WRONG);
        let form = FormView::new(&call.form, vec![FieldError::new(field, mistake)]);
        return call.refused_form(TEMPLATE, &Page::of(&opened, text, wrong, form));
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
