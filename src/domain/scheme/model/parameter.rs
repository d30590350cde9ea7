//! Parameters: numbers that a regeling names once, so that eisen, text and what-if all use the same one.
//! May import: facts, policy_code, scheme.

use chrono::NaiveDate;

use super::head::Standing;
use super::requirement::Scope;
use crate::facts::{FactType, FactValue};
use crate::policy_code::{LotKey, ParameterCode};

/// A named number with its values over time and per place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Permanent code.
    pub code: ParameterCode,
    /// In Dutch.
    pub title: String,
    /// A whole number, an amount in eurocents, a share in basis points or a day; without bounds.
    pub kind: FactType,
    /// Its values, in the order of the file.
    pub values: Vec<ParameterValue>,
    /// How certain this is.
    pub standing: Standing,
}

/// One value, from one day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterValue {
    /// First day.
    pub from: NaiveDate,
    /// In which productgroepen and gemeenten; everywhere when both are empty.
    pub scope: Scope,
    /// The value.
    pub value: FactValue,
}

impl ParameterValue {
    /// Whether it holds everywhere.
    #[must_use]
    pub fn is_general(&self) -> bool {
        self.scope == Scope::default()
    }

    fn covers(&self, lot: &LotKey) -> bool {
        let Scope { groups, gemeenten, .. } = &self.scope;
        (groups.is_empty() || groups.contains(&lot.group))
            && (gemeenten.is_empty() || gemeenten.contains(&lot.gemeente))
    }
}

impl Parameter {
    /// The value on a day: the newest of the lot's own values, or else the newest general one. Never one of another place or of
    /// a later day: `None` when there is none yet.
    #[must_use]
    pub fn on(&self, day: NaiveDate, lot: Option<&LotKey>) -> Option<&ParameterValue> {
        let begun = || self.values.iter().filter(move |one| one.from <= day);
        let own = begun()
            .filter(|one| !one.is_general() && lot.is_some_and(|lot| one.covers(lot)))
            .max_by_key(|one| one.from);
        own.or_else(|| begun().filter(|one| one.is_general()).max_by_key(|one| one.from))
    }

    /// Whether it may differ between lots.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.values.iter().any(|one| !one.is_general())
    }
}
