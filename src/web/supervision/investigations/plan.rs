//! Planning an investigation.
//! May import: app, storage::views, domain (to show), web.

use serde::Serialize;

use super::{HOME, moment};
use crate::app::investigations::{self, New, Ready};
use crate::app::signals;
use crate::domain::code::Code as _;
use crate::domain::words::format::sentence;
use crate::domain::words::investigations as words;
use crate::domain::words::signals::discipline;
use crate::storage::views::supervision::{self as view, Area};
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};
use crate::web::public::register::Names;
use crate::web::public::report::Choice;
use crate::web::supervision::signals::disciplines;

const TEMPLATE: &str = "supervision/investigation-new.html";

/// First of whom, then of what.
#[derive(Serialize)]
struct Page {
    providers: Vec<Choice>,
    disciplines: Vec<Choice>,
    chosen: Option<Chosen>,
    day: DateParts,
    form: FormView,
}

#[derive(Serialize)]
struct Chosen {
    org: String,
    name: String,
    signal: String,
    sample: String,
    discipline: &'static str,
    called: &'static str,
    products: Vec<Choice>,
    gemeenten: Vec<Choice>,
    framework: String,
    norms: Vec<NormChoice>,
}

#[derive(Serialize)]
struct NormChoice {
    value: String,
    label: String,
    help: String,
}

impl Chosen {
    fn of(new: New, ready: Ready, names: &Names) -> Self {
        let choice = |value: String, label: String| Choice { value, label };
        let norm = |one: crate::domain::scheme::Norm| NormChoice {
            value: one.code.to_string(),
            label: one.text,
            help: format!(
                "{}: {} ({}). {}",
                sentence(words::theme(one.theme)),
                one.criterion,
                one.code,
                one.frequency
            ),
        };
        Self {
            org: new.org,
            name: ready.name,
            signal: new.signal,
            sample: new.sample,
            discipline: ready.discipline.code(),
            called: discipline(ready.discipline),
            products: ready
                .products
                .into_iter()
                .map(|code| choice(code.clone(), names.product(&code)))
                .collect(),
            gemeenten: ready
                .gemeenten
                .into_iter()
                .map(|code| choice(code.clone(), names.gemeente(&code)))
                .collect(),
            framework: ready.framework,
            norms: ready.norms.into_iter().map(norm).collect(),
        }
    }
}

fn sent(form: &Form) -> New {
    let (text, all) = (
        |name: &str| form.text(name).to_owned(),
        |name: &'static str| form.all(name).map(str::to_owned).collect::<Vec<_>>(),
    );
    New {
        org: text("aanbieder"),
        discipline: text("toezicht"),
        signal: text("signaal"),
        sample: text("steekproef"),
        locations: form.raw("locatie").to_owned(),
        products: all("product"),
        gemeenten: all("gemeente"),
        norms: all("norm"),
        at: moment(form),
    }
}

async fn planning(call: &Call, new: New, form: FormView) -> Result<Page, AppError> {
    let (wall, names) = (signals::wall(&call.visitor)?, super::super::region_names(call).await?);
    let disciplines = disciplines(&wall);
    let known = !new.org.is_empty()
        && (disciplines.is_empty() || !(new.discipline.clone() + &new.signal + &new.sample).is_empty());
    let (asked, areas) = (new.clone(), wall.clone());
    let ready = match known {
        true => Some(call.read(move |conn| investigations::ready(conn, &wall, &asked)).await?),
        false => None,
    };
    let providers = call
        .read(move |conn| {
            let mut all = Vec::new();
            for own in areas.watches.values() {
                let area = Area { scope: areas.region.clone(), gemeenten: own.clone() };
                all.extend(view::everybody(conn, &area)?);
            }
            Ok(all)
        })
        .await?;
    let mut providers: Vec<_> = providers.into_iter().map(|one| (one.name_key, one.org, one.name)).collect();
    providers.sort();
    providers.dedup();
    Ok(Page {
        providers: providers.into_iter().map(|(_, value, label)| Choice { value, label }).collect(),
        disciplines,
        chosen: ready.map(|ready| Chosen::of(new, ready, &names)),
        day: DateParts::shown(&form, "dag", None),
        form,
    })
}

/// `GET /toezicht/onderzoeken/nieuw`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn new(call: Call) -> Answer {
    let page = planning(&call, sent(&call.query()), FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

/// `POST /toezicht/onderzoeken/nieuw`
///
/// # Errors
/// [`AppError::NotFound`] on the other side of the wall.
pub async fn plan(call: Call) -> Answer {
    let (wall, new) = (signals::wall(&call.visitor)?, sent(&call.form));
    let asked = new.clone();
    let done = call
        .change(move |conn, ctx| {
            let id = investigations::plan(conn, ctx, &wall, &asked)?;
            Ok(format!("{HOME}/{id}"))
        })
        .await;
    call.or_again(done, TEMPLATE, async |form| planning(&call, new, form).await).await
}
