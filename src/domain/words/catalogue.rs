//! What letters and mails there are, who gets each and when: the catalogue of a region. May import: letter::kind, words::letters::samples.

use crate::letter::LetterKind;
use crate::words::letters::samples::Sample;

const DECIDED: &str = "Als over alles is beslist, of op de laatste dag die het venster noemt.";

/// The name of a kind of letter, and who gets it when.
#[must_use]
pub fn letter(sample: Sample) -> (&'static str, &'static str) {
    let kind = match sample {
        Sample::Kind(kind) => kind,
        Sample::Admission => return ("Uitkomst: toegelaten", DECIDED),
        Sample::Refusal => return ("Uitkomst: niet toegelaten", DECIDED),
    };
    match kind {
        LetterKind::Receipt => ("Ontvangstbevestiging", "Meteen na het indienen, aan de aanbieder."),
        LetterKind::Repair => {
            ("Herstelverzoek", "Als de beoordelaar om herstel vraagt, aan wie het kan herstellen.")
        }
        LetterKind::Extension => {
            ("Verdaging", "Als de termijn voor de uitkomst wordt verlengd, aan de aanbieder.")
        }
        LetterKind::Intention => (
            "Voornemen",
            "Als een afwijzing rust op iets anders dan de aanbieder gaf. De aanbieder mag reageren.",
        ),
        LetterKind::Decision => (
            "Uitkomst",
            "Als over alles is beslist, of op de laatste dag die het venster noemt. Toegelaten, niet toegelaten of voor een deel.",
        ),
        LetterKind::Revision => ("Herziening", "Als een eerdere uitkomst is vervangen."),
        LetterKind::NotHandled => (
            "Niet behandeld",
            "Als een herstelverzoek niet is beantwoord en is beslist om niet verder te behandelen.",
        ),
        LetterKind::WithdrawalConfirmed => (
            "Bevestiging van intrekking",
            "Als de aanbieder zijn aanmelding intrekt, geheel of voor een deel.",
        ),
        LetterKind::ClaimCode => (
            "Toegangscode bij registratie",
            "Per post, als een organisatie zich registreert en de regio dat met een code wil nagaan.",
        ),
        LetterKind::TakenOver => (
            "Toegangscode bij overgenomen contract",
            "Per post, aan wie al een contract had voordat het portaal er was.",
        ),
        LetterKind::Nota => (
            "Nota van inlichtingen",
            "Als de antwoorden op vragen over een venster worden gepubliceerd, voor iedereen.",
        ),
        LetterKind::Reminder => (
            "Herinnering",
            "Drie dagen voor de laatste dag van een herstelverzoek of voornemen, als er nog geen antwoord is.",
        ),
        LetterKind::Closure => (
            "Sluiting",
            "Als een onderdeel dichtgaat of dicht blijft, aan wie ervoor is toegelaten of zich ervoor heeft aangemeld.",
        ),
        LetterKind::WindowChanged => {
            ("Andere data", "Als een venster latere data krijgt, aan wie zich erin heeft aangemeld.")
        }
        LetterKind::MeasureIntended => (
            "Voornemen van een maatregel",
            "Als een contractmanager een maatregel voorstelt. De aanbieder mag reageren.",
        ),
        LetterKind::MeasureTaken => ("Maatregel", "Als een maatregel is genomen, aan de aanbieder."),
        LetterKind::MeasureEnded => (
            "Einde van een maatregel",
            "Als een maatregel is opgeheven of niet doorgaat, aan de aanbieder die van het voornemen wist.",
        ),
    }
}

