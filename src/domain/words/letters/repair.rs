//! The words of the request to repair. May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::{enumerated, salutation};
use crate::letter::{Block, Defect, KeyValue, LotName, RemedyTrack, RepairItem};
use crate::words::dates::long_date;

fn points(count: usize) -> String {
    if count == 1 { "1 punt".to_owned() } else { format!("{count} punten") }
}

fn defect(defect: Defect) -> &'static str {
    match defect {
        Defect::Incomplete => "Onvolledig: er ontbreekt iets",
        Defect::Incorrect => "Onjuist: er klopt iets niet",
    }
}

pub(crate) fn subject(application: &str) -> String {
    format!("Verzoek om uw aanmelding {application} te herstellen")
}

pub(crate) fn summary(count: usize, last_day: NaiveDate) -> Vec<String> {
    vec![
        format!("Uw aanmelding is op {} nog niet in orde.", points(count)),
        format!("U kunt dit herstellen tot en met {}.", long_date(last_day)),
    ]
}

pub(crate) fn opening(procedure: &str, count: usize) -> Vec<Block> {
    vec![
        salutation(),
        Block::text(format!(
            "Wij beoordelen uw aanmelding voor {procedure}. Op {} kunnen wij nog niet verder. U krijgt één keer de kans \
             om dit te herstellen. Iedere aanbieder bij wie hetzelfde ontbreekt, krijgt deze kans.",
            points(count)
        )),
        Block::part("Wat vragen wij u?"),
    ]
}

pub(crate) fn item(item: &RepairItem) -> Vec<Block> {
    let lots: Vec<String> = item.lots.iter().map(LotName::in_words).collect();
    let names: Vec<&str> = lots.iter().map(String::as_str).collect();
    let mut rows = vec![
        KeyValue::new("Wat is er aan de hand", defect(item.defect)),
        KeyValue::new("Wat wij zagen", &item.observed),
        KeyValue::new("Wat u kunt doen", &item.request),
    ];
    if !names.is_empty() {
        rows.push(KeyValue::new("Nodig voor", enumerated(&names)));
    }
    vec![Block::sub(format!("Eis {}: {}", item.code, item.title)), Block::KeyValues { rows }]
}

pub(crate) fn how(track: RemedyTrack, last_day: NaiveDate, reference_date: NaiveDate) -> Vec<Block> {
    let (last, reference) = (long_date(last_day), long_date(reference_date));
    let clock = match track {
        RemedyTrack::Civiel => {
            "De termijn voor onze beslissing staat stil tot u hebt geantwoord of tot deze dag voorbij is."
        }
        RemedyTrack::Awb => {
            "De termijn voor ons besluit staat stil tot u hebt geantwoord of tot deze dag voorbij is \
             (artikel 4:15 van de Algemene wet bestuursrecht)."
        }
    };
    vec![
        Block::part("Hoe herstelt u?"),
        Block::text(format!(
            "Log in op het portaal en open uw aanmelding. Bij iedere eis hierboven staat een knop om te antwoorden. \
             Laat alleen zien wat op {reference} al zo was: met iets dat daarna pas is ontstaan, \
             kunt u deze aanmelding niet herstellen."
        )),
        Block::Callout {
            title: format!("Uiterlijk op {last}"),
            text: format!(
                "Uw antwoord moet uiterlijk op {last} binnen zijn. {clock} Antwoordt u niet op tijd? \
                 Dan kunnen wij uw aanmelding niet verder behandelen."
            ),
        },
    ]
}
