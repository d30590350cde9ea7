//! The words of the letters about a measure. May import: letter's types, words::{amounts, dates, measures}, words::letters::shared.

use super::shared::{enumerated, salutation};
use crate::letter::{Block, KeyValue, MeasureLetter, MeasureTold, RemedyTrack};
use crate::words::amounts::euros;
use crate::words::dates::long_date;
use crate::words::measures::kind;

fn place(letter: &MeasureLetter) -> String {
    let groups: Vec<&str> = letter.groups.iter().map(String::as_str).collect();
    format!("{} in {}", enumerated(&groups), letter.gemeente)
}

pub(crate) fn subject(letter: &MeasureLetter) -> String {
    let what = kind(letter.kind);
    match letter.step {
        MeasureTold::Intended { .. } => format!("Wat wij van plan zijn: {what} ({})", letter.number),
        MeasureTold::Taken { .. } => format!("Maatregel: {what} ({})", letter.number),
        MeasureTold::Lifted { .. } => format!("De maatregel is opgeheven: {what} ({})", letter.number),
        MeasureTold::NotFollowed { .. } => format!("De maatregel gaat niet door: {what} ({})", letter.number),
    }
}

pub(crate) fn summary(letter: &MeasureLetter) -> Vec<String> {
    let (what, place) = (kind(letter.kind), place(letter));
    match &letter.step {
        MeasureTold::Intended { last_day } => vec![
            format!(
                "Wij zijn van plan een maatregel te nemen: {what}. Zij gaat over {place}. Dat staat nog niet vast."
            ),
            format!("U kunt zeggen wat u ervan vindt, tot en met {}.", long_date(*last_day)),
        ],
        MeasureTold::Taken { .. } => {
            vec![format!("Wij nemen een maatregel: {what}. Zij gaat over {place}, en over niets anders.")]
        }
        MeasureTold::Lifted { .. } => vec![format!("De maatregel ({what}) over {place} geldt niet meer.")],
        MeasureTold::NotFollowed { .. } => {
            vec![format!("Wij schreven u over een maatregel ({what}) over {place}. Die gaat niet door.")]
        }
    }
}

pub(crate) fn text(track: RemedyTrack, letter: &MeasureLetter) -> Vec<Block> {
    let mut blocks = vec![salutation()];
    match &letter.step {
        MeasureTold::Intended { last_day } => {
            blocks.push(Block::text(
                "Toezicht vond iets dat wij met u willen oplossen. Hieronder leest u wat er is gevonden en wat wij van plan zijn.",
            ));
            blocks.extend(what(letter));
            blocks.extend(hearing(track, &long_date(*last_day)));
        }
        MeasureTold::Taken { decision, .. } => {
            blocks.push(Block::text(
                "Toezicht vond iets bij u. Hieronder leest u wat er is gevonden, welke maatregel wij nemen en waarom.",
            ));
            blocks.extend(what(letter));
            blocks.push(Block::part(match track {
                RemedyTrack::Civiel => "Onze beslissing",
                RemedyTrack::Awb => "Ons besluit",
            }));
            blocks.push(Block::text(decision));
            blocks.push(Block::text(
                "Toezicht kijkt later opnieuw. In het openbare register staat nooit dat er een maatregel is, of waarom.",
            ));
        }
        MeasureTold::Lifted { why } => {
            blocks.extend([
                Block::text("Wij namen een maatregel. Die hebben wij opgeheven."),
                about(letter),
                Block::part("Waarom?"),
                Block::text(why),
            ]);
        }
        MeasureTold::NotFollowed { why } => {
            blocks.extend([
                Block::text("Wij waren van plan een maatregel te nemen. Dat doen wij niet."),
                about(letter),
                Block::part("Waarom?"),
                Block::text(why),
            ]);
        }
    }
    blocks
}

/// What it is about: nothing more than these productgroepen in this gemeente.
fn about(letter: &MeasureLetter) -> Block {
    let mut rows = vec![
        KeyValue::new("Maatregel", kind(letter.kind)),
        KeyValue::new("Gaat over", place(letter)),
        KeyValue::new("Staat in", &letter.article),
    ];
    rows.extend(letter.until.map(|until| KeyValue::new("Tot", long_date(until))));
    rows.extend(letter.amount.map(|amount| KeyValue::new("Bedrag", euros(amount))));
    Block::KeyValues { rows }
}

fn what(letter: &MeasureLetter) -> Vec<Block> {
    let mut blocks = vec![about(letter), Block::part("Wat is er gevonden?")];
    for [location, fact, source] in &letter.facts {
        blocks.push(Block::KeyValues {
            rows: vec![
                KeyValue::new("Waar", location),
                KeyValue::new("Wat", fact),
                KeyValue::new("Waar dit vandaan komt", source),
            ],
        });
    }
    blocks.push(Block::part("Waarom deze maatregel?"));
    blocks.push(Block::text(&letter.motivation));
    if let Some(lighter) = &letter.lighter {
        blocks.push(Block::part("Waarom niet iets lichters?"));
        blocks.push(Block::text(lighter));
    }
    blocks
}

fn hearing(track: RemedyTrack, last: &str) -> [Block; 3] {
    let then = match track {
        RemedyTrack::Civiel => "Daarna beslissen wij.",
        RemedyTrack::Awb => {
            "Daarna nemen wij een besluit. U mag dit zeggen volgens artikel 4:8 van de Algemene wet bestuursrecht."
        }
    };
    [
        Block::part("Wat vindt u?"),
        Block::text(
            "Log in op het portaal, open Toelatingen en kies Maatregelen. Schrijf daar wat volgens u niet klopt, of waarom u er anders over denkt. Dat heet een \
             zienswijze. U hoeft niets te schrijven.",
        ),
        Block::Callout {
            title: format!("Uiterlijk op {last}"),
            text: format!("Uw zienswijze moet uiterlijk op {last} binnen zijn. {then}"),
        },
    ]
}
