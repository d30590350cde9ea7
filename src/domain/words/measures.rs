//! Words of measures: what each rung of the ladder is called, and what the overeenkomst allows.
//! May import: scheme, supervision, words::format.

use super::format::{sentence, span};
use crate::scheme::MeasureBasis;
use crate::supervision::MeasureKind;

/// What a measure is called.
#[must_use]
pub fn kind(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Recommendation => "aanbeveling",
        MeasureKind::ImprovementPlan => "verbeterplan",
        MeasureKind::Warning => "waarschuwing",
        MeasureKind::IntakeStop => "cliëntenstop",
        MeasureKind::Suspension => "opschorting",
        MeasureKind::Recovery => "terugvordering",
        MeasureKind::Ending => "beëindiging",
    }
}

/// What the overeenkomst allows, in a sentence.
#[must_use]
pub fn basis(basis: &MeasureBasis) -> String {
    let longest = basis.longest.map(|one| format!(", ten hoogste {}", span(one))).unwrap_or_default();
    let clients = if basis.running_clients {
        "Dit mag ook cliënten raken die al zorg krijgen."
    } else {
        "Lopende zorg gaat door."
    };
    format!("{} ({}){longest}. {clients}", sentence(kind(basis.kind)), basis.article)
}

/// What stands above the list of what the overeenkomst allows.
pub const HEAD: &str = "Maatregelen die de overeenkomst toelaat";

/// Which measure.
pub const SAY_KIND: &str = "Kies een maatregel.";
/// Which admissions.
pub const SAY_ADMISSIONS: &str =
    "Kies over welke productgroepen in welke gemeente dit gaat. Nooit vanzelf over alles.";
/// More than one gemeente.
pub const ONE_GEMEENTE: &str =
    "Een maatregel gaat over één gemeente. Geef voor elke gemeente een eigen advies.";
/// More than one version of the regeling.
pub const TWO_VERSIONS: &str = "Deze toelatingen rusten op verschillende versies van de regeling. Geef voor elke versie een eigen advies.";
/// Why it is advised.
pub const SAY_ADVICE: &str = "Schrijf waarom u deze maatregel adviseert.";
/// Where something was found.
pub const SAY_WHERE: &str = "Schrijf waar dit was: de locatie, of dat het om de administratie ging.";
/// What was found.
pub const SAY_FACT: &str = "Schrijf wat is vastgesteld.";
/// Where a fact comes from.
pub const SAY_SOURCE: &str =
    "Schrijf waar dit feit vandaan komt, bijvoorbeeld het bezoek van een dag of het eindrapport.";
/// Why it is proposed.
pub const SAY_MOTIVATION: &str = "Schrijf waarom u dit voorstelt en wat de aanbieder moet doen.";
/// How much.
pub const SAY_AMOUNT: &str = "Vul een bedrag in, zoals € 1.250,00. Of laat het leeg.";
/// Why it is not followed, or lifted.
pub const SAY_WHY: &str = "Schrijf waarom. De aanbieder leest dit als zij van het voornemen wist.";
/// Why it is decided.
pub const SAY_DECISION: &str = "Schrijf waarom u dit beslist, en wat u met de zienswijze deed.";
/// What the aanbieder thinks.
pub const SAY_VIEW: &str = "Schrijf wat u ervan vindt.";
/// When toezicht looks again.
pub const SAY_RECHECK: &str = "Vul in op welke dag u opnieuw kijkt.";
/// What toezicht does.
pub const SAY_STEP: &str = "Kies wat u vastlegt.";
/// What was found, or why on that day.
pub const SAY_FOUND: &str = "Schrijf wat u vond, of waarom u op die dag kijkt.";
/// Nobody's power reaches it.
pub const NO_MANDATE: &str = "U hebt geen mandaat of volmacht dat geldt voor deze gemeente en alle productgroepen van de maatregel. Vraag een collega.";
/// Another measure holds the admission.
pub const HELD: &str = "Er geldt al een cliëntenstop of opschorting voor een van deze toelatingen. Hef die eerst op, of wacht tot zij voorbij is.";
/// A measure holds what somebody wants to change by hand.
#[must_use]
pub fn held_by(number: &str) -> String {
    format!(
        "Voor een van deze toelatingen geldt maatregel {number}. Die verandert alleen wie beslist: vraag om de maatregel op te heffen, of wacht tot zij voorbij is."
    )
}
/// The overeenkomst spares who is cared for.
pub const CLIENTS_SPARED: &str = "Er lopen nog cliënten, en de overeenkomst laat deze maatregel dan niet toe. Regel eerst een andere aanbieder voor elke cliënt.";

/// On what an admission stands still, as its team reads it.
#[must_use]
pub fn ground(one: MeasureKind, article: &str, number: &str) -> String {
    format!("{} op grond van {article}. Zie maatregel {number}.", sentence(kind(one)))
}
