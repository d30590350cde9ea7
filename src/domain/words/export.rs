//! Names of folders and files in a dossier that leaves the portal, and why something is left out. May import: export, words::dates.

use super::dates::long_date;
use crate::class::Class;
use crate::export::{Audience, LeftOut};

/// Folders and files.
pub mod path {
    /// What was sent in, a folder per time.
    pub const SUBMISSIONS: &str = "inzending";
    /// What was sent in, as bytes that are hashed.
    pub const SUBMISSION: &str = "inzending.json";
    /// The receipt.
    pub const RECEIPT: &str = "ontvangstbevestiging.pdf";
    /// Files of the aanbieder.
    pub const EVIDENCE: &str = "bewijs";
    /// What other members answered and sent.
    pub const MEMBERS: &str = "deelnemers";
    /// What a member signed.
    pub const PART: &str = "eigen-deel.json";
    /// Letters.
    pub const LETTERS: &str = "brieven";
    /// What decisions rest on.
    pub const DECISIONS: &str = "beslissingen";
    /// One of these.
    pub const BASIS: &str = "grondslag.json";
    /// What the region published.
    pub const RULES: &str = "regeling";
    /// The log.
    pub const LOG: &str = "logboek";
    /// Its lines.
    pub const LEAVES: &str = "leaves.ndjson";
    /// What the lines commit to.
    pub const PAYLOADS: &str = "gegevens.ndjson";
    /// That its lines are in the log.
    pub const PROOFS: &str = "proofs.ndjson";
    /// The signed head to which the proofs lead.
    pub const HEAD: &str = "checkpoint.note";
    /// The keys of the log.
    pub const KEYS: &str = "vkey";
    /// Metadata for the archive.
    pub const METADATA: &str = "mdto";
    /// About the dossier itself.
    pub const METADATA_DOSSIER: &str = "dossier.mdto.xml";
    /// For people.
    pub const INDEX: &str = "index.html";
    /// The list for a spreadsheet.
    pub const TABLE: &str = "manifest.csv";
    /// The list for `sha256sum -c`.
    pub const MANIFEST: &str = "manifest-sha256.txt";
}

/// The data files, each with what stands in it.
pub const DATA: [(&str, &str); 8] = [
    ("antwoorden.json", "De antwoorden die zijn ingediend"),
    ("beoordelingen.json", "De beoordelingen, met motivering"),
    ("herstelverzoeken.json", "De herstelverzoeken en wat daarop is geantwoord"),
    ("beslissingen.json", "De beslissingen, van voorstel tot ondertekening"),
    ("stappen.json", "Zienswijzen, verlengingen, bezoeken, herzieningen en geschillen"),
    ("berichten.json", "De berichten tussen de regio en de aanbieder"),
    ("brieven.json", "De brieven, met wanneer zij bekend zijn gemaakt"),
    ("tijdlijn.json", "Wat er gebeurde, op volgorde"),
];

/// The columns of the list for a spreadsheet.
pub const COLUMNS: [&str; 7] =
    ["pad", "wat het is", "sha256", "bytes", "bestandssoort", "rubricering", "oorspronkelijke naam"];

/// The receipt of a submission.
#[must_use]
pub fn receipt(seq: i32) -> String {
    format!("Ontvangstbevestiging van inzending {seq}")
}

/// A submission.
#[must_use]
pub fn submission(seq: i32) -> String {
    format!("Inzending {seq}, zoals die is vastgelegd")
}

/// What a member signed.
#[must_use]
pub fn part(name: &str) -> String {
    format!("Eigen deel van {name}, zoals ondertekend")
}

/// A herstelverzoek.
#[must_use]
pub fn asked(requirement: &str) -> String {
    format!("Herstelverzoek over: {requirement}")
}

/// A ground of a decision.
#[must_use]
pub fn ground(requirement: &str) -> String {
    format!("Grond van een beslissing over: {requirement}")
}

