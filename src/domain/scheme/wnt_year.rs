//! A year of WNT maxima as two people lay it down: the general maximum, and the classes of care and jeugdhulp (WNT arts. 2.3 and 2.7).
//! May import: code, money, scheme::national.

use super::national::WntClass;
use crate::code::Code as _;
use crate::money::Cents;

/// The years in which there are maxima: the WNT holds since 2013.
const YEARS: std::ops::RangeInclusive<i32> = 2013..=2100;

/// The maxima of a year, all of them: they are published together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WntYear {
    year: i32,
    maxima: [Cents; WntClass::ALL.len()],
    source: String,
}

/// Why these cannot be the maxima of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWntYear {
    /// No year in which the WNT holds.
    Year,
    /// Nobody can look it up.
    Source,
    /// Not above the class before it, or above the general maximum.
    Order(WntClass),
}

impl WntYear {
    /// The maxima of a year, in the order of [`WntClass::ALL`].
    ///
    /// # Errors
    /// The first thing that cannot be right.
    pub fn new(
        year: i32,
        maxima: [Cents; WntClass::ALL.len()],
        source: impl Into<String>,
    ) -> Result<Self, NoWntYear> {
        let source = source.into();
        if !YEARS.contains(&year) {
            return Err(NoWntYear::Year);
        }
        if source.trim().is_empty() {
            return Err(NoWntYear::Source);
        }
        let [general, classes @ ..] = maxima;
        let mut below = Cents::new(0);
        for (amount, class) in classes.into_iter().zip(WntClass::ALL.iter().skip(1)) {
            if amount <= below || amount > general {
                return Err(NoWntYear::Order(*class));
            }
            below = amount;
        }
        Ok(Self { year, maxima, source })
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Each class with its maximum.
    pub fn maxima(&self) -> impl Iterator<Item = (WntClass, Cents)> {
        WntClass::ALL.iter().copied().zip(self.maxima)
    }

    /// Where it was published.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(euros: [i64; 6]) -> Result<WntYear, NoWntYear> {
        WntYear::new(2024, euros.map(|euros| Cents::new(euros * 100)), "Stcrt. 2023, 32256")
    }

    #[test]
    fn classes_rise_up_to_the_general_maximum() {
        assert!(year([233_000, 130_000, 158_000, 190_000, 214_000, 233_000]).is_ok());
        let typed_wrong = year([233_000, 130_000, 15_800, 190_000, 214_000, 233_000]);
        assert_eq!(typed_wrong, Err(NoWntYear::Order(WntClass::Ii)));
        let above = year([233_000, 130_000, 158_000, 190_000, 214_000, 233_001]);
        assert_eq!(above, Err(NoWntYear::Order(WntClass::V)));
        assert_eq!(year([233_000, 0, 1, 2, 3, 4]), Err(NoWntYear::Order(WntClass::I)));
    }

    #[test]
    fn a_year_has_a_source_and_a_wnt() {
        let maxima = [6, 1, 2, 3, 4, 5].map(Cents::new);
        assert_eq!(WntYear::new(2012, maxima, "Stcrt."), Err(NoWntYear::Year));
        assert_eq!(WntYear::new(2024, maxima, " "), Err(NoWntYear::Source));
    }
}
