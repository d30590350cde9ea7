//! Suspending admissions of an aanbieder, and lifting that before its time.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::HOME;
use crate::app::FieldError;
use crate::app::contracts::{self, Contract, Named};
use crate::app::measures;
use crate::domain::admission::{SourceKind, State, SuspensionKind};
use crate::domain::code::Code as _;
use crate::domain::ids::OrgId;
use crate::domain::words::apply::lot;
use crate::domain::words::contracts as words;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::stopping::{self, Choice, Shown};

const PAGE: &str = "review/opschorten.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    org: String,
    name: String,
    /// Which form was refused: `opschorten` or `opheffen`.
    refused: &'static str,
    running: Vec<Choice>,
    suspended: Vec<Choice>,
    until: DateParts,
}

/// `GET /beoordeling/toelatingen/{org}/opschorten`
///
/// # Errors
/// [`AppError::NotFound`] for an aanbieder without an admission in this region.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default(), "").await?;
    call.page(PAGE, &page)
}

async fn look(call: &Call, form: FormView, refused: &'static str) -> Result<Page, AppError> {
    let (scope, ctx, org): (_, _, OrgId) = (call.visitor.region_scope()?, call.ctx(), call.id("org")?);
    let found: Contract = call.read(move |conn| contracts::of_org(conn, &ctx, &scope, &org)).await?;
    let own = || found.admissions.iter().filter(|one| one.row.source.0 != SourceKind::Bridging);
    let in_force = |one: &&Named| matches!(one.row.state.0, State::Active | State::Suspended);
    Ok(Page {
        refused,
        until: DateParts::shown(&form, "tot", None),
        running: own().filter(in_force).map(choice).collect(),
        suspended: own().filter(|one| one.suspension.is_some()).map(choice).collect(),
        org: found.org.to_string(),
        name: found.name.clone(),
        form,
    })
}

fn choice(one: &Named) -> Choice {
    let stands = one.suspension.as_ref().map(Shown::from);
    Choice {
        value: one.row.id.clone(),
        label: lot(&one.group, &one.gemeente),
        help: stands
            .map_or_else(String::new, |one| format!("{} tot en met {}, {}", one.what, one.last_day, one.by)),
    }
}

/// `POST /beoordeling/toelatingen/{org}/opschorten`
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule, and where a measure holds one; [`AppError::NotFound`] for another organisation's.
pub async fn suspend(call: Call) -> Answer {
    let (scope, org): (_, OrgId) = (call.visitor.region_scope()?, call.id("org")?);
    let (portal, chosen) = (call.site.url.clone(), stopping::ticked(&call.form)?);
    let kind = SuspensionKind::from_code(call.form.text("omvang"));
    let (kind, stop) = match (kind, stopping::read(&call.form, chosen, words::NO_BASIS)) {
        (Some(kind), Ok(stop)) => (kind, stop),
        (kind, read) => {
            let mut mistakes = read.err().unwrap_or_default();
            if kind.is_none() {
                mistakes.insert(0, FieldError::new("omvang", words::NO_SUSPENSION));
            }
            let page = look(&call, FormView::new(&call.form, mistakes), "opschorten").await?;
            return call.refused_form(PAGE, &page);
        }
    };
    let done = call
        .change(move |conn, ctx| {
            measures::suspend_by_hand(conn, ctx, (&scope, &portal), (&org, kind), &stop)?;
            Ok(format!("{HOME}/{org}?gedaan=opgeschort"))
        })
        .await;
    call.or_again(done, PAGE, async |form| look(&call, form, "opschorten").await).await
}

/// `POST /beoordeling/toelatingen/{org}/opheffen`
///
/// # Errors
/// [`AppError::Refused`] where nothing runs; [`AppError::NotFound`] for another organisation's.
pub async fn lift(call: Call) -> Answer {
    let (scope, org): (_, OrgId) = (call.visitor.region_scope()?, call.id("org")?);
    let (portal, chosen) = (call.site.url.clone(), stopping::ticked(&call.form)?);
    if chosen.is_empty() {
        let mistakes = vec![FieldError::new("opheffen", words::NO_ADMISSION)];
        let page = look(&call, FormView::new(&call.form, mistakes), "opheffen").await?;
        return call.refused_form(PAGE, &page);
    }
    call.change(move |conn, ctx| {
        measures::resume_by_hand(conn, ctx, (&scope, &portal), &org, &chosen)?;
        Ok(format!("{HOME}/{org}?gedaan=opgeheven"))
    })
    .await
}
