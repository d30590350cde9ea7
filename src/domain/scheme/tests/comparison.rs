//! What differs between two versions, told in sentences.

use super::{SAMPLE, ZWD};
use crate::scheme::{Meaning, Scheme, Subject, changed_foundations, changed_meanings, compare};
use crate::words::comparison::told;

fn scheme(file: &str) -> Scheme {
    Scheme::parse(file.as_bytes())
        .unwrap_or_else(|wrong| panic!("{}", crate::words::scheme::mistakes("f", &wrong)))
}

/// Everything that is told about one change of the sample, as one text.
fn change(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from}");
    let (old, new) = (scheme(SAMPLE), scheme(&SAMPLE.replacen(from, to, 1)));
    let found = compare(&old, &new);
    let lines =
        told(&old, &new, &found).into_iter().flat_map(|one| std::iter::once(one.head).chain(one.lines));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_differs_from_itself_and_a_comment_is_nothing() {
    assert_eq!(change("titel: Proefregeling", "titel: Proefregeling # zo heet zij"), "");
    let shipped = Scheme::parse(ZWD).unwrap();
    assert!(compare(&shipped, &shipped).is_empty());
}

#[test]
fn a_number_a_place_and_a_moment_are_told_as_they_were_and_will_be() {
    assert_eq!(
        change("ten_minste: 20 %}", "ten_minste: 25 %}"),
        "Verandert: eis GES-02 ‘Solvabiliteit’.\n\
         Was: Uw antwoord op ‘Hoe hoog is uw solvabiliteit?’ is ten minste 20,0\u{a0}%.\n\
         Wordt: Uw antwoord op ‘Hoe hoog is uw solvabiliteit?’ is ten minste 25,0\u{a0}%."
    );
    assert_eq!(
        change(
            "bereik: {gemeenten: [GM1690]}, voorwaarde: {gegeven: solv",
            "bereik: {gemeenten: [GM1690, GM0119]}, voorwaarde: {gegeven: solv"
        ),
        "Verandert: eis GES-02 ‘Solvabiliteit’.\nWaar. Was: in De Wolden. Wordt: in De Wolden en Meppel."
    );
    let told = change("moment: bij_start", "moment: {na_start: 6 maanden}");
    assert!(
        told.contains("Was: bij de start, gemeten op") && told.contains("Wordt: 6 maanden na de start"),
        "{told}"
    );
    assert!(
        change(
            "titel: Weekend, soort: geschiktheid, grond: § 4.8, hard: nee",
            "titel: Weekend, soort: geschiktheid, grond: § 4.8, hard: ja"
        )
        .contains("Hoe. Was: als advies. Wordt: verplicht.")
    );
}

#[test]
fn how_much_may_be_sent_is_told_in_megabytes_and_writing_down_what_counts_already_is_no_change() {
    let plan = "beoordelingsplan:";
    let limits = |file: u32, all: u32| {
        format!("bestanden: {{mb_per_bestand: {file}, mb_per_aanmelding: {all}, bron: proef}}\n{plan}")
    };
    assert_eq!(
        change(plan, &limits(50, 1024)),
        "Verandert: hoe groot bestanden mogen zijn.\nEen bestand. Was: ten hoogste 100 MB. Wordt: ten hoogste 50 MB."
    );
    assert_eq!(
        change(plan, &limits(50, 2048)).lines().last(),
        Some("Alle bestanden bij een aanmelding samen. Was: ten hoogste 1 GB. Wordt: ten hoogste 2 GB.")
    );
    assert_eq!(change(plan, &limits(100, 1024)), "");
}

#[test]
fn a_parameter_tells_its_values_where_and_from_when() {
    assert_eq!(
        change("bereik: {gemeenten: [GM1690]}, waarde: 4", "bereik: {gemeenten: [GM1690]}, waarde: 5"),
        "Verandert: getal toezicht_vanaf ‘Intern toezicht vanaf’.\n\
         In De Wolden vanaf 1 juni 2026: van 4 naar 5."
    );
}

#[test]
fn what_comes_and_goes_is_named() {
    let gone = "  - {code: GES-07,";
    let line = SAMPLE.lines().find(|line| line.starts_with(gone)).unwrap();
    assert_eq!(change(&format!("{line}\n"), ""), "Vervalt: eis GES-07 ‘Rechtsvorm’.");
    let (old, new) = (scheme(&SAMPLE.replacen(&format!("{line}\n"), "", 1)), scheme(SAMPLE));
    let lines = &told(&old, &new, &compare(&old, &new))[0];
    assert_eq!(lines.head, "Nieuw: eis GES-07 ‘Rechtsvorm’.");
    assert!(lines.lines[0].contains("BV of Stichting"), "{lines:?}");
    assert!(lines.lines[1].contains("Geldt overal, verplicht."), "{lines:?}");
}

#[test]
fn a_requirement_is_put_in_and_out_of_use() {
    let told = change("in_gebruik: nee, ", "");
    assert_eq!(told, "Verandert: eis GOV-07 ‘Loon van de top’.\nDe eis geldt voortaan.");
    let told = change("titel: Weekend,", "titel: Weekend, in_gebruik: nee,");
    assert_eq!(told, "Verandert: eis GES-08 ‘Weekend’.\nDe eis geldt voortaan niet meer.");
}

