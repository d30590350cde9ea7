//! The regelingen that are measured: the text that the parser of the product reads.

use std::fmt::Write as _;

use openhuis_domain::scheme::Scheme;

/// How a requirement compares its gegeven, by every engine alike.
#[derive(Clone, Copy)]
pub enum Op {
    AtLeast,
    AtMost,
}

/// One requirement of the measured regeling.
pub struct Rule {
    /// Code of its gegeven; the eis is `E-` with its number.
    pub fact: &'static str,
    /// Type of the gegeven, in the words of a regeling.
    pub kind: &'static str,
    /// The condition, in the words of a regeling.
    pub condition: &'static str,
    /// The same as a number: eurocents, basis points, days from the beginning of the calendar, 0 and 1 for no and yes.
    pub op: Op,
    pub threshold: i64,
}

/// 1 July 2026 and 1 January 2027, as days from the beginning of the calendar.
pub const HALF_YEAR_BEFORE: i64 = START - 184;
pub const START: i64 = 739_982;

const fn rule(
    fact: &'static str,
    kind: &'static str,
    condition: &'static str,
    op: Op,
    threshold: i64,
) -> Rule {
    Rule { fact, kind, condition, op, threshold }
}

/// Twelve requirements, each on a gegeven of its own.
pub const RULES: [Rule; 12] = [
    rule("omzet", "bedrag", "ten_minste: \"€ 250.000\"", Op::AtLeast, 25_000_000),
    rule("verzekering", "bedrag", "ten_minste: \"€ 1.250.000\"", Op::AtLeast, 125_000_000),
    rule("solvabiliteit", "procent", "ten_minste: {parameter: solvabiliteit_minimum}", Op::AtLeast, 2_500),
    rule("liquiditeit", "procent", "ten_minste: 100 %", Op::AtLeast, 10_000),
    rule("medewerkers", "geheel_getal", "ten_minste: 5", Op::AtLeast, 5),
    rule("certificaat", "ja_nee", "is: ja", Op::AtLeast, 1),
    rule("certificaat_tot", "datum", "geldig_op: start", Op::AtLeast, START),
    rule("vog", "datum", "niet_ouder_dan: 6 maanden", Op::AtLeast, HALF_YEAR_BEFORE),
    rule("referenties", "geheel_getal", "ten_minste: 2", Op::AtLeast, 2),
    rule("concentratie", "procent", "ten_hoogste: 60 %", Op::AtMost, 6_000),
    rule("verzuim", "procent", "ten_hoogste: 8 %", Op::AtMost, 800),
    rule("surseance", "ja_nee", "is: nee", Op::AtMost, 0),
];

/// How large a regeling is.
#[derive(Clone, Copy)]
pub struct Size {
    pub gemeenten: usize,
    pub groups: usize,
    /// Products in each group.
    pub products: usize,
}

/// One lot with one product.
pub const ONE_LOT: Size = Size { gemeenten: 1, groups: 1, products: 1 };
/// The Netherlands.
pub const NATIONAL: Size = Size { gemeenten: 342, groups: 11, products: 2 };

pub fn gemeente(number: usize) -> String {
    format!("GM{number:04}")
}

pub fn group(number: usize) -> String {
    format!("groep_{number}")
}

pub fn product(group: usize, number: usize) -> String {
    format!("product_{group}_{number}")
}

/// The twelve requirements alone, or with two that no column holds: a bewijsstuk, and a product that asks for another in the same gemeente.
#[derive(Clone, Copy, PartialEq)]
pub enum Eisen {
    Twelve,
    AndTwoMore,
}

