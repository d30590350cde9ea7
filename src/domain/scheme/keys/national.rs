//! Keys of the national tables: WNT maxima, days made equal to feestdagen, summer holidays of schools.
//! May import: scheme::keys.

use super::{DATE, HOLIDAY_REGION, Kind, MONEY, NATIONAL_FORMAT, NUMBER, PERCENT, Shape, must};

const STATUS: Kind = Kind::Word(&["geverifieerd", "onbevestigd"]);

pub(crate) static WNT: Shape = Shape {
    keys: &[
        must("formaat", Kind::Format(NATIONAL_FORMAT)),
        must("soort", Kind::Word(&["wnt"])),
        must("toezicht", Kind::Map(&SUPERVISION)),
        must("algemeen", Kind::List(&Kind::Map(&GENERAL))),
        must("klassen", Kind::List(&Kind::Map(&CLASSES))),
    ],
};

pub(crate) static EQUAL_DAYS: Shape = Shape {
    keys: &[
        must("formaat", Kind::Format(NATIONAL_FORMAT)),
        must("soort", Kind::Word(&["feestdagen"])),
        must("gelijkgesteld", Kind::List(&Kind::Map(&EQUAL_DAY))),
    ],
};

static EQUAL_DAY: Shape = Shape {
    keys: &[must("dag", DATE), must("naam", Kind::Text), must("status", STATUS), must("bron", Kind::Text)],
};

pub(crate) static SCHOOL_HOLIDAYS: Shape = Shape {
    keys: &[
        must("formaat", Kind::Format(NATIONAL_FORMAT)),
        must("soort", Kind::Word(&["schoolvakanties"])),
        must("zomer", Kind::List(&Kind::Map(&SUMMER))),
    ],
};

static SUMMER: Shape = Shape {
    keys: &[
        must("regio", HOLIDAY_REGION),
        must("van", DATE),
        must("tot", DATE),
        must("status", STATUS),
        must("bron", Kind::Text),
    ],
};

static SUPERVISION: Shape = Shape {
    keys: &[
        must("voorzitter", PERCENT),
        must("lid", PERCENT),
        must("status", STATUS),
        must("bron", Kind::Text),
    ],
};

static GENERAL: Shape = Shape {
    keys: &[must("jaar", NUMBER), must("bedrag", MONEY), must("status", STATUS), must("bron", Kind::Text)],
};

static CLASSES: Shape = Shape {
    keys: &[
        must("jaar", NUMBER),
        must("i", MONEY),
        must("ii", MONEY),
        must("iii", MONEY),
        must("iv", MONEY),
        must("v", MONEY),
        must("status", STATUS),
        must("bron", Kind::Text),
    ],
};
