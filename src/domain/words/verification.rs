//! What is read while a verification is planned, reported and answered. May import: nothing.

/// Visit or talk.
pub const SAY_MANNER: &str = "Kies een bezoek of een gesprek.";
/// What is checked.
pub const SAY_REQUIREMENTS: &str = "Kies ten minste één eis die u wilt controleren.";
/// Who come.
pub const SAY_VISITORS: &str = "Kies twee beoordelaars die samen gaan.";
/// One of them may not.
pub const TIED: &str =
    "Een van deze twee heeft een band met de aanbieder of een deelnemer. Kies een andere collega.";
/// When.
pub const SAY_MOMENT: &str = "Vul een dag en een tijd in, zoals 9:30.";
/// Where.
pub const SAY_PLACE: &str = "Schrijf waar het is.";
/// What was seen.
pub const SAY_SEEN: &str = "Schrijf wat u bij deze eis zag of hoorde.";
/// What the aanbieder says of it.
pub const SAY_REACTION: &str = "Schrijf uw reactie.";
