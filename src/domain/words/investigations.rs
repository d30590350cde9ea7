//! What is read around investigations. May import: scheme, supervision, words.

use chrono::NaiveDate;

use super::dates::long_date;
use super::format::sentence;
use crate::scheme::{Norm, Theme};
use crate::supervision::investigation::{Outcome, Scope};

/// The region has no toetsingskader.
pub const NO_FRAMEWORK: &str =
    "Voor uw regio is er nog geen toetsingskader. Vraag de beheerder van het portaal om het toe te voegen.";
/// Where.
pub const SAY_LOCATION: &str =
    "Schrijf welke locatie u onderzoekt, op elke regel één. Nooit de hele organisatie.";
/// A line that does not fit.
pub const LOCATION_TOO_LONG: &str = "Schrijf elke locatie korter. Er passen 200 tekens op een regel.";
/// What.
pub const SAY_PRODUCT: &str = "Kies ten minste één product.";
/// In which gemeente.
pub const SAY_GEMEENTE: &str = "Kies ten minste één gemeente.";
/// Which norms.
pub const SAY_NORMS: &str = "Kies ten minste één norm om te onderzoeken.";
/// When.
pub const SAY_MOMENT: &str = "Vul een dag en een tijd in, zoals 9:30.";
/// What to do.
pub const SAY_STEP: &str = "Kies wat u met dit onderzoek doet.";
/// Why it does not go on.
pub const SAY_WHY_NOT: &str = "Schrijf waarom het onderzoek niet doorgaat.";
/// A note.
pub const SAY_NOTE: &str = "Schrijf wat u bij deze norm zag of hoorde.";
/// Notes belong to the visit.
pub const NOT_AT_THE_VISIT: &str =
    "Notities maakt u tijdens het bezoek. Begin het bezoek eerst, of kijk in het rapport.";
/// Whether a norm is met.
pub const SAY_OUTCOME: &str = "Kies een uitkomst.";
/// What was found.
pub const SAY_FINDING: &str = "Schrijf wat u vond. Onderzocht u het niet? Schrijf dan waarom niet.";
/// On which location.
pub const SAY_FOUND_WHERE: &str = "Kies op welke locatie u dit vond.";
/// For which product.
pub const SAY_FOUND_PRODUCT: &str = "Kies voor welk product dit geldt.";
/// In which gemeente.
pub const SAY_FOUND_GEMEENTE: &str = "Kies voor welke gemeente dit geldt.";
/// What was made of a text of the aanbieder.
pub const SAY_WEIGHING: &str = "Schrijf waarom u de bevinding aanpast of laat staan.";
/// What the aanbieder says.
pub const SAY_REPLY: &str = "Schrijf uw reactie naast een bevinding, of kruis aan dat u niets wilt zeggen.";
/// A reaction and none.
pub const NOT_BOTH: &str =
    "U schreef een reactie en kruiste ook aan dat u niets wilt zeggen. Kies één van de twee.";

/// A theme.
#[must_use]
pub fn theme(one: Theme) -> &'static str {
    match one {
        Theme::Safe => "veilig",
        Theme::Effective => "doeltreffend",
        Theme::ClientCentred => "cliëntgericht",
        Theme::Lawful => "rechtmatig",
    }
}

/// Whether a norm is met.
#[must_use]
pub fn outcome(one: Outcome) -> &'static str {
    match one {
        Outcome::Met => "voldoet",
        Outcome::Partly => "voldoet deels",
        Outcome::NotMet => "voldoet niet",
        Outcome::NotExamined => "niet onderzocht",
    }
}

/// Where a finding was made, as a measure repeats it.
#[must_use]
pub fn locations(scope: &Scope) -> String {
    let all: Vec<&str> = scope.locations().iter().map(|one| one.as_str()).collect();
    all.join("; ")
}

/// A final finding, as a measure repeats it: with what the aanbieder said of it and what toezicht made of that.
#[must_use]
pub fn finding(found: Outcome, text: &str, heard: Option<(&str, &str)>) -> String {
    let found = format!("{}. {text}", sentence(outcome(found)));
    match heard {
        Some((reply, weighed)) => {
            format!("{found}\n\nReactie van de aanbieder: {reply}\n\nWat toezicht daarmee doet: {weighed}")
        }
        None => found,
    }
}

/// Where such a fact comes from.
#[must_use]
pub fn final_report(number: &str, day: NaiveDate, norm: &Norm) -> String {
    format!("Definitief rapport {number} van {}, norm {}: {}", long_date(day), norm.code, norm.text)
}
