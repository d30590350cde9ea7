//! Mijn aanmeldingen: what was begun and sent in, and the windows in which something can be begun.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::{HOME, base, last_time};
use crate::app::apply::{self, WindowOrigin};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::application::State;
use crate::domain::code::Code as _;
use crate::domain::ids::{Id, WindowId};
use crate::storage::views::todo;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    requests: Vec<Request>,
    hearings: Vec<Hearing>,
    applications: Vec<Line>,
    /// The applications of others in which the organisation takes part.
    taking_part: Vec<PartLine>,
    windows: Vec<WindowLine>,
    may_begin: bool,
    home: &'static str,
}

/// A herstelverzoek that waits.
#[derive(Serialize)]
pub(super) struct Request {
    href: String,
    number: String,
    question: String,
    due: String,
}

/// A voornemen on which it can say what it thinks.
#[derive(Serialize)]
pub(super) struct Hearing {
    href: String,
    number: String,
    due: String,
}

impl From<todo::OpenHearing> for Hearing {
    fn from(one: todo::OpenHearing) -> Self {
        Self {
            href: format!("{HOME}/{}/zienswijze/{}", one.application, one.id),
            number: one.number,
            due: one.due_at.map(|due| due.and_utc().to_rfc3339()).unwrap_or_default(),
        }
    }
}

impl From<todo::OpenRequest> for Request {
    fn from(one: todo::OpenRequest) -> Self {
        Self {
            href: format!("{HOME}/{}/herstel/{}", one.application, one.id),
            number: one.number,
            question: one.question,
            due: one.due_at.and_utc().to_rfc3339(),
        }
    }
}

#[derive(Serialize)]
struct Line {
    href: String,
    number: String,
    state: &'static str,
    /// Whether the question, if there is one, is to this organisation.
    waits: bool,
    received_at: String,
    title: String,
    region: String,
    closes: String,
    open: bool,
}

#[derive(Serialize)]
struct PartLine {
    href: String,
    lead: String,
    state: &'static str,
    title: String,
    region: String,
    closes: String,
    open: bool,
}

#[derive(Serialize)]
struct WindowLine {
    id: String,
    title: String,
    procedure: String,
    region: String,
    slug: String,
    closes: String,
    running: String,
}

/// `GET /aanbieder/aanmeldingen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, now) = (call.visitor.org_scope()?, call.now);
    let (waiting, hearings, mine, others, open) = call
        .read(move |conn| {
            Ok((
                todo::requests(conn, &scope)?,
                todo::hearings(conn, &scope, now)?,
                apply::mine(conn, &scope)?,
                apply::taking_part(conn, &scope)?,
                apply::open_windows(conn, &scope, now)?,
            ))
        })
        .await?;
    let line = |one: apply::Overview| {
        let WindowOrigin { region, procedure, closes, .. } = one.window;
        let href = base(&one.id);
        Line {
            href: if one.state == State::Draft { href } else { format!("{href}/volgen") },
            number: one.number,
            state: one.state.code(),
            waits: waiting.iter().any(|asked| asked.application == one.id.as_str()),
            received_at: one.received_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            title: procedure,
            region,
            open: now < closes,
            closes: closes.to_rfc3339(),
        }
    };
    let part = |one: apply::TakingPart| {
        let closes = one.opened.window.phases().closes;
        PartLine {
            href: base(&one.opened.id),
            lead: one.lead,
            state: one.member.state.0.code(),
            title: one.opened.scheme.title().to_owned(),
            region: one.opened.home.name,
            open: now < closes,
            closes: closes.to_rfc3339(),
        }
    };
    let window = |one: apply::OpenWindow| WindowLine {
        id: one.id.to_string(),
        title: one.window.title,
        procedure: one.window.procedure,
        region: one.window.region,
        slug: one.window.slug,
        closes: one.window.closes.to_rfc3339(),
        running: one.running.map(|id| base(&id)).unwrap_or_default(),
    };
    let page = Page {
        applications: mine.into_iter().map(line).collect(),
        requests: waiting.into_iter().map(Request::from).collect(),
        hearings: hearings.into_iter().map(Hearing::from).collect(),
        taking_part: others.into_iter().map(part).collect(),
        windows: open.into_iter().map(window).collect(),
        may_begin: matches!(call.role, Role::Provider(role) if role != ProviderRole::Lezer),
        home: HOME,
    };
    call.page("provider/aanmelding/lijst.html", &page)
}

/// `POST /aanbieder/aanmeldingen`: who was here before looks first at what came along.
///
/// # Errors
/// [`AppError::NotFound`] for a window that is not published; [`AppError::Refused`] for one that is not open.
pub async fn begin(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let window: WindowId = Id::parse(call.form.text("venster")).map_err(|_| AppError::NotFound)?;
    call.change(move |conn, ctx| {
        let id = apply::start(conn, ctx, &scope, &window)?;
        let opened = apply::open(conn, &scope, &id)?;
        let returning = apply::is_returning(conn, &scope, &opened)?;
        Ok(if returning { last_time::address(&id) } else { base(&id) })
    })
    .await
}
