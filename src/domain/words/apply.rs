//! What stops an aanbieder from sending in, and what is said on the pages of applying. May import: code, policy_code, scheme, windows, words.

use chrono::NaiveDate;

use super::dates::long_date;
use super::format::list;
use crate::code::Code;
use crate::policy_code::LotKey;
use crate::scheme::Scheme;
use crate::windows::LotState;

/// Something equivalent was offered where nothing else is accepted.
pub const NOTHING_EQUIVALENT: &str =
    "Voor dit bewijsstuk kan iets anders niet. Voeg het stuk toe dat wordt gevraagd.";
/// Nothing was chosen.
pub const NO_LOT: &str = "Kies ten minste één productgroep in één gemeente.";
/// The declaration was not ticked.
pub const NO_DECLARATION: &str = "Zet een vinkje bij de verklaring.";
/// A declaration of an earlier time was not given anew.
pub const NOT_GIVEN_ANEW: &str = "Geef uw antwoorden over uitsluiting opnieuw. Ze komen nog van een eerdere keer. Kijk of ze kloppen en \
    bewaar de pagina.";
/// The window uses a newer version of the regeling.
pub const OUTDATED: &str = "De regeling van dit venster is gewijzigd. Neem eerst de nieuwe versie over. Uw antwoorden blijven staan.";
/// The organisation is bound by two people together.
pub const SECOND_SIGNATORY: &str = "Uw organisatie tekent met twee personen. Laat eerst een andere tekenbevoegde \
    bevestigen dat alles klopt, of voeg een volmacht om alleen in te dienen toe bij de bewijsstukken. Daarna kunt u indienen.";
/// One person cannot be both.
pub const SAME_SIGNATORY: &str =
    "U hebt zelf al bevestigd. Een andere tekenbevoegde van uw organisatie moet indienen.";
/// Confirming is only asked of organisations that sign with two.
pub const NO_SECOND_NEEDED: &str = "Uw organisatie tekent met één persoon. U kunt meteen indienen.";
/// A lot was withdrawn for good.
pub const WITHDRAWN_LOT: &str = "U hebt deze productgroep in deze gemeente ingetrokken. Dat is definitief voor deze \
    aanmelding. Haal het vinkje weg om verder te gaan.";

/// To who sent something in before the regeling of the window changed.
#[must_use]
pub fn new_version(number: &str, window: &str) -> String {
    format!(
        "De regeling van het instroomvenster ‘{window}’ is gewijzigd. Uw aanmelding {number} blijft ontvangen onder de \
        regeling die toen gold. U kunt bekijken wat er anders is. U mag de nieuwe versie overnemen en uw aanmelding \
        vervangen tot het venster sluit."
    )
}

/// A lot in a sentence.
#[must_use]
pub fn lot(group: &str, gemeente: &str) -> String {
    format!("{group} in {gemeente}")
}

/// The same, with the titles of a regeling.
#[must_use]
pub fn lot_of(scheme: &Scheme, key: &LotKey) -> String {
    let gemeente = scheme.gemeenten().iter().find(|one| one.code == key.gemeente);
    let gemeente = gemeente.map_or_else(|| key.gemeente.to_string(), |one| one.name.clone());
    let group = scheme.group(&key.group);
    lot(&group.map_or_else(|| key.group.to_string(), |one| one.title.clone()), &gemeente)
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

/// Places that are for no doelgroep in particular.
pub const ANYONE: &str = "Plaatsen in totaal, voor wie er ook komt";
/// The head of a column of doelgroepen.
pub const TARGET_GROUP: &str = "Doelgroep";
/// No role chosen yet.
pub const ROLE_NONE: &str = "Kies een functie";
/// A topfunctionaris who leads.
pub const ROLE_LEADING: &str = "Bestuurder of andere leidinggevende";
/// Chair of the supervisors.
pub const ROLE_CHAIR: &str = "Voorzitter van de toezichthouders";
/// Member of the supervisors.
pub const ROLE_MEMBER: &str = "Lid van de toezichthouders";

/// Where an answer was taken over from.
#[must_use]
pub fn taken_over(source: &str, day: &str) -> String {
    format!("Klopt dit nog? Dit antwoord is overgenomen ({source}, {day}).")
}

/// Where an answer comes from that waits to be confirmed.
#[must_use]
pub fn carried(source: &str, day: &str) -> String {
    format!("Van {day}, {source}")
}

/// Gemeenten, each with its places.
#[must_use]
pub fn gemeenten(named: &[(String, Option<i64>)]) -> String {
    let one = |(name, places): &(String, Option<i64>)| match places {
        Some(1) => format!("{name} (1 plaats)"),
        Some(places) => format!("{name} ({places} plaatsen)"),
        None => format!("{name} (plaatsen nog niet ingevuld)"),
    };
    list(&named.iter().map(one).collect::<Vec<_>>(), "en")
}

/// A product in a lot.
#[must_use]
pub fn product_in(product: &str, lot: &str) -> String {
    format!("{product} ({lot})")
}

/// What is known of a file: size and the dates on it.
#[must_use]
pub fn file(size: &str, issued: Option<NaiveDate>, expires: Option<NaiveDate>) -> String {
    let issued = issued.map(|day| format!(", van {}", long_date(day))).unwrap_or_default();
    let expires = expires.map(|day| format!(", geldig tot en met {}", long_date(day))).unwrap_or_default();
    format!("{size}{issued}{expires}")
}

/// An answer that is no value, in the summary.
pub const UNREADABLE: &str = "Dit antwoord kunnen wij niet lezen";

/// The head of the column with gemeenten.
pub const GEMEENTE: &str = "Gemeente";

/// What stands beside a lot that cannot be chosen like any other; nothing for an open one.
#[must_use]
pub fn lot_state(state: Option<LotState>) -> &'static str {
    match state {
        Some(LotState::Open) => "",
        Some(LotState::OpenScarcity) => "er is te weinig aanbod",
        Some(LotState::ClosedUnlessAddedValue) => "alleen als u iets toevoegt",
        Some(LotState::Closed) => "gesloten",
        Some(LotState::Local) => "de gemeente koopt dit zelf in",
        Some(LotState::NotBought) => "niet ingekocht",
        Some(LotState::Later) => "later",
        Some(LotState::ToBeDetermined) | None => "nog niet beslist",
    }
}

/// A page of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Uitsluitingsgronden.
    Exclusion,
    /// Geschiktheid.
    Suitability,
    /// Uitvoering.
    Execution,
    /// Verklaringen.
    Declaration,
    /// Toegevoegde waarde, for lots that are closed without it.
    AddedValue,
}

impl Code for Section {
    const ALL: &'static [Self] =
        &[Self::Exclusion, Self::Suitability, Self::Execution, Self::Declaration, Self::AddedValue];

    /// As in addresses.
    fn code(self) -> &'static str {
        match self {
            Self::Exclusion => "uitsluiting",
            Self::Suitability => "geschiktheid",
            Self::Execution => "uitvoering",
            Self::Declaration => "verklaringen",
            Self::AddedValue => "toegevoegde-waarde",
        }
    }
}

/// The title of a page of questions.
#[must_use]
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Exclusion => "Uitsluitingsgronden",
        Section::Suitability => "Geschiktheid van uw organisatie",
        Section::Execution => "Hoe u het werk doet",
        Section::Declaration => "Verklaringen",
        Section::AddedValue => "Wat u toevoegt",
    }
}
