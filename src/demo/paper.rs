//! The inkoopdocumenten of a procedure, made from its regeling: what they say cannot differ from what is executed.
//! May import: domain, serde.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::DemoError;
use crate::domain::letter::{
    Addressee, Block, Column, KeyValue, Language, LetterContent, LetterKind, RemedyTrack, Section, Sender,
    Table,
};
use crate::domain::scheme::{DocumentDef, DocumentKind, RequirementKind, Scheme, Tariff};
use crate::domain::words::amounts::euros;
use crate::domain::words::dates::long_date;
use crate::domain::words::requirement;
use crate::domain::{code::Code as _, scheme::CellState};

/// The words around what the regeling says.
#[derive(Debug, Deserialize)]
pub struct Texts {
    /// The version of every document.
    #[serde(rename = "versie")]
    pub version: String,
    #[serde(rename = "afzender")]
    sender: Vec<String>,
    #[serde(rename = "aan")]
    addressee: String,
    #[serde(rename = "onderwerp")]
    subject: String,
    #[serde(rename = "samenvatting")]
    summary: Vec<String>,
    #[serde(rename = "regeling")]
    head: Head,
    #[serde(rename = "soorten")]
    kinds: BTreeMap<String, Vec<String>>,
    #[serde(rename = "eis")]
    requirement: RequirementWords,
    #[serde(rename = "tarief")]
    tariff: TariffWords,
    #[serde(rename = "boek")]
    book: BookWords,
}

#[derive(Debug, Deserialize)]
struct Head {
    #[serde(rename = "kop")]
    heading: String,
    #[serde(rename = "naam")]
    name: String,
    #[serde(rename = "regio")]
    region: String,
    #[serde(rename = "looptijd")]
    term: String,
    #[serde(rename = "gemeenten")]
    gemeenten: String,
    #[serde(rename = "van_tot")]
    from_until: String,
}

#[derive(Debug, Deserialize)]
struct RequirementWords {
    #[serde(rename = "kop")]
    heading: String,
    #[serde(rename = "grond")]
    ground: String,
    #[serde(rename = "hard")]
    hard: String,
    #[serde(rename = "advies")]
    advisory: String,
}

#[derive(Debug, Deserialize)]
struct TariffWords {
    #[serde(rename = "kop")]
    heading: String,
    #[serde(rename = "kolommen")]
    columns: Vec<String>,
    #[serde(rename = "opbouw")]
    made_of: String,
    #[serde(rename = "delen")]
    parts: Vec<String>,
    #[serde(rename = "alle")]
    all: String,
}

#[derive(Debug, Deserialize)]
struct BookWords {
    #[serde(rename = "kop")]
    heading: String,
    #[serde(rename = "kolommen")]
    columns: Vec<String>,
    #[serde(rename = "nergens")]
    nowhere: String,
}

impl Texts {
    /// Read the words.
    ///
    /// # Errors
    /// [`DemoError::Data`] when the embedded file is broken.
    pub fn read() -> Result<Self, DemoError> {
        let text = include_str!("../../data/demo/documenten.json");
        serde_json::from_str(text).map_err(|error| DemoError::Data("documenten.json", error.to_string()))
    }

    /// One inkoopdocument as it will be drawn.
    ///
    /// # Errors
    /// [`DemoError::Data`] when the columns in the embedded file do not fit.
    pub fn document(
        &self,
        scheme: &Scheme,
        def: &DocumentDef,
        date: NaiveDate,
    ) -> Result<LetterContent, DemoError> {
        let region = scheme.region();
        let fill = |text: &String| {
            text.replace("{titel}", &def.title)
                .replace("{regeling}", scheme.title())
                .replace("{regio}", &region.name)
        };
        let contact = [Some(region.desk.mail.clone()), region.desk.phone.clone()];
        Ok(LetterContent {
            kind: LetterKind::Receipt,
            track: RemedyTrack::from(scheme.remedy().track),
            language: Language::Nl,
            number: format!("{}-{}-{}", scheme.code(), def.code, self.version),
            date,
            sender: Sender {
                region: region.name.clone(),
                gemeente: String::new(),
                address: self.sender.clone(),
                contact: contact.into_iter().flatten().collect(),
            },
            addressee: Addressee {
                organisation: self.addressee.clone(),
                attention: None,
                address: Vec::new(),
            },
            subject: fill(&self.subject),
            summary: self.summary.iter().map(fill).collect(),
            body: Section { blocks: self.blocks(scheme, def)?, remedies: Vec::new(), signature: None },
            annexes: Vec::new(),
        })
    }

    fn blocks(&self, scheme: &Scheme, def: &DocumentDef) -> Result<Vec<Block>, DemoError> {
        let kind = match def.kind {
            DocumentKind::Admission => "aanmeldingsdocument",
            DocumentKind::Programme => "programma_van_eisen",
            DocumentKind::Agreement => "overeenkomst",
            DocumentKind::Tariffs => "tarieven",
            DocumentKind::Annex => "bijlage",
        };
        let mut blocks = self.head(scheme);
        let block = |text: &String| text.strip_prefix("# ").map_or_else(|| Block::text(text), Block::part);
        blocks.extend(self.kinds.get(kind).into_iter().flatten().map(block));
        match def.kind {
            DocumentKind::Admission => self.requirements(scheme, &mut blocks, |_| true),
            DocumentKind::Programme => {
                self.requirements(scheme, &mut blocks, |kind| kind == RequirementKind::Execution);
            }
            DocumentKind::Agreement => {}
            DocumentKind::Tariffs => self.tariffs(scheme, &mut blocks)?,
            DocumentKind::Annex => self.products(scheme, &mut blocks)?,
        }
        Ok(blocks)
    }

