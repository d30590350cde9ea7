//! Volgen: what happened and what comes next; taking back with a page that asks; downloads.
//! May import: app, domain (to show), web.

use std::io::Read as _;

use actix_web::HttpResponse;
use serde::Serialize;

use super::attempt::{Tried, tried};
use super::list::{Hearing, Request};
use super::{Head, base, open, seen};
use crate::app::apply::{self, Form, Opened, SentLot};
use crate::app::dispute::{self, OwnSeen};
use crate::app::verification::{self, Seen};
use crate::app::{Error, bibob, due, letters};
use crate::domain::application::State;
use crate::domain::code::Code as _;

use crate::domain::ids::{Id, LotApplicationId};
use crate::domain::words::apply as words;
use crate::files::Sha256;
use crate::storage::views::todo;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    head: Head,
    /// What the aanbieder must answer first.
    requests: Vec<Request>,
    /// The voornemens on which it can say what it thinks.
    hearings: Vec<Hearing>,
    /// Who else is asked something, and until when.
    beside: Vec<RequestBeside>,
    begun: String,
    sent: Vec<Sent>,
    taken_up: String,
    due: String,
    /// Why the decision is due on that day.
    why: Vec<String>,
    /// Since when and until when at most that term stands still.
    paused: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
    /// The same, for an investigation under the Wet Bibob.
    bibob_paused: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
    /// Whether a form was asked for that, and is not there yet.
    bibob: Option<bool>,
    /// Visits and talks to check requirements, the last first.
    verifications: Vec<Seen>,
    /// Where it does not agree with what was decided, the last first.
    disputes: Vec<OwnSeen>,
    over: bool,
    state_at: String,
    lots: Vec<Lot>,
    /// Where the letter with the decision is read; empty before there is one.
    letter: String,
    may_withdraw: bool,
    /// What was not taken, the last first.
    tried: Vec<Tried>,
}

/// One that takes part and must answer first.
#[derive(Serialize)]
struct RequestBeside {
    name: String,
    due: String,
}

#[derive(Serialize)]
struct Sent {
    seq: i32,
    at: String,
    href: String,
    receipt: bool,
    sha256: String,
}

#[derive(Serialize)]
struct Lot {
    id: String,
    title: String,
    state: &'static str,
    open: bool,
}

/// `GET /aanbieder/aanmeldingen/{id}/volgen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let opened = open(&call).await?;
    let (scope, ctx, again) = (call.visitor.org_scope()?, call.ctx(), opened.clone());
    let (sent, lots, letter, (waiting, hearings), beside, tried, (why, still, checked, disputes)) = call
        .read(move |conn| {
            let sent = apply::submissions(conn, &scope, &again.id)?;
            let letter = letters::decided(conn, &scope, &again.id)?;
            let lots = apply::sent_lots(conn, &again)?;
            let beside = todo::beside(conn, &scope, &again.id)?;
            let tried = tried(conn, &scope, &again.id)?;
            let why = due::why(conn, &again.row, &again.window, &again.scheme)?;
            let waiting = (todo::requests(conn, &scope)?, todo::hearings(conn, &scope, ctx.now)?);
            let asked = bibob::was_asked(conn, &scope, &again.id)?;
            let still = (due::paused(conn, &again.row)?, due::paused_for_bibob(conn, &again.row)?, asked);
            let checked = verification::own_list(conn, &ctx, &scope, &again.id)?;
            let disputes = dispute::own_list(conn, &scope, &again.id)?;
            Ok((sent, lots, letter, waiting, beside, tried, (why, still, checked, disputes)))
        })
        .await?;
    let head = Head::new(&call, &opened);
    let own = waiting.into_iter().filter(|one| one.application == opened.id.as_str());
    let page = Page {
        paused: still.0,
        bibob_paused: still.1,
        bibob: still.2,
        verifications: checked,
        disputes,
        requests: own.map(Request::from).collect(),
        hearings: hearings
            .into_iter()
            .filter(|one| one.application == opened.id.as_str())
            .map(Hearing::from)
            .collect(),
        beside: beside
            .into_iter()
            .map(|one| RequestBeside { name: one.name, due: one.due_at.and_utc().to_rfc3339() })
            .collect(),
        begun: opened.row.created_at.and_utc().to_rfc3339(),
        sent: sent
            .into_iter()
            .map(|one| Sent {
                seq: one.seq,
                at: one.received_at.to_rfc3339(),
                href: format!("/aanbieder/inzendingen/{}", one.id),
                receipt: one.receipt.is_some(),
                sha256: one.sha256,
            })
            .collect(),
        taken_up: opened.row.taken_up_at.map(|at| at.and_utc().to_rfc3339()).unwrap_or_default(),
        due: opened.row.decision_due_on.map(|day| day.to_string()).unwrap_or_default(),
        why,
        over: matches!(opened.life.state(), State::Decided | State::Withdrawn | State::NotHandled),
        state_at: opened.row.state_at.and_utc().to_rfc3339(),
        letter: letter.map(|id| format!("/aanbieder/brieven/{id}")).unwrap_or_default(),
        lots: lots.iter().map(|lot| shown(&opened, lot)).collect(),
        may_withdraw: head.may_sign && head.sent,
        tried,
        head,
    };
    call.page("provider/aanmelding/volgen.html", &page)
}

