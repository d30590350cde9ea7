//! The remedy against what one gemeente decided, on either track. May import: letter::content, words.

use chrono::NaiveDate;

use super::content::RemedyClause;
use super::envelope::LetterError;
use super::kind::RemedyTrack;
use crate::words::letters::remedy as words;

/// What a reader who disagrees can do. The last day was computed by the calendar of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Klacht, and kort geding within a term after which the right lapses.
    Civiel {
        /// The klachtenmeldpunt, for example its mail address.
        complaints: String,
        /// The rechtbank, by its name: `Noord-Nederland`.
        court: String,
        /// Length of the term.
        term: RemedyTerm,
        /// Last day of the term.
        last_day: NaiveDate,
        /// The paragraph of the aanmeldingsdocument that sets the term.
        ground: String,
    },
    /// Bezwaar at the college that decided.
    Awb {
        /// Where to send it, a line each.
        address: Vec<String>,
        /// Length of the term.
        term: RemedyTerm,
        /// Last day of the term.
        last_day: NaiveDate,
    },
}

/// Length of a remedy term, as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemedyTerm {
    /// Calendar days.
    Days(u16),
    /// Weeks.
    Weeks(u16),
}

impl Remedy {
    /// The track this remedy belongs to.
    #[must_use]
    pub fn track(&self) -> RemedyTrack {
        match self {
            Self::Civiel { .. } => RemedyTrack::Civiel,
            Self::Awb { .. } => RemedyTrack::Awb,
        }
    }

    /// The clause for the decision of this gemeente.
    ///
    /// # Errors
    /// [`LetterError::RemedyOfTheOtherTrack`] when the letter is of the other track.
    pub(super) fn clause(&self, track: RemedyTrack, gemeente: &str) -> Result<RemedyClause, LetterError> {
        if self.track() != track {
            return Err(LetterError::RemedyOfTheOtherTrack(gemeente.to_owned()));
        }
        let (last_day, blocks) = match self {
            Self::Civiel { complaints, court, term, last_day, ground } => {
                (*last_day, words::civiel(gemeente, complaints, court, *term, *last_day, ground))
            }
            Self::Awb { address, term, last_day } => {
                (*last_day, words::awb(gemeente, address, *term, *last_day))
            }
        };
        Ok(RemedyClause { gemeente: gemeente.to_owned(), last_day, blocks })
    }
}
