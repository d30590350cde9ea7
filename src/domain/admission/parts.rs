//! What an admission carries in its states, and the names of those states.
//! May import: code, ids, motivation.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::ids::{AdmissionId, AgreementId, DecisionId, DocumentId, UserId};
use crate::motivation::Motivation;

/// Who signed an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatories {
    /// For the aanbieder: the name of its tekenbevoegde as on the paper.
    pub provider: String,
    /// For the gemeente: the name of its volmachthouder as on the paper.
    pub gemeente: String,
}

/// A signed overeenkomst: without it no admission starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAgreement {
    /// Its identifier.
    pub agreement: AgreementId,
    /// The published document version that was signed.
    pub document: DocumentId,
    /// The day of the last signature.
    pub signed_on: NaiveDate,
    /// Who signed.
    pub signatories: Signatories,
    /// Who recorded it.
    pub recorded_by: UserId,
}

/// Whether the agreement is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// Not yet.
    Awaited,
    /// Recorded.
    Recorded(SignedAgreement),
}

/// An admission that has not started. It always comes from a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The decision.
    pub decision: DecisionId,
    /// First day.
    pub starts_on: NaiveDate,
    /// Whether the agreement is there.
    pub agreement: Agreement,
}

/// Where a running admission comes from, with the contract it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A decision on an application, and the agreement that followed.
    Decision {
        /// The decision.
        decision: DecisionId,
        /// The agreement.
        agreement: SignedAgreement,
    },
    /// A contract that already ran when the region began with this portal (overgenomen contract).
    TakenOver,
    /// A temporary contract with a former aanbieder for clients who are still there (overbrugging, B091).
    Bridging {
        /// Its reference.
        contract: String,
        /// Last day.
        until: NaiveDate,
    },
}

/// The kind of source, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A decision.
    Decision,
    /// A contract that already ran.
    TakenOver,
    /// A temporary contract.
    Bridging,
}

impl Code for SourceKind {
    const ALL: &'static [Self] = &[Self::Decision, Self::TakenOver, Self::Bridging];

    fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::TakenOver => "overgenomen_contract",
            Self::Bridging => "bridging",
        }
    }
}

impl Source {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> SourceKind {
        match self {
            Self::Decision { .. } => SourceKind::Decision,
            Self::TakenOver => SourceKind::TakenOver,
            Self::Bridging { .. } => SourceKind::Bridging,
        }
    }
}

/// An admission that runs or ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Where it comes from.
    pub source: Source,
    /// First day.
    pub since: NaiveDate,
}

/// How far a suspension goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionKind {
    /// No new clients; running care goes on.
    IntakeStop,
    /// Everything.
    Full,
}

impl Code for SuspensionKind {
    const ALL: &'static [Self] = &[Self::IntakeStop, Self::Full];

    fn code(self) -> &'static str {
        match self {
            Self::IntakeStop => "intake_stop",
            Self::Full => "full",
        }
    }
}

/// Who imposes or lifts a suspension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The aanbieder itself: it takes no new clients for a while.
    Provider,
    /// The team of the region.
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

/// A suspension. It always ends by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// How far it goes.
    pub kind: SuspensionKind,
    /// First day.
    pub from: NaiveDate,
    /// The day on which the admission is active again.
    pub until: NaiveDate,
    /// Why. Of the team: with the article of the overeenkomst that allows it (a stop without basis is unlawful: L024,
    /// L025).
    pub basis: Motivation,
    /// Whose it is.
    pub side: Side,
    /// Who imposed it.
    pub by: UserId,
}

/// A suspension lasts at most a year at a time: a year mistyped must not stop somebody for ever.
pub const LONGEST: Days = Days::new(366);

/// Who or what ended an admission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The gemeente, with the ground from the overeenkomst.
    Gemeente {
        /// The ground.
        basis: Motivation,
        /// Who ended it.
        by: UserId,
    },
    /// The aanbieder gave notice.
    Provider {
        /// Who gave notice.
        by: UserId,
    },
    /// By law or by the overeenkomst itself: term over, bankruptcy, organisation gone.
    Law {
        /// The ground.
        basis: Motivation,
    },
}

impl Ending {
    /// The permanent code of who ended it, as stored.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Gemeente { .. } => "gemeente",
            Self::Provider { .. } => "provider",
            Self::Law { .. } => "law",
        }
    }
}

/// Why an admission never started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// Why, in plain words.
    pub motivation: Motivation,
    /// Who recorded it.
    pub by: UserId,
}

/// The clients an aanbieder still has in the lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunningClients {
    /// None.
    None,
    /// Each has another aanbieder.
    Transferred,
    /// They stay for a while under a bridging admission.
    Bridged(AdmissionId),
    /// This many, and nothing is arranged.
    Unarranged(u32),
}

/// A decided lot that cannot become an admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAdmission {
    /// The lot is not decided.
    #[error("the lot is not decided")]
    NotDecided,
    /// The lot was refused, or left unhandled.
    #[error("the lot was not admitted")]
    Refused,
}

/// Where an admission is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waiting for the overeenkomst and the start date.
    Granted,
    /// Running.
    Active,
    /// Suspended.
    Suspended,
    /// Ended.
    Ended,
    /// Never started.
    Lapsed,
}

impl Code for State {
    const ALL: &'static [Self] = &[Self::Granted, Self::Active, Self::Suspended, Self::Ended, Self::Lapsed];

    fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
            Self::Lapsed => "lapsed",
        }
    }
}