#[test]
fn questions_papers_cells_tariffs_and_the_rest_are_told() {
    for (from, to, says) in [
        ("vraag: Bent u een starter?", "vraag: Bestaat u korter dan een jaar?", "Wordt: Bestaat u korter"),
        ("{code: vof, titel: VOF}", "{code: vof, titel: VOF}, {code: nv, titel: NV}", "Nieuwe keuze: NV."),
        (
            "niet_ouder_dan: 6 maanden",
            "niet_ouder_dan: 3 maanden",
            "Wordt: Het is niet ouder dan 3 maanden op",
        ),
        (
            "GM0119: later",
            "GM0119: in_gebruik",
            "Begeleiding licht in Meppel.\nWas: misschien later. Wordt: wordt hier ingekocht.",
        ),
        (
            "- vanaf: 2026-01-01\n            prijs",
            "- vanaf: 2026-02-01\n            prijs",
            "Nieuw tarief vanaf 1 februari 2026: €\u{a0}60,00.",
        ),
        ("beslissing: 8 weken, verdaging", "beslissing: 9 weken, verdaging", "Verandert: de termijnen."),
        ("vrije_capaciteit: 10 %", "vrije_capaciteit: 20 %", "wanneer er voldoende aanbod is"),
        ("clienten: 542", "clienten: 500", "de cijfers over ib/GM0119"),
        ("titel: Ontbreekt", "titel: Weg", "redencode ONV-01 ‘Weg’"),
        ("aanmelding: 6 weken", "aanmelding: 7 weken", "het patroon van de vensters"),
        (
            "titel: Overeenkomst, soort: overeenkomst",
            "titel: Overeenkomst Wmo, soort: overeenkomst",
            "document overeenkomst",
        ),
        (
            "combinatie: penvoerder",
            "combinatie: elk",
            "In een combinatie. Was: de penvoerder. Wordt: ieder zelf.",
        ),
        ("grond: § 4.2", "grond: § 4.3a", "De grond. Was: § 4.2. Wordt: § 4.3a."),
    ] {
        let told = change(from, to);
        assert!(told.contains(says), "{from} → {to}: {told}");
    }
}

#[test]
fn a_used_code_keeps_its_meaning() {
    let changed = |from: &str, to: &str| {
        let new = scheme(&SAMPLE.replacen(from, to, 1));
        changed_meanings(&scheme(SAMPLE), &new)
            .into_iter()
            .map(|one| (one.subject, one.meaning))
            .collect::<Vec<_>>()
    };
    assert_eq!(changed("ten_minste: 20 %", "ten_minste: 25 %"), []);
    assert_eq!(
        changed("titel: Rechtsvorm, soort: geschiktheid", "titel: Rechtsvorm, soort: uitvoering"),
        [(Subject::Requirement, Meaning::Kind)]
    );
    assert_eq!(
        changed(
            "type: ja_nee, klasse: intern, bron: proef}\n  - {code: surseance",
            "type: ja_nee, klasse: openbaar, bron: proef}\n  - {code: surseance"
        ),
        [(Subject::Fact, Meaning::Class)]
    );
    assert_eq!(changed(", {code: vof, titel: VOF}", ""), [(Subject::Fact, Meaning::Choice)]);
    assert_eq!(
        changed(
            "vraag: Wat is uw visie?, type: tekst, klasse: intern, grenzen: {maximum: 500}",
            "vraag: Wat is uw visie?, type: ja_nee, klasse: intern"
        ),
        [(Subject::Fact, Meaning::Type)]
    );
    assert_eq!(
        changed("eenheid: uur\n        bron", "eenheid: dagdeel\n        bron"),
        [(Subject::Product, Meaning::Unit)]
    );
    assert_eq!(changed("code: proef\ntitel", "code: proef2\ntitel"), [(Subject::Head, Meaning::Procedure)]);
    let one =
        &changed_meanings(&scheme(SAMPLE), &scheme(&SAMPLE.replacen(", {code: vof, titel: VOF}", "", 1)))[0];
    assert!(
        crate::words::comparison::changed_meaning(one).starts_with("vraag rechtsvorm verliest een keuze")
    );
}

#[test]
fn what_a_procedure_was_founded_on_stays() {
    let changed = |from: &str, to: &str| {
        assert!(SAMPLE.contains(from), "{from}");
        let (old, new) = (scheme(SAMPLE), scheme(&SAMPLE.replacen(from, to, 1)));
        let found = changed_foundations(&old, &new);
        found.iter().map(|one| crate::words::comparison::fixed(&old, &new, one)).collect::<Vec<_>>()
    };
    assert!(changed("ten_minste: 20 %", "ten_minste: 25 %").is_empty());
    assert!(changed("spoor: civiel", "spoor: awb")[0].contains("rechtsbescherming ligt vast"));
    let of_other_gemeenten = SAMPLE.replace("GM0119", "GM0118");
    let (old, new) = (scheme(SAMPLE), scheme(&of_other_gemeenten));
    assert_eq!(changed_foundations(&old, &new).len(), 2, "one joins and one leaves");
}
