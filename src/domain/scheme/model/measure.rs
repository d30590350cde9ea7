//! What the overeenkomst allows against an aanbieder that is admitted. May import: scheme, supervision.

use super::head::Standing;
use crate::scheme::Span;
use crate::supervision::MeasureKind;

/// The basis of one kind of measure in the overeenkomst: without it the measure is unlawful (L025).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureBasis {
    /// The kind.
    pub kind: MeasureKind,
    /// The article that allows it.
    pub article: String,
    /// How long it lasts at most; only of what has a last day, and never in working days.
    pub longest: Option<Span>,
    /// Whether care that runs may be touched.
    pub running_clients: bool,
    /// How certain this is.
    pub standing: Standing,
}
