//! The words of the letter about a voornemen. May import: letter's types, words::dates, words::letters::{decision, shared}.

use chrono::NaiveDate;

use super::decision::ground;
use super::shared::salutation;
use crate::letter::{Block, Intended, KeyValue, RemedyTrack};
use crate::words::dates::long_date;

pub(crate) fn subject(application: &str) -> String {
    format!("Wat wij van plan zijn met uw aanmelding {application}")
}

pub(crate) fn summary(last_day: NaiveDate) -> Vec<String> {
    vec![
        "Wij zijn van plan u voor een deel of voor alles niet toe te laten. Dat staat nog niet vast."
            .to_owned(),
        format!("U kunt zeggen wat u ervan vindt, tot en met {}.", long_date(last_day)),
    ]
}

pub(crate) fn opening(track: RemedyTrack, procedure: &str) -> Vec<Block> {
    let ground = match track {
        RemedyTrack::Civiel => "Voordat wij beslissen, horen wij graag wat u daarvan vindt.",
        RemedyTrack::Awb => {
            "Voordat wij een besluit nemen, kunt u zeggen wat u daarvan vindt (artikel 4:7 van de Algemene wet bestuursrecht)."
        }
    };
    vec![
        salutation(),
        Block::text(format!(
            "Wij beoordelen uw aanmelding voor {procedure}. Wij weten iets dat anders is dan wat u ons gaf, en zijn van plan u \
             daarom niet toe te laten. {ground}"
        )),
        Block::part("Wat zijn wij van plan?"),
    ]
}

pub(crate) fn lot(intended: &Intended) -> Vec<Block> {
    let mut blocks = vec![Block::part(format!("{}: niet toelaten", intended.lot.in_words()))];
    for (failed, differs) in &intended.grounds {
        blocks.extend(ground(failed));
        if !differs.is_empty() {
            blocks.push(Block::KeyValues { rows: vec![KeyValue::new("Wat anders is dan u gaf", differs)] });
        }
    }
    blocks
}

pub(crate) fn how(track: RemedyTrack, last_day: NaiveDate) -> Vec<Block> {
    let last = long_date(last_day);
    let then = match track {
        RemedyTrack::Civiel => {
            "Daarna beslissen wij. In de brief met de beslissing leest u wat wij met uw zienswijze deden."
        }
        RemedyTrack::Awb => {
            "Daarna nemen wij een besluit. In de brief met het besluit leest u wat wij met uw zienswijze deden."
        }
    };
    vec![
        Block::part("Wat vindt u?"),
        Block::text(
            "Log in op het portaal en open uw aanmelding. Schrijf daar wat volgens u niet klopt, of waarom u er anders over denkt. \
             Dat heet een zienswijze. U hoeft niets te schrijven.",
        ),
        Block::Callout {
            title: format!("Uiterlijk op {last}"),
            text: format!("Uw zienswijze moet uiterlijk op {last} binnen zijn. {then}"),
        },
    ]
}
