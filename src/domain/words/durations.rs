//! What the steps from receipt to letter are called. May import: durations.

use crate::durations::Step;

/// A step, in a row of a table.
#[must_use]
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Taken => "Van ontvangst tot in behandeling",
        Step::FirstJudged => "Tot het eerste oordeel",
        Step::Repair => "Waarvan herstel",
        Step::Proposed => "Van eerste oordeel tot voorstel",
        Step::Countersigned => "Tot de tweede beoordelaar",
        Step::Decided => "Tot de handtekening",
        Step::Told => "Tot de brief weg is",
        Step::Whole => "Van ontvangst tot beslissing",
    }
}

/// The columns of the table for a spreadsheet.
pub const COLUMNS: [&str; 6] =
    ["venster", "gemeente", "stap", "aantal", "mediaan in dagen", "95e percentiel in dagen"];
/// Every window together.
pub const ALL_WINDOWS: &str = "alle vensters";
/// Every gemeente together.
pub const ALL_GEMEENTEN: &str = "alle gemeenten";
/// A number that is not told.
pub const FEWER_THAN_TOLD: &str = "minder dan 5";