fn shown(opened: &Opened, lot: &SentLot) -> Lot {
    let group = opened.scheme.group(&lot.lot.group).map_or("", |group| group.title.as_str());
    let gemeente = opened.scheme.gemeente(&lot.lot.gemeente).map_or("", |one| one.name.as_str());
    let withdrawn = crate::domain::application::lot::State::Withdrawn;
    // Which step the team is at is not shown: only that it is at work, that it is decided, or that it was taken back.
    let state = match lot.state.code() {
        "proposed" | "countersigned" => "pending",
        code => code,
    };
    Lot { id: lot.id.to_string(), title: words::lot(group, gemeente), state, open: lot.state != withdrawn }
}

#[derive(Serialize)]
struct WithdrawPage {
    head: Head,
    lot: String,
    title: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/intrekken`: asks before it is done; with `perceel` for one lot.
///
/// # Errors
/// [`AppError::NotFound`] for a lot that the application does not have.
pub async fn ask(call: Call) -> Answer {
    let opened = open(&call).await?;
    let wanted = call.query().text("perceel").to_owned();
    let again = opened.clone();
    let lots = call.read(move |conn| apply::sent_lots(conn, &again)).await?;
    let lot = lots.iter().find(|lot| lot.id.as_str() == wanted && !wanted.is_empty());
    if lot.is_none() && !wanted.is_empty() {
        return Err(AppError::NotFound);
    }
    let title = lot.map(|lot| shown(&opened, lot).title).unwrap_or_default();
    let page = WithdrawPage { head: Head::new(&call, &opened), lot: wanted, title };
    call.page("provider/aanmelding/intrekken.html", &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/intrekken`
///
/// # Errors
/// [`AppError::Refused`] after the close with both times; [`AppError::Forbidden`] for who may not sign.
pub async fn withdraw(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let lot = call.form.text("perceel");
    let lot: Option<LotApplicationId> =
        if lot.is_empty() { None } else { Some(Id::parse(lot).map_err(|_| AppError::NotFound)?) };
    call.change(move |conn, ctx| {
        match &lot {
            Some(lot) => apply::withdraw_lot(conn, ctx, &scope, &id, seen, lot)?,
            None => apply::withdraw(conn, ctx, &scope, &id, seen)?,
        }
        Ok(format!("{}/volgen", base(&id)))
    })
    .await
}

/// `GET /aanbieder/inzendingen/{id}/json`: the canonical bytes of what was sent in.
///
/// # Errors
/// [`AppError::NotFound`] when it is not this organisation's.
pub async fn json(call: Call) -> Answer {
    let (scope, id, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let (snapshot, row) = call
        .site
        .blocking(move |database| database.write(|conn| apply::download(conn, &ctx, &scope, &id, Form::Json)))
        .await?;
    let name = format!("attachment; filename=\"{}-{}.json\"", snapshot.number, snapshot.seq);
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("content-disposition", name))
        .body(row.content))
}

/// `GET /aanbieder/inzendingen/{id}/tlog-proof`: the proof that the log tells of it, once the log was signed.
///
/// # Errors
/// [`AppError::NotFound`] before that, and when it is not this organisation's.
pub async fn proof(call: Call) -> Answer {
    let (scope, id, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let (snapshot, proof) = call
        .site
        .blocking(move |database| {
            let proof = database.read(|conn| apply::log_proof(conn, &scope, &id))?.ok_or(Error::NotFound)?;
            let noted = database.write(|conn| apply::download(conn, &ctx, &scope, &id, Form::Proof))?;
            Ok((noted.0, proof))
        })
        .await?;
    let name = format!("attachment; filename=\"logboek-{}-{}.tlog-proof\"", snapshot.number, snapshot.seq);
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("content-disposition", name))
        .body(proof.to_string()))
}

/// `GET /aanbieder/inzendingen/{id}/pdf`: the receipt, once it was made.
///
/// # Errors
/// [`AppError::NotFound`] before that, and when it is not this organisation's.
pub async fn pdf(call: Call) -> Answer {
    let (scope, id, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let store = call.site.store.clone();
    let (name, bytes) = call
        .site
        .blocking(move |database| {
            let (snapshot, row) =
                database.write(|conn| apply::download(conn, &ctx, &scope, &id, Form::Receipt))?;
            let made = row.receipt_sha256.ok_or(Error::NotFound)?;
            let address: Sha256 = made.parse().map_err(Error::internal)?;
            let mut blob = store.open(&address).map_err(|why| Error::Store(Box::new(why)))?;
            let mut bytes = Vec::new();
            blob.file.read_to_end(&mut bytes).map_err(|why| Error::Store(Box::new(why)))?;
            Ok((format!("ontvangstbevestiging-{}-{}.pdf", snapshot.number, snapshot.seq), bytes))
        })
        .await?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header(("content-disposition", format!("attachment; filename=\"{name}\"")))
        .body(bytes))
}
