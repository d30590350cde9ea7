//! The front page: the regions, what is open, and for whom the portal is.
//! May import: app::public, storage::views, render, web.

use serde::Serialize;

use super::window::WindowCard;
use super::{frame::Head, lots};
use crate::app::{boundaries, public};
use crate::render::svg::RegionMap;
use crate::storage::views::register;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    regions: Vec<RegionCard>,
}

#[derive(Serialize)]
struct RegionCard {
    #[serde(flatten)]
    head: Head,
    gemeenten: Vec<String>,
    windows: Vec<WindowCard>,
    map: RegionMap,
}

/// `GET /`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let now = call.now;
    let regions = call
        .read(move |conn| {
            let regions = public::regions(conn, now)?;
            let cards = regions.into_iter().map(|region| {
                let counts = register::per_gemeente(conn, &region.scope)?.into_iter().collect();
                let brought = boundaries::current(conn, &region.scope)?;
                let windows = region.procedures.iter().flat_map(|procedure| &procedure.windows);
                Ok(RegionCard {
                    head: Head::of(&region),
                    gemeenten: region.gemeenten.iter().map(|one| one.name.clone()).collect(),
                    windows: WindowCard::current(windows, now),
                    map: lots::region_map(
                        (&region, brought.as_ref()),
                        &counts,
                        &format!("kaart-{}", region.slug),
                    ),
                })
            });
            cards.collect::<crate::app::Result<Vec<_>>>()
        })
        .await?;
    call.page("public/home.html", &Page { regions })
}
