//! Keys of parameters: numbers that a regeling names once, dated, and per gemeente or productgroep where they differ.
//! May import: scheme::keys.

use super::{DATE, Kind, Names, STATUS, Shape, may, must};

pub(crate) static PARAMETER: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Parameter)),
        must("titel", Kind::Text),
        must("type", Kind::Word(PARAMETER_TYPES)),
        must("waarden", Kind::List(&Kind::Map(&VALUE))),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

const PARAMETER_TYPES: &[&str] = &["geheel_getal", "bedrag", "procent", "datum"];

static VALUE: Shape =
    Shape { keys: &[must("vanaf", DATE), may("bereik", Kind::Map(&PLACES)), must("waarde", Kind::Literal)] };

static PLACES: Shape = Shape {
    keys: &[
        may("productgroepen", Kind::List(&Kind::Ref(Names::Group))),
        may("gemeenten", Kind::List(&Kind::Ref(Names::Gemeente))),
    ],
};
