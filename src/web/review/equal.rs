//! Equal cases that were judged otherwise: the explanation that is asked of who judges, and the list of all of them.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::note_look;
use crate::app::review::{self, Explained, show};
use crate::domain::ids::{ApplicationId, AssessmentId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

#[derive(Serialize)]
struct ExplainPage {
    head: show::Head,
    one: show::UnequalSeen,
    form: FormView,
}

#[derive(Serialize)]
struct ListPage {
    groups: Vec<show::GroupSeen>,
}

async fn look(call: &Call, form: FormView) -> Result<ExplainPage, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, assessment): (ApplicationId, AssessmentId) = (call.id("id")?, call.id("assessment")?);
    let application = id.clone();
    let dossier = call.read(move |conn| show::dossier(conn, &ctx, &scope, &id)).await?;
    let one = dossier.unequal.into_iter().find(|one| one.assessment == assessment.as_str());
    let one = one.ok_or(AppError::NotFound)?;
    note_look(call, &application).await?;
    Ok(ExplainPage { head: dossier.head, one, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/gelijk-geval/{assessment}`
///
/// # Errors
/// [`AppError::NotFound`] when there is nothing to explain, or it is not this person's work.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/gelijk-geval.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/gelijk-geval/{assessment}`
///
/// # Errors
/// As [`page`].
pub async fn explain(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let given = Explained {
        assessment: call.id("assessment")?,
        why: call.form.text("waarom").to_owned(),
        motivation: call.form.text("motivering").to_owned(),
    };
    let done = call
        .change(move |conn, ctx| {
            review::explain(conn, ctx, &scope, &id, &given)?;
            Ok(format!("{}#kavels", address(&id)))
        })
        .await;
    call.or_again(done, "review/gelijk-geval.html", async |form| look(&call, form).await).await
}

/// `GET /beoordeling/gelijke-gevallen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let groups = call.read(move |conn| show::equal_groups(conn, &scope)).await?;
    call.page("review/gelijke-gevallen.html", &ListPage { groups })
}
