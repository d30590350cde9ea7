//! What a dispute stops: a dossier is not destroyed while it is needed, and no overeenkomst is signed before the judge has spoken.
//! May import: dispute::{kind, life}, ids, letter, motivation.

use chrono::{DateTime, NaiveDate, Utc};

use super::kind::Kind;
use super::life::State;
use crate::ids::UserId;
use crate::letter::RemedyTrack;
use crate::motivation::Motivation;

/// That a dossier is kept, whatever the term for destroying it says (legal hold).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Who said so.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Motivation,
    /// How it ended; while that is none, it holds.
    pub lifted: Option<Lifted>,
}

/// How a hold ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// Who said so: another than who placed it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Motivation,
}

/// Why a hold is not lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldRefusal {
    /// It was lifted before.
    #[error("it was lifted before")]
    LiftedBefore,
    /// A dispute runs.
    #[error("a dispute runs")]
    DisputeRuns,
    /// Who placed it does not lift it.
    #[error("who placed a hold does not lift it")]
    SamePerson,
}

impl Hold {
    /// Lift it. `running` says whether a dispute about the dossier runs.
    ///
    /// # Errors
    /// [`HoldRefusal`].
    pub fn lift(self, end: Lifted, running: bool) -> Result<Self, HoldRefusal> {
        if self.lifted.is_some() {
            return Err(HoldRefusal::LiftedBefore);
        }
        if running {
            return Err(HoldRefusal::DisputeRuns);
        }
        if self.by == end.by {
            return Err(HoldRefusal::SamePerson);
        }
        Ok(Self { lifted: Some(end), ..self })
    }
}

/// A dispute as far as it stops something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Of which kind.
    pub kind: Kind,
    /// Where it is.
    pub state: State,
    /// Whether it came in within its term.
    pub in_time: bool,
}

/// What still needs a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Still {
    /// A dispute about it runs.
    #[error("a dispute runs")]
    Dispute(Kind),
    /// Somebody said that it is kept, and nobody lifted that.
    #[error("it is held")]
    Held,
}

/// May a dossier be destroyed, as far as disputes and holds go? Whoever destroys asks this first.
///
/// # Errors
/// [`Still`] names what needs it.
pub fn may_destroy(disputes: &[Standing], holds: &[Hold]) -> Result<(), Still> {
    if let Some(one) = disputes.iter().find(|one| one.state.runs()) {
        return Err(Still::Dispute(one.kind));
    }
    if holds.iter().any(|one| one.lifted.is_none()) { Err(Still::Held) } else { Ok(()) }
}

/// Whether an overeenkomst about what was decided can be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standstill {
    /// Nothing waits.
    None,
    /// The term for the judge runs until and including this day.
    Until(NaiveDate),
    /// A kort geding that was brought in time waits for the judge.
    Ruling,
}

/// Does a kort geding that was brought in time wait for the judge?
#[must_use]
pub fn waits_for_judge(disputes: &[Standing]) -> bool {
    disputes.iter().any(|one| one.kind == Kind::KortGeding && one.in_time && one.state.runs())
}

/// Does signing wait? In the civil track until the vervaltermijn is over, and with a kort geding within it until the judge has spoken; a
/// klacht gives nobody more time. In the administrative track a besluit holds at once (Awb 6:16).
#[must_use]
pub fn standstill(
    track: RemedyTrack,
    last_day: NaiveDate,
    today: NaiveDate,
    disputes: &[Standing],
) -> Standstill {
    match track {
        RemedyTrack::Awb => Standstill::None,
        RemedyTrack::Civiel if waits_for_judge(disputes) => Standstill::Ruling,
        RemedyTrack::Civiel if today <= last_day => Standstill::Until(last_day),
        RemedyTrack::Civiel => Standstill::None,
    }
}
