//! The words of the reminder that something can still be answered. May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::salutation;
use crate::letter::{Awaited, Block, KeyValue, RemedyTrack, ReminderLetter};
use crate::words::dates::long_date;

pub(crate) fn subject(application: &str, last_day: NaiveDate) -> String {
    format!(
        "Herinnering: u kunt over uw aanmelding {application} nog antwoorden tot en met {}",
        long_date(last_day)
    )
}

fn what(awaited: &Awaited) -> &'static str {
    match awaited {
        Awaited::Repair(_) => "ons herstelverzoek",
        Awaited::Hearing => "ons voornemen",
    }
}

pub(crate) fn summary(letter: &ReminderLetter) -> Vec<String> {
    let must = match letter.awaited {
        Awaited::Repair(_) => {
            "Herstelt u niet op tijd, dan beslissen wij op wat er ligt of behandelen wij uw aanmelding niet verder."
        }
        Awaited::Hearing => "Reageren mag, het hoeft niet.",
    };
    vec![
        format!(
            "U hebt nog niet geantwoord op {}. Dat kan tot en met {}.",
            what(&letter.awaited),
            long_date(letter.last_day)
        ),
        must.to_owned(),
    ]
}

pub(crate) fn text(letter: &ReminderLetter) -> Vec<Block> {
    let (number, date) = &letter.asked;
    let mut blocks = vec![
        salutation(),
        Block::text(format!(
            "Op {} stuurden wij u {} over uw aanmelding voor {}: onze brief {number}. Wij hebben nog geen antwoord.",
            long_date(*date),
            what(&letter.awaited),
            letter.envelope.procedure
        )),
    ];
    if let Awaited::Repair(items) = &letter.awaited {
        blocks.push(Block::part("Wat vragen wij u?"));
        let rows = items.iter().map(|(code, title)| KeyValue::new(format!("Eis {code}"), title));
        blocks.push(Block::KeyValues { rows: rows.collect() });
    }
    let still = match (&letter.awaited, letter.envelope.track) {
        (Awaited::Repair(_), RemedyTrack::Civiel) => {
            " Tot uw antwoord staat de termijn voor onze beslissing stil."
        }
        (Awaited::Repair(_), RemedyTrack::Awb) => " Tot uw antwoord staat de termijn voor ons besluit stil.",
        (Awaited::Hearing, _) => "",
    };
    blocks.push(Block::part("Tot wanneer?"));
    blocks.push(Block::text(format!(
        "De laatste dag is {}. Deze brief geeft geen nieuwe termijn. U antwoordt in het portaal.{still}",
        long_date(letter.last_day)
    )));
    blocks
}
