//! What is said in beheer when something cannot be done as asked.
//! May import: nothing.

/// The mail address is taken.
pub const HAS_ACCOUNT: &str = "Met dit e-mailadres is er al een account.";
/// No account has this mail address.
pub const NO_ACCOUNT: &str =
    "Er is geen account met dit e-mailadres. Vraag uw collega om eerst een account te maken.";
/// The person has this role already.
pub const HAS_ROLE: &str = "Deze collega heeft deze rol al.";
/// No role was chosen.
pub const ROLE_MISSING: &str = "Kies een rol.";
/// A gemeente that is not of this region.
pub const GEMEENTE_UNKNOWN: &str = "Kies een gemeente uit de lijst.";
/// The last region admin would go.
pub const LAST_ADMIN: &str =
    "Dit is de laatste beheerder van de regio. Geef eerst een collega de rol regiobeheerder.";
/// Toezicht and the rest of the team are other people.
pub const TOEZICHT_APART: &str = "Wie toezicht houdt, heeft geen andere rol in dezelfde regio. Kies een andere collega, of beëindig eerst de andere rol.";
/// Nobody gives himself a role.
pub const OWN_ROLE: &str = "U kunt uzelf geen rol geven. Vraag een andere beheerder.";
/// A mandate needs a decision that gives it.
pub const REFERENCE_MISSING: &str =
    "Vul het besluit in waarin de volmacht of het mandaat staat, bijvoorbeeld Volmachtbesluit 2026-1.";
/// Neither mandaat nor volmacht was chosen.
pub const KIND_MISSING: &str = "Kies volmacht of mandaat.";
/// A mandate needs a function.
pub const FUNCTION_MISSING: &str = "Vul de functie in zoals die onder brieven staat.";
/// The first day is missing.
pub const FROM_MISSING: &str = "Vul de eerste dag in.";
/// The last day lies before the first.
pub const TERM_WRONG: &str = "De laatste dag ligt vóór de eerste dag.";
/// Only a decision maker signs.
pub const NOT_A_DECISION_MAKER: &str = "Deze collega heeft de rol beslisser niet. Geef eerst die rol.";
/// A field of a gemeente is empty.
pub const FIELD_MISSING: &str = "Vul dit in. Het staat in brieven.";
/// The accent colour is no colour.
pub const COLOUR_WRONG: &str = "Vul een kleur in zoals #0e5a64.";
/// The accent colour is too light for white text.
pub const COLOUR_CONTRAST: &str =
    "Deze kleur is te licht: witte letters zijn er niet goed op te lezen. Kies een donkerdere kleur.";
/// The name of the region is empty.
pub const NAME_MISSING: &str = "Vul de naam van de regio in.";