/// A regeling in which the least solvabiliteit is this many percent, and ten more in every third gemeente.
pub fn parsed(size: Size, eisen: Eisen, solvency: u32) -> Scheme {
    let text = text(size, eisen, solvency);
    Scheme::parse(text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

fn text(size: Size, eisen: Eisen, solvency: u32) -> String {
    let mut text = String::from(HEAD);
    text.push_str("gemeenten:\n");
    for number in 0..size.gemeenten {
        let _ = writeln!(
            text,
            "  - {{code: {}, naam: Gemeente {number}, tegel: {{kolom: {}, rij: {}}}, rechtspersoon: gemeente {number}, college: het college, adres: Postbus 1, rechtbank: Noord-Nederland, bron: meting}}",
            gemeente(number),
            number % 20 + 1,
            number / 20 + 1,
        );
    }
    text.push_str("doelgroepen:\n  - {code: iedereen, titel: Iedereen, bron: meting}\nproductgroepen:\n");
    for group_number in 0..size.groups {
        let _ = writeln!(
            text,
            "  - code: {}\n    titel: Groep {group_number}\n    bron: meting\n    producten:",
            group(group_number)
        );
        for number in 0..size.products {
            let code = product(group_number, number);
            let _ = writeln!(
                text,
                "      - {{code: {code}, titel: Product {group_number}.{number}, omschrijving: Een product., iwmo: \"02\", eenheid: uur, bron: meting}}"
            );
        }
    }
    text.push_str("matrix:\n");
    let cells: Vec<String> =
        (0..size.gemeenten).map(|number| format!("{}: in_gebruik", gemeente(number))).collect();
    for (of, number) in products(size) {
        let _ = writeln!(
            text,
            "  - {{product: {}, bron: meting, cellen: {{{}}}}}",
            product(of, number),
            cells.join(", ")
        );
    }
    text.push_str("gegevens:\n");
    for Rule { fact, kind, .. } in &RULES {
        let _ = writeln!(
            text,
            "  - {{code: {fact}, vraag: Hoe staat het met {fact}?, type: {kind}, klasse: intern, bron: meting}}"
        );
    }
    text.push_str("documenten:\n  - {code: overeenkomst, titel: Overeenkomst, soort: overeenkomst, aanvaarden: ja, bron: meting}\nbewijs:\n  - {code: kvk, titel: Uittreksel, klasse: intern, geldigheid: {niet_ouder_dan: 6 maanden}, peildatum: aanmelding, wijze: uploaden, vormen: [pdf], bron: meting}\n");
    let third: Vec<String> = (0..size.gemeenten).filter(|number| number % 3 == 2).map(gemeente).collect();
    let own = if third.is_empty() {
        String::new()
    } else {
        format!(
            ", {{vanaf: 2026-01-01, bereik: {{gemeenten: [{}]}}, waarde: {} %}}",
            third.join(", "),
            solvency + 10
        )
    };
    let _ = writeln!(
        text,
        "parameters:\n  - {{code: solvabiliteit_minimum, titel: Minimum, type: procent, bron: meting, waarden: [{{vanaf: 2026-01-01, waarde: {solvency} %}}{own}]}}\neisen:"
    );
    for (number, Rule { fact, condition, .. }) in RULES.iter().enumerate() {
        eis(&mut text, number, &format!("{{gegeven: {fact}, {condition}}}"));
    }
    if eisen == Eisen::AndTwoMore {
        eis(&mut text, 12, "{bewijs: kvk}");
        eis(&mut text, 13, "{als: {gekozen: product_0_0}, dan: {gekozen: product_0_1}}");
    }
    text.push_str(TAIL);
    text
}

fn eis(text: &mut String, number: usize, condition: &str) {
    let _ = writeln!(
        text,
        "  - {{code: E-{number:02}, titel: Eis {number}, soort: geschiktheid, grond: § {number}, hard: ja, herstelbaar: nee, vanaf: 2026-01-01, bron: meting, voorwaarde: {condition}}}"
    );
}

/// Every product, by group and number.
pub fn products(size: Size) -> impl Iterator<Item = (usize, usize)> {
    (0..size.groups).flat_map(move |group| (0..size.products).map(move |number| (group, number)))
}

const HEAD: &str = "formaat: openhuis-regeling/1
code: meting
titel: Meting
regio:
  code: meting
  slug: meting
  naam: Meting
  klachtenloket: {naam: Loket, mail: loket@meting.example}
looptijd: {van: 2026-01-01, tot: 2035-12-31, bron: meting}
rechtsbescherming: {spoor: civiel, vervaltermijn: 20 dagen, atw_verklaard: nee, bron: meting}
termijnen: {beslissing: 8 weken, verdaging: 6 weken, herstel: 10 werkdagen, zienswijze: 2 weken, bron: meting}
beoordelingsplan: {beoordelaars: een, personen: 3, bron: meting}
vensters:
  verzegeld_tot_sluiting: nee
  soorten:
    - soort: jaarlijks
      fasen: {publicatie: 2 weken, vragen: 2 weken, antwoorden: 10 dagen, aanmelding: 6 weken, beslissing: 8 weken}
      bron: meting
";

const TAIL: &str = "voldoende_aanbod: {vrije_capaciteit: 10 %, capaciteit_bevestigd_binnen: 90 dagen, niet_bij_minder_clienten_dan: 10, bron: meting}
redencodes:
  - {code: ONV-01, soort: herstel, titel: Ontbreekt, tekst: Het stuk ontbreekt., bron: meting}
";
