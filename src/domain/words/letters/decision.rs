//! The words of the decision letter. May import: letter's types, words::dates, words::letters::shared.

use chrono::NaiveDate;

use super::shared::{enumerated, lots_counted, products, salutation};
use crate::letter::{
    Block, Column, FailedRequirement, HeardBefore, KeyValue, LotDecision, LotName, RegionTexts, RemedyTrack,
    Revised, Table, TableError,
};
use crate::words::dates::long_date;

fn outcome(track: RemedyTrack) -> &'static str {
    match track {
        RemedyTrack::Civiel => "de beslissing",
        RemedyTrack::Awb => "het besluit",
    }
}

fn title(track: RemedyTrack) -> &'static str {
    match track {
        RemedyTrack::Civiel => "Beslissing",
        RemedyTrack::Awb => "Besluit",
    }
}

fn admitted_word(decided: &LotDecision) -> &'static str {
    if decided.is_admitted() { "Toegelaten" } else { "Niet toegelaten" }
}

pub(crate) fn subject(track: RemedyTrack, application: &str) -> String {
    format!("{} op uw aanmelding {application}", title(track))
}

pub(crate) fn opening(track: RemedyTrack, procedure: &str, received: NaiveDate) -> Vec<Block> {
    vec![
        salutation(),
        Block::text(format!(
            "Op {} ontvingen wij uw aanmelding voor {procedure}. Wij hebben voor iedere productgroep bekeken of u \
             voldoet aan de eisen die vooraf zijn gepubliceerd. In deze brief leest u {} en de redenen daarvoor.",
            long_date(received),
            outcome(track)
        )),
    ]
}

pub(crate) fn summary(track: RemedyTrack, lots: &[&LotDecision]) -> Vec<String> {
    let admitted = lots.iter().filter(|lot| lot.is_admitted()).count();
    let (all, outcome) = (lots_counted(lots.len()), outcome(track));
    let first = if admitted == lots.len() {
        match lots.len() {
            1 => "U bent toegelaten voor de productgroep waarvoor u zich aanmeldde.".to_owned(),
            _ => format!("U bent toegelaten voor alle {all} waarvoor u zich aanmeldde."),
        }
    } else if admitted == 0 {
        format!("U bent niet toegelaten. U meldde zich aan voor {all}.")
    } else {
        format!("U bent toegelaten voor {admitted} van de {all} waarvoor u zich aanmeldde.")
    };
    let second = if admitted == lots.len() {
        "De toelating gaat in nadat u en de gemeente de overeenkomst hebben ondertekend.".to_owned()
    } else {
        format!(
            "Bent u het niet eens met {outcome}? Verderop staat wat u kunt doen en wat de laatste dag daarvoor is."
        )
    };
    vec![first, second]
}

/// The outcome of every lot, before anything else.
pub(crate) fn outcomes(lots: &[&LotDecision]) -> Result<Vec<Block>, TableError> {
    let columns =
        vec![Column::new("Productgroep", 5), Column::new("Gemeente", 4), Column::new("Uitkomst", 4)];
    let rows = lots.iter().map(|decided| {
        let LotName { product_group, gemeente, .. } = &decided.lot;
        vec![product_group.clone(), gemeente.clone(), admitted_word(decided).to_owned()]
    });
    Ok(vec![Block::part("De uitkomst"), Block::Table { table: Table::new(columns, rows.collect())? }])
}

pub(crate) fn subject_of_revision(track: RemedyTrack, application: &str) -> String {
    let again = match track {
        RemedyTrack::Civiel => "Nieuwe beslissing",
        RemedyTrack::Awb => "Nieuw besluit",
    };
    format!("{again} op uw aanmelding {application}")
}

/// What this comes in the place of, and why.
pub(crate) fn revised(track: RemedyTrack, revised: &Revised) -> Vec<Block> {
    let (this, earlier) = match track {
        RemedyTrack::Civiel => ("Deze beslissing", "de beslissing"),
        RemedyTrack::Awb => ("Dit besluit", "het besluit"),
    };
    vec![
        Block::text(format!(
            "{this} komt in de plaats van {earlier} van {} (brief {}). Andere mensen dan toen hebben opnieuw naar uw \
             aanmelding gekeken.",
            long_date(revised.decided),
            revised.letter
        )),
        Block::KeyValues {
            rows: vec![
                KeyValue::new("Aanleiding", &revised.cause),
                KeyValue::new("Waarom", &revised.motivation),
            ],
        },
    ]
}

/// What became of the voornemen: before the grounds, so that nobody wonders whether the answer was read.
pub(crate) fn heard(heard: &HeardBefore) -> Vec<Block> {
    let asked = long_date(heard.asked);
    let text = match &heard.weighed {
        None => vec![Block::text(format!(
            "Op {asked} schreven wij u wat wij van plan waren. U gaf binnen de termijn geen zienswijze."
        ))],
        Some((given, response)) => vec![
            Block::text(format!(
                "Op {asked} schreven wij u wat wij van plan waren. Op {} gaf u uw zienswijze. Dit vinden wij daarvan:",
                long_date(*given)
            )),
            Block::text(response),
        ],
    };
    std::iter::once(Block::part("Uw zienswijze")).chain(text).collect()
}

