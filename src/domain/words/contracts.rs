//! What is said when a signed overeenkomst is recorded, and the states of a toelating in a list.
//! May import: admission, scheme, words.

use chrono::NaiveDate;

use super::dates::long_date;
use super::format::{list, span};
use crate::admission::{Side, SourceKind, State, SuspensionKind};
use crate::scheme::Span;

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

/// No kind of evidence was chosen.
pub const NO_KIND: &str = "Kies welk bewijs u hebt gezien.";
/// Nothing waits for seeing this kind.
pub const NOT_AWAITED: &str = "Op dit bewijs wacht geen toelating meer. Laad de pagina opnieuw.";
/// The day of the look cannot be read.
pub const NO_SEEN: &str = "Vul in op welke dag u het bewijs hebt gezien, bijvoorbeeld 15 3 2027.";
/// The day of the look lies in the future.
pub const SEEN_LATER: &str = "Deze dag moet nog komen. Vul de dag in waarop u het bewijs hebt gezien.";
/// The day of issue is needed.
pub const NO_ISSUE: &str = "Vul in op welke dag het bewijs is afgegeven. Die datum staat op het bewijs.";
/// Issued after it was seen.
pub const ISSUED_LATER: &str = "Het bewijs is afgegeven na de dag waarop u het zag. Controleer beide datums.";
/// The last day is needed.
pub const NO_EXPIRY: &str =
    "Vul in tot en met welke dag het bewijs geldig is. Die datum staat op het bewijs.";
/// What a granted admission waits for in any case.
pub const AGREEMENT: &str = "Getekende overeenkomst";

/// Nothing was ticked.
pub const NO_ADMISSION: &str = "Kies ten minste één toelating.";
/// How far a suspension goes.
pub const NO_SUSPENSION: &str = "Kies wat u opschort.";
/// The last day cannot be read.
pub const NO_LAST_DAY: &str = "Vul de laatste dag in, bijvoorbeeld 31 12 2027.";
/// The team says on what ground.
pub const NO_BASIS: &str =
    "Schrijf welk artikel van de overeenkomst dit toestaat, en waarom u het nodig vindt.";
/// The aanbieder says why.
pub const NO_REASON: &str = "Schrijf waarom u tijdelijk geen nieuwe cliënten aanneemt.";
/// Too long a text.
pub const TOO_LONG: &str = "Deze tekst is te lang. Schrijf ten hoogste 10.000 tekens.";

/// What is suspended.
#[must_use]
pub fn suspended(kind: SuspensionKind) -> &'static str {
    match kind {
        SuspensionKind::IntakeStop => "Geen nieuwe cliënten",
        SuspensionKind::Full => "Volledig opgeschort",
    }
}

/// Whose suspension it is.
#[must_use]
pub fn side(side: Side) -> &'static str {
    match side {
        Side::Provider => "door de aanbieder",
        Side::Team => "door de regio",
    }
}

/// Where an admission comes from, where that is no decision; nothing for one.
#[must_use]
pub fn source(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Decision => "",
        SourceKind::TakenOver => "Overgenomen contract",
        SourceKind::Bridging => "Overbrugging",
    }
}

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

/// An answer to a request for evidence holds nothing.
pub const SEND_SOMETHING: &str = "Kies een bewijsstuk, of schrijf waarom u het niet kunt sturen.";
/// The answer is too long.
pub const REPLY_TOO_LONG: &str = "Uw antwoord is te lang. Maak het korter, of stuur een bewijsstuk.";
/// Not in the vault, or of another kind.
pub const OTHER_PIECE: &str = "Kies een bewijsstuk uit de lijst.";
/// What is lacking must be said.
pub const SAY_LACKING: &str = "Schrijf op wat er nog ontbreekt. De aanbieder leest dit.";
/// Why nothing is asked any more must be said.
pub const SAY_DROPPED: &str = "Schrijf op waarom u dit niet meer vraagt.";

/// What is asked once an admission has started, for who reads about one that has not: the title of each eis, and how long after.
#[must_use]
pub fn after_start(later: &[(String, Span)]) -> String {
    let each = later.iter().map(|(title, within)| format!("{title} (binnen {})", span(*within)));
    format!("Na de start is nog nodig: {}.", list(&each.collect::<Vec<_>>(), "en"))
}

/// What is asked now: the title of each eis, and its last day.
#[must_use]
pub fn asked_now(requests: &[(String, NaiveDate)]) -> String {
    let each = requests.iter().map(|(title, last)| format!("{title} (uiterlijk op {})", long_date(*last)));
    format!("Nu is nog nodig: {}.", list(&each.collect::<Vec<_>>(), "en"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::SpanUnit;

    #[test]
    fn what_is_due_when_is_one_sentence() {
        let months = Span { count: 6, unit: SpanUnit::Months };
        let later = [("Formatie en scholing".to_owned(), months), ("Keurmerk".to_owned(), months)];
        assert_eq!(
            after_start(&later),
            "Na de start is nog nodig: Formatie en scholing (binnen 6 maanden) en Keurmerk (binnen 6 maanden)."
        );
        let day = NaiveDate::from_ymd_opt(2027, 10, 1).unwrap();
        assert_eq!(
            asked_now(&[("Keurmerk".to_owned(), day)]),
            "Nu is nog nodig: Keurmerk (uiterlijk op 1 oktober 2027)."
        );
    }
}
