//! The supply snapshot: what is published when a window opens, frozen, and equal for every application in it.
//! May import: policy_code.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::policy_code::{LotKey, TargetGroupCode};

/// Supply per lot on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplySnapshot {
    taken_on: NaiveDate,
    lots: Vec<LotSupply>,
}

/// Supply of one lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotSupply {
    /// The lot.
    pub lot: LotKey,
    /// Active admissions without intake stop.
    pub providers: u32,
    /// Clients.
    pub clients: u32,
    /// Free places per doelgroep, as confirmed in time.
    pub places: Vec<PlacesFor>,
    /// How many of those places only the aanbieder itself stated.
    pub self_declared: u32,
}

/// Free places for a doelgroep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlacesFor {
    /// The doelgroep.
    pub target: TargetGroupCode,
    /// How many.
    pub places: u32,
}

impl SupplySnapshot {
    /// A snapshot; its lots are put in order, so that the same supply is the same value.
    #[must_use]
    pub fn new(taken_on: NaiveDate, mut lots: Vec<LotSupply>) -> Self {
        lots.sort_by(|one, other| one.lot.cmp(&other.lot));
        for lot in &mut lots {
            lot.places.sort();
        }
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
