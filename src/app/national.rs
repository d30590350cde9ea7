//! The national numbers that come with this version of the portal, read once.
//! May import: domain, app::error.

use std::sync::LazyLock;

use super::error::{Error, Result};
use crate::domain::scheme::NationalTables;
use crate::domain::words;

static TABLES: LazyLock<Result<NationalTables, String>> = LazyLock::new(|| {
    NationalTables::parse_wnt(include_bytes!("../../data/national/wnt.yaml"))
        .map_err(|mistakes| words::scheme::mistakes("data/national/wnt.yaml", &mistakes))
});

/// The tables.
///
/// # Errors
/// [`Error::Internal`] with every mistake in the embedded file; a test keeps that from being built.
pub fn tables() -> Result<&'static NationalTables> {
    TABLES.as_ref().map_err(|mistakes| Error::internal(mistakes.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scheme::WntClass;

    #[test]
    fn the_embedded_numbers_are_readable_and_an_unconfirmed_year_is_no_number() {
        let tables = tables().unwrap();
        assert!(tables.wnt_maximum(2024, WntClass::General).is_some());
        assert!(tables.wnt_maximum(2026, WntClass::General).is_none());
    }
}
