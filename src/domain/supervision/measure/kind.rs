//! The rungs of the ladder of measures (D101). May import: code.

use crate::code::Code;

/// What can be done about what toezicht found, lightest first: the order is that of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// Aanbeveling: advice that binds to nothing.
    Recommendation,
    /// Verbeterplan: the aanbieder makes good by a day, by a plan.
    ImprovementPlan,
    /// Waarschuwing: the next time a heavier measure follows.
    Warning,
    /// Cliëntenstop: no new clients for a while; running care goes on.
    IntakeStop,
    /// Opschorting: nothing for a while.
    Suspension,
    /// Terugvordering: money that was paid for care that was not given as agreed.
    Recovery,
    /// Beëindiging of the overeenkomst for a productgroep in a gemeente.
    Ending,
}

impl MeasureKind {
    /// Whether the aanbieder is heard before it is decided: all that takes something from it, now or later.
    #[must_use]
    pub fn burdens(self) -> bool {
        self > Self::Recommendation
    }

    /// Whether it has a last day.
    #[must_use]
    pub fn lasts(self) -> bool {
        match self {
            Self::ImprovementPlan | Self::IntakeStop | Self::Suspension => true,
            Self::Recommendation | Self::Warning | Self::Recovery | Self::Ending => false,
        }
    }

    /// Whether the admission itself changes by it.
    #[must_use]
    pub fn touches_admission(self) -> bool {
        match self {
            Self::IntakeStop | Self::Suspension | Self::Ending => true,
            Self::Recommendation | Self::ImprovementPlan | Self::Warning | Self::Recovery => false,
        }
    }
}

impl Code for MeasureKind {
    const ALL: &'static [Self] = &[
        Self::Recommendation,
        Self::ImprovementPlan,
        Self::Warning,
        Self::IntakeStop,
        Self::Suspension,
        Self::Recovery,
        Self::Ending,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::ImprovementPlan => "improvement_plan",
            Self::Warning => "warning",
            Self::IntakeStop => "intake_stop",
            Self::Suspension => "suspension",
            Self::Recovery => "recovery",
            Self::Ending => "ending",
        }
    }
}
