//! What an investigation, and each of its findings, is about: locations, products and gemeenten, and never silently the whole organisation (domain.md L026).
//! May import: identifiers, policy_code, text.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::identifiers::GemeenteCode;
use crate::policy_code::ProductCode;
use crate::text::single_line;

/// The most characters of a location.
pub const LONGEST_LOCATION: usize = 200;

/// A place of the aanbieder: one line that says which.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Location(String);

/// The text is empty or longer than [`LONGEST_LOCATION`] characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a location")]
pub struct NotALocation;

impl Location {
    /// Take a line as a location.
    ///
    /// # Errors
    /// [`NotALocation`] when nothing is left of it, or too much.
    pub fn parse(text: &str) -> Result<Self, NotALocation> {
        let line = single_line(text, LONGEST_LOCATION).map_err(|_| NotALocation)?;
        if line.is_empty() { Err(NotALocation) } else { Ok(Self(line)) }
    }

    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Location {
    type Error = NotALocation;
    fn try_from(text: String) -> Result<Self, NotALocation> {
        Self::parse(&text)
    }
}
impl From<Location> for String {
    fn from(location: Location) -> Self {
        location.0
    }
}

/// At least one location, one product and one gemeente.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    locations: BTreeSet<Location>,
    products: BTreeSet<ProductCode>,
    gemeenten: BTreeSet<GemeenteCode>,
}

/// What a scope lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoScope {
    /// No location is named.
    #[error("no location")]
    Location,
    /// No product is named.
    #[error("no product")]
    Product,
    /// No gemeente is named.
    #[error("no gemeente")]
    Gemeente,
}

impl Scope {
    /// These locations, products and gemeenten.
    ///
    /// # Errors
    /// [`NoScope`] where one of the three is left out.
    pub fn new(
        locations: BTreeSet<Location>,
        products: BTreeSet<ProductCode>,
        gemeenten: BTreeSet<GemeenteCode>,
    ) -> Result<Self, NoScope> {
        match () {
            () if locations.is_empty() => Err(NoScope::Location),
            () if products.is_empty() => Err(NoScope::Product),
            () if gemeenten.is_empty() => Err(NoScope::Gemeente),
            () => Ok(Self { locations, products, gemeenten }),
        }
    }

    /// The locations.
    #[must_use]
    pub fn locations(&self) -> &BTreeSet<Location> {
        &self.locations
    }

    /// The products.
    #[must_use]
    pub fn products(&self) -> &BTreeSet<ProductCode> {
        &self.products
    }

    /// The gemeenten.
    #[must_use]
    pub fn gemeenten(&self) -> &BTreeSet<GemeenteCode> {
        &self.gemeenten
    }

    /// Whether everything in the other is in this one.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.locations.is_subset(&self.locations)
            && other.products.is_subset(&self.products)
            && other.gemeenten.is_subset(&self.gemeenten)
    }
}

/// Where a toezichthouder keeps toezicht.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// In every gemeente of the region.
    Region,
    /// In these.
    Gemeenten(BTreeSet<GemeenteCode>),
}

impl Own {
    /// A gemeente of the scope in which this toezichthouder keeps none, if there is one.
    #[must_use]
    pub fn outside<'a>(&self, scope: &'a Scope) -> Option<&'a GemeenteCode> {
        match self {
            Self::Region => None,
            Self::Gemeenten(own) => scope.gemeenten.iter().find(|one| !own.contains(*one)),
        }
    }
}
