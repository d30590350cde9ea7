//! The frame of a region's public pages: the region, its menu, and what several of them show.
//! May import: app::public, render, web.

use serde::Serialize;

use crate::app::public::{self, Region};
use crate::render::{Chrome, NavEntry, RegionMark};
use crate::web::call::{Answer, Call, html};
use crate::web::error::AppError;

/// Where a page stands in the menu of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The region page and what is not in the menu.
    Start,
    /// Productgroepen and eisen.
    Rules,
    /// Inkoopdocumenten.
    Documents,
    /// Instroomvensters.
    Windows,
    /// The register.
    Register,
}

/// A region as every template of it gets it.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Name.
    pub name: String,
    /// Place in addresses.
    pub slug: String,
    /// Name of the desk for questions and complaints.
    pub desk: String,
    /// Its mail address; may be empty.
    pub mail: String,
    /// Its telephone number; may be empty.
    pub phone: String,
}

impl Head {
    /// Of a region.
    #[must_use]
    pub fn of(region: &Region) -> Self {
        Self {
            name: region.name.clone(),
            slug: region.slug.clone(),
            desk: region.desk.name.clone(),
            mail: region.desk.mail.clone(),
            phone: region.desk.phone.clone().unwrap_or_default(),
        }
    }
}

/// The region in the path.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn region(call: &Call) -> Result<Region, AppError> {
    let (slug, now) = (call.param("slug")?.to_owned(), call.now);
    call.read(move |conn| public::region(conn, &slug, now)).await
}

/// The frame of a page of a region.
#[must_use]
pub fn chrome(call: &Call, region: &Region, here: Place) -> Chrome {
    let slug = &region.slug;
    let entry = |code, place, path: &str| NavEntry {
        code,
        href: format!("/regio/{slug}{path}"),
        current: here == place,
        count: 0,
    };
    Chrome {
        region: Some(RegionMark::new(&region.name, slug, region.accent)),
        nav: vec![
            entry("start", Place::Start, ""),
            entry("rules", Place::Rules, "/productgroepen"),
            entry("documents", Place::Documents, "/documenten"),
            entry("windows", Place::Windows, "/vensters"),
            entry("register", Place::Register, "/register"),
        ],
        ..call.chrome()
    }
}

/// A page of a region.
///
/// # Errors
/// [`AppError::Internal`] when the template does not fit.
pub fn page(call: &Call, region: &Region, here: Place, template: &str, content: &impl Serialize) -> Answer {
    html(actix_web::HttpResponse::Ok(), template, &chrome(call, region, here), content)
}
