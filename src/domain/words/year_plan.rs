//! What is read around the yearly plan of toezicht. May import: supervision.

use crate::supervision::{Origin, Progress};

/// Where a choice comes from.
#[must_use]
pub fn origin(one: Origin) -> &'static str {
    match one {
        Origin::Sample => "steekproef",
        Origin::Order => "volgorde van risico",
        Origin::Again => "opnieuw kijken naar wat eerder is gevonden",
        Origin::Chosen => "eigen keuze van toezicht",
    }
}

/// How far a line is.
#[must_use]
pub fn progress(one: Progress) -> &'static str {
    match one {
        Progress::ToDo => "nog te doen",
        Progress::Late => "te laat",
        Progress::Runs => "onderzoek loopt",
        Progress::Done => "rapport is definitief",
        Progress::Dropped => "uit het plan",
    }
}

/// Why whoever was drawn is in the plan.
#[must_use]
pub fn drawn(seed: &str) -> String {
    format!("Getrokken in de steekproef met startgetal {seed}.")
}

/// Which year.
#[must_use]
pub fn say_year(this: i32) -> String {
    format!("Vul een jaar in van {this} tot en met {}.", this + 2)
}

/// Which quarter.
pub const SAY_QUARTER: &str = "Kies een kwartaal.";
/// It cannot be done any more.
pub const QUARTER_OVER: &str = "Dit kwartaal is voorbij. Kies een later kwartaal.";
/// Where the choice comes from.
pub const SAY_ORIGIN: &str = "Kies waardoor deze aanbieder in het plan komt.";
/// Why.
pub const SAY_WHY: &str = "Schrijf waarom u daar wilt kijken.";
/// Whom.
pub const SAY_ORG: &str = "Kies een aanbieder.";
/// In the plan already.
pub const TWICE: &str = "Deze aanbieder staat al in het plan van dat jaar.";
/// Why not any more.
pub const SAY_WHY_NOT: &str = "Schrijf waarom dit uit het plan gaat.";
/// Out of the plan already.
pub const OUT_ALREADY: &str = "Dit stond al niet meer in het plan. Laad de pagina opnieuw.";
