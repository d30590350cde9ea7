//! Broken regelingen: each with the message and the place that its writer must see.

use super::SAMPLE;
use crate::scheme::Scheme;
use crate::scheme::problem::Problem;
use crate::words::scheme::mistakes;

/// What is replaced, by what, where the first message must point (the start of this text), and what it must say.
type Broken = (&'static str, &'static str, &'static str, &'static str);

const FORM: &[Broken] = &[
    ("{maand: 11, dag: 1,", "{maand: 2, dag: 29,", "29, termijn", "deze dag is er niet in elk jaar"),
    ("{maand: 11, dag: 1,", "{maand: 13, dag: 1,", "1, termijn", "deze dag is er niet in elk jaar"),
    (
        "soort: waarschuwing, contractartikel: art. 12.3",
        "soort: clientenstop, contractartikel: art. 12.3, ten_hoogste: 2 maanden",
        "clientenstop, contractartikel: art. 12.3",
        "deze maatregel staat er al",
    ),
    ("ten_hoogste: 6 maanden, ", "", "clientenstop, contract", "deze maatregel heeft een einddatum"),
    (
        "art. 12.3, raakt",
        "art. 12.3, ten_hoogste: 1 jaar, raakt",
        "1 jaar, raakt",
        "deze maatregel heeft geen einddatum",
    ),
    (
        "ten_hoogste: 6 maanden, ",
        "ten_hoogste: 60 werkdagen, ",
        "60 werkdagen",
        "tel deze duur in dagen, weken",
    ),
    (
        "ten_hoogste: 6 maanden, ",
        "ten_hoogste: 13 maanden, ",
        "13 maanden",
        "een toelating staat ten hoogste een jaar stil",
    ),
    (
        "6 maanden, raakt_lopende_clienten: nee",
        "6 maanden, raakt_lopende_clienten: ja",
        "ja, bron: proef}\n  - {soort: waarschuwing",
        "bij een cliëntenstop gaat lopende zorg door",
    ),
    ("soort: waarschuwing, c", "soort: boete, c", "boete, c", "dit woord kan hier niet"),
    ("gegevens: [starter, veroordeeld]", "gegevens: [starter, weg]", "weg]", "'weg' is geen gegeven"),
    ("openhuis-regeling/1", "openhuis-regeling/2", "openhuis-regeling/2", "dit formaat is niet bekend"),
    ("formaat: openhuis-regeling/1\n", "", "proef", "dit formaat is niet bekend"),
    (
        "titel: Proefregeling",
        "titel:\tProefregeling",
        "\tProefregeling",
        "hier staat een tab; gebruik spaties",
    ),
    (
        "code: proef\n",
        "code: proef\ncode: proef\n",
        "code: proef\ntitel",
        "'code' staat hier dubbel (eerst op regel 2)",
    ),
    ("titel: Proefregeling", "titel: &a Proefregeling", "&a Proefregeling", "een anker (&) mag niet"),
    ("titel: Proefregeling", "titel: !!str Proefregeling", "!!str Proefregeling", "een label (!) mag niet"),
    ("titel: Proefregeling", "titel: Proefregeling\nkleur: blauw", "kleur: blauw", "'kleur' hoort hier niet"),
    ("titel: Proefregeling", "titels: Proefregeling", "formaat", "'titel' ontbreekt"),
    ("titel: Proefregeling", "titel:", "titel:", "hier staat geen waarde"),
    ("titel: Proefregeling", "titel: [Proef, regeling]", "[Proef", "hier hoort één waarde"),
    ("  naam: Proefregio", "  naam: 'Proefregio", "", "het bestand is hier niet te lezen"),
    (
        "looptijd: {van: 2026-01-01, tot: 2035-12-31, bron: proef}",
        "looptijd: lang",
        "lang",
        "hier horen sleutels",
    ),
    (
        "vormen: [pdf], bron: proef}\n  - code: c",
        "vormen: pdf, bron: proef}\n  - code: c",
        "pdf, bron",
        "hier hoort een lijst",
    ),
    (
        "bereik: {gemeenten: [GM1690]}, voor",
        "bereik: {gemeenten: []}, voor",
        "[]}, voor",
        "deze lijst is leeg",
    ),
    ("slug: proef-regio", "slug: Proef Regio", "Proef Regio", "gebruik alleen kleine letters"),
    ("code: GM1690", "code: 1690", "1690\n", "dit is geen gemeentecode"),
    ("code: ib\n", "code: 2ib\n", "2ib\n", "dit is geen code"),
    ("verzegeld_tot_sluiting: nee", "verzegeld_tot_sluiting: false", "false", "schrijf ja of nee"),
    ("aantal: 35814", "aantal: 35.814", "35.814", "schrijf een heel getal zonder punten"),
    ("prijs: € 60,00", "prijs: 60.00", "60.00", "schrijf een bedrag met euroteken"),
    ("prijs: € 60,00", "prijs: € 60.5", "€ 60.5", "schrijf een bedrag met euroteken"),
    ("vrije_capaciteit: 10 %", "vrije_capaciteit: 0.1", "0.1,", "schrijf een percentage"),
    ("tot: 2035-12-31", "tot: 31-12-2035", "31-12-2035", "schrijf een datum als jaar-maand-dag"),
    ("vervaltermijn: 20 dagen", "vervaltermijn: 20d", "20d", "schrijf een termijn"),
    ("spoor: civiel", "spoor: privaat", "privaat", "dit woord kan hier niet; kies uit: civiel, awb"),
    ("iwmo: \"02\"\n", "iwmo: 2\n", "2\n        eenheid", "schrijf de categorie met twee cijfers"),
    ("productcode: 02A19", "productcode: 2A19", "2A19", "schrijf de productcode"),
    (
        "titel: Proefregeling\nregio:\n  code: proef",
        "titel: &a Proefregeling\nregio:\n  code: *a",
        "*a\n",
        "een verwijzing (*) mag niet",
    ),
    ("code: proef\ntitel", "[code]: proef\ntitel", "[code]", "een sleutel moet een woord zijn"),
    ("titel: Proefregeling", "titelx: Proefregeling", "titelx", "bedoelt u 'titel'?"),
    ("redencodes:\n", "---\nredencodes:\n", "---", "hier begint een tweede document"),
];

