//! `/regio/{slug}/dekking`: where there are aanbieders, for everybody or for one doelgroep, with what is free today in bands.
//! May import: app, domain, storage::views, render, web.

use serde::Serialize;

use super::frame::{self, Head, Place};
use super::lots::{self, Counts};
use crate::app::boundaries;
use crate::app::public::Procedure;
use crate::app::supply::{self, Landscape};
use crate::domain::code::Code as _;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::policy_code::{GroupCode, LotKey, TargetGroupCode};
use crate::domain::scheme::ProductGroup;
use crate::domain::words::supply as words;
use crate::render::svg::{Cell, Matrix, RegionMap};
use crate::storage::views::register;
use crate::web::call::{Answer, Call};
use crate::web::stopping::Choice;

#[derive(Serialize)]
struct Page {
    region: Head,
    /// Empty while no regeling is in force.
    shown: Option<Shown>,
}

#[derive(Serialize)]
struct Shown {
    targets: Vec<Choice>,
    groups: Vec<Choice>,
    /// Code of the doelgroep, and its title; empty for everybody.
    target: String,
    target_title: String,
    group: String,
    group_title: String,
    on: chrono::NaiveDate,
    matrix: Matrix,
    map: RegionMap,
    lots: Vec<LotView>,
}

#[derive(Serialize)]
struct LotView {
    gemeente: String,
    href: String,
    state: &'static str,
    cell: Cell,
    free: &'static str,
}

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), help: String::new() }
}

/// `GET /regio/{slug}/dekking?doelgroep=…&productgroep=…`: of the newest procedure.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for an unknown region; what the database says.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let Some(procedure) = region.procedures.first() else {
        let content = Page { region: Head::of(&region), shown: None };
        return frame::page(&call, &region, Place::Start, "public/region/coverage.html", &content);
    };
    let scheme = &procedure.version.scheme;
    let query = call.query();
    let target = TargetGroupCode::parse(query.text("doelgroep")).ok();
    let target = target.filter(|code| scheme.target_group(code).is_some());
    let group = GroupCode::parse(query.text("productgroep")).ok();
    let group = group.as_ref().and_then(|code| scheme.group(code)).or_else(|| scheme.groups().first());
    let (scope, id, now, find) = (region.scope.clone(), procedure.id.clone(), call.now, target.clone());
    let (counts, land, brought) = call
        .read(move |conn| {
            let counts = match &find {
                None => register::per_lot(conn, &scope)?,
                Some(target) => register::per_lot_serving(conn, &scope, target.as_str())?,
            };
            let land = supply::landscape(conn, &scope, &id, now)?;
            Ok((counts, land, boundaries::current(conn, &scope)?))
        })
        .await?;
    let counts: Counts =
        counts.into_iter().map(|(group, gemeente, count)| ((group, gemeente), count)).collect();
    let code = group.map_or("", |one| one.code.as_str());
    let gemeenten = lots::gemeenten(&region, procedure);
    let line = |one: &&crate::app::public::Gemeente| {
        line((&region.slug, procedure, &land), (group?, one), target.as_ref(), &counts)
    };
    let shown = Shown {
        targets: scheme.target_groups().iter().map(|one| choice(one.code.as_str(), &one.title)).collect(),
        groups: scheme.groups().iter().map(|one| choice(one.code.as_str(), &one.title)).collect(),
        target: target.as_ref().map(ToString::to_string).unwrap_or_default(),
        target_title: target.as_ref().map(|code| words::served(scheme, Some(code))).unwrap_or_default(),
        group: code.to_owned(),
        group_title: group.map(|one| one.title.clone()).unwrap_or_default(),
        on: land.on,
        matrix: lots::covered(&region, procedure, &counts, 0),
        map: lots::group_map((&region, brought.as_ref()), procedure, &counts, code),
        lots: gemeenten.iter().filter_map(line).collect(),
    };
    let content = Page { region: Head::of(&region), shown: Some(shown) };
    frame::page(&call, &region, Place::Start, "public/region/coverage.html", &content)
}

fn line(
    (slug, procedure, land): (&str, &Procedure, &Landscape),
    (group, gemeente): (&ProductGroup, &crate::app::public::Gemeente),
    target: Option<&TargetGroupCode>,
    counts: &Counts,
) -> Option<LotView> {
    let code = GemeenteCode::parse(&gemeente.code).ok()?;
    let lot = land.lots.get(&LotKey { group: group.code.clone(), gemeente: code })?;
    Some(LotView {
        gemeente: gemeente.name.clone(),
        href: format!("/regio/{slug}/dekking/{}/{}", group.code, gemeente.code),
        state: lots::state(procedure, group.code.as_str(), &gemeente.code).code(),
        cell: lots::lot_cell(procedure, counts, group.code.as_str(), &gemeente.code),
        free: free(lot, target),
    })
}

/// What is free in a lot, for a doelgroep or for anybody, as everybody may read it.
pub(super) fn free(lot: &supply::Lot, target: Option<&TargetGroupCode>) -> &'static str {
    let (providers, stale, free) = match target {
        None => (lot.supply.providers, lot.supply.stale, lot.supply.free()),
        Some(target) => lot.serving.get(target).map_or((0, 0, 0), |one| (one.providers, one.stale, one.free)),
    };
    // Only those count that stated lately what they have: of the others nothing is added up.
    words::in_public(providers.saturating_sub(stale), free)
}
