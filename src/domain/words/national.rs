//! What is said about national numbers that a region lays down.
//! May import: scheme, words.

use super::terms::rest_day;
use crate::scheme::{NoRuling, NoWntYear};

/// The year comes with the portal.
pub const KNOWN: &str = "De bedragen van dit jaar staan al vast. U hoeft niets in te vullen.";
/// Somebody entered it before.
pub const WAITING: &str =
    "Dit jaar wacht al op een collega. Laat de collega bevestigen, of neem de opgave eerst terug.";
/// The year is missing.
pub const YEAR_MISSING: &str = "Vul het jaar in, bijvoorbeeld 2026.";
/// An amount is missing.
pub const AMOUNT_MISSING: &str = "Vul het bedrag in, bijvoorbeeld 233.000.";
/// The source is missing.
pub const SOURCE_MISSING: &str = "Vul in waar u de bedragen vond, bijvoorbeeld Staatscourant 2025, 12345.";

/// Publishing has to wait.
#[must_use]
pub fn missing(years: &[String]) -> String {
    format!(
        "De regeling gebruikt de maxima van de WNT over {}. Die zijn nog niet vastgesteld. Laat twee collega's ze eerst vastleggen bij \
         Landelijke bedragen.",
        years.join(" en ")
    )
}

/// Why these cannot be the maxima of a year.
#[must_use]
pub fn no_year(why: NoWntYear) -> &'static str {
    match why {
        NoWntYear::Year => "Vul een jaar in vanaf 2013.",
        NoWntYear::Source => SOURCE_MISSING,
        NoWntYear::Order(_) => {
            "Dit bedrag is niet hoger dan dat van de klasse ervoor, of hoger dan het algemene maximum. Kijk het na."
        }
    }
}

/// Somebody said something of this day before.
pub const DAY_WAITING: &str = "Over deze dag wacht al een opgave op een collega. Laat de collega bevestigen, of neem de opgave eerst terug.";
/// The day is missing.
pub const DAY_MISSING: &str = "Vul de dag in, bijvoorbeeld 7 5 2027.";
/// Nothing is said of the day.
pub const RULING_MISSING: &str = "Kies of de dag gelijkgesteld is met een feestdag.";
/// The source of what is said of a day is missing.
pub const DAY_SOURCE_MISSING: &str = "Vul in waar u dit vond, bijvoorbeeld Staatscourant 2026, 12345.";

/// Why this cannot be said of a day.
#[must_use]
pub fn no_ruling(why: &NoRuling) -> String {
    match why {
        NoRuling::Name => "Vul in hoe de dag heet, bijvoorbeeld vrijdag na Hemelvaartsdag.".into(),
        NoRuling::Source => DAY_SOURCE_MISSING.into(),
        NoRuling::Rest(rest) => {
            format!(
                "Deze dag is al {}. Termijnen schuiven dan vanzelf op; u hoeft niets te doen.",
                rest_day(rest)
            )
        }
        NoRuling::Known => "Deze dag staat al vast. U hoeft niets te doen.".into(),
        NoRuling::Unlisted => "Deze dag is al een gewone dag. U hoeft niets te doen.".into(),
    }
}
