//! Letters as they were sent: valid, with each hostile text shown, and the original kept where it cannot be shown.

use diesel::prelude::*;
use openhuis::domain::letter::LetterKind;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::{letters, organisations};
use openhuis::storage::types::AsText;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::smtp::SmtpServer;
use crate::support::{TestApp, on_both};

use super::team::lived;
use super::*;

fn sent(app: &TestApp, kind: LetterKind) -> Vec<u8> {
    let row: LetterRow = app.database(|conn| {
        let of_kind = letters::table.filter(letters::kind.eq(AsText(kind)));
        of_kind.select(LetterRow::as_select()).first(conn)
    });
    let path = app.files.local(&row.sha256.clone().unwrap().parse().unwrap()).unwrap();
    std::fs::read(path.path()).unwrap()
}

fn conforms(bytes: &[u8], what: LetterKind) {
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
        assert!(
            report.is_compliant && report.rules.total > 100,
            "{what:?}, {profile}: {:?}",
            report.failures
        );
    }
}

/// What is drawn, without white space: lines break where they must.
fn drawn(bytes: &[u8]) -> String {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect()
}

/// Whether this character is somewhere the original of what is drawn.
fn has_original(bytes: &[u8], one: char) -> bool {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    let code: String = one.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
    let wanted = format!("FEFF{code}");
    pdf.get_pages().values().any(|page| {
        let content = String::from_utf8_lossy(&pdf.get_page_content(*page)).to_uppercase();
        content.contains("/ACTUALTEXT") && content.contains(&wanted)
    })
}

/// How the hostile lines are to be drawn; a page may end after each.
fn on_paper(field: Field) -> Vec<String> {
    let shown = |one: char| match one {
        '\u{1f600}' | '\u{5d0}'..='\u{5ea}' => format!("[U+{:04X}]", u32::from(one)),
        one if one.is_whitespace() => String::new(),
        one => one.to_string(),
    };
    field.head().lines().map(|line| line.chars().map(shown).collect()).collect()
}

#[actix_web::test]
async fn each_letter_shows_what_was_typed_and_stays_a_valid_document() {
    on_both(async |app| {
        let world = app.world();
        let story = lived(app, &world).await;
        for (kind, field) in [
            (LetterKind::Repair, REPAIR_ASKED),
            (LetterKind::Extension, EXTENSION),
            (LetterKind::Intention, DIFFERS),
            (LetterKind::Decision, REFUSAL),
        ] {
            let bytes = sent(app, kind);
            conforms(&bytes, kind);
            let drawn = drawn(&bytes);
            let others = [field.end().replace(' ', ""), ")Tj<script>alert(1)</script>".to_owned()];
            for text in on_paper(field).iter().chain(&others) {
                assert!(drawn.contains(text), "{kind:?} does not show {text}: {drawn}");
            }
            assert!(has_original(&bytes, '\u{1f600}') && has_original(&bytes, '\u{5e9}'), "{kind:?}");
        }
        drop(story);
    })
    .await;
}

#[actix_web::test]
async fn what_turns_the_direction_is_shown_by_its_number_even_where_no_form_lets_it_in() {
    on_both(async |app| {
        let world = app.world();
        app.database(|conn| {
            let own = diesel::update(organisations::table.find(world.org.as_str()));
            own.set(organisations::name.eq("Zorg\u{202e}groz\u{2066}) Tj\u{200f}\u{1f600}")).execute(conn)
        });
        app.deciding(&world).sign_all();
        app.worker(&SmtpServer::start()).drain().await.unwrap();
        let bytes = sent(app, LetterKind::Decision);
        conforms(&bytes, LetterKind::Decision);
        let drawn = drawn(&bytes);
        assert!(drawn.contains("Zorg[U+202E]groz[U+2066])Tj[U+200F][U+1F600]"), "{drawn}");
        for one in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{1f600}'] {
            assert!(has_original(&bytes, one), "{one:?}");
        }
    })
    .await;
}
