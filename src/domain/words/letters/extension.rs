//! The words of the letter that the decision comes later. May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::salutation;
use crate::letter::{Block, KeyValue, RemedyTrack};
use crate::words::dates::long_date;

fn outcome(track: RemedyTrack) -> &'static str {
    match track {
        RemedyTrack::Civiel => "de beslissing",
        RemedyTrack::Awb => "het besluit",
    }
}

pub(crate) fn subject(track: RemedyTrack, application: &str) -> String {
    let late = match track {
        RemedyTrack::Civiel => "De beslissing",
        RemedyTrack::Awb => "Het besluit",
    };
    format!("{late} op uw aanmelding {application} komt later")
}

pub(crate) fn summary(track: RemedyTrack, until: NaiveDate) -> Vec<String> {
    vec![
        format!("U krijgt {} op uw aanmelding uiterlijk op {}.", outcome(track), long_date(until)),
        "U hoeft niets te doen.".to_owned(),
    ]
}

pub(crate) fn text(
    track: RemedyTrack,
    procedure: &str,
    (before, until): (NaiveDate, NaiveDate),
    weeks: u16,
    motivation: &str,
) -> Vec<Block> {
    let longer = if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weken") };
    let ground = match track {
        RemedyTrack::Civiel => "De regels van de toelatingsprocedure laten dit één keer toe.",
        RemedyTrack::Awb => {
            "Wij laten u dit weten op grond van artikel 4:14 van de Algemene wet bestuursrecht. Dit kan één keer."
        }
    };
    vec![
        salutation(),
        Block::text(format!(
            "U meldde zich aan voor {procedure}. Wij hebben {longer} langer nodig voor {}. {ground}",
            outcome(track)
        )),
        Block::part("Waarom?"),
        Block::text(motivation),
        Block::part("Wanneer wel?"),
        Block::KeyValues {
            rows: vec![
                KeyValue::new("De laatste dag was", long_date(before)),
                KeyValue::new("De laatste dag is nu", long_date(until)),
            ],
        },
        Block::text("Uw aanmelding blijft gelden zoals u die hebt ingediend."),
    ]
}
