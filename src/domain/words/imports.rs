//! Headings of the tables that a region brings in, and what is said of what is wrong in them.
//! May import: code, imports, organisation, words.

use super::dates::long_date;
use super::identifiers;
use crate::code::Code as _;
use crate::imports::{Column, Flaw, MOST_ROWS, Quarter};
use crate::organisation::{LegalForm, Signing};

/// No file was chosen.
pub const FILE_MISSING: &str = "Kies het bestand dat u wilt inlezen.";
/// Something is wrong in the table.
pub const TABLE_WRONG: &str = "Er is niets ingelezen. Verbeter eerst wat hieronder staat.";
/// Not encoded as UTF-8.
pub const NOT_UTF8: &str = "Wij kunnen de letters in dit bestand niet goed lezen. Bewaar het opnieuw: kies in Excel bij Opslaan als voor \
                            ‘CSV UTF-8’.";
/// A file of another kind.
pub const NO_TABLE: &str = "Dit is geen CSV-bestand en geen Excel-werkmap (.xlsx). Kies in uw rekenblad Opslaan als, en dan een van die twee.";
/// A workbook that unpacks to far too much.
pub const TOO_MUCH: &str = "In deze werkmap zit veel te veel. Bewaar alleen het blad met de tabel.";
/// Nothing stands in it.
pub const EMPTY: &str = "Dit bestand is leeg. Op de eerste regel horen de namen van de kolommen te staan.";
/// More columns than any table of ours has.
pub const TOO_WIDE: &str =
    "Dit bestand heeft te veel kolommen. Gebruik alleen de kolommen uit het voorbeeld.";

/// The file is too large.
#[must_use]
pub fn too_large(limit: &str) -> String {
    format!("Dit bestand is te groot. Het mag hooguit {limit} zijn.")
}

/// The heading of a column.
#[must_use]
pub fn heading(column: Column) -> &'static str {
    match column {
        Column::Gemeente => "gemeente",
        Column::Group => "productgroep",
        Column::Quarter => "kwartaal",
        Column::Clients => "cliënten",
        Column::Kvk => "kvk",
        Column::Name => "naam",
        Column::LegalForm => "rechtsvorm",
        Column::Signing => "tekenen",
        Column::Street => "straat",
        Column::Postcode => "postcode",
        Column::Town => "plaats",
        Column::Mail => "mail",
        Column::Phone => "telefoon",
        Column::Contact => "contactpersoon",
        Column::Products => "producten",
        Column::Starts => "ingangsdatum",
        Column::Places => "plaatsen",
        Column::Free => "vrij",
        Column::AsOf => "peildatum",
    }
}

/// The KvK number of the aanbieder in the example; it is given out to nobody.
pub const EXAMPLE_KVK: &str = "90000001";

/// What the example says of that aanbieder, from its name to the person to write to.
#[must_use]
pub fn example_about(legal_form: &str, signing: &str) -> [String; 9] {
    [
        "Zorgboerderij De Hoeve",
        legal_form,
        signing,
        "Dorpsstraat 1",
        "7900 AA",
        "Hoogeveen",
        "info@dehoeve.example",
        "0850000001",
        "mevrouw A. Boer",
    ]
    .map(str::to_owned)
}

/// What stands in a column of the table of contracts.
#[must_use]
pub fn about(column: Column) -> String {
    match column {
        Column::Kvk => "8 cijfers. Maak er in Excel tekst van: anders valt een 0 vooraan weg.".to_owned(),
        Column::Name => {
            "Zoals in het Handelsregister. Dit en de kolommen tot en met contactpersoon hoeven alleen op de eerste regel van \
             een aanbieder."
                .to_owned()
        }
        Column::LegalForm | Column::Signing => format!("{}.", in_list(column)),
        Column::Street => "Straat en huisnummer. Hierheen gaat de brief.".to_owned(),
        Column::Postcode => "Zoals 7900 AA.".to_owned(),
        Column::Town => "Plaats.".to_owned(),
        Column::Mail => "Het algemene e-mailadres. Hierheen gaat de mail.".to_owned(),
        Column::Phone => "10 cijfers.".to_owned(),
        Column::Contact => "Voor wie de brief is. Mag leeg blijven.".to_owned(),
        Column::Gemeente => "De naam, of de code van het CBS zoals GM0118.".to_owned(),
        Column::Group => "De code uit de regeling.".to_owned(),
        Column::Products => "De codes uit de regeling, met een komma ertussen.".to_owned(),
        Column::Starts => "De eerste dag van het contract, zoals 31-1-2026.".to_owned(),
        Column::Places => "Hoeveel cliënten de aanbieder tegelijk kan helpen. Mag leeg blijven, samen met vrij en peildatum.".to_owned(),
        Column::Free => "Hoeveel daarvan vrij zijn.".to_owned(),
        Column::AsOf => "Op welke dag dat zo was.".to_owned(),
        Column::Quarter => "Zoals 2026K3.".to_owned(),
        Column::Clients => "Een heel getal, ook 0.".to_owned(),
    }
}

