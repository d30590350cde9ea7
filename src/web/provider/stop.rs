//! The aanbieder takes no new clients for a while, and takes them again.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::admissions;
use crate::app::contracts::{self, Own};
use crate::domain::admission::State;
use crate::domain::ids::AdmissionId;
use crate::domain::words::apply::lot;
use crate::domain::words::contracts as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::stopping::{self, Choice};

const HOME: &str = "/aanbieder/toelatingen";
const PAGE: &str = "provider/toelatingen-stop.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    running: Vec<Choice>,
    until: DateParts,
}

/// `GET /aanbieder/toelatingen/stop`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(PAGE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let own = call.read(move |conn| contracts::own(conn, &ctx, &scope)).await?;
    let choice = |one: Own| Choice { value: one.id, label: lot(&one.group, &one.gemeente), help: one.region };
    Ok(Page {
        until: DateParts::shown(&form, "tot", None),
        running: own.into_iter().filter(|one| one.state == State::Active).map(choice).collect(),
        form,
    })
}

/// `POST /aanbieder/toelatingen/stop`
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule; [`AppError::NotFound`] for another organisation's.
pub async fn stop(call: Call) -> Answer {
    let (scope, chosen) = (call.visitor.org_scope()?, stopping::ticked(&call.form)?);
    let stop = match stopping::read(&call.form, chosen, words::NO_REASON) {
        Ok(stop) => stop,
        Err(mistakes) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            return call.refused_form(PAGE, &page);
        }
    };
    call.change(move |conn, ctx| {
        admissions::stop_intake(conn, ctx, &scope, &stop)?;
        Ok(format!("{HOME}?gedaan=gestopt"))
    })
    .await
}

/// `POST /aanbieder/toelatingen/{id}/hervatten`
///
/// # Errors
/// [`AppError::Refused`] where the region imposed it; [`AppError::NotFound`] for another organisation's.
pub async fn take_again(call: Call) -> Answer {
    let (scope, id): (_, AdmissionId) = (call.visitor.org_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        admissions::take_again(conn, ctx, &scope, &id)?;
        Ok(format!("{HOME}?gedaan=hervat"))
    })
    .await
}
