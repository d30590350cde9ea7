//! What is said about files that are not accepted, and about what an inspection found.
//! May import: nothing.

/// The portal's own kind: one tekenbevoegde signs for two.
pub const VOLMACHT: &str = "Volmacht om alleen in te dienen";
/// What the form of a Bibob dossier is called.
pub const BIBOB_FORM: &str = "Bibob-vragenformulier";
/// No file was chosen.
pub const FILE_MISSING: &str = "Kies een bestand.";
/// No bytes.
pub const EMPTY: &str = "Dit bestand is leeg. Kies een ander bestand.";
/// A password is on it.
pub const ENCRYPTED: &str =
    "Op dit bestand zit een wachtwoord. Haal het wachtwoord eraf en voeg het bestand opnieuw toe.";
/// Broken.
pub const DAMAGED: &str =
    "Dit bestand is beschadigd of niet compleet. Maak het opnieuw en voeg het nog een keer toe.";
/// The last day lies before the day of issue.
pub const EXPIRES_BEFORE_ISSUED: &str =
    "De einddatum ligt voor de datum van afgifte. Controleer beide datums.";
/// Issued in the future.
pub const ISSUED_LATER: &str = "De datum van afgifte ligt na vandaag. Controleer de datum.";

/// Too many bytes.
#[must_use]
pub fn too_big(max_bytes: u64) -> String {
    format!("Dit bestand is te groot. Een bestand mag hooguit {} zijn.", limit(max_bytes))
}

/// Too many bytes together.
#[must_use]
pub fn dossier_full(max_bytes: u64) -> String {
    format!(
        "Er is geen ruimte meer voor dit bestand. De bestanden van een aanmelding zijn samen hooguit {}. Haal een bestand \
        weg of maak een bestand kleiner.",
        limit(max_bytes)
    )
}

/// The most bytes of a file, in the megabytes that computers show.
#[must_use]
pub fn limit(max_bytes: u64) -> String {
    let mega = 1024 * 1024;
    let giga = 1024 * mega;
    if max_bytes >= giga && max_bytes.is_multiple_of(giga) {
        return format!("{} GB", max_bytes / giga);
    }
    if max_bytes >= mega { format!("{} MB", max_bytes / mega) } else { format!("{max_bytes} bytes") }
}

/// Not a kind of file that may be sent here.
#[must_use]
pub fn wrong_type(extension: Option<&str>, allowed: &[&str]) -> String {
    let named = extension.map_or_else(
        || "Dit bestand heeft geen extensie, zoals .pdf.".to_owned(),
        |extension| format!("Een bestand met de extensie .{extension} kan hier niet."),
    );
    format!("{named} U kunt kiezen uit: {}.", allowed.join(", "))
}

/// The content is something else than the name says.
#[must_use]
pub fn mismatch(named: &str, found: Option<&str>) -> String {
    found.map_or_else(
        || format!("De naam van dit bestand eindigt op .{named}, maar de inhoud is iets anders. Bewaar het opnieuw als {named}."),
        |found| format!("De naam van dit bestand eindigt op .{named}, maar de inhoud is {found}. Geef het bestand de juiste naam of bewaar het opnieuw als {named}."),
    )
}

/// A file was added.
pub const ADDED: &str = "Toegevoegd";

/// What an inspection found, for who uploaded it.
#[must_use]
pub fn inspection(outcome: &str) -> &'static str {
    match outcome {
        "waiting" => "Wij controleren dit bestand nog. U kunt verder.",
        "clean" => "Wij vonden niets bijzonders in dit bestand.",
        "active_content" => {
            "In dit bestand zit een macro, script of link die iets uitvoert. Voeg liever een versie zonder toe, bijvoorbeeld als pdf."
        }
        "suspicious" => "Dit bestand is vreemd opgebouwd. Maak het opnieuw, bijvoorbeeld als pdf.",
        "encrypted" => "Op dit bestand zit een wachtwoord. Voeg het toe zonder wachtwoord.",
        "broken" => "Dit bestand is beschadigd. Maak het opnieuw en voeg het nog een keer toe.",
        "uninspectable" => {
            "Wij konden dit bestand niet controleren. De regio kan u om een andere versie vragen."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_round_number() {
        assert_eq!(limit(100 * 1024 * 1024), "100 MB");
        assert_eq!(limit(1024 * 1024 * 1024), "1 GB");
        assert_eq!(too_big(500), "Dit bestand is te groot. Een bestand mag hooguit 500 bytes zijn.");
    }
}
