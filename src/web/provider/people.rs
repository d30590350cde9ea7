//! The people who act for the organisation: inviting, changing a role, ending.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::FieldError;
use crate::app::fields::{Mistakes, identifier};
use crate::app::people::members::{self, Invitation};
use crate::domain::access::ProviderRole;
use crate::domain::code::Code as _;
use crate::domain::ids::MembershipId;
use crate::domain::organisation::Seat;
use crate::domain::words::accounts as words;
use crate::domain::words::dates::long_date;
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
    invited: bool,
    own: bool,
}

#[derive(Serialize)]
struct RoleChoice {
    value: &'static str,
    label: &'static str,
    help: &'static str,
}

#[derive(Serialize)]
struct SeatPage {
    form: FormView,
    roles: Vec<RoleChoice>,
    until: DateParts,
    member: Option<Line>,
}

fn roles() -> Vec<RoleChoice> {
    let choice = |role: &ProviderRole| RoleChoice {
        value: role.code(),
        label: provider_role(*role),
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
            Seat::Gemachtigde { procedure: None, until }
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
    let members = call.read(move |conn| members::list(conn, &visitor)).await?;
    let line = |(row, name, mail): members::Member| Line {
        own: me.as_deref() == Some(row.user_id.as_str()),
        invited: row.state == "invited",
        role: row.role.0.code(),
        until: row.ends_on.map(long_date),
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
    call.page(INVITE, &blank(FormView::default(), DateParts::default(), None))
}

fn blank(form: FormView, until: DateParts, member: Option<Line>) -> SeatPage {
    SeatPage { form, roles: roles(), until, member }
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
        Err(error) => return invite_again(&call, error.into()),
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
    done.or_else(|error| invite_again(&call, error))
}

fn invite_again(call: &Call, error: AppError) -> Answer {
    let AppError::Invalid(mistakes) = error else { return Err(error) };
    let until = DateParts::sent(&call.form, "tot");
    call.refused_form(INVITE, &blank(FormView::new(&call.form, mistakes), until, None))
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
    let ends_on = {
        let id = id.clone();
        call.read(move |conn| members::one(conn, &scope, &id)).await?.0.ends_on
    };
    let line = line_of(&call, &id).await?;
    let form = Form::of([("rol".to_owned(), line.role.to_owned())]);
    call.page(MEMBER, &blank(FormView::new(&form, Vec::new()), DateParts::of(ends_on), Some(line)))
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
    call.refused_form(MEMBER, &blank(FormView::new(&call.form, mistakes), until, Some(line)))
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
