//! Does a text that everybody will read still tell who asked? What is found is a warning: only a person knows what a text gives away.
//! May import: text.

use crate::text::fold_key;

/// What an organisation can be recognised by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its name.
    pub name: String,
    /// Its KvK number.
    pub kvk: String,
    /// Its mail address.
    pub email: String,
    /// Its telephone number.
    pub phone: String,
    /// Its website, or empty.
    pub website: String,
}

/// Something in a text by which somebody can be recognised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The name of who asked, or the part of it that tells it apart.
    Name(String),
    /// Its website.
    Website(String),
    /// A mail address, of whomever.
    Email(String),
    /// Eight digits in a row: a KvK number, of whomever.
    Kvk(String),
    /// A telephone number, of whomever.
    Phone(String),
}

/// Words in a name that tell nobody apart.
const COMMON: [&str; 34] = [
    "bv",
    "nv",
    "vof",
    "cv",
    "stichting",
    "vereniging",
    "cooperatie",
    "cooperatief",
    "ua",
    "maatschap",
    "holding",
    "groep",
    "zorg",
    "zorggroep",
    "thuiszorg",
    "begeleiding",
    "ondersteuning",
    "wonen",
    "welzijn",
    "wmo",
    "hulp",
    "dienstverlening",
    "nederland",
    "en",
    "de",
    "het",
    "een",
    "van",
    "voor",
    "in",
    "op",
    "bij",
    "der",
    "den",
];
/// A word this short tells nobody apart either.
const LEAST_LETTERS: usize = 4;
/// Fewest digits of a telephone number, and most.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 10..=13;

/// Everything in a text by which somebody can be recognised, each once, in the order of the kinds.
#[must_use]
pub fn found(text: &str, askers: &[Identity]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let key = format!(" {} ", fold_key(text));
    for asker in askers {
        all.extend(name_in(&key, &asker.name).map(Found::Name));
        all.extend(website_in(text, &asker.website).map(Found::Website));
    }
    all.extend(emails(text).map(Found::Email));
    all.extend(numbers(text));
    all.sort();
    all.dedup();
    all
}

/// The whole name, or else the first word of it that tells it apart.
fn name_in(key: &str, name: &str) -> Option<String> {
    let folded = fold_key(name);
    let holds = |words: &str| !words.is_empty() && key.contains(&format!(" {words} "));
    if holds(&folded) {
        return Some(name.to_owned());
    }
    let apart = |word: &&str| word.chars().count() >= LEAST_LETTERS && !COMMON.contains(word);
    folded.split(' ').filter(apart).find(|word| holds(word)).map(ToOwned::to_owned)
}

fn website_in(text: &str, website: &str) -> Option<String> {
    let host = website.trim_start_matches("https://").trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or_default().trim_start_matches("www.");
    let known = !host.is_empty() && text.to_lowercase().contains(&host.to_lowercase());
    known.then(|| host.to_owned())
}

fn emails(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|one: char| one.is_whitespace() || ",;:()<>[]\"".contains(one));
    let address = |word: &&str| {
        word.split_once('@').is_some_and(|(before, after)| !before.is_empty() && after.contains('.'))
    };
    words.filter(address).map(|word| word.trim_end_matches(['.', '!', '?']).to_owned())
}

/// Runs of digits, with what people put between them.
fn numbers(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for run in text.split(|one: char| !(one.is_ascii_digit() || " -+().".contains(one))) {
        let run = run.trim_matches(|one: char| !(one.is_ascii_digit() || one == '+'));
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let parts = run.split(|one: char| !one.is_ascii_digit());
        let dialled = digits.starts_with('0') || run.starts_with('+');
        if dialled && PHONE_DIGITS.contains(&digits.len()) {
            found.push(Found::Phone(run.to_owned()));
        } else {
            found.extend(parts.filter(|part| part.len() == 8).map(|part| Found::Kvk(part.to_owned())));
        }
    }
    found
}
