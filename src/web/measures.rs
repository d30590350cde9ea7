//! The measures of *voldoende aanbod* as a page shows them.
//! May import: domain (to show).

use serde::Serialize;

use crate::domain::scheme::Scheme;
use crate::domain::supply::Measured;
use crate::domain::words::supply::{Measure, measure};

/// A measure: what was found, what the regeling asks, and whether that is reached.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// What is measured.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// What is asked.
    pub asked: String,
    /// Whether it is reached.
    pub met: bool,
}

impl MeasureView {
    /// A finding, with the titles of the regeling.
    #[must_use]
    pub fn of(finding: &Measured, scheme: &Scheme) -> Self {
        let Measure { what, found, asked } = measure(finding, scheme);
        Self { what, found, asked, met: finding.is_met() }
    }
}
