//! What is said about accounts, colleagues and the profile of an organisation that is not right yet.
//! May import: nothing.

/// No name.
pub const NAME_MISSING: &str = "Vul uw naam in.";
/// No password.
pub const PASSWORD_MISSING: &str = "Kies een wachtwoord van ten minste 12 tekens.";
/// Too short.
pub const PASSWORD_SHORT: &str =
    "Dit wachtwoord is te kort. Gebruik ten minste 12 tekens, bijvoorbeeld vier woorden.";
/// Too long.
pub const PASSWORD_LONG: &str = "Dit wachtwoord is te lang. Gebruik hooguit 200 tekens.";
/// About its owner.
pub const PASSWORD_ABOUT_YOU: &str = "In dit wachtwoord staat uw e-mailadres. Kies een ander wachtwoord.";
/// Known to everyone.
pub const PASSWORD_KNOWN: &str =
    "Dit wachtwoord is makkelijk te raden. Kies een ander, bijvoorbeeld vier woorden.";
/// The old password is not right.
pub const PASSWORD_OLD_WRONG: &str = "Uw huidige wachtwoord klopt niet.";
/// No consent.
pub const ELECTRONIC_MISSING: &str =
    "Zet een vinkje. Wij sturen brieven en berichten alleen digitaal, via dit portaal en per e-mail.";
/// No name of the organisation.
pub const ORGANISATION_MISSING: &str = "Vul de naam van uw organisatie in.";
/// No rechtsvorm.
pub const LEGAL_FORM_MISSING: &str = "Kies de rechtsvorm van uw organisatie.";
/// The RSIN of an eenmanszaak is a BSN.
pub const RSIN_OF_PERSON: &str =
    "Laat het RSIN leeg. Bij een eenmanszaak is dat uw burgerservicenummer. Dat mogen wij niet bewaren.";
/// No choice of signing.
pub const SIGNING_MISSING: &str = "Kies wie mag tekenen voor uw organisatie.";
/// No street.
pub const STREET_MISSING: &str = "Vul de straat en het huisnummer in.";
/// No town.
pub const TOWN_MISSING: &str = "Vul de plaats in.";
/// Not a website.
pub const WEBSITE_WRONG: &str = "Vul een webadres in zoals www.voorbeeld.nl, of laat dit leeg.";
/// Member or invited already.
pub const ALREADY_MEMBER: &str = "Deze persoon hoort al bij uw organisatie of is al uitgenodigd.";
/// No role.
pub const ROLE_MISSING: &str = "Kies een rol.";
/// The last day of a gemachtigde is missing.
pub const UNTIL_MISSING: &str = "Vul in tot en met welke dag de gemachtigde voor u werkt.";
/// That day is past.
pub const UNTIL_PAST: &str = "Kies een dag na vandaag.";
/// A gemachtigde for everything.
pub const PURVIEW_ALL: &str = "Alle aanmeldingen, in elke regio";
/// A procedure that is not there.
pub const PURVIEW_UNKNOWN: &str = "Kies waarvoor de gemachtigde is.";
/// Not a day of the calendar.
pub const DATE_WRONG: &str = "Vul een datum in die bestaat, bijvoorbeeld 31 12 2027.";
/// No code was typed.
pub const CODE_MISSING: &str = "Typ de code over uit de brief.";
/// A code that opens nothing, whatever the reason.
pub const CODE_WRONG: &str = "Dit KvK-nummer en deze code horen niet bij elkaar, of de code werkt niet meer. Controleer beide. Lukt het niet? Vraag de \
                              regio om een nieuwe brief.";
