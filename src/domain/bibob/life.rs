//! The life of a Bibob dossier: the form is asked, handed in, looked into by the gemeente itself or by the Landelijk Bureau, and concluded.
//! May import: bibob, code, ids, terms.

use chrono::{DateTime, NaiveDate, Utc};

use super::Refusal;
use crate::code::Code;
use crate::ids::UserId;
use crate::terms::{Suspension, local_day};

/// Who asked, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The officer.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Advice that was asked of the Landelijk Bureau Bibob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// The last day on which it can come, with the extension where there was one.
    pub last: NaiveDate,
}

/// What an officer concludes (Wet Bibob art. 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conclusion {
    /// Nothing stands in the way.
    NoObjection,
    /// Admission under conditions is enough.
    Conditions,
    /// Serious danger: the gemeente may refuse.
    SeriousDanger,
}

impl Code for Conclusion {
    const ALL: &'static [Self] = &[Self::NoObjection, Self::Conditions, Self::SeriousDanger];

    fn code(self) -> &'static str {
        match self {
            Self::NoObjection => "no_objection",
            Self::Conditions => "conditions",
            Self::SeriousDanger => "serious_danger",
        }
    }
}

/// Why it ends without a conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StopReason {
    /// The form did not come. That is not working along (Wet Bibob art. 4).
    NoForm,
    /// It turned out not to be needed.
    NotNeeded,
    /// The aanbieder took its application back.
    ApplicationOver,
}

impl Code for StopReason {
    const ALL: &'static [Self] = &[Self::NoForm, Self::NotNeeded, Self::ApplicationOver];

    fn code(self) -> &'static str {
        match self {
            Self::NoForm => "no_form",
            Self::NotNeeded => "not_needed",
            Self::ApplicationOver => "application_over",
        }
    }
}

/// One dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bibob {
    /// The aanbieder was asked for its form.
    Asked(Asked),
    /// The form is there.
    FormReceived {
        /// How it began.
        asked: Asked,
        /// When the form came.
        form: DateTime<Utc>,
    },
    /// The gemeente looks into it itself.
    Researching {
        /// How it began.
        asked: Asked,
        /// When the form came.
        form: DateTime<Utc>,
    },
    /// The Landelijk Bureau was asked for advice.
    Advising {
        /// How it began.
        asked: Asked,
        /// When the form came.
        form: DateTime<Utc>,
        /// The advice.
        advice: Advice,
    },
    /// It needs longer.
    Extended {
        /// How it began.
        asked: Asked,
        /// When the form came.
        form: DateTime<Utc>,
        /// The advice.
        advice: Advice,
    },
    /// An officer concluded.
    Concluded {
        /// How it began.
        asked: Asked,
        /// When the form came.
        form: DateTime<Utc>,
        /// The advice, where there was one.
        advice: Option<Advice>,
        /// What.
        conclusion: Conclusion,
        /// Who.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
    /// It ended without a conclusion.
    Stopped {
        /// How it began.
        asked: Asked,
        /// When the form came, if it did.
        form: Option<DateTime<Utc>>,
        /// The advice, where there was one.
        advice: Option<Advice>,
        /// Why.
        why: StopReason,
        /// Who.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Where a dossier is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The form was asked.
    Asked,
    /// The form is there.
    FormReceived,
    /// Own research.
    Researching,
    /// Advice was asked.
    Advising,
    /// Advice was asked, and needs longer.
    Extended,
    /// Concluded.
    Concluded,
    /// Ended without a conclusion.
    Stopped,
}

impl Code for State {
    const ALL: &'static [Self] = &[
        Self::Asked,
        Self::FormReceived,
        Self::Researching,
        Self::Advising,
        Self::Extended,
        Self::Concluded,
        Self::Stopped,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::FormReceived => "form_received",
            Self::Researching => "researching",
            Self::Advising => "advising",
            Self::Extended => "extended",
            Self::Concluded => "concluded",
            Self::Stopped => "stopped",
        }
    }
}

impl State {
    /// Whether an officer has still something to do, and a decision waits.
    #[must_use]
    pub fn runs(self) -> bool {
        match self {
            Self::Asked | Self::FormReceived | Self::Researching | Self::Advising | Self::Extended => true,
            Self::Concluded | Self::Stopped => false,
        }
    }
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The aanbieder hands its form in, or a part that was missing.
    HandIn,
    /// The gemeente looks into it itself.
    Research,
    /// The Landelijk Bureau is asked for advice.
    AskAdvice {
        /// The last day on which it can come.
        last: NaiveDate,
    },
    /// The Landelijk Bureau needs longer.
    Extend {
        /// The last day then.
        last: NaiveDate,
    },
    /// An officer concludes.
    Conclude {
        /// What.
        conclusion: Conclusion,
        /// Who.
        by: UserId,
    },
    /// An officer ends it without a conclusion.
    Stop {
        /// Why.
        why: StopReason,
        /// Who.
        by: UserId,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::HandIn => "hand_in",
            Self::Research => "research",
            Self::AskAdvice { .. } => "ask_advice",
            Self::Extend { .. } => "extend",
            Self::Conclude { .. } => "conclude",
            Self::Stop { .. } => "stop",
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/bibob.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Asked, "hand_in", State::FormReceived),
    (State::FormReceived, "hand_in", State::FormReceived),
    (State::FormReceived, "research", State::Researching),
    (State::FormReceived, "ask_advice", State::Advising),
    (State::Researching, "ask_advice", State::Advising),
    (State::Advising, "extend", State::Extended),
    (State::Researching, "conclude", State::Concluded),
    (State::Advising, "conclude", State::Concluded),
    (State::Extended, "conclude", State::Concluded),
    (State::Asked, "stop", State::Stopped),
    (State::FormReceived, "stop", State::Stopped),
    (State::Researching, "stop", State::Stopped),
    (State::Advising, "stop", State::Stopped),
    (State::Extended, "stop", State::Stopped),
];

