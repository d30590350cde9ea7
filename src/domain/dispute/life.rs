//! The life of a dispute: registered, sometimes heard in a zitting, and decided or taken back.
//! May import: code, decision, dispute, ids, letter, motivation.

use chrono::{DateTime, NaiveDate, Utc};

use super::kind::{Kind, Matter, Roll};
use super::refusal::Refusal;
use super::term::Arrival;
use crate::code::Code;
use crate::decision::Hands;
use crate::identifiers::GemeenteCode;
use crate::ids::UserId;
use crate::letter::RemedyTrack;
use crate::motivation::Motivation;

/// Who brought it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The aanbieder, in the portal.
    Provider,
    /// The team: it came by post, by mail or by a deurwaarder.
    Team,
}

impl Code for Side {
    const ALL: &'static [Self] = &[Self::Provider, Self::Team];

    fn code(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Team => "team",
        }
    }
}

/// Where a dispute is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is there.
    Registered,
    /// There will be a zitting or a hearing, or there was one.
    HearingPlanned,
    /// There is an outcome.
    Decided,
    /// It was taken back.
    Withdrawn,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Registered, Self::HearingPlanned, Self::Decided, Self::Withdrawn];

    fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::HearingPlanned => "hearing_planned",
            Self::Decided => "decided",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl State {
    /// Whether it runs.
    #[must_use]
    pub fn runs(self) -> bool {
        matches!(self, Self::Registered | Self::HearingPlanned)
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Gegrond: the aanbieder is right.
    Founded,
    /// Deels gegrond.
    PartlyFounded,
    /// Ongegrond: the decision stands.
    Unfounded,
    /// Niet-ontvankelijk: it is not looked at, for example because it came too late.
    Inadmissible,
}

impl Code for Outcome {
    const ALL: &'static [Self] = &[Self::Founded, Self::PartlyFounded, Self::Unfounded, Self::Inadmissible];

    fn code(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::PartlyFounded => "partly_founded",
            Self::Unfounded => "unfounded",
            Self::Inadmissible => "inadmissible",
        }
    }
}

impl Outcome {
    /// Whether other people must decide anew.
    #[must_use]
    pub fn asks_a_revision(self) -> bool {
        matches!(self, Self::Founded | Self::PartlyFounded)
    }
}

/// What a dispute is about: the decisions of one letter, in a procedure of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The track of the procedure.
    pub track: RemedyTrack,
    /// The gemeente of each decision.
    pub gemeenten: Vec<GemeenteCode>,
    /// The day on which the letter was made known; none before that.
    pub made_known: Option<NaiveDate>,
    /// The last day of the remedy.
    pub last_day: NaiveDate,
}

/// A dispute as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Of which kind, with what that carries.
    pub matter: Matter,
    /// How it came in.
    pub arrival: Arrival,
    /// Whether that was within the term.
    pub in_time: bool,
    /// What the aanbieder says, or a short description with a reference to where it is kept.
    pub grounds: Motivation,
    /// Why it came in after the term, or is taken up all the same; nothing where it was in time.
    pub late: Option<Motivation>,
    /// Who is told that the decision on it comes later, once.
    pub extended: Option<Extended>,
}

/// That more time is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extended {
    /// Who took it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Motivation,
}

/// A zitting of the rechtbank, or a hearing of the aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zitting {
    /// When it begins.
    pub at: DateTime<Utc>,
    /// Where.
    pub place: Motivation,
}

/// What came of it, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What came of it.
    pub outcome: Outcome,
    /// The day of the vonnis, of the beslissing op bezwaar or of the answer.
    pub on: NaiveDate,
    /// Who wrote it down.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, as the aanbieder reads it.
    pub motivation: Motivation,
}

/// One dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dispute {
    /// It is there.
    Registered(Filed),
    /// There will be a zitting.
    HearingPlanned {
        /// As it came in.
        filed: Filed,
        /// When and where.
        zitting: Zitting,
    },
    /// There is an outcome.
    Decided {
        /// As it came in.
        filed: Filed,
        /// The zitting, where there was one.
        zitting: Option<Zitting>,
        /// The outcome.
        ruling: Ruling,
    },
    /// It was taken back.
    Withdrawn {
        /// As it came in.
        filed: Filed,
        /// The zitting, where one was planned.
        zitting: Option<Zitting>,
        /// Who took it back, or noted that it was.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        why: Motivation,
    },
}

