//! Another definition of *voldoende aanbod*.
//! May import: app, domain, web.

use serde::Serialize;

use super::{Head, home, opened, seen};
use crate::app::FieldError;
use crate::app::amend;
use crate::app::fields::Mistakes;
use crate::domain::notation;
use crate::domain::scheme::{Edit, Span, SufficientSupply};
use crate::domain::words::amendment as words;
use crate::domain::words::{amounts, format};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const TEMPLATE: &str = "admin/wijziging-aanbod.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    free_share: String,
    waiting: String,
    providers: String,
    every_target_group: bool,
    confirmed_within: String,
    fewest_clients: String,
    form: FormView,
}

/// `GET …/aanbod`
///
/// # Errors
/// [`AppError::NotFound`] for another region's.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let opened = opened(call).await?;
    let now = opened.scheme.sufficient();
    let again = !form.answers.is_empty();
    let shown = |field: &str, now: String| {
        if again { form.answers.get(field).cloned().unwrap_or_default() } else { now }
    };
    let share =
        now.free_share.map(|share| amounts::percent(share).trim_end_matches(['%', '\u{a0}']).to_owned());
    Ok(Page {
        head: Head::of(&opened),
        free_share: shown("vrije_capaciteit", share.unwrap_or_default()),
        waiting: shown("wachttijd", now.waiting.map(format::span).unwrap_or_default()),
        providers: shown("aanbieders", now.providers.map(|count| count.to_string()).unwrap_or_default()),
        every_target_group: if again {
            form.answers.contains_key("alle_doelgroepen")
        } else {
            now.every_target_group
        },
        confirmed_within: shown("bevestigd", format::span(now.confirmed_within)),
        fewest_clients: shown("clienten", now.fewest_clients.to_string()),
        form,
    })
}

/// `POST …/aanbod`
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Stale`].
pub async fn save(call: Call) -> Answer {
    let opened = opened(&call).await?;
    let wanted = match sent(&call.form, opened.scheme.sufficient()) {
        Ok(wanted) => wanted,
        Err(AppError::Invalid(mistakes)) => return again(&call, mistakes).await,
        Err(other) => return Err(other),
    };
    let (scope, id, seen) = seen(&call)?;
    let done = call
        .change(move |conn, ctx| {
            amend::edit(conn, ctx, &scope, &id, seen, &Edit::Sufficient(wanted))?;
            Ok(home(&id))
        })
        .await;
    match done {
        Err(AppError::Refused(why)) => again(&call, vec![FieldError::new("vrije_capaciteit", why)]).await,
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = show(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

/// What was typed; an empty measure is not measured.
fn sent(form: &Form, now: &SufficientSupply) -> Result<SufficientSupply, AppError> {
    let mut mistakes = Mistakes::default();
    let optional = |field: &str| Some(form.text(field)).filter(|text| !text.is_empty());
    let share = optional("vrije_capaciteit").map(notation::percent);
    let share = mistakes.take("vrije_capaciteit", all_right(share, words::PERCENT_WRONG));
    let waiting =
        mistakes.take("wachttijd", all_right(optional("wachttijd").map(Span::parse), words::SPAN_WRONG));
    let count = |text| notation::whole(text).filter(|count| *count >= 0);
    let providers =
        mistakes.take("aanbieders", all_right(optional("aanbieders").map(count), words::WHOLE_WRONG));
    let within: Option<Span> = mistakes
        .take("bevestigd", Span::parse(form.text("bevestigd")).ok_or_else(|| words::SPAN_WRONG.to_owned()));
    let fewest = count(form.text("clienten"));
    let fewest = mistakes.take("clienten", fewest.ok_or_else(|| words::WHOLE_WRONG.to_owned()));
    let read = (|| {
        Some(SufficientSupply {
            free_share: share?,
            waiting: waiting?,
            providers: providers?,
            every_target_group: form.ticked("alle_doelgroepen"),
            confirmed_within: within?,
            fewest_clients: fewest?,
            standing: now.standing.clone(),
        })
    })();
    Ok(mistakes.done(read)?)
}

/// Nothing typed is nothing; something that cannot be read is wrong.
fn all_right<T>(typed: Option<Option<T>>, wrong: &str) -> Result<Option<T>, String> {
    match typed {
        None => Ok(None),
        Some(read) => read.map(Some).ok_or_else(|| wrong.to_owned()),
    }
}
