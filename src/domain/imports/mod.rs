//! Tables that a region brings in: what stands in them, and everything that is wrong with them at once. Nothing is taken from a table in
//! which anything is wrong.
//! May import: code, identifiers, organisation, policy_code, scheme, text, words::imports (the headings).

mod clients;
mod contracts;
mod flaw;
mod quarter;
mod reading;
mod table;
#[cfg(test)]
mod tests;

pub use clients::{CLIENTS_COLUMNS, ClientCount, MOST_CLIENTS, clients};
pub use contracts::{CONTRACTS_COLUMNS, Capacity, Contractor, MOST_PLACES, RunningContract, contracts};
pub use flaw::{Column, Flaw, Wrong};
pub use quarter::Quarter;
pub use reading::Reading;
pub use table::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Table};

use crate::code::Code;

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportKind {
    /// Clients per lot and quarter.
    Clients,
    /// Running contracts.
    Contracts,
}

impl Code for ImportKind {
    const ALL: &'static [Self] = &[Self::Clients, Self::Contracts];

    fn code(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Contracts => "contracts",
        }
    }
}

/// Where a table is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportState {
    /// Somebody looks at what it would change.
    Waiting,
    /// It was taken over.
    Done,
    /// It was thrown away.
    Discarded,
}

impl Code for ImportState {
    const ALL: &'static [Self] = &[Self::Waiting, Self::Done, Self::Discarded];

    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Discarded => "discarded",
        }
    }
}
