//! Hostile texts in every field of every form, and in every column that holds what somebody typed, seen on every page and in every table.

mod columns;
mod fields;

use crate::support::client::Page;

/// What must nowhere stand outside a text: markup that runs, an attribute that was broken out of, a head of a mail.
const LIVE: [&str; 3] = ["<script>alert('", "\" onmouseover=\"alert", "<img src=x"];

/// A text on one line that says where it was put.
fn marked(mark: &str) -> String {
    format!(
        "={mark}) Tj <script>alert('{mark}')</script> & \" onmouseover=\"alert(1)\" <img src=x onerror=alert(1)> \u{1f600}"
    )
}

/// What an answer does with the hostile texts in it that it should not.
fn harm(page: &Page) -> Option<String> {
    if page.status >= 500 {
        return Some(format!("{}", page.status));
    }
    match page.header("content-type").split(';').next().unwrap_or_default() {
        "text/html" => {
            let live = LIVE.iter().find(|live| page.text.contains(**live))?;
            let place = page.text.find(live).unwrap_or_default();
            Some(format!("live: …{}…", around(&page.text, place)))
        }
        "text/csv" => formula(&page.body()),
        "application/json" => {
            let read: Result<serde_json::Value, _> = serde_json::from_slice(&page.body());
            read.err().map(|why| format!("no JSON: {why}"))
        }
        _ => None,
    }
}

/// A cell that a spreadsheet would count with.
fn formula(body: &[u8]) -> Option<String> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(body);
    let rows: Result<Vec<csv::StringRecord>, _> = reader.records().collect();
    match rows {
        Err(why) => Some(format!("no table: {why}")),
        Ok(rows) => {
            let starts = |cell: &&str| cell.starts_with("=m") || cell.starts_with("=f");
            rows.iter().flatten().find(starts).map(|cell| format!("a formula: {cell}"))
        }
    }
}

fn around(text: &str, place: usize) -> String {
    let from = text[..place].char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    text[from..].chars().take(200).collect()
}