/// What can happen to a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A zitting is planned, or another moment for it.
    PlanHearing {
        /// Who.
        by: UserId,
        /// When and where.
        zitting: Zitting,
        /// The rolnummer of a kort geding, where it is known now.
        roll: Option<Roll>,
    },
    /// There will be no zitting after all.
    CancelHearing {
        /// Who.
        by: UserId,
    },
    /// A bezwaar takes six weeks more.
    Extend {
        /// Who.
        by: UserId,
        /// Why.
        why: Motivation,
        /// The last day as it is now.
        due: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The outcome.
    Decide {
        /// Who.
        by: UserId,
        /// What came of it.
        outcome: Outcome,
        /// The day of it.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
        /// Why.
        motivation: Motivation,
    },
    /// It is taken back.
    Withdraw {
        /// Who.
        by: UserId,
        /// Why.
        why: Motivation,
    },
}

impl Command {
    /// Its name, as drawn and logged.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::PlanHearing { .. } => "plan_hearing",
            Self::CancelHearing { .. } => "cancel_hearing",
            Self::Extend { .. } => "extend",
            Self::Decide { .. } => "decide",
            Self::Withdraw { .. } => "withdraw",
        }
    }

    /// Who of the team treats it by this; taking it back is the aanbieder's own, whoever writes it down.
    fn treated_by(&self) -> Option<&UserId> {
        match self {
            Self::PlanHearing { by, .. }
            | Self::CancelHearing { by }
            | Self::Extend { by, .. }
            | Self::Decide { by, .. } => Some(by),
            Self::Withdraw { .. } => None,
        }
    }
}

/// Every step there is; a test runs them all and compares with `docs/state-machines/dispute.md`.
pub const TRANSITIONS: &[(State, &str, State)] = &[
    (State::Registered, "plan_hearing", State::HearingPlanned),
    (State::HearingPlanned, "plan_hearing", State::HearingPlanned),
    (State::HearingPlanned, "cancel_hearing", State::Registered),
    (State::Registered, "extend", State::Registered),
    (State::HearingPlanned, "extend", State::HearingPlanned),
    (State::Registered, "decide", State::Decided),
    (State::HearingPlanned, "decide", State::Decided),
    (State::Registered, "withdraw", State::Withdrawn),
    (State::HearingPlanned, "withdraw", State::Withdrawn),
];

impl Dispute {
    /// Register one. `running` are the kinds of the disputes that run about one of the same decisions. One that came in too late is
    /// registered too, with the reason: whether it is looked at is decided, not assumed.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn register(
        (matter, arrival): (Matter, Arrival),
        (grounds, late): (Motivation, Option<Motivation>),
        about: &Subject,
        running: &[Kind],
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let kind = matter.kind();
        if kind.track() != about.track {
            return Err(Refusal::OtherTrack(kind));
        }
        came_in(&arrival, about, today)?;
        if kind == Kind::Bezwaar && about.gemeenten.iter().any(|one| Some(one) != about.gemeenten.first()) {
            return Err(Refusal::OneCollege);
        }
        if running.contains(&kind) {
            return Err(Refusal::Runs(kind));
        }
        let in_time = arrival.in_time(kind, about.last_day);
        if !in_time && late.is_none() {
            return Err(Refusal::SayWhyLate { last_day: about.last_day });
        }
        let late = if in_time { None } else { late };
        Ok(Self::Registered(Filed { matter, arrival, in_time, grounds, late, extended: None }))
    }

    /// Where it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Registered(_) => State::Registered,
            Self::HearingPlanned { .. } => State::HearingPlanned,
            Self::Decided { .. } => State::Decided,
            Self::Withdrawn { .. } => State::Withdrawn,
        }
    }

    /// As it came in.
    #[must_use]
    pub fn filed(&self) -> &Filed {
        match self {
            Self::Registered(filed)
            | Self::HearingPlanned { filed, .. }
            | Self::Decided { filed, .. }
            | Self::Withdrawn { filed, .. } => filed,
        }
    }

    /// Its zitting, planned or held.
    #[must_use]
    pub fn zitting(&self) -> Option<&Zitting> {
        match self {
            Self::Registered(_) => None,
            Self::HearingPlanned { zitting, .. } => Some(zitting),
            Self::Decided { zitting, .. } | Self::Withdrawn { zitting, .. } => zitting.as_ref(),
        }
    }

    /// Take one step. `hands` are all who acted on the application: none of them treats a dispute about it.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing has changed then.
    pub fn apply(self, command: Command, at: DateTime<Utc>, hands: &Hands) -> Result<Self, Refusal> {
        let (from, step) = (self.state(), command.name());
        let (filed, zitting) = match self {
            Self::Registered(filed) => (filed, None),
            Self::HearingPlanned { filed, zitting } => (filed, Some(zitting)),
            Self::Decided { .. } | Self::Withdrawn { .. } => return Err(Refusal::NotPossible { from, step }),
        };
        if let Some(by) = command.treated_by() {
            hands.may_treat(by)?;
        }
        match command {
            Command::PlanHearing { zitting, roll, .. } => plan_hearing(filed, zitting, roll, at),
            Command::CancelHearing { .. } if zitting.is_none() => Err(Refusal::NotPossible { from, step }),
            Command::CancelHearing { .. } => Ok(Self::Registered(filed)),
            Command::Extend { by, why, due, today } => {
                let filed = extend(filed, Extended { by, at, why }, due, today)?;
                Ok(match zitting {
                    None => Self::Registered(filed),
                    Some(zitting) => Self::HearingPlanned { filed, zitting },
                })
            }
            Command::Decide { by, outcome, on, today, motivation } => {
                may_decide(&filed, zitting.as_ref(), at, (on, today))?;
                Ok(Self::Decided { filed, zitting, ruling: Ruling { outcome, on, by, at, motivation } })
            }
            Command::Withdraw { by, why } => Ok(Self::Withdrawn { filed, zitting, by, at, why }),
        }
    }
}

