//! What is said when policy cannot be laid down as asked.
//! May import: nothing.

/// Publishing takes two people.
pub const ONE_PERSON: &str = "Publiceren doet u met een collega. Vraag een andere persoon om te bevestigen.";
/// A plan for the same waits already.
pub const PLAN_WAITING: &str =
    "Er wacht al een voorstel op een collega. Laat dat eerst publiceren of neem het terug.";
/// Beside a window in the picture of a year that is not published yet.
pub const PLAN_IN_YEAR: &str = "wacht op een collega";
/// The regeling knows no windows of this kind.
pub const NO_PATTERN: &str = "De regeling kent dit soort venster niet. Kies een ander soort.";
/// A plan under a version that is not in force any more.
pub const OTHER_RULES: &str = "De regeling is gewijzigd nadat dit venster is gepland. Neem het voorstel terug en plan het venster opnieuw.";
/// The same, of a lot.
pub const OTHER_RULES_FOR_LOT: &str =
    "De regeling is gewijzigd nadat dit is voorgesteld. Neem het voorstel terug en doe het opnieuw.";
/// The title of a window is empty.
pub const WINDOW_TITLE_MISSING: &str = "Vul de naam van het venster in, bijvoorbeeld Instroom 2028.";
/// A date of a window is empty.
pub const DAY_MISSING: &str = "Vul een datum in.";
/// The time is no time.
pub const TIME_WRONG: &str = "Vul een tijd in, bijvoorbeeld 17:00.";
/// Why is empty.
pub const WHY_MISSING: &str = "Schrijf op waarom. Iedereen kan dit lezen.";
/// No kind of window was chosen.
pub const WINDOW_KIND_MISSING: &str = "Kies welk soort venster dit is.";
/// No kind of document was chosen.
pub const KIND_MISSING: &str = "Kies welk soort document dit is.";
/// The title is empty.
pub const TITLE_MISSING: &str = "Vul de titel van het document in.";
/// The version is empty.
pub const VERSION_MISSING: &str = "Vul de versie in, bijvoorbeeld 1.1.";
/// No file was sent.
pub const FILE_MISSING: &str = "Kies het bestand dat u wilt publiceren.";
/// Another kind of file, or one that cannot be read.
pub const NOT_A_PDF: &str = "Kies een PDF-bestand dat u zelf kunt openen, zonder wachtwoord.";

/// Gemeenten in few words: all of them, one or two by name, more by their number.
#[must_use]
pub fn gemeenten(names: &[String], all: bool) -> String {
    match names {
        _ if all => "alle gemeenten".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one} en {other}"),
        more => format!("{} gemeenten", more.len()),
    }
}

/// This version was published before.
#[must_use]
pub fn version_taken(version: &str) -> String {
    format!("Versie {version} van dit document is al gepubliceerd. Kies een ander nummer.")
}

/// The same bytes were published before.
#[must_use]
pub fn same_file(version: &str) -> String {
    format!("Dit is precies hetzelfde bestand als versie {version}. Kies het nieuwe bestand.")
}
