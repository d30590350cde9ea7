//! Disputes of a region: the list, registering one, and one with what can be done with it.
//! May import: app, domain (to show), web.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;

use super::{note_look, seen};
use crate::app::dispute::{self, List, Planned, Registered, Ruled, Seen, ToRegister};
use crate::app::review::show::Head;
use crate::app::{Ctx, DbConn, Result as Done};
use crate::auth::origin::PublicUrl;
use crate::domain::code::Code as _;
use crate::domain::dispute::{Kind, Outcome};
use crate::domain::ids::{ApplicationId, DisputeId};
use crate::domain::terms;
use crate::domain::words::dispute as words;
use crate::storage::RegionScope;
use crate::storage::views::disputes::Wanted;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const REGISTER: &str = "review/geschil-registreren.html";
const ONE: &str = "review/geschil.html";

/// Something to choose.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct ListPage {
    list: List,
    kinds: Vec<Choice>,
    kind: &'static str,
    over: bool,
    chosen: Vec<Chosen>,
}

/// A filter that is on, with the address without it.
#[derive(Serialize)]
struct Chosen {
    label: &'static str,
    href: String,
}

#[derive(Serialize)]
struct RegisterPage {
    register: ToRegister,
    kinds: Vec<Choice>,
    received: DateParts,
    posted: DateParts,
    form: FormView,
}

#[derive(Serialize)]
struct OnePage {
    head: Head,
    seen: Seen,
    outcomes: Vec<Choice>,
    day: DateParts,
    on: DateParts,
    form: FormView,
    /// Whether the visitor treats disputes, and does not only read.
    treats: bool,
    /// Whether the visitor writes down outcomes.
    decides: bool,
}

fn kind(one: Kind) -> Choice {
    Choice { value: one.code(), label: words::kind(one) }
}

/// The moment that a form gives by a day and a time of the Dutch clock.
fn moment(form: &Form) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(form.text("tijd"), "%H:%M").ok()?;
    terms::moment(day(form, "dag")?, time).ok()
}

/// A day that a form gives, if it is one.
fn day(form: &Form, name: &str) -> Option<NaiveDate> {
    DateParts::sent(form, name).date().ok()?
}

/// `GET /beoordeling/geschillen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, ctx, query) = (call.visitor.region_scope()?, call.ctx(), call.query());
    let wanted = Wanted { kind: Kind::from_code(query.text("soort")), over: query.text("stand") == "klaar" };
    let list = call.read(move |conn| dispute::list(conn, &ctx, &scope, wanted)).await?;
    let over = if wanted.over { "?stand=klaar" } else { "" };
    let chosen = wanted
        .kind
        .map(|one| Chosen { label: words::kind(one), href: format!("/beoordeling/geschillen{over}") });
    let page = ListPage {
        kinds: list.kinds.iter().filter_map(|code| Kind::from_code(code)).map(kind).collect(),
        list,
        kind: wanted.kind.map_or("", |one| one.code()),
        over: wanted.over,
        chosen: chosen.into_iter().collect(),
    };
    call.page("review/geschillen.html", &page)
}

