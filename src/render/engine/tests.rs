//! Statements about every template, and the gallery that the browser tests look at.
//! May import: render, serde_json for made-up content.

use super::*;
use crate::domain::boundaries::Boundaries;
use crate::render::svg::{
    AreaMap, BarChart, Cell, Column, Level, Matrix, Past, Row, Strip, StripBand, StripLine, StripPhase,
    TileMap,
};
use crate::render::{Flash, NavEntry, RegionMark, Tone, UserMark};
use chrono::NaiveDate;
use serde_json::{Value as Json, json};

const GALLERY: [(&str, &str); 4] = [
    ("gallery/tasks.html", include_str!("../../../tests/browser/gallery/tasks.html")),
    ("gallery/form.html", include_str!("../../../tests/browser/gallery/form.html")),
    ("gallery/queue.html", include_str!("../../../tests/browser/gallery/queue.html")),
    ("gallery/coverage.html", include_str!("../../../tests/browser/gallery/coverage.html")),
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn frame(role: &'static str, menu: &[&'static str], count: u32) -> Chrome {
    let entry = |(index, code): (usize, &&'static str)| NavEntry {
        code,
        href: format!("/{code}"),
        current: index == 0,
        count: if index == 1 { count } else { 0 },
    };
    Chrome {
        region: Some(RegionMark {
            name: "Zorgregio Midden-IJssel/Oost-Veluwe".to_owned(),
            slug: "mijov".to_owned(),
            theme_href: None,
        }),
        user: Some(UserMark { name: "Samira el Amrani".to_owned(), role, organisation: None }),
        nav: menu.iter().enumerate().map(entry).collect(),
        csrf: "token".to_owned(),
        once: "0193".to_owned(),
        ..Chrome::anonymous(day("2026-11-22"))
    }
}

fn provider() -> Chrome {
    let mut chrome =
        frame("tekenbevoegde", &["applications", "messages", "vault", "organisation", "admissions"], 1);
    chrome.user =
        chrome.user.map(|user| UserMark { organisation: Some("Thuiszorg De Linde".to_owned()), ..user });
    chrome
}

fn gallery_page(engine: &Tera, name: &str, chrome: &Chrome, content: &Json) -> String {
    let page = render(engine, name, Some(chrome), content).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/out/gallery");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/{}", name.replace("gallery/", "")), &page).unwrap();
    page
}

fn shade(count: u32) -> Cell {
    let level = match count {
        0 => Level::None,
        1..=2 => Level::Fragile,
        3..=5 => Level::Enough,
        _ => Level::Ample,
    };
    Cell { level, count: Some(count) }
}

fn matrix() -> Matrix {
    let off = |level| Cell { level, count: None };
    let columns = [
        "Individuele begeleiding",
        "Begeleiding in groep",
        "Huishoude\u{ad}lijke hulp",
        "Kortdurend verblijf",
        "Beschermd wonen",
    ];
    let row = |label: &str, counts: [u32; 4], last| Row {
        label: label.to_owned(),
        href: Some(format!("/gemeente/{}", label.to_lowercase())),
        cells: counts.into_iter().map(shade).chain([last]).collect(),
    };
    Matrix {
        id: "matrix".to_owned(),
        title: "Midden-IJssel/Oost-Veluwe".to_owned(),
        columns: columns.iter().map(|label| Column { label: (*label).to_owned(), href: None }).collect(),
        rows: vec![
            row("Apeldoorn", [14, 11, 16, 5], shade(4)),
            row("Hattem", [3, 1, 4, 0], off(Level::ToBeDetermined)),
            row("Zutphen", [9, 7, 10, 4], off(Level::Local)),
            row("Voorst", [5, 4, 6, 1], off(Level::Closed)),
        ],
    }
}

fn coverage() -> Json {
    let place = |name: &str, column, row, count| (name.to_owned(), column, row, shade(count));
    let places = vec![
        place("Hattem", 1, 0, 0),
        place("Heerde", 1, 1, 1),
        place("Epe", 1, 2, 2),
        place("Apeldoorn", 0, 3, 5),
        place("Voorst", 1, 3, 1),
        place("Lochem", 2, 3, 2),
        place("Brummen", 1, 4, 2),
        place("Zutphen", 2, 4, 14),
    ];
    let phase = |code, from, until| StripPhase { code, from: day(from), until: day(until) };
    let windows = vec![StripLine {
        label: "Jaarvenster 2026".to_owned(),
        sub: "nog niet openbaar".to_owned(),
        phases: vec![
            phase("questions", "2026-08-17", "2026-08-30"),
            phase("answers", "2026-08-31", "2026-09-13"),
            phase("submission", "2026-10-05", "2026-12-15"),
            phase("deciding", "2026-12-16", "2027-01-26"),
        ],
    }];
    let summer = StripBand { label: "Zomer".to_owned(), from: day("2026-07-11"), until: day("2026-08-23") };
    let bars = vec![("Apeldoorn".to_owned(), 31), ("Zutphen".to_owned(), 22), ("Hattem".to_owned(), 4)];
    json!({
        "matrix": matrix(),
        "empty": matrix().rows_at(3, Level::None),
        "map": TileMap::lay("kaart", "Kortdurend verblijf", places),
        "areas": areas(),
        "past": past(),
        "strip": Strip::lay("jaar", 2026, day("2026-11-22"), windows, vec![summer]),
        "bars": BarChart::lay("duur", "Dagen van indienen tot beslissing", bars),
    })
}

