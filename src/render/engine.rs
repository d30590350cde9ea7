//! The tera instance: every template compiled once, with our filters and functions.
//! May import: tera, rust-embed, render's own parts.

use super::{Chrome, assets, filters, icons};
use rust_embed::RustEmbed;
use serde::Serialize;
use std::sync::LazyLock;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

static ENGINE: LazyLock<Result<Tera, String>> = LazyLock::new(|| build(&[]).map_err(|error| chain(&error)));

/// Why nothing could be shown. The text is for the log: it may name templates and fields, never personal data.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The embedded templates do not compile together.
    #[error("templates do not compile: {0}")]
    Templates(String),
    /// A template asked for something the page does not have.
    #[error("template {name}: {reason}")]
    Page {
        /// The template.
        name: String,
        /// What tera said.
        reason: String,
    },
}

/// Compile the templates now, rather than for the first page.
///
/// # Errors
/// [`RenderError::Templates`] when they do not compile together.
pub fn prepare() -> Result<(), RenderError> {
    ENGINE.as_ref().map(drop).map_err(|reason| RenderError::Templates(reason.clone()))
}

/// A whole HTML page: the fields of `content` stand at the top level of the template, the frame under `chrome`.
///
/// # Errors
/// When the template is missing, or uses a variable, icon or asset that does not exist.
pub fn page<T: Serialize>(name: &str, chrome: &Chrome, content: &T) -> Result<String, RenderError> {
    let engine = ENGINE.as_ref().map_err(|reason| RenderError::Templates(reason.clone()))?;
    render(engine, name, Some(chrome), content)
}

/// A text without a frame, such as a mail.
///
/// # Errors
/// As for [`page`].
pub fn text<T: Serialize>(name: &str, content: &T) -> Result<String, RenderError> {
    let engine = ENGINE.as_ref().map_err(|reason| RenderError::Templates(reason.clone()))?;
    render(engine, name, None, content)
}

/// The page for an answer that is an error: 403, 404, 409, 413, 422, 429, 503, and the page of 500 for every other status.
///
/// # Errors
/// As for [`page`].
pub fn error_page(status: u16, chrome: &Chrome, reference: Option<&str>) -> Result<String, RenderError> {
    let known = if matches!(status, 403 | 404 | 409 | 413 | 422 | 429 | 503) { status } else { 500 };
    page(&format!("errors/{known}.html"), chrome, &ErrorPage { reference })
}

/// What an error page shows: the reference that finds it in the log.
#[derive(Serialize)]
struct ErrorPage<'a> {
    reference: Option<&'a str>,
}

fn render<T: Serialize>(
    engine: &Tera,
    name: &str,
    chrome: Option<&Chrome>,
    content: &T,
) -> Result<String, RenderError> {
    let failed = |error: tera::Error| RenderError::Page { name: name.to_owned(), reason: chain(&error) };
    let mut context = Context::from_serialize(content).map_err(failed)?;
    if let Some(chrome) = chrome {
        context.insert("chrome", chrome);
    }
    engine.render(name, &context).map_err(failed)
}

/// The instance with `more` templates beside the embedded ones.
fn build(more: &[(&str, &str)]) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_function("icon", SafeFunction(icon));
    tera.register_function("asset", asset);
    filters::register(&mut tera);
    let embedded = Templates::iter().filter_map(|name| {
        let source = String::from_utf8(Templates::get(&name)?.data.into_owned()).ok()?;
        Some((name.into_owned(), source))
    });
    let more = more.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned()));
    tera.add_raw_templates(embedded.chain(more).collect::<Vec<_>>())?;
    Ok(tera)
}

/// A function whose output is markup of our own and is not escaped again.
struct SafeFunction(fn(&Kwargs) -> TeraResult<Value>);

impl tera::Function<TeraResult<Value>> for SafeFunction {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
        (self.0)(&kwargs)
    }

    fn is_safe(&self) -> bool {
        true
    }
}

fn icon(kwargs: &Kwargs) -> TeraResult<Value> {
    let name = kwargs.must_get::<&str>("name")?;
    let svg = icons::svg(name).ok_or_else(|| {
        tera::Error::message(format!("no icon {name}: name it in frontend/icons.txt and run make assets"))
    })?;
    Ok(Value::safe_string(svg))
}

fn asset(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let name = kwargs.must_get::<&str>("name")?;
    assets::href(name).ok_or_else(|| tera::Error::message(format!("no asset {name}: run make assets")))
}

/// An error with its causes: tera puts the reason under the place.
fn chain(error: &dyn std::error::Error) -> String {
    let mut whole = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        whole.push_str(": ");
        whole.push_str(&next.to_string());
        cause = next.source();
    }
    whole
}

#[cfg(test)]
mod tests;
