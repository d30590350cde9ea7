//! The people who act for the organisation: inviting, changing a role, ending.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::FieldError;
use crate::app::fields::{Mistakes, identifier};
use crate::app::people::members::{self, Invitation};
use crate::domain::access::ProviderRole;
use crate::domain::code::Code as _;
use crate::domain::ids::{Id, MembershipId};
use crate::domain::organisation::Seat;
use crate::domain::words::accounts as words;
use crate::domain::words::dates::long_date;
use crate::domain::words::format::sentence;
use crate::domain::words::roles::{provider_role, provider_role_help};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};
use crate::web::public::registration::hash;

const HOME: &str = "/aanbieder/mensen";
const INVITE: &str = "provider/mensen-uitnodigen.html";
const MEMBER: &str = "provider/mensen-rol.html";

#[derive(Serialize)]
struct Page {
    members: Vec<Line>,
    manages: bool,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    mail: String,
    role: &'static str,
    until: Option<String>,
    /// The one procedure it is for; empty for all.
    only: String,
    invited: bool,
    own: bool,
}

#[derive(Serialize)]
struct RoleChoice {
    value: &'static str,
    label: String,
    help: &'static str,
}

#[derive(Serialize)]
struct SeatPage {
    form: FormView,
    roles: Vec<RoleChoice>,
    procedures: Vec<Choice>,
    until: DateParts,
    member: Option<Line>,
}

/// Something of a list.
#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

fn roles() -> Vec<RoleChoice> {
    let choice = |role: &ProviderRole| RoleChoice {
        value: role.code(),
        label: sentence(provider_role(*role)),
        help: provider_role_help(*role),
    };
    ProviderRole::ALL.iter().map(choice).collect()
}

fn seat(form: &Form, mistakes: &mut Mistakes) -> Option<Seat> {
    let Some(role) = ProviderRole::from_code(form.text("rol")) else {
        mistakes.note("rol", words::ROLE_MISSING);
        return None;
    };
    Some(match role {
        ProviderRole::Beheerder => Seat::Beheerder,
        ProviderRole::Invuller => Seat::Invuller,
        ProviderRole::Tekenbevoegde => Seat::Tekenbevoegde,
        ProviderRole::Lezer => Seat::Lezer,
        ProviderRole::Gemachtigde => {
            let until = mistakes.take("tot_day", DateParts::sent(form, "tot").date())?;
            let Some(until) = until else {
                mistakes.note("tot_day", words::UNTIL_MISSING);
                return None;
            };
            let procedure = match form.text("procedure") {
                "" => None,
                typed => match Id::parse(typed) {
                    Ok(procedure) => Some(procedure),
                    Err(_) => {
                        mistakes.note("procedure", words::PURVIEW_UNKNOWN);
                        return None;
                    }
                },
            };
            Seat::Gemachtigde { procedure, until }
        }
    })
}

/// `GET /aanbieder/mensen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let lines = lines(&call).await?;
    let manages = matches!(call.role, crate::domain::access::Role::Provider(role) if role.manages());
    call.page("provider/mensen.html", &Page { members: lines, manages })
}

async fn lines(call: &Call) -> Result<Vec<Line>, AppError> {
    let visitor = call.visitor.clone();
    let me = call.visitor.login.as_ref().map(|login| login.user.to_string());
    let (members, purviews) =
        call.read(move |conn| Ok((members::list(conn, &visitor)?, members::purviews(conn)?))).await?;
    let line = |(row, name, mail): members::Member| Line {
        own: me.as_deref() == Some(row.user_id.as_str()),
        invited: row.state == "invited",
        role: row.role.0.code(),
        until: row.ends_on.map(long_date),
        only: purviews
            .iter()
            .find(|one| one.procedure.as_str() == row.procedure_scope)
            .map_or_else(String::new, |one| format!("{} ({})", one.title, one.region)),
        id: row.id,
        name,
        mail,
    };
    Ok(members.into_iter().map(line).collect())
}

/// `GET /aanbieder/mensen/uitnodigen`
///
/// # Errors
/// [`AppError::Internal`] when the page does not fit its template.
pub async fn invite_page(call: Call) -> Answer {
    let page = blank(&call, FormView::default(), DateParts::default(), None).await?;
    call.page(INVITE, &page)
}

async fn blank(
    call: &Call,
    form: FormView,
    until: DateParts,
    member: Option<Line>,
) -> Result<SeatPage, AppError> {
    let all = Choice { value: String::new(), label: words::PURVIEW_ALL.to_owned() };
    let one = |one: members::Purview| Choice {
        value: one.procedure.to_string(),
        label: format!("{} ({})", one.title, one.region),
    };
    let procedures = call.read(members::purviews).await?.into_iter().map(one);
    Ok(SeatPage {
        form,
        roles: roles(),
        procedures: std::iter::once(all).chain(procedures).collect(),
        until,
        member,
    })
}

