//! Keys of the top level, and of whom and when.
//! May import: scheme::keys.

use super::asking::{DOCUMENT, EVIDENCE, FACT};
use super::bought::{DEMAND, GROUP, HISTORY, ROW, TARGET_GROUP};
use super::parameter::PARAMETER;
use super::requirement::{ADDED_VALUE, EXIT, PARAGRAPH, REASON, REQUIREMENT, SUFFICIENT};
use super::{DATE, FORMAT, HOLIDAY_REGION, Kind, NUMBER, Names, SPAN, STATUS, Shape, YES_NO, may, must};
use crate::scheme::problem::ScalarForm;

pub(crate) static REGELING: Shape = Shape {
    keys: &[
        must("formaat", Kind::Format(FORMAT)),
        must("code", Kind::Code(Names::Local)),
        must("titel", Kind::Text),
        must("regio", Kind::Map(&REGION)),
        must("gemeenten", Kind::List(&Kind::Map(&GEMEENTE))),
        must("looptijd", Kind::Map(&TERM)),
        must("rechtsbescherming", Kind::Map(&REMEDY)),
        must("termijnen", Kind::Map(&TERMS)),
        must("beoordelingsplan", Kind::Map(&REVIEW)),
        may("bestanden", Kind::Map(&UPLOADS)),
        must("vensters", Kind::Map(&WINDOWS)),
        must("doelgroepen", Kind::List(&Kind::Map(&TARGET_GROUP))),
        must("productgroepen", Kind::List(&Kind::Map(&GROUP))),
        must("matrix", Kind::List(&Kind::Map(&ROW))),
        may("historie", Kind::List(&Kind::Map(&HISTORY))),
        may("vraag", Kind::List(&Kind::Map(&DEMAND))),
        must("gegevens", Kind::List(&Kind::Map(&FACT))),
        must("bewijs", Kind::List(&Kind::Map(&EVIDENCE))),
        must("documenten", Kind::List(&Kind::Map(&DOCUMENT))),
        may("parameters", Kind::List(&Kind::Map(&PARAMETER))),
        must("eisen", Kind::List(&Kind::Map(&REQUIREMENT))),
        must("voldoende_aanbod", Kind::Map(&SUFFICIENT)),
        may("jaarlijkse_bevestiging", Kind::Map(&CONFIRMATION)),
        may("toegevoegde_waarde", Kind::List(&Kind::Map(&ADDED_VALUE))),
        may("uitstroom", Kind::List(&Kind::Map(&EXIT))),
        must("redencodes", Kind::List(&Kind::Map(&REASON))),
        may("brief", Kind::List(&Kind::Map(&PARAGRAPH))),
        may("bibob", Kind::Map(&BIBOB)),
        may("maatregelen", Kind::List(&Kind::Map(&MEASURE))),
    ],
};

static REGION: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Local)),
        must("slug", Kind::Scalar(ScalarForm::Slug)),
        must("naam", Kind::Text),
        must("klachtenloket", Kind::Map(&DESK)),
    ],
};

static DESK: Shape =
    Shape { keys: &[must("naam", Kind::Text), must("mail", Kind::Text), may("telefoon", Kind::Text)] };

static GEMEENTE: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Gemeente)),
        must("naam", Kind::Text),
        must("tegel", Kind::Map(&TILE)),
        may("inwoners", Kind::Map(&INHABITANTS)),
        must("rechtspersoon", Kind::Text),
        must("college", Kind::Text),
        must("adres", Kind::Text),
        must("rechtbank", Kind::Text),
        may("vakantieregio", HOLIDAY_REGION),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static TILE: Shape = Shape { keys: &[must("kolom", NUMBER), must("rij", NUMBER)] };

static INHABITANTS: Shape = Shape { keys: &[must("aantal", NUMBER), must("peildatum", DATE)] };

static TERM: Shape =
    Shape { keys: &[must("van", DATE), must("tot", DATE), may("status", STATUS), may("bron", Kind::Text)] };

static REMEDY: Shape = Shape {
    keys: &[
        must("spoor", Kind::Word(&["civiel", "awb"])),
        must("vervaltermijn", SPAN),
        must("atw_verklaard", YES_NO),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static TERMS: Shape = Shape {
    keys: &[
        must("beslissing", SPAN),
        must("verdaging", SPAN),
        must("herstel", SPAN),
        must("zienswijze", SPAN),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static REVIEW: Shape = Shape {
    keys: &[
        must("beoordelaars", Kind::Word(&["een", "twee_blind", "twee_met_moderator"])),
        must("personen", Kind::Word(&["2", "3"])),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static UPLOADS: Shape = Shape {
    keys: &[
        must("mb_per_bestand", NUMBER),
        must("mb_per_aanmelding", NUMBER),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static BIBOB: Shape = Shape {
    keys: &[
        must("mag", YES_NO),
        must("adviestermijn", SPAN),
        must("verlenging", SPAN),
        must("formulier", Kind::Text),
        must("eis", Kind::Ref(Names::Requirement)),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static MEASURE: Shape = Shape {
    keys: &[
        must(
            "soort",
            Kind::Word(&[
                "aanbeveling",
                "verbeterplan",
                "waarschuwing",
                "clientenstop",
                "opschorting",
                "terugvordering",
                "beeindiging",
            ]),
        ),
        must("contractartikel", Kind::Text),
        may("ten_hoogste", SPAN),
        must("raakt_lopende_clienten", YES_NO),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static WINDOWS: Shape = Shape {
    keys: &[must("verzegeld_tot_sluiting", YES_NO), must("soorten", Kind::List(&Kind::Map(&WINDOW)))],
};

static WINDOW: Shape = Shape {
    keys: &[
        must("soort", Kind::Word(&["eerste", "jaarlijks", "schaarste"])),
        must("fasen", Kind::Map(&PHASES)),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static CONFIRMATION: Shape = Shape {
    keys: &[
        must("maand", NUMBER),
        must("dag", NUMBER),
        must("termijn", SPAN),
        must("contractartikel", Kind::Text),
        must("gegevens", Kind::List(&Kind::Ref(Names::Fact))),
        may("status", STATUS),
        may("bron", Kind::Text),
    ],
};

static PHASES: Shape = Shape {
    keys: &[
        must("publicatie", SPAN),
        must("vragen", SPAN),
        must("antwoorden", SPAN),
        must("aanmelding", SPAN),
        must("beslissing", SPAN),
    ],
};
