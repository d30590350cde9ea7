//! A sample of every kind of letter on both tracks, about an organisation that does not exist: to look at, to test
//! with, and to show a region what its letters will be. May import: code, letter's types.

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::code::Code;
use crate::letter::{
    Addressee, Awaited, ClaimCodeLetter, ClosureLetter, DecisionLetter, Defect, Envelope, ExtensionLetter,
    FailedRequirement, GemeentePart, HeardBefore, Intended, IntentionLetter, LetterContent, LetterError,
    LetterKind, LotDecision, LotName, LotOutcome, NotHandledLetter, NotaAnswer, NotaChange, NotaLetter,
    ReceiptLetter, ReceivedFile, ReceivedMember, RegionTexts, Remedy, RemedyTerm, RemedyTrack,
    ReminderLetter, RepairItem, RepairLetter, Revised, Sender, Signatory, TakenOverLetter, Touched,
    WindowChangedLetter, WithdrawalLetter,
};
use crate::rules::MemberRole;

/// A letter to look at: each kind, and what a decision is when it is not partly the one and partly the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// A kind; of a decision the partial one.
    Kind(LetterKind),
    /// A decision that admits for everything.
    Admission,
    /// A decision that refuses everything.
    Refusal,
}

impl Code for Sample {
    const ALL: &'static [Self] = &[
        Self::Kind(LetterKind::Receipt),
        Self::Kind(LetterKind::Repair),
        Self::Kind(LetterKind::Extension),
        Self::Kind(LetterKind::Intention),
        Self::Kind(LetterKind::Decision),
        Self::Admission,
        Self::Refusal,
        Self::Kind(LetterKind::Revision),
        Self::Kind(LetterKind::NotHandled),
        Self::Kind(LetterKind::WithdrawalConfirmed),
        Self::Kind(LetterKind::ClaimCode),
        Self::Kind(LetterKind::TakenOver),
        Self::Kind(LetterKind::Nota),
        Self::Kind(LetterKind::Reminder),
        Self::Kind(LetterKind::Closure),
        Self::Kind(LetterKind::WindowChanged),
        Self::Kind(LetterKind::MeasureIntended),
        Self::Kind(LetterKind::MeasureTaken),
        Self::Kind(LetterKind::MeasureEnded),
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.code(),
            Self::Admission => "admission",
            Self::Refusal => "refusal",
        }
    }
}

impl Sample {
    /// The letter on a track. The same call gives the same letter.
    ///
    /// # Errors
    /// [`LetterError`] never, while the samples are complete.
    pub fn letter(self, track: RemedyTrack) -> Result<LetterContent, LetterError> {
        match self {
            Self::Kind(kind) => sample(kind, track),
            Self::Admission => {
                only(track, |outcome| matches!(outcome, LotOutcome::Admitted { .. })).compose()
            }
            Self::Refusal => only(track, |outcome| matches!(outcome, LotOutcome::Refused(_))).compose(),
        }
    }
}

/// The decision with the lots of one outcome only.
fn only(track: RemedyTrack, keep: fn(&LotOutcome) -> bool) -> DecisionLetter {
    let mut letter = decision(track);
    for part in &mut letter.parts {
        part.lots.retain(|one| keep(&one.outcome));
    }
    letter.parts.retain(|part| !part.lots.is_empty());
    if !letter
        .parts
        .iter()
        .flat_map(|part| &part.lots)
        .any(|one| matches!(one.outcome, LotOutcome::Refused(_)))
    {
        letter.heard = None;
    }
    letter
}