/// The kinds of mail, in the order of the alphabet, and who gets each when.
pub const MAILS: &[(&str, &str)] = &[
    ("account_confirm", "Wie een account maakt"),
    ("account_exists", "Wie een account maakt en er al een heeft"),
    ("admission_resumed", "Aanbieder van wie de opschorting voorbij is"),
    ("admission_suspended", "Aanbieder van wie de toelating is opgeschort"),
    ("application_received", "Aanbieder die indient"),
    ("bibob_news", "Aanbieder, als er nieuws is over een Bibob-onderzoek; de mail zegt niet waarover"),
    ("claim_rejected", "Aanbieder van wie de registratie is afgewezen"),
    ("claim_verified", "Aanbieder van wie de registratie is goedgekeurd"),
    ("confirmation_asked", "Aanbieder die zijn jaarlijkse bevestiging mag geven"),
    ("confirmation_reminder", "Aanbieder die nog niet bevestigde"),
    ("contract_attached", "Aanbieder bij wie een overgenomen contract is geplaatst"),
    ("contract_taken_over", "Contactpersoon van een overgenomen contract"),
    ("dates_changed", "Aanbieder met een concept, als de data van het venster veranderen"),
    ("dispute_decided", "Aanbieder, bij de uitkomst van een klacht of bezwaar"),
    ("dispute_extended", "Aanbieder, als een bezwaar langer duurt"),
    (
        "dispute_filed",
        "Het klachtenmeldpunt, of bij een bezwaar de balie van de regio, als een aanbieder iets indient",
    ),
    ("dispute_hearing", "Aanbieder, als een gesprek over een klacht of bezwaar is gepland of vervalt"),
    ("dispute_received", "Aanbieder, bij ontvangst van een klacht of bezwaar"),
    ("document_published", "Volger, bij een nieuw document"),
    ("draft_reminder", "Aanbieder met een concept, kort voor de sluiting"),
    ("evidence_after_start", "Toegelaten aanbieder die na de start bewijs moet geven"),
    ("evidence_asked", "Toegelaten aanbieder, bij een bewijsverzoek"),
    ("evidence_expiring", "Toegelaten aanbieder van wie een stuk verloopt"),
    ("evidence_lacking", "Toegelaten aanbieder van wie het antwoord niet genoeg is"),
    ("evidence_reminder", "Toegelaten aanbieder die nog niet antwoordde"),
    ("failure_extended", "Wie niet kon indienen door een storing"),
    ("follow_confirm", "Wie een regio wil volgen"),
    ("hearing_asked", "Aanbieder, bij een voornemen"),
    ("investigation_announced", "Aanbieder, als een toezichthouder een bezoek aankondigt"),
    ("investigation_cancelled", "Aanbieder, als een aangekondigd onderzoek niet doorgaat"),
    ("investigation_final", "Aanbieder, als het rapport van een onderzoek definitief is"),
    ("investigation_hearing", "Aanbieder, als zij op een conceptrapport kan reageren"),
    ("investigation_moved", "Aanbieder, als een aangekondigd bezoek wordt verzet"),
    ("invitation", "Wie wordt uitgenodigd om mee te werken"),
    ("letter_bounced", "De balie van de regio, als de mail over een brief niet aankwam"),
    ("letter_ready", "Aanbieder, bij elke andere brief"),
    ("lot_changed", "Volger, als een onderdeel dicht- of opengaat"),
    ("member_answered", "Penvoerder, als een deelnemer antwoordt"),
    ("member_invited", "Deelnemer die wordt uitgenodigd"),
    ("message_waiting", "Aanbieder, bij een bericht van de regio"),
    ("nota_published", "Volger, bij een nota van inlichtingen"),
    ("password_changed", "Wie een nieuw wachtwoord koos"),
    ("password_reset", "Wie zijn wachtwoord is vergeten"),
    ("places_asked", "Toegelaten aanbieder van wie de vrije plaatsen oud zijn"),
    ("question_answered", "Wie een vraag stelde die is beantwoord"),
    ("question_declined", "Wie een vraag stelde die niet wordt beantwoord"),
    ("recovery_code_used", "Wie met een herstelcode inlogde"),
    ("repair_asked", "Aanbieder, bij een herstelverzoek"),
    ("replay_differs", "De beheerders, als een herberekening anders uitkomt"),
    ("scheme_published", "Volger, bij een nieuwe regeling"),
    ("second_factor_off", "Wie inloggen in twee stappen uitzet"),
    ("second_factor_on", "Wie inloggen in twee stappen instelt"),
    ("second_factor_reset", "Wie door een collega opnieuw mag beginnen met inloggen in twee stappen"),
    (
        "signal_received",
        "Toezichthouder, bij een signaal over een calamiteit of geweld; de mail zegt niet waarover",
    ),
    ("verification_cancelled", "Aanbieder, als een bezoek of gesprek vervalt"),
    ("verification_moved", "Aanbieder, als een bezoek of gesprek wordt verzet"),
    ("verification_planned", "Aanbieder, als een bezoek of gesprek is gepland"),
    ("verification_reported", "Aanbieder, als het verslag er is"),
    ("version_changed", "Aanbieder die indiende, als de regeling van het venster verandert"),
    ("window_changed", "Volger, als de data van een venster veranderen"),
    ("window_published", "Volger, bij een nieuw venster"),
];
