//! What stands in the log, in words that an aanbieder and a toezichthouder read.
//! May import: audit.

use crate::audit::Look;

/// What somebody did who looked.
#[must_use]
pub fn look(look: Look) -> &'static str {
    match look {
        Look::Organisation => "Gegevens van de organisatie bekeken",
        Look::Application => "Aanmelding bekeken",
        Look::Dossier => "Hele aanmelding gedownload, als zip",
        Look::Snapshot => "Ingediende aanmelding gedownload",
        Look::Evidence => "Bewijsstuk gedownload",
        Look::Letter => "Brief gedownload",
        Look::Agreement => "Overeenkomst gedownload",
    }
}

/// The columns of the table of looks.
pub const COLUMNS: [&str; 6] = ["tijdstip", "wat", "rol", "dossier van", "door", "regel in het logboek"];
/// Before the first day of a period.
pub const FROM: &str = "vanaf ";
/// Before the last day of a period.
pub const UNTIL: &str = "tot en met ";
/// One organisation was chosen.
pub const ONE_PROVIDER: &str = "één aanbieder";
/// One person was chosen.
pub const ONE_PERSON: &str = "één persoon";