const MEANING: &[Broken] = &[
    (
        "code: ib_zwaar, titel",
        "code: ib_licht, titel",
        "ib_licht, titel",
        "code 'ib_licht' is al gebruikt op regel 44",
    ),
    ("code: zo, titel", "code: za, titel", "za, titel: zondag", "code 'za' is al gebruikt"),
    ("productgroep: ib,", "productgroep: hh,", "hh, clienten", "'hh' is geen productgroep in deze regeling"),
    ("{bewijs: kvk}", "{bewijs: uittreksel}", "uittreksel}", "'uittreksel' is geen bewijsstuk"),
    ("{aanvaard: overeenkomst}", "{aanvaard: tarieven}", "tarieven}", "'tarieven' is geen document"),
    ("tot: 2035-12-31, bron: proef}", "tot: 2035-12-31}", "{van: 2026", "heeft een bron nodig"),
    ("tot: 2035-12-31", "tot: 2025-12-31", "2025-12-31", "de laatste dag ligt voor de eerste"),
    (
        "  - {product: ib_zwaar, bron",
        "  - {product: ib_licht, bron",
        "- {product: ib_licht, bron: proef, cellen: {GM1690: in_gebruik, GM0119: later",
        "product 'ib_licht' staat 2 keer in de matrix",
    ),
    (
        "GM1690: in_gebruik, GM0119: later",
        "GM1690: in_gebruik",
        "{GM1690: in_gebruik}",
        "deze rij zegt niets over GM0119",
    ),
    (
        "overhead: € 10,00",
        "overhead: € 11,00",
        "€ 60,00",
        "de zes onderdelen zijn samen €\u{a0}61,00, maar de prijs is €\u{a0}60,00",
    ),
    ("minimum: 0, maximum: 5000", "minimum: 9, maximum: 5", "{minimum: 9", "het minimum is groter"),
    ("minimum: 0, maximum: 5000", "minimum: € 1", "€ 1}", "deze grens past niet bij het type"),
    (
        "type: ja_nee, klasse: intern, bron: proef}\n  - {code: surseance",
        "type: ja_nee, klasse: intern, grenzen: {minimum: 1}, bron: proef}\n  - {code: surseance",
        "grenzen: {minimum: 1}",
        "deze grens past niet",
    ),
    (
        ", keuzes: [{code: i, titel: I}, {code: ii, titel: II}]",
        "",
        "{code: wnt_klasse",
        "bij dit type hoort 'keuzes'",
    ),
    (
        "code: ii, titel: II",
        "code: vi, titel: VI",
        "wnt_klasse, toetspunten",
        "de keuzes van 'wnt_klasse' moeten",
    ),
    (
        "wijze: uploaden, vormen: [pdf], bron: proef}\n  - code: c",
        "wijze: uploaden, bron: proef}\n  - code: c",
        "{code: kvk",
        "'vormen' ontbreekt",
    ),
    ("niet_ouder_dan: 6 maanden", "niet_ouder_dan: 26 weken", "26 weken", "gebruik hier maanden of jaren"),
];

