//! The words of the letter that a window has later dates. May import: letter's types, words::dates, words::letters::shared.

use super::shared::salutation;
use crate::letter::{Block, KeyValue, RemedyTrack, WindowChangedLetter};
use crate::words::dates::{long_date, moment};

pub(crate) fn subject(window: &str) -> String {
    format!("Andere data voor {window}")
}

/// What must be decided by a day, as the track calls it.
fn outcome(letter: &WindowChangedLetter) -> &'static str {
    match letter.envelope.track {
        RemedyTrack::Civiel => "Beslissing uiterlijk",
        RemedyTrack::Awb => "Besluit uiterlijk",
    }
}

pub(crate) fn summary(letter: &WindowChangedLetter) -> Vec<String> {
    let new = if letter.closes_later() {
        format!("U kunt zich nu aanmelden tot {}.", moment(letter.closes))
    } else {
        let (due, start) = (long_date(letter.decisions_due), long_date(letter.starts_on));
        format!("{}: {due}. Start van de toelating: {start}.", outcome(letter))
    };
    vec![new, "Uw aanmelding blijft gelden. U hoeft niets te doen.".to_owned()]
}

pub(crate) fn text(letter: &WindowChangedLetter) -> Vec<Block> {
    let mut rows = Vec::new();
    if letter.closes_later() {
        rows.push(KeyValue::new("Aanmelden kon tot", moment(letter.closed)));
        rows.push(KeyValue::new("Aanmelden kan nu tot", moment(letter.closes)));
    }
    rows.push(KeyValue::new(outcome(letter), long_date(letter.decisions_due)));
    rows.push(KeyValue::new("Start van de toelating", long_date(letter.starts_on)));
    vec![
        salutation(),
        Block::text(format!(
            "U meldde zich aan voor {}. De data van {} zijn veranderd. Dat geldt voor iedereen.",
            letter.envelope.procedure, letter.window
        )),
        Block::KeyValues { rows },
        Block::part("Waarom?"),
        Block::text(&letter.motivation),
        Block::part("Wat betekent dit voor u?"),
        Block::text(
            "Uw aanmelding blijft gelden zoals u die hebt ingediend. Is het instroomvenster nog open? Dan kunt u uw aanmelding tot de \
             sluiting vervangen of intrekken.",
        ),
    ]
}
