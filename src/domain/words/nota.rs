//! The Dutch of questions and notas van inlichtingen that is not in a template. May import: nota, words::dates.

use chrono::{DateTime, Utc};

use super::dates::moment;
use crate::nota::{Found, LateAnswers};

/// What a question about something else is about.
pub const OTHER: &str = "Iets anders";
/// No subject was chosen.
pub const SUBJECT_MISSING: &str = "Kies waar uw vraag over gaat.";
/// The question is empty.
pub const QUESTION_MISSING: &str = "Schrijf uw vraag op.";
/// The question is too long.
pub const QUESTION_LONG: &str =
    "Uw vraag is langer dan 5.000 tekens. Stel hem korter, of maak er meer vragen van.";
/// A question that the team adds: how it came in.
pub const CAME_IN_MISSING: &str =
    "Schrijf op hoe en wanneer deze vraag binnenkwam, bijvoorbeeld: per e-mail, 12 januari.";
/// No window takes questions from the team any more.
pub const TOO_LATE_TO_ADD: &str = "Dit venster is gesloten. Vragen van nu horen bij een volgend venster. Antwoord zelf, per bericht of per mail.";
/// Why a question gets no answer is empty.
pub const REASON_MISSING: &str =
    "Schrijf op waarom deze vraag geen antwoord krijgt in de nota. Wie hem stelde, leest dit.";
/// The published question is too long.
pub const TEXT_LONG: &str = "Deze tekst is langer dan 10.000 tekens. Maak hem korter.";
/// The introduction is too long.
pub const INTRO_LONG: &str = "De inleiding is langer dan 2.000 tekens. Maak haar korter.";
/// A warning about names was not looked at.
pub const NAMES_UNREAD: &str =
    "Er staat misschien nog in wie een vraag stelde. Kijk het na en zet dan een vinkje.";
/// A nota that announces other rules is published with them.
pub const WITH_AMENDMENT: &str = "Deze nota hoort bij een wijziging van de regeling. Een collega publiceert haar samen met de wijziging. \
     Kies bij Regelingen de wijziging, en daar dit venster.";
/// The chosen wijziging does not wait for a colleague.
pub const AMENDMENT_GONE: &str = "Deze wijziging wacht niet meer op een collega. Kies een andere, of geen.";

/// The title of a nota.
#[must_use]
pub fn title(number: u32) -> String {
    format!("Nota van inlichtingen {number}")
}

/// The number of an answer, as people name it: `2.5`.
#[must_use]
pub fn number(nota: i32, seq: i32) -> String {
    format!("{nota}.{seq}")
}

/// The name of a file.
#[must_use]
pub fn file_name(window: &str, number: u32) -> String {
    format!("Nota van inlichtingen {number} - {window}.pdf")
}

/// What was found in a text by which somebody can be recognised.
#[must_use]
pub fn found(one: &Found) -> String {
    match one {
        Found::Name(name) => format!("de naam van wie dit vroeg: {name}"),
        Found::Website(site) => format!("de website van wie dit vroeg: {site}"),
        Found::Email(mail) => format!("een e-mailadres: {mail}"),
        Found::Kvk(number) => format!("acht cijfers, zoals een KvK-nummer: {number}"),
        Found::Phone(number) => format!("een telefoonnummer: {number}"),
    }
}

/// That answers are late.
#[must_use]
pub fn late(one: LateAnswers) -> String {
    match one {
        LateAnswers::Overdue { due } => {
            format!("De antwoorden moesten er zijn op {}. Publiceer ze zo snel mogelijk.", moment(due))
        }
        LateAnswers::CloseToTheEnd { closes } => format!(
            "Het venster sluit al op {}. Wie zich aanmeldt, heeft dan minder dan tien dagen om dit antwoord te gebruiken. \
             Laat het venster later sluiten als het antwoord ertoe doet.",
            moment(closes)
        ),
    }
}

/// Why nothing is found.
#[must_use]
pub fn nothing_found(words: &str) -> String {
    format!("Geen vraag of antwoord met \u{2018}{words}\u{2019}. Zoek met een ander of een korter woord.")
}

/// Until when questions are taken.
#[must_use]
pub fn takes_until(until: DateTime<Utc>) -> String {
    format!("Vragen stellen kan tot {}.", moment(until))
}