pub(crate) fn next_steps(track: RemedyTrack, lots: &[&LotDecision], texts: &RegionTexts) -> Vec<Block> {
    let mut items = Vec::new();
    if lots.iter().any(|lot| lot.is_admitted()) {
        items.push("Toegelaten? Dan krijgt u van ons de overeenkomst om te ondertekenen.".to_owned());
        items.push(
            "Pas als beide kanten hebben ondertekend en de startdatum er is, bent u gecontracteerd. \
             Vanaf dat moment staat u in het openbare register."
                .to_owned(),
        );
    }
    if lots.iter().any(|lot| !lot.is_admitted()) {
        items.push(format!(
            "Niet toegelaten? Lees dan de redenen bij {}. U kunt zich in een volgend instroomvenster opnieuw aanmelden.",
            outcome(track)
        ));
    }
    let mut blocks = vec![Block::part("Wat gebeurt er nu?"), Block::List { items }];
    blocks.extend(texts.next_steps.iter().map(Block::text));
    blocks
}

pub(crate) fn see_annexes(track: RemedyTrack, gemeenten: &[&str]) -> Block {
    let names = enumerated(gemeenten);
    Block::text(match track {
        RemedyTrack::Civiel => format!(
            "De gemeenten {names} hebben ieder voor zich beslist. Per gemeente staat in een bijlage de beslissing met de \
             redenen, wat u kunt doen als u het er niet mee eens bent, en wie heeft ondertekend."
        ),
        RemedyTrack::Awb => format!(
            "De colleges van {names} hebben ieder een eigen besluit genomen. Per gemeente staat in een bijlage het \
             besluit met de redenen, hoe u bezwaar kunt maken, en wie heeft ondertekend."
        ),
    })
}

pub(crate) fn annex_title(track: RemedyTrack, number: usize, gemeente: &str) -> String {
    format!("Bijlage {number}: {} van {gemeente}", title(track).to_lowercase())
}

pub(crate) fn admitted(
    track: RemedyTrack,
    lot: &LotName,
    start: NaiveDate,
    still_needed: &[String],
) -> Vec<Block> {
    let who = match track {
        RemedyTrack::Civiel => format!("De gemeente {} laat u toe", lot.gemeente),
        RemedyTrack::Awb => format!("Wij laten u in {} toe", lot.gemeente),
    };
    let mut blocks = vec![
        Block::part(format!("{}: toegelaten", lot.in_words())),
        Block::text(format!(
            "{who} voor de productgroep {}. U voldoet aan alle eisen. De overeenkomst kan ingaan op {}.",
            lot.product_group,
            long_date(start)
        )),
        Block::KeyValues { rows: vec![KeyValue::new("Producten", products(lot))] },
    ];
    if !still_needed.is_empty() {
        blocks.push(Block::text("Vóór de startdatum hebben wij nog van u nodig:"));
        blocks.push(Block::List { items: still_needed.to_vec() });
    }
    blocks
}

pub(crate) fn refused(track: RemedyTrack, lot: &LotName, failed: &[FailedRequirement]) -> Vec<Block> {
    let who = match track {
        RemedyTrack::Civiel => format!("De gemeente {} laat u niet toe", lot.gemeente),
        RemedyTrack::Awb => format!("Wij laten u in {} niet toe", lot.gemeente),
    };
    let count = match failed.len() {
        1 => "U voldoet niet aan 1 eis. Hieronder leest u welke eis dat is en waarom.".to_owned(),
        several => {
            format!("U voldoet niet aan {several} eisen. Hieronder leest u welke eisen dat zijn en waarom.")
        }
    };
    let mut blocks = vec![
        Block::part(format!("{}: niet toegelaten", lot.in_words())),
        Block::text(format!("{who} voor de productgroep {} ({}). {count}", lot.product_group, products(lot))),
    ];
    blocks.extend(failed.iter().flat_map(ground));
    blocks
}

pub(crate) fn ground(failed: &FailedRequirement) -> Vec<Block> {
    let mut rows = vec![
        KeyValue::new("Wat is nodig", &failed.required),
        KeyValue::new("Wat wij zagen", &failed.observed),
        KeyValue::new("Waarom dit niet voldoet", &failed.motivation),
    ];
    if let Some(change) = &failed.smallest_change {
        rows.push(KeyValue::new("Wat wel zou voldoen aan deze eis", change));
    }
    rows.push(KeyValue::new("Waar de eis staat", &failed.ground));
    vec![Block::sub(format!("Eis {}: {}", failed.code, failed.title)), Block::KeyValues { rows }]
}
