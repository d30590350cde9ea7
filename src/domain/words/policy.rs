//! What is said when policy cannot be laid down as asked.
//! May import: nothing.

/// Publishing takes two people.
pub const ONE_PERSON: &str = "Publiceren doet u met een collega. Vraag een andere persoon om te bevestigen.";
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
