//! Where a signal comes from and what kind of thing it tells.
//! May import: code, supervision::discipline.

use super::discipline::Discipline;
use crate::code::Code;

/// Who or what a signal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Somebody of a gemeente who speaks with clients.
    Consulent,
    /// Anybody else: a client, a neighbour, somebody of the staff.
    Resident,
    /// The aanbieder itself, which must (Wmo 2015 art. 3.4 lid 1).
    Provider,
    /// A bewijsstuk expired and the bewijsverzoek for a newer one was not answered.
    ExpiredEvidence,
    /// A toezichthouder saw it.
    Observation,
}

impl Code for Source {
    const ALL: &'static [Self] =
        &[Self::Consulent, Self::Resident, Self::Provider, Self::ExpiredEvidence, Self::Observation];

    fn code(self) -> &'static str {
        match self {
            Self::Consulent => "consulent",
            Self::Resident => "resident",
            Self::Provider => "provider",
            Self::ExpiredEvidence => "expired_evidence",
            Self::Observation => "observation",
        }
    }
}

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// A calamiteit: something unintended that led to serious harm or death (Wmo 2015 art. 1.1.1).
    Calamity,
    /// Geweld bij de verstrekking van een voorziening (the same article).
    Violence,
    /// The care itself: too little, unsafe, by whom should not.
    Quality,
    /// Money: care that was paid for and not given, or not as agreed.
    Lawfulness,
    /// A paper that is no longer valid.
    Evidence,
    /// Another legal name or form than the region compared.
    Register,
    /// Something else.
    Other,
}

impl Nature {
    /// What anybody can report.
    pub const REPORTED: &'static [Self] =
        &[Self::Calamity, Self::Violence, Self::Quality, Self::Lawfulness, Self::Other];
    /// What an aanbieder must report.
    pub const BY_PROVIDER: &'static [Self] = &[Self::Calamity, Self::Violence];

    /// What a toezichthouder writes down of what it saw.
    pub const OBSERVED: &'static [Self] =
        &[Self::Quality, Self::Lawfulness, Self::Calamity, Self::Violence, Self::Register, Self::Other];

    /// Which toezichthouders look at it first; they can hand it over.
    #[must_use]
    pub fn discipline(self) -> Discipline {
        match self {
            Self::Calamity | Self::Violence | Self::Quality | Self::Other => Discipline::Quality,
            Self::Lawfulness | Self::Evidence | Self::Register => Discipline::Lawfulness,
        }
    }
}

impl Code for Nature {
    const ALL: &'static [Self] = &[
        Self::Calamity,
        Self::Violence,
        Self::Quality,
        Self::Lawfulness,
        Self::Evidence,
        Self::Register,
        Self::Other,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Calamity => "calamity",
            Self::Violence => "violence",
            Self::Quality => "quality",
            Self::Lawfulness => "lawfulness",
            Self::Evidence => "evidence",
            Self::Register => "register",
            Self::Other => "other",
        }
    }
}
