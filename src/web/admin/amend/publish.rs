//! Proposing a wijziging, and what publishing it does: read by another person, who then publishes it or gives it back.
//! May import: app, domain, web.

use serde::Serialize;

use super::page::{ToldView, told_of};
use super::{Head, home, seen};
use crate::app::FieldError;
use crate::app::amend::{self, Dossier, Rectified, Running, Wish};
use crate::app::{evidence_requests, national, nota};
use crate::domain::amendment::Amendment;
use crate::domain::ids::{AmendmentId, Id, NotaId, WindowId};
use crate::domain::scheme::{Scheme, SchoolHolidays};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const TEMPLATE: &str = "admin/wijziging-publiceren.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    /// Whether this visitor proposed it: then somebody else publishes.
    own: bool,
    proposed_by: String,
    proposed_at: String,
    effective: String,
    motivation: String,
    note: String,
    changes: Vec<ToldView>,
    trial: String,
    population: usize,
    dropping_out: usize,
    /// How many admitted aanbieders will be asked for evidence.
    asked: usize,
    windows: Vec<WindowView>,
    frozen: Vec<FrozenView>,
    form: FormView,
}

/// A window that can take the new version over.
#[derive(Serialize)]
struct WindowView {
    id: String,
    title: String,
    closes: String,
    /// The later close that the change asks for; else empty.
    moves_to: String,
    unpublished: bool,
    /// Whether a nota van inlichtingen is ready that announces it.
    nota: bool,
    /// What to know about the summer holidays when the close moves.
    summer: Vec<String>,
}

/// A window that keeps its version.
#[derive(Serialize)]
struct FrozenView {
    id: String,
    title: String,
    why: String,
}

/// The windows that can take it over, and those that keep theirs.
fn sorted(
    windows: Vec<Running>,
    notas: &[(WindowId, NotaId)],
    scheme: &Scheme,
    holidays: &SchoolHolidays,
) -> (Vec<WindowView>, Vec<FrozenView>) {
    let (mut open, mut frozen) = (Vec::new(), Vec::new());
    for one in windows {
        let closes = one.window.phases().closes;
        match one.rectified {
            Err(why) => frozen.push(FrozenView { id: one.id.to_string(), title: one.title, why }),
            Ok(changed) => {
                let moved = Some(changed.phases().closes).filter(|later| *later > closes);
                let summer = moved.map(|_| national::summer_notices(holidays, scheme, changed.phases()));
                open.push(WindowView {
                    nota: notas.iter().any(|(window, _)| *window == one.id),
                    id: one.id.to_string(),
                    title: one.title,
                    closes: closes.to_rfc3339(),
                    moves_to: moved.map(|later| later.to_rfc3339()).unwrap_or_default(),
                    unpublished: one.unpublished,
                    summer: summer.unwrap_or_default(),
                });
            }
        }
    }
    (open, frozen)
}

/// `POST …/voorstellen`
///
/// # Errors
/// [`AppError::Refused`] when it cannot be proposed as it is; [`AppError::Stale`].
pub async fn propose(call: Call) -> Answer {
    let (scope, id, seen) = seen(&call)?;
    let from = DateParts::sent(&call.form, "ingang").date();
    let from = match from {
        Ok(from) => from,
        Err(wrong) => {
            return super::page::again(&call, vec![FieldError::new("ingang_day", wrong)]).await;
        }
    };
    let note = call.form.text("toelichting").to_owned();
    let done = call
        .change(move |conn, ctx| {
            amend::propose(conn, ctx, &scope, &id, seen, &Wish { note: &note, from })?;
            Ok(format!("{}/publiceren", home(&id)))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => super::page::again(&call, mistakes).await,
        Err(AppError::Refused(why)) => {
            super::page::again(&call, vec![FieldError::new("ingang_day", why)]).await
        }
        done => done,
    }
}

/// `GET …/publiceren`
///
/// # Errors
/// [`AppError::NotFound`] for another region's, and for one that does not wait.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id, ctx): (_, AmendmentId, _) = (call.visitor.region_scope()?, call.id("id")?, call.ctx());
    let (dossier, (windows, frozen), asked) = call
        .read(move |conn| {
            let dossier = amend::dossier(conn, &scope, &id)?;
            let running = amend::running(conn, &ctx, &scope, &dossier.opened)?;
            let holidays = national::holidays_of_region(conn, &scope)?;
            let notas = nota::announced(conn, &scope, &id)?;
            let windows = sorted(running, &notas, &dossier.opened.scheme, &holidays);
            let asked = match &dossier.opened.life {
                Amendment::Proposed(proposed) => {
                    evidence_requests::count(conn, &scope, &dossier.opened, proposed.effective)?
                }
                _ => 0,
            };
            Ok((dossier, windows, asked))
        })
        .await?;
    let Dossier { opened, proposed_by, mut trials, .. } = dossier;
    let Amendment::Proposed(proposed) = &opened.life else { return Err(AppError::NotFound) };
    let trial = if trials.is_empty() { return Err(AppError::NotFound) } else { trials.swap_remove(0) };
    let me = call.me();
    Ok(Page {
        own: me == Some(&proposed.by),
        proposed_by: proposed_by.unwrap_or_default(),
        proposed_at: proposed.at.to_rfc3339(),
        effective: proposed.effective.to_rfc3339(),
        motivation: proposed.motivation.as_str().to_owned(),
        note: proposed.note.as_str().to_owned(),
        changes: told_of(&opened.base.scheme, &opened.scheme),
        trial: trial.id,
        population: trial.population,
        dropping_out: trial.dropping_out,
        asked,
        windows,
        frozen,
        head: Head::of(&opened),
        form,
    })
}

/// `POST …/publiceren`
///
/// # Errors
/// [`AppError::Refused`] for who proposed it, and when it cannot be published as it is; [`AppError::Stale`].
pub async fn publish(call: Call) -> Answer {
    let (scope, id, seen) = seen(&call)?;
    let (windows, looked) = chosen(&call.form)?;
    let portal = call.site.url.clone();
    let done = call
        .change(move |conn, ctx| {
            let notas = nota::announced(conn, &scope, &id)?;
            let of =
                |window: &WindowId| notas.iter().find(|(one, _)| one == window).map(|(_, id)| id.clone());
            let windows: Vec<Rectified> =
                windows.into_iter().map(|window| Rectified { nota: of(&window), window, looked }).collect();
            amend::publish(conn, ctx, &scope, (&id, seen), &windows, &portal)?;
            Ok("/beheer/regeling?klaar=gepubliceerd".to_owned())
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}

/// The windows that were chosen to take it over, and whether somebody looked at what may tell who asked something.
fn chosen(form: &Form) -> Result<(Vec<WindowId>, bool), AppError> {
    let ids = form.all("vensters").filter(|id| !id.is_empty()).map(Id::parse).collect::<Result<_, _>>();
    Ok((ids.map_err(|_| AppError::NotFound)?, form.ticked("nagekeken")))
}

/// `POST …/terug`: give it back to be worked at.
///
/// # Errors
/// [`AppError::Refused`] when it does not wait; [`AppError::Stale`].
pub async fn send_back(call: Call) -> Answer {
    let (scope, id, seen) = seen(&call)?;
    let why = call.form.text("reden").to_owned();
    let done = call
        .change(move |conn, ctx| {
            amend::send_back(conn, ctx, &scope, &id, seen, &why)?;
            Ok(home(&id))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
