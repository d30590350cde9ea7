//! `/beheer/volmachten`: who may sign what, for which gemeente.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::team::{Choice, options};
use crate::app::admin::{self, NewMandate, read};
use crate::app::fields::{Mistakes, choice, line};
use crate::domain::access::StaffRole;
use crate::domain::decision::GrantKind;
use crate::domain::ids::{Id, MandateId, UserId};
use crate::domain::words::admin as words;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beheer/volmachten";
const TEMPLATE: &str = "admin/volmachten.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    mandates: Vec<Line>,
    holders: Vec<Choice>,
    gemeenten: Vec<Choice>,
    from: DateParts,
    until: DateParts,
}

#[derive(Serialize)]
struct Line {
    id: String,
    holder: String,
    function: String,
    gemeente: String,
    kind: &'static str,
    reference: String,
    groups: String,
    from: String,
    until: Option<String>,
    ended: bool,
}

/// `GET /beheer/volmachten`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let scope = call.visitor.region_scope()?;
    let (register, (team, gemeenten)) =
        call.read(move |conn| Ok((read::register(conn, &scope)?, read::team(conn, &scope)?))).await?;
    let name_of = |code: &str| {
        gemeenten.iter().find(|row| row.code == code).map_or_else(|| code.to_owned(), |row| row.name.clone())
    };
    let mandates = register.into_iter().map(|(row, holder)| Line {
        gemeente: name_of(&row.gemeente),
        kind: match row.kind.0 {
            GrantKind::Mandaat => "mandaat",
            GrantKind::Volmacht => "volmacht",
        },
        from: long_date(row.valid_from),
        until: row.valid_until.map(long_date),
        ended: row.ended_at.is_some(),
        id: row.id,
        holder,
        function: row.function_title,
        reference: row.reference,
        groups: row.product_groups,
    });
    let mut holders: Vec<Choice> = Vec::new();
    for member in team.iter().filter(|member| member.role.role.0 == StaffRole::DecisionMaker) {
        if !holders.iter().any(|known| known.value == member.role.user_id) {
            holders.push(Choice { value: member.role.user_id.clone(), label: member.name.clone() });
        }
    }
    Ok(Page {
        mandates: mandates.collect(),
        holders,
        gemeenten: options(&gemeenten),
        from: DateParts::sent(&call.form, "van"),
        until: DateParts::sent(&call.form, "tot"),
        form,
    })
}

fn sent(call: &Call) -> Result<NewMandate, AppError> {
    let form = &call.form;
    let mut mistakes = Mistakes::default();
    let holder: Result<UserId, _> = Id::parse(form.text("houder"));
    let holder = mistakes.take("houder", holder.map_err(|_| words::NOT_A_DECISION_MAKER.to_owned()));
    let kind = mistakes.take("soort", choice::<GrantKind>(form.text("soort"), words::KIND_MISSING));
    let reference = mistakes.take("besluit", line(form.text("besluit"), 200, words::REFERENCE_MISSING));
    let function_title = mistakes.take("functie", line(form.text("functie"), 200, words::FUNCTION_MISSING));
    let from = mistakes.take("van_day", DateParts::sent(form, "van").date());
    if from == Some(None) {
        mistakes.note("van_day", words::FROM_MISSING);
    }
    let until = mistakes.take("tot_day", DateParts::sent(form, "tot").date());
    let read = (|| {
        Some(NewMandate {
            holder: holder?,
            gemeente: form.text("gemeente").to_owned(),
            kind: kind?,
            product_groups: Vec::new(),
            reference: reference?,
            function_title: function_title?,
            from: from??,
            until: until?,
        })
    })();
    Ok(mistakes.done(read)?)
}

/// `POST /beheer/volmachten`
///
/// # Errors
/// What the database says.
pub async fn record(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let new = match sent(&call) {
        Ok(new) => new,
        Err(error) => return again(&call, Err(error)).await,
    };
    let done = call
        .change(move |conn, ctx| {
            admin::record_mandate(conn, ctx, &scope, &new)?;
            Ok(HOME.to_owned())
        })
        .await;
    again(&call, done).await
}

async fn again(call: &Call, done: Answer) -> Answer {
    call.or_again(done, TEMPLATE, async |form| show(call, form).await).await
}

/// `POST /beheer/volmachten/{id}/beeindigen`
///
/// # Errors
/// [`AppError::NotFound`] when it has ended, or is of another region.
pub async fn end(call: Call) -> Answer {
    let (scope, id): (_, MandateId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        admin::end_mandate(conn, ctx, &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}
