//! One application: the dossier, taking it and giving it back, a tie to the aanbieder, messages, and its files.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::seen;
use crate::app::agreement::{self, Differences};
use crate::app::review::{self, Opened, Whom, show};
use crate::app::verification::{self, Seen};
use crate::app::{Database, DbConn, dispute};
use crate::domain::application::Relation;
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, ClarificationId, EvidenceId, Id, MemberId};
use crate::domain::words::review as words;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::FormView;

#[derive(Serialize)]
struct Page {
    dossier: show::Dossier,
    /// Visits and talks to check requirements.
    verifications: Vec<Seen>,
    /// Disputes about what was decided, and what they stop.
    beside: dispute::Beside,
    /// About what those who judged without each other differ.
    differences: Differences,
    form: FormView,
    /// Which form on the page was refused.
    refused: &'static str,
    /// Whether the visitor assesses, and does not only read.
    assesses: bool,
    /// Whether the visitor compares registrations.
    checks: bool,
    /// Whether the visitor may have what was decided looked at again.
    revises: bool,
    /// Whether the visitor registers disputes.
    registers: bool,
    /// To whom the visitor can give it.
    colleagues: Vec<Party>,
}

#[derive(Serialize)]
struct TiePage {
    head: show::Head,
    /// Whom somebody can be tied to, where others take part.
    parties: Vec<Party>,
    form: FormView,
}

/// Somebody to choose: the aanbieder, one that takes part beside it, or a colleague.
#[derive(Serialize)]
struct Party {
    /// The member or the colleague; `penvoerder` for the aanbieder itself.
    value: String,
    label: String,
}

/// How the aanbieder itself is chosen.
const LEAD: &str = "penvoerder";

/// The address of a dossier.
pub(super) fn address(id: &ApplicationId) -> String {
    format!("/beoordeling/aanmeldingen/{id}")
}

/// `GET /beoordeling/aanmeldingen/{id}`: looking is noted, once an hour.
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default(), "").await?;
    let answer = call.page("review/dossier.html", &page)?;
    if page.dossier.head.is_mine && page.dossier.notes.iter().any(|note| note.is_new) {
        let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
        let read = move |database: &Database| database.light(|conn| show::has_read(conn, &scope, &id));
        call.site.blocking(read).await?;
    }
    Ok(answer)
}

async fn look(call: &Call, form: FormView, refused: &'static str) -> Result<Page, AppError> {
    let (scope, ctx): (_, _) = (call.visitor.region_scope()?, call.ctx());
    let id: ApplicationId = call.id("id")?;
    let colleagues = colleagues(call).await?;
    let (dossier, verifications, beside, differences) = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| show::look(conn, &ctx, &scope, &id);
            database.look(&ctx, look, |conn| {
                let checked = verification::of_application(conn, &ctx, &scope, &id)?;
                let beside = dispute::beside(conn, &ctx, &scope, &id)?;
                let dossier = show::dossier(conn, &ctx, &scope, &id)?;
                // Only two who are both done can differ.
                let differences = match dossier.head.done {
                    0 | 1 => Differences::default(),
                    _ => agreement::differences(conn, &ctx, &scope, &id)?,
                };
                Ok((dossier, checked, beside, differences))
            })
        })
        .await?;
    let (assesses, checks) = (call.may("dossier.take"), call.may("claims.one"));
    let (revises, registers) = (call.may("revision.open"), call.may("dispute.register"));
    Ok(Page {
        dossier,
        verifications,
        beside,
        differences,
        form,
        refused,
        assesses,
        checks,
        colleagues,
        revises,
        registers,
    })
}

/// To whom the visitor can give an application; nobody where the visitor only reads.
async fn colleagues(call: &Call) -> Result<Vec<Party>, AppError> {
    if !call.may("dossier.hand_over") {
        return Ok(Vec::new());
    }
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let found = call.read(move |conn| review::workload::colleagues(conn, &ctx, &scope)).await?;
    Ok(found.into_iter().map(|(value, label)| Party { value, label }).collect())
}

/// `POST /beoordeling/aanmeldingen/{id}/nemen`
///
/// # Errors
/// [`AppError::Refused`] when it cannot be this person's work.
pub async fn take(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    call.change(move |conn, ctx| {
        review::take(conn, ctx, &scope, &id, seen)?;
        Ok(format!("{}#begin", address(&id)))
    })
    .await
}

/// `POST /beoordeling/aanmeldingen/{id}/teruggeven`
///
/// # Errors
/// [`AppError::Refused`] when it is not this person's work.
pub async fn give_back(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    call.change(move |conn, ctx| {
        review::give_back(conn, ctx, &scope, &id, seen)?;
        Ok(address(&id))
    })
    .await
}

