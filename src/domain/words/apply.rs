//! What stops an aanbieder from sending in, and what is said about it. May import: nothing but std.

/// Something equivalent was offered where nothing else is accepted.
pub const NOTHING_EQUIVALENT: &str =
    "Voor dit bewijsstuk kan iets anders niet. Voeg het stuk toe dat wordt gevraagd.";
/// Nothing was chosen.
pub const NO_LOT: &str = "Kies ten minste één productgroep in één gemeente.";
/// The declaration was not ticked.
pub const NO_DECLARATION: &str = "Zet een vinkje bij de verklaring.";
/// The window uses a newer version of the regeling.
pub const OUTDATED: &str = "De regeling van dit venster is gewijzigd. Neem eerst de nieuwe versie over. Uw antwoorden blijven staan.";
/// The organisation is bound by two people together.
pub const SECOND_SIGNATORY: &str = "Uw organisatie tekent met twee personen. Laat eerst een andere tekenbevoegde \
    bevestigen dat alles klopt. Daarna kunt u indienen.";
/// One person cannot be both.
pub const SAME_SIGNATORY: &str =
    "U hebt zelf al bevestigd. Een andere tekenbevoegde van uw organisatie moet indienen.";
/// Confirming is only asked of organisations that sign with two.
pub const NO_SECOND_NEEDED: &str = "Uw organisatie tekent met één persoon. U kunt meteen indienen.";
/// A lot was withdrawn for good.
pub const WITHDRAWN_LOT: &str = "U hebt deze productgroep in deze gemeente ingetrokken. Dat is definitief voor deze \
    aanmelding. Haal het vinkje weg om verder te gaan.";
/// There is one application of an organisation in a window.
pub const NOT_OPEN: &str =
    "In dit venster kunt u nu geen aanmelding beginnen. Kijk bij de regio wanneer dat wel kan.";

/// A lot in a sentence.
#[must_use]
pub fn lot(group: &str, gemeente: &str) -> String {
    format!("{group} in {gemeente}")
}

/// An answer is no value.
#[must_use]
pub fn unreadable(question: &str) -> String {
    format!("Verbeter uw antwoord op ‘{question}’. Wij kunnen het zo niet lezen.")
}

/// A document was not accepted in the version in force.
#[must_use]
pub fn not_accepted(title: &str, version: &str) -> String {
    format!("Aanvaard het document ‘{title}’, versie {version}.")
}

/// A closed lot needs a ground.
#[must_use]
pub fn needs_added_value(lot: &str) -> String {
    format!("{lot} is alleen open als u iets toevoegt. Beantwoord de vragen over toegevoegde waarde.")
}

/// The regeling does not have this lot any more.
#[must_use]
pub fn not_in_scheme(lot: &str) -> String {
    format!("{lot} staat niet meer in de regeling. Haal het vinkje weg.")
}

/// Places that are no number.
#[must_use]
pub fn unreadable_places(lot: &str) -> String {
    format!("Vul bij {lot} het aantal plaatsen in als heel getal, zoals 12.")
}
