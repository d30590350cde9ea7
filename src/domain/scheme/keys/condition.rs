//! Keys of conditions: one shape per form; the first key of a shape names its form.
//! May import: scheme::keys.

use super::asking::TEST_POINTS;
use super::{DATES, Kind, MONEY, NUMBER, Names, SPAN, Shape, may, must};

const FACT: Kind = Kind::Ref(Names::Fact);
const ENOUGH: Kind = Kind::Word(&["alle", "een"]);

/// With what a comparison may be made beside a value: one of these.
pub(crate) static OPERAND: Shape =
    Shape { keys: &[may("gegeven", FACT), may("parameter", Kind::Ref(Names::Parameter))] };

/// In this order: `een_van` beside `gegeven` is membership, alone it combines.
pub(crate) static FORMS: &[Shape] = &[
    Shape {
        keys: &[
            must("gegeven", FACT),
            may("is", Kind::Operand),
            may("is_niet", Kind::Operand),
            may("ten_minste", Kind::Operand),
            may("ten_hoogste", Kind::Operand),
            may("meer_dan", Kind::Operand),
            may("minder_dan", Kind::Operand),
            may("een_van", Kind::List(&Kind::Literal)),
            may("bevat", Kind::Literal),
            may("bevat_alle", Kind::List(&Kind::Literal)),
            may("niet_ouder_dan", SPAN),
            may("geldig_op", Kind::Word(DATES)),
            may("op", Kind::Word(DATES)),
        ],
    },
    Shape {
        keys: &[
            must("aantal", FACT),
            may("van", Kind::List(&Kind::Literal)),
            may("is", Kind::Operand),
            may("is_niet", Kind::Operand),
            may("ten_minste", Kind::Operand),
            may("ten_hoogste", Kind::Operand),
            may("meer_dan", Kind::Operand),
            may("minder_dan", Kind::Operand),
        ],
    },
    Shape {
        keys: &[
            must("som", Kind::List(&FACT)),
            may("van", Kind::List(&Kind::Literal)),
            may("is", Kind::Operand),
            may("is_niet", Kind::Operand),
            may("ten_minste", Kind::Operand),
            may("ten_hoogste", Kind::Operand),
            may("meer_dan", Kind::Operand),
            may("minder_dan", Kind::Operand),
        ],
    },
    Shape {
        keys: &[
            must("omzet", FACT),
            must("ten_minste", Kind::Operand),
            may("verwachte_jaarwaarde", MONEY),
            may("starters", Kind::Condition),
        ],
    },
    Shape { keys: &[must("bewijs", Kind::Ref(Names::Evidence))] },
    Shape { keys: &[must("alle", Kind::List(&Kind::Condition))] },
    Shape { keys: &[must("een_van", Kind::List(&Kind::Condition))] },
    Shape { keys: &[must("niet", Kind::Condition)] },
    Shape { keys: &[must("als", Kind::Condition), must("dan", Kind::Condition)] },
    Shape {
        keys: &[must("pas_toe_of_leg_uit", FACT), must("toetspunten", TEST_POINTS), may("volstaat", ENOUGH)],
    },
    Shape {
        keys: &[
            must("wnt", FACT),
            must("valt_eronder", FACT),
            must("klasse", FACT),
            must("toetspunten", TEST_POINTS),
            may("volstaat", ENOUGH),
        ],
    },
    Shape { keys: &[must("capaciteit", NUMBER), may("doelgroep", Kind::Ref(Names::TargetGroup))] },
    Shape { keys: &[must("aanvaard", Kind::Ref(Names::Document))] },
    Shape {
        keys: &[
            must("uitsluiting", FACT),
            must("datum", FACT),
            must("aard", FACT),
            must("maatregelen", FACT),
            must("terugkijken", SPAN),
            must("toetspunten", TEST_POINTS),
            may("volstaat", ENOUGH),
        ],
    },
    Shape { keys: &[must("gekozen", Kind::Ref(Names::Product))] },
    Shape { keys: &[must("gekozen_groep", Kind::Ref(Names::Group))] },
    Shape { keys: &[must("beoordeling", TEST_POINTS), may("volstaat", ENOUGH)] },
    Shape { keys: &[must("toegevoegde_waarde", Kind::Word(&["een_grond"]))] },
    Shape { keys: &[must("geen_plek_voor", Kind::Word(&["doelgroep"]))] },
];
