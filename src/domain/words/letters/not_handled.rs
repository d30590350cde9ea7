//! The words of the letter that an aanmelding is not handled further.
//! May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::{self, enumerated, salutation};
use crate::letter::{Block, KeyValue, LotName, RemedyTrack, TableError};
use crate::words::dates::long_date;

pub(crate) fn subject(application: &str) -> String {
    format!("Wij behandelen uw aanmelding {application} niet verder")
}

pub(crate) fn summary(track: RemedyTrack, last_day: NaiveDate) -> Vec<String> {
    let outcome = match track {
        RemedyTrack::Civiel => "deze beslissing",
        RemedyTrack::Awb => "dit besluit",
    };
    vec![
        format!(
            "Wij behandelen uw aanmelding niet verder. Wij vroegen u om herstel, maar kregen op {} geen volledig antwoord.",
            long_date(last_day)
        ),
        format!(
            "Bent u het niet eens met {outcome}? Verderop staat wat u kunt doen en wat de laatste dag daarvoor is."
        ),
    ]
}

pub(crate) fn opening(track: RemedyTrack, procedure: &str) -> Vec<Block> {
    let decided = match track {
        RemedyTrack::Civiel => "wij hebben beslist",
        RemedyTrack::Awb => "wij hebben besloten",
    };
    vec![
        salutation(),
        Block::text(format!(
            "U meldde zich aan voor {procedure}. In deze brief leest u waarom {decided} uw aanmelding niet verder te \
             behandelen. Wij hebben niet beoordeeld of u goede zorg biedt."
        )),
    ]
}

pub(crate) fn reasons(
    asked_on: NaiveDate,
    last_day: NaiveDate,
    missing: &[String],
    motivation: &str,
    ground: &str,
) -> Vec<Block> {
    vec![
        Block::part("Waarom?"),
        Block::text("Zonder deze gegevens kunnen wij uw aanmelding niet beoordelen:"),
        Block::List { items: missing.to_vec() },
        Block::KeyValues {
            rows: vec![
                KeyValue::new("Waarom dit nodig is", motivation),
                KeyValue::new("Wij vroegen om herstel op", long_date(asked_on)),
                KeyValue::new("U kon antwoorden tot en met", long_date(last_day)),
                KeyValue::new("Waar dit staat", ground),
            ],
        },
    ]
}

pub(crate) fn lots(track: RemedyTrack, lots: &[LotName]) -> Result<Vec<Block>, TableError> {
    let title = match track {
        RemedyTrack::Civiel => "Waarover deze beslissing gaat",
        RemedyTrack::Awb => "Waarover dit besluit gaat",
    };
    Ok(vec![Block::part(title), shared::lots(lots)?])
}

pub(crate) fn again() -> Vec<Block> {
    vec![
        Block::part("Opnieuw aanmelden"),
        Block::text(
            "In een volgend instroomvenster kunt u zich opnieuw aanmelden. Uw antwoorden en bewijsstukken blijven in het \
             portaal staan. U hoeft alleen toe te voegen wat er nog niet is.",
        ),
    ]
}

pub(crate) fn annex_title(track: RemedyTrack, number: usize, gemeente: &str) -> String {
    match track {
        RemedyTrack::Civiel => format!("Bijlage {number}: beslissing van {gemeente}"),
        RemedyTrack::Awb => format!("Bijlage {number}: besluit van {gemeente}"),
    }
}

pub(crate) fn of_gemeente(track: RemedyTrack, lots: &[LotName]) -> Vec<Block> {
    let names: Vec<String> = lots.iter().map(LotName::in_words).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let who = match track {
        RemedyTrack::Civiel => "De gemeente behandelt",
        RemedyTrack::Awb => "Wij behandelen",
    };
    vec![Block::text(format!(
        "{who} uw aanmelding voor {} niet verder. De reden staat in de brief.",
        enumerated(&names)
    ))]
}
