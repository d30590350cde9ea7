//! Keys of what is bought: doelgroepen, products, tariffs, the matrix, its history and the demand.
//! May import: scheme::keys.

use super::{DATE, Kind, MONEY, NUMBER, Names, STATUS, Shape, TARIFF_STATUS, may, must};
use crate::scheme::problem::ScalarForm;

pub(crate) static TARGET_GROUP: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::TargetGroup)),
        must("titel", Kind::Text),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) static GROUP: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Group)),
        must("titel", Kind::Text),
        must("producten", Kind::List(&Kind::Map(&PRODUCT))),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static PRODUCT: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Product)),
        must("titel", Kind::Text),
        must("omschrijving", Kind::Text),
        may("ouder", Kind::Ref(Names::Product)),
        must("iwmo", Kind::Scalar(ScalarForm::Category)),
        may("productcode", Kind::Scalar(ScalarForm::ProductCode)),
        must("eenheid", Kind::Word(&["minuut", "uur", "dagdeel", "etmaal", "rit"])),
        may("tarieven", Kind::List(&Kind::Map(&TARIFF))),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static TARIFF: Shape = Shape {
    keys: &[
        must("vanaf", DATE),
        may("gemeenten", Kind::List(&Kind::Ref(Names::Gemeente))),
        must("prijs", MONEY),
        must("onderbouwing", Kind::Map(&SUBSTANTIATION)),
        may("status", TARIFF_STATUS),
        may("bron", Kind::Text),
    ],
};

static SUBSTANTIATION: Shape = Shape {
    keys: &[
        must("beroepskracht", MONEY),
        must("overhead", MONEY),
        must("niet_productief", MONEY),
        must("reis_en_opleiding", MONEY),
        must("indexatie", MONEY),
        must("verplichtingen", MONEY),
    ],
};

pub(crate) static ROW: Shape = Shape {
    keys: &[
        must("product", Kind::Ref(Names::Product)),
        must("cellen", Kind::Cells),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) static HISTORY: Shape = Shape {
    keys: &[
        must("titel", Kind::Text),
        must("rijen", Kind::List(&Kind::Map(&HISTORY_ROW))),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static HISTORY_ROW: Shape = Shape { keys: &[must("titel", Kind::Text), must("cellen", Kind::Cells)] };

pub(crate) static DEMAND: Shape = Shape {
    keys: &[
        must("gemeente", Kind::Ref(Names::Gemeente)),
        must("productgroep", Kind::Ref(Names::Group)),
        must("clienten", NUMBER),
        must("peildatum", DATE),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};