/// Four invented gemeenten around a point, each with another level.
fn areas() -> Option<AreaMap> {
    let square = |code: &str, lon: i32, lat: i32| {
        let (east, north) = (lon + 20_000, lat + 12_000);
        let ring = json!([[lon, lat], [east, lat], [east, north], [lon, north]]);
        json!({"gemeente": code, "rings": [ring], "middle": [lon + 10_000, lat + 6_000]})
    };
    let outlines = [
        square("GM0001", 600_000, 5_212_000),
        square("GM0002", 620_000, 5_212_000),
        square("GM0003", 600_000, 5_200_000),
        square("GM0004", 620_000, 5_200_000),
    ];
    let boundaries: Boundaries = serde_json::from_value(json!({ "outlines": outlines })).unwrap();
    let cell = |level, count| Cell { level, count };
    let places = [
        ("GM0001", "Hattem", cell(Level::None, Some(0))),
        ("GM0002", "Heerde", cell(Level::Fragile, Some(2))),
        ("GM0003", "Epe", cell(Level::Ample, Some(14))),
        ("GM0004", "Brummen", cell(Level::Local, None)),
    ];
    AreaMap::lay(("gebieden", "Kortdurend verblijf"), (&boundaries, "verzonnen"), &places)
}

/// Three years of a lot.
fn past() -> Past {
    let count = |month: u32| match month {
        0..6 => Cell { level: Level::None, count: None },
        6..14 => Cell { level: Level::Few, count: None },
        more => Cell { level: Level::Many, count: Some(more) },
    };
    let counts: Vec<Cell> = (0..36).map(count).collect();
    let states = [
        (day("2024-01-01"), "open"),
        (day("2025-03-10"), "closed_unless_added_value"),
        (day("2025-11-20"), "closed"),
        (day("2026-05-02"), "open_scarcity"),
    ];
    Past::lay("verloop", day("2024-01-01"), &counts, &states)
}

#[test]
fn every_component_renders_on_the_gallery_pages() {
    let engine = build(&GALLERY).unwrap();
    let staff = frame("beoordelaar", &["queue", "questions", "coverage", "decisions"], 3);
    let tasks = gallery_page(&engine, "gallery/tasks.html", &provider(), &json!({}));
    assert!(tasks.contains("<title>Uw aanmelding - Openhuis</title>"), "the title ends with the product");
    assert!(tasks.contains("Nog 23 dagen"), "a deadline says how long there is left");

    let refused = Chrome { error: true, ..provider() };
    let answers = json!({"day": "1", "month": "1", "year": "2027"});
    let errors = json!([{"field": "until_day", "text": "Vul een einddatum in na 31 december 2027"}, {"field": "policy", "text": "Voeg de polis toe als PDF, JPG of PNG"}]);
    let form =
        gallery_page(&engine, "gallery/form.html", &refused, &json!({"until": answers, "errors": errors}));
    assert!(form.contains("<title>Fout: Verzekering toevoegen"), "a refused form says so in its title");
    assert!(
        form.contains(r#"name="_csrf" value="token"><input type="hidden" name="_once" value="0193-polis""#)
    );

    let flash =
        Flash { tone: Tone::Good, code: "file_added".to_owned(), about: Some("<b>polis</b>.pdf".to_owned()) };
    let queue = gallery_page(
        &engine,
        "gallery/queue.html",
        &Chrome { flash: Some(flash), ..staff.clone() },
        &json!({}),
    );
    assert!(queue.contains("&lt;b&gt;polis"), "what people typed is never markup");
    assert!(queue.contains("<td role=\"cell\" data-label=\"Status\"><span class=\"table__cell\"><span class=\"utrecht-status-badge"));

    let picture = gallery_page(&engine, "gallery/coverage.html", &staff, &coverage());
    assert!(picture.contains(r#"aria-label="Hattem: geen aanbieder""#), "a tile says its number in words");
    assert!(
        !(tasks + &form + &queue + &picture).contains("style="),
        "styles stand in the sheet, or the policy blocks them"
    );
}

#[test]
fn each_error_page_shows_a_way_on_and_never_fails() {
    for status in [400, 403, 404, 409, 413, 422, 429, 500, 503] {
        let page = error_page(status, &Chrome::anonymous(day("2026-11-22")), Some("0193-abc")).unwrap();
        assert!(page.contains("href=\"/hulp\"") && page.contains("0193-abc"), "{status}");
    }
    assert!(error_page(404, &provider(), None).unwrap().contains("href=\"/regio/mijov\""));
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_an_error_that_names_it() {
    let more = [("odd.html", r#"{{ missing }}"#), ("icon.html", r#"{{ icon(name="no-such") }}"#)];
    let engine = build(&more).unwrap();
    for (name, said) in [("odd.html", "missing"), ("icon.html", "no-such")] {
        let reason = render(&engine, name, None, &json!({})).unwrap_err().to_string();
        assert!(reason.contains(said), "{reason}");
    }
}

#[test]
fn every_state_that_the_domain_knows_has_words_on_screens() {
    use crate::domain::code::Code;
    use crate::domain::{admission, application, decision, windows};
    fn codes<T: Code>() -> Vec<&'static str> {
        T::ALL.iter().map(|one| one.code()).collect()
    }
    let engine = build(&[("status.html", "{{ <status of={of} code={code}/> }}")]).unwrap();
    let kinds = [
        ("application", codes::<application::State>()),
        ("lot_application", codes::<application::lot::State>()),
        ("clarification", codes::<application::clarification::State>()),
        ("decision", codes::<decision::State>()),
        ("admission", codes::<admission::State>()),
        ("lot", codes::<windows::LotState>()),
        ("window", codes::<windows::Phase>()),
    ];
    for (of, code) in kinds.iter().flat_map(|(of, codes)| codes.iter().map(move |code| (of, code))) {
        let shown = render(&engine, "status.html", None, &json!({"of": of, "code": code})).unwrap();
        assert!(shown.contains("<svg"), "{of} {code} has words and an icon");
    }
}
