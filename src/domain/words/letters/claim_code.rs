//! The words of the letter with the claim code. May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::salutation;
use crate::letter::{Block, KeyValue};
use crate::words::dates::long_date;

pub(crate) fn subject() -> String {
    "Code om de registratie van uw organisatie te bevestigen".to_owned()
}

pub(crate) fn summary(valid_until: NaiveDate) -> Vec<String> {
    vec![
        "Met de code in deze brief bevestigt u dat de registratie echt van uw organisatie is.".to_owned(),
        format!("De code werkt tot en met {}.", long_date(valid_until)),
    ]
}

pub(crate) fn opening(name: &str, kvk: &str, region: &str) -> Vec<Block> {
    vec![
        salutation(),
        Block::text(format!(
            "Iemand heeft {name} (KvK-nummer {kvk}) aangemeld in het portaal van {region}. Wij sturen deze brief naar het \
             adres in het Handelsregister. Zo weten wij zeker dat de registratie van uw organisatie is."
        )),
    ]
}

pub(crate) fn code(code: &str, valid_until: NaiveDate, portal: &str) -> Vec<Block> {
    vec![
        Block::part("Uw code"),
        Block::KeyValues {
            rows: vec![
                KeyValue::new("Code", code),
                KeyValue::new("Geldig tot en met", long_date(valid_until)),
                KeyValue::new("Invullen op", portal),
            ],
        },
        Block::part("Zo gebruikt u de code"),
        Block::List {
            items: vec![
                "Log in op het portaal.".to_owned(),
                "Kies “Organisatie” en dan “Registratie bevestigen”.".to_owned(),
                "Typ de code over. Hoofdletters en streepjes maken niet uit.".to_owned(),
            ],
        },
        Block::text(
            "U kunt uw aanmelding al invullen en insturen zonder de code. \
             Wij beoordelen haar pas als de registratie is bevestigd.",
        ),
    ]
}

pub(crate) fn not_you(contact: &[String]) -> Vec<Block> {
    vec![Block::Callout {
        title: "Hebt u zich niet geregistreerd?".to_owned(),
        text: format!("Gebruik de code dan niet en laat het ons weten: {}.", contact.join(", ")),
    }]
}
