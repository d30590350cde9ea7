//! Who signs, in words. The track decides on whose behalf and by what power. May import: letter's types.

use crate::letter::RemedyTrack;

/// The lot in a sentence.
pub(crate) fn lot_in_words(product_group: &str, gemeente: &str) -> String {
    format!("{product_group} in {gemeente}")
}

/// Under a letter that only informs.
pub(crate) fn region_team(region: &str) -> String {
    format!("Het toelatingsteam van {region}")
}

/// On whose behalf somebody decides.
pub(crate) fn on_behalf(track: RemedyTrack, gemeente: &str) -> String {
    match track {
        RemedyTrack::Civiel => format!("Namens de gemeente {gemeente},"),
        RemedyTrack::Awb => format!("Namens het college van burgemeester en wethouders van {gemeente},"),
    }
}

/// The power somebody signs by.
pub(crate) fn power(track: RemedyTrack, number: &str) -> String {
    match track {
        RemedyTrack::Civiel => format!("Ondertekend met volmacht {number}."),
        RemedyTrack::Awb => format!("Ondertekend onder mandaat {number}."),
    }
}

/// A letter that decides nothing.
pub(crate) fn made_digitally() -> String {
    "Deze brief is digitaal gemaakt. Daarom staat er geen handtekening met pen onder.".to_owned()
}

/// A letter that was signed in the portal.
pub(crate) fn signed_digitally() -> String {
    "Deze brief is digitaal ondertekend. Daarom staat er geen handtekening met pen onder.".to_owned()
}
