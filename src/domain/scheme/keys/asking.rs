//! Keys of what is asked: gegevens, kinds of bewijsstuk, documents, and toetspunten.
//! May import: scheme::keys.

use super::{CLASSES, DATES, Kind, NUMBER, Names, SPAN, STATUS, Shape, YES_NO, may, must};

pub(crate) static FACT: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Fact)),
        must("vraag", Kind::Text),
        may("uitleg", Kind::Text),
        must("type", Kind::Word(FACT_TYPES)),
        must("klasse", CLASSES),
        may("herbruikbaar", YES_NO),
        may("grenzen", Kind::Map(&BOUNDS)),
        may("keuzes", Kind::List(&Kind::Map(&CHOICE))),
        may("rijen", Kind::List(&Kind::Map(&CHOICE))),
        may("uitleg_minimaal", NUMBER),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

const FACT_TYPES: &[&str] = &[
    "ja_nee",
    "geheel_getal",
    "bedrag",
    "procent",
    "datum",
    "keuze",
    "keuzes",
    "tekst",
    "pas_toe_of_leg_uit",
    "personen_met_bezoldiging",
];

static BOUNDS: Shape = Shape { keys: &[may("minimum", Kind::Literal), may("maximum", Kind::Literal)] };

static CHOICE: Shape = Shape { keys: &[must("code", Kind::Code(Names::Local)), must("titel", Kind::Text)] };

pub(crate) static EVIDENCE: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Evidence)),
        must("titel", Kind::Text),
        must("klasse", CLASSES),
        must("geldigheid", Kind::WordOr(&["tot_einddatum", "onbeperkt"], &AGE)),
        must("peildatum", Kind::Word(DATES)),
        must("wijze", Kind::Word(&["uploaden", "gezien_op"])),
        may("vormen", Kind::List(&Kind::Word(FORMS_OF_FILE))),
        may("gelijkwaardig", TEST_POINTS),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

const FORMS_OF_FILE: &[&str] = &["pdf", "jpg", "png", "docx", "xlsx", "odt"];

static AGE: Shape = Shape { keys: &[must("niet_ouder_dan", SPAN)] };

pub(crate) static DOCUMENT: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Document)),
        must("titel", Kind::Text),
        must(
            "soort",
            Kind::Word(&[
                "aanmeldingsdocument",
                "programma_van_eisen",
                "overeenkomst",
                "tarieven",
                "bijlage",
            ]),
        ),
        must("aanvaarden", YES_NO),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) const TEST_POINTS: Kind = Kind::List(&Kind::Map(&TEST_POINT));

static TEST_POINT: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Local)),
        must("vraag", Kind::Text),
        must("norm", Kind::Text),
        must("bewijs", Kind::Text),
    ],
};
