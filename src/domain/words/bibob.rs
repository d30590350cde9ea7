//! What is read around a Bibob dossier. May import: nothing.

/// Why it is asked.
pub const SAY_REASON: &str = "Schrijf waarom u het formulier vraagt. Alleen Bibob-behandelaars lezen dit.";
/// With each step.
pub const SAY_STEP: &str = "Schrijf wat u deed of wat eruit kwam. Alleen Bibob-behandelaars lezen dit.";
/// A note.
pub const SAY_NOTE: &str = "Schrijf een notitie.";
/// What to do.
pub const SAY_WHICH: &str = "Kies wat u wilt vastleggen.";
/// The conclusion.
pub const SAY_CONCLUSION: &str = "Kies een conclusie.";
/// Why it stops.
pub const SAY_STOP: &str = "Kies waarom u stopt.";
/// Whom.
pub const SAY_WHO: &str = "Kies een collega uit het team die nog geen Bibob-behandelaar is.";
/// How long.
pub const SAY_YEARS: &str = "Vul een aantal jaren in, van 1 tot en met 20.";
/// Why so long.
pub const SAY_WHY_SO_LONG: &str = "Schrijf waarom u de dossiers zo lang bewaart.";

/// The ground in a letter where a lot is refused on Bibob. The dossier itself is never told (Wet Bibob art. 28).
pub const GROUND: &str = "Wij deden onderzoek volgens de Wet Bibob. De uitkomst is een reden om u niet toe te laten (artikel 3 of 4 van die \
     wet). Wat wij vonden is vertrouwelijk en staat daarom niet in deze brief. Wilt u uw eigen Bibob-dossier inzien? Vraag het ons.";
/// What a judgement rests on then that the aanbieder did not give.
pub const DIFFERS: &str = "De uitkomst van het onderzoek volgens de Wet Bibob.";