const TABLES: &[Broken] = &[
    (
        "  - {product: ib_zwaar, bron: proef, cellen: {GM1690: in_gebruik, GM0119: in_gebruik}}\n",
        "",
        "- {product: ib_licht, bron: proef, cellen",
        "product 'ib_zwaar' staat niet in de matrix",
    ),
    (
        "            status: voorbeeld\n",
        "            status: voorbeeld\n          - {vanaf: 2026-01-01, prijs: \"€ 60,00\", onderbouwing: \
         {beroepskracht: \"€ 40,00\", overhead: \"€ 10,00\", niet_productief: \"€ 4,00\", reis_en_opleiding: \"€ 2,00\", indexatie: \"€ 1,00\", \
         verplichtingen: \"€ 3,00\"}, status: voorbeeld}\n",
        "{vanaf: 2026-01-01, prijs: \"€ 60,00\", ond",
        "staat er al een tarief",
    ),
    (
        "type: ja_nee, klasse: intern, bron: proef}\n  - {code: surseance",
        "type: ja_nee, klasse: intern, uitleg_minimaal: 5, bron: proef}\n  - {code: surseance",
        "uitleg_minimaal: 5",
        "deze sleutel past niet bij het type",
    ),
];

const PARAMETERS: &[Broken] = &[
    ("{parameter: toezicht_vanaf}", "{parameter: toezicht}", "toezicht}}", "'toezicht' is geen parameter"),
    ("waarde: 10}", "waarde: 10 %}", "10 %}", "deze waarde past niet bij het type van de parameter"),
    (
        "vanaf: 2027-06-01, waarde: 20",
        "vanaf: 2026-01-01, waarde: 20",
        "{vanaf: 2026-01-01, waarde: 20",
        "staat er al een waarde",
    ),
    (
        "vanaf: 2027-06-01, waarde: 20",
        "vanaf: 2026-06-01, bereik: {productgroepen: [ib]}, waarde: 20",
        "{vanaf: 2026-06-01, bereik: {prod",
        "staat er al een waarde",
    ),
    (
        "meer_dan: {parameter: toezicht_vanaf}",
        "meer_dan: {parameter: dividend_ten_hoogste}",
        "dividend_ten_hoogste}}, dan",
        "heeft niet het type geheel_getal",
    ),
    (
        "waarde: 10}",
        "waarde: 9999}",
        "toezicht_vanaf}}",
        "'medewerkers' kan een waarde van parameter 'toezicht_vanaf'",
    ),
    (
        "{vanaf: 2026-01-01, waarde: 10}",
        "{vanaf: 2026-02-01, waarde: 10}",
        "{als: {gegeven: medewerkers, meer_dan: {parameter",
        "heeft in GM1690 nog geen waarde",
    ),
    ("{parameter: toezicht_vanaf}", "{}", "{}}, dan", "noem hier één gegeven of één parameter"),
    (
        "{parameter: toezicht_vanaf}",
        "{parameter: toezicht_vanaf, gegeven: met_vog}",
        "{parameter: toezicht_vanaf, g",
        "noem hier één gegeven",
    ),
    (
        "bereik: {gemeenten: [GM1690]}, waarde: 4",
        "bereik: {gemeenten: [GM9999]}, waarde: 4",
        "GM9999",
        "'GM9999' is geen gemeente",
    ),
    (
        "bereik: {gemeenten: [GM1690]}, waarde: 4",
        "bereik: {producten: [ib_zwaar]}, waarde: 4",
        "producten: [ib_zwaar]}, waarde",
        "'producten' hoort hier niet",
    ),
    (
        "type: geheel_getal, bron: proef, waarden",
        "type: ja_nee, bron: proef, waarden",
        "ja_nee, bron: proef, waarden",
        "kies uit: geheel_getal, bedrag, procent, datum",
    ),
    (
        "soort: uitsluiting, grond: § 3.2",
        "soort: uitsluiting, combinatie: samen, grond: § 3.2",
        "samen, grond",
        "elke combinant zelf",
    ),
    (
        "hard: ja, herstelbaar: nee, peildatum: sluiting, vanaf",
        "hard: ja, herstelbaar: nee, moment: bij_start, vanaf",
        "bij_start, vanaf: 2026-01-01, bron: proef, voorwaarde: {gegeven: audit",
        "bij de start kan alleen bewijs worden gevraagd",
    ),
];

