//! Controleren, verklaren en indienen; and the page that says it was received.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{Head, Stop, address, base, open, places_of, seen};
use crate::app::apply::{self, Saved, Submit};
use crate::domain::code::Code as _;
use crate::domain::facts::FactValue;
use crate::domain::organisation::Signing;
use crate::domain::words::dates::exact_moment;
use crate::domain::words::{apply as words, members as member_words, requirement};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

const TEMPLATE: &str = "provider/aanmelding/indienen.html";

#[derive(Serialize)]
struct Page {
    head: Head,
    stops: Vec<Stop>,
    undeclared: bool,
    lots: Vec<Lot>,
    sections: Vec<Part>,
    evidence: Vec<Pair>,
    /// Who take part beside the penvoerder.
    members: Vec<Member>,
    /// `alone`, `first` (confirm), `second` (send in after another confirmed) or `waiting` (for another).
    signing: &'static str,
}

#[derive(Serialize)]
struct Lot {
    title: String,
    products: String,
    places: i64,
}

/// One that takes part, and how far it is.
#[derive(Serialize)]
struct Member {
    name: String,
    role: &'static str,
    state: &'static str,
    href: String,
}

#[derive(Serialize)]
struct Part {
    title: &'static str,
    rows: Vec<Pair>,
}

#[derive(Serialize)]
struct Pair {
    key: String,
    value: String,
    change: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/indienen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, false).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, undeclared: bool) -> Result<Page, AppError> {
    let (scope, id, now) = (call.visitor.org_scope()?, call.id("id")?, call.now);
    let me = call.me().cloned();
    let (opened, drafts, answers, linked, members, blockers, signing) = call
        .read(move |conn| {
            let opened = apply::open(conn, &scope, &id)?;
            let drafts = apply::chosen(conn, &id)?;
            let answers = apply::answers_of(conn, &opened)?;
            let linked = apply::linked(conn, &scope, &id)?;
            let members = apply::members(conn, &opened)?;
            let blockers = apply::blockers(conn, &opened, now)?;
            let signing = match (apply::signing(conn, &scope)?, apply::confirmed(conn, &opened)?) {
                (Signing::Alone, _) => "alone",
                (Signing::Jointly, Some(other)) if Some(&other) != me.as_ref() => "second",
                (Signing::Jointly, _) if apply::volmacht(conn, &opened)?.is_some() => "volmacht",
                (Signing::Jointly, Some(_)) => "waiting",
                (Signing::Jointly, None) => "first",
            };
            Ok((opened, drafts, answers, linked, members, blockers, signing))
        })
        .await?;
    let places = places_of(&opened, &drafts, call.now);
    let head = Head::new(call, &opened);
    let scheme = &opened.scheme;
    let part = |(section, asked): (apply::Section, Vec<apply::Asked<'_>>)| Part {
        title: words::section(section),
        rows: asked
            .iter()
            .filter(|one| one.follows.as_ref().is_none_or(|lead| is_yes(answers.get(lead))))
            .map(|one| Pair {
                key: one.def.question.clone(),
                value: match answers.get(&one.def.code) {
                    Some(Saved::Value { value, .. }) => requirement::value(Some(&one.def.kind), value),
                    Some(Saved::Raw(_)) => words::UNREADABLE.to_owned(),
                    None => String::new(),
                },
                change: format!("{}/vragen/{}#vraag-{}", head.base, section.code(), one.def.code),
            })
            .collect(),
    };
    let lot = |draft: &apply::LotDraft| Lot {
        title: words::lot(
            scheme.group(&draft.group).map_or("", |group| group.title.as_str()),
            scheme.gemeente(&draft.gemeente).map_or("", |one| one.name.as_str()),
        ),
        products: draft
            .products
            .iter()
            .filter_map(|code| scheme.product(code).map(|(_, product)| product.title.clone()))
            .collect::<Vec<_>>()
            .join(", "),
        places: draft.choice().capacity.iter().map(|one| one.places).max().unwrap_or(0),
    };
    let evidence = apply::evidence_asked(scheme, &drafts, None).into_iter().map(|(def, _)| Pair {
        key: def.title.clone(),
        value: linked
            .iter()
            .filter(|one| one.kind == def.code.as_str())
            .map(|one| one.piece.file_name.clone())
            .collect::<Vec<_>>()
            .join(", "),
        change: format!("{}/bewijs#soort-{}", head.base, def.code),
    });
    let member = |one: apply::Seen| Member {
        name: one.named.name,
        role: member_words::role(one.named.task.role()),
        state: one.state.code(),
        href: format!("{}/samen/{}", head.base, one.id),
    };
    Ok(Page {
        members: members.into_iter().map(member).collect(),
        stops: blockers
            .iter()
            .map(|one| Stop { href: address(&opened, &places, &one.link), text: one.message.clone() })
            .collect(),
        undeclared,
        lots: drafts.iter().map(lot).collect(),
        sections: apply::sections(&opened, &drafts, call.now).into_iter().map(part).collect(),
        evidence: evidence.collect(),
        signing,
        head,
    })
}

