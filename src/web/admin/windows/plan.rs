//! `/beheer/vensters/nieuw`: planning a window, with the dates that the regeling asks worked out from the day of publication.
//! May import: app, domain, web.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::Serialize;

use super::super::documents::slug;
use super::super::laid_down::{self, day, motivation};
use super::super::team::Choice;
use crate::app::fields::{Mistakes, choice, line};
use crate::app::public::{self, Procedure};
use crate::domain::code::Code as _;
use crate::domain::laid_down::LaidDown;
use crate::domain::terms::{local, local_day, moment};
use crate::domain::windows::{Phases, Sealing, WindowKind, WindowPlan};
use crate::domain::words::policy as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const TEMPLATE: &str = "admin/venster-nieuw.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// The procedures to choose from.
    procedures: Vec<Choice>,
    /// What is worked out, or was filled in: the procedure and the kind.
    procedure: String,
    kind: String,
    /// The kinds of windows that its regeling knows.
    kinds: Vec<&'static str>,
    title: String,
    days: Vec<DayField>,
    time: String,
    sealed: bool,
}

/// A date of a window.
#[derive(Serialize)]
struct DayField {
    id: &'static str,
    code: &'static str,
    value: DateParts,
    error: String,
}

/// A field of the form, which moment of a window it is, and the day of that moment.
type Day = (&'static str, &'static str, fn(&Phases) -> NaiveDate);

const DAYS: [Day; 7] = [
    ("publicatie", "published", |phases| local_day(phases.publication)),
    ("vragen", "questions_until", |phases| local_day(phases.questions_until)),
    ("antwoorden", "answers_by", |phases| local_day(phases.answers_by)),
    ("opent", "opens", |phases| local_day(phases.opens)),
    ("sluit", "closes", |phases| local_day(phases.closes)),
    ("beslissing", "decisions_due", |phases| phases.decisions_due),
    ("start", "starts", |phases| phases.starts_on),
];

/// `GET /beheer/vensters/nieuw`: with the dates worked out from the kind and the day of publication in the address.
///
/// # Errors
/// [`AppError::NotFound`] in a region without a regeling.
pub async fn page(call: Call) -> Answer {
    let page = show(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn procedures(call: &Call) -> Result<Vec<Procedure>, AppError> {
    let (slug, now) = (slug(call)?, call.now);
    Ok(call.read(move |conn| public::region(conn, &slug, now)).await?.procedures)
}

async fn show(call: &Call, form: FormView) -> Result<Page, AppError> {
    let all = procedures(call).await?;
    let query = call.query();
    let told = |name: &str| form.answers.get(name).map_or_else(|| query.text(name).to_owned(), Clone::clone);
    let asked = told("procedure");
    let procedure = all.iter().find(|one| one.id.as_str() == asked).or_else(|| all.first());
    let procedure = procedure.ok_or(AppError::NotFound)?;
    let patterns = &procedure.version.scheme.windows().patterns;
    let kinds: Vec<&'static str> = patterns.iter().map(|one| one.kind.code()).collect();
    let kind = Some(told("soort")).filter(|kind| kinds.contains(&kind.as_str()));
    let kind = kind.unwrap_or_else(|| WindowKind::Annual.code().to_owned());
    let from = DateParts::sent(&query, "vanaf").date().ok().flatten();
    let from = from.or_else(|| call.today().checked_add_days(Days::new(1))).unwrap_or(call.today());
    let pattern = patterns.iter().find(|one| one.kind.code() == kind);
    let phases = pattern.and_then(|one| one.phases_from(from, None));
    let field = |(id, code, day): Day| DayField {
        value: DateParts::shown(&form, id, phases.as_ref().map(day)),
        error: form.error.get(&format!("{id}_day")).cloned().unwrap_or_default(),
        id,
        code,
    };
    let closes = phases.map(|phases| local(phases.closes).format("%H:%M").to_string());
    Ok(Page {
        procedures: all
            .iter()
            .map(|one| Choice { value: one.id.to_string(), label: one.title.clone() })
            .collect(),
        procedure: procedure.id.to_string(),
        title: form.answers.get("titel").cloned().unwrap_or_default(),
        days: DAYS.map(field).into(),
        time: form.answers.get("tijd").cloned().or(closes).unwrap_or_default(),
        sealed: procedure.version.scheme.windows().sealed_until_close,
        kinds,
        kind,
        form,
    })
}

/// A time that must be filled in, on a day.
pub(super) fn closes(form: &Form, day: Option<NaiveDate>, mistakes: &mut Mistakes) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(form.text("tijd"), "%H:%M").ok();
    let at = day.zip(time).map(|(day, time)| moment(day, time));
    match (time, at) {
        (Some(_), Some(Ok(at))) => Some(at),
        (Some(_), None) => None,
        _ => mistakes.take("tijd", Err(words::TIME_WRONG.to_owned())),
    }
}

fn sent(form: &Form, all: &[Procedure]) -> Result<WindowPlan, AppError> {
    let procedure = all.iter().find(|one| one.id.as_str() == form.text("procedure"));
    let procedure = procedure.ok_or(AppError::NotFound)?;
    let mut mistakes = Mistakes::default();
    let kind = mistakes.take("soort", choice(form.text("soort"), words::WINDOW_KIND_MISSING));
    let title = mistakes.take("titel", line(form.text("titel"), 120, words::WINDOW_TITLE_MISSING));
    let mut on = |name: &str| day(form, name, words::DAY_MISSING, &mut mistakes);
    let days = [on("publicatie"), on("vragen"), on("antwoorden"), on("opent")];
    let [publication, questions_until, answers_by, opens] = days.map(|day| day.and_then(Phases::begin_on));
    let (closes_on, decisions_due, starts_on) = (on("sluit"), on("beslissing"), on("start"));
    let closes = closes(form, closes_on, &mut mistakes);
    let motivation = motivation(form, &mut mistakes);
    let phases = (|| {
        Some(Phases {
            publication: publication?,
            questions_until: questions_until?,
            answers_by: answers_by?,
            opens: opens?,
            closes: closes?,
            decisions_due: decisions_due?,
            starts_on: starts_on?,
        })
    })();
    let sealed = procedure.version.scheme.windows().sealed_until_close;
    Ok(mistakes.done((|| {
        Some(WindowPlan {
            procedure: procedure.id.clone(),
            scheme: procedure.version.id.clone(),
            kind: kind?,
            title: title?,
            sealing: if sealed { Sealing::UntilClose } else { Sealing::Unsealed },
            phases: phases?,
            motivation: motivation?,
        })
    })())?)
}

/// `POST /beheer/vensters/nieuw`
///
/// # Errors
/// [`AppError::NotFound`] for a procedure of another region.
pub async fn enter(call: Call) -> Answer {
    let all = procedures(&call).await?;
    let done = match sent(&call.form, &all) {
        Ok(plan) => laid_down::enter(&call, LaidDown::Window(Box::new(plan))).await,
        Err(error) => Err(error),
    };
    call.or_again(done, TEMPLATE, async |form| show(&call, form).await).await
}
