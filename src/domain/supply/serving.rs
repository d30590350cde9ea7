//! What a lot offers one doelgroep, and how many aanbieders it has against the floor of the regeling.
//! May import: policy_code, scheme, supply.

use chrono::NaiveDate;

use super::lot::Statement;
use crate::policy_code::TargetGroupCode;
use crate::scheme::SufficientSupply;

/// What the aanbieders of a lot together offer one doelgroep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Serving {
    /// Aanbieders that have places for it, taken or free.
    pub providers: u32,
    /// Of these, how many stated so too long ago. Their places do not count.
    pub stale: u32,
    /// Free places.
    pub free: u32,
    /// Where somebody new can start first: in how many days. None where nobody stated it.
    pub waiting_days: Option<u32>,
}

impl Serving {
    /// Add up what each aanbieder stated of a doelgroep; what it stated before `oldest` does not count.
    #[must_use]
    pub fn add_up(providers: &[Vec<Statement>], target: &TargetGroupCode, oldest: NaiveDate) -> Self {
        let serves = |one: &&Statement| one.target.as_ref() == Some(target) && one.places > 0;
        let stated = providers.iter().filter_map(|stated| stated.iter().find(serves));
        stated.fold(Self::default(), |sum, one| {
            let fresh = one.as_of >= oldest;
            let waiting = one.waiting_days.filter(|_| fresh);
            Self {
                providers: sum.providers.saturating_add(1),
                stale: sum.stale.saturating_add(u32::from(!fresh)),
                free: sum.free.saturating_add(if fresh { one.free } else { 0 }),
                waiting_days: [sum.waiting_days, waiting].into_iter().flatten().min(),
            }
        })
    }
}

/// How many aanbieders there are, against the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None.
    Nobody,
    /// Some, but fewer than the floor.
    BelowFloor,
    /// As many as the floor, or more.
    Enough,
    /// At least twice as many.
    Ample,
    /// Some, where the regeling has no floor.
    Some,
}

/// The fewest aanbieders of a lot that the regeling calls enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor(u32);

impl Floor {
    /// The floor of a definition of voldoende aanbod; none where it does not count aanbieders.
    #[must_use]
    pub fn of(definition: &SufficientSupply) -> Option<Self> {
        definition.providers.and_then(|least| u32::try_from(least).ok()).filter(|least| *least > 0).map(Self)
    }

    /// The number.
    #[must_use]
    pub fn least(self) -> u32 {
        self.0
    }

    /// From how many on there are plenty: twice the floor, so that half of them can stop.
    #[must_use]
    pub fn ample(self) -> u32 {
        self.0.saturating_mul(2)
    }
}

impl Depth {
    /// Hold a number of aanbieders against a floor.
    #[must_use]
    pub fn of(providers: u32, floor: Option<Floor>) -> Self {
        match (providers, floor) {
            (0, _) => Self::Nobody,
            (_, None) => Self::Some,
            (some, Some(floor)) if some < floor.least() => Self::BelowFloor,
            (some, Some(floor)) if some < floor.ample() => Self::Enough,
            _ => Self::Ample,
        }
    }

    /// Whether the team is to be warned: a lot with nobody is below every floor.
    #[must_use]
    pub fn is_too_few(self) -> bool {
        matches!(self, Self::Nobody | Self::BelowFloor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn target(code: &str) -> TargetGroupCode {
        TargetGroupCode::parse(code).unwrap()
    }

    fn stated(code: &str, places: u32, free: u32, waiting: Option<u32>, as_of: &str) -> Statement {
        let target = Some(target(code)).filter(|_| !code.is_empty());
        Statement { target, places, free, waiting_days: waiting, as_of: day(as_of) }
    }

    #[test]
    fn of_a_doelgroep_only_those_count_that_have_places_for_it() {
        let providers = [
            vec![
                stated("nah", 4, 2, Some(30), "2026-09-01"),
                stated("dementie", 9, 9, Some(1), "2026-09-01"),
            ],
            vec![stated("nah", 3, 1, Some(10), "2026-09-01")],
            vec![stated("nah", 8, 8, Some(0), "2026-03-01")],
            vec![stated("nah", 0, 0, Some(0), "2026-09-01")],
            Vec::new(),
        ];
        let found = Serving::add_up(&providers, &target("nah"), day("2026-06-01"));
        let expected = Serving { providers: 3, stale: 1, free: 3, waiting_days: Some(10) };
        assert_eq!(found, expected, "one states no place, one said so too long ago");
        assert_eq!(Serving::add_up(&providers, &target("lvb"), day("2026-06-01")), Serving::default());
    }

    #[test]
    fn nobody_is_below_every_floor_and_without_a_floor_nothing_is_said_of_some() {
        let floor = Some(Floor(3));
        let depths = [0, 1, 2, 3, 5, 6, 60].map(|count| Depth::of(count, floor));
        use Depth::{Ample, BelowFloor, Enough, Nobody};
        assert_eq!(depths, [Nobody, BelowFloor, BelowFloor, Enough, Enough, Ample, Ample]);
        assert_eq!([0, 1, 60].map(|count| Depth::of(count, None)), [Nobody, Depth::Some, Depth::Some]);
        assert!(
            Nobody.is_too_few()
                && BelowFloor.is_too_few()
                && !Enough.is_too_few()
                && !Depth::Some.is_too_few()
        );
    }
}
