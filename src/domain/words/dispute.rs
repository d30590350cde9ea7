//! Words about disputes: klacht, kort geding and bezwaar. May import: decision, dispute, words::dates.

use chrono::NaiveDate;

use crate::decision;
use crate::dispute::{Kind, Outcome, Still};
use crate::words::dates::long_date;

/// Nothing was chosen.
pub const SAY_KIND: &str = "Kies wat er is binnengekomen.";
/// No lot was chosen.
pub const SAY_LOTS: &str = "Kies over welke onderdelen het gaat.";
/// No letter was chosen.
pub const SAY_LETTER: &str = "Kies over welke brief het gaat.";
/// No grounds.
pub const SAY_GROUNDS: &str = "Schrijf waar het over gaat, en waar het stuk te vinden is.";
/// No grounds, to the aanbieder.
pub const SAY_WHY_NOT: &str = "Schrijf waarom u het niet eens bent met de uitkomst.";
/// When it was received.
pub const SAY_RECEIVED: &str =
    "Vul de dag in waarop het is ontvangen. Bij een dagvaarding is dat de dag waarop de deurwaarder kwam.";
/// Which rechtbank.
pub const SAY_COURT: &str = "Schrijf bij welke rechtbank het kort geding is.";
/// The rolnummer cannot be one.
pub const SAY_ROLL: &str = "Schrijf het rolnummer zoals de rechtbank het noemt, bijvoorbeeld KG ZA 26-101.";
/// When the zitting is.
pub const SAY_MOMENT: &str = "Vul een dag en een tijd in, zoals 9:30.";
/// Where the zitting is.
pub const SAY_PLACE: &str = "Schrijf waar het is.";
/// What came of it.
pub const SAY_OUTCOME: &str = "Kies wat de uitkomst is.";
/// On which day.
pub const SAY_DAY: &str = "Vul de dag van de uitkomst in.";
/// Why the outcome is that.
pub const SAY_MOTIVATION: &str = "Schrijf waarom dit de uitkomst is. De aanbieder leest dit.";
/// Why it comes later.
pub const SAY_WHY_LONGER: &str = "Schrijf waarom er meer tijd nodig is. De aanbieder leest dit.";
/// Why it is taken back.
pub const SAY_WHY_BACK: &str = "Schrijf waarom het wordt ingetrokken.";
/// Why a dossier is kept.
pub const SAY_WHY_KEPT: &str = "Schrijf waarom het dossier bewaard moet blijven.";
/// Why that is over.
pub const SAY_WHY_LIFTED: &str = "Schrijf waarom het dossier niet langer bewaard hoeft te blijven.";
/// Why a dossier is kept that a dispute is about.
pub const HELD_BY_DISPUTE: &str = "Er loopt een geschil over deze aanmelding.";
/// Signing waits for the judge.
pub const SIGNING_WAITS: &str = "Over deze aanmelding loopt een kort geding dat op tijd is begonnen. Leg de overeenkomst vast \
                                 nadat de rechter uitspraak heeft gedaan.";

/// A kind by name.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Klacht => "Klacht",
        Kind::KortGeding => "Kort geding",
        Kind::Bezwaar => "Bezwaar",
    }
}

/// One of a kind.
#[must_use]
pub fn a(kind: Kind) -> &'static str {
    match kind {
        Kind::Klacht => "een klacht",
        Kind::KortGeding => "een kort geding",
        Kind::Bezwaar => "een bezwaar",
    }
}

/// What came of it, in words.
#[must_use]
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Founded => "Gegrond: de aanbieder heeft gelijk",
        Outcome::PartlyFounded => "Deels gegrond: de aanbieder heeft deels gelijk",
        Outcome::Unfounded => "Ongegrond: de uitkomst blijft zo",
        Outcome::Inadmissible => "Niet-ontvankelijk: er wordt niet naar gekeken",
    }
}

/// The same to the aanbieder, as a sentence.
#[must_use]
pub fn outcome_told(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Founded => "U krijgt gelijk.",
        Outcome::PartlyFounded => "U krijgt voor een deel gelijk.",
        Outcome::Unfounded => "U krijgt geen gelijk. De uitkomst blijft zoals die was.",
        Outcome::Inadmissible => {
            "Wij kunnen er niet inhoudelijk naar kijken. De uitkomst blijft zoals die was."
        }
    }
}

/// What was decided on a lot.
#[must_use]
pub fn decided(outcome: decision::Outcome) -> &'static str {
    match outcome {
        decision::Outcome::Admit => "toegelaten",
        decision::Outcome::Refuse => "afgewezen",
        decision::Outcome::NotHandled => "niet behandeld",
    }
}

/// A letter that can be disputed, with its term.
#[must_use]
pub fn letter(number: &str, made_known: Option<NaiveDate>, (last_day, is_over): (NaiveDate, bool)) -> String {
    let known = made_known.map(|day| format!(", bekend gemaakt op {}", long_date(day))).unwrap_or_default();
    let runs = if is_over { "liep" } else { "loopt" };
    format!("Brief {number}{known}. De termijn {runs} tot en met {}.", long_date(last_day))
}

/// Why a dossier is not destroyed.
#[must_use]
pub fn kept(still: Still) -> String {
    match still {
        Still::Dispute(one) => format!("Er loopt {} over deze aanmelding.", a(one)),
        Still::Held => "Iemand heeft vastgelegd dat dit dossier bewaard blijft.".to_owned(),
    }
}
