//! What is said when a signed overeenkomst is recorded, and the states of a toelating in a list.
//! May import: admission.

use crate::admission::State;

/// No filter.
pub const ALL: &str = "Alles";
/// No gemeente was chosen.
pub const NO_GEMEENTE: &str = "Kies de gemeente waarvoor de overeenkomst geldt.";
/// No version was chosen.
pub const NO_VERSION: &str = "Kies welke versie van de overeenkomst is getekend.";
/// The document is of another procedure, or is no overeenkomst.
pub const OTHER_DOCUMENT: &str = "Deze versie hoort niet bij deze toelating. Kies een andere versie.";
/// The date cannot be read.
pub const NO_DATE: &str = "Vul de datum van ondertekening in, bijvoorbeeld 15 3 2027.";
/// Nobody signed for the aanbieder.
pub const NO_PROVIDER: &str = "Vul in wie tekende voor de aanbieder.";
/// Nobody signed for the gemeente.
pub const NO_SIGNATORY: &str = "Vul in wie tekende voor de gemeente.";
/// No file was sent.
pub const NO_FILE: &str = "Kies het bestand met de getekende overeenkomst.";
/// Another kind of file, or one that cannot be read.
pub const NOT_A_PDF: &str = "Kies een PDF-bestand dat u zelf kunt openen, zonder wachtwoord.";

/// A state in a list of choices.
#[must_use]
pub fn state(state: State) -> &'static str {
    match state {
        State::Granted => "Toegelaten, nog niet gestart",
        State::Active => "Actief",
        State::Suspended => "Opgeschort",
        State::Ended => "Beëindigd",
        State::Lapsed => "Vervallen",
    }
}
