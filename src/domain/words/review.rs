//! What the team reads while it assesses. May import: facts, words::dates.

use chrono::NaiveDate;

use super::dates::long_date;
use crate::facts::Source;

/// A colleague has it.
pub const TAKEN: &str =
    "Een collega heeft deze aanmelding al. Overleg met die collega, of kies een andere aanmelding.";
/// It is nobody's work.
pub const TAKE_FIRST: &str = "Neem de aanmelding eerst in behandeling. Daarna kunt u beoordelen.";
/// The person is tied to the aanbieder.
pub const TIED: &str =
    "U hebt een band met deze aanbieder, of u werkt er. Daarom behandelt een collega de aanmelding.";
/// A third, while two judge without each other.
pub const TWO_AT_WORK: &str = "Twee collega’s beoordelen deze aanmelding los van elkaar. Een derde kan pas beginnen als zij klaar zijn.";
/// A colleague who cannot be given this work.
pub const NOT_FOR_COLLEAGUE: &str = "Deze collega kan deze aanmelding niet beoordelen: er is een band met de aanbieder, of de collega las mee of tekende al.";
/// Nobody was chosen.
pub const SAY_COLLEAGUE: &str = "Kies een collega.";
/// A colleague who is away.
pub const COLLEAGUE_ABSENT: &str = "Deze collega is nu afwezig. Kies een ander.";
/// Assessing is not possible in this state.
pub const NOT_ASSESSABLE: &str =
    "Deze aanmelding is nu niet in beoordeling. Laad het dossier opnieuw om te zien wat er is gebeurd.";
/// A proposal lies before a second person.
pub const PROPOSED: &str =
    "Over dit onderdeel ligt al een voorstel. Wacht tot het is afgehandeld of teruggestuurd.";
/// The field for what was found.
pub const SAY_OUTCOME: &str = "Kies of aan de eis is voldaan.";
/// The rules find that it is met, and nothing says what is known beside what was given.
pub const SAY_DIFFERS: &str =
    "Met wat de aanbieder gaf, is aan de eis voldaan. Schrijf wat u weet dat anders is, en waar dat staat.";
/// No reason was chosen.
pub const SAY_REASON: &str = "Kies de reden waarom niet aan de eis is voldaan.";
/// The field for a zienswijze.
pub const SAY_VIEW: &str = "Schrijf wat u van het voornemen vindt.";
/// The field for what the team thinks of a zienswijze.
pub const SAY_WEIGHED: &str = "Schrijf wat u van de zienswijze vindt. Dat komt in de brief met de uitkomst.";
/// The field for why.
pub const SAY_WHY: &str = "Schrijf waarom u dit vindt.";
/// A toetspunt.
pub const SAY_POINT: &str = "Kies ja of nee.";
/// Agreeing and saying that it is not met.
pub const AGREE_OR_NOT: &str =
    "U koos dat niet aan de eis is voldaan. Gebruik dan de knop Oordeel opslaan, of haal die keuze weg.";

/// The motivation of who agrees: the published questions with their answers.
#[must_use]
pub fn met_by_points(answered: &[(&str, bool)]) -> String {
    let told =
        answered.iter().map(|(question, yes)| format!("{question} {}", if *yes { "Ja." } else { "Nee." }));
    format!("Volgens de toetspunten is aan de eis voldaan. {}", told.collect::<Vec<_>>().join(" "))
}
/// The answers say that it is met.
pub const POINTS_SAY_MET: &str =
    "Volgens uw antwoorden op de toetspunten is aan de eis voldaan. Pas uw antwoorden of uw oordeel aan.";
/// The answers say that it is not met.
pub const POINTS_SAY_NOT_MET: &str = "Volgens uw antwoorden op de toetspunten is niet aan de eis voldaan. Pas uw antwoorden of uw oordeel aan.";
/// Which requirement.
pub const SAY_REQUIREMENT: &str = "Kies een eis uit deze regeling.";
/// Missing or mistaken.
pub const SAY_KIND: &str = "Kies wat er aan de hand is: onvolledig of onjuist.";
/// About what.
pub const SAY_ANCHOR: &str = "Kies waar het herstel over gaat.";
/// What is asked.
pub const SAY_QUESTION: &str = "Schrijf wat de aanbieder moet herstellen.";
/// Nothing chosen to ask about.
pub const SAY_WHAT_TO_REPAIR: &str = "Kies ten minste één eis om herstel van te vragen.";
/// Everyone with the defect was asked, or cannot be asked now.
pub const NOBODY_ELSE: &str =
    "Er is niemand meer om herstel aan te vragen. Laad de pagina opnieuw om te zien wie is gevraagd.";
/// An answer to a repair request.
pub const SAY_ANSWER: &str = "Schrijf uw antwoord, of geef een ander antwoord of bewijsstuk.";
/// Admit or refuse.
pub const SAY_PROPOSAL: &str = "Kies wat u voorstelt: toelaten of afwijzen.";
/// Nothing to propose for.
pub const SAY_LOTS: &str = "Kies voor welke onderdelen u toelaten voorstelt.";
/// A message without text.
pub const SAY_MESSAGE: &str = "Schrijf uw bericht.";
/// The kind of tie.
pub const SAY_RELATION: &str = "Kies welke band u met de aanbieder hebt.";
/// To whom.
pub const SAY_WHOM: &str = "Kies met welke organisatie u een band hebt.";
/// Too long.
pub const TOO_LONG: &str = "Deze tekst is te lang. Schrijf ten hoogste 10.000 tekens.";
/// What was repaired is about the wrong thing.
pub const NOT_ASKED: &str = "Dit bewijsstuk hoort niet bij wat de regio vroeg. Kies een ander bewijsstuk.";
/// A request about the requirement as a whole.
pub const WHOLE: &str = "De eis als geheel";

/// Why an application cannot be judged without what was asked.
pub const SAY_UNHANDLED: &str = "Schrijf waarom u de aanmelding zonder deze gegevens niet kunt beoordelen.";

/// The law sets a last day for not handling an application, and it is over.
#[must_use]
pub fn unhandled_too_late(last: NaiveDate) -> String {
    format!(
        "Een besluit om een aanmelding niet te behandelen moest uiterlijk op {} bekend zijn (Awb art. 4:5 lid 4). \
         Beoordeel de aanmelding met wat er is.",
        long_date(last)
    )
}

/// Where an answer comes from, as the team reads it.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Aanbieder => "opgave van de aanbieder",
        Source::Register => "openbaar register",
        Source::Team => "nagekeken door het team",
    }
}
/// In the letter with a herstelverzoek, where the rules saw nothing to tell.
pub const NOTHING_SEEN: &str = "Wij konden dit niet beoordelen met wat u stuurde.";
