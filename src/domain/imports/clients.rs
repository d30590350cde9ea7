//! The table of clients: how many people in a gemeente have care of a productgroep, counted in a quarter. Counts only, nothing of anybody.
//! May import: identifiers, imports, policy_code, scheme, text.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::flaw::{Column, Flaw, Wrong};
use super::quarter::Quarter;
use super::reading::Reading;
use super::table::{Row, Table};
use crate::policy_code::{GroupCode, LotKey};
use crate::scheme::{CellState, Scheme};
use crate::text::fold_key;

/// The columns.
pub const CLIENTS_COLUMNS: [Column; 4] = [Column::Gemeente, Column::Group, Column::Quarter, Column::Clients];
/// More people than any gemeente has.
pub const MOST_CLIENTS: u32 = 1_000_000;

/// The clients of a lot in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCount {
    /// The lot.
    pub lot: LotKey,
    /// The quarter.
    pub quarter: Quarter,
    /// How many.
    pub clients: u32,
}

/// Read a table of clients under a regeling, on a day.
///
/// # Errors
/// Everything that is wrong with it.
pub fn clients(table: &Table, scheme: &Scheme, today: NaiveDate) -> Result<Vec<ClientCount>, Vec<Wrong>> {
    let mut reading = Reading::begin(table, &CLIENTS_COLUMNS);
    let mut seen: BTreeMap<(LotKey, Quarter), u32> = BTreeMap::new();
    let mut counts = Vec::new();
    for row in reading.rows() {
        let lot = lot(&mut reading, row, scheme);
        let quarter = reading.needed(row, Column::Quarter).map(|text| quarter(text, today));
        let quarter = quarter.and_then(|read| reading.take(row, Column::Quarter, read));
        let count = reading.needed(row, Column::Clients).map(|text| whole(text, MOST_CLIENTS));
        let count = count.and_then(|read| reading.take(row, Column::Clients, read));
        let (Some(lot), Some(quarter)) = (lot, quarter) else { continue };
        if let Some(first) = seen.get(&(lot.clone(), quarter)).copied() {
            reading.refuse::<()>(row, Column::Quarter, Flaw::Twice { first });
            continue;
        }
        seen.insert((lot.clone(), quarter), row.number);
        counts.extend(count.map(|clients| ClientCount { lot, quarter, clients }));
    }
    reading.done(counts)
}

/// The lot of a row: something of the productgroep is bought in the gemeente, or may be.
pub(super) fn lot<'a>(reading: &mut Reading<'a>, row: &'a Row, scheme: &Scheme) -> Option<LotKey> {
    let gemeente = reading.needed(row, Column::Gemeente).map(|text| {
        let named = |name: &str| fold_key(name) == fold_key(text);
        let found = scheme
            .gemeenten()
            .iter()
            .find(|one| one.code.as_str().eq_ignore_ascii_case(text) || named(&one.name));
        found.map(|one| one.code.clone()).ok_or_else(|| Flaw::UnknownGemeente(text.to_owned()))
    });
    let gemeente = gemeente.and_then(|found| reading.take(row, Column::Gemeente, found));
    let group = reading.needed(row, Column::Group).map(|text| {
        let code = GroupCode::parse(text).ok();
        let found = code.and_then(|code| scheme.group(&code));
        found.ok_or_else(|| Flaw::UnknownGroup(text.to_owned()))
    });
    let group = group.and_then(|found| reading.take(row, Column::Group, found))?;
    let gemeente = gemeente?;
    let bought = group.products.iter().any(|one| {
        !matches!(scheme.cell(&one.code, &gemeente), None | Some(CellState::NotBought | CellState::Local))
    });
    if !bought {
        return reading.refuse(row, Column::Group, Flaw::NotBought);
    }
    Some(LotKey { group: group.code.clone(), gemeente })
}

fn quarter(text: &str, today: NaiveDate) -> Result<Quarter, Flaw> {
    let quarter = Quarter::parse(text).map_err(|_| Flaw::NotAQuarter)?;
    if quarter > Quarter::of(today) { Err(Flaw::QuarterAhead(quarter)) } else { Ok(quarter) }
}

/// A whole number from zero to this.
pub(super) fn whole(text: &str, most: u32) -> Result<u32, Flaw> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    match text.strip_prefix(['-', '−']).map(str::trim_start) {
        Some(rest) if digits(rest) => Err(Flaw::Negative),
        None if digits(text) => text.parse().ok().filter(|count| *count <= most).ok_or(Flaw::TooLarge),
        Some(_) | None => Err(Flaw::NotWhole),
    }
}
