//! How a bewijsstuk stands in the vault today, before any requirement asks for it on a day of its own.
//! May import: code, scheme::model.

use chrono::{Days, NaiveDate};

use super::model::Validity;
use crate::code::Code;

/// Days before its end on which a bewijsstuk is said to expire soon.
const SOON: u64 = 60;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// The date that counts is not filled in.
    NoDate,
    /// Good today.
    Valid,
    /// Good today, but not for long.
    Expiring,
    /// Not good any more.
    Expired,
    /// It has no end.
    Unlimited,
}

impl Code for Shelf {
    const ALL: &'static [Self] = &[Self::NoDate, Self::Valid, Self::Expiring, Self::Expired, Self::Unlimited];

    fn code(self) -> &'static str {
        match self {
            Self::NoDate => "no_date",
            Self::Valid => "valid",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::Unlimited => "unlimited",
        }
    }
}

impl Validity {
    /// The last day on which a bewijsstuk with this end counts, where its end is what counts. A paper that must be of some age on a day
    /// does not end by itself: it is asked on that day only.
    #[must_use]
    pub fn ends_on(self, expires: Option<NaiveDate>) -> Option<NaiveDate> {
        match self {
            Self::UntilExpiry => expires,
            Self::NotOlderThan(_) | Self::Unlimited => None,
        }
    }

    /// Whether a bewijsstuk itself says until when it counts.
    #[must_use]
    pub fn names_its_end(self) -> bool {
        self == Self::UntilExpiry
    }

    /// How a bewijsstuk with these dates stands today.
    #[must_use]
    pub fn shelf(self, issued: Option<NaiveDate>, expires: Option<NaiveDate>, today: NaiveDate) -> Shelf {
        let later = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let good_on = |day: NaiveDate| {
            expires.is_none_or(|last| last >= day)
                && match self {
                    Self::NotOlderThan(age) => {
                        issued.is_none_or(|issued| age.before(day).is_none_or(|from| issued >= from))
                    }
                    Self::UntilExpiry | Self::Unlimited => true,
                }
        };
        match self {
            Self::Unlimited => Shelf::Unlimited,
            Self::UntilExpiry if expires.is_none() => Shelf::NoDate,
            Self::NotOlderThan(_) if issued.is_none() => Shelf::NoDate,
            Self::UntilExpiry | Self::NotOlderThan(_) => match (good_on(today), good_on(later)) {
                (false, _) => Shelf::Expired,
                (true, false) => Shelf::Expiring,
                (true, true) => Shelf::Valid,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::{Span, SpanUnit};

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn an_extract_ages_and_a_policy_ends() {
        let today = day("2026-11-22").unwrap();
        let extract = Validity::NotOlderThan(Span { count: 6, unit: SpanUnit::Months });
        for (issued, stands) in [
            (None, Shelf::NoDate),
            (day("2026-11-01"), Shelf::Valid),
            (day("2026-06-01"), Shelf::Expiring),
            (day("2026-05-22"), Shelf::Expiring),
            (day("2026-05-21"), Shelf::Expired),
        ] {
            assert_eq!(extract.shelf(issued, None, today), stands, "{issued:?}");
        }
        for (expires, stands) in [
            (None, Shelf::NoDate),
            (day("2026-11-21"), Shelf::Expired),
            (day("2026-11-22"), Shelf::Expiring),
            (day("2027-12-31"), Shelf::Valid),
        ] {
            assert_eq!(Validity::UntilExpiry.shelf(None, expires, today), stands, "{expires:?}");
        }
        assert_eq!(Validity::Unlimited.shelf(None, None, today), Shelf::Unlimited);
    }
}
