//! Taking part in an application of another: the invitation, one's own part, and signing it.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::list::Request;
use super::tasks::{Filled, Task};
use super::{Head, Stop, address, base, places_of, seen};
use crate::app::apply::{self, Opened, TakingPart};
use crate::domain::access::Role;
use crate::domain::code::Code as _;
use crate::domain::ids::ApplicationId;
use crate::domain::organisation::Signing;
use crate::domain::words::members as words;
use crate::storage::views::todo;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

const INVITATION: &str = "provider/aanmelding/gevraagd.html";
const OWN: &str = "provider/aanmelding/deelname.html";

/// What a member sees of the application of another.
#[derive(Serialize)]
struct About {
    lead: String,
    /// What the member is in it.
    role: &'static str,
    /// Share and engagement of an onderaannemer.
    hired: String,
}

impl About {
    fn new(part: &TakingPart) -> Result<Self, AppError> {
        let named = part.member.named().map_err(crate::app::Error::internal)?;
        Ok(Self {
            lead: part.lead.clone(),
            role: words::role(named.task.role()),
            hired: words::hired(&named.task),
        })
    }
}

#[derive(Serialize)]
struct Invitation {
    about: About,
    title: String,
    region: String,
    slug: String,
    closes: String,
    action: String,
    /// Whether the visitor may answer.
    may_answer: bool,
}

#[derive(Serialize)]
struct Own {
    head: Head,
    about: About,
    state: &'static str,
    /// What the region asks about this part.
    requests: Vec<Request>,
    /// What of it the region found not met, once it is decided.
    told: Vec<Told>,
    tasks: Vec<Task>,
    stops: Vec<Stop>,
    undeclared: bool,
    /// How the organisation signs, and how far it is.
    signing: &'static str,
    /// Whether the visitor may stop taking part.
    may_leave: bool,
    /// Why the window closes when it does.
    why: Vec<String>,
}

/// An eis that this part does not meet.
#[derive(Serialize)]
struct Told {
    title: String,
    why: String,
}

/// `GET /aanbieder/meedoen/{token}`
///
/// # Errors
/// [`AppError::NotFound`] for a link that does not work for this organisation.
pub async fn invitation(call: Call) -> Answer {
    let (scope, token) = (call.visitor.org_scope()?, call.param("token")?.to_owned());
    let part = call.read(move |conn| apply::asked(conn, &scope, &token)).await?;
    let opened = &part.opened;
    let page = Invitation {
        about: About::new(&part)?,
        title: opened.scheme.title().to_owned(),
        region: opened.home.name.clone(),
        slug: opened.home.slug.clone(),
        closes: opened.window.phases().closes.to_rfc3339(),
        action: format!("/aanbieder/meedoen/{}", call.param("token")?),
        may_answer: matches!(call.role, Role::Provider(role) if role.manages())
            && opened.may_change(call.now).is_ok(),
    };
    call.page(INVITATION, &page)
}

/// `POST /aanbieder/meedoen/{token}`
///
/// # Errors
/// [`AppError::Refused`] after the close and where the organisation is in another combinatie.
pub async fn answer(call: Call) -> Answer {
    let (scope, token) = (call.visitor.org_scope()?, call.param("token")?.to_owned());
    let portal = call.site.url.clone();
    let yes = match call.form.text("antwoord") {
        "ja" => true,
        "nee" => false,
        _ => return Err(AppError::BadRequest),
    };
    call.change(move |conn, ctx| {
        if yes {
            return apply::accept_invitation(conn, ctx, &scope, &portal, &token).map(|id| base(&id));
        }
        apply::decline_invitation(conn, ctx, &scope, &portal, &token)?;
        Ok(super::HOME.to_owned())
    })
    .await
}

/// The page of one's own part; it stands where the tasks of an own application stand.
///
/// # Errors
/// [`AppError::NotFound`] when the organisation does not take part.
pub async fn own(call: &Call) -> Answer {
    let page = look(call, false).await?;
    call.page(OWN, &page)
}

async fn look(call: &Call, undeclared: bool) -> Result<Own, AppError> {
    let (scope, id, ctx): (_, ApplicationId, _) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let me = call.me().cloned();
    let (part, filled, blockers, signing, requests, told, why) = call
        .read(move |conn| {
            let all = apply::taking_part(conn, &scope)?;
            let part = all.into_iter().find(|one| one.opened.id == id).ok_or(crate::app::Error::NotFound)?;
            let opened = &part.opened;
            let filled = Filled::new(apply::filling(conn, &ctx, &scope, opened)?);
            let blockers = apply::unfinished(conn, &ctx, opened)?;
            let signing = match (apply::signing(conn, &scope)?, apply::confirmed(conn, opened)?) {
                (Signing::Alone, _) => "alone",
                (Signing::Jointly, Some(other)) if Some(&other) != me.as_ref() => "second",
                (Signing::Jointly, _) if apply::volmacht(conn, opened)?.is_some() => "volmacht",
                (Signing::Jointly, Some(_)) => "waiting",
                (Signing::Jointly, None) => "first",
            };
            let mut requests = todo::requests(conn, &scope)?;
            requests.retain(|one| one.application == opened.id.as_str());
            let told = apply::told(conn, opened)?;
            let why = apply::why_closes(conn, opened, ctx.now)?;
            Ok((part, filled, blockers, signing, requests, told, why))
        })
        .await?;
    let head = head(call, &part.opened);
    let places = places_of(&part.opened, filled.drafts(), call.now);
    let stop =
        |one: apply::Blocker| Stop { href: address(&part.opened, &places, &one.link), text: one.message };
    Ok(Own {
        about: About::new(&part)?,
        state: part.member.state.0.code(),
        requests: requests.into_iter().map(Request::from).collect(),
        told: told.into_iter().map(|one| Told { title: one.title, why: one.why }).collect(),
        tasks: filled.of_member(&head, &part.opened, call.now),
        stops: blockers.into_iter().map(stop).collect(),
        undeclared,
        signing,
        why,
        may_leave: part.opened.may_change(call.now).is_ok()
            && matches!(call.role, Role::Provider(role) if role.manages()),
        head,
    })
}

/// A member has nothing to do with a new version: the penvoerder takes that over.
fn head(call: &Call, opened: &Opened) -> Head {
    Head { outdated: false, ..Head::new(call, opened) }
}

/// `POST /aanbieder/aanmeldingen/{id}/ondertekenen`
///
/// # Errors
/// [`AppError::Refused`] after the close; [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn sign(call: Call) -> Answer {
    let (scope, id, seen): (_, ApplicationId, _) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let (declared, portal) = (call.form.ticked("verklaring"), call.site.url.clone());
    let done = call
        .change(move |conn, ctx| {
            apply::sign_part(conn, ctx, &scope, &portal, &id, (seen, declared))?;
            Ok(base(&id))
        })
        .await;
    match done {
        Err(AppError::Invalid(_)) => {
            let page = look(&call, !declared).await?;
            call.refused_form(OWN, &page)
        }
        done => done,
    }
}

/// `POST /aanbieder/aanmeldingen/{id}/verlaten`
///
/// # Errors
/// [`AppError::NotFound`] when the organisation does not take part; [`AppError::Refused`] after the close.
pub async fn leave(call: Call) -> Answer {
    let (scope, id, seen): (_, ApplicationId, _) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        apply::leave(conn, ctx, &scope, &portal, &id, seen)?;
        Ok(super::HOME.to_owned())
    })
    .await
}