/// A dispute comes in after the decision was made known, and not after today.
fn came_in(arrival: &Arrival, about: &Subject, today: NaiveDate) -> Result<(), Refusal> {
    let made_known = about.made_known.ok_or(Refusal::NotMadeKnown)?;
    let received_on = arrival.received_on;
    if received_on > today {
        return Err(Refusal::InTheFuture(received_on));
    }
    if received_on < made_known {
        return Err(Refusal::BeforeMadeKnown { received_on, made_known });
    }
    match arrival.posted_on {
        Some(posted) if posted > received_on => Err(Refusal::PostedLater),
        Some(posted) if posted < made_known => {
            Err(Refusal::BeforeMadeKnown { received_on: posted, made_known })
        }
        Some(_) | None => Ok(()),
    }
}

fn plan_hearing(
    mut filed: Filed,
    zitting: Zitting,
    roll: Option<Roll>,
    now: DateTime<Utc>,
) -> Result<Dispute, Refusal> {
    if zitting.at <= now {
        return Err(Refusal::HearingInThePast(zitting.at));
    }
    if let Matter::KortGeding(summons) = &mut filed.matter {
        summons.roll = Some(roll.or_else(|| summons.roll.take()).ok_or(Refusal::NoRoll)?);
    }
    Ok(Dispute::HearingPlanned { filed, zitting })
}

fn extend(filed: Filed, more: Extended, due: NaiveDate, today: NaiveDate) -> Result<Filed, Refusal> {
    if filed.matter.kind() != Kind::Bezwaar {
        return Err(Refusal::NotExtendable);
    }
    if filed.extended.is_some() {
        return Err(Refusal::ExtendedBefore);
    }
    // Awb 7:10 lid 3: before the term is over.
    if today > due {
        return Err(Refusal::TermOver(due));
    }
    Ok(Filed { extended: Some(more), ..filed })
}

fn may_decide(
    filed: &Filed,
    zitting: Option<&Zitting>,
    now: DateTime<Utc>,
    (on, today): (NaiveDate, NaiveDate),
) -> Result<(), Refusal> {
    match zitting {
        Some(zitting) if now < zitting.at => return Err(Refusal::HearingToCome(zitting.at)),
        None if filed.matter.kind() == Kind::KortGeding => return Err(Refusal::NoHearing),
        Some(_) | None => {}
    }
    if on > today {
        return Err(Refusal::InTheFuture(on));
    }
    let received_on = filed.arrival.received_on;
    if on < received_on { Err(Refusal::DecidedBeforeReceived { on, received_on }) } else { Ok(()) }
}
