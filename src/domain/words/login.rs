//! What the pages for logging in and choosing say about a form that is not right yet.
//! May import: nothing.

/// The mail address was left empty.
pub const MAIL_MISSING: &str = "Vul uw e-mailadres in.";
/// The password was left empty.
pub const PASSWORD_MISSING: &str = "Vul uw wachtwoord in.";
/// Unknown account or wrong password: nobody learns which.
pub const WRONG: &str = "Het e-mailadres of het wachtwoord klopt niet.";
/// The right password of an account whose mail address is not confirmed.
pub const UNCONFIRMED: &str =
    "Bevestig eerst uw e-mailadres. De link staat in de e-mail die u van ons kreeg.";
/// The right password of an account that was switched off.
pub const DISABLED: &str = "Dit account is uitgezet. Vraag uw beheerder om hulp.";
/// Nothing was chosen.
pub const CHOICE_MISSING: &str = "Kies voor wie u nu werkt.";
