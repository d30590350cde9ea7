//! The toetsingskaders that come with the portal, one a region, and the version that an investigation keeps.
//! May import: app, domain, storage.

use std::sync::LazyLock;

use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::ids::{FrameworkId, kind};
use crate::domain::scheme::Framework;
use crate::domain::words;
use crate::domain::words::investigations::NO_FRAMEWORK;
use crate::storage::investigations::{self, FrameworkRow, Kept};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, regions};

const FILES: [(&str, &str); 2] = [
    ("zuidwest-drenthe.yaml", include_str!("../../../data/frameworks/zuidwest-drenthe.yaml")),
    (
        "midden-ijssel-oost-veluwe.yaml",
        include_str!("../../../data/frameworks/midden-ijssel-oost-veluwe.yaml"),
    ),
];

static SHIPPED: LazyLock<Result<Vec<(Framework, &'static str)>, String>> = LazyLock::new(|| {
    let read = |(name, text): (&str, &'static str)| {
        let framework = Framework::parse(text.as_bytes());
        framework.map(|one| (one, text)).map_err(|mistakes| words::scheme::mistakes(name, &mistakes))
    };
    FILES.into_iter().map(read).collect()
});

/// The toetsingskader of a region now, with its file.
///
/// # Errors
/// [`Error::Refused`] where the region has none.
pub fn of_region(conn: &mut DbConn, scope: &RegionScope) -> Result<(&'static Framework, &'static str)> {
    let slug = regions::find(conn, scope)?.slug;
    let all = SHIPPED.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))?;
    let found = all.iter().find(|(one, _)| one.region == slug);
    found.map(|(one, text)| (one, *text)).ok_or_else(|| Error::refused(NO_FRAMEWORK))
}

/// Keep the version with which an investigation begins.
pub(super) fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (framework, text): (&Framework, &str),
) -> Result<FrameworkId> {
    let row = FrameworkRow {
        id: ctx.id::<kind::Framework>().to_string(),
        region_id: scope.key().to_owned(),
        digest: framework.digest.hex(),
        source: text.to_owned(),
        kept_at: stored(ctx.now),
    };
    Ok(types::id("frameworks", &investigations::keep_framework(conn, &row)?)?)
}

/// The version with which an investigation began.
pub(super) fn of(conn: &mut DbConn, kept: &Kept) -> Result<Framework> {
    let text = investigations::framework(conn, &kept.row)?;
    Framework::parse(text.as_bytes())
        .map_err(|mistakes| Error::internal(words::scheme::mistakes("frameworks", &mistakes)))
}