async fn registering(call: &Call, form: FormView) -> Result<RegisterPage, AppError> {
    let (scope, ctx, id): (_, _, ApplicationId) = (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let application = id.clone();
    let register = call.read(move |conn| dispute::to_register(conn, &ctx, &scope, &id)).await?;
    note_look(call, &application).await?;
    let kinds = register.kinds.iter().filter_map(|code| Kind::from_code(code)).map(kind).collect();
    let received = DateParts::shown(&form, "ontvangen", None);
    let posted = DateParts::shown(&form, "verzonden", None);
    Ok(RegisterPage { register, kinds, received, posted, form })
}

/// `GET /beoordeling/aanmeldingen/{id}/geschillen/registreren`
///
/// # Errors
/// [`AppError::NotFound`] for a draft, a sealed one and another region's.
pub async fn register_page(call: Call) -> Answer {
    let page = registering(&call, FormView::default()).await?;
    call.page(REGISTER, &page)
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/registreren`
///
/// # Errors
/// [`AppError::Refused`] for a kind of the other track, and what was not made known.
pub async fn register(call: Call) -> Answer {
    let (scope, id): (_, ApplicationId) = (call.visitor.region_scope()?, call.id("id")?);
    let (portal, form) = (call.site.url.clone(), &call.form);
    let registered = Registered {
        letter: form.text("brief").to_owned(),
        decisions: form.all("onderdeel").map(str::to_owned).collect(),
        kind: form.text("soort").to_owned(),
        received_on: day(form, "ontvangen"),
        posted_on: day(form, "verzonden"),
        grounds: form.text("waarover").to_owned(),
        late: form.text("later").to_owned(),
        court: form.text("rechtbank").to_owned(),
        roll: form.text("rolnummer").to_owned(),
        committee: form.ticked("commissie"),
    };
    let done = call
        .change(move |conn, ctx| {
            let made = dispute::register(conn, ctx, (&scope, &portal), &id, &registered)?;
            Ok(dispute::team_address(&id, &made))
        })
        .await;
    call.or_again(done, REGISTER, async |form| registering(&call, form).await).await
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (id, one): (ApplicationId, DisputeId) = (call.id("id")?, call.id("dispute")?);
    let application = id.clone();
    let read = move |conn: &mut DbConn| dispute::one(conn, &ctx, &scope, (&id, &one));
    let (head, seen) = call.read(read).await?;
    note_look(call, &application).await?;
    let outcomes =
        Outcome::ALL.iter().map(|one| Choice { value: one.code(), label: words::outcome(*one) }).collect();
    let (day, on) = (DateParts::shown(&form, "dag", None), DateParts::shown(&form, "op", None));
    let (treats, decides) = (call.may("dispute.take"), call.may("dispute.decide"));
    Ok(OnePage { head, seen, outcomes, day, on, form, treats, decides })
}

/// `GET /beoordeling/aanmeldingen/{id}/geschillen/{dispute}`
///
/// # Errors
/// [`AppError::NotFound`] for another application's.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// The region and the portal in whose name a step is taken, with the application and its dispute.
struct At {
    scope: RegionScope,
    portal: PublicUrl,
    id: ApplicationId,
    dispute: DisputeId,
}

/// Take a step of the dispute in the path, and show it again.
async fn step(call: &Call, take: impl FnOnce(&mut DbConn, &Ctx, &At) -> Done<()> + Send + 'static) -> Answer {
    let (id, dispute) = (call.id("id")?, call.id("dispute")?);
    let at = At { scope: call.visitor.region_scope()?, portal: call.site.url.clone(), id, dispute };
    let done = call
        .change(move |conn, ctx| {
            take(conn, ctx, &at)?;
            Ok(dispute::team_address(&at.id, &at.dispute))
        })
        .await;
    call.or_again(done, ONE, async |form| look(call, form).await).await
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/{dispute}/nemen`
///
/// # Errors
/// [`AppError::Refused`] for who had a hand in the decision.
pub async fn take(call: Call) -> Answer {
    let seen = seen(&call)?;
    step(&call, move |conn, ctx, at| dispute::take(conn, ctx, &at.scope, (&at.id, &at.dispute), seen)).await
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/{dispute}/zitting`
///
/// # Errors
/// As [`take`].
pub async fn plan_hearing(call: Call) -> Answer {
    let planned = Planned {
        at: moment(&call.form),
        place: call.form.text("plaats").to_owned(),
        roll: call.form.text("rolnummer").to_owned(),
        seen: seen(&call)?,
    };
    step(&call, move |conn, ctx, at| {
        dispute::plan_hearing(conn, ctx, (&at.scope, &at.portal), (&at.id, &at.dispute), &planned)
    })
    .await
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/{dispute}/zitting-vervalt`
///
/// # Errors
/// As [`take`].
pub async fn cancel_hearing(call: Call) -> Answer {
    let seen = seen(&call)?;
    step(&call, move |conn, ctx, at| {
        dispute::cancel_hearing(conn, ctx, (&at.scope, &at.portal), (&at.id, &at.dispute), seen)
    })
    .await
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/{dispute}/verdagen`
///
/// # Errors
/// As [`take`]; for another kind, a second time and after the term too.
pub async fn extend(call: Call) -> Answer {
    let (why, seen) = (call.form.text("waarom").to_owned(), seen(&call)?);
    step(&call, move |conn, ctx, at| {
        dispute::extend(conn, ctx, (&at.scope, &at.portal), (&at.id, &at.dispute), (&why, seen))
    })
    .await
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/{dispute}/uitkomst`
///
/// # Errors
/// As [`take`]; before the zitting and a second time too.
pub async fn decide(call: Call) -> Answer {
    let ruled = Ruled {
        outcome: call.form.text("uitkomst").to_owned(),
        on: day(&call.form, "op"),
        motivation: call.form.text("motivering").to_owned(),
        seen: seen(&call)?,
    };
    step(&call, move |conn, ctx, at| {
        dispute::decide(conn, ctx, (&at.scope, &at.portal), (&at.id, &at.dispute), &ruled)
    })
    .await
}

/// `POST /beoordeling/aanmeldingen/{id}/geschillen/{dispute}/ingetrokken`
///
/// # Errors
/// [`AppError::Refused`] when it is over.
pub async fn withdraw(call: Call) -> Answer {
    let (why, seen) = (call.form.text("reden").to_owned(), seen(&call)?);
    step(&call, move |conn, ctx, at| {
        dispute::withdraw(conn, ctx, &at.scope, (&at.id, &at.dispute), (&why, seen))
    })
    .await
}
