//! The table of running contracts: which aanbieder delivers what where, since when, and how many places it has. One row per lot; what is said
//! of the aanbieder itself stands in its first row, and may stand in the others.
//! May import: identifiers, imports, organisation, policy_code, scheme, text, words::imports.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::clients::{lot, whole};
use super::flaw::{Column, Flaw, Wrong};
use super::reading::Reading;
use super::table::{Row, Table};
use crate::code::Code as _;
use crate::identifiers::{Identifier, Rule};
use crate::organisation::profile::Contact;
use crate::organisation::{LegalForm, Profile, Signing};
use crate::policy_code::{LotKey, ProductCode};
use crate::scheme::{CellState, Scheme};
use crate::text::{fold_key, single_line};
use crate::words::imports as words;

/// What is said of an aanbieder.
const ABOUT: [Column; 10] = [
    Column::Kvk,
    Column::Name,
    Column::LegalForm,
    Column::Signing,
    Column::Street,
    Column::Postcode,
    Column::Town,
    Column::Mail,
    Column::Phone,
    Column::Contact,
];
/// The columns.
pub const CONTRACTS_COLUMNS: [Column; 17] = [
    Column::Kvk,
    Column::Name,
    Column::LegalForm,
    Column::Signing,
    Column::Street,
    Column::Postcode,
    Column::Town,
    Column::Mail,
    Column::Phone,
    Column::Contact,
    Column::Gemeente,
    Column::Group,
    Column::Products,
    Column::Starts,
    Column::Places,
    Column::Free,
    Column::AsOf,
];
/// More places than any aanbieder has in a gemeente.
pub const MOST_PLACES: u32 = 100_000;
/// The longest name, street or town.
const LINE: usize = 200;

/// An aanbieder with its running contracts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contractor {
    /// The first row about it.
    pub row: u32,
    /// What it is.
    pub profile: Profile,
    /// Whom to write to there; empty for nobody by name.
    pub contact: String,
    /// Its contracts, by row.
    pub contracts: Vec<RunningContract>,
}

/// A running contract for one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningContract {
    /// The lot.
    pub lot: LotKey,
    /// The products in it, in the order of the regeling.
    pub products: Vec<ProductCode>,
    /// First day.
    pub since: NaiveDate,
    /// How many places there are; none where nobody said.
    pub capacity: Option<Capacity>,
}

/// Places of an aanbieder in a lot, for whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Places.
    pub places: u32,
    /// How many of them are free.
    pub free: u32,
    /// The day on which this was so.
    pub as_of: NaiveDate,
}

/// Read a table of running contracts under a regeling, on a day.
///
/// # Errors
/// Everything that is wrong with it.
pub fn contracts(table: &Table, scheme: &Scheme, today: NaiveDate) -> Result<Vec<Contractor>, Vec<Wrong>> {
    let mut reading = Reading::begin(table, &CONTRACTS_COLUMNS);
    let mut first: BTreeMap<&str, &Row> = BTreeMap::new();
    let mut lots: BTreeMap<(&str, LotKey), u32> = BTreeMap::new();
    let mut found: BTreeMap<&str, Contractor> = BTreeMap::new();
    for row in reading.rows() {
        let kvk = reading.needed(row, Column::Kvk);
        if let Some(kvk) = kvk {
            match first.get(kvk) {
                Some(earlier) => same_about(&mut reading, row, earlier),
                None => {
                    first.insert(kvk, row);
                    found.extend(contractor(&mut reading, row).map(|one| (kvk, one)));
                }
            }
        }
        let contract = contract(&mut reading, row, scheme, today);
        let (Some(kvk), Some((lot, contract))) = (kvk, contract) else { continue };
        if let Some(first) = lots.get(&(kvk, lot.clone())).copied() {
            reading.refuse::<()>(row, Column::Group, Flaw::Twice { first });
            continue;
        }
        lots.insert((kvk, lot), row.number);
        if let (Some(one), Some(contract)) = (found.get_mut(kvk), contract) {
            one.contracts.push(contract);
        }
    }
    let mut found: Vec<Contractor> = found.into_values().collect();
    found.sort_by_key(|one| one.row);
    reading.done(found)
}

/// What a later row says of an aanbieder is what the first one says, or nothing.
fn same_about<'a>(reading: &mut Reading<'a>, row: &'a Row, earlier: &'a Row) {
    for column in ABOUT {
        // A formula in the earlier row was refused there.
        let Some(said) = reading.text(row, column).filter(|text| !text.is_empty()) else { continue };
        let before = reading.peek(earlier, column).unwrap_or(said);
        if said.to_lowercase() != before.to_lowercase() {
            reading.refuse::<()>(row, column, Flaw::Contradicts { first: earlier.number });
        }
    }
}

fn contractor<'a>(reading: &mut Reading<'a>, row: &'a Row) -> Option<Contractor> {
    let kvk = identifier(reading, row, Column::Kvk);
    let name = line(reading, row, Column::Name);
    let legal_form = one_of(reading, row, Column::LegalForm, LegalForm::ALL, |form| {
        vec![form.code(), crate::words::organisations::legal_form(form)]
    });
    let signing =
        one_of(reading, row, Column::Signing, Signing::ALL, |signing| vec![words::signing(signing)]);
    let street = line(reading, row, Column::Street);
    let postcode = identifier(reading, row, Column::Postcode);
    let town = line(reading, row, Column::Town);
    let email = identifier(reading, row, Column::Mail);
    let phone = identifier(reading, row, Column::Phone);
    let contact = reading.text(row, Column::Contact);
    let contact = contact.and_then(|text| reading.take(row, Column::Contact, short(text)));
    Some(Contractor {
        row: row.number,
        profile: Profile {
            kvk: kvk?,
            name: name?,
            legal_form: legal_form?,
            rsin: None,
            signing: signing?,
            contact: Contact {
                street: street?,
                postcode: postcode?,
                town: town?,
                email: email?,
                phone: phone?,
                website: String::new(),
            },
            agb: None,
        },
        contact: contact?,
        contracts: Vec::new(),
    })
}