/// The sample of this kind on this track. The same call gives the same letter.
///
/// # Errors
/// [`LetterError`] never, while the samples are complete.
pub fn sample(kind: LetterKind, track: RemedyTrack) -> Result<LetterContent, LetterError> {
    match kind {
        LetterKind::Receipt => receipt(track).compose(),
        LetterKind::Repair => repair(track).compose(),
        LetterKind::Extension => Ok(extension(track).compose()),
        LetterKind::Intention => intention(track).compose(),
        LetterKind::Decision => decision(track).compose(),
        LetterKind::Revision => revision(track).compose(),
        LetterKind::NotHandled => not_handled(track).compose(),
        LetterKind::WithdrawalConfirmed => withdrawal(track).compose(),
        LetterKind::ClaimCode => Ok(claim_code(track).compose()),
        LetterKind::TakenOver => Ok(taken_over(track).compose()),
        LetterKind::Nota => Ok(nota(track).compose()),
        LetterKind::Reminder => reminder(track).compose(),
        LetterKind::Closure => closure(track).compose(),
        LetterKind::WindowChanged => Ok(window_changed(track).compose()),
        LetterKind::MeasureIntended | LetterKind::MeasureTaken | LetterKind::MeasureEnded => {
            super::samples_measure::measure(kind, track).compose()
        }
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn moment(seconds_since_1970: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds_since_1970, 0).unwrap_or_default()
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The outside of the samples.
#[must_use]
pub fn envelope(track: RemedyTrack) -> Envelope {
    Envelope {
        number: "VB-2026-000123".to_owned(),
        date: day(2026, 11, 23),
        sender: Sender {
            region: "Inkoopregio Voorbeeldland".to_owned(),
            gemeente: "Gemeente Voorbeeldstad".to_owned(),
            address: lines("Postbus 100\n1000 AA Voorbeeldstad"),
            contact: lines("toelating@voorbeeld.example\n0000 12 34 56"),
        },
        addressee: Addressee {
            organisation: "Zorgboerderij De Denkbeeldige Hoeve B.V.".to_owned(),
            attention: Some("mevrouw Ö. Çelik-Müller".to_owned()),
            address: lines("Fictielaan 12\n1234 AB Voorbeelddorp"),
        },
        procedure: "de toelatingsprocedure Wmo-begeleiding 2026".to_owned(),
        application: Some("2026-0042".to_owned()),
        track,
    }
}

fn lot(product_group: &str, products: &[&str], gemeente: &str) -> LotName {
    LotName {
        product_group: product_group.to_owned(),
        products: products.iter().map(|&product| product.to_owned()).collect(),
        gemeente: gemeente.to_owned(),
    }
}

fn lots() -> Vec<LotName> {
    vec![
        lot(
            "Begeleiding",
            &["Begeleiding individueel basis", "Begeleiding individueel complex"],
            "Voorbeeldstad",
        ),
        lot("Dagbesteding", &["Dagbesteding groep", "Vervoer"], "Voorbeeldstad"),
        lot("Begeleiding", &["Begeleiding individueel basis"], "Nieuw-Fictie"),
    ]
}

pub(super) fn signatory() -> Signatory {
    Signatory {
        name: "A. de Vries-Jansen".to_owned(),
        role: "Teammanager inkoop sociaal domein".to_owned(),
        power: Some("2026-17".to_owned()),
    }
}

pub(super) fn remedy(track: RemedyTrack) -> Remedy {
    match track {
        RemedyTrack::Civiel => Remedy::Civiel {
            complaints: "klachten@voorbeeld.example".to_owned(),
            court: "Noord-Nederland".to_owned(),
            term: RemedyTerm::Days(20),
            last_day: day(2026, 12, 14),
            ground: "paragraaf 3.4 van het aanmeldingsdocument".to_owned(),
        },
        RemedyTrack::Awb => Remedy::Awb {
            address: lines("Postbus 100\n1000 AA Voorbeeldstad"),
            term: RemedyTerm::Weeks(6),
            last_day: day(2027, 1, 4),
        },
    }
}

fn part<L>(track: RemedyTrack, gemeente: &str, lots: Vec<L>) -> GemeentePart<L> {
    GemeentePart { gemeente: gemeente.to_owned(), lots, remedy: remedy(track), signatory: signatory() }
}

/// A receipt of an aanmelding for three lots with four files and two that take part.
#[must_use]
pub fn receipt(track: RemedyTrack) -> ReceiptLetter {
    let names = [
        "Uittreksel KvK oktober 2026.pdf",
        "Kwaliteitscertificaat.pdf",
        "Jaarrekening 2025 – definitief.pdf",
        "Coöperatie, één reünie.jpg",
    ];
    let file = |name: &&str| ReceivedFile { name: (*name).to_owned(), sha256: sha256(name) };
    ReceiptLetter {
        envelope: envelope(track),
        received_at: moment(1_792_888_203),
        lots: lots(),
        files: names.iter().map(file).collect(),
        members: vec![
            ReceivedMember {
                name: "Thuis Samen".to_owned(),
                role: MemberRole::Partner,
                signed_at: Some(moment(1_792_801_803)),
            },
            ReceivedMember {
                name: "Jansen Zorg".to_owned(),
                role: MemberRole::Subcontractor,
                signed_at: None,
            },
        ],
        scheme_version: "3, gepubliceerd op 1 september 2026".to_owned(),
        scheme_sha256: sha256("regeling"),
        decision_due: Some(day(2026, 12, 21)),
        log_key: Some(
            "portaal.voorbeeld.example/log+7a1c0f3e+AYqI49rvfs1NwJAjPYLzBjZKXXyIsyq54Z6tCtOZ6Zxc".to_owned(),
        ),
    }
}

/// A request to repair two things.
#[must_use]
pub fn repair(track: RemedyTrack) -> RepairLetter {
    let item = |code: &str, title: &str, defect, observed: &str, request: &str| RepairItem {
        code: code.to_owned(),
        title: title.to_owned(),
        lots: lots(),
        defect,
        observed: observed.to_owned(),
        request: request.to_owned(),
    };
    RepairLetter {
        envelope: envelope(track),
        items: vec![
            item(
                "UIT-02",
                "Gedragsverklaring aanbesteden",
                Defect::Incomplete,
                "Bladzijde 2 van de verklaring ontbreekt.",
                "Voeg de hele verklaring toe, met alle bladzijden.",
            ),
            item(
                "GES-05",
                "Verzekering voor aansprakelijkheid",
                Defect::Incorrect,
                "Op de polis staat een ander KvK-nummer dan dat van uw organisatie.",
                "Stuur de polis van uw eigen organisatie, of leg uit waarom deze polis ook voor u geldt.",
            ),
        ],
        last_day: day(2026, 12, 7),
        reference_date: day(2026, 10, 24),
        signatory: Signatory { power: None, ..signatory() },
    }
}

/// A letter that the decision comes later.
#[must_use]
pub fn extension(track: RemedyTrack) -> ExtensionLetter {
    ExtensionLetter {
        envelope: envelope(track),
        before: day(2026, 12, 21),
        until: day(2027, 2, 1),
        weeks: 6,
        motivation: "Wij vroegen een deskundige om naar uw veiligheidsplan te kijken. Zijn verslag is er op 10 januari."
            .to_owned(),
        signatory: Signatory { power: None, ..signatory() },
    }
}

/// A letter about a refusal that rests on a visit.
#[must_use]
pub fn intention(track: RemedyTrack) -> IntentionLetter {
    let mut intended = lots();
    intended.truncate(1);
    let mut failed = failed();
    failed.drain(..1);
    let differs =
        "Bij ons bezoek op 12 november 2026 zagen wij dat 2 begeleiders geen diploma op hbo-niveau hebben.";
    IntentionLetter {
        envelope: envelope(track),
        lots: intended
            .into_iter()
            .map(|lot| Intended {
                lot,
                grounds: failed.iter().map(|one| (one.clone(), differs.to_owned())).collect(),
            })
            .collect(),
        last_day: day(2026, 12, 7),
        signatory: Signatory { power: None, ..signatory() },
    }
}

fn failed() -> Vec<FailedRequirement> {
    vec![
        FailedRequirement {
            code: "GES-03".to_owned(),
            title: "Genoeg eigen vermogen".to_owned(),
            required: "De solvabiliteit is ten minste 20,0 %.".to_owned(),
            observed: "18,0 %, volgens uw jaarrekening over 2025 (ontvangen op 24 oktober 2026).".to_owned(),
            motivation: "De eis geldt voor het laatst afgesloten boekjaar. Een andere jaarrekening is er niet.".to_owned(),
            ground: "Paragraaf 5.2 van het aanmeldingsdocument".to_owned(),
            smallest_change: Some("Nodig is ten minste 20,0 %; u had 18,0 %.".to_owned()),
        },
        FailedRequirement {
            code: "UIT-07".to_owned(),
            title: "Medewerkers met de juiste opleiding".to_owned(),
            required: "Iedere begeleider complex heeft ten minste een diploma op hbo-niveau.".to_owned(),
            observed: "Van 2 van de 5 begeleiders is een diploma op mbo-niveau meegestuurd.".to_owned(),
            motivation: "U schreef dat beide begeleiders een opleiding volgen. Op de peildatum hadden zij die nog niet \
                         afgerond. Voor complexe begeleiding staan wij dat niet toe, ook niet tijdelijk."
                .to_owned(),
            ground: "Eis 7 van het programma van eisen".to_owned(),
            smallest_change: None,
        },
    ]
}

/// A decision on three lots of two gemeenten: two admitted, one refused.
#[must_use]
pub fn decision(track: RemedyTrack) -> DecisionLetter {
    let start = day(2027, 1, 1);
    let admitted = |lot: LotName, needed: &[&str]| {
        let still_needed = needed.iter().map(|&one| one.to_owned()).collect();
        LotDecision { lot, outcome: LotOutcome::Admitted { start, still_needed } }
    };
    let refused = |lot: LotName| LotDecision { lot, outcome: LotOutcome::Refused(failed()) };
    let mut here = Vec::new();
    let mut there = Vec::new();
    for (place, lot) in lots().into_iter().enumerate() {
        match place {
            0 => here.push(refused(lot)),
            1 => here.push(admitted(lot, &["een geldig veiligheidsplan voor de locatie aan de Fictielaan"])),
            _ => there.push(admitted(lot, &[])),
        }
    }
    DecisionLetter {
        envelope: envelope(track),
        received: day(2026, 10, 24),
        parts: vec![part(track, "Voorbeeldstad", here), part(track, "Nieuw-Fictie", there)],
        revises: None,
        heard: Some(HeardBefore {
            asked: day(2026, 11, 6),
            weighed: Some((
                day(2026, 11, 12),
                "U schreef dat beide begeleiders onder toezicht werken. De eis geldt voor iedere begeleider zelf.".to_owned(),
            )),
        }),
        texts: RegionTexts {
            closing: vec!["Dank voor de zorg waarmee u de aanmelding hebt gemaakt.".to_owned()],
            ..RegionTexts::default()
        },
        covering: Signatory { power: None, ..signatory() },
    }
}

/// A new decision of one gemeente in the place of an earlier one.
#[must_use]
pub fn revision(track: RemedyTrack) -> DecisionLetter {
    let mut revised = decision(track);
    revised.parts.truncate(1);
    for one in revised.parts.iter_mut().flat_map(|part| &mut part.lots) {
        one.outcome = LotOutcome::Admitted { start: day(2027, 3, 1), still_needed: Vec::new() };
    }
    DecisionLetter {
        revises: Some(Revised {
            decided: day(2026, 10, 30),
            letter: "VB-2026-000101".to_owned(),
            cause: "De regio maakte een fout".to_owned(),
            motivation: "De jaarrekening over 2025 was wel meegestuurd. Wij lazen die over het hoofd."
                .to_owned(),
        }),
        heard: None,
        ..revised
    }
}

/// A letter that an aanmelding of one gemeente is not handled further.
#[must_use]
pub fn not_handled(track: RemedyTrack) -> NotHandledLetter {
    let mut here = lots();
    here.truncate(2);
    NotHandledLetter {
        envelope: envelope(track),
        asked_on: day(2026, 11, 2),
        last_day: day(2026, 11, 16),
        missing: vec![
            "bladzijde 2 van de gedragsverklaring aanbesteden (eis UIT-02);".to_owned(),
            "een verzekeringspolis op naam van uw organisatie (eis GES-05).".to_owned(),
        ],
        motivation:
            "Zonder deze stukken weten wij niet of een uitsluitingsgrond geldt en of u verzekerd bent."
                .to_owned(),
        ground: match track {
            RemedyTrack::Civiel => "Paragraaf 4.6 van het aanmeldingsdocument".to_owned(),
            RemedyTrack::Awb => "Artikel 4:5 van de Algemene wet bestuursrecht".to_owned(),
        },
        parts: vec![part(track, "Voorbeeldstad", here)],
        covering: signatory(),
    }
}

/// A confirmation that one of three lots was withdrawn.
#[must_use]
pub fn withdrawal(track: RemedyTrack) -> WithdrawalLetter {
    let mut remaining = lots();
    let withdrawn = remaining.split_off(2);
    WithdrawalLetter { envelope: envelope(track), withdrawn_at: moment(1_792_888_203), withdrawn, remaining }
}

/// A letter with a claim code.
#[must_use]
pub fn taken_over(track: RemedyTrack) -> TakenOverLetter {
    TakenOverLetter {
        envelope: Envelope { application: None, ..envelope(track) },
        kvk: "00000000".to_owned(),
        lots: lots().iter().map(LotName::in_words).collect(),
        code: "7KQF-M2XD-9RWT".to_owned(),
        valid_until: day(2027, 1, 18),
        page: "https://portaal.voorbeeld.example/toegangscode".to_owned(),
    }
}

/// The letter with a claim code.
#[must_use]
pub fn claim_code(track: RemedyTrack) -> ClaimCodeLetter {
    ClaimCodeLetter {
        envelope: Envelope { application: None, ..envelope(track) },
        kvk: "00000000".to_owned(),
        code: "7KQF-M2XD-9RWT".to_owned(),
        valid_until: day(2026, 12, 21),
        portal: "https://portaal.voorbeeld.example/aanbieder".to_owned(),
    }
}

/// A nota van inlichtingen with what it changes, two questions and something the region tells of its own accord.
#[must_use]
pub fn nota(track: RemedyTrack) -> NotaLetter {
    NotaLetter {
        envelope: Envelope {
            addressee: NotaLetter::everybody(),
            number: "NvI-2".to_owned(),
            application: None,
            ..envelope(track)
        },
        number: 2,
        window: "Instroom 2027".to_owned(),
        intro: "Dit zijn de laatste antwoorden vóór de opening van het venster.".to_owned(),
        change: Some(NotaChange {
            version: 3,
            effective: moment(1_798_758_000),
            motivation: "De drempel was hoger dan wat u nodig hebt om de zorg te leveren.".to_owned(),
            told: vec![(
                "Eis FIN-01, Solvabiliteit".to_owned(),
                vec!["Het getal wordt 15 %. Dat was 20 %.".to_owned()],
            )],
        }),
        answers: vec![
            NotaAnswer {
                number: "2.1".to_owned(),
                subject: "Eis FIN-01, Solvabiliteit".to_owned(),
                question: Some("Telt een achtergestelde lening mee als eigen vermogen?".to_owned()),
                answer: "Ja, als de lening is achtergesteld bij alle andere schulden.\nStuur de leningsovereenkomst mee."
                    .to_owned(),
                corrects: Some("1.4".to_owned()),
            },
            NotaAnswer {
                number: "2.2".to_owned(),
                subject: "Iets anders".to_owned(),
                question: None,
                answer: "Op 24 en 31 december is de helpdesk dicht.".to_owned(),
                corrects: None,
            },
        ],
    }
}

/// A reminder of a herstelverzoek.
#[must_use]
pub fn reminder(track: RemedyTrack) -> ReminderLetter {
    let about = [("KWA-02", "Kwaliteitssysteem"), ("FIN-01", "Omzet")];
    ReminderLetter {
        envelope: envelope(track),
        asked: ("VB-2026-000101".to_owned(), day(2026, 11, 16)),
        awaited: Awaited::Repair(about.map(|(code, title)| (code.to_owned(), title.to_owned())).to_vec()),
        last_day: day(2026, 11, 26),
        signatory: Signatory { power: None, ..signatory() },
    }
}

/// A letter to who is admitted to a lot that closes.
#[must_use]
pub fn closure(track: RemedyTrack) -> ClosureLetter {
    ClosureLetter {
        envelope: Envelope { application: None, ..envelope(track) },
        lot: lot("Begeleiding", &[], "Voorbeeldstad"),
        from: moment(1_796_079_600),
        stays_closed: false,
        review_on: day(2027, 11, 30),
        unless_added_value: true,
        motivation:
            "Er zijn 14 aanbieders voor 120 cliënten, en van de plaatsen is 40% vrij. Dat is genoeg keuze."
                .to_owned(),
        touched: Touched::Admitted,
        signatory: Signatory { power: None, ..signatory() },
    }
}

/// A letter about a window that stays open longer.
#[must_use]
pub fn window_changed(track: RemedyTrack) -> WindowChangedLetter {
    WindowChangedLetter {
        envelope: envelope(track),
        window: "het instroomvenster najaar 2026".to_owned(),
        closed: moment(1_795_993_200),
        closes: moment(1_796_598_000),
        decisions_due: day(2027, 2, 1),
        starts_on: day(2027, 3, 1),
        motivation: "Het portaal was op 27 november drie uur niet bereikbaar.".to_owned(),
        signatory: Signatory { power: None, ..signatory() },
    }
}