    fn head(&self, scheme: &Scheme) -> Vec<Block> {
        let names: Vec<&str> = scheme.gemeenten().iter().map(|one| one.name.as_str()).collect();
        let term = self.head.from_until.replace("{van}", &long_date(scheme.term().from));
        let rows = vec![
            KeyValue::new(&self.head.name, scheme.title()),
            KeyValue::new(&self.head.region, &scheme.region().name),
            KeyValue::new(&self.head.term, term.replace("{tot}", &long_date(scheme.term().until))),
            KeyValue::new(&self.head.gemeenten, names.join(", ")),
        ];
        vec![Block::part(&self.head.heading), Block::KeyValues { rows }]
    }

    fn requirements(
        &self,
        scheme: &Scheme,
        blocks: &mut Vec<Block>,
        which: impl Fn(RequirementKind) -> bool,
    ) {
        blocks.push(Block::part(&self.requirement.heading));
        for one in scheme.requirements().iter().filter(|one| which(one.kind)) {
            blocks.push(Block::sub(format!("{} {}", one.code, one.title)));
            let lines = requirement::text(scheme, one);
            let (whole, parts): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.depth == 0);
            blocks.extend(whole.into_iter().map(|line| Block::text(line.text)));
            if !parts.is_empty() {
                blocks.push(Block::List { items: parts.into_iter().map(|line| line.text).collect() });
            }
            let hard = if one.hard { &self.requirement.hard } else { &self.requirement.advisory };
            let ground = self.requirement.ground.replace("{grond}", &one.ground);
            let why = one.explanation.iter().cloned();
            blocks.push(Block::text(why.chain([ground, hard.clone()]).collect::<Vec<_>>().join(" ")));
        }
    }

    fn tariffs(&self, scheme: &Scheme, blocks: &mut Vec<Block>) -> Result<(), DemoError> {
        let products: Vec<_> = scheme.groups().iter().flat_map(|group| &group.products).collect();
        let (mut prices, mut parts) = (Vec::new(), Vec::new());
        for product in products {
            for tariff in &product.tariffs {
                prices.push(vec![
                    product.title.clone(),
                    product.unit.code().to_owned(),
                    long_date(tariff.from),
                    self.places(scheme, tariff),
                    euros(tariff.price),
                ]);
                let made = &tariff.substantiation;
                let amounts = [
                    made.professional,
                    made.overhead,
                    made.unproductive,
                    made.travel_and_training,
                    made.indexation,
                    made.obligations,
                ];
                let cells = [product.title.clone()].into_iter().chain(amounts.into_iter().map(euros));
                parts.push(cells.collect());
            }
        }
        blocks.push(Block::part(&self.tariff.heading));
        blocks.push(table(&self.tariff.columns, &[4, 2, 3, 4, 2], prices)?);
        blocks.push(Block::part(&self.tariff.made_of));
        blocks.push(table(&self.tariff.parts, &[4, 2, 2, 2, 2, 2, 2], parts)?);
        Ok(())
    }

    fn places(&self, scheme: &Scheme, tariff: &Tariff) -> String {
        let names =
            tariff.gemeenten.iter().filter_map(|code| scheme.gemeente(code)).map(|one| one.name.as_str());
        let names: Vec<&str> = names.collect();
        if names.is_empty() { self.tariff.all.clone() } else { names.join(", ") }
    }

    fn products(&self, scheme: &Scheme, blocks: &mut Vec<Block>) -> Result<(), DemoError> {
        blocks.push(Block::part(&self.book.heading));
        for group in scheme.groups() {
            blocks.push(Block::sub(&group.title));
            let rows = group.products.iter().map(|product| {
                let here = scheme
                    .gemeenten()
                    .iter()
                    .filter(|gemeente| scheme.cell(&product.code, &gemeente.code) == Some(CellState::InUse));
                let here: Vec<&str> = here.map(|gemeente| gemeente.name.as_str()).collect();
                let here = if here.is_empty() { self.book.nowhere.clone() } else { here.join(", ") };
                vec![product.title.clone(), product.description.clone(), here]
            });
            blocks.push(table(&self.book.columns, &[3, 4, 4], rows.collect())?);
        }
        Ok(())
    }
}

fn table(titles: &[String], shares: &[u8], rows: Vec<Vec<String>>) -> Result<Block, DemoError> {
    let columns = titles.iter().zip(shares).map(|(title, share)| Column::new(title, *share)).collect();
    let table =
        Table::new(columns, rows).map_err(|error| DemoError::Data("documenten.json", error.to_string()))?;
    Ok(Block::Table { table })
}
