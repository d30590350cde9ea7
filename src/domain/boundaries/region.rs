//! What a file draws, held against the gemeenten of a region: everything that is wrong at once, or the boundaries.
//! May import: boundaries, identifiers.

use std::collections::BTreeMap;

use super::{Boundaries, MOST_POINTS, Ring};
use crate::identifiers::GemeenteCode;

/// One thing that a file draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Which one in the file, from 1.
    pub number: u32,
    /// Its CBS code; none where it has none, or the text that is no code.
    pub code: Result<GemeenteCode, Option<String>>,
    /// Its lines, or why there are none.
    pub rings: Result<Vec<Ring>, NoShape>,
}

/// Why there is no area.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoShape {
    /// It is drawn as something else, such as a line.
    #[error("no area but a {0}")]
    OtherKind(String),
    /// A place is not two numbers.
    #[error("a place is not two numbers")]
    NotNumbers,
    /// Metres of the Rijksdriehoek instead of degrees.
    #[error("metres instead of degrees")]
    Metres,
    /// Latitude before longitude.
    #[error("latitude before longitude")]
    Swapped,
    /// Far from the Netherlands.
    #[error("outside the Netherlands")]
    Outside,
    /// A line does not end where it begins.
    #[error("a line is not closed")]
    NotClosed,
    /// Nothing is left of it on our grid.
    #[error("no area at all")]
    Nothing,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It does not say which gemeente it is.
    NoCode,
    /// It says so with something that is no code.
    NotACode(String),
    /// It is drawn twice; the first time as this one.
    Twice(GemeenteCode, u32),
    /// It has no area.
    NoShape(GemeenteCode, NoShape),
    /// A gemeente of the region is not in the file.
    Missing(GemeenteCode, String),
}

/// One thing that is wrong, and with which of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which one, from 1; none for the whole file.
    pub number: Option<u32>,
    /// What.
    pub flaw: Flaw,
}

/// The boundaries of these gemeenten, by code and name. Other gemeenten in the file are left out.
///
/// # Errors
/// Everything that is wrong.
pub fn of_region(drawn: Vec<Drawn>, gemeenten: &[(GemeenteCode, String)]) -> Result<Boundaries, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut found: BTreeMap<GemeenteCode, (u32, Vec<Ring>)> = BTreeMap::new();
    for one in drawn {
        let mut tell = |flaw| wrong.push(Wrong { number: Some(one.number), flaw });
        let code = match one.code {
            Ok(code) => code,
            Err(text) => {
                tell(text.map_or(Flaw::NoCode, Flaw::NotACode));
                continue;
            }
        };
        if !gemeenten.iter().any(|(own, _)| *own == code) {
            continue;
        }
        if let Some((first, _)) = found.get(&code) {
            tell(Flaw::Twice(code, *first));
            continue;
        }
        let rings = one.rings.unwrap_or_else(|why| {
            tell(Flaw::NoShape(code.clone(), why));
            Vec::new()
        });
        found.insert(code, (one.number, rings));
    }
    let missing = gemeenten.iter().filter(|(code, _)| !found.contains_key(code));
    wrong.extend(
        missing.map(|(code, name)| Wrong { number: None, flaw: Flaw::Missing(code.clone(), name.clone()) }),
    );
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let areas = found.into_iter().map(|(code, (_, rings))| (code, rings)).collect();
    Ok(Boundaries::of(areas, MOST_POINTS))
}
