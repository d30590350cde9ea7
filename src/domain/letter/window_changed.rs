//! The letter that a window has later dates: to whose aanmelding in it lies at the region.
//! May import: letter's own parts, words.

use chrono::{DateTime, NaiveDate, Utc};

use super::content::{LetterContent, Section};
use super::envelope::{Envelope, Signatory};
use super::kind::LetterKind;
use crate::words::letters::window_changed as words;

/// What must be known to tell of later dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowChangedLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The window, as it was published.
    pub window: String,
    /// Until when aanmelden was possible.
    pub closed: DateTime<Utc>,
    /// Until when it is now.
    pub closes: DateTime<Utc>,
    /// The last day for decisions now.
    pub decisions_due: NaiveDate,
    /// The first day of an admission now.
    pub starts_on: NaiveDate,
    /// Why.
    pub motivation: String,
    /// Who says so.
    pub signatory: Signatory,
}

impl WindowChangedLetter {
    /// Whether aanmelden is possible for longer; else only what follows comes later.
    pub(crate) fn closes_later(&self) -> bool {
        self.closes > self.closed
    }

    /// The letter.
    #[must_use]
    pub fn compose(&self) -> LetterContent {
        let signature = Some(self.signatory.informing(&self.envelope.sender));
        let body = Section { blocks: words::text(self), remedies: Vec::new(), signature };
        let subject = words::subject(&self.window);
        self.envelope.letter(LetterKind::WindowChanged, subject, words::summary(self), body, Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use crate::letter::RemedyTrack;
    use crate::words::letters::samples;

    #[test]
    fn where_only_the_decisions_come_later_nobody_reads_that_aanmelden_is_possible_for_longer() {
        for track in [RemedyTrack::Civiel, RemedyTrack::Awb] {
            let mut letter = samples::window_changed(track);
            assert!(format!("{:?}", letter.compose()).contains("Aanmelden kan nu tot"));
            letter.closed = letter.closes;
            let told = format!("{:?}", letter.compose());
            assert!(!told.contains("aanmelden tot") && !told.contains("Aanmelden kan"), "{told}");
            assert!(told.contains("uiterlijk: 1 februari 2027"), "{told}");
        }
    }
}
