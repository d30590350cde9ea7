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
