//! What is said about two versions of a regeling.
//! May import: scheme.

use crate::scheme::Part;

/// A part that changed, in the middle of a sentence.
#[must_use]
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Title => "de naam of de vraag",
        Part::Explanation => "de uitleg",
        Part::Ground => "de grond",
        Part::Rule => "wat wordt gevraagd",
        Part::Scope => "waarvoor het geldt",
        Part::Weight => "of het moet",
        Part::Repair => "of u het mag herstellen",
        Part::Day => "de dag of de geldigheid",
        Part::AppliesTo => "voor wie het geldt",
        Part::Form => "welke antwoorden of bestanden kunnen",
        Part::Class => "wie het mag lezen",
    }
}
