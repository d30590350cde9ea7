//! What pages show of disputes and of holds.
//! May import: app::review::show.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::review::show::Head;

/// A dispute.
#[derive(Debug, Clone, Serialize)]
pub struct Seen {
    /// Identifier.
    pub id: String,
    /// Klacht, kort geding or bezwaar, by code.
    pub kind: &'static str,
    /// Where it is.
    pub state: &'static str,
    /// Whether it runs.
    pub runs: bool,
    /// Who brought it in: `provider` or `team`.
    pub side: &'static str,
    /// The number of the letter that it is about.
    pub letter: String,
    /// Where that letter is read, by identifier.
    pub letter_id: String,
    /// When that was made known.
    pub made_known: Option<NaiveDate>,
    /// What it is about.
    pub lots: Vec<Lot>,
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// The day of the postmark.
    pub posted_on: Option<NaiveDate>,
    /// The last day of the term in which it could come in.
    pub last_day: NaiveDate,
    /// Why that is the last day, in sentences.
    pub why: Vec<String>,
    /// Whether it came in within it.
    pub in_time: bool,
    /// Why it came in later, or is taken up all the same.
    pub late: String,
    /// What it says.
    pub grounds: String,
    /// The rechtbank and its rolnummer.
    pub court: String,
    /// The rolnummer; empty before there is one.
    pub roll: String,
    /// Whether an adviescommissie advises.
    pub committee: bool,
    /// The last day for the outcome.
    pub due_on: Option<NaiveDate>,
    /// Why that is the last day, in sentences.
    pub due_why: Vec<String>,
    /// Why more time was taken; empty where it was not.
    pub extended_why: String,
    /// When the zitting is, RFC 3339; empty where none is planned.
    pub hearing_at: String,
    /// Whether it was.
    pub was_heard: bool,
    /// Where it is.
    pub hearing_place: String,
    /// What came of it, by code; empty before.
    pub outcome: &'static str,
    /// The same, to the aanbieder.
    pub outcome_told: &'static str,
    /// The day of that.
    pub ruled_on: Option<NaiveDate>,
    /// Why: of the outcome, or of taking it back.
    pub closing: String,
    /// Whether other people must decide anew, and did not begin.
    pub asks_a_revision: bool,
    /// Who treats it; the aanbieder does not read this.
    pub treated_by: String,
    /// Whether the reader had a hand in what it is about, and so does not treat it.
    pub had_a_hand: bool,
    /// For optimistic locking.
    pub version: i64,
}

/// A lot that a dispute is about, or can be.
#[derive(Debug, Clone, Serialize)]
pub struct Lot {
    /// The decision: what a form sends when it is chosen.
    pub value: String,
    /// Where it is and what was decided, in words.
    pub label: String,
    /// Its productgroep and gemeente.
    pub place: String,
    /// What was decided then, by code.
    pub outcome: &'static str,
    /// Whether it is looked at again because of the dispute.
    pub reopened: bool,
    /// What came in its place, by code; empty before that was signed.
    pub anew: &'static str,
}

/// What stands beside a dossier.
#[derive(Debug, Clone, Serialize)]
pub struct Beside {
    /// The disputes, the last first.
    pub disputes: Vec<Seen>,
    /// Whether something was made known that can be disputed.
    pub can_register: bool,
    /// Whether the dossier is kept.
    pub held: bool,
    /// Until and including which day signing waits because the term runs.
    pub signing_from: Option<NaiveDate>,
    /// Whether signing waits for the judge.
    pub waits_for_judge: bool,
}

/// What is needed to register one.
#[derive(Debug, Clone, Serialize)]
pub struct ToRegister {
    /// The application.
    pub head: Head,
    /// The kinds of its track, by code.
    pub kinds: Vec<&'static str>,
    /// The letters about decisions that were made known, the newest first.
    pub letters: Vec<LetterSeen>,
    /// What they made known, with the number of the letter where there are several.
    pub lots: Vec<Lot>,
    /// The rechtbank that the first of them names.
    pub court: String,
}

/// A letter that can be disputed.
#[derive(Debug, Clone, Serialize)]
pub struct LetterSeen {
    /// Identifier: what a form sends when it is chosen.
    pub value: String,
    /// Its number and its term, in words.
    pub label: String,
    /// Number.
    pub number: String,
    /// When it was made known.
    pub made_known: Option<NaiveDate>,
    /// The last day of the remedy.
    pub last_day: NaiveDate,
    /// Why, in sentences.
    pub why: Vec<String>,
    /// Whether that is over.
    pub is_over: bool,
    /// What it made known.
    pub lots: Vec<Lot>,
}

/// What is needed to send one in.
#[derive(Debug, Clone, Serialize)]
pub struct ToFile {
    /// The number of the application.
    pub number: String,
    /// Its identifier.
    pub application: String,
    /// What can be sent in: `klacht` or `bezwaar`.
    pub kind: &'static str,
    /// The letter.
    pub letter: LetterSeen,
    /// What was sent in before, the last first.
    pub before: Vec<OwnSeen>,
}

/// A dispute in a list of the aanbieder.
#[derive(Debug, Clone, Serialize)]
pub struct OwnSeen {
    /// Identifier.
    pub id: String,
    /// Klacht, kort geding or bezwaar, by code.
    pub kind: &'static str,
    /// Where it is.
    pub state: &'static str,
    /// The day on which it was received.
    pub received_on: NaiveDate,
}

/// A dispute as the aanbieder reads it.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// The number of its application.
    pub number: String,
    /// The dispute.
    pub seen: Seen,
    /// Whether it can be taken back here.
    pub can_withdraw: bool,
}

/// The holds on a dossier.
#[derive(Debug, Clone, Serialize)]
pub struct Holds {
    /// The application.
    pub head: Head,
    /// The first first.
    pub holds: Vec<HoldSeen>,
    /// Why the dossier is not destroyed now; empty where nothing keeps it.
    pub kept: String,
    /// Whether a dispute runs.
    pub runs: bool,
}

/// A hold.
#[derive(Debug, Clone, Serialize)]
pub struct HoldSeen {
    /// Identifier.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether it is the reader's own, who cannot lift it.
    pub is_own: bool,
    /// Who lifted it; empty while it holds.
    pub lifted_by: String,
    /// When, RFC 3339.
    pub lifted_at: String,
    /// Why.
    pub lifted_reason: String,
}
