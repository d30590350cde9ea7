//! Keys of a case: a small story about one aanbieder, and who takes part beside it, with the answer that the rules must give.
//! May import: scheme::keys.

use super::{CASE_FORMAT, DATE, Kind, Shape, YES_NO, may, must};

pub(crate) static CASE: Shape = Shape {
    keys: &[
        must("formaat", Kind::Format(CASE_FORMAT)),
        must("titel", Kind::Text),
        must("regeling", Kind::Text),
        must("dagen", Kind::Map(&DAYS)),
        must("kiest", Kind::List(&Kind::Map(&CHOICE))),
        may("gegevens", Kind::Free(&Kind::OneOrMore)),
        may("bewijs", Kind::List(&Kind::Map(&EVIDENCE))),
        may("aanvaard", Kind::List(&Kind::Text)),
        may("deelnemers", Kind::List(&Kind::Map(&MEMBER))),
        may("verwacht", Kind::List(&Kind::Map(&EXPECTATION))),
    ],
};

static DAYS: Shape = Shape { keys: &[must("aanmelding", DATE), must("sluiting", DATE), must("start", DATE)] };

static CHOICE: Shape = Shape {
    keys: &[
        must("gemeente", Kind::Text),
        must("producten", Kind::List(&Kind::Text)),
        may("plaatsen", Kind::Free(&Kind::Text)),
        may("gesloten", YES_NO),
        may("plek_voor", Kind::List(&Kind::Text)),
    ],
};

static EVIDENCE: Shape = Shape {
    keys: &[
        must("soort", Kind::Text),
        may("datum", DATE),
        may("einddatum", DATE),
        may("gelijkwaardig", YES_NO),
    ],
};

/// What a case calls the roles of those beside the penvoerder.
pub(crate) const ROLES: [&str; 3] = ["combinant", "beroep_op", "onderaannemer"];

static MEMBER: Shape = Shape {
    keys: &[
        must("rol", Kind::Word(&ROLES)),
        may("gegevens", Kind::Free(&Kind::OneOrMore)),
        may("bewijs", Kind::List(&Kind::Map(&EVIDENCE))),
        may("aanvaard", Kind::List(&Kind::Text)),
    ],
};

static EXPECTATION: Shape = Shape {
    keys: &[
        must("eis", Kind::Text),
        may("gemeente", Kind::Text),
        may("productgroep", Kind::Text),
        must("uitkomst", Kind::Word(&["voldoet", "voldoet_niet", "onbekend", "beoordelen", "geldt_niet"])),
        may("nodig", Kind::Text),
        may("hard", YES_NO),
    ],
};
