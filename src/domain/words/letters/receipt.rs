//! The words of the receipt. May import: letter's types, words::dates, words::letters::shared.

use chrono::{DateTime, NaiveDate, Utc};

use super::shared::{self, salutation};
use crate::letter::{
    Block, Column, KeyValue, LotName, ReceivedFile, ReceivedMember, RemedyTrack, Table, TableError,
};
use crate::words::dates::{exact_moment, long_date};
use crate::words::members::role;

fn outcome(track: RemedyTrack) -> &'static str {
    match track {
        RemedyTrack::Civiel => "een beslissing",
        RemedyTrack::Awb => "een besluit",
    }
}

pub(crate) fn subject(application: &str) -> String {
    format!("Ontvangstbevestiging van uw aanmelding {application}")
}

pub(crate) fn summary(track: RemedyTrack, at: DateTime<Utc>, due: Option<NaiveDate>) -> Vec<String> {
    let mut lines = vec![format!("Uw aanmelding is ontvangen op {}.", exact_moment(at))];
    if let Some(due) = due {
        lines.push(format!("U krijgt uiterlijk op {} {}.", long_date(due), outcome(track)));
    }
    lines
}

pub(crate) fn opening(procedure: &str) -> Vec<Block> {
    vec![
        salutation(),
        Block::text(format!(
            "Wij hebben uw aanmelding voor {procedure} goed ontvangen. Hieronder staat precies wat er is aangekomen. \
             Bewaar deze brief: hij is uw bewijs."
        )),
    ]
}

pub(crate) fn what_arrived(application: &str, at: DateTime<Utc>, version: &str, sha256: &str) -> Vec<Block> {
    vec![
        Block::part("Wat wij hebben ontvangen"),
        Block::KeyValues {
            rows: vec![
                KeyValue::new("Nummer van uw aanmelding", application),
                KeyValue::new("Moment van ontvangst", exact_moment(at)),
                KeyValue::new("Versie van de regeling", version),
                KeyValue::new("SHA-256 van de regeling", sha256),
            ],
        },
    ]
}

pub(crate) fn lots(lots: &[LotName]) -> Result<Vec<Block>, TableError> {
    Ok(vec![Block::part("Waarvoor u zich aanmeldt"), shared::lots(lots)?])
}

pub(crate) fn files(files: &[ReceivedFile]) -> Result<Vec<Block>, TableError> {
    let mut blocks = vec![Block::part("Uw bestanden")];
    if files.is_empty() {
        blocks.push(Block::text("U hebt geen bestanden meegestuurd."));
        return Ok(blocks);
    }
    blocks.push(Block::text(
        "Bij ieder bestand staat een controlegetal (SHA-256). Rekent u dat later zelf uit en komt er hetzelfde uit? \
         Dan is het bestand niet veranderd.",
    ));
    let columns = vec![Column::new("Bestand", 4), Column::new("SHA-256", 7)];
    let rows = files.iter().map(|file| vec![file.name.clone(), file.sha256.clone()]).collect();
    blocks.push(Block::Table { table: Table::new(columns, rows)? });
    Ok(blocks)
}

/// Who take part; nothing where nobody does.
pub(crate) fn members(members: &[ReceivedMember]) -> Result<Vec<Block>, TableError> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let columns =
        vec![Column::new("Organisatie", 4), Column::new("Doet mee als", 4), Column::new("Ondertekend", 4)];
    let row = |one: &ReceivedMember| {
        let signed =
            one.signed_at.map_or_else(|| "niet ondertekend; dat hoeft niet".to_owned(), exact_moment);
        vec![one.name.clone(), role(one.role).to_owned(), signed]
    };
    let rows = members.iter().map(row).collect();
    Ok(vec![
        Block::part("Wie er meedoen"),
        Block::text("Wat een ander heeft ondertekend, staat niet in deze brief en niet in uw inzending."),
        Block::Table { table: Table::new(columns, rows)? },
    ])
}

/// On paper, a key that is changed in the portal afterwards is found out.
pub(crate) fn log(key: &str) -> Vec<Block> {
    vec![
        Block::part("Bewijs uit het logboek"),
        Block::text(
            "Bij uw inzending in het portaal staat een bewijs uit ons logboek. Download het en bewaar het bij deze brief. Met het bewijs en de \
             sleutel hieronder kan iedereen nagaan dat uw aanmelding in het logboek staat. Het portaal is daar niet voor nodig.",
        ),
        Block::KeyValues { rows: vec![KeyValue::new("Sleutel van het logboek", key)] },
    ]
}

pub(crate) fn next(track: RemedyTrack, due: Option<NaiveDate>) -> Vec<Block> {
    let mut items = vec![
        "Wij kijken of uw aanmelding compleet en juist is. Is dat niet zo? Dan vragen wij u om herstel."
            .to_owned(),
        "Tot de sluiting van het instroomvenster kunt u uw aanmelding vervangen of intrekken. \
         De laatste aanmelding die wij vóór de sluiting ontvangen, telt."
            .to_owned(),
    ];
    if let Some(due) = due {
        items.push(format!(
            "U krijgt uiterlijk op {} {}. Vragen wij om herstel? Dan kan die datum opschuiven.",
            long_date(due),
            outcome(track)
        ));
    }
    vec![Block::part("Wat gebeurt er nu?"), Block::List { items }]
}
