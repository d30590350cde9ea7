//! Not agreeing with what was decided: the aanbieder sends in a klacht or a bezwaar, and follows what comes of it.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::dispute::{self, FiledForm, Own, ToFile};
use crate::domain::ids::{ApplicationId, DisputeId, LetterId};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const FILE: &str = "provider/oneens.html";
const ONE: &str = "provider/geschil.html";

#[derive(Serialize)]
struct FilePage {
    file: ToFile,
    action: String,
    form: FormView,
    /// Whether the visitor may send something in for its organisation.
    may_file: bool,
}

#[derive(Serialize)]
struct OnePage {
    own: Own,
    action: String,
    form: FormView,
    /// Whether the visitor may take it back for its organisation.
    may_withdraw: bool,
}

async fn filing(call: &Call, form: FormView) -> Result<FilePage, AppError> {
    let (scope, ctx, id): (_, _, LetterId) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    let action = format!("/aanbieder/brieven/{id}/oneens");
    let file = call.read(move |conn| dispute::to_file(conn, &ctx, &scope, &id)).await?;
    Ok(FilePage { file, action, form, may_file: call.may("dispute.file") })
}

/// `GET /aanbieder/brieven/{id}/oneens`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's letter, and one that is not about decisions.
pub async fn file_page(call: Call) -> Answer {
    let page = filing(&call, FormView::default()).await?;
    call.page(FILE, &page)
}

/// `POST /aanbieder/brieven/{id}/oneens`
///
/// # Errors
/// As [`file_page`].
pub async fn file(call: Call) -> Answer {
    let (scope, portal) = (call.visitor.org_scope()?, call.site.url.clone());
    let letter: LetterId = call.id("id")?;
    let filed = FiledForm {
        decisions: call.form.all("onderdeel").map(str::to_owned).collect(),
        grounds: call.form.text("waarom").to_owned(),
        late: call.form.text("later").to_owned(),
    };
    let done = call
        .change(move |conn, ctx| {
            let (application, id) = dispute::file(conn, ctx, (&scope, &portal), &letter, &filed)?;
            Ok(dispute::own_address(&application, &id))
        })
        .await;
    call.or_again(done, FILE, async |form| filing(&call, form).await).await
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let (id, one): (ApplicationId, DisputeId) = (call.id("id")?, call.id("dispute")?);
    let action = format!("{}/intrekken", dispute::own_address(&id, &one));
    let own = call.read(move |conn| dispute::own(conn, &ctx, &scope, (&id, &one))).await?;
    let may_withdraw = own.can_withdraw && call.may("dispute.withdraw");
    Ok(OnePage { own, action, form, may_withdraw })
}

/// `GET /aanbieder/aanmeldingen/{id}/geschillen/{dispute}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/geschillen/{dispute}/intrekken`
///
/// # Errors
/// [`AppError::Refused`] when it is over.
pub async fn withdraw(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let (id, one): (ApplicationId, DisputeId) = (call.id("id")?, call.id("dispute")?);
    let why = call.form.text("reden").to_owned();
    let seen = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let done = call
        .change(move |conn, ctx| {
            dispute::withdraw_own(conn, ctx, &scope, (&id, &one), (&why, seen))?;
            Ok(dispute::own_address(&id, &one))
        })
        .await;
    call.or_again(done, ONE, async |form| look(&call, form).await).await
}
