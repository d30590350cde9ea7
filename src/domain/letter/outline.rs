//! A letter as plain text, for the golden files that show a change of its words to who reviews it.
//! May import: letter.

use std::fmt::Write as _;

use super::{Block, HeadingLevel, LetterContent, Section, Table};

/// Everything a letter says, in the order in which it is read.
pub fn outline(letter: &LetterContent) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}\n{}", letter.sender.region, letter.sender.gemeente);
    lines(&mut text, "", &letter.sender.address);
    lines(&mut text, "", &letter.sender.contact);
    let _ = writeln!(text, "\nAan {}", letter.addressee.organisation);
    lines(&mut text, "", letter.addressee.attention.as_slice());
    lines(&mut text, "", &letter.addressee.address);
    let _ = writeln!(text, "\n{} {}\n\n# {}\n", letter.number, letter.date, letter.subject);
    lines(&mut text, "> ", &letter.summary);
    section(&mut text, &letter.body);
    for annex in &letter.annexes {
        let _ = writeln!(text, "\n# {}\n", annex.title);
        section(&mut text, &annex.section);
    }
    text
}

fn lines(text: &mut String, before: &str, lines: &[String]) {
    for line in lines {
        let _ = writeln!(text, "{before}{line}");
    }
}

fn section(text: &mut String, section: &Section) {
    blocks(text, &section.blocks);
    for clause in &section.remedies {
        let _ = writeln!(text, "\n[{} {}]", clause.gemeente, clause.last_day);
        blocks(text, &clause.blocks);
    }
    if let Some(signature) = &section.signature {
        text.push('\n');
        lines(text, "", &signature.on_behalf);
        let _ = writeln!(text, "{}\n{}", signature.name, signature.role);
        lines(text, "", &signature.notes);
    }
}

fn blocks(text: &mut String, blocks: &[Block]) {
    for block in blocks {
        let _ = match block {
            Block::Heading { level: HeadingLevel::Part, text: words } => writeln!(text, "\n## {words}\n"),
            Block::Heading { level: HeadingLevel::Sub, text: words } => writeln!(text, "\n### {words}\n"),
            Block::Paragraph { text: words } => writeln!(text, "{words}"),
            Block::Callout { title, text: words } => writeln!(text, "! {title}: {words}"),
            Block::List { items } => {
                lines(text, "- ", items);
                Ok(())
            }
            Block::KeyValues { rows } => {
                rows.iter().try_for_each(|row| writeln!(text, "{}: {}", row.name, row.value))
            }
            Block::Table { table: drawn } => table(text, drawn),
        };
    }
}

fn table(text: &mut String, table: &Table) -> std::fmt::Result {
    let head: Vec<&str> = table.columns().iter().map(|column| column.title.as_str()).collect();
    writeln!(text, "| {} |", head.join(" | "))?;
    table.rows().iter().try_for_each(|row| writeln!(text, "| {} |", row.join(" | ")))
}
