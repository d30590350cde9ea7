//! In which order toezicht looks at aanbieders: points with their reasons, from what is known. It decides nothing, and nothing outside toezicht reads it.
//! May import: code.

use crate::code::Code;

/// Of one reason no more than this many are counted: whoever is known for one thing does not outweigh what is known of others.
pub const MOST_COUNTED: u32 = 3;

/// Why an aanbieder stands higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Open signals of a calamiteit.
    Calamities,
    /// Open signals of violence.
    Violence,
    /// Other open signals.
    Signals,
    /// Bewijsverzoeken for what expired, without an answer.
    ExpiredPapers,
    /// Admissions that are suspended now.
    Suspensions,
    /// Admitted for less than a year: nobody knows it yet.
    NewHere,
}

impl Reason {
    /// Points for each that is counted. Published in `docs/algoritmeregister.md`; a test keeps both equal.
    #[must_use]
    pub fn points(self) -> u32 {
        match self {
            Self::Calamities => 40,
            Self::Violence => 40,
            Self::Signals => 15,
            Self::ExpiredPapers => 10,
            Self::Suspensions => 10,
            Self::NewHere => 5,
        }
    }
}

impl Code for Reason {
    const ALL: &'static [Self] = &[
        Self::Calamities,
        Self::Violence,
        Self::Signals,
        Self::ExpiredPapers,
        Self::Suspensions,
        Self::NewHere,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Calamities => "calamities",
            Self::Violence => "violence",
            Self::Signals => "signals",
            Self::ExpiredPapers => "expired_papers",
            Self::Suspensions => "suspensions",
            Self::NewHere => "new_here",
        }
    }
}

/// What is known of an aanbieder in the own gemeenten: how many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Open signals of a calamiteit.
    pub calamities: u32,
    /// Open signals of violence.
    pub violence: u32,
    /// Other open signals.
    pub signals: u32,
    /// Papers that expired, with a bewijsverzoek that was not answered.
    pub expired_papers: u32,
    /// Admissions that are suspended now.
    pub suspensions: u32,
    /// Admitted for less than a year.
    pub new_here: bool,
}

/// Where somebody stands, and why: the reasons with how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Together. More stands higher.
    pub points: u32,
    /// What they come from, the weightiest first.
    pub reasons: Vec<(Reason, u32)>,
}

/// The points of an aanbieder. Whole numbers; the same knowledge gives the same points.
#[must_use]
pub fn risk(known: &Known) -> Score {
    let count = |reason| match reason {
        Reason::Calamities => known.calamities,
        Reason::Violence => known.violence,
        Reason::Signals => known.signals,
        Reason::ExpiredPapers => known.expired_papers,
        Reason::Suspensions => known.suspensions,
        Reason::NewHere => u32::from(known.new_here),
    };
    let counted = Reason::ALL.iter().map(|reason| (*reason, count(*reason)));
    let mut reasons: Vec<(Reason, u32)> = counted.filter(|(_, number)| *number > 0).collect();
    let worth = |(reason, number): &(Reason, u32)| reason.points() * (*number).min(MOST_COUNTED);
    let points = reasons.iter().map(worth).sum();
    reasons.sort_by_key(|one| (std::cmp::Reverse(worth(one)), one.0));
    Score { points, reasons }
}
