//! What is said when a decision cannot be taken as asked, beyond what the rules of the domain say themselves.
//! May import: nothing.

/// Each signing covers the lots of one gemeente.
pub const ONE_GEMEENTE: &str = "U ondertekent per gemeente. Kies percelen van één gemeente.";
/// The paragraph of every aanmeldingsdocument that sets the term for kort geding.
pub const REMEDY_GROUND: &str = "het hoofdstuk ‘Klachten en rechtsbescherming’ van het aanmeldingsdocument";
