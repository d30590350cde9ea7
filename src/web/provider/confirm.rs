//! `/aanbieder/toelatingen/bevestigen/{id}`: once a year, is everything still so? One page, one button.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::apply::fields::{Labelled, Question, roles, sent};
use super::capacity::{self, Row};
use crate::app::apply::{Asked, Saved};
use crate::app::confirmations::{self, Answered, Given, Own, Pending};
use crate::app::evidence_requests;
use crate::domain::ids::ConfirmationId;
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::words::confirmation as words;
use crate::domain::words::dates::long_date;
use crate::domain::words::requirement::value;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;

const TEMPLATE: &str = "provider/bevestigen.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    id: String,
    region: String,
    due: String,
    /// Why it is that day.
    why: Vec<String>,
    overdue: bool,
    version: i64,
    /// The day on which it was confirmed; empty while it was not.
    confirmed: String,
    /// Whether the visitor may confirm.
    may: bool,
    groups: Vec<Group>,
    answered: Vec<Said>,
    rows: Vec<Row>,
    evidence: Vec<Waiting>,
    roles: Vec<Labelled>,
}

/// A question with those that hang on its yes.
#[derive(Serialize)]
struct Group {
    question: String,
    /// The answer that was given last, in words; empty where there is none.
    last: String,
    /// Where it comes from.
    told: String,
    /// Whether its fields are shown at once: there is no answer yet, or one is wrong.
    open: bool,
    fields: Vec<Question>,
}

/// What was answered elsewhere.
#[derive(Serialize)]
struct Said {
    question: String,
    value: String,
    on: String,
}

impl From<Answered> for Said {
    fn from(one: Answered) -> Self {
        Self { question: one.question, value: one.value, on: long_date(one.as_of) }
    }
}

/// A bewijsstuk that the region waits for.
#[derive(Serialize)]
struct Waiting {
    id: String,
    title: String,
    due: String,
    /// Where to put a newer one; empty where the whole eis is asked.
    kind: String,
}

impl From<evidence_requests::Line> for Waiting {
    fn from(line: evidence_requests::Line) -> Self {
        let (title, due) = (line.title, line.row.due_on.to_string());
        Self { id: line.row.id, title, due, kind: line.row.evidence_kind }
    }
}

/// `GET /aanbieder/toelatingen/bevestigen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's, or one that a newer year took the place of.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn read(call: &Call) -> Result<Own, AppError> {
    let (scope, ctx, id): (_, _, ConfirmationId) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    call.read(move |conn| confirmations::own(conn, &ctx, &scope, &id)).await
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let own = read(call).await?;
    let row = own.line.row;
    let confirmed = row.confirmed_at.map(|at| long_date(local_day(at.and_utc())));
    Ok(Page {
        groups: groups(call, &own.scheme, &own.pending, &form),
        answered: own.answered.into_iter().map(Said::from).collect(),
        rows: capacity::rows(own.places, &form),
        evidence: own.evidence.into_iter().map(Waiting::from).collect(),
        roles: roles(),
        form,
        region: own.line.region,
        due: row.due_on.to_string(),
        why: own.scheme.confirmation().map(|yearly| words::why(yearly, row.due_on)).unwrap_or_default(),
        overdue: row.due_on < call.today(),
        version: row.version,
        confirmed: confirmed.unwrap_or_default(),
        may: call.may("confirmations.give"),
        id: row.id,
    })
}

/// Each question with what hangs on its yes, as it was said before or just typed.
fn groups(call: &Call, scheme: &Scheme, pending: &[Pending], form: &FormView) -> Vec<Group> {
    let typed = !form.answers.is_empty();
    let mut groups: Vec<(&Pending, Group)> = Vec::new();
    for one in pending {
        let Some(def) = scheme.fact(&one.code) else { continue };
        let again = typed.then(|| Saved::Raw(sent(&call.form, std::iter::once(def))));
        let asked = Asked { def, follows: one.follows.clone() };
        let mut field = Question::new(&asked, again.as_ref().or(one.saved.as_ref()));
        // That is told with the answer, not with its fields.
        field.taken_over.clear();
        let missing = [def.code.to_string(), format!("{}_day", def.code)];
        if let Some(error) =
            missing.iter().find_map(|at| form.error.get(at)).filter(|_| field.error.is_empty())
        {
            field.error.clone_from(error);
        }
        let wrong = !field.faults().is_empty();
        let parent = groups.iter_mut().find(|(parent, _)| Some(&parent.code) == one.follows.as_ref());
        if let Some((_, group)) = parent {
            group.open |= wrong;
            group.fields.push(field);
            continue;
        }
        let (last, told) = match &one.saved {
            Some(Saved::Value { value: known, taken_over: Some(from) }) => {
                (value(Some(&def.kind), known), words::said(from.source, from.as_of))
            }
            _ => (String::new(), String::new()),
        };
        let open = wrong || last.is_empty();
        groups.push((one, Group { question: def.question.clone(), last, told, open, fields: vec![field] }));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// `POST /aanbieder/toelatingen/bevestigen/{id}`
///
/// # Errors
/// [`AppError::Refused`] when it was confirmed; [`AppError::Stale`].
pub async fn give(call: Call) -> Answer {
    let (scope, id): (_, ConfirmationId) = (call.visitor.org_scope()?, call.id("id")?);
    let seen = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let own = read(&call).await?;
    let defs = own.pending.iter().filter_map(|one| own.scheme.fact(&one.code));
    let answers = sent(&call.form, defs);
    let done = match capacity::sent(&call.form) {
        // Everything that is wrong is told at once.
        Err(AppError::Invalid(mut mistakes)) => {
            mistakes.extend(confirmations::wrong(&own, &answers));
            Err(AppError::Invalid(mistakes))
        }
        Err(error) => Err(error),
        Ok(places) => {
            let given = Given { answers, places };
            call.change(move |conn, ctx| {
                confirmations::give(conn, ctx, &scope, (&id, seen), &given)?;
                Ok("/aanbieder/toelatingen?gedaan=bevestigd".to_owned())
            })
            .await
        }
    };
    call.or_again(done, TEMPLATE, async |form| look(&call, form).await).await
}
