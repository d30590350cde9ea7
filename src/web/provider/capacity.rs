//! `/aanbieder/toelatingen/capaciteit`: how many places are free, and how soon somebody new can start.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::apply::MOST_PLACES;
use crate::app::fields::Mistakes;
use crate::app::supply::{self, Given, Own};
use crate::domain::ids::AdmissionId;
use crate::domain::notation;
use crate::domain::words::supply as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const HOME: &str = "/aanbieder/toelatingen";
const TEMPLATE: &str = "provider/capaciteit.html";
/// Ten years: nobody waits longer.
const MOST_DAYS: i64 = 3_650;

#[derive(Serialize)]
struct Page {
    form: FormView,
    rows: Vec<Row>,
}

/// One doelgroep of one lot.
#[derive(Serialize)]
pub(super) struct Row {
    lot: String,
    target: String,
    free: Field,
    waiting: Field,
    as_of: Option<chrono::NaiveDate>,
}

#[derive(Serialize)]
struct Field {
    id: String,
    value: String,
    error: String,
}

/// The names of the two fields of a statement.
fn names(own: &Own) -> [String; 2] {
    ["vrij", "wachttijd"].map(|what| format!("{what}.{}.{}", own.admission, own.target))
}

/// `GET /aanbieder/toelatingen/capaciteit`: filled in with what was stated last.
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let stated = call.read(move |conn| supply::own(conn, &ctx, &scope)).await?;
    Ok(Page { rows: rows(stated, &form), form })
}

/// What was stated last, or what somebody just typed in its place.
pub(super) fn rows(stated: Vec<Own>, form: &FormView) -> Vec<Row> {
    let field = |id: String, known: Option<i32>| Field {
        value: form.answers.get(&id).cloned().or(known.map(|days| days.to_string())).unwrap_or_default(),
        error: form.error.get(&id).cloned().unwrap_or_default(),
        id,
    };
    let row = |own: Own| {
        let [free, waiting] = names(&own);
        Row {
            free: field(free, own.as_of.map(|_| own.free)),
            waiting: field(waiting, own.waiting_days),
            lot: own.lot,
            target: own.served,
            as_of: own.as_of,
        }
    };
    stated.into_iter().map(row).collect()
}

pub(super) type Sent = BTreeMap<(AdmissionId, String), Given>;

/// What was typed, of whatever admission; whose it is, is seen when it is kept.
pub(super) fn sent(form: &Form) -> Result<Sent, AppError> {
    let mut mistakes = Mistakes::default();
    let mut given = Sent::new();
    let mut number = |name: String, most: i64, wrong: &str| {
        let read = notation::whole(form.text(&name)).filter(|number| (0..=most).contains(number));
        let read = read.and_then(|number| i32::try_from(number).ok());
        mistakes.take(&name, read.ok_or_else(|| wrong.to_owned()))
    };
    for (of, _) in form.under("vrij.") {
        let (admission, target) = of.split_once('.').ok_or(AppError::NotFound)?;
        let admission = AdmissionId::parse(admission).map_err(|_| AppError::NotFound)?;
        let free = number(format!("vrij.{of}"), MOST_PLACES, words::FREE_WRONG);
        let waiting_days = number(format!("wachttijd.{of}"), MOST_DAYS, words::WAITING_WRONG);
        if let (Some(free), Some(waiting_days)) = (free, waiting_days) {
            given.insert((admission, target.to_owned()), Given { free, waiting_days });
        }
    }
    Ok(mistakes.done(Some(given))?)
}

/// `POST /aanbieder/toelatingen/capaciteit`
///
/// # Errors
/// [`AppError::NotFound`] for an admission of another organisation.
pub async fn save(call: Call) -> Answer {
    let done = match sent(&call.form) {
        Ok(given) => keep(&call, given).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}

async fn keep(call: &Call, given: Sent) -> Answer {
    let scope = call.visitor.org_scope()?;
    call.change(move |conn, ctx| {
        supply::state(conn, ctx, &scope, &given)?;
        Ok(format!("{HOME}?gedaan=capaciteit"))
    })
    .await
}
