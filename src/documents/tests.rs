//! Every letter conforms, whatever its text holds; the same letter gives the same bytes.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::render;
use crate::domain::code::Code;
use crate::domain::letter::{Block, Column, KeyValue, LetterContent, LetterKind, RemedyTrack, Table};
use crate::domain::words::letters::samples::{Sample, sample};

fn assert_conforms(bytes: &[u8], what: &str) {
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
        let failed: Vec<String> = report
            .failures
            .iter()
            .map(|failure| format!("{} {}", failure.rule_id, failure.message))
            .collect();
        assert!(report.is_compliant && failed.is_empty(), "{what}, {profile}: {failed:#?}");
        assert!(report.rules.total > 100, "{profile} was really checked");
    }
}

fn text_of(bytes: &[u8]) -> String {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages_of(bytes: &[u8]) -> usize {
    lopdf::Document::load_mem(bytes).unwrap().get_pages().len()
}

fn with_blocks(blocks: Vec<Block>) -> LetterContent {
    let mut letter = sample(LetterKind::Receipt, RemedyTrack::Civiel).unwrap();
    letter.body.blocks = blocks;
    letter
}

#[test]
fn every_kind_on_both_tracks_is_pdf_a_2a_and_pdf_ua_1() {
    for &kind in Sample::ALL {
        for &track in RemedyTrack::ALL {
            let bytes = render(&kind.letter(track).unwrap()).unwrap();
            assert_conforms(&bytes, &format!("{kind:?} on {track:?}"));
            assert!(bytes == render(&kind.letter(track).unwrap()).unwrap(), "{kind:?} on {track:?} twice");
        }
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let letter = sample(LetterKind::Decision, RemedyTrack::Civiel).unwrap();
    let first = render(&letter).unwrap();
    assert!(first == render(&letter).unwrap());
    let other = LetterContent { number: "VB-2026-000124".to_owned(), ..letter };
    assert!(first != render(&other).unwrap());
}

#[test]
fn the_text_can_be_read_back() {
    let text = text_of(&render(&sample(LetterKind::Decision, RemedyTrack::Civiel).unwrap()).unwrap());
    for sentence in [
        "U bent toegelaten voor 2 van de 3 productgroepen",
        "Begeleiding in Voorbeeldstad: niet toegelaten",
        "Nodig is ten minste 20,0 %; u had 18,0 %.",
        "De laatste dag is 14 december 2026.",
        "mevrouw Ö. Çelik-Müller",
        "Namens de gemeente Nieuw-Fictie,",
    ] {
        assert!(text.contains(sentence), "{sentence} in {text}");
    }
}

#[test]
fn no_text_breaks_a_letter() {
    let hostile = [
        "a\u{202e}b\u{2066}c\u{200f}".to_owned(),
        "einde) Tj ET /F1 1 Tf <</MCID 0>> BDC \\".to_owned(),
        "x".repeat(10_000),
        "Team 👩‍👩‍👧 café 中文 שלום".to_owned(),
        "een\r\ntwee\rdrie\u{0}\u{7}\u{1b}[31m".to_owned(),
        "<script>&amp;]]></x:xmpmeta>".to_owned(),
        String::new(),
        "   ".to_owned(),
    ];
    for text in &hostile {
        let mut letter = with_blocks(vec![
            Block::part(text),
            Block::text(text),
            Block::List { items: vec![text.clone()] },
            Block::Table {
                table: Table::new(
                    vec![Column::new(text, 1), Column::new("b", 1)],
                    vec![vec![text.clone(); 2]],
                )
                .unwrap(),
            },
            Block::KeyValues { rows: vec![KeyValue::new(text, text)] },
            Block::Callout { title: text.clone(), text: text.clone() },
        ]);
        letter.subject = format!("Brief {text}");
        letter.addressee.organisation.clone_from(text);
        letter.sender.region.clone_from(text);
        let start: String = text.chars().take(20).collect();
        assert_conforms(&render(&letter).unwrap(), &start);
    }
}

#[test]
fn what_cannot_be_shown_is_named_and_kept() {
    let bytes = render(&with_blocks(vec![Block::text("Team 😀 links\u{202e}rechts")])).unwrap();
    let text = text_of(&bytes).replace(' ', "");
    assert!(text.contains("Team[U+1F600]links[U+202E]rechts"), "{text}");
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let content = pdf.get_page_content(*pdf.get_pages().get(&1).unwrap());
    let content = String::from_utf8_lossy(&content).to_uppercase();
    assert!(
        content.contains("/ACTUALTEXT") && content.contains("FEFFD83DDE00") && content.contains("FEFF202E")
    );
}

#[test]
fn a_long_table_repeats_its_head_on_every_page() {
    let rows = (1..=80).map(|row| vec![format!("rij {row}"), "waarde".to_owned()]).collect();
    let table = Table::new(vec![Column::new("Bijzondere kop", 1), Column::new("b", 1)], rows).unwrap();
    let bytes = render(&with_blocks(vec![Block::Table { table }])).unwrap();
    assert_conforms(&bytes, "long table");
    let (text, pages) = (text_of(&bytes), pages_of(&bytes));
    assert!(pages >= 2);
    assert_eq!(text.matches("Bijzondere kop").count(), pages);
    assert!(text.contains(&format!("Pagina {pages} van {pages}")));
    assert!((1..=80).all(|row| text.contains(&format!("rij {row} "))));
}
