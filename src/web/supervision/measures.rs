//! `/toezicht/maatregelen`: what toezicht advised, what became of it, and looking again.
//! May import: app, domain (to show), web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::region_names;
use crate::app::investigations::{self, FinalFact};
use crate::app::measures::{self, Advice, One, Recheck, Told};
use crate::app::signals;
use crate::domain::code::Code as _;
use crate::domain::ids::{MeasureId, OrgId};
use crate::domain::supervision::measure::{MeasureKind, State};
use crate::domain::words::apply::lot;
use crate::domain::words::format::sentence;
use crate::domain::words::investigations::outcome as found;
use crate::domain::words::signals as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::measure_view::{Kind, Row, Shown, choice, kind};
use crate::web::public::report::Choice;

pub(super) const HOME: &str = "/toezicht/maatregelen";
const ONE: &str = "supervision/measure.html";
const NEW: &str = "supervision/measure_new.html";
/// How many facts a form takes.
const FACTS: u8 = 4;

#[derive(Serialize)]
struct ListPage {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct NewPage {
    org: String,
    name: String,
    admissions: Vec<Choice>,
    disciplines: Vec<Choice>,
    kinds: Vec<Kind>,
    findings: Vec<Finding>,
    form: FormView,
}

/// A finding of a final report to choose.
#[derive(Serialize)]
struct Finding {
    value: String,
    label: String,
    help: String,
}

impl From<FinalFact> for Finding {
    fn from(one: FinalFact) -> Self {
        Self {
            value: one.key,
            label: format!("{} ({}, {})", one.norm.text, one.norm.code, found(one.outcome)),
            help: format!("{}: {}", one.number, one.fact.location),
        }
    }
}

#[derive(Serialize)]
struct OnePage {
    shown: Shown,
    provider: String,
    advice: String,
    advised_by: String,
    proposed_by: String,
    decided_by: String,
    steps: Vec<Step>,
    in_force: bool,
    planned: bool,
    on: DateParts,
    form: FormView,
}

/// What was done with a measure, in a timeline.
#[derive(Serialize)]
pub struct Step {
    step: String,
    on: Option<NaiveDate>,
    why: String,
    by: String,
    at: DateTime<Utc>,
}

impl From<Told> for Step {
    fn from(told: Told) -> Self {
        Self { step: told.step, on: told.on, why: told.why, by: told.by, at: told.at }
    }
}

/// `GET /toezicht/maatregelen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let reach = measures::reach(&call.visitor)?;
    let lines = call.read(move |conn| measures::list(conn, &reach)).await?;
    call.page(
        "supervision/measures.html",
        &ListPage { rows: lines.into_iter().map(|one| Row::of(one, HOME)).collect() },
    )
}

async fn advising(call: &Call, org: OrgId, form: FormView) -> Result<NewPage, AppError> {
    let (reach, names) = (measures::reach(&call.visitor)?, region_names(call).await?);
    let wall = signals::wall(&call.visitor)?;
    let (found, findings) = call
        .read(move |conn| {
            Ok((measures::choices(conn, &reach, &org)?, investigations::facts(conn, &wall, &org)?))
        })
        .await?;
    let admissions = found.admissions.into_iter();
    let disciplines = found.disciplines.into_iter();
    let disciplines: Vec<Choice> =
        disciplines.map(|one| choice(one.code().to_owned(), sentence(words::discipline(one)))).collect();
    Ok(NewPage {
        org: found.org.to_string(),
        name: found.name,
        admissions: admissions
            .map(|[id, group, gemeente]| choice(id, lot(&names.group(&group), &names.gemeente(&gemeente))))
            .collect(),
        disciplines: if disciplines.len() < 2 { Vec::new() } else { disciplines },
        kinds: MeasureKind::ALL.iter().map(|one| kind(*one, String::new())).collect(),
        findings: findings.into_iter().map(Finding::from).collect(),
        form,
    })
}

/// `GET /toezicht/maatregelen/nieuw/{org}`
///
/// # Errors
/// [`AppError::NotFound`] for an aanbieder that is not watched.
pub async fn new(call: Call) -> Answer {
    let page = advising(&call, call.id("org")?, FormView::default()).await?;
    call.page(NEW, &page)
}

/// `POST /toezicht/maatregelen/nieuw/{org}`
///
/// # Errors
/// [`AppError::NotFound`] for an aanbieder that is not watched.
pub async fn advise(call: Call) -> Answer {
    let (reach, org): (_, OrgId) = (measures::reach(&call.visitor)?, call.id("org")?);
    let form = &call.form;
    let row = |seq: u8| ["waar", "feit", "bron"].map(|field| form.raw(&format!("{field}_{seq}")).to_owned());
    let wall = signals::wall(&call.visitor)?;
    let keys: Vec<String> = form.all("bevinding").map(str::to_owned).collect();
    let mut advice = Advice {
        org: org.to_string(),
        discipline: form.text("toezicht").to_owned(),
        admissions: form.all("toelating").map(str::to_owned).collect(),
        kind: form.text("maatregel").to_owned(),
        text: form.raw("advies").to_owned(),
        findings: (1..=FACTS).map(row).collect(),
        reports: Vec::new(),
    };
    let about = org.clone();
    let done = call
        .change(move |conn, ctx| {
            advice.reports = investigations::chosen(conn, &wall, &about, &keys)?;
            Ok(format!("{HOME}/{}", measures::advise(conn, ctx, &reach, &advice)?))
        })
        .await;
    call.or_again(done, NEW, async |form| advising(&call, org, form).await).await
}

async fn show(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let one: One = call.read(move |conn| measures::one(conn, &reach, &id)).await?;
    Ok(OnePage {
        provider: format!("/toezicht/{}", one.seen.org),
        in_force: matches!(one.seen.life.state(), State::InForce | State::RecheckPlanned),
        planned: one.seen.life.state() == State::RecheckPlanned,
        shown: Shown::of(one.seen, HOME),
        advice: one.advice,
        advised_by: one.advised_by,
        proposed_by: one.proposed_by,
        decided_by: one.decided_by,
        steps: one.steps.into_iter().map(Step::from).collect(),
        on: DateParts::shown(&form, "op", None),
        form,
    })
}

/// `GET /toezicht/maatregelen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another gemeente's or discipline's.
pub async fn one(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

/// `POST /toezicht/maatregelen/{id}/hercontrole`
///
/// # Errors
/// [`AppError::NotFound`] for another gemeente's or discipline's; [`AppError::Refused`] in the words of the rule.
pub async fn recheck(call: Call) -> Answer {
    let (reach, id): (_, MeasureId) = (measures::reach(&call.visitor)?, call.id("id")?);
    let form = &call.form;
    let step = Recheck {
        step: form.text("stap").to_owned(),
        on: DateParts::sent(form, "op").date(),
        why: form.raw("waarom").to_owned(),
        seen: form.text("version").parse().map_err(|_| AppError::BadRequest)?,
    };
    let done = call
        .change(move |conn, ctx| {
            measures::recheck(conn, ctx, &reach, &id, &step)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, ONE, async |form| show(&call, form).await).await
}
