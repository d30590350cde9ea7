//! From a checked tree to a [`Scheme`], with everything that only the meaning of a regeling can make wrong.
//! May import: class, code, facts, money, policy_code, scheme.

mod asking;
mod bought;
mod compare;
mod condition;
mod head;
mod measure;
mod parameter;
pub(super) mod read;
mod requirement;
mod scheme;
mod turnover;

use sha2::{Digest, Sha256};

use super::caution::Caution;
use super::check;
use super::keys::{FORMAT, REGELING, Shape};
use super::model::{AddedValue, Parameter};
use super::problem::{Mistake, Mistakes, Place, Problem};
use super::tree::{self, Node};
use crate::facts::FactDef;
pub use scheme::Scheme;

const START: Place = Place { line: 1, column: 1 };

/// Mistakes found so far, the items that gave no value, and what conditions are typed against.
#[derive(Default)]
pub(super) struct Build {
    mistakes: Vec<Mistake>,
    unread: Vec<Place>,
    cautions: Vec<Caution>,
    facts: Vec<FactDef>,
    parameters: Vec<Parameter>,
    grounds: Vec<AddedValue>,
}

impl Build {
    fn add(&mut self, place: Place, problem: Problem) {
        self.mistakes.push(Mistake { place, problem });
    }

    /// Build each item of a list. One that gives nothing has a mistake already, or else stops the whole.
    fn each<T>(&mut self, items: &[Node], mut one: impl FnMut(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        let mut built = Vec::with_capacity(items.len());
        for item in items {
            match one(self, item) {
                Some(value) => built.push(value),
                None => self.unread.push(item.place),
            }
        }
        built
    }

    fn fact(&self, code: &str) -> Option<&FactDef> {
        self.facts.iter().find(|fact| fact.code.as_str() == code)
    }
}

impl Scheme {
    /// Read a regeling.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file. A file of another format is refused as a whole.
    pub fn parse(bytes: &[u8]) -> Result<Self, Mistakes> {
        let (root, mut mistakes) = tree_of(bytes, FORMAT, &REGELING)?;
        let mut build = Build::default();
        let scheme = build.scheme(&root, hex(&Sha256::digest(bytes)));
        mistakes.append(&mut build.mistakes);
        settle(mistakes, &build.unread, scheme)
    }
}

/// The tree of a file of a known format, with what the key table has against it.
pub(super) fn tree_of(
    bytes: &[u8],
    format: &'static str,
    shape: &'static Shape,
) -> Result<(Node, Vec<Mistake>), Mistakes> {
    let one = |place, problem| Mistakes(vec![Mistake { place, problem }]);
    let text = std::str::from_utf8(bytes).map_err(|error| one(START, Problem::NotYaml(error.to_string())))?;
    let (root, mut mistakes) = tree::read(text);
    let Some(root) = root else { return Err(Mistakes(mistakes)) };
    let first = root.members().first();
    if first.is_none_or(|member| member.key != "formaat" || member.node.text() != Some(format)) {
        let place = first.map_or(root.place, |member| member.node.place);
        return Err(one(place, Problem::UnknownFormat { known: format }));
    }
    mistakes.append(&mut check::check(&root, shape));
    Ok((root, mistakes))
}

/// The value, or all mistakes in order.
pub(super) fn settle<T>(
    mut mistakes: Vec<Mistake>,
    unread: &[Place],
    value: Option<T>,
) -> Result<T, Mistakes> {
    if mistakes.is_empty() {
        mistakes.extend(unread.iter().map(|place| Mistake { place: *place, problem: Problem::NoValue }));
    }
    mistakes.sort_by_key(|mistake| mistake.place);
    mistakes.dedup();
    match value {
        Some(value) if mistakes.is_empty() => Ok(value),
        None if mistakes.is_empty() => Err(Mistakes(vec![Mistake { place: START, problem: Problem::Empty }])),
        _ => Err(Mistakes(mistakes)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
