//! The handleiding for policy officers shows every form of condition with the text that is made of it: that text is the real one.
//! `OPENHUIS_TEST_WRITE=1` writes it.

use openhuis_domain::scheme::Scheme;
use openhuis_domain::words::requirement;
use openhuis_domain::words::scheme::mistakes;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/handleiding/regels.md");
const SAMPLE: &str = include_str!("../scheme/tests/sample.yaml");

/// The published text of a condition, as a quotation.
fn quoted(block: &[&str]) -> Vec<String> {
    let head = "eisen:\n  - code: VBD-01\n    titel: Voorbeeld\n    soort: uitsluiting\n    grond: § 9\n    hard: ja\n    \
                herstelbaar: ja\n    vanaf: 2026-01-01\n    bron: proef\n";
    let condition: String = block.iter().map(|line| format!("    {line}\n")).collect();
    let source = SAMPLE.replacen("eisen:\n", &format!("{head}{condition}"), 1);
    let scheme = Scheme::parse(source.as_bytes());
    let scheme = scheme.unwrap_or_else(|wrong| panic!("{}", mistakes(&block.join("\n"), &wrong)));
    let [first, ..] = scheme.requirements() else { panic!("no eis in the example") };
    let lines = requirement::text(&scheme, first);
    let quote = |line: requirement::Line| {
        let deeper = "  ".repeat(line.depth.saturating_sub(1));
        let text = line.text.replace('\u{a0}', " ");
        if line.depth == 0 { format!("> {text}") } else { format!("> {deeper}- {text}") }
    };
    lines.into_iter().map(quote).collect()
}

/// The page with the text under every example as it really is, and how many there are.
fn rewritten(page: &str) -> (String, usize) {
    let mut lines = page.lines().peekable();
    let (mut out, mut examples): (Vec<String>, usize) = (Vec::new(), 0);
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        if line != "```yaml" {
            continue;
        }
        let mut block = Vec::new();
        while let Some(line) = lines.next_if(|line| *line != "```") {
            block.push(line);
            out.push(line.to_owned());
        }
        out.extend(lines.next().map(str::to_owned));
        while lines.next_if(|line| line.is_empty() || line.starts_with('>')).is_some() {}
        out.push(String::new());
        out.extend(quoted(&block));
        out.push(String::new());
        examples += 1;
    }
    (out.join("\n") + "\n", examples)
}

#[test]
fn every_form_of_condition_stands_in_the_handleiding_with_the_text_that_is_published() {
    let page = std::fs::read_to_string(FILE).unwrap();
    let (real, examples) = rewritten(&page);
    if std::env::var_os("OPENHUIS_TEST_WRITE").is_some() {
        std::fs::write(FILE, &real).unwrap();
    }
    let page = std::fs::read_to_string(FILE).unwrap();
    assert!(page == real, "the text under an example differs; if that is right: OPENHUIS_TEST_WRITE=1");
    let schema = include_str!("../../../docs/schemas/regeling.schema.json");
    let forms = [
        "gegeven",
        "bewijs",
        "alle",
        "een_van",
        "niet",
        "als",
        "pas_toe_of_leg_uit",
        "wnt",
        "capaciteit",
        "aanvaard",
        "uitsluiting",
        "gekozen",
        "gekozen_groep",
        "aantal",
        "som",
        "omzet",
        "beoordeling",
        "toegevoegde_waarde",
        "geen_plek_voor",
    ];
    for form in forms {
        assert!(schema.contains(&format!("\"{form}\"")), "{form} is no form");
        assert!(page.contains(&format!("{form}:")), "{form} has no example");
    }
    assert!(examples >= forms.len(), "{examples}");
}
