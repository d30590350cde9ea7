//! The desk of the contractmanager: who is admitted where, what an aanbieder waits for, and recording it.
//! May import: app, domain (to show), storage::views, web.

mod agreement;
pub mod claim_letters;
pub mod import;
mod list;
mod seen;
mod suspend;

pub use agreement::{agreement, record};
pub use list::list;
pub use seen::record as record_seen;
pub use suspend::{lift, page as suspend_page, suspend};

use serde::Serialize;

use crate::app::admissions::{asks_expiry, asks_issue};
use crate::app::contracts::{self, Awaiting, Contract, Named, Open, Waits};
use crate::domain::admission::State;
use crate::domain::code::Code as _;
use crate::domain::ids::OrgId;
use crate::domain::words::contracts as words;
use crate::domain::words::dates::long_date;
use crate::storage::views::admissions::Recorded;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};
use crate::web::stopping::Shown;

const HOME: &str = "/beoordeling/toelatingen";
const ONE: &str = "review/toelating.html";

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct OnePage {
    form: FormView,
    org: String,
    name: String,
    admissions: Vec<Line>,
    awaiting: Vec<Choice>,
    versions: Vec<Choice>,
    open: Vec<OpenLine>,
    /// What is due when, a sentence each.
    needed: Vec<String>,
    kinds: Vec<Choice>,
    /// Whether one of the kinds has a day of issue, or a last day, that must be noted too.
    asks_issue: bool,
    asks_expiry: bool,
    recorded: Vec<Paper>,
    seen: Vec<Sighted>,
    signed: DateParts,
    seen_on: DateParts,
    issued_on: DateParts,
    expires_on: DateParts,
    /// Whether something runs that can be suspended.
    runs: bool,
    /// What was just done, for the message on top.
    done: &'static str,
}

#[derive(Serialize)]
struct Line {
    group: String,
    gemeente: String,
    state: &'static str,
    starts: String,
    waits_for: Vec<String>,
    suspended: Option<Shown>,
    /// Where it comes from, where that is no decision.
    source: &'static str,
}

/// An eis at the start that is not met.
#[derive(Serialize)]
struct OpenLine {
    code: String,
    title: String,
    text: String,
    why: Vec<String>,
    gemeenten: Vec<String>,
}

#[derive(Serialize)]
struct Paper {
    id: String,
    document: String,
    gemeente: String,
    signed_on: String,
    provider: String,
    for_gemeente: String,
    file_name: String,
    by: String,
}

#[derive(Serialize)]
struct Sighted {
    title: String,
    seen_on: String,
    by: String,
}

/// `GET /beoordeling/toelatingen/{org}`
///
/// # Errors
/// [`AppError::NotFound`] for an aanbieder without an admission in this region.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx, org): (_, _, OrgId) = (call.visitor.region_scope()?, call.ctx(), call.id("org")?);
    let found: Contract = call.read(move |conn| contracts::of_org(conn, &ctx, &scope, &org)).await?;
    let kinds = seen::kinds(&found);
    Ok(OnePage {
        signed: DateParts::shown(&form, "getekend", None),
        seen_on: DateParts::shown(&form, "gezien", None),
        issued_on: DateParts::shown(&form, "afgegeven", None),
        expires_on: DateParts::shown(&form, "geldig", None),
        asks_issue: kinds.iter().any(|(.., def)| asks_issue(def)),
        asks_expiry: kinds.iter().any(|(.., def)| asks_expiry(def)),
        kinds: kinds
            .iter()
            .map(|(value, label, _)| Choice { value: value.clone(), label: label.clone() })
            .collect(),
        recorded: found.recorded.iter().map(|one| paper(&found, one)).collect(),
        runs: found.admissions.iter().any(|one| matches!(one.row.state.0, State::Active | State::Suspended)),
        admissions: found.admissions.iter().map(line).collect(),
        awaiting: choices(&found),
        open: found.open.iter().map(open).collect(),
        needed: found.needed,
        versions: found
            .versions
            .into_iter()
            .map(|(id, label)| Choice { value: id.to_string(), label })
            .collect(),
        seen: found
            .seen
            .into_iter()
            .map(|one| Sighted { title: one.title, seen_on: long_date(one.seen_on), by: one.by })
            .collect(),
        org: found.org.to_string(),
        name: found.name,
        done: done(&call.query()),
        form,
    })
}

/// What the address says was just done.
fn done(query: &Form) -> &'static str {
    match query.text("gedaan") {
        "overeenkomst" => "overeenkomst",
        "gezien" => "gezien",
        "opgeschort" => "opgeschort",
        "opgeheven" => "opgeheven",
        _ => "",
    }
}

fn line(one: &Named) -> Line {
    Line {
        group: one.group.clone(),
        gemeente: one.gemeente.clone(),
        state: one.row.state.0.code(),
        starts: long_date(one.row.starts_on),
        waits_for: one.waits.as_ref().map(Waits::in_words).unwrap_or_default(),
        suspended: one.suspension.as_ref().map(Shown::from),
        source: words::source(one.row.source.0),
    }
}

fn open(one: &Open) -> OpenLine {
    OpenLine {
        code: one.due.requirement.to_string(),
        title: one.due.title.clone(),
        text: one.due.text.clone(),
        why: one.due.why.clone(),
        gemeenten: one.gemeenten.clone(),
    }
}

fn paper(found: &Contract, one: &Recorded) -> Paper {
    let own = found.admissions.iter().find(|named| named.row.gemeente == one.agreement.gemeente);
    Paper {
        id: one.agreement.id.clone(),
        document: format!("{}, {}", one.title, one.version),
        gemeente: own.map_or_else(|| one.agreement.gemeente.clone(), |named| named.gemeente.clone()),
        signed_on: long_date(one.agreement.signed_on),
        provider: one.agreement.signatory_provider.clone(),
        for_gemeente: one.agreement.signatory_gemeente.clone(),
        file_name: one.agreement.file_name.clone(),
        by: one.by.clone(),
    }
}

/// A gemeente, with its procedure where the aanbieder waits in more than one.
fn choices(found: &Contract) -> Vec<Choice> {
    let first = found.awaiting.first().map(|one| &one.procedure);
    let several = found.awaiting.iter().any(|one| Some(&one.procedure) != first);
    let label =
        |one: &Awaiting| if several { format!("{}: {}", one.name, one.title) } else { one.name.clone() };
    found.awaiting.iter().map(|one| Choice { value: value(one), label: label(one) }).collect()
}

fn value(one: &Awaiting) -> String {
    format!("{}/{}", one.gemeente, one.procedure)
}
