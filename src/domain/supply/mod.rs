//! The supply of care: what aanbieders state per lot, added up on one day, and whether it is enough by the published definition.
//! May import: code, ids, imports, money, motivation, policy_code, scheme, terms, windows.

mod closing;
mod counted;
mod enough;
mod lot;
#[cfg(test)]
mod model;
mod past;
mod serving;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use closing::{LotChange, LotNow, LotPlan, NOTICE_DAYS, NotDecided, first_closing_day, last_review_day};
pub use counted::{Counted, When};
pub use enough::{Judged, Measured, Sufficiency};
pub use lot::{LotSupply, Places, Statement};
pub use past::{Month, NotAMonth, Stay, months};
pub use serving::{Depth, Floor, Serving};

use crate::policy_code::LotKey;

/// Supply per lot on one day: published when a window opens, frozen, and equal for every application in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplySnapshot {
    taken_on: NaiveDate,
    lots: Vec<LotSupply>,
}

/// The supply of a lot on which something was decided, with the definition held against it: kept with the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The day.
    pub on: NaiveDate,
    /// What was offered.
    pub supply: LotSupply,
    /// Measure by measure.
    pub judged: Judged,
}

impl SupplySnapshot {
    /// A snapshot; its lots are put in order, so that the same supply is the same value.
    #[must_use]
    pub fn new(taken_on: NaiveDate, mut lots: Vec<LotSupply>) -> Self {
        lots.sort_by(|one, other| one.lot.cmp(&other.lot));
        Self { taken_on, lots }
    }

    /// The day on which it was taken.
    #[must_use]
    pub fn taken_on(&self) -> NaiveDate {
        self.taken_on
    }

    /// The supply of a lot.
    #[must_use]
    pub fn lot(&self, key: &LotKey) -> Option<&LotSupply> {
        self.lots.iter().find(|one| one.lot == *key)
    }

    /// All lots, in order.
    #[must_use]
    pub fn lots(&self) -> &[LotSupply] {
        &self.lots
    }
}
