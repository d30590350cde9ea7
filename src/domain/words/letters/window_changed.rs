//! The words of the letter that a window has later dates. May import: letter's types, words::dates, words::letters::shared.

use super::shared::salutation;
use crate::letter::{Block, KeyValue, RemedyTrack, WindowChangedLetter};
use crate::words::dates::{long_date, moment};

pub(crate) fn subject(window: &str) -> String {
    format!("Andere data voor {window}")
}

pub(crate) fn summary(letter: &WindowChangedLetter) -> Vec<String> {
    vec![
        format!("U kunt zich nu aanmelden tot {}.", moment(letter.closes)),
        "Uw aanmelding blijft gelden. U hoeft niets te doen.".to_owned(),
    ]
}

pub(crate) fn text(letter: &WindowChangedLetter) -> Vec<Block> {
    let last = match letter.envelope.track {
        RemedyTrack::Civiel => "Beslissing uiterlijk",
        RemedyTrack::Awb => "Besluit uiterlijk",
    };
    vec![
        salutation(),
        Block::text(format!(
            "U meldde zich aan voor {}. De data van {} zijn veranderd. Dat geldt voor iedereen.",
            letter.envelope.procedure, letter.window
        )),
        Block::KeyValues {
            rows: vec![
                KeyValue::new("Aanmelden kon tot", moment(letter.closed)),
                KeyValue::new("Aanmelden kan nu tot", moment(letter.closes)),
                KeyValue::new(last, long_date(letter.decisions_due)),
                KeyValue::new("Start van de toelating", long_date(letter.starts_on)),
            ],
        },
        Block::part("Waarom?"),
        Block::text(&letter.motivation),
        Block::part("Wat betekent dit voor u?"),
        Block::text(
            "Uw aanmelding blijft gelden zoals u die hebt ingediend. Is het instroomvenster nog open? Dan kunt u uw aanmelding tot de nieuwe \
             sluiting vervangen of intrekken.",
        ),
    ]
}
