//! What stands beside a field whose identifier is not right: what is wrong, and what to do.
//! May import: identifiers, text.

use crate::identifiers::{Flaw, IdentifierError, IdentifierKind};
use crate::text::TooLong;

/// The sentence for this mistake.
#[must_use]
pub fn mistake(error: IdentifierError) -> String {
    match error.flaw {
        Flaw::Empty => format!("Vul {} in.", name(error.kind)),
        Flaw::Shape => shape(error.kind).to_owned(),
        Flaw::CheckDigits => format!("Controleer {}: er zit een typefout in.", name(error.kind)),
    }
}

/// The sentence for a text that is too long.
#[must_use]
pub fn too_long(error: TooLong) -> String {
    format!("Gebruik hooguit {} tekens. U gebruikt er nu {}.", error.max, error.actual)
}

fn name(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Kvk => "het KvK-nummer",
        IdentifierKind::Establishment => "het vestigingsnummer",
        IdentifierKind::Rsin => "het RSIN",
        IdentifierKind::Vat => "het btw-id",
        IdentifierKind::Iban => "het IBAN",
        IdentifierKind::Agb => "de AGB-code",
        IdentifierKind::Postcode => "de postcode",
        IdentifierKind::Email => "het e-mailadres",
        IdentifierKind::Phone => "het telefoonnummer",
        IdentifierKind::Oin => "het OIN",
        IdentifierKind::Cpv => "de CPV-code",
        IdentifierKind::Gemeente => "de gemeentecode",
    }
}

fn shape(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Kvk => "Vul een KvK-nummer van 8 cijfers in, bijvoorbeeld 01234567.",
        IdentifierKind::Establishment => {
            "Vul een vestigingsnummer van 12 cijfers in, bijvoorbeeld 000012345678."
        }
        IdentifierKind::Rsin => "Vul een RSIN van 9 cijfers in.",
        IdentifierKind::Vat => "Vul een btw-id in zoals NL123456789B13.",
        IdentifierKind::Iban => "Vul een IBAN in zoals NL02 ABNA 0123 4567 89.",
        IdentifierKind::Agb => "Vul een AGB-code van 8 cijfers in.",
        IdentifierKind::Postcode => "Vul een postcode in zoals 7900 AA.",
        IdentifierKind::Email => "Vul een e-mailadres in zoals naam@voorbeeld.nl.",
        IdentifierKind::Phone => {
            "Vul een Nederlands telefoonnummer van 10 cijfers in, bijvoorbeeld 0612345678."
        }
        IdentifierKind::Oin => "Vul een OIN van 20 cijfers in.",
        IdentifierKind::Cpv => "Vul een CPV-code in zoals 85312100-0.",
        IdentifierKind::Gemeente => "Vul een gemeentecode in zoals GM0118.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifiers::{Iban, KvkNumber};

    #[test]
    fn each_mistake_says_what_to_do() {
        let say = |text: &str| mistake(KvkNumber::parse(text).unwrap_err());
        assert_eq!(say(""), "Vul het KvK-nummer in.");
        assert_eq!(say("1234567"), "Vul een KvK-nummer van 8 cijfers in, bijvoorbeeld 01234567.");
        let typo = Iban::parse("NL91ABNA0417164301").unwrap_err();
        assert_eq!(mistake(typo), "Controleer het IBAN: er zit een typefout in.");
        assert_eq!(too_long(TooLong { max: 3, actual: 4 }), "Gebruik hooguit 3 tekens. U gebruikt er nu 4.");
    }
}