const CONDITIONS: &[Broken] = &[
    (
        "  - {code: nieuw, titel: Nieuw voor het perceel, soort: doelgroep, gegeven: starter, voorwaarde: {geen_plek_voor: doelgroep}, bron: \
         proef}\n",
        "  []\n",
        "{toegevoegde_waarde: een_grond}",
        "maar er zijn geen gronden",
    ),
    (
        "voorwaarde: {toegevoegde_waarde: een_grond}",
        "voorwaarde: {geen_plek_voor: doelgroep}",
        "- {code: nieuw",
        "geen eis vraagt naar deze gronden",
    ),
    ("{code: t2, vraag", "{code: t1, vraag", "t1, vraag: Is afwijzen", "code 't1' is al gebruikt"),
    ("{bewijs: kvk}", "{papier: kvk}", "{papier", "dit is geen voorwaarde"),
    (
        "{gegeven: solvabiliteit, ten_minste: 20 %}",
        "{gegeven: solvabiliteit}",
        "{gegeven: solvabiliteit}",
        "bij dit gegeven staat geen vergelijking",
    ),
    (
        "ten_minste: 20 %",
        "ten_minste: 20 %, minder_dan: 90 %",
        "minder_dan",
        "hier staan twee vergelijkingen",
    ),
    ("ten_minste: 20 %", "bevat: 20 %", "bevat: 20 %", "'bevat' kan niet bij het type van 'solvabiliteit'"),
    ("ten_minste: 20 %", "ten_minste: 0.2", "0.2}", "deze waarde kan 'solvabiliteit' nooit hebben"),
    ("meer_dan: \"€ 50.000\"", "meer_dan: 50000.5", "50000.5", "deze waarde kan 'omzet' nooit hebben"),
    (
        "medewerkers, ten_minste: 2",
        "medewerkers, ten_minste: 9999",
        "9999",
        "deze waarde kan 'medewerkers' nooit hebben",
    ),
    ("een_van: [bv, stichting]", "een_van: [bv, nv]", "nv]", "deze waarde kan 'rechtsvorm' nooit hebben"),
    (
        "is: {gegeven: medewerkers}",
        "is: {gegeven: omzet}",
        "omzet}}",
        "'omzet' heeft niet het type geheel_getal",
    ),
    (
        "{gegeven: polis_tot, geldig_op: start}",
        "{gegeven: visie, is: mooi}",
        "is: mooi",
        "'is' kan niet bij het type van 'visie'",
    ),
    (
        "{niet: {gegeven: surseance, is: ja}}",
        "{niet: {bewijs: kvk}}",
        "{bewijs: kvk}}",
        "'bewijs' mag niet onder 'niet' of 'als' staan",
    ),
    (
        "als: {gegeven: medewerkers, meer_dan: 10}",
        "als: {aanvaard: overeenkomst}",
        "{aanvaard: overeenkomst}, dan",
        "'aanvaard' mag niet onder",
    ),
    (
        "{beoordeling: [{code: p1, vraag: Is er een plan?, norm: Het plan noemt wie belt., bewijs: Het plan.}]}",
        "{beoordeling: []}",
        "{beoordeling",
        "een oordeel van een mens heeft toetspunten nodig",
    ),
    (
        ", toetspunten: [{code: u1, vraag: Past de uitleg bij de organisatie?, norm: Er is een andere waarborg., bewijs: Uw uitleg.}]",
        "",
        "{pas_toe",
        "een oordeel van een mens heeft toetspunten nodig",
    ),
    ("norm: Het plan noemt wie belt., ", "", "{code: p1, vraag: Is er", "'norm' ontbreekt"),
    (
        "{gegeven: surseance, is: ja}",
        "{gegeven: veroordeeld, is: ja}",
        "veroordeeld, is",
        "'veroordeeld' is strafrechtelijk of bibob",
    ),
    ("terugkijken: 5 jaar", "terugkijken: 4 jaar", "4 jaar", "terugkijken kan over 3 jaar of 5 jaar"),
    ("niet_ouder_dan: 2 jaar", "niet_ouder_dan: 90 dagen", "90 dagen}}", "gebruik hier maanden of jaren"),
    ("wnt: top,", "wnt: omzet,", "omzet, valt", "'omzet' heeft niet het type personen_met_bezoldiging"),
    (
        "pas_toe_of_leg_uit: governance",
        "pas_toe_of_leg_uit: visie",
        "visie, toetspunten",
        "'visie' heeft niet het type pas_toe_of_leg_uit",
    ),
    ("geldig_op: start", "geldig_op: start, op: sluiting", "geldig_op", "'geldig_op' kan niet"),
    (
        "aantal: dagen, van: [za, zo]",
        "aantal: dagen, van: [za, wo]",
        "wo]",
        "deze waarde kan 'van' nooit hebben",
    ),
    ("aantal: dagen, van: [za, zo]", "aantal: omzet", "omzet, ten", "'omzet' heeft niet het type keuzes"),
    (
        "aantal: dagen, van: [za, zo], ten_minste: 1",
        "aantal: dagen",
        "{aantal: dagen}",
        "staat geen vergelijking",
    ),
    (
        "zo], ten_minste: 1",
        "zo], ten_minste: 1, ten_hoogste: 2",
        "ten_hoogste: 2",
        "hier staan twee vergelijkingen",
    ),
    ("zo], ten_minste: 1", "zo], ten_minste: € 1", "€ 1}", "deze waarde kan 'aantal' nooit hebben"),
    (
        "som: [dividend_1, dividend_2]",
        "som: [dividend_1, medewerkers]",
        "medewerkers], ten",
        "niet het type bedrag",
    ),
    ("som: [dividend_1, dividend_2]", "som: []", "[], ten", "deze lijst is leeg"),
    (
        "som: [top], van: [leidinggevend]",
        "som: [top], van: [directeur]",
        "directeur]",
        "deze waarde kan 'van'",
    ),
    ("omzet: omzet, ten", "omzet: starter, ten", "starter, ten", "'starter' heeft niet het type bedrag"),
    ("gekozen_groep: ib", "gekozen_groep: hh", "hh}", "'hh' is geen productgroep"),
    (
        "omzet: omzet, ten_minste: \"€ 50.000\", verwachte_jaarwaarde: \"€ 60.000\"",
        "omzet: omzet, verwachte_jaarwaarde: \"€ 60.000\"",
        "{omzet: omzet, verw",
        "'ten_minste' ontbreekt",
    ),
    (
        "{niet: {aantal: top,",
        "{niet: {omzet: omzet, ten_minste: \"€ 1\"}, x: {aantal: top,",
        "{omzet: omzet, ten_minste: \"€ 1\"}",
        "'omzet' mag niet onder",
    ),
    ("doelgroep: dementie}", "doelgroep: ouderen}", "ouderen}", "'ouderen' is geen doelgroep"),
];

