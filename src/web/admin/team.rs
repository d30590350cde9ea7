//! `/beheer/team`: who works in the regional team, and in what role.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::admin::{self, read};
use crate::app::bibob;
use crate::app::fields::{Mistakes, choice, identifier};
use crate::app::people::second_factor;
use crate::domain::access::StaffRole;
use crate::domain::code::Code as _;
use crate::domain::ids::StaffRoleId;
use crate::domain::supervision::Discipline;
use crate::domain::terms::local_day;
use crate::domain::words::admin as words;
use crate::domain::words::dates::long_date;
use crate::domain::words::format::sentence;
use crate::domain::words::roles::staff_role;
use crate::domain::words::signals;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beheer/team";
const TEMPLATE: &str = "admin/team.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    members: Vec<Line>,
    roles: Vec<Choice>,
    disciplines: Vec<Choice>,
    gemeenten: Vec<Choice>,
    /// Whether a regeling of the region knows Bibob.
    bibob: bool,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    mail: String,
    role: &'static str,
    /// What a toezichthouder watches over; empty for others.
    discipline: &'static str,
    gemeente: Option<String>,
    since: String,
    second_factor: bool,
    own: bool,
}

/// One option of a list.
#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
}

/// `GET /beheer/team`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let me = call.visitor.login.as_ref().map(|login| login.user.to_string());
    let ((team, gemeenten), bibob) =
        call.read(move |conn| Ok((read::team(conn, &scope)?, bibob::is_known(conn, &ctx, &scope)?))).await?;
    let name_of = |code: &str| gemeenten.iter().find(|row| row.code == code).map(|row| row.name.clone());
    let members = team.into_iter().map(|member| Line {
        own: me.as_deref() == Some(member.role.user_id.as_str()),
        role: staff_role(member.role.role.0),
        discipline: Discipline::from_code(&member.role.discipline)
            .map(signals::discipline)
            .unwrap_or_default(),
        gemeente: name_of(&member.role.gemeente),
        since: long_date(local_day(member.role.granted_at.and_utc())),
        second_factor: member.second_factor.is_some(),
        id: member.role.id,
        name: member.name,
        mail: member.email,
    });
    let roles = StaffRole::ALL
        .iter()
        .map(|role| Choice { value: role.code().to_owned(), label: sentence(staff_role(*role)) });
    let disciplines = Discipline::ALL
        .iter()
        .map(|one| Choice { value: one.code().to_owned(), label: sentence(signals::discipline(*one)) });
    Ok(Page {
        disciplines: disciplines.collect(),
        members: members.collect(),
        roles: roles.collect(),
        gemeenten: options(&gemeenten),
        bibob,
        form,
    })
}

pub(super) fn options(gemeenten: &[crate::app::admin::Gemeente]) -> Vec<Choice> {
    gemeenten.iter().map(|row| Choice { value: row.code.clone(), label: row.name.clone() }).collect()
}

/// `POST /beheer/team`
///
/// # Errors
/// What the database says.
pub async fn grant(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let mut mistakes = Mistakes::default();
    let mail = mistakes.take("mail", identifier(call.form.text("mail")));
    let role = mistakes.take("rol", choice::<StaffRole>(call.form.text("rol"), words::ROLE_MISSING));
    let gemeente = call.form.text("gemeente").to_owned();
    let discipline = Discipline::from_code(call.form.text("toezicht"));
    let (mail, role) = match mistakes.done(mail.zip(role)) {
        Ok(read) => read,
        Err(error) => return again(&call, Err(error.into())).await,
    };
    let done = call
        .change(move |conn, ctx| {
            admin::grant_role(conn, ctx, &scope, &mail, (role, discipline), &gemeente)?;
            Ok(HOME.to_owned())
        })
        .await;
    again(&call, done).await
}

async fn again(call: &Call, done: Answer) -> Answer {
    call.or_again(done, TEMPLATE, async |form| show(call, form).await).await
}

/// `POST /beheer/team/{id}/beeindigen`
///
/// # Errors
/// [`AppError::Refused`] for the last admin; [`AppError::NotFound`] when it has ended.
pub async fn end(call: Call) -> Answer {
    let (scope, id): (_, StaffRoleId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| {
        admin::end_role(conn, ctx, &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `POST /beheer/team/{id}/tweede-stap`: a colleague lost telephone and recovery codes.
///
/// # Errors
/// [`AppError::Refused`] for one's own, or when there is none.
pub async fn reset_second_factor(call: Call) -> Answer {
    let (scope, id): (_, StaffRoleId) = (call.visitor.region_scope()?, call.id("id")?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| {
        second_factor::reset(conn, ctx, &scope, &portal, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}
