//! The words of a nota van inlichtingen. May import: letter's types, words::dates.

use crate::letter::{Block, NotaAnswer, NotaChange};
use crate::words::dates::moment;

/// To whom a nota is addressed.
pub(crate) const EVERYBODY: &str = "Iedereen die zich wil aanmelden";
/// Where it was published.
pub(crate) const ONLINE: &str = "Gepubliceerd op het portaal";

pub(crate) fn subject(number: u32, window: &str) -> String {
    format!("Nota van inlichtingen {number}: {window}")
}

pub(crate) fn summary(answers: usize, change: Option<&NotaChange>) -> Vec<String> {
    let told = if answers == 1 {
        "In deze nota staat 1 antwoord.".to_owned()
    } else {
        format!("In deze nota staan {answers} antwoorden.")
    };
    let mut lines = vec![told, "Iedereen krijgt dezelfde antwoorden op hetzelfde moment.".to_owned()];
    lines.extend(
        change.map(|one| format!("Voor dit venster geldt vanaf nu versie {} van de regeling.", one.version)),
    );
    lines
}

pub(crate) fn opening(procedure: &str, window: &str, intro: &str) -> Vec<Block> {
    let mut blocks = vec![Block::text(format!(
        "Deze nota van inlichtingen hoort bij {procedure}, venster {window}. Zij hoort bij de inkoopdocumenten. Spreekt \
         zij een ouder document tegen? Dan geldt wat hier staat."
    ))];
    if !intro.is_empty() {
        blocks.push(Block::text(intro));
    }
    blocks
}

pub(crate) fn change(change: &NotaChange) -> Vec<Block> {
    let mut blocks = vec![
        Block::part("Wijziging van de regeling"),
        Block::text(format!(
            "Voor dit venster geldt vanaf de publicatie van deze nota versie {} van de regeling. Voor al het andere geldt \
             die versie vanaf {}. Had u al ingediend? Dan kunt u uw aanmelding vervangen tot de sluiting.",
            change.version,
            moment(change.effective)
        )),
        Block::Callout { title: "Waarom?".to_owned(), text: change.motivation.clone() },
    ];
    for (head, lines) in &change.told {
        blocks.push(Block::sub(head.clone()));
        if !lines.is_empty() {
            blocks.push(Block::List { items: lines.clone() });
        }
    }
    blocks
}

pub(crate) fn answers(answers: &[NotaAnswer]) -> Vec<Block> {
    let mut blocks = vec![Block::part("Vragen en antwoorden")];
    for one in answers {
        blocks.push(Block::sub(format!("{} {}", one.number, one.subject)));
        if let Some(number) = &one.corrects {
            blocks.push(Block::text(format!("Dit antwoord komt in de plaats van antwoord {number}.")));
        }
        match &one.question {
            Some(question) => {
                blocks.push(Block::text(format!("Vraag: {question}")));
                blocks.push(Block::text(format!("Antwoord: {}", one.answer)));
            }
            None => blocks.push(Block::text(format!("Mededeling: {}", one.answer))),
        }
    }
    blocks
}