/// Line and column, from 1, of the last place where the text starts that the change brought, or of its only place.
fn place_of(file: &str, text: &str) -> String {
    let start = file.find(text).unwrap_or_else(|| panic!("not in the file: {text}"));
    let before = &file[..start];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|one| *one != '\n').count() + 1;
    format!("{line}:{column}:")
}

/// Everything that the broken regelingen of this file are told.
pub(super) fn told() -> Vec<Problem> {
    let lists = [FORM, MEANING, TABLES, PARAMETERS, CONDITIONS];
    let broken = lists.into_iter().flatten().map(|(from, to, ..)| SAMPLE.replacen(from, to, 1));
    let nested = SAMPLE.replacen(
        "{bewijs: kvk}",
        &format!("{}{{bewijs: kvk}}{}", "{niet: ".repeat(30), "}".repeat(30)),
        1,
    );
    let found = broken.chain([nested, String::new()]).map(|file| Scheme::parse(file.as_bytes()).unwrap_err());
    found.flat_map(|found| found.0).map(|mistake| mistake.problem).collect()
}

fn check(cases: &[Broken]) {
    for (from, to, at, says) in cases.iter() {
        assert!(SAMPLE.contains(from), "not in the sample: {from}");
        let file = SAMPLE.replacen(from, to, 1);
        let found = Scheme::parse(file.as_bytes()).expect_err(&format!("should be refused: {to}"));
        let found = mistakes("f.yaml", &found);
        let telling = found.lines().find(|line| line.contains(says));
        let line = telling.unwrap_or_else(|| panic!("no message ‘{says}’ after {to:?}, but:\n{found}"));
        if !at.is_empty() {
            assert!(
                line.starts_with(&format!("f.yaml:{}", place_of(&file, at))),
                "{line}\nshould be at ‘{at}’"
            );
        }
    }
}

