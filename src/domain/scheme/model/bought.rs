//! What is bought: doelgroepen, products with tariffs, and where.
//! May import: code, money, policy_code, scheme.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::head::Standing;
use crate::code::Code;
use crate::identifiers::GemeenteCode;
use crate::money::Cents;
use crate::policy_code::{GroupCode, ProductCode, TargetGroupCode};

/// A doelgroep; it belongs to an aanbieder's capacity, never to clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetGroup {
    /// Permanent code.
    pub code: TargetGroupCode,
    /// In Dutch.
    pub title: String,
    /// How certain this is.
    pub standing: Standing,
}

/// A productgroep with its products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductGroup {
    /// Permanent code.
    pub code: GroupCode,
    /// In Dutch.
    pub title: String,
    /// Its products; at least one.
    pub products: Vec<Product>,
    /// How certain this is.
    pub standing: Standing,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Permanent code.
    pub code: ProductCode,
    /// In Dutch.
    pub title: String,
    /// What it is, in Dutch.
    pub description: String,
    /// The product of which it is a local variant.
    pub parent: Option<ProductCode>,
    /// iWmo category (WMO020), two digits.
    pub category: String,
    /// iWmo or own product code, five characters.
    pub product_code: Option<String>,
    /// What is paid for.
    pub unit: Unit,
    /// Tariffs, by day from which they hold.
    pub tariffs: Vec<Tariff>,
    /// How certain this is.
    pub standing: Standing,
}

/// What is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Dagdeel.
    DayPart,
    /// Etmaal.
    Day,
    /// Rit.
    Ride,
}

impl Code for Unit {
    const ALL: &'static [Self] = &[Self::Minute, Self::Hour, Self::DayPart, Self::Day, Self::Ride];

    fn code(self) -> &'static str {
        match self {
            Self::Minute => "minuut",
            Self::Hour => "uur",
            Self::DayPart => "dagdeel",
            Self::Day => "etmaal",
            Self::Ride => "rit",
        }
    }
}

/// A tariff per unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff {
    /// First day.
    pub from: NaiveDate,
    /// In these gemeenten; empty: in all without a line of their own for the same day.
    pub gemeenten: Vec<GemeenteCode>,
    /// Price per unit.
    pub price: Cents,
    /// Of what it is made; adds up to the price.
    pub substantiation: Substantiation,
    /// How certain this is.
    pub standing: Standing,
}

/// The six cost elements of art. 5.4 Uitvoeringsbesluit Wmo 2015.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Substantiation {
    /// Kosten van de beroepskracht.
    pub professional: Cents,
    /// Redelijke overheadkosten.
    pub overhead: Cents,
    /// Niet-productieve uren.
    pub unproductive: Cents,
    /// Reis- en opleidingskosten.
    pub travel_and_training: Cents,
    /// Indexatie.
    pub indexation: Cents,
    /// Gemeentelijke verplichtingen, such as rapportage en administratie.
    pub obligations: Cents,
}

/// A product's state in every gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The product.
    pub product: ProductCode,
    /// Its state per gemeente; every gemeente is in it.
    pub cells: BTreeMap<GemeenteCode, CellState>,
    /// How certain this is.
    pub standing: Standing,
}

/// State of a product in a gemeente.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellState {
    /// Bought here.
    InUse,
    /// Perhaps later.
    Later,
    /// Not.
    NotBought,
    /// Bought by the gemeente itself.
    Local,
    /// Not decided.
    Undecided,
}

impl Code for CellState {
    const ALL: &'static [Self] = &[Self::InUse, Self::Later, Self::NotBought, Self::Local, Self::Undecided];

    fn code(self) -> &'static str {
        match self {
            Self::InUse => "in_gebruik",
            Self::Later => "later",
            Self::NotBought => "niet",
            Self::Local => "lokaal_ingekocht",
            Self::Undecided => "nog_te_bepalen",
        }
    }
}

/// An earlier matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Of what, in Dutch.
    pub title: String,
    /// Its rows.
    pub rows: Vec<HistoryRow>,
    /// How certain this is.
    pub standing: Standing,
}

/// A row of an earlier matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// Name of the product then, in Dutch.
    pub title: String,
    /// Its state per gemeente.
    pub cells: BTreeMap<GemeenteCode, CellState>,
}

/// Clients of a productgroep in a gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// The gemeente.
    pub gemeente: GemeenteCode,
    /// The productgroep.
    pub group: GroupCode,
    /// How many.
    pub clients: i64,
    /// When.
    pub on: NaiveDate,
    /// How certain this is.
    pub standing: Standing,
}