/// `POST /beoordeling/aanmeldingen/{id}/toewijzen`: to a colleague.
///
/// # Errors
/// [`AppError::Refused`] when it is not this person's to give.
pub async fn hand_over(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    let Ok(to) = Id::parse(call.form.text("collega")) else {
        let mistakes = vec![crate::app::FieldError::new("collega", words::SAY_COLLEAGUE)];
        return again(&call, Err(AppError::Invalid(mistakes)), "collega").await;
    };
    let done = call
        .change(move |conn, ctx| {
            review::hand_over(conn, ctx, &scope, &id, (&to, seen))?;
            Ok(address(&id))
        })
        .await;
    again(&call, done, "collega").await
}

/// `GET /beoordeling/aanmeldingen/{id}/belang`
///
/// # Errors
/// As [`page`].
pub async fn tie_page(call: Call) -> Answer {
    let page = tie(&call, FormView::default()).await?;
    call.page("review/belang.html", &page)
}

async fn tie(call: &Call, form: FormView) -> Result<TiePage, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let (head, opened) = call
        .read(move |conn| {
            let opened = Opened::load(conn, &ctx, &scope, &id)?;
            Ok((show::head(conn, &ctx, &scope, &opened)?, opened))
        })
        .await?;
    let party = |member: Option<&MemberId>| Party {
        value: member.map_or_else(|| LEAD.to_owned(), ToString::to_string),
        label: opened.name_of(member).to_owned(),
    };
    let parties = match opened.members.as_slice() {
        [] => Vec::new(),
        members => std::iter::once(None).chain(members.iter().map(Some)).map(party).collect(),
    };
    Ok(TiePage { head, parties, form })
}

/// `POST /beoordeling/aanmeldingen/{id}/belang`
///
/// # Errors
/// As [`page`].
pub async fn declare(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let seen = seen(&call)?;
    let note = call.form.text("toelichting").to_owned();
    let whom = match call.form.text("met") {
        "" => Whom::Unsaid,
        LEAD => Whom::Lead,
        id => Whom::Member(Id::parse(id).map_err(|_| AppError::NotFound)?),
    };
    let Some(relation) = Relation::from_code(call.form.text("band")) else {
        let mistakes = vec![crate::app::FieldError::new("band", words::SAY_RELATION)];
        let page = tie(&call, FormView::new(&call.form, mistakes)).await?;
        return call.refused_form("review/belang.html", &page);
    };
    let done = call
        .change(move |conn, ctx| {
            review::declare(conn, ctx, &scope, &id, (relation, &whom), (&note, seen))?;
            Ok(address(&id))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = tie(&call, FormView::new(&call.form, mistakes)).await?;
            call.refused_form("review/belang.html", &page)
        }
        done => done,
    }
}

/// `POST /beoordeling/aanmeldingen/{id}/berichten`
///
/// # Errors
/// As [`page`].
pub async fn write(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (portal, body) = (call.site.url.clone(), call.form.text("bericht").to_owned());
    let done = call
        .change(move |conn, ctx| {
            review::from_team(conn, ctx, &scope, &portal, &id, &body)?;
            Ok(format!("{}#berichten", address(&id)))
        })
        .await;
    again(&call, done, "bericht").await
}

/// `POST /beoordeling/aanmeldingen/{id}/herstel/{request}/intrekken`
///
/// # Errors
/// [`AppError::Refused`] when it is not open, or not this person's work.
pub async fn take_back(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (request, seen): (ClarificationId, _) = (call.id("request")?, seen(&call)?);
    let why = call.form.text("motivering").to_owned();
    let done = call
        .change(move |conn, ctx| {
            review::take_back(conn, ctx, &scope, &id, &request, (&why, seen))?;
            Ok(format!("{}#herstel", address(&id)))
        })
        .await;
    again(&call, done, "intrekken").await
}

/// The dossier with the form that was refused.
pub(super) async fn again(call: &Call, done: Answer, refused: &'static str) -> Answer {
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = look(call, FormView::new(&call.form, mistakes), refused).await?;
            call.refused_form("review/dossier.html", &page)
        }
        done => done,
    }
}

/// `GET /beoordeling/aanmeldingen/{id}/bewijs/{piece}`: each download is noted.
///
/// # Errors
/// [`AppError::NotFound`] for what was not sent in with this application.
pub async fn file(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, piece): (ApplicationId, EvidenceId) = (call.id("id")?, call.id("piece")?);
    let file = call
        .site
        .blocking(move |database| database.write(|conn| show::download(conn, &ctx, &scope, &id, &piece)))
        .await?;
    download::hand_out(&call, &file.sha256, &file.media_type, &file.file_name).await
}
