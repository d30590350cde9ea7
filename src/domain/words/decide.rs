//! What is said when a decision cannot be taken as asked, beyond what the rules of the domain say themselves.
//! May import: motivation.

use crate::motivation::{MOST, NoMotivation};

/// Each signing covers the lots of one gemeente.
pub const ONE_GEMEENTE: &str = "U tekent per gemeente. Ga terug en kies productgroepen van één gemeente.";
/// The paragraph of every aanmeldingsdocument that sets the term for kort geding.
pub const REMEDY_GROUND: &str = "het hoofdstuk ‘Klachten en rechtsbescherming’ van het aanmeldingsdocument";
/// The chapter of every aanmeldingsdocument that says what follows when repair does not come.
pub const REPAIR_GROUND: &str = "het hoofdstuk ‘Aanmelden en herstellen’ van het aanmeldingsdocument";
/// The article that says so where the Awb applies.
pub const UNHANDLED_ARTICLE: &str = "artikel 4:5 van de Algemene wet bestuursrecht";

/// What was asked and did not come.
#[must_use]
pub fn missing(title: &str, requirement: &str, question: &str) -> String {
    format!("{title} (eis {requirement}). Wij vroegen: {question}")
}

/// One that takes part no longer and had a name.
pub const A_MEMBER: &str = "Een deelnemer";

/// What one that takes part did not answer, as the penvoerder may know it: not what was asked.
#[must_use]
pub fn missing_of(name: &str) -> String {
    format!(
        "{name} beantwoordde een vraag van ons over het eigen deel niet op tijd. Wat wij vroegen, weet alleen {name}."
    )
}

/// Nothing was ticked.
pub const NOTHING_CHOSEN: &str = "U hebt nog niets gekozen. Ga terug en kies ten minste één productgroep.";
/// More than a person can check on one page.
pub const TOO_MANY: &str = "U kunt tot 200 uitkomsten tegelijk tekenen. Kies er minder.";

/// Why a reason for returning cannot be used.
#[must_use]
pub fn no_reason(mistake: NoMotivation) -> String {
    match mistake {
        NoMotivation::Empty => "Schrijf waarom u het voorstel teruggeeft.".to_owned(),
        NoMotivation::TooLong => format!("Gebruik ten hoogste {MOST} tekens."),
    }
}

/// Why an admission ends with a revised decision.
pub const REVISED: &str = "De uitkomst waarop deze toelating berust, is herzien.";
