//! Amounts as whole eurocents and shares as whole basis points: no floats, and no silent overflow.
//! May import: std, serde.

use serde::{Deserialize, Serialize};

/// An amount in eurocents. May be negative: a correction is an amount too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

impl Cents {
    /// This many eurocents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The number of eurocents.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum; `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// This amount `times` times; `None` when it does not fit.
    #[must_use]
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// One of `parts` equal parts; `None` unless it comes out in whole cents, because a tariff is never rounded.
    #[must_use]
    pub fn split_exactly(self, parts: i64) -> Option<Self> {
        (self.0.checked_rem(parts)? == 0).then(|| self.0.checked_div(parts).map(Self)).flatten()
    }

    /// This share of the amount, rounded down to whole cents; `None` when it does not fit.
    #[must_use]
    pub fn share(self, share: BasisPoints) -> Option<Self> {
        let exact = i128::from(self.0).checked_mul(i128::from(share.0))?;
        i64::try_from(exact.div_euclid(i128::from(BasisPoints::WHOLE.0))).ok().map(Self)
    }
}

/// A share in basis points: 10,000 is the whole, 2,000 is 20,0 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(i32);

impl BasisPoints {
    /// The whole: 100 %.
    pub const WHOLE: Self = Self(10_000);

    /// This many basis points.
    #[must_use]
    pub const fn new(points: i32) -> Self {
        Self(points)
    }

    /// The number of basis points.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// The sum; `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// What share `part` is of `whole`, rounded down, so that a share never looks reached before it is.
    /// `None` when the whole is not positive or the share does not fit.
    #[must_use]
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let scaled = i128::from(part).checked_mul(i128::from(Self::WHOLE.0))?;
        i32::try_from(scaled.div_euclid(i128::from(whole))).ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_does_not_fit_is_no_sum() {
        assert_eq!(Cents::new(1).checked_add(Cents::new(2)), Some(Cents::new(3)));
        assert_eq!(Cents::new(i64::MAX).checked_add(Cents::new(1)), None);
        assert_eq!(Cents::new(i64::MIN).checked_sub(Cents::new(1)), None);
        assert_eq!(Cents::new(i64::MAX).checked_mul(2), None);
        assert_eq!(BasisPoints::new(i32::MAX).checked_add(BasisPoints::new(1)), None);
    }

    #[test]
    fn an_hourly_tariff_splits_into_minutes_only_when_no_cent_is_rounded() {
        assert_eq!(Cents::new(6060).split_exactly(60), Some(Cents::new(101)));
        assert_eq!(Cents::new(6061).split_exactly(60), None);
        assert_eq!(Cents::new(6060).split_exactly(0), None);
        assert_eq!(Cents::new(i64::MIN).split_exactly(-1), None);
    }

    #[test]
    fn a_share_is_rounded_down_also_below_zero() {
        assert_eq!(BasisPoints::of(1999, 10_000), Some(BasisPoints::new(1999)));
        assert_eq!(BasisPoints::of(2, 3), Some(BasisPoints::new(6666)));
        assert_eq!(BasisPoints::of(-2, 3), Some(BasisPoints::new(-6667)));
        assert_eq!(BasisPoints::of(1, 0), None);
        assert_eq!(BasisPoints::of(i64::MAX, 1), None);
        assert_eq!(Cents::new(999).share(BasisPoints::new(5000)), Some(Cents::new(499)));
        assert_eq!(Cents::new(i64::MAX).share(BasisPoints::new(20_000)), None);
    }
}
