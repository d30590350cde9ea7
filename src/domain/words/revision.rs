//! Words about a decision that is looked at again. May import: decision.

use crate::decision::Cause;

/// Nothing was chosen.
pub const SAY_CAUSE: &str = "Kies wat de aanleiding is voor de herziening.";
/// No lot was chosen.
pub const SAY_LOTS: &str = "Kies over welke onderdelen het gaat.";
/// Nothing says why.
pub const SAY_WHY: &str = "Schrijf waarom u de uitkomst opnieuw laat beoordelen. Dit komt in de brief.";

/// The dispute is not one that leads to a revision.
pub const NOT_FOUNDED: &str =
    "In dit geschil kreeg de aanbieder geen gelijk. Kies een andere aanleiding, zonder geschil.";
/// The cause is not that of the dispute.
pub const OTHER_CAUSE: &str =
    "Deze aanleiding past niet bij het geschil. Kies de aanleiding die bij het geschil hoort.";
/// Lots that the dispute is not about.
pub const OTHER_LOTS: &str =
    "Het geschil gaat niet over al deze onderdelen. Kies alleen onderdelen waar het over gaat.";

/// What leads to a revision, in words.
#[must_use]
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Objection => "De aanbieder kreeg gelijk na een klacht of bezwaar",
        Cause::Judgment => "Een rechter heeft uitspraak gedaan",
        Cause::EqualCase => "Een gelijk geval werd terecht anders beoordeeld",
        Cause::OwnMistake => "De regio maakte een fout",
        Cause::WrongInformation => "Wat de aanbieder gaf, klopte niet",
    }
}
