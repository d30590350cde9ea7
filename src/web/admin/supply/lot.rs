//! `/beheer/dekking/{procedure}/{group}/{gemeente}`: one lot, measured by the definition of the regeling, and what somebody proposes for it.
//! May import: app, domain, web.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::laid_down::{self, day, motivation};
use super::measures;
use crate::app::fields::Mistakes;
use crate::app::policy;
use crate::app::supply::{self, Landscape, Lot};
use crate::domain::code::Code as _;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::ProcedureId;
use crate::domain::laid_down::LaidDown;
use crate::domain::policy_code::{GroupCode, LotKey};
use crate::domain::supply::{LotChange, LotPlan, Places, first_closing_day, last_review_day};
use crate::domain::windows::LotState;
use crate::domain::words::apply::lot_of;
use crate::domain::words::policy::DAY_MISSING;
use crate::domain::words::supply as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};
use crate::web::measures::MeasureView;
use crate::web::stopping::Choice;

const TEMPLATE: &str = "admin/dekking-perceel.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    path: String,
    title: String,
    state: &'static str,
    on: NaiveDate,
    measures: Vec<MeasureView>,
    enough: bool,
    /// Code of what the definition comes to.
    sufficiency: &'static str,
    /// When the clients were counted.
    counted: String,
    /// How sure the figures are.
    certainty: String,
    targets: Vec<TargetView>,
    providers: u32,
    review_on: Option<NaiveDate>,
    /// The next change that is published, and from when.
    next: &'static str,
    next_from: Option<chrono::DateTime<chrono::Utc>>,
    /// What may be proposed; nothing where nothing is bought.
    choices: Vec<Choice>,
    from: DateParts,
    review: DateParts,
}

/// What is offered to a doelgroep.
#[derive(Serialize)]
struct TargetView {
    title: String,
    free: u32,
    waiting: String,
}

/// The lot in the address, measured.
struct Seen {
    procedure: ProcedureId,
    key: LotKey,
    land: Landscape,
    lot: Lot,
    /// The first day on which it may close, when it is open.
    first: Option<NaiveDate>,
}

async fn seen(call: &Call) -> Result<Seen, AppError> {
    let (scope, procedure, now): (_, ProcedureId, _) =
        (call.visitor.region_scope()?, call.id("procedure")?, call.now);
    let group = GroupCode::parse(call.param("group")?).map_err(|_| AppError::NotFound)?;
    let gemeente = GemeenteCode::parse(call.param("gemeente")?).map_err(|_| AppError::NotFound)?;
    let (key, find) = (LotKey { group, gemeente }, procedure.clone());
    let (mut land, windows) = call
        .read(move |conn| {
            let windows = policy::windows(conn, &scope, &find, now)?;
            Ok((supply::landscape(conn, &scope, &find, now)?, windows))
        })
        .await?;
    let lot = land.lots.remove(&key).ok_or(AppError::NotFound)?;
    let windows: Vec<_> = windows.iter().map(|one| one.phases).collect();
    Ok(Seen { procedure, key, land, lot, first: first_closing_day(&windows, now) })
}

/// `GET /beheer/dekking/{procedure}/{group}/{gemeente}`
///
/// # Errors
/// [`AppError::NotFound`] for a lot of another region, and for none.
pub async fn page(call: Call) -> Answer {
    let seen = seen(&call).await?;
    call.page(TEMPLATE, &show(&call, &seen, FormView::default()))
}

fn show(call: &Call, seen: &Seen, form: FormView) -> Page {
    let Seen { procedure, key, land, lot, first } = seen;
    let scheme = &land.scheme;
    let state = lot.states.at(call.now).unwrap_or(LotState::ToBeDetermined);
    let target = |one: &Places| TargetView {
        title: words::served(scheme, one.target.as_ref()),
        free: one.free,
        waiting: one.waiting_days.map(words::in_days).unwrap_or_default(),
    };
    // What is closed may stay so from today on.
    let from = if state.is_closed() { Some(call.today()) } else { *first };
    let next = lot.states.next(call.now);
    Page {
        path: format!("{}/{procedure}/{}/{}", super::HOME, key.group, key.gemeente),
        title: lot_of(scheme, key),
        state: state.code(),
        on: land.on,
        measures: measures(scheme, lot),
        enough: lot.judged.is_enough(),
        sufficiency: lot.judged.sufficiency().code(),
        counted: lot.counted.map(words::counted).unwrap_or_default(),
        certainty: words::stated_by_themselves(lot.supply.stale, lot.enough_without),
        targets: lot.supply.places.iter().map(target).collect(),
        providers: lot.supply.providers,
        review_on: lot.states.published(call.now).filter(|_| state.is_closed()).and_then(|one| one.review_on),
        next: next.map_or("", |(state, _)| state.code()),
        next_from: next.map(|(_, from)| from),
        choices: choices(state, next.is_some(), lot.judged.is_enough()),
        from: DateParts::shown(&form, "ingang", from),
        review: DateParts::shown(&form, "heroverweging", from.and_then(last_review_day)),
        form,
    }
}

/// What may be proposed for a lot in this state, of which another may be announced.
fn choices(state: LotState, announced: bool, enough: bool) -> Vec<Choice> {
    let choice = |value: &str, label: &str, help: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
    };
    if state.may_apply().is_err() && !state.is_closed() {
        return Vec::new();
    }
    let (close, help) = words::close(state.is_closed());
    let mut all = Vec::new();
    if enough {
        all.push(choice("sluiten", close, help));
    }
    if state == LotState::Open && announced {
        all.push(choice("openen", words::KEEP_OPEN, words::TAKES_BACK));
    } else if state != LotState::Open {
        all.push(choice("openen", words::OPEN, words::AT_ONCE));
    }
    if state != LotState::OpenScarcity || announced {
        all.push(choice("schaarste", words::OPEN_FOR_SCARCITY, words::AT_ONCE));
    }
    all
}

fn sent(form: &Form, seen: &Seen) -> Result<LotPlan, AppError> {
    let mut mistakes = Mistakes::default();
    let change = match form.text("besluit") {
        "sluiten" => {
            let from = day(form, "ingang", DAY_MISSING, &mut mistakes);
            let review_on = day(form, "heroverweging", DAY_MISSING, &mut mistakes);
            from.zip(review_on).map(|(from, review_on)| LotChange::Close { from, review_on })
        }
        "openen" => Some(LotChange::Open),
        "schaarste" => Some(LotChange::OpenForScarcity),
        _ => mistakes.take("besluit", Err(words::CHANGE_MISSING.to_owned())),
    };
    let why = motivation(form, &mut mistakes);
    Ok(mistakes.done((|| {
        Some(LotPlan {
            procedure: seen.procedure.clone(),
            scheme: seen.land.version.clone(),
            lot: seen.key.clone(),
            change: change?,
            motivation: why?,
        })
    })())?)
}

/// `POST /beheer/dekking/{procedure}/{group}/{gemeente}`
///
/// # Errors
/// [`AppError::NotFound`] for a lot of another region, and for none.
pub async fn enter(call: Call) -> Answer {
    let seen = seen(&call).await?;
    let done = match sent(&call.form, &seen) {
        Ok(plan) => laid_down::enter(&call, LaidDown::Lot(Box::new(plan))).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| Ok(show(&call, &seen, form))).await
}
