//! Other places for an eis: in which gemeenten, for which productgroepen and products.
//! May import: app, domain, web.

use serde::Serialize;

use super::{Head, gemeenten, groups, home, opened, seen, ticked};
use crate::app::FieldError;
use crate::app::amend::{self, Opened};
use crate::app::fields::Mistakes;
use crate::domain::scheme::{Edit, Requirement, Scheme, Scope};
use crate::domain::words::amendment as words;
use crate::domain::words::requirement::{Sentence, sentences};
use crate::web::admin::team::Choice;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/wijziging-bereik.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    code: String,
    title: String,
    text: Vec<Sentence>,
    gemeenten: Vec<Choice>,
    in_gemeenten: Vec<String>,
    groups: Vec<Choice>,
    for_groups: Vec<String>,
    products: Vec<Choice>,
    for_products: Vec<String>,
    form: FormView,
}

/// `GET …/eis/{code}`
///
/// # Errors
/// [`AppError::NotFound`] for an eis that is not in use.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let opened = opened(call).await?;
    let one = requirement(&opened, call.param("code")?)?;
    let scheme = &opened.scheme;
    let again = !form.answers.is_empty();
    let chosen = |field: &str, now: Vec<String>| {
        if again { form.choices.get(field).cloned().unwrap_or_default() } else { now }
    };
    let texts = |codes: &mut dyn Iterator<Item = String>| codes.collect::<Vec<_>>();
    Ok(Page {
        head: Head::of(&opened),
        code: one.code.to_string(),
        title: one.title.clone(),
        text: sentences(scheme, one),
        gemeenten: gemeenten(scheme),
        in_gemeenten: chosen(
            "gemeenten",
            texts(&mut one.scope.gemeenten.iter().map(|code| code.as_str().to_owned())),
        ),
        groups: groups(scheme),
        for_groups: chosen("groepen", texts(&mut one.scope.groups.iter().map(ToString::to_string))),
        products: products(scheme).into_iter().map(|(value, label)| Choice { value, label }).collect(),
        for_products: chosen("producten", texts(&mut one.scope.products.iter().map(ToString::to_string))),
        form,
    })
}

fn products(scheme: &Scheme) -> Vec<(String, String)> {
    let all = scheme.groups().iter().flat_map(|group| &group.products);
    all.map(|one| (one.code.to_string(), one.title.clone())).collect()
}

fn requirement<'a>(opened: &'a Opened, code: &str) -> Result<&'a Requirement, AppError> {
    let found = opened.scheme.requirements().iter().find(|one| one.code.as_str() == code);
    found.ok_or(AppError::NotFound)
}

/// `POST …/eis/{code}`
///
/// # Errors
/// [`AppError::NotFound`] for an eis that is not in use; [`AppError::Stale`].
pub async fn save(call: Call) -> Answer {
    let opened = opened(&call).await?;
    let requirement = requirement(&opened, call.param("code")?)?.code.clone();
    let scope = match sent(&call, &opened.scheme) {
        Ok(scope) => scope,
        Err(AppError::Invalid(mistakes)) => return again(&call, mistakes).await,
        Err(other) => return Err(other),
    };
    let (region, id, seen) = seen(&call)?;
    let done = call
        .change(move |conn, ctx| {
            amend::edit(conn, ctx, &region, &id, seen, &Edit::Places { requirement, scope })?;
            Ok(home(&id))
        })
        .await;
    match done {
        Err(AppError::Refused(why)) => again(&call, vec![FieldError::new("gemeenten", why)]).await,
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<FieldError>) -> Answer {
    let page = show(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

fn sent(call: &Call, scheme: &Scheme) -> Result<Scope, AppError> {
    let form = &call.form;
    let unknown = || words::PLACE_UNKNOWN.to_owned();
    let mut mistakes = Mistakes::default();
    let all = scheme.gemeenten().iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let gemeenten = ticked(form, "gemeenten", &all, |code| code.as_str().to_owned());
    let gemeenten = mistakes.take("gemeenten", gemeenten.ok_or_else(unknown));
    let all = scheme.groups().iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let groups =
        mistakes.take("groepen", ticked(form, "groepen", &all, ToString::to_string).ok_or_else(unknown));
    let all = scheme.groups().iter().flat_map(|group| &group.products).map(|one| one.code.clone());
    let all = all.collect::<Vec<_>>();
    let products = ticked(form, "producten", &all, ToString::to_string);
    let products = mistakes.take("producten", products.ok_or_else(unknown));
    let read = (|| Some(Scope { groups: groups?, products: products?, gemeenten: gemeenten? }))();
    Ok(mistakes.done(read)?)
}
