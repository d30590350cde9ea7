//! What is read around signals, samples and the order of risk. May import: supervision, words.

use crate::supervision::{Discipline, Found, Nature, Private, Reason, Receiver, Source};

/// Which aanbieder.
pub const SAY_PROVIDER: &str = "Kies de aanbieder waarover u iets meldt.";
/// Which of one's own relations.
pub const SAY_WHO: &str = "Kies wat bij u past.";
/// What kind.
pub const SAY_NATURE: &str = "Kies waarover het gaat.";
/// What happened.
pub const SAY_WHAT: &str = "Schrijf wat er is gebeurd.";
/// What was done.
pub const SAY_DONE: &str = "Schrijf wat u al deed.";
/// What a toezichthouder saw.
pub const SAY_SEEN: &str = "Schrijf wat u zag of hoorde.";
/// When.
pub const SAY_DAY: &str = "Vul een datum in die is geweest. Of laat de datum leeg.";
/// When, where it must be said.
pub const SAY_WHEN: &str = "Vul in op welke dag het gebeurde. Die dag is vandaag of is geweest.";
/// In which gemeente.
pub const SAY_GEMEENTE: &str = "Kies een gemeente uit de lijst.";
/// For which of the own admissions.
pub const SAY_ADMISSION: &str = "Kies een productgroep en gemeente waarvoor u bent toegelaten.";
/// Where.
pub const SAY_WHERE: &str =
    "Schrijf waar het gebeurde, bijvoorbeeld de locatie of het adres van uw vestiging.";
/// How somebody can be reached.
pub const SAY_CONTACT: &str = "Schrijf dit korter. Er passen 200 tekens in.";
/// What to do with a signal.
pub const SAY_STEP: &str = "Kies wat u met dit signaal doet.";
/// Why.
pub const SAY_WHY: &str = "Schrijf waarom. Alleen toezichthouders lezen dit.";
/// Until when.
pub const SAY_UNTIL: &str = "Vul een dag in vanaf morgen, hooguit een jaar vooruit.";
/// To whom.
pub const SAY_RECEIVER: &str = "Kies aan wie u het doorgeeft.";
/// How many.
pub const SAY_SIZE: &str = "Vul in hoeveel aanbieders u trekt: ten minste 1, en niet meer dan er zijn.";
/// Which seed.
pub const SAY_SEED: &str =
    "Vul een startgetal of zin in van 1 tot en met 100 letters, cijfers en leestekens, zonder accenten.";
/// Where the seed comes from.
pub const SAY_SEED_FROM: &str =
    "Schrijf waar het startgetal vandaan komt. Wie de steekproef narekent, leest dit.";
/// For which of the own kinds of toezicht.
pub const SAY_OWN_DISCIPLINE: &str = "Kies voor welk toezicht dit is.";
/// Nobody would read it.
pub const NOBODY_READS: &str = "Voor deze gemeente leest hier nog geen toezichthouder mee. Wij namen uw melding daarom niet aan. Bel de gemeente en vraag \
     naar de toezichthouder Wmo.";
/// A toezichthouder without a discipline.
pub const SAY_DISCIPLINE: &str = "Kies welk toezicht deze collega houdt: op kwaliteit of op rechtmatigheid.";
/// A discipline without toezicht.
pub const NO_DISCIPLINE: &str =
    "Alleen een toezichthouder heeft een soort toezicht. Kies hier: geen toezichthouder.";

/// The columns of a sample as a table.
pub const SAMPLE_COLUMNS: [&str; 7] =
    ["plaats", "nummer", "aanbieder", "kvk", "sha256", "in_steekproef", "startgetal"];

/// Whether somebody is in a sample.
#[must_use]
pub fn yes_no(chosen: bool) -> &'static str {
    if chosen { "ja" } else { "nee" }
}

/// A discipline.
#[must_use]
pub fn discipline(one: Discipline) -> &'static str {
    match one {
        Discipline::Quality => "kwaliteit",
        Discipline::Lawfulness => "rechtmatigheid",
    }
}

/// Who or what a signal comes from.
#[must_use]
pub fn source(one: Source) -> &'static str {
    match one {
        Source::Consulent => "consulent",
        Source::Resident => "inwoner of ander",
        Source::Provider => "melding van de aanbieder",
        Source::ExpiredEvidence => "verlopen bewijsstuk",
        Source::Observation => "eigen waarneming",
    }
}

/// What it is about.
#[must_use]
pub fn nature(one: Nature) -> &'static str {
    match one {
        Nature::Calamity => "calamiteit",
        Nature::Violence => "geweld",
        Nature::Quality => "kwaliteit van de zorg",
        Nature::Lawfulness => "geld of rechtmatigheid",
        Nature::Evidence => "bewijsstuk",
        Nature::Register => "gegevens in het handelsregister",
        Nature::Other => "iets anders",
    }
}

/// Who goes on with it.
#[must_use]
pub fn receiver(one: Receiver) -> &'static str {
    match one {
        Receiver::Inspectorate => "Inspectie Gezondheidszorg en Jeugd",
        Receiver::Police => "politie of Openbaar Ministerie",
        Receiver::OtherSupervisor => "een andere toezichthouder",
        Receiver::Gemeente => "de gemeente",
    }
}

/// What the portal writes of a paper that expired, by the name of its kind.
#[must_use]
pub fn expired(paper: &str, day: &str) -> String {
    format!(
        "Verlopen bewijsstuk: {paper}. Het was geldig tot en met {day}. Het bewijsverzoek om een nieuw stuk is niet beantwoord."
    )
}

/// What is private in a text, where, and what to do.
#[must_use]
pub fn private(found: &[Found]) -> String {
    let told = found.iter().map(|one| {
        let what = match one.what {
            Private::Bsn => "een burgerservicenummer, of een nummer dat erop lijkt",
            Private::Phone => "een telefoonnummer",
            Private::Email => "een e-mailadres",
            Private::BirthDate => "een geboortedatum",
        };
        format!("op regel {} vanaf teken {} staat {what} (“{}”)", one.line, one.column, one.text)
    });
    let told: Vec<String> = told.collect();
    format!("Schrijf dit zonder gegevens van personen: {}. Wij bewaren deze tekst niet.", told.join("; "))
}

/// Why an aanbieder stands higher, with how many there are.
#[must_use]
pub fn reason(one: Reason, number: u32) -> String {
    let one_or = |single: &str, more: &str| {
        if number == 1 { format!("1 {single}") } else { format!("{number} {more}") }
    };
    match one {
        Reason::Calamities => one_or("open signaal over een calamiteit", "open signalen over calamiteiten"),
        Reason::Violence => one_or("open signaal over geweld", "open signalen over geweld"),
        Reason::Signals => one_or("ander open signaal", "andere open signalen"),
        Reason::ExpiredPapers => {
            one_or("verlopen bewijsstuk zonder antwoord", "verlopen bewijsstukken zonder antwoord")
        }
        Reason::Suspensions => one_or("opgeschorte toelating", "opgeschorte toelatingen"),
        Reason::NewHere => "korter dan een jaar toegelaten".to_owned(),
    }
}
