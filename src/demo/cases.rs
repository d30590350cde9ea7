//! The dossiers of the demo: who does what, how many days before today. Each ends in a state that people can look at.
//! May import: nothing.

use super::lots::JUDGED;
use super::script::{Against, Case, PLAIN, Question, Step};
use Step::{
    Agree, Ask, Begin, Complete, Contract, Expire, Hire, Join, Judge, JudgeOne, LeaveUnhandled, Object,
    Propose, Repair, RepairInWords, Reply, Return, SendBack, Sign, SignOne, StopIntake, Submit, Suspend,
    Take, Tie, Verify, Withdraw, Write,
};

/// Places of aanbieders whose claim nobody took over with a contract: every tenth.
pub const NEWCOMERS: usize = 10;

const NO_GVA: Question = Question { requirement: "GES-02", kind: "incomplete", anchor: "bewijs:gva" };
const NO_TAX: Question =
    Question { requirement: "GES-03", kind: "incomplete", anchor: "bewijs:verklaring_betalingsgedrag" };
const NO_SUM: Question =
    Question { requirement: "GES-05", kind: "incomplete", anchor: "gegeven:verzekerd_per_jaar" };
const LOW_SUM: Question =
    Question { requirement: "GES-05", kind: "incorrect", anchor: "gegeven:verzekerd_per_aanspraak" };

const NOT_HERE: Against = Against { requirement: JUDGED, reason: "AFW-03", everywhere: false };
const NOWHERE: Against = Against { requirement: JUDGED, reason: "AFW-03", everywhere: true };

