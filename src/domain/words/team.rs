//! What is said about who does what in a team. May import: nothing.

/// Who is away.
pub const SAY_WHO: &str = "Kies wie er afwezig is.";
/// The first day.
pub const SAY_FROM: &str = "Vul de eerste dag in.";
/// The last day.
pub const SAY_UNTIL: &str = "Vul de laatste dag in.";
/// The last day lies before the first, or before today.
pub const UNTIL_WRONG: &str = "Kies een laatste dag vanaf vandaag die niet voor de eerste dag ligt.";
/// Somebody who does not assess here.
pub const SAY_SUBSTITUTE: &str = "Kies een collega die in deze regio beoordeelt, of niemand.";
/// Oneself.
pub const OWN_SUBSTITUTE: &str = "Wie afwezig is, kan zichzelf niet vervangen.";
/// No move was chosen.
pub const SAY_MOVES: &str = "Kies ten minste één aanmelding, of laat alles zoals het is.";
