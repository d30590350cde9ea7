//! Keys of eisen, closing, added value, exit, reason codes and letters.
//! May import: scheme::keys.

use super::{DATE, DATES, Kind, NUMBER, Names, PERCENT, SPAN, STATUS, Shape, YES_NO, may, must};

pub(crate) static REQUIREMENT: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Requirement)),
        must("titel", Kind::Text),
        must("soort", Kind::Word(&["uitsluiting", "geschiktheid", "uitvoering", "verklaring"])),
        must("grond", Kind::Text),
        must("hard", YES_NO),
        may("in_gebruik", YES_NO),
        may("combinatie", Kind::Word(&["elk", "samen", "penvoerder"])),
        must("herstelbaar", YES_NO),
        may("peildatum", Kind::Word(DATES)),
        may("moment", Kind::WordOr(&["bij_aanmelding", "bij_start"], &AFTER_START)),
        must("vanaf", DATE),
        may("geldt_voor", Kind::WordOr(&["nieuw"], &RUNNING)),
        may("bereik", Kind::Map(&SCOPE)),
        may("toelichting", Kind::Text),
        must("voorwaarde", Kind::Condition),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static AFTER_START: Shape = Shape { keys: &[must("na_start", SPAN)] };

static RUNNING: Shape = Shape { keys: &[must("lopend", Kind::Map(&TRANSITION))] };

static TRANSITION: Shape =
    Shape { keys: &[must("contractartikel", Kind::Text), must("overgangstermijn", SPAN)] };

pub(crate) static SCOPE: Shape = Shape {
    keys: &[
        may("productgroepen", Kind::List(&Kind::Ref(Names::Group))),
        may("producten", Kind::List(&Kind::Ref(Names::Product))),
        may("gemeenten", Kind::List(&Kind::Ref(Names::Gemeente))),
    ],
};

pub(crate) static SUFFICIENT: Shape = Shape {
    keys: &[
        may("vrije_capaciteit", PERCENT),
        may("wachttijd", SPAN),
        may("aanbieders", NUMBER),
        may("alle_doelgroepen", YES_NO),
        must("capaciteit_bevestigd_binnen", SPAN),
        must("niet_bij_minder_clienten_dan", NUMBER),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) static ADDED_VALUE: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::AddedValue)),
        must("titel", Kind::Text),
        must("soort", Kind::Word(&["doelgroep", "cultuur", "nabijheid", "specialisme", "doorlopende_lijn"])),
        must("gegeven", Kind::Ref(Names::Fact)),
        may("voorwaarde", Kind::Condition),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) static EXIT: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Exit)),
        must("minder_dan", NUMBER),
        must("binnen", SPAN),
        may("bereik", Kind::Map(&SCOPE)),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) static REASON: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Reason)),
        must("soort", Kind::Word(&["herstel", "afwijzing", "advies"])),
        must("titel", Kind::Text),
        must("tekst", Kind::Text),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

pub(crate) static PARAGRAPH: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Paragraph)),
        must("plaats", Kind::Word(&["inleiding", "toelating", "afwijzing", "vervolg", "slot"])),
        must("tekst", Kind::Text),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};