/// The dossiers of a region, of its first aanbieders in this order.
pub const CASES: &[Case] = &[
    Case {
        key: "herstel_gevraagd",
        forgets: &["gva", "verzekerd_per_jaar"],
        asks: &[NO_GVA, NO_SUM],
        days: &[(40, Begin), (39, Complete), (38, Submit), (20, Take), (18, Write), (17, Reply), (6, Ask)],
        ..PLAIN
    },
    Case {
        key: "deels_toegelaten",
        lots: Some((1, 3)),
        against: Some(NOT_HERE),
        days: &[
            (49, Begin),
            (49, Complete),
            (48, Submit),
            (40, Take),
            (39, Judge),
            (38, Propose),
            (36, Agree),
            (12, Sign),
            (10, Expire),
            (8, Object),
        ],
        ..PLAIN
    },
    Case { key: "begonnen", lots: None, days: &[(10, Begin)], ..PLAIN },
    Case { key: "ingediend", lots: None, days: &[(4, Begin), (3, Complete), (2, Submit)], ..PLAIN },
    Case {
        key: "in_beoordeling",
        answers: &[
            ("veroordeling", "ja"),
            ("veroordeling_datum", "14-03-2023"),
            ("veroordeling_aard", "belasting_en_premies"),
            ("veroordeling_maatregelen", "{maatregelen}"),
        ],
        days: &[(30, Begin), (30, Complete), (29, Submit), (8, Take), (7, JudgeOne)],
        ..PLAIN
    },
    Case {
        key: "voorgesteld",
        lots: Some((2, 2)),
        days: &[(36, Begin), (36, Complete), (35, Submit), (12, Take), (11, Judge), (4, Propose)],
        ..PLAIN
    },
    Case {
        key: "toegelaten",
        lots: Some((1, 3)),
        days: &[
            (48, Begin),
            (48, Complete),
            (47, Submit),
            (30, Take),
            (28, Judge),
            (27, Propose),
            (20, Agree),
            (3, Sign),
        ],
        ..PLAIN
    },
    Case { key: "ingevuld", lots: None, days: &[(8, Begin), (5, Complete)], ..PLAIN },
    Case {
        key: "medegelezen",
        lots: Some((2, 3)),
        days: &[
            (45, Begin),
            (45, Complete),
            (44, Submit),
            (25, Take),
            (24, Judge),
            (14, Propose),
            (9, Agree),
        ],
        ..PLAIN
    },
    Case { key: "niet_bevestigd", lots: None, days: &[(13, Begin), (13, Complete), (12, Submit)], ..PLAIN },
    Case {
        key: "hersteld",
        assessor: "derde.lezer",
        forgets: &["gva"],
        asks: &[NO_GVA],
        days: &[(43, Begin), (43, Complete), (42, Submit), (26, Take), (25, Ask), (15, Repair)],
        ..PLAIN
    },
    Case {
        key: "afgewezen",
        answers: &[("verzekerd_per_aanspraak", "€ 1.000.000")],
        asks: &[LOW_SUM],
        against: Some(Against { requirement: "GES-05", reason: "AFW-01", everywhere: true }),
        days: &[
            (49, Begin),
            (49, Complete),
            (48, Submit),
            (45, Take),
            (44, Ask),
            (38, RepairInWords),
            (36, Judge),
            (35, Propose),
            (33, Agree),
            (10, Sign),
        ],
        ..PLAIN
    },
    Case {
        key: "teruggestuurd",
        days: &[
            (42, Begin),
            (42, Complete),
            (41, Submit),
            (22, Take),
            (21, Judge),
            (16, Propose),
            (5, SendBack),
        ],
        ..PLAIN
    },
    Case {
        key: "niet_hersteld",
        forgets: &["gva"],
        asks: &[NO_GVA],
        against: Some(Against { requirement: "GES-02", reason: "AFW-04", everywhere: true }),
        days: &[(47, Begin), (47, Complete), (46, Submit), (43, Take), (42, Ask), (2, Judge)],
        ..PLAIN
    },
    Case {
        key: "medegelezen_deels",
        lots: Some((1, 3)),
        against: Some(NOT_HERE),
        days: &[
            (46, Begin),
            (46, Complete),
            (45, Submit),
            (24, Take),
            (23, Judge),
            (13, Propose),
            (8, Agree),
        ],
        ..PLAIN
    },
    Case {
        key: "teruggenomen",
        lots: None,
        days: &[(34, Begin), (34, Complete), (33, Submit), (31, Withdraw)],
        ..PLAIN
    },
    Case {
        key: "teruggegeven",
        days: &[
            (46, Begin),
            (46, Complete),
            (45, Submit),
            (29, Take),
            (28, Judge),
            (26, Propose),
            (19, Agree),
            (6, Return),
        ],
        ..PLAIN
    },
    Case {
        key: "overeenkomst",
        days: &[
            (49, Begin),
            (49, Complete),
            (49, Submit),
            (46, Take),
            (45, Judge),
            (44, Propose),
            (42, Agree),
            (37, Sign),
            (15, Contract),
        ],
        ..PLAIN
    },
    Case {
        key: "medegelezen_afwijzing",
        forgets: &["verklaring_betalingsgedrag"],
        asks: &[NO_TAX],
        against: Some(Against { requirement: "GES-03", reason: "AFW-04", everywhere: true }),
        days: &[
            (49, Begin),
            (49, Complete),
            (48, Submit),
            (46, Take),
            (45, Ask),
            (19, Judge),
            (18, Propose),
            (10, Agree),
        ],
        ..PLAIN
    },
    Case {
        key: "bevestigd",
        lots: None,
        answers: &[("in_combinatie", "ja")],
        days: &[(22, Begin), (21, Complete), (21, Join), (20, Submit), (13, Verify)],
        ..PLAIN
    },
    Case {
        key: "deels_getekend",
        lots: Some((2, 2)),
        days: &[
            (48, Begin),
            (48, Complete),
            (47, Submit),
            (34, Take),
            (33, Judge),
            (32, Propose),
            (23, Agree),
            (7, SignOne),
        ],
        ..PLAIN
    },
    Case {
        key: "met_belang",
        assessor: "derde.lezer",
        days: &[(33, Begin), (33, Complete), (32, Submit), (16, Tie), (14, Take), (10, Write), (7, Suspend)],
        ..PLAIN
    },
    Case {
        key: "beoordeeld",
        differs: Some(NOWHERE),
        days: &[(37, Begin), (37, Complete), (36, Submit), (11, Take), (3, Judge)],
        ..PLAIN
    },
    Case {
        key: "wacht_op_antwoord",
        answers: &[("onderaannemers", "ja")],
        days: &[(52, Begin), (52, Complete), (52, Hire), (51, Submit), (9, Write), (8, StopIntake)],
        ..PLAIN
    },
    Case {
        key: "voorgesteld_afwijzing",
        assessor: "derde.lezer",
        against: Some(NOWHERE),
        days: &[(40, Begin), (40, Complete), (39, Submit), (18, Take), (17, Judge), (2, Propose)],
        ..PLAIN
    },
    Case {
        key: "niet_behandeld",
        lots: Some((1, 2)),
        forgets: &["gva"],
        asks: &[NO_GVA],
        days: &[
            (49, Begin),
            (49, Complete),
            (48, Submit),
            (46, Take),
            (45, Ask),
            (14, LeaveUnhandled),
            (12, Agree),
            (5, Sign),
        ],
        ..PLAIN
    },
];

/// Which dossier of [`CASES`] a second registration says to be the organisation of.
pub const CLAIMED_TWICE: usize = 4;

/// The dossier of that second registration.
pub const RIVAL: Case = Case {
    key: "tweede_registratie",
    lots: None,
    days: &[(26, Begin), (26, Complete), (25, Submit)],
    ..PLAIN
};

/// Who applied in the first window and was admitted in part. Nothing is begun in the window that is open: whoever looks does that.
pub const RETURNING: Case = Case {
    key: "terug",
    lots: Some((1, 3)),
    against: Some(NOT_HERE),
    days: &[
        (196, Begin),
        (196, Complete),
        (195, Submit),
        (142, Verify),
        (142, Take),
        (141, Judge),
        (140, Propose),
        (138, Agree),
        (133, Sign),
        (127, Contract),
    ],
    ..PLAIN
};

/// Numbers of the aanbieders that return, beyond all others.
pub const FIRST_RETURNING: usize = 490;