/// Who may sign, as it stands in a table.
#[must_use]
pub fn signing(signing: Signing) -> &'static str {
    match signing {
        Signing::Alone => "alleen",
        Signing::Jointly => "gezamenlijk",
    }
}

/// A quarter in a sentence: `het derde kwartaal van 2026`.
#[must_use]
pub fn quarter(quarter: Quarter) -> String {
    let which = match quarter.number() {
        1 => "eerste",
        2 => "tweede",
        3 => "derde",
        _ => "vierde",
    };
    format!("het {which} kwartaal van {}", quarter.year())
}

/// What is wrong, and what to do.
#[must_use]
pub fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoColumn => "Deze kolom ontbreekt. Zet de naam ervan op de eerste regel.".to_owned(),
        Flaw::ColumnTwice => "Deze kolom staat er twee keer in. Haal er een weg.".to_owned(),
        Flaw::UnknownColumn(name) => {
            format!("Wij kennen de kolom ‘{}’ niet. Haal die weg of verbeter de naam.", shortened(name))
        }
        Flaw::NoHeading => {
            "Hier staat iets buiten de kolommen. Haal het weg, of het scheidingsteken dat te veel is."
                .to_owned()
        }
        Flaw::NoRows => "Er staan geen regels onder de namen van de kolommen.".to_owned(),
        Flaw::TooManyRows => {
            format!("Er staan meer dan {MOST_ROWS} regels in. Verdeel ze over meer bestanden.")
        }
        Flaw::Formula => "Hier staat een formule. Zet er het getal of de tekst zelf neer.".to_owned(),
        Flaw::Missing => "Dit vak is leeg. Vul het in.".to_owned(),
        Flaw::UnknownGemeente(name) => format!(
            "‘{}’ is geen gemeente van deze regeling. Gebruik de naam of de code van het CBS, zoals GM0118.",
            shortened(name)
        ),
        Flaw::UnknownGroup(code) => {
            format!("‘{}’ is geen code van een productgroep in deze regeling.", shortened(code))
        }
        Flaw::NotBought => "Deze productgroep wordt in deze gemeente niet ingekocht.".to_owned(),
        Flaw::NotAQuarter => "Dit is geen kwartaal. Schrijf het zoals 2026K3.".to_owned(),
        Flaw::QuarterAhead(ahead) => {
            format!("Dit kwartaal moet nog beginnen: {}. Dan kan er niet geteld zijn.", quarter(*ahead))
        }
        Flaw::NotWhole => "Dit is geen heel getal. Schrijf alleen cijfers, zonder punt of komma.".to_owned(),
        Flaw::Negative => "Dit getal is kleiner dan 0. Dat kan niet.".to_owned(),
        Flaw::TooLarge => "Dit getal is te groot om te kloppen.".to_owned(),
        Flaw::NotIdentifier(error) => identifiers::mistake(*error),
        Flaw::TooLong(error) => identifiers::too_long(*error),
        Flaw::NotInList(column) => format!("Gebruik een van deze woorden: {}.", in_list(*column)),
        Flaw::Contradicts { first } => {
            format!("Op regel {first} staat iets anders bij hetzelfde KvK-nummer. Controleer welke klopt.")
        }
        Flaw::OtherName(name) => format!(
            "Bij dit KvK-nummer hoort in het portaal de naam ‘{}’. Controleer het nummer.",
            shortened(name)
        ),
        Flaw::UnknownProduct(code) => {
            format!("‘{}’ is geen code van een product in deze productgroep.", shortened(code))
        }
        Flaw::ProductNotBought(code) => {
            format!("Product ‘{}’ wordt in deze gemeente niet ingekocht.", shortened(code))
        }
        Flaw::NotADay => "Dit is geen datum. Schrijf die zoals 31-1-2026.".to_owned(),
        Flaw::DayAhead => "Deze dag moet nog komen.".to_owned(),
        Flaw::NotStarted => {
            "Dit contract is nog niet begonnen. Lees het in op of na de eerste dag.".to_owned()
        }
        Flaw::OutsideTerm { from, until } => format!(
            "Deze dag valt buiten de looptijd van de contracten: {} tot en met {}.",
            long_date(*from),
            long_date(*until)
        ),
        Flaw::MoreFreeThanPlaces { places } => {
            format!("Er kunnen niet meer plaatsen vrij zijn dan de {places} die er zijn.")
        }
        Flaw::Twice { first } => format!("Dit staat ook al op regel {first}. Laat een van de twee staan."),
    }
}

/// The words that a column knows.
fn in_list(column: Column) -> String {
    match column {
        Column::Signing => Signing::ALL.iter().map(|one| signing(*one)).collect::<Vec<_>>().join(", "),
        _ => LegalForm::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", "),
    }
}

/// A text from a file as it is said again.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
