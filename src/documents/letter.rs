//! A whole letter on pages, in reading order. May import: flow, letterhead, table, tags, units, domain.

use printpdf::PdfPage;

use super::DocumentError;
use super::canvas::Canvas;
use super::flow::Flow;
use super::fonts::Fonts;
use super::letterhead::foot;
use super::tags::{Elem, Tag};
use crate::domain::letter::{Block, HeadingLevel, LetterContent, Section};
use crate::domain::words::letters::shared::page;

/// The pages with their structure.
pub(super) fn draw(
    letter: &LetterContent,
    fonts: &Fonts,
) -> Result<(Vec<PdfPage>, Vec<Elem>), DocumentError> {
    let mut flow = Flow { fonts, canvas: Canvas::default(), y: 0 };
    let mut tree = flow.letterhead(letter);
    tree.push(flow.heading(Tag::H1, &letter.subject));
    let summary: Vec<&str> = letter.summary.iter().map(String::as_str).collect();
    if !summary.is_empty() {
        tree.push(flow.callout(page::SUMMARY, &summary));
    }
    tree.extend(flow.section(&letter.body, Depth::Letter));
    for annex in &letter.annexes {
        flow.new_page();
        tree.push(flow.heading(Tag::H2, &annex.title));
        tree.extend(flow.section(&annex.section, Depth::Annex));
    }
    Ok((flow.canvas.into_pages(foot(letter, fonts)), tree))
}

/// How deep the headings of a section are: those of an annex stand under its title.
#[derive(Debug, Clone, Copy)]
enum Depth {
    Letter,
    Annex,
}

impl Depth {
    fn tag(self, level: HeadingLevel) -> Tag {
        match (self, level) {
            (Self::Letter, HeadingLevel::Part) => Tag::H2,
            (Self::Letter, HeadingLevel::Sub) | (Self::Annex, HeadingLevel::Part) => Tag::H3,
            (Self::Annex, HeadingLevel::Sub) => Tag::H4,
        }
    }
}

impl Flow<'_> {
    fn section(&mut self, section: &Section, depth: Depth) -> Vec<Elem> {
        let remedies = section.remedies.iter().flat_map(|remedy| &remedy.blocks);
        let mut elems: Vec<Elem> =
            section.blocks.iter().chain(remedies).map(|block| self.block(block, depth)).collect();
        if let Some(signature) = &section.signature {
            elems.extend(self.signature(signature));
        }
        elems
    }

    fn block(&mut self, block: &Block, depth: Depth) -> Elem {
        match block {
            Block::Heading { level, text } => self.heading(depth.tag(*level), text),
            Block::Paragraph { text } => self.paragraph(text),
            Block::List { items } => self.list(items),
            Block::Table { table } => self.table(table),
            Block::KeyValues { rows } => self.key_values(rows),
            Block::Callout { title, text } => self.callout(title, &[text]),
        }
    }
}
