//! `/beoordeling/bibob`: dossiers under the Wet Bibob, for named officers. To everybody else these pages are not there.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::DbConn;
use crate::app::bibob::{self, Line, Seen, Step};
use crate::domain::ids::{ApplicationId, BibobId, EvidenceId};
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beoordeling/bibob";

#[derive(Serialize)]
struct ListPage {
    dossiers: Vec<Line>,
}

#[derive(Serialize)]
struct BeginPage {
    application: String,
    number: String,
    name: String,
    paper: String,
    form: FormView,
}

#[derive(Serialize)]
struct OnePage {
    seen: Seen,
    form: FormView,
}

/// `GET /beoordeling/bibob`
///
/// # Errors
/// [`AppError::NotFound`] for who is no officer, and where no regeling knows Bibob.
pub async fn list(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let dossiers = call.read(move |conn| bibob::list(conn, &ctx, &scope)).await?;
    call.page("review/bibob.html", &ListPage { dossiers })
}

async fn beginning(call: &Call, form: FormView) -> Result<BeginPage, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let id: ApplicationId = call.id("application")?;
    let application = id.to_string();
    let (number, name, paper) = call.read(move |conn| bibob::to_begin(conn, &ctx, &scope, &id)).await?;
    Ok(BeginPage { application, number, name, paper, form })
}

/// `GET /beoordeling/bibob/beginnen/{application}`
///
/// # Errors
/// [`AppError::NotFound`] for who is no officer, where the regeling knows no Bibob, and for another region's.
pub async fn begin(call: Call) -> Answer {
    let page = beginning(&call, FormView::default()).await?;
    call.page("review/bibob-beginnen.html", &page)
}

/// `POST /beoordeling/bibob/beginnen/{application}`
///
/// # Errors
/// [`AppError::Refused`] outside the assessment, and while one runs.
pub async fn ask(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("application")?);
    let (portal, reason) = (call.site.url.clone(), call.form.text("reden").to_owned());
    let done = call
        .change(move |conn, ctx| {
            let made = bibob::ask(conn, ctx, (&scope, &portal), &id, &reason)?;
            Ok(format!("{HOME}/{made}"))
        })
        .await;
    let again = async |form| beginning(&call, form).await;
    call.or_again(done, "review/bibob-beginnen.html", again).await
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx, id): (_, _, BibobId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let seen = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| bibob::look(conn, &ctx, &scope, &id);
            database.look(&ctx, look, |conn| bibob::one(conn, &ctx, &scope, &id))
        })
        .await?;
    Ok(OnePage { seen, form })
}

/// `GET /beoordeling/bibob/{id}`: looking is noted, once an hour.
///
/// # Errors
/// [`AppError::NotFound`] for who is no officer, and for another region's.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page("review/bibob-dossier.html", &page)
}

/// `POST /beoordeling/bibob/{id}/stap`
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule.
pub async fn step(call: Call) -> Answer {
    let (scope, id): (_, BibobId) = (call.visitor.region_scope()?, call.id("id")?);
    let (portal, form) = (call.site.url.clone(), &call.form);
    let named = form.text("stap").to_owned();
    let choice = if named == "stop" { form.text("waarom") } else { form.text("conclusie") }.to_owned();
    let seen = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let step = Step { step: named, choice, text: form.text("tekst").to_owned(), seen };
    let done = call
        .change(move |conn, ctx| {
            bibob::take(conn, ctx, (&scope, &portal), &id, &step)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, "review/bibob-dossier.html", async |form| look(&call, form).await).await
}

/// `POST /beoordeling/bibob/{id}/notitie`
///
/// # Errors
/// [`AppError::NotFound`] for who is no officer.
pub async fn note(call: Call) -> Answer {
    let (scope, id): (_, BibobId) = (call.visitor.region_scope()?, call.id("id")?);
    let text = call.form.text("notitie").to_owned();
    let done = call
        .change(move |conn, ctx| {
            bibob::note(conn, ctx, &scope, &id, &text)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, "review/bibob-dossier.html", async |form| look(&call, form).await).await
}

/// `GET /beoordeling/bibob/{id}/bestand/{piece}`
///
/// # Errors
/// [`AppError::NotFound`] for who is no officer, and for what was not handed in for this dossier.
pub async fn file(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, piece): (BibobId, EvidenceId) = (call.id("id")?, call.id("piece")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| bibob::download(conn, &ctx, &scope, (&id, &piece))))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}
