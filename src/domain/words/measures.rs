//! Words of measures: what each rung of the ladder is called, and what the overeenkomst allows.
//! May import: scheme, supervision, words::format.

use super::format::{sentence, span};
use crate::scheme::MeasureBasis;
use crate::supervision::MeasureKind;

/// What a measure is called.
#[must_use]
pub fn kind(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Recommendation => "aanbeveling",
        MeasureKind::ImprovementPlan => "verbeterplan",
        MeasureKind::Warning => "waarschuwing",
        MeasureKind::IntakeStop => "cliëntenstop",
        MeasureKind::Suspension => "opschorting",
        MeasureKind::Recovery => "terugvordering",
        MeasureKind::Ending => "beëindiging",
    }
}

/// What the overeenkomst allows, in a sentence.
#[must_use]
pub fn basis(basis: &MeasureBasis) -> String {
    let longest = basis.longest.map(|one| format!(", ten hoogste {}", span(one))).unwrap_or_default();
    let clients = if basis.running_clients {
        "Dit mag ook cliënten raken die al zorg krijgen."
    } else {
        "Lopende zorg gaat door."
    };
    format!("{} ({}){longest}. {clients}", sentence(kind(basis.kind)), basis.article)
}

/// What stands above the list of what the overeenkomst allows.
pub const HEAD: &str = "Maatregelen die de overeenkomst toelaat";