#[test]
fn a_mistake_of_form_is_named_at_its_place() {
    check(FORM);
}

#[test]
fn a_mistake_of_meaning_is_named_at_its_place() {
    check(MEANING);
}

#[test]
fn a_mistake_in_a_parameter_is_named_at_its_place() {
    check(PARAMETERS);
}

#[test]
fn a_mistake_in_a_condition_is_named_at_its_place() {
    check(CONDITIONS);
}

#[test]
fn two_lists_of_toetspunten_in_one_eis_share_no_code() {
    let point = "{code: p1, vraag: Is er een plan?, norm: Het plan noemt wie belt., bewijs: Het plan.}";
    let judged = format!("{{beoordeling: [{point}]}}");
    for form in [
        "beoordeling",
        "pas_toe_of_leg_uit: governance, toetspunten",
        "wnt: top, valt_eronder: onder_wnt, klasse: wnt_klasse, toetspunten",
        "uitsluiting: veroordeeld, datum: veroordeeld_op, aard: veroordeeld_voor, maatregelen: maatregelen, \
         terugkijken: 5 jaar, toetspunten",
    ] {
        let both = |code: &str| {
            let other = point.replace("p1", code);
            let file = SAMPLE.replacen(&judged, &format!("{{alle: [{judged}, {{{form}: [{other}]}}]}}"), 1);
            Scheme::parse(file.as_bytes())
        };
        let found = mistakes("f", &both("p1").unwrap_err());
        assert!(found.contains("code 'p1' is al gebruikt"), "{form}: {found}");
        assert!(both("p2").is_ok(), "{form}");
    }
}

#[test]
fn all_mistakes_are_named_at_once_in_the_order_of_the_file() {
    let file = SAMPLE
        .replacen("spoor: civiel", "spoor: privaat", 1)
        .replacen("{bewijs: kvk}", "{bewijs: weg}", 1)
        .replacen("prijs: € 60,00", "prijs: 60", 1);
    let found = Scheme::parse(file.as_bytes()).unwrap_err();
    assert_eq!(found.0.len(), 3, "{}", mistakes("f", &found));
    assert!(found.0.is_sorted_by_key(|mistake| mistake.place));
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    let nested = |levels: usize| {
        let deep = format!("{}{{bewijs: kvk}}{}", "{niet: ".repeat(levels), "}".repeat(levels));
        let file = SAMPLE.replacen("{bewijs: kvk}", &deep, 1);
        mistakes("f", &Scheme::parse(file.as_bytes()).unwrap_err())
    };
    assert!(nested(30).contains("te diep genest"), "{}", nested(30));
    let deepest = nested(500);
    assert!(deepest.contains("te diep genest") || deepest.contains("niet te lezen"), "{deepest}");
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for bytes in [&b"\xff\xfe"[..], b"", b"- a", b"formaat"] {
        assert!(Scheme::parse(bytes).is_err());
    }
    for empty in ["", "\n\n", "# alleen uitleg\n"] {
        let found = mistakes("f", &Scheme::parse(empty.as_bytes()).unwrap_err());
        assert_eq!(found, "f:1:1: het bestand is leeg; begin met 'formaat: openhuis-regeling/1'\n");
    }
}

#[test]
fn a_mistake_in_a_table_is_named_at_its_place() {
    check(TABLES);
}