/// What hangs on a yes is asked only then.
fn is_yes(answer: Option<&Saved>) -> bool {
    matches!(answer, Some(Saved::Value { value: FactValue::YesNo(true), .. }))
}

/// `POST /aanbieder/aanmeldingen/{id}/indienen`
///
/// # Errors
/// [`AppError::ClockUnknown`] where this node cannot tell whether it is in time; [`AppError::Refused`] with the exact times when it is too
/// late; [`AppError::Stale`].
pub async fn send(call: Call) -> Answer {
    call.site.pace.check(call.site.clock.of_this_node()).map_err(|_| AppError::ClockUnknown)?;
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let (declared, portal) = (call.form.ticked("verklaring"), call.site.url.clone());
    let done = call
        .change(move |conn, ctx| {
            let command = Submit { application: &id, seen, declared, portal: &portal };
            apply::submit(conn, ctx, &scope, &command)?;
            Ok(format!("{}/ontvangst", base(&id)))
        })
        .await;
    again(&call, done, declared).await
}

/// `POST /aanbieder/aanmeldingen/{id}/bevestigen`: the first of two who sign together.
///
/// # Errors
/// As for [`send`].
pub async fn confirm(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let (declared, portal) = (call.form.ticked("verklaring"), call.site.url.clone());
    let done = call
        .change(move |conn, ctx| {
            let command = Submit { application: &id, seen, declared, portal: &portal };
            apply::confirm(conn, ctx, &scope, &command)?;
            Ok(format!("{}/indienen", base(&id)))
        })
        .await;
    again(&call, done, declared).await
}

async fn again(call: &Call, done: Answer, declared: bool) -> Answer {
    match done {
        Err(AppError::Invalid(_)) => {
            let page = look(call, !declared).await?;
            call.refused_form(TEMPLATE, &page)
        }
        done => done,
    }
}

#[derive(Serialize)]
struct Received {
    head: Head,
    received_at: String,
    seq: i32,
    sha256: String,
    snapshot: String,
    receipt: bool,
    proof: bool,
    due: String,
    lots: usize,
}

/// `GET /aanbieder/aanmeldingen/{id}/ontvangst`
///
/// # Errors
/// [`AppError::NotFound`] while nothing was sent in.
pub async fn received(call: Call) -> Answer {
    let opened = open(&call).await?;
    let (scope, id) = (call.visitor.org_scope()?, opened.id.clone());
    let (sent, lots) = call
        .read(move |conn| Ok((apply::submissions(conn, &scope, &id)?, apply::chosen(conn, &id)?.len())))
        .await?;
    let last = sent.into_iter().next().ok_or(AppError::NotFound)?;
    let (scope, latest) = (call.visitor.org_scope()?, last.id.clone());
    let proof = call.read(move |conn| Ok(apply::log_proof(conn, &scope, &latest)?.is_some())).await?;
    let page = Received {
        head: Head::new(&call, &opened),
        received_at: exact_moment(last.received_at),
        seq: last.seq,
        snapshot: format!("/aanbieder/inzendingen/{}", last.id),
        receipt: last.receipt.is_some(),
        proof,
        sha256: last.sha256,
        due: opened.row.decision_due_on.map(|day| day.to_string()).unwrap_or_default(),
        lots,
    };
    call.page("provider/aanmelding/ontvangst.html", &page)
}
