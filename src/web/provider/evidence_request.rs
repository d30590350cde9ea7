//! A request for evidence to an aanbieder that is admitted already, and its answer from the vault.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::evidence_requests::{self as requests, One, Reply};
use crate::domain::admission::RequestState;
use crate::domain::code::Code as _;
use crate::domain::ids::EvidenceRequestId;
use crate::domain::scheme::Manner;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "provider/bewijsverzoek.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    id: String,
    region: String,
    title: String,
    text: String,
    state: &'static str,
    due: String,
    /// Why it is that day.
    why: Vec<String>,
    lacking: String,
    reply: String,
    /// Names of the files that were sent.
    sent: Vec<String>,
    /// Where to add what is not in the vault yet.
    shelves: Vec<Choice>,
    vault: Vec<Choice>,
    version: i64,
    may_answer: bool,
    /// Whether a newer bewijsstuk is asked, because the one that is there expires.
    expires: bool,
    done: bool,
}

/// Something to choose.
#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// `GET /aanbieder/toelatingen/bewijsverzoek/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id): (_, EvidenceRequestId) = (call.visitor.org_scope()?, call.id("id")?);
    let own = call.read(move |conn| requests::own(conn, &scope, &id)).await?;
    let One { line, text, pieces, why } = own.one;
    let row = line.row;
    let uploaded = own.kinds.iter().filter(|def| def.manner != Manner::SeenOnly);
    Ok(Page {
        form,
        region: line.name,
        title: line.title,
        text,
        state: row.state.0.code(),
        due: row.due_on.to_string(),
        why,
        sent: pieces.into_iter().map(|(piece, _)| piece.file_name).collect(),
        shelves: uploaded
            .map(|def| Choice { value: def.code.to_string(), label: def.title.clone() })
            .collect(),
        vault: own
            .vault
            .into_iter()
            .map(|(piece, _)| Choice { value: piece.id, label: piece.file_name })
            .collect(),
        version: row.version,
        may_answer: row.state.0 == RequestState::Asked && call.may("evidence_requests.answer"),
        expires: row.is_renewal(),
        done: call.query().text("gedaan") == "verstuurd",
        id: row.id,
        lacking: row.reason,
        reply: row.reply,
    })
}

/// `POST /aanbieder/toelatingen/bewijsverzoek/{id}`
///
/// # Errors
/// [`AppError::Refused`] when it is settled; [`AppError::Stale`].
pub async fn answer(call: Call) -> Answer {
    let (scope, id): (_, EvidenceRequestId) = (call.visitor.org_scope()?, call.id("id")?);
    let seen = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let reply = Reply {
        text: call.form.text("antwoord").to_owned(),
        evidence: call.form.all("bewijs").map(ToString::to_string).collect(),
    };
    let done = call
        .change(move |conn, ctx| {
            requests::answer(conn, ctx, &scope, (&id, seen), &reply)?;
            Ok(format!("/aanbieder/toelatingen/bewijsverzoek/{id}?gedaan=verstuurd"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
