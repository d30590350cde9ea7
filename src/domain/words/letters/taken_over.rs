//! The words of the letter with the code for an aanbieder whose contracts were taken over.
//! May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::salutation;
use crate::letter::{Block, KeyValue};
use crate::words::dates::long_date;

pub(crate) fn subject() -> String {
    "Uw overeenkomst staat in het portaal: code om in te loggen".to_owned()
}

pub(crate) fn summary(valid_until: NaiveDate) -> Vec<String> {
    vec![
        "Uw overeenkomst loopt gewoon door. Met de code in deze brief krijgt u toegang tot het portaal."
            .to_owned(),
        format!("De code werkt een keer, tot en met {}.", long_date(valid_until)),
    ]
}

pub(crate) fn opening(name: &str, region: &str, lots: &[String]) -> Vec<Block> {
    vec![
        salutation(),
        Block::text(format!(
            "{region} werkt voortaan met een portaal voor aanbieders. De lopende overeenkomst met {name} is daarin \
             overgenomen. Aan uw rechten en plichten verandert niets."
        )),
        Block::text("Dit staat in het portaal:"),
        Block::List { items: lots.to_vec() },
    ]
}

pub(crate) fn code((code, kvk): (&str, &str), valid_until: NaiveDate, page: &str) -> Vec<Block> {
    vec![
        Block::part("Uw code"),
        Block::KeyValues {
            rows: vec![
                KeyValue::new("Code", code),
                KeyValue::new("KvK-nummer", kvk),
                KeyValue::new("Geldig tot en met", long_date(valid_until)),
                KeyValue::new("Invullen op", page),
            ],
        },
        Block::part("Zo gebruikt u de code"),
        Block::List {
            items: vec![
                "Ga naar het adres hierboven.".to_owned(),
                "Typ het KvK-nummer en de code over. Hoofdletters en streepjes maken niet uit.".to_owned(),
                "Maak een account. Hebt u er al een? Log dan eerst in.".to_owned(),
                "Kijk of alles klopt, en geef door hoeveel plaatsen u vrij hebt.".to_owned(),
            ],
        },
        Block::text(
            "Wie de code gebruikt, wordt beheerder van uw organisatie in het portaal. Geef hem daarom niet zomaar door.",
        ),
    ]
}

pub(crate) fn questions(contact: &[String]) -> Vec<Block> {
    vec![Block::Callout {
        title: "Klopt er iets niet?".to_owned(),
        text: format!("Laat het ons weten: {}.", contact.join(", ")),
    }]
}
