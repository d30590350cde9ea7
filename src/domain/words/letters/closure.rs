//! The words of the letter that a lot closes. May import: letter's types, words::dates, words::letters::shared.

use super::shared::{self, salutation};
use crate::letter::{Block, ClosureLetter, KeyValue, RemedyTrack, TableError, Touched};
use crate::words::dates::{long_date, moment};

pub(crate) fn subject(lot: &str, stays_closed: bool) -> String {
    if stays_closed { format!("{lot} blijft dicht") } else { format!("{lot} gaat dicht") }
}

pub(crate) fn summary(track: RemedyTrack, letter: &ClosureLetter) -> Vec<String> {
    let closes = if letter.stays_closed {
        format!("{} blijft dicht voor nieuwe aanbieders.", letter.lot.in_words())
    } else {
        format!("{} gaat dicht voor nieuwe aanbieders vanaf {}.", letter.lot.in_words(), moment(letter.from))
    };
    let outcome = match track {
        RemedyTrack::Civiel => "een beslissing",
        RemedyTrack::Awb => "een besluit",
    };
    let own = match letter.touched {
        Touched::Admitted => "Uw toelating verandert niet.".to_owned(),
        Touched::Applies => format!("Uw aanmelding gaat gewoon door. U krijgt daarop {outcome}."),
    };
    vec![closes, own]
}

pub(crate) fn text(letter: &ClosureLetter) -> Result<Vec<Block>, TableError> {
    let mut rows = vec![KeyValue::new("Dicht vanaf", moment(letter.from))];
    rows.push(KeyValue::new("Vervalt op", long_date(letter.review_on)));
    let mut blocks = vec![
        salutation(),
        Block::text(format!(
            "In {} kunnen zich geen nieuwe aanbieders meer aanmelden voor het onderdeel hieronder.",
            letter.envelope.procedure
        )),
        shared::lots(std::slice::from_ref(&letter.lot))?,
        Block::KeyValues { rows },
        Block::part("Waarom?"),
        Block::text(&letter.motivation),
        Block::text(
            "De sluiting vervalt vanzelf op de dag hierboven, tenzij de regio opnieuw beslist. De cijfers waarop zij rust, staan in het portaal.",
        ),
    ];
    if letter.unless_added_value {
        blocks.push(Block::text("Wie meerwaarde heeft volgens de regeling, kan zich blijven aanmelden."));
    }
    blocks.push(Block::part("Wat betekent dit voor u?"));
    blocks.push(Block::text(match letter.touched {
        Touched::Admitted => {
            "U bent toegelaten. Dat blijft zo: aan uw overeenkomst, uw cliënten en wat voor u geldt over nieuwe cliënten verandert niets."
        }
        Touched::Applies => {
            "U meldde zich aan voordat het onderdeel dichtging. Wij behandelen uw aanmelding zoals die van ieder ander. De sluiting is nooit een \
             reden om u niet toe te laten."
        }
    }));
    Ok(blocks)
}
