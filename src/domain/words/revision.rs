//! Words about a decision that is looked at again. May import: decision.

use crate::decision::Cause;

/// Nothing was chosen.
pub const SAY_CAUSE: &str = "Kies wat de aanleiding is voor de herziening.";
/// No lot was chosen.
pub const SAY_LOTS: &str = "Kies over welke onderdelen het gaat.";
/// Nothing says why.
pub const SAY_WHY: &str = "Schrijf waarom u de uitkomst opnieuw laat beoordelen. Dit komt in de brief.";

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