/// What who judges and who decides may know of a dossier: never more than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// It runs, or there is none.
    None,
    /// It gives no ground to refuse.
    Clear,
    /// It gives one: an officer concluded serious danger, or the form never came.
    MayRefuse,
}

impl Ground {
    /// May a lot be refused on it?
    ///
    /// # Errors
    /// [`Refusal::NoGround`].
    pub fn allows_refusal(self) -> Result<(), Refusal> {
        if self == Self::MayRefuse { Ok(()) } else { Err(Refusal::NoGround) }
    }
}

impl Bibob {
    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Asked(_) => State::Asked,
            Self::FormReceived { .. } => State::FormReceived,
            Self::Researching { .. } => State::Researching,
            Self::Advising { .. } => State::Advising,
            Self::Extended { .. } => State::Extended,
            Self::Concluded { .. } => State::Concluded,
            Self::Stopped { .. } => State::Stopped,
        }
    }

    /// What may be known of it outside.
    #[must_use]
    pub fn ground(&self) -> Ground {
        match self {
            Self::Concluded { conclusion: Conclusion::SeriousDanger, .. }
            | Self::Stopped { why: StopReason::NoForm, .. } => Ground::MayRefuse,
            Self::Concluded { .. } | Self::Stopped { .. } => Ground::Clear,
            Self::Asked(_)
            | Self::FormReceived { .. }
            | Self::Researching { .. }
            | Self::Advising { .. }
            | Self::Extended { .. } => Ground::None,
        }
    }

    /// The days on which the term for the decision stands still (Wet Bibob art. 31): from the day after advice was asked up to and including the
    /// last day on which it can come, or the day on which the dossier ended before.
    #[must_use]
    pub fn suspension(&self) -> Option<Suspension> {
        let (advice, ended) = match self {
            Self::Asked(_) | Self::FormReceived { .. } | Self::Researching { .. } => return None,
            Self::Advising { advice, .. } | Self::Extended { advice, .. } => (*advice, None),
            Self::Concluded { advice, at, .. } | Self::Stopped { advice, at, .. } => ((*advice)?, Some(*at)),
        };
        let last = ended.map_or(advice.last, |at| advice.last.min(local_day(at)));
        Suspension::new(local_day(advice.at).succ_opt()?, last)
    }

    /// Take one step.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        match command {
            Command::HandIn => self.hand_in(now),
            Command::Research => match self {
                Self::FormReceived { asked, form } => Ok(Self::Researching { asked, form }),
                Self::Asked(_) => Err(Refusal::NoForm),
                _ => Err(Refusal::NotPossible { from, step }),
            },
            Command::AskAdvice { last } => match self {
                Self::FormReceived { asked, form } | Self::Researching { asked, form } => {
                    Ok(Self::Advising { asked, form, advice: Advice { at: now, last } })
                }
                Self::Asked(_) => Err(Refusal::NoForm),
                _ => Err(Refusal::NotPossible { from, step }),
            },
            Command::Extend { last } => self.extend(last, now),
            Command::Conclude { conclusion, by } => self.conclude(conclusion, by, now),
            Command::Stop { why, by } => self.stop(why, by, now),
        }
    }

    /// What is missing can be handed in until somebody looks into it.
    fn hand_in(self, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let from = self.state();
        match self {
            Self::Asked(asked) => Ok(Self::FormReceived { asked, form: now }),
            Self::FormReceived { .. } => Ok(self),
            _ => Err(Refusal::NotPossible { from, step: "hand_in" }),
        }
    }

    fn extend(self, last: NaiveDate, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let from = self.state();
        match self {
            Self::Advising { advice, .. } if local_day(now) > advice.last => {
                Err(Refusal::TooLate { last: advice.last })
            }
            Self::Advising { asked, form, advice } => {
                Ok(Self::Extended { asked, form, advice: Advice { last: last.max(advice.last), ..advice } })
            }
            Self::Extended { .. } => Err(Refusal::ExtendedBefore),
            _ => Err(Refusal::NotPossible { from, step: "extend" }),
        }
    }

    fn conclude(self, conclusion: Conclusion, by: UserId, at: DateTime<Utc>) -> Result<Self, Refusal> {
        let from = self.state();
        let (asked, form, advice) = match self {
            Self::Researching { asked, form } => (asked, form, None),
            Self::Advising { asked, form, advice } | Self::Extended { asked, form, advice } => {
                (asked, form, Some(advice))
            }
            Self::Asked(_) => return Err(Refusal::NoForm),
            _ => return Err(Refusal::NotPossible { from, step: "conclude" }),
        };
        Ok(Self::Concluded { asked, form, advice, conclusion, by, at })
    }

    fn stop(self, why: StopReason, by: UserId, at: DateTime<Utc>) -> Result<Self, Refusal> {
        let refused = Refusal::NotPossible { from: self.state(), step: "stop" };
        let (asked, form, advice) = match self {
            Self::Asked(asked) => (asked, None, None),
            Self::FormReceived { asked, form } | Self::Researching { asked, form } => {
                (asked, Some(form), None)
            }
            Self::Advising { asked, form, advice } | Self::Extended { asked, form, advice } => {
                (asked, Some(form), Some(advice))
            }
            Self::Concluded { .. } | Self::Stopped { .. } => return Err(refused),
        };
        // Who has the form cannot say that it never came.
        if why == StopReason::NoForm && form.is_some() {
            return Err(refused);
        }
        Ok(Self::Stopped { asked, form, advice, why, by, at })
    }
}
