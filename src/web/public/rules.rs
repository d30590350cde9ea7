//! The rules of a region: its productgroepen, what each asks and pays, and every eis as text.
//! May import: app::public, domain, storage::views, render, web.

use serde::Serialize;

use super::frame::{self, Head, Place};
use super::lots;
use super::requirement::{self, KindView};
use super::tariff::{self, ProductView};
use crate::app::boundaries;
use crate::app::public::{Procedure, Region};
use crate::domain::code::Code as _;
use crate::domain::scheme::{ProductGroup, Scheme};
use crate::domain::words::confirmation;
use crate::render::svg::RegionMap;
use crate::storage::views::register;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

/// The regeling a page shows, so that a reader can cite it.
#[derive(Serialize)]
struct Source {
    title: String,
    version: i32,
    effective_from: chrono::DateTime<chrono::Utc>,
    sha256: String,
    coming: Option<Coming>,
}

/// A published version that counts later.
#[derive(Serialize)]
struct Coming {
    version: i32,
    from: chrono::DateTime<chrono::Utc>,
}

impl Source {
    fn of(procedure: &Procedure) -> Self {
        Self {
            title: procedure.title.clone(),
            version: procedure.version.seq,
            effective_from: procedure.version.effective_from,
            sha256: procedure.version.scheme.sha256().to_owned(),
            coming: procedure
                .coming
                .as_ref()
                .map(|(version, from)| Coming { version: *version, from: *from }),
        }
    }
}

#[derive(Serialize)]
struct GroupsPage {
    region: Head,
    procedures: Vec<GroupsView>,
}

#[derive(Serialize)]
struct GroupsView {
    source: Source,
    groups: Vec<GroupCard>,
    target_groups: Vec<String>,
}

#[derive(Serialize)]
struct GroupCard {
    code: String,
    title: String,
    products: Vec<String>,
    requirements: usize,
    open_in: Vec<String>,
}

/// `GET /regio/{slug}/productgroepen`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn groups(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let procedures = region.procedures.iter().map(|procedure| GroupsView {
        source: Source::of(procedure),
        groups: procedure
            .version
            .scheme
            .groups()
            .iter()
            .map(|group| card(&region, procedure, group))
            .collect(),
        target_groups: procedure.version.scheme.target_groups().iter().map(|one| one.title.clone()).collect(),
    });
    let content = GroupsPage { region: Head::of(&region), procedures: procedures.collect() };
    frame::page(&call, &region, Place::Rules, "public/region/groups.html", &content)
}

fn card(region: &Region, procedure: &Procedure, group: &ProductGroup) -> GroupCard {
    let scheme = &procedure.version.scheme;
    let open = |gemeente: &&crate::app::public::Gemeente| {
        let lot = procedure.lots.get(&(group.code.to_string(), gemeente.code.clone()));
        lot.and_then(|lot| lot.state).is_some_and(|state| state.may_apply().is_ok())
    };
    let gemeenten = lots::gemeenten(region, procedure);
    GroupCard {
        code: group.code.to_string(),
        title: group.title.clone(),
        products: group.products.iter().map(|product| product.title.clone()).collect(),
        requirements: requirement::kinds(scheme, Some(group))
            .iter()
            .map(|kind| kind.requirements.len())
            .sum(),
        open_in: gemeenten.into_iter().filter(open).map(|one| one.name.clone()).collect(),
    }
}

#[derive(Serialize)]
struct GroupPage {
    region: Head,
    source: Source,
    code: String,
    title: String,
    standing: &'static str,
    products: Vec<ProductView>,
    kinds: Vec<KindView>,
    lots: Vec<LotView>,
    map: RegionMap,
    coverage: Vec<CoverageRow>,
}

#[derive(Serialize)]
struct LotView {
    gemeente: String,
    state: &'static str,
}

#[derive(Serialize)]
struct CoverageRow {
    gemeente: String,
    code: String,
    cell: crate::render::svg::Cell,
}

/// `GET /regio/{slug}/productgroepen/{group}`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region or group; what the database says.
pub async fn group(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let code = call.param("group")?;
    let found = region.procedures.iter().find_map(|procedure| {
        let groups = procedure.version.scheme.groups();
        Some((procedure, groups.iter().find(|group| group.code.as_str() == code)?))
    });
    let (procedure, group) = found.ok_or(AppError::NotFound)?;
    let scope = region.scope.clone();
    let (counts, brought) = call
        .read(move |conn| Ok((register::per_lot(conn, &scope)?, boundaries::current(conn, &scope)?)))
        .await?;
    let counts = counts.into_iter().map(|(group, gemeente, count)| ((group, gemeente), count)).collect();
    let scheme = &procedure.version.scheme;
    let state = |code: &String| {
        let lot = procedure.lots.get(&(group.code.to_string(), code.clone()));
        lot.and_then(|lot| lot.state).unwrap_or(crate::domain::windows::LotState::ToBeDetermined)
    };
    let gemeenten = lots::gemeenten(&region, procedure);
    let content = GroupPage {
        region: Head::of(&region),
        source: Source::of(procedure),
        code: group.code.to_string(),
        title: group.title.clone(),
        standing: requirement::standing(&group.standing),
        products: group.products.iter().map(|one| tariff::product(scheme, one, call.today())).collect(),
        kinds: requirement::kinds(scheme, Some(group)),
        lots: gemeenten
            .iter()
            .map(|one| LotView { gemeente: one.name.clone(), state: state(&one.code).code() })
            .collect(),
        map: lots::group_map((&region, brought.as_ref()), procedure, &counts, group.code.as_str()),
        coverage: gemeenten
            .iter()
            .map(|one| CoverageRow {
                gemeente: one.name.clone(),
                code: one.code.clone(),
                cell: lots::lot_cell(procedure, &counts, group.code.as_str(), &one.code),
            })
            .collect(),
    };
    frame::page(&call, &region, Place::Rules, "public/region/group.html", &content)
}

#[derive(Serialize)]
struct RequirementsPage {
    region: Head,
    procedures: Vec<RequirementsView>,
}

#[derive(Serialize)]
struct RequirementsView {
    source: Source,
    /// What who is admitted confirms every year; nothing where the regeling does not ask it.
    yearly: Option<Yearly>,
    kinds: Vec<KindView>,
}

/// What who is admitted confirms every year.
#[derive(Serialize)]
struct Yearly {
    when: String,
    questions: Vec<String>,
}

impl Yearly {
    fn of(scheme: &Scheme) -> Option<Self> {
        let yearly = scheme.confirmation()?;
        Some(Self { when: confirmation::when(yearly), questions: confirmation::questions(scheme, yearly) })
    }
}

/// `GET /regio/{slug}/eisen`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn requirements(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let procedures = region.procedures.iter().map(|procedure| RequirementsView {
        source: Source::of(procedure),
        yearly: Yearly::of(&procedure.version.scheme),
        kinds: requirement::kinds(&procedure.version.scheme, None),
    });
    let content = RequirementsPage { region: Head::of(&region), procedures: procedures.collect() };
    frame::page(&call, &region, Place::Rules, "public/region/requirements.html", &content)
}
