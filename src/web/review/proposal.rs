//! Proposing an outcome for a lot, and the second person who agrees or sends it back.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::dossier::address;
use super::{note_look, seen};
use crate::app::review::{self, Advised, show};
use crate::app::{DbConn, decide};
use crate::domain::ids::{ApplicationId, DecisionId, Id, LotApplicationId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const LIST: &str = "/beoordeling/medelezen";

#[derive(Serialize)]
struct AdvisePage {
    dossier: show::Dossier,
    lot: show::Lot,
    form: FormView,
}

#[derive(Serialize)]
struct ListPage {
    waiting: Vec<show::Waiting>,
}

#[derive(Serialize)]
struct OnePage {
    proposal: show::ProposalSeen,
    form: FormView,
    /// Whether the visitor countersigns, and does not only read.
    assesses: bool,
    /// Whether the visitor had another part in it, so that somebody else reads along.
    has_part: bool,
}

async fn look(call: &Call, form: FormView) -> Result<AdvisePage, AppError> {
    let (scope, ctx): (_, _) = (call.visitor.region_scope()?, call.ctx());
    let (id, lot): (ApplicationId, LotApplicationId) = (call.id("id")?, call.id("lot")?);
    let application = id.clone();
    let dossier = call.read(move |conn| show::dossier(conn, &ctx, &scope, &id)).await?;
    let lot = dossier.lots.iter().find(|one| one.id == lot.as_str()).cloned().ok_or(AppError::NotFound)?;
    note_look(call, &application).await?;
    Ok(AdvisePage { dossier, lot, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/voorstel/{lot}`
///
/// # Errors
/// [`AppError::NotFound`] for another application's lot.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/voorstel.html", &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/voorstel/{lot}`
///
/// # Errors
/// [`AppError::Refused`] when it does not follow from what was judged.
pub async fn propose(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let advised = Advised {
        lot: call.id("lot")?,
        outcome: call.form.text("voorstel").to_owned(),
        note: call.form.text("toelichting").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            review::propose(conn, ctx, &scope, &id, &advised)?;
            Ok(format!("{}#kavels", address(&id)))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            call.refused_form("review/voorstel.html", &page)
        }
        done => done,
    }
}

/// `POST /beoordeling/aanmeldingen/{id}/voorstellen`: to admit, for several lots at once.
///
/// # Errors
/// [`AppError::Refused`] when it does not follow from what was judged.
pub async fn admit_all(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    let lots = call.form.all("kavel").map(Id::parse).collect::<Result<Vec<_>, _>>();
    let lots = lots.map_err(|_| AppError::NotFound)?;
    let done = call
        .change(move |conn, ctx| {
            review::admit_all(conn, ctx, &scope, &id, (&lots, seen))?;
            Ok(format!("{}#kavels", address(&id)))
        })
        .await;
    super::dossier::again(&call, done, "voorstellen").await
}

/// `GET /beoordeling/medelezen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let waiting = call.read(move |conn| show::proposals(conn, &ctx, &scope)).await?;
    call.page("review/medelezen.html", &ListPage { waiting })
}

async fn read(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx, id): (_, _, DecisionId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let read = move |conn: &mut DbConn| {
        Ok((show::proposal(conn, &ctx, &scope, &id)?, decide::has_part(conn, &ctx, &scope, &id)?))
    };
    let (proposal, has_part) = call.read(read).await?;
    note_look(call, &Id::parse(&proposal.head.id).map_err(|_| AppError::NotFound)?).await?;
    Ok(OnePage { proposal, form, assesses: call.may("countersign.agree"), has_part })
}

/// `GET /beoordeling/medelezen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's.
pub async fn one(call: Call) -> Answer {
    let page = read(&call, FormView::default()).await?;
    call.page("review/medelezen_een.html", &page)
}

/// `POST /beoordeling/medelezen/{id}/akkoord`
///
/// # Errors
/// [`AppError::Refused`] when this person assessed, or it lies elsewhere by now.
pub async fn agree(call: Call) -> Answer {
    let (scope, id): (_, DecisionId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        review::agree(conn, ctx, &scope, &id)?;
        Ok(LIST.to_owned())
    })
    .await
}

/// `POST /beoordeling/medelezen/{id}/terug`
///
/// # Errors
/// [`AppError::Refused`] when it lies elsewhere by now.
pub async fn send_back(call: Call) -> Answer {
    let (scope, id): (_, DecisionId) = (call.visitor.region_scope()?, call.id("id")?);
    let why = call.form.text("motivering").to_owned();
    let done = call
        .change(move |conn, ctx| {
            review::send_back(conn, ctx, &scope, &id, &why)?;
            Ok(LIST.to_owned())
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = read(&call, FormView::new(&call.form, mistakes)).await?;
            call.refused_form("review/medelezen_een.html", &page)
        }
        done => done,
    }
}
