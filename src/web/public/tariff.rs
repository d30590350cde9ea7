//! Tariffs of a product as a table: per gemeente, from which day, and of which six parts they are made.
//! May import: domain.

use chrono::NaiveDate;
use serde::Serialize;

use super::requirement::standing;
use crate::domain::code::Code as _;
use crate::domain::scheme::{Product, Scheme, Tariff};

/// A product with its tariffs.
#[derive(Debug, Clone, Serialize)]
pub struct ProductView {
    /// Permanent code.
    pub code: String,
    /// Title.
    pub title: String,
    /// What it is.
    pub description: String,
    /// The product of which it is a local variant; else empty.
    pub parent: String,
    /// iWmo category.
    pub category: String,
    /// iWmo or own product code; else empty.
    pub product_code: String,
    /// What is paid for, as a word.
    pub unit: &'static str,
    /// In which state it is where: gemeente and code of the state.
    pub cells: Vec<CellView>,
    /// Its tariffs, the newest first.
    pub tariffs: Vec<TariffView>,
}

/// State of a product in a gemeente.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// Name of the gemeente.
    pub gemeente: String,
    /// Code of the state.
    pub state: &'static str,
}

/// One tariff.
#[derive(Debug, Clone, Serialize)]
pub struct TariffView {
    /// Names of the gemeenten; empty: in all without a line of their own for the same day.
    pub gemeenten: Vec<String>,
    /// First day.
    pub from: NaiveDate,
    /// It is not in force yet.
    pub coming: bool,
    /// Price in cents.
    pub price: i64,
    /// The six parts in cents, in the order of art. 5.4 Uitvoeringsbesluit Wmo 2015.
    pub parts: [i64; 6],
    /// How certain it is.
    pub standing: &'static str,
}

/// A product as people read it on a day.
#[must_use]
pub fn product(scheme: &Scheme, product: &Product, today: NaiveDate) -> ProductView {
    let parent = product.parent.as_ref().and_then(|code| scheme.product(code));
    let cell = |gemeente: &crate::domain::scheme::Gemeente| {
        let state = scheme.cell(&product.code, &gemeente.code)?;
        Some(CellView { gemeente: gemeente.name.clone(), state: state.code() })
    };
    let mut tariffs: Vec<_> = product.tariffs.iter().map(|one| tariff(scheme, one, today)).collect();
    tariffs.sort_by(|one, other| (other.from, &one.gemeenten).cmp(&(one.from, &other.gemeenten)));
    ProductView {
        code: product.code.to_string(),
        title: product.title.clone(),
        description: product.description.clone(),
        parent: parent.map(|(_, parent)| parent.title.clone()).unwrap_or_default(),
        category: product.category.clone(),
        product_code: product.product_code.clone().unwrap_or_default(),
        unit: product.unit.code(),
        cells: scheme.gemeenten().iter().filter_map(cell).collect(),
        tariffs,
    }
}

fn tariff(scheme: &Scheme, one: &Tariff, today: NaiveDate) -> TariffView {
    let name = |code| Some(scheme.gemeente(code)?.name.clone());
    let parts = &one.substantiation;
    TariffView {
        gemeenten: one.gemeenten.iter().filter_map(name).collect(),
        from: one.from,
        coming: one.from > today,
        price: one.price.get(),
        parts: [
            parts.professional.get(),
            parts.overhead.get(),
            parts.unproductive.get(),
            parts.travel_and_training.get(),
            parts.indexation.get(),
            parts.obligations.get(),
        ],
        standing: standing(&one.standing),
    }
}
