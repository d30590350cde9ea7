//! How many clients a lot has, and when somebody counted them.
//! May import: imports::Quarter, policy_code, scheme.

use chrono::NaiveDate;

use crate::imports::Quarter;
use crate::policy_code::LotKey;
use crate::scheme::Scheme;

/// The clients of a lot, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub clients: u32,
    /// When.
    pub when: When,
}

/// When somebody counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In a quarter that the region brought in.
    Quarter(Quarter),
    /// On the day that the regeling names.
    Day(NaiveDate),
}

impl Counted {
    /// The newest count of a lot: the last quarter that the region brought in, and where it brought in none what the regeling says.
    #[must_use]
    pub fn newest(scheme: &Scheme, lot: &LotKey, quarters: &[(Quarter, u32)]) -> Option<Self> {
        let last = quarters.iter().max_by_key(|(quarter, _)| *quarter);
        if let Some((quarter, clients)) = last {
            return Some(Self { clients: *clients, when: When::Quarter(*quarter) });
        }
        let said =
            scheme.demand().iter().filter(|one| one.group == lot.group && one.gemeente == lot.gemeente);
        let last = said.max_by_key(|one| one.on)?;
        Some(Self { clients: u32::try_from(last.clients).ok()?, when: When::Day(last.on) })
    }
}
