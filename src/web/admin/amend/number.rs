//! Another number: from when, where and how much.
//! May import: app, domain, web.

use serde::Serialize;

use super::{Head, gemeenten, groups, home, opened, seen, ticked};
use crate::app::amend::{self, Opened};
use crate::app::fields::Mistakes;
use crate::domain::facts::{FactType, FactValue};
use crate::domain::notation;
use crate::domain::scheme::{Edit, Parameter, Scheme, Scope};
use crate::domain::words::amendment as words;
use crate::domain::words::dates::long_date;
use crate::domain::words::numbers::places;
use crate::domain::words::requirement::value;
use crate::web::admin::team::Choice;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "admin/wijziging-getal.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    code: String,
    title: String,
    /// `percent`, `money`, `whole` or `day`.
    kind: &'static str,
    values: Vec<ValueView>,
    used_by: Vec<Choice>,
    gemeenten: Vec<Choice>,
    groups: Vec<Choice>,
    from: DateParts,
    day: DateParts,
    form: FormView,
}

#[derive(Serialize)]
struct ValueView {
    value: String,
    from: String,
    places: String,
}

/// `GET …/getal/{code}`
///
/// # Errors
/// [`AppError::NotFound`] for a number that the regeling does not have.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let opened = opened(call).await?;
    let parameter = parameter(&opened, call.param("code")?)?;
    let scheme = &opened.scheme;
    let uses =
        scheme.requirements().iter().filter(|one| one.condition.parameters().contains(&parameter.code));
    let where_it_holds = |scope: &Scope| {
        let told = places(scheme, scope);
        if told.is_empty() { "overal".to_owned() } else { told.trim_start().to_owned() }
    };
    Ok(Page {
        code: parameter.code.to_string(),
        title: parameter.title.clone(),
        kind: kind(&parameter.kind),
        values: parameter
            .values
            .iter()
            .map(|one| ValueView {
                value: value(Some(&parameter.kind), &one.value),
                from: long_date(one.from),
                places: where_it_holds(&one.scope),
            })
            .collect(),
        used_by: uses.map(|one| Choice { value: one.code.to_string(), label: one.title.clone() }).collect(),
        gemeenten: gemeenten(scheme),
        groups: groups(scheme),
        from: DateParts::sent(&call.form, "vanaf"),
        day: DateParts::sent(&call.form, "waarde"),
        head: Head::of(&opened),
        form,
    })
}

fn parameter<'a>(opened: &'a Opened, code: &str) -> Result<&'a Parameter, AppError> {
    let found = opened.scheme.parameters().iter().find(|one| one.code.as_str() == code);
    found.ok_or(AppError::NotFound)
}

fn kind(kind: &FactType) -> &'static str {
    match kind {
        FactType::Percent(_) => "percent",
        FactType::Money(_) => "money",
        FactType::Day(_) => "day",
        _ => "whole",
    }
}

/// `POST …/getal/{code}`
///
/// # Errors
/// [`AppError::NotFound`] for a number that the regeling does not have; [`AppError::Stale`].
pub async fn save(call: Call) -> Answer {
    let opened = opened(&call).await?;
    let parameter = parameter(&opened, call.param("code")?)?.clone();
    let edit = match sent(&call, &opened.scheme, &parameter) {
        Ok(edit) => edit,
        Err(AppError::Invalid(mistakes)) => return again(&call, mistakes).await,
        Err(other) => return Err(other),
    };
    let (scope, id, seen) = seen(&call)?;
    let done = call
        .change(move |conn, ctx| {
            amend::edit(conn, ctx, &scope, &id, seen, &edit)?;
            Ok(home(&id))
        })
        .await;
    match done {
        // What the number breaks elsewhere in the regeling stands beside the number.
        Err(AppError::Refused(why)) => {
            again(&call, vec![crate::app::FieldError::new(field(&parameter.kind), why)]).await
        }
        done => done,
    }
}

async fn again(call: &Call, mistakes: Vec<crate::app::FieldError>) -> Answer {
    let page = show(call, FormView::new(&call.form, mistakes)).await?;
    call.refused_form(TEMPLATE, &page)
}

fn field(kind: &FactType) -> &'static str {
    if matches!(kind, FactType::Day(_)) { "waarde_day" } else { "waarde" }
}

fn sent(call: &Call, scheme: &Scheme, parameter: &Parameter) -> Result<Edit, AppError> {
    let form = &call.form;
    let mut mistakes = Mistakes::default();
    let value = mistakes.take(field(&parameter.kind), number(call, &parameter.kind));
    let from = mistakes.take("vanaf_day", DateParts::sent(form, "vanaf").date()).flatten();
    match from {
        None => mistakes.note("vanaf_day", words::FROM_MISSING),
        Some(day) if day <= call.today() => mistakes.note("vanaf_day", words::FROM_PAST),
        Some(_) => {}
    }
    let all = scheme.gemeenten().iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let gemeenten = ticked(form, "gemeenten", &all, |code| code.as_str().to_owned());
    let gemeenten = mistakes.take("gemeenten", gemeenten.ok_or_else(|| words::PLACE_UNKNOWN.to_owned()));
    let all = scheme.groups().iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let groups = ticked(form, "groepen", &all, ToString::to_string);
    let groups = mistakes.take("groepen", groups.ok_or_else(|| words::PLACE_UNKNOWN.to_owned()));
    let read = (|| {
        let scope = Scope { groups: groups?, products: Vec::new(), gemeenten: gemeenten? };
        Some(Edit::Number { parameter: parameter.code.clone(), from: from?, scope, value: value? })
    })();
    Ok(mistakes.done(read)?)
}

fn number(call: &Call, kind: &FactType) -> Result<FactValue, String> {
    let typed = call.form.text("waarde");
    let (read, wrong) = match kind {
        FactType::Percent(_) => (notation::percent(typed).map(FactValue::Percent), words::PERCENT_WRONG),
        FactType::Money(_) => (notation::money(typed).map(FactValue::Money), words::MONEY_WRONG),
        FactType::Day(_) => {
            let day = DateParts::sent(&call.form, "waarde").date()?;
            (day.map(FactValue::Day), words::DAY_WRONG)
        }
        _ => (notation::whole(typed).filter(|one| *one >= 0).map(FactValue::Whole), words::WHOLE_WRONG),
    };
    read.ok_or_else(|| wrong.to_owned())
}
