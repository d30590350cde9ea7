//! `/beoordeling/maatregelen`: contractmanagers propose on an advice of toezicht, and who has a mandate decides.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::seen;
use crate::app::measures::{self, One, Proposal};
use crate::domain::access::StaffRole;
use crate::domain::ids::MeasureId;
use crate::domain::supervision::measure::{MeasureKind, State};
use crate::domain::words::measures as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::measure_view::{Kind, Row, Shown, kind};
use crate::web::supervision::measures::Step;

const HOME: &str = "/beoordeling/maatregelen";
const ONE: &str = "review/maatregel.html";

#[derive(Serialize)]
struct ListPage {
    /// What waits for somebody of the team.
    waiting: Vec<Row>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct OnePage {
    shown: Shown,
    advice: String,
    advised_by: String,
    proposed_by: String,
    decided_by: String,
    steps: Vec<Step>,
    /// What the overeenkomst allows.
    kinds: Vec<Kind>,
    until: DateParts,
    proposes: bool,
    decides: bool,
    may_not_follow: bool,
    lifts: bool,
    form: FormView,
}

/// `GET /beoordeling/maatregelen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let reach = measures::reach(&call.visitor)?;
    let lines = call.read(move |conn| measures::list(conn, &reach)).await?;
    let waits = |row: &Row| ["advised", "proposed", "hearing"].contains(&row.state);
    let (waiting, rows) = lines.into_iter().map(|one| Row::of(one, HOME)).partition(waits);
    call.page("review/maatregelen.html", &ListPage { waiting, rows })
}

async fn show(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let one: One = call.read(move |conn| measures::one(conn, &reach, &id)).await?;
    let has = |role| call.visitor.roles().contains(&crate::domain::access::Role::Staff(role));
    let state = one.seen.life.state();
    let open = matches!(state, State::Proposed | State::Hearing);
    let ending =
        one.seen.life.taken().is_some_and(|one| one.proposed.plan.wish().kind == MeasureKind::Ending);
    let in_force = matches!(state, State::InForce | State::RecheckPlanned);
    Ok(OnePage {
        proposes: state == State::Advised && has(StaffRole::ContractManager),
        decides: open && has(StaffRole::DecisionMaker),
        may_not_follow: open || (state == State::Advised && has(StaffRole::ContractManager)),
        lifts: in_force && !ending && has(StaffRole::DecisionMaker),
        kinds: one.allowed.iter().map(|basis| kind(basis.kind, words::basis(basis))).collect(),
        shown: Shown::of(one.seen, HOME),
        advice: one.advice,
        advised_by: one.advised_by,
        proposed_by: one.proposed_by,
        decided_by: one.decided_by,
        steps: one.steps.into_iter().map(Step::from).collect(),
        until: DateParts::shown(&form, "tot", None),
        form,
    })
}

/// `GET /beoordeling/maatregelen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another region's, and for one of a gemeente that is not one's own.
pub async fn one(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /beoordeling/maatregelen/{id}/voorstellen`
///
/// # Errors
/// As [`one`]; [`AppError::Refused`] in the words of the rule.
pub async fn propose(call: Call) -> Answer {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let form = &call.form;
    let proposal = Proposal {
        kind: form.text("maatregel").to_owned(),
        until: DateParts::sent(form, "tot").date(),
        amount: form.text("bedrag").to_owned(),
        transferred: form.ticked("overgedragen"),
        motivation: form.raw("motivering").to_owned(),
        lighter: form.raw("lichter").to_owned(),
        seen: seen(&call)?,
    };
    let done = call
        .change(move |conn, ctx| {
            measures::propose(conn, ctx, &reach, &id, &proposal)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}

/// `POST /beoordeling/maatregelen/{id}/niet-volgen`
///
/// # Errors
/// As [`one`]; [`AppError::Refused`] in the words of the rule.
pub async fn not_follow(call: Call) -> Answer {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let (version, why) = (seen(&call)?, call.form.raw("waarom").to_owned());
    let done = call
        .change(move |conn, ctx| {
            measures::not_follow(conn, ctx, &reach, (&id, version), &why)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}

/// `POST /beoordeling/maatregelen/{id}/beslissen`
///
/// # Errors
/// As [`one`]; [`AppError::Refused`] in the words of the rule.
pub async fn decide(call: Call) -> Answer {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let (version, why) = (seen(&call)?, call.form.raw("motivering").to_owned());
    let portal = call.site.url.clone();
    let done = call
        .change(move |conn, ctx| {
            measures::decide(conn, ctx, (&reach, &portal), (&id, version), &why)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}

/// `POST /beoordeling/maatregelen/{id}/opheffen`
///
/// # Errors
/// As [`one`]; [`AppError::Refused`] in the words of the rule.
pub async fn lift(call: Call) -> Answer {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let (version, why) = (seen(&call)?, call.form.raw("waarom").to_owned());
    let portal = call.site.url.clone();
    let done = call
        .change(move |conn, ctx| {
            measures::lift(conn, ctx, (&reach, &portal), (&id, version), &why)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}
