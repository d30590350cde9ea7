//! What is said around a wijziging of a regeling. May import: nothing.

/// A number was left empty or cannot be read as a share.
pub const PERCENT_WRONG: &str =
    "Vul een percentage in met hooguit twee cijfers achter de komma, bijvoorbeeld 22,5.";
/// The same for an amount.
pub const MONEY_WRONG: &str = "Vul een bedrag in euro’s in, bijvoorbeeld 1.250.000 of 62,50.";
/// The same for a whole number.
pub const WHOLE_WRONG: &str = "Vul een heel getal in, bijvoorbeeld 10.";
/// The same for a day.
pub const DAY_WRONG: &str = "Vul een dag in, bijvoorbeeld 31 12 2027.";
/// The first day is missing.
pub const FROM_MISSING: &str = "Vul in vanaf welke dag dit getal geldt.";
/// The first day is not coming.
pub const FROM_PAST: &str = "Een nieuw getal geldt pas vanaf een dag die nog komt. Kies een latere dag.";
/// A gemeente or productgroep that is not of this regeling.
pub const PLACE_UNKNOWN: &str = "Kies uit de lijst.";
/// A length of time that cannot be read.
pub const SPAN_WRONG: &str = "Vul een aantal en een eenheid in, bijvoorbeeld 4 weken.";
/// The whole text has mistakes.
pub const TEXT_WRONG: &str = "De tekst is niet overgenomen. Verbeter eerst wat hieronder staat.";
/// No file was chosen.
pub const FILE_MISSING: &str = "Kies het bestand met de tekst van de regeling.";
/// The file is no text of a regeling.
pub const NOT_YAML: &str = "Dit is geen YAML-bestand. Kies een tekstbestand dat eindigt op .yaml of .yml.";

/// The file is too large.
#[must_use]
pub fn file_too_large(limit: &str) -> String {
    format!("Dit bestand is te groot. Een regeling is hooguit {limit}. Kies een ander bestand.")
}

/// The whole text is missing.
pub const TEXT_MISSING: &str = "Plak hier de hele tekst van de regeling.";

/// The columns of the effect of a wijziging per lot.
pub const EFFECT_COLUMNS: [&str; 14] = [
    "Productgroep",
    "Gemeente",
    "CBS-code",
    "Toegelaten nu",
    "Blijft over",
    "Valt af",
    "Nieuw mogelijk",
    "Nog onbekend",
    "Vraagt een oordeel",
    "Cliënten",
    "Plaatsen kwijt",
    "Doelgroepen kwijt",
    "Onder de ondergrens",
    "Wie en waarom (schuilnaam: eisen)",
];
/// Yes and no, in a cell.
pub const YES_NO: [&str; 2] = ["ja", "nee"];
/// Below the floor, and it was so before.
pub const WAS_ALREADY: &str = "was al zo";
/// The title of the picture of what is left.
pub const REMAINS: &str = "Aanbieders die overblijven, per productgroep en gemeente";
/// The day from which a version counts is missing.
pub const EFFECTIVE_MISSING: &str = "Vul in vanaf welke dag de wijziging geldt.";
/// There is nothing to propose.
pub const NOTHING_CHANGES: &str = "Er is nog niets gewijzigd. Wijzig eerst iets, of gooi deze wijziging weg.";
/// It does not wait for anybody.
pub const NOT_PROPOSED: &str =
    "Deze wijziging wacht niet op publicatie. Kijk op haar pagina hoe zij ervoor staat.";
/// Another version came in between.
pub const OLD_BASE: &str =
    "Intussen is een andere versie van de regeling gepubliceerd. Begin een nieuwe wijziging bij die versie.";
/// A window that people can read changes only by a nota.
pub const NOTA_MISSING: &str = "Dit venster is al openbaar. Maak eerst bij Vragen een nota van inlichtingen voor dit venster en kies daar deze wijziging.";

/// A number would count before the version does.
#[must_use]
pub fn number_too_early(title: &str) -> String {
    format!(
        "‘{title}’ krijgt een waarde die eerder geldt dan de wijziging zelf. Kies voor dat getal dezelfde dag of een latere."
    )
}
/// A new procedure takes two people and a reason.
pub const FOUNDING: &str = "Deze procedure is er nog niet. Noem voor het begin ook wie bevestigt (--confirmed-by) en waarom (--motivation).";
/// Somebody who does not write the rules of this region.
pub const NOT_AN_EDITOR: &str =
    "Deze collega is geen beleidsadviseur of regiobeheerder van deze regio. Geef eerst die rol.";
