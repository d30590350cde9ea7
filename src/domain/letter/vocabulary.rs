//! The words that tell the two remedy tracks apart. May import: letter::kind.

use super::kind::RemedyTrack;

/// Words of an Awb letter. In a civil letter they would suggest a remedy that does not exist.
const AWB_ONLY: &[&str] = &[
    "besluit",
    "bezwaar",
    "beroep",
    "beschikking",
    "dwangsom",
    "bestuursrecht",
    "awb",
    "onder mandaat",
    "college van",
];

/// Words of a civil letter.
const CIVIEL_ONLY: &[&str] = &[
    "beslissing",
    "kort geding",
    "vervaltermijn",
    "volmacht",
    "dagvaard",
    "klachtenmeldpunt",
    "rechtspersoon",
];

/// The words of the other track that a text holds; empty when it is fit for this track.
#[must_use]
pub fn words_of_the_other_track(track: RemedyTrack, text: &str) -> Vec<&'static str> {
    let foreign = match track {
        RemedyTrack::Civiel => AWB_ONLY,
        RemedyTrack::Awb => CIVIEL_ONLY,
    };
    let folded = text.to_lowercase();
    foreign.iter().copied().filter(|word| folded.contains(word)).collect()
}
