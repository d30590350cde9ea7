//! `/regio/{slug}/vensters/{id}/aanbod`: the supply that was published when a window opened, and what it is for.
//! May import: app, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use super::frame::{self, Head, Place};
use crate::app::public::{Procedure, Region, Window};
use crate::app::supply;
use crate::domain::code::Code as _;
use crate::domain::ids::WindowId;
use crate::domain::policy_code::LotKey;
use crate::domain::scheme::{ProductGroup, Scheme};
use crate::domain::supply::{LotSupply, SupplySnapshot};
use crate::domain::words::supply as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

#[derive(Serialize)]
struct Page {
    region: Head,
    window: String,
    taken_on: NaiveDate,
    /// When a productgroep may close, line by line.
    enough: Vec<String>,
    /// What lets an aanbieder in where it is closed.
    grounds: Vec<String>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    lots: Vec<Lot>,
}

#[derive(Serialize)]
struct Lot {
    gemeente: String,
    /// Code of its state when the window opened.
    state: &'static str,
    providers: u32,
    free: String,
    waiting: String,
    /// The doelgroepen for which nobody has a place free.
    without: String,
}

/// `GET /regio/{slug}/vensters/{id}/aanbod`
///
/// # Errors
/// [`AppError::NotFound`] for a window of another region, and before it opens.
pub async fn page(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let id: WindowId = call.id("id")?;
    let (procedure, window) = find(&region, &id).ok_or(AppError::NotFound)?;
    let scope = region.scope.clone();
    let published = call.read(move |conn| supply::of_window(conn, &scope, &id)).await?;
    let snapshot = published.ok_or(AppError::NotFound)?;
    let scheme = &procedure.version.scheme;
    let content = Page {
        region: Head::of(&region),
        window: window.title.clone(),
        taken_on: snapshot.taken_on(),
        enough: words::sufficient(scheme.sufficient()),
        grounds: scheme.added_value().iter().map(|one| one.title.clone()).collect(),
        groups: scheme.groups().iter().map(|one| group((procedure, window), one, &snapshot)).collect(),
    };
    frame::page(&call, &region, Place::Windows, "public/region/opening.html", &content)
}

fn find<'a>(region: &'a Region, id: &WindowId) -> Option<(&'a Procedure, &'a Window)> {
    region.procedures.iter().find_map(|procedure| {
        let window = procedure.windows.iter().find(|window| window.id == *id)?;
        Some((procedure, window))
    })
}

fn group(
    (procedure, window): (&Procedure, &Window),
    group: &ProductGroup,
    snapshot: &SupplySnapshot,
) -> Group {
    let scheme = &procedure.version.scheme;
    let lots = scheme.gemeenten().iter().filter_map(|gemeente| {
        let lot = LotKey { group: group.code.clone(), gemeente: gemeente.code.clone() };
        let known = procedure.lots.get(&(group.code.to_string(), gemeente.code.to_string()))?;
        let state = known
            .states
            .at(window.phases.opens)
            .filter(|state| state.may_apply().is_ok() || state.is_closed())?;
        Some(shown(scheme, gemeente.name.clone(), state.code(), snapshot.lot(&lot)?))
    });
    Group { title: group.title.clone(), lots: lots.collect() }
}

fn shown(scheme: &Scheme, gemeente: String, state: &'static str, supply: &LotSupply) -> Lot {
    let of_few = (1..words::LEAST_ADDED_UP).contains(&supply.providers);
    let unless_few = |figure: String| if of_few { words::OF_TOO_FEW.to_owned() } else { figure };
    let without = scheme.target_groups().iter().filter(|one| !supply.has_room_for(&one.code));
    let without: Vec<String> = without.map(|one| one.title.clone()).collect();
    Lot {
        gemeente,
        state,
        providers: supply.providers,
        free: unless_few(supply.free().to_string()),
        waiting: unless_few(
            supply.waiting_days().map_or_else(|| words::NOT_KNOWN.to_owned(), words::in_days),
        ),
        without: without.join("; "),
    }
}
