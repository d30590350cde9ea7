//! Words about a decision that comes later. May import: words::dates.

use chrono::NaiveDate;

use super::dates::long_date;

/// It was extended before.
pub const ONCE: &str =
    "De termijn is al een keer verlengd. Een tweede keer kan niet: beslis voor de laatste dag.";
/// Nothing is left to decide.
pub const DECIDED: &str = "Over deze aanmelding is al beslist. De termijn verlengen is niet meer nodig.";
/// Nothing says why.
pub const SAY_WHY: &str = "Schrijf waarom u langer nodig hebt. De aanbieder leest dit in de brief.";

/// The last day is over.
#[must_use]
pub fn too_late(last: NaiveDate) -> String {
    format!(
        "De laatste dag was {}. Verlengen kan alleen voordat die dag voorbij is. Beslis zo snel mogelijk.",
        long_date(last)
    )
}

/// The number of weeks is missing or too large.
#[must_use]
pub fn say_weeks(most: i32) -> String {
    format!("Kies met hoeveel weken u de termijn verlengt: 1 tot en met {most}.")
}
