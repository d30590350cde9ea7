//! Words of the public pages that are not in a template.
//! May import: nothing.

/// The first choice of a filter: no limit.
pub const ALL: &str = "Alle";

/// Yes, in a table for a spreadsheet.
pub const YES: &str = "ja";

/// No, in a table for a spreadsheet.
pub const NO: &str = "nee";

/// The columns of the register as a table. Programs rely on them: they are added to, never renamed.
pub const REGISTER_COLUMNS: [&str; 14] = [
    "aanbieder",
    "kvk",
    "plaats",
    "gemeentecode",
    "gemeente",
    "productgroepcode",
    "productgroep",
    "producten",
    "doelgroepen",
    "toegelaten_sinds",
    "neemt_nieuwe_clienten_aan",
    "e-mail",
    "telefoon",
    "website",
];

/// The columns of the lots as a table. Programs rely on them: they are added to, never renamed.
pub const COVERAGE_COLUMNS: [&str; 6] =
    ["gemeentecode", "gemeente", "productgroepcode", "productgroep", "stand", "aanbieders"];

/// A number too small to show.
pub const FEWER_THAN_SHOWN: &str = "minder dan 5";

/// Why an address cannot follow: it is none.
pub const NOT_AN_ADDRESS: &str = "Vul een e-mailadres in, zoals naam@voorbeeld.nl";
