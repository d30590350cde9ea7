//! The words about a letter that did not arrive and is sent again. May import: words::dates.

use chrono::NaiveDate;

use crate::words::dates::long_date;

/// Refused: the letter did not leave yet, so its mail cannot have come back.
pub const NOT_SENT: &str = "Deze brief is nog niet verstuurd. Er kan dus nog geen mail terugkomen.";
/// Asked where nothing is written.
pub const SAY_WHY: &str = "Schrijf hoe u weet dat de mail niet aankwam.";
/// Refused: it is known already.
pub const KNOWN: &str = "Dit was al bekend. Verstuur de brief opnieuw.";
/// Refused: no mail of the letter is known not to have arrived.
pub const NOTHING_TO_DO: &str =
    "Van deze brief is niet bekend dat de mail niet aankwam. Schrijf eerst op dat de mail terugkwam.";
/// Refused: the term of what the letter asks is over, or it was answered.
pub const TOO_LATE: &str = "De aanbieder kan op deze brief niet meer antwoorden: de termijn is voorbij of er is al een antwoord. \
     Vraag zo nodig opnieuw, en schrijf daarbij op dat de eerste brief niet aankwam.";

/// The first sentence of a letter that is sent again.
#[must_use]
pub fn instead(number: &str, date: NaiveDate) -> String {
    format!(
        "Deze brief komt in de plaats van onze brief {number} van {}. De mail daarover kwam niet aan. Termijnen in deze brief tellen vanaf \
         de datum van deze brief.",
        long_date(date)
    )
}