fn identifier<'a, K: Rule>(reading: &mut Reading<'a>, row: &'a Row, column: Column) -> Option<Identifier<K>> {
    let read =
        reading.needed(row, column).map(|text| Identifier::parse(text).map_err(Flaw::NotIdentifier))?;
    reading.take(row, column, read)
}

fn line<'a>(reading: &mut Reading<'a>, row: &'a Row, column: Column) -> Option<String> {
    let read = short(reading.needed(row, column)?);
    reading.take(row, column, read)
}

fn short(text: &str) -> Result<String, Flaw> {
    single_line(text, LINE).map_err(Flaw::TooLong)
}

/// One of a closed set, by one of its names.
fn one_of<'a, T: Copy>(
    reading: &mut Reading<'a>,
    row: &'a Row,
    column: Column,
    all: &[T],
    names: impl Fn(T) -> Vec<&'static str>,
) -> Option<T> {
    let text = fold_key(reading.needed(row, column)?);
    let found = all.iter().copied().find(|one| names(*one).into_iter().any(|name| fold_key(name) == text));
    reading.take(row, column, found.ok_or(Flaw::NotInList(column)))
}

/// The contract of a row. Its lot is told also where something else is wrong, so that nothing is told twice of another row.
fn contract<'a>(
    reading: &mut Reading<'a>,
    row: &'a Row,
    scheme: &Scheme,
    today: NaiveDate,
) -> Option<(LotKey, Option<RunningContract>)> {
    let lot = lot(reading, row, scheme);
    let products = reading.needed(row, Column::Products);
    let term = scheme.term();
    let since = reading.needed(row, Column::Starts).map(|text| match day(text)? {
        since if since < term.from || since > term.until => {
            Err(Flaw::OutsideTerm { from: term.from, until: term.until })
        }
        since if since > today => Err(Flaw::NotStarted),
        since => Ok(since),
    });
    let since = since.and_then(|read| reading.take(row, Column::Starts, read));
    let capacity = capacity(reading, row, today);
    let lot = lot?;
    let products = products.map(|text| products_of(text, &lot, scheme));
    let products = products.and_then(|read| reading.take(row, Column::Products, read));
    let contract = (|| {
        Some(RunningContract { lot: lot.clone(), products: products?, since: since?, capacity: capacity? })
    })();
    Some((lot, contract))
}

/// The products that a cell names, separated by commas, pluses or spaces.
fn products_of(text: &str, lot: &LotKey, scheme: &Scheme) -> Result<Vec<ProductCode>, Flaw> {
    let named: Vec<&str> = text.split([',', '+', ' ', ';', '/']).filter(|code| !code.is_empty()).collect();
    let of_group = scheme.group(&lot.group).map_or(&[][..], |group| group.products.as_slice());
    let bought = |code: &ProductCode| scheme.cell(code, &lot.gemeente) == Some(CellState::InUse);
    let unknown = named.iter().find(|code| !of_group.iter().any(|one| one.code.as_str() == **code));
    if let Some(code) = unknown {
        return Err(Flaw::UnknownProduct((*code).to_owned()));
    }
    let chosen = of_group.iter().map(|one| &one.code).filter(|code| named.contains(&code.as_str()));
    let chosen: Vec<ProductCode> = chosen.cloned().collect();
    match chosen.iter().find(|code| !bought(code)) {
        Some(code) => Err(Flaw::ProductNotBought(code.to_string())),
        None if chosen.is_empty() => Err(Flaw::Missing),
        None => Ok(chosen),
    }
}

/// The places of a row; no places where all three cells are empty.
fn capacity<'a>(reading: &mut Reading<'a>, row: &'a Row, today: NaiveDate) -> Option<Option<Capacity>> {
    let cells = [Column::Places, Column::Free, Column::AsOf].map(|column| reading.text(row, column));
    if cells == [Some(""); 3] {
        return Some(None);
    }
    let number = |reading: &mut Reading<'a>, column: Column| {
        let read = reading.needed(row, column).map(|text| whole(text, MOST_PLACES))?;
        reading.take(row, column, read)
    };
    // A formula was refused when the cell was looked at.
    let [places, free, as_of] = cells;
    let places = places.and_then(|_| number(reading, Column::Places));
    let free = free.and_then(|_| number(reading, Column::Free));
    let as_of = as_of.and_then(|_| reading.needed(row, Column::AsOf)).map(|text| match day(text)? {
        day if day > today => Err(Flaw::DayAhead),
        day => Ok(day),
    });
    let as_of = as_of.and_then(|read| reading.take(row, Column::AsOf, read));
    let (places, free, as_of) = (places?, free?, as_of?);
    if free > places {
        return reading.refuse(row, Column::Free, Flaw::MoreFreeThanPlaces { places });
    }
    Some(Some(Capacity { places, free, as_of }))
}

/// A day as `2026-01-31` or `31-1-2026`.
fn day(text: &str) -> Result<NaiveDate, Flaw> {
    ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|day| (1900..2200).contains(&chrono::Datelike::year(day)))
        .ok_or(Flaw::NotADay)
}
