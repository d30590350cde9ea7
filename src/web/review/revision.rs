//! Looking again at what was decided.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::dispute;
use crate::app::review::{self, Again, show};
use crate::domain::code::Code as _;
use crate::domain::decision::Cause;
use crate::domain::ids::{ApplicationId, DisputeId, Id};
use crate::domain::words::revision as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const PAGE: &str = "review/herzien.html";

#[derive(Serialize)]
struct Page {
    head: show::Head,
    /// The lots that are decided.
    lots: Vec<Choice>,
    causes: Vec<Choice>,
    /// The dispute that leads to it, by identifier; empty where none does.
    dispute: String,
    form: FormView,
}

/// Something to choose.
#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let application = id.clone();
    let dossier = call.read(move |conn| show::dossier(conn, &ctx, &scope, &id)).await?;
    note_look(call, &application).await?;
    let decided =
        dossier.lots.into_iter().filter(|lot| ["admitted", "refused", "not_handled"].contains(&lot.state));
    let lots =
        decided.map(|lot| Choice { label: format!("{} in {}", lot.group, lot.gemeente), value: lot.id });
    let causes = Cause::ALL
        .iter()
        .map(|one| Choice { value: one.code().to_owned(), label: words::cause(*one).to_owned() });
    let dispute = form.answers.get("geschil").cloned().unwrap_or_default();
    Ok(Page { head: dossier.head, lots: lots.collect(), causes: causes.collect(), dispute, form })
}

/// What a dispute fills in, where the address names one: its lots, its cause and why the aanbieder was right.
async fn filled_in(call: &Call) -> Result<FormView, AppError> {
    let query = call.query();
    if query.text("geschil").is_empty() {
        return Ok(FormView::default());
    }
    let dispute: DisputeId = Id::parse(query.text("geschil")).map_err(|_| AppError::NotFound)?;
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let named = dispute.to_string();
    let (lots, cause, why) = call.read(move |conn| dispute::to_revise(conn, &scope, (&id, &dispute))).await?;
    let lots = lots.into_iter().map(|lot| ("onderdeel".to_owned(), lot.to_string()));
    let rest = [("geschil", named), ("aanleiding", cause.to_owned()), ("motivering", why)];
    let rest = rest.into_iter().map(|(name, value)| (name.to_owned(), value));
    Ok(FormView::new(&Form::of(lots.chain(rest)), Vec::new()))
}

/// `GET /beoordeling/aanmeldingen/{id}/herzien`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, filled_in(&call).await?).await?;
    call.page(PAGE, &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/herzien`
///
/// # Errors
/// [`AppError::Refused`] where nothing was decided.
pub async fn revise(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let again = Again {
        lots: call.form.all("onderdeel").filter_map(|id| Id::parse(id).ok()).collect(),
        cause: call.form.text("aanleiding").to_owned(),
        motivation: call.form.text("motivering").to_owned(),
        dispute: call.form.text("geschil").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            review::revise(conn, ctx, &scope, &id, &again)?;
            Ok(address(&id))
        })
        .await;
    call.or_again(done, PAGE, async |form| look(&call, form).await).await
}
