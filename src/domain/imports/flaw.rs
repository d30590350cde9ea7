//! What can be wrong in a table, and where.
//! May import: identifiers, imports::quarter, text.

use chrono::NaiveDate;

use super::quarter::Quarter;
use crate::identifiers::IdentifierError;
use crate::text::TooLong;

/// A column that we know; its heading is in `words::imports`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The gemeente: CBS code or name.
    Gemeente,
    /// The productgroep: its code.
    Group,
    /// The quarter of a count.
    Quarter,
    /// Clients.
    Clients,
    /// KvK number of an aanbieder.
    Kvk,
    /// Its name.
    Name,
    /// Its rechtsvorm.
    LegalForm,
    /// Whether its tekenbevoegden sign alone or jointly.
    Signing,
    /// Its street and number.
    Street,
    /// Its postcode.
    Postcode,
    /// Its town.
    Town,
    /// Its mail address.
    Mail,
    /// Its telephone.
    Phone,
    /// Whom to write to there.
    Contact,
    /// The products of a contract.
    Products,
    /// The first day of a contract.
    Starts,
    /// Places.
    Places,
    /// How many of them are free.
    Free,
    /// The day on which that was so.
    AsOf,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The row, as a spreadsheet counts; none for the file as a whole.
    pub row: Option<u32>,
    /// The column; none for a row as a whole.
    pub column: Option<Column>,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A column is not there.
    NoColumn,
    /// A column is there twice.
    ColumnTwice,
    /// A heading that means nothing to us.
    UnknownColumn(String),
    /// A heading, or a cell under no heading, that nobody can read.
    NoHeading,
    /// No rows under the headings.
    NoRows,
    /// More rows than a table may have.
    TooManyRows,
    /// A formula.
    Formula,
    /// Nothing, where something is needed.
    Missing,
    /// No gemeente of the region.
    UnknownGemeente(String),
    /// No productgroep of the regeling.
    UnknownGroup(String),
    /// The region buys nothing of this productgroep in this gemeente.
    NotBought,
    /// No quarter.
    NotAQuarter,
    /// A quarter that has not begun.
    QuarterAhead(Quarter),
    /// No whole number.
    NotWhole,
    /// Below zero.
    Negative,
    /// Larger than can be.
    TooLarge,
    /// The same as in an earlier row.
    Twice {
        /// That row.
        first: u32,
    },
    /// No KvK number, mail address, or whatever else it should be.
    NotIdentifier(IdentifierError),
    /// More characters than may be.
    TooLong(TooLong),
    /// None of the words that this column knows.
    NotInList(Column),
    /// Other than what an earlier row says of the same aanbieder.
    Contradicts {
        /// That row.
        first: u32,
    },
    /// Another name than the aanbieder with this KvK number has in the portal.
    OtherName(String),
    /// No product of the productgroep.
    UnknownProduct(String),
    /// A product that the gemeente does not buy.
    ProductNotBought(String),
    /// No day.
    NotADay,
    /// A day that has not come.
    DayAhead,
    /// A contract that has not begun.
    NotStarted,
    /// A first day outside the term of the contracts.
    OutsideTerm {
        /// First day of that term.
        from: NaiveDate,
        /// Its last day.
        until: NaiveDate,
    },
    /// More free places than places.
    MoreFreeThanPlaces {
        /// The places.
        places: u32,
    },
}