/// What a decision rests on.
#[must_use]
pub fn basis(lot: &str) -> String {
    format!("Grondslag van de beslissing over {lot}, om haar opnieuw te berekenen")
}

/// Something that is not known yet.
pub const IN_PROGRESS: &str = "Beoordelingen, voorstellen en brieven waarvan de uitkomst nog niet bekend is";
/// Of others.
pub const OTHERS: &str = "Berichten en brieven aan andere deelnemers";
/// A zienswijze.
pub const HEARING: &str = "Zienswijze";
/// A verdaging.
pub const EXTENSION: &str = "Verlenging van de termijn";
/// A visit or talk.
pub const VERIFICATION: &str = "Bezoek of gesprek";
/// A revision.
pub const REVISION: &str = "Herziening";
/// Who said it.
pub const BY_PROVIDER: &str = "De aanbieder";
/// Why a dispute came in late.
pub const LATE: &str = "Waarom later";
/// Before which court.
pub const COURT: &str = "Rechtbank";
/// Under which number.
pub const ROLL: &str = "Rolnummer";
/// What a colleague wrote for colleagues.
pub const NOTE: &str = "Een notitie voor collega’s";
/// A message.
pub const MESSAGE: &str = "Een bericht";

/// The regeling.
#[must_use]
pub fn scheme(seq: i32) -> String {
    format!("De regeling, versie {seq}, byte voor byte zoals gepubliceerd")
}

/// National numbers.
pub const TABLES: &str = "De landelijke bedragen en dagen waarmee is gerekend";
/// Lines of the log.
pub const LEAVES: &str = "De regels uit het logboek over dit dossier";
/// The proofs.
pub const PROOFS: &str = "Het bewijs per regel dat die in het logboek staat";
/// The signed head.
pub const HEAD: &str = "De verzegeling van het logboek waar die bewijzen bij horen";
/// The keys.
pub const KEYS: &str = "De openbare sleutels van het logboek";
/// What the lines commit to.
pub const PAYLOADS: &str = "De gegevens bij die regels, met het zout waarmee u ze kunt nakijken";
/// Metadata of the dossier.
pub const METADATA: &str = "Metagegevens van het dossier (MDTO 1.0.1)";
/// Metadata of a file.
pub const METADATA_FILE: &str = "Metagegevens van een bestand (MDTO 1.0.1)";
/// The index.
pub const INDEX: &str = "Leeswijzer, voor mensen";
/// The list for a spreadsheet.
pub const TABLE: &str = "Lijst van bestanden, voor een rekenblad";
/// Who wrote, where the aanbieder may not know by name.
pub const TEAM: &str = "de regio";

/// For whom it is.
#[must_use]
pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Applicant => "de aanbieder",
        Audience::Court => "de rechter",
        Audience::Archive => "het archief",
    }
}

/// The place in addresses and file names.
#[must_use]
pub fn slug(audience: Audience) -> &'static str {
    match audience {
        Audience::Applicant => "aanbieder",
        Audience::Court => "rechter",
        Audience::Archive => "archief",
    }
}

/// Why something is left out.
#[must_use]
pub fn why(left: LeftOut) -> &'static str {
    match left {
        LeftOut::Restricted => {
            "Strafrechtelijke gegevens (Woo artikel 5.1 lid 1 onder d, AVG artikel 10). Alleen een daarvoor aangewezen medewerker \
             mag ze lezen en meenemen."
        }
        LeftOut::Bibob => {
            "Gegevens uit een Bibob-onderzoek (Wet Bibob artikel 28). Zij gaan in geen enkel dossier mee."
        }
        LeftOut::OtherMember => "Het eigen deel van een andere deelnemer. Deelnemers zien elkaars deel niet.",
        LeftOut::InProgress => "Wat nog in beoordeling is. U leest het als de uitkomst bekend is gemaakt.",
        LeftOut::Internal => {
            "Wat medewerkers van de regio voor elkaar opschreven, en de grondslag met alle beoordelingen."
        }
        LeftOut::Erased => "Het bestand is gewist. In het logboek staat wanneer en waarom.",
    }
}