/// `POST /aanbieder/mensen/uitnodigen`
///
/// # Errors
/// What the database says.
pub async fn invite(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let mut mistakes = Mistakes::default();
    let mail = mistakes.take("mail", identifier(call.form.text("mail")));
    let seat = seat(&call.form, &mut mistakes);
    let read = mail.zip(seat);
    let (mail, seat) = match mistakes.done(read) {
        Ok(read) => read,
        Err(error) => return invite_again(&call, error.into()).await,
    };
    // Nobody knows this password: the account opens by the invitation only.
    let unknown_hash = hash(&call, call.site.source.one_time_token().shown).await?;
    let (portal, invitation) = (call.site.url.clone(), Invitation { mail, seat, unknown_hash });
    let done = call
        .change(move |conn, ctx| {
            members::invite(conn, ctx, &scope, &portal, &invitation)?;
            Ok(HOME.to_owned())
        })
        .await;
    match done {
        Err(error) => invite_again(&call, error).await,
        done => done,
    }
}

async fn invite_again(call: &Call, error: AppError) -> Answer {
    let AppError::Invalid(mistakes) = error else { return Err(error) };
    let until = DateParts::sent(&call.form, "tot");
    let page = blank(call, FormView::new(&call.form, mistakes), until, None).await?;
    call.refused_form(INVITE, &page)
}

/// `POST /aanbieder/mensen/{id}/opnieuw`
///
/// # Errors
/// [`AppError::NotFound`] for no open invitation; [`AppError::TooMany`].
pub async fn send_again(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        members::invite_again(conn, ctx, &scope, &portal, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `GET /aanbieder/mensen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for somebody who is no member of this organisation.
pub async fn member(call: Call) -> Answer {
    let id: MembershipId = call.id("id")?;
    let scope = call.visitor.org_scope()?;
    let row = {
        let id = id.clone();
        call.read(move |conn| members::one(conn, &scope, &id)).await?.0
    };
    let line = line_of(&call, &id).await?;
    let known = [("rol".to_owned(), line.role.to_owned()), ("procedure".to_owned(), row.procedure_scope)];
    let form = FormView::new(&Form::of(known), Vec::new());
    let page = blank(&call, form, DateParts::of(row.ends_on), Some(line)).await?;
    call.page(MEMBER, &page)
}

async fn line_of(call: &Call, id: &MembershipId) -> Result<Line, AppError> {
    lines(call).await?.into_iter().find(|line| line.id == id.as_str()).ok_or(AppError::NotFound)
}

/// `POST /aanbieder/mensen/{id}`
///
/// # Errors
/// [`AppError::Refused`] when nobody would manage the organisation; [`AppError::Stale`] when the role had changed.
pub async fn change_role(call: Call) -> Answer {
    let (scope, id): (_, MembershipId) = (call.visitor.org_scope()?, call.id("id")?);
    let from = ProviderRole::from_code(call.form.text("van")).ok_or(AppError::BadRequest)?;
    let mut mistakes = Mistakes::default();
    let read = seat(&call.form, &mut mistakes);
    let to = match mistakes.done(read) {
        Ok(to) => to,
        Err(error) => return role_again(&call, &id, error.into()).await,
    };
    let membership = id.clone();
    let done = call
        .change(move |conn, ctx| {
            members::change_role(conn, ctx, &scope, &membership, from, &to)?;
            Ok(HOME.to_owned())
        })
        .await;
    match done {
        Err(AppError::Refused(why)) => {
            role_again(&call, &id, AppError::Invalid(vec![FieldError::new("rol", why)])).await
        }
        Err(error) => role_again(&call, &id, error).await,
        done => done,
    }
}

async fn role_again(call: &Call, id: &MembershipId, error: AppError) -> Answer {
    let AppError::Invalid(mistakes) = error else { return Err(error) };
    let line = line_of(call, id).await?;
    let until = DateParts::sent(&call.form, "tot");
    let page = blank(call, FormView::new(&call.form, mistakes), until, Some(line)).await?;
    call.refused_form(MEMBER, &page)
}

/// `POST /aanbieder/mensen/{id}/beeindigen`
///
/// # Errors
/// [`AppError::Refused`] when nobody would manage the organisation; [`AppError::NotFound`] when it had ended.
pub async fn end(call: Call) -> Answer {
    let (scope, id): (_, MembershipId) = (call.visitor.org_scope()?, call.id("id")?);
    let membership = id.clone();
    let done = call
        .change(move |conn, ctx| {
            members::end(conn, ctx, &scope, &membership)?;
            Ok(HOME.to_owned())
        })
        .await;
    match done {
        Err(AppError::Refused(why)) => {
            role_again(&call, &id, AppError::Invalid(vec![FieldError::new("rol", why)])).await
        }
        done => done,
    }
}
