//! The dossier as a zip, for the aanbieder, the judge and the archive, and what was sent in as JSON.

use serde_json::Value;

use crate::export::{OFFICER, Unpacked, of_team, own, verified};
use crate::support::on_both;

use super::story::{SIGNER, logged_in};
use super::team::lived;
use super::*;

/// Every text in a JSON value.
fn texts(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, all)),
        Value::Object(fields) => fields.values().for_each(|item| texts(item, all)),
        _ => {}
    }
}

fn texts_of(json: &str) -> Vec<String> {
    let mut all = Vec::new();
    texts(&serde_json::from_str(json).unwrap(), &mut all);
    all
}

/// The index is text, and the texts of these fields stand in it and in the JSON beside it.
fn holds(zip: &Unpacked, what: &str, fields: &[(&str, Field)]) {
    verified(zip);
    let index = zip.text("index.html");
    for live in ["<script>alert(", "<img src=x", "\" onmouseover=\"", "\u{202e}"] {
        assert!(!index.contains(live), "{what}: {live:?}");
    }
    for (file, field) in fields {
        let kept = field.kept();
        let texts = texts_of(&zip.text(file));
        assert!(texts.contains(&kept), "{what}: {file} has not what was typed as {field:?}");
        let escaped =
            kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let escaped = [escaped.replace('\'', "&#39;"), escaped.replace('\'', "&#x27;"), escaped];
        let slashed = escaped.clone().map(|text| text.replace('/', "&#x2F;"));
        let there = escaped.iter().chain(&slashed).any(|text| index.contains(text));
        assert!(there, "{what}: the index has not what was typed as {field:?}");
    }
}

/// The table of files as a spreadsheet reads it: the name that somebody gave is there, and is no formula.
fn table(zip: &Unpacked) {
    let text = zip.text("manifest.csv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let cells: Vec<&str> = rows.iter().flatten().collect();
    assert!(cells.contains(&format!("'{KEPT_FILE}").as_str()), "{cells:?}");
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
}

#[actix_web::test]
async fn a_dossier_holds_what_people_typed_whole_and_breaks_nowhere() {
    const BOTH: [(&str, Field); 6] = [
        ("berichten.json", PROVIDER_MESSAGE),
        ("berichten.json", TEAM_MESSAGE),
        ("herstelverzoeken.json", REPAIR_ASKED),
        ("herstelverzoeken.json", REPAIR_GIVEN),
        ("antwoorden.json", ANSWER),
        ("beslissingen.json", REFUSAL),
    ];
    const TEAM: [(&str, Field); 2] = [("beoordelingen.json", MOTIVATION), ("beslissingen.json", ADVICE)];
    on_both(async |app| {
        let world = app.world();
        let story = lived(app, &world).await;
        let id = &story.one.id;
        for (mail, path, inside) in [
            (SIGNER, own(id), false),
            (OFFICER, of_team(id, "rechter"), true),
            (OFFICER, of_team(id, "archief"), true),
        ] {
            let zip = Unpacked::get(&logged_in(app, mail).await, &path).await;
            holds(&zip, &path, &BOTH);
            if inside {
                holds(&zip, &path, &TEAM);
            }
            table(&zip);
            let pieces: Vec<&String> = zip.names.iter().filter(|name| name.starts_with("bewijs/")).collect();
            assert!(
                pieces.len() == 1 && pieces[0].is_ascii() && !pieces[0].contains(['\\', '<', '=']),
                "{pieces:?}"
            );
        }
        let client = logged_in(app, SIGNER).await;
        let json = client.get(&format!("/aanbieder/inzendingen/{}/json", story.snapshot)).await;
        assert_eq!(json.status, 200);
        let sent = texts_of(&String::from_utf8(json.body()).unwrap());
        assert!(sent.contains(&ANSWER.kept()), "what was sent in, as JSON");
    })
    .await;
}