/// A class, as people read it.
#[must_use]
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Openbaar => "openbaar",
        Class::Intern => "intern",
        Class::Bedrijfsvertrouwelijk => "bedrijfsvertrouwelijk",
        Class::Persoon => "persoonsgegevens",
        Class::Strafrechtelijk => "strafrechtelijk",
        Class::Bibob => "Bibob",
    }
}

/// What may be done with it, for the archive.
pub const RESTRICTION: &str = "Bevat bedrijfs- en persoonsgegevens. Beoordeel openbaarheid per bestand naar de rubricering in manifest.csv \
     (Wet open overheid artikel 5.1).";

/// The name of a dossier.
#[must_use]
pub fn dossier(number: &str, organisation: &str) -> String {
    format!("Aanmelding {number} van {organisation}")
}

/// What it is about.
#[must_use]
pub fn about(procedure: &str, window: &str, received: chrono::NaiveDate) -> String {
    format!("Aanmelding voor {procedure}, venster {window}, ontvangen op {}", long_date(received))
}

/// What happened, by the code of the event; nothing for what is not told on the timeline.
#[must_use]
pub fn happened(event: &str) -> Option<&'static str> {
    Some(match event {
        "application.submitted" => "Ingediend",
        "application.replaced" => "Vervangen door een nieuwe inzending",
        "application.withdrawn" => "Ingetrokken",
        "application.not_handled" => "Niet in behandeling genomen",
        "lot_application.withdrawn" => "Voor een productgroep ingetrokken",
        "application.assigned" => "In behandeling genomen of teruggelegd",
        "conflict.declared" => "Band met een aanbieder gemeld",
        "assessment.recorded" => "Een eis beoordeeld",
        "clarification.asked" => "Herstel gevraagd",
        "clarification.answered" => "Herstel ontvangen",
        "clarification.expired" => "Hersteltermijn voorbij zonder antwoord",
        "clarification.withdrawn" => "Herstelverzoek teruggenomen",
        "message.sent" => "Bericht verstuurd",
        "proposal.made" => "Uitkomst voorgesteld",
        "proposal.countersigned" => "Voorstel medegetekend",
        "proposal.returned" => "Voorstel teruggegeven",
        "decision.signed" => "Beslist en ondertekend",
        "decision.returned" => "Niet ondertekend, teruggegeven",
        "decision.revised" => "Beslissing herzien",
        "hearing.asked" => "Zienswijze gevraagd",
        "hearing.given" => "Zienswijze gegeven",
        "hearing.weighed" => "Op de zienswijze gereageerd",
        "verification.planned" => "Bezoek of gesprek gepland",
        "verification.moved" => "Bezoek of gesprek verzet",
        "verification.cancelled" => "Bezoek of gesprek gaat niet door",
        "verification.reported" => "Verslag van een bezoek of gesprek",
        "verification.answered" => "Op het verslag gereageerd",
        "dispute.registered" => "Klacht, kort geding of bezwaar",
        "dispute.hearing_planned" => "Zitting of gesprek gepland",
        "dispute.decided" => "Uitkomst van klacht, kort geding of bezwaar",
        "dispute.withdrawn" => "Klacht, kort geding of bezwaar ingetrokken",
        "hold.placed" => "Dossier wordt bewaard",
        "hold.lifted" => "Dossier hoeft niet meer bewaard",
        "letter.prepared" => "Brief klaargezet",
        "letter.dispatched" => "Brief bekendgemaakt",
        "letter.bounced" => "Mail over een brief niet aangekomen",
        "letter.sent_again" => "Brief opnieuw verstuurd",
        _ => return None,
    })
}
