//! `/beoordeling/team`: how much everybody has, days on which somebody is away, and spreading the work.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::Ctx;
use crate::app::review::absence::{self, NewAbsence};
use crate::app::review::workload::{self, Chosen};
use crate::domain::access::{Role, StaffRole};
use crate::domain::ids::{AbsenceId, Id};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;

const HOME: &str = "/beoordeling/team";
const TEMPLATE: &str = "review/team.html";

#[derive(Serialize)]
struct Page {
    team: workload::Team,
    form: FormView,
    /// Whether the visitor notes the days of others too.
    admin: bool,
    me: String,
    options: Vec<Choice>,
    from: DateParts,
    until: DateParts,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// `GET /beoordeling/team`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let team = call.read(move |conn| workload::team(conn, &ctx, &scope)).await?;
    let options = team.people.iter().map(|one| Choice { value: one.id.clone(), label: one.name.clone() });
    Ok(Page {
        options: options.collect(),
        admin: is_admin(call),
        me: call.me().map(ToString::to_string).unwrap_or_default(),
        from: DateParts::shown(&form, "van", None),
        until: DateParts::shown(&form, "tot", None),
        team,
        form,
    })
}

fn is_admin(call: &Call) -> bool {
    call.visitor.roles().contains(&Role::Staff(StaffRole::RegionAdmin))
}

/// `POST /beoordeling/team/afwezig`: of oneself, or of a colleague by a beheerder.
///
/// # Errors
/// [`AppError::Forbidden`] for a colleague's days by who looks after nobody.
pub async fn record(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let (me, who) = (call.me().cloned().ok_or(AppError::NotFound)?, call.form.text("wie"));
    let user = if who.is_empty() { me } else { Id::parse(who).map_err(|_| AppError::NotFound)? };
    let substitute = Some(call.form.text("vervanger")).filter(|id| !id.is_empty());
    let substitute = substitute.map(Id::parse).transpose().map_err(|_| AppError::NotFound)?;
    let day = |name: &str| DateParts::sent(&call.form, name).date().ok().flatten();
    let new = NewAbsence { user, from: day("van"), until: day("tot"), substitute };
    let role = role(&call);
    let done = call
        .change(move |conn, ctx| {
            absence::record(conn, &in_role(ctx, role), &scope, &new)?;
            Ok(HOME.to_owned())
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}

/// `POST /beoordeling/team/afwezig/{id}/intrekken`
///
/// # Errors
/// [`AppError::NotFound`] when it is not there any more.
pub async fn end(call: Call) -> Answer {
    let (scope, id): (_, AbsenceId) = (call.visitor.region_scope()?, call.id("id")?);
    let role = role(&call);
    call.change(move |conn, ctx| {
        absence::end(conn, &in_role(ctx, role), &scope, &id)?;
        Ok(HOME.to_owned())
    })
    .await
}

/// `POST /beoordeling/team/verdelen`: what was ticked of what was proposed.
///
/// # Errors
/// [`AppError::Stale`] when something changed since; nothing is moved then.
pub async fn rebalance(call: Call) -> Answer {
    let scope = call.visitor.region_scope()?;
    let chosen: Option<Vec<Chosen>> = call.form.all("verplaats").map(chosen).collect();
    let chosen = chosen.ok_or(AppError::BadRequest)?;
    let done = call
        .change(move |conn, ctx| {
            workload::rebalance(conn, ctx, &scope, &chosen)?;
            Ok(HOME.to_owned())
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}

/// A move as the page sends it.
fn chosen(value: &str) -> Option<Chosen> {
    let mut parts = value.split('_');
    let (application, to, seen) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Chosen {
        application: Id::parse(application).ok()?,
        to: Id::parse(to).ok()?,
        seen: seen.parse().ok()?,
    })
}

/// The role that counts here: of who is a beheerder too, that one.
fn role(call: &Call) -> Role {
    if is_admin(call) { Role::Staff(StaffRole::RegionAdmin) } else { call.role }
}

fn in_role(ctx: &Ctx, role: Role) -> Ctx {
    let mut ctx = ctx.clone();
    ctx.actor.role = role;
    ctx
}
