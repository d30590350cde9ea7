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
