//! What is proposed, held against what the overeenkomst allows. May import: money, motivation, scheme, supervision::measure::kind.

use chrono::{Days, NaiveDate};

use super::kind::MeasureKind;
use crate::money::Cents;
use crate::motivation::Motivation;
use crate::scheme::{MeasureBasis, Span, SpanUnit};

/// What becomes of the clients an aanbieder has, where an admission ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clients {
    /// Nothing was arranged, or it is not needed.
    AsTheyAre,
    /// Each has another aanbieder.
    Transferred,
}

/// The parts of a proposal as somebody wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Which measure.
    pub kind: MeasureKind,
    /// The day on which it is over: care may be given as before from that day on, or the plan must be carried out before it.
    pub until: Option<NaiveDate>,
    /// What is claimed back.
    pub amount: Option<Cents>,
    /// What becomes of clients.
    pub clients: Clients,
    /// Why, and what the aanbieder must do.
    pub motivation: Motivation,
    /// Why a lighter measure does not do.
    pub lighter: Option<Motivation>,
}

/// A proposal that the overeenkomst allows. Only [`Plan::new`] makes one of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    wish: Wish,
    article: String,
}

/// Why a measure cannot be proposed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// The overeenkomst does not allow it (L025).
    #[error("the contract has no basis for this measure")]
    NoBasis(MeasureKind),
    /// It needs a last day.
    #[error("no day on which it is over")]
    NoDay,
    /// It has none.
    #[error("this measure has no last day")]
    DayNotFor,
    /// It is over after today, and not later than the overeenkomst allows.
    #[error("the day is not from {first} to {last}")]
    NotADay {
        /// The first day it can be.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
    },
    /// How much is claimed back.
    #[error("no amount")]
    NoAmount,
    /// Nothing is claimed back by this measure.
    #[error("this measure claims nothing back")]
    AmountNotFor,
    /// Nothing says why a lighter measure does not do.
    #[error("no reason why a lighter measure does not do")]
    NoProportion,
}

impl Plan {
    /// A wish that fits what the overeenkomst allows, on a day.
    ///
    /// # Errors
    /// [`NoPlan`] with the first thing that does not fit.
    pub fn new(wish: Wish, basis: Option<&MeasureBasis>, today: NaiveDate) -> Result<Self, NoPlan> {
        let basis = allowed(basis, wish.kind, wish.until, today)?;
        match (wish.kind == MeasureKind::Recovery, wish.amount) {
            (true, None) => return Err(NoPlan::NoAmount),
            (true, Some(amount)) if amount.get() <= 0 => return Err(NoPlan::NoAmount),
            (false, Some(_)) => return Err(NoPlan::AmountNotFor),
            (true | false, _) => {}
        }
        if wish.kind.burdens() && wish.lighter.is_none() {
            return Err(NoPlan::NoProportion);
        }
        Ok(Self { wish, article: basis.article.clone() })
    }

    /// One that was kept; it fitted when it was made.
    #[must_use]
    pub fn kept(wish: Wish, article: String) -> Self {
        Self { wish, article }
    }

    /// What is proposed.
    #[must_use]
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// The article of the overeenkomst on which it rests.
    #[must_use]
    pub fn article(&self) -> &str {
        &self.article
    }
}

/// The basis, where the overeenkomst allows a measure of a kind from today until that day.
///
/// # Errors
/// [`NoPlan::NoBasis`], or what is wrong with the day.
pub fn allowed(
    basis: Option<&MeasureBasis>,
    kind: MeasureKind,
    until: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<&MeasureBasis, NoPlan> {
    let basis = basis.filter(|one| one.kind == kind).ok_or(NoPlan::NoBasis(kind))?;
    match (until, basis.longest) {
        (None, None) => Ok(basis),
        (None, Some(_)) => Err(NoPlan::NoDay),
        (Some(_), None) => Err(NoPlan::DayNotFor),
        (Some(until), Some(longest)) => {
            let first = today + Days::new(1);
            let last = after(today, longest).unwrap_or(first);
            if (first..=last).contains(&until) { Ok(basis) } else { Err(NoPlan::NotADay { first, last }) }
        }
    }
}

/// The day a length of time after another; a month without that day ends earlier. The reader of a regeling refuses working days here.
fn after(day: NaiveDate, span: Span) -> Option<NaiveDate> {
    match span.unit {
        SpanUnit::Months | SpanUnit::Years => day.checked_add_months(span.months()?),
        SpanUnit::Weeks => day.checked_add_days(Days::new(u64::from(span.count).checked_mul(7)?)),
        SpanUnit::Days | SpanUnit::WorkingDays => day.checked_add_days(Days::new(u64::from(span.count))),
    }
}
