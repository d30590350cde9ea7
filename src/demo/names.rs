//! Names that nobody can take for real ones, from the word lists in `data/demo/namen.json`.
//! May import: domain, serde.

use serde::Deserialize;

use super::DemoError;
use super::dice::Dice;

/// The word lists.
#[derive(Debug, Deserialize)]
pub struct Names {
    #[serde(rename = "soorten")]
    kinds: Vec<String>,
    #[serde(rename = "bijvoeglijk")]
    adjectives: Vec<String>,
    #[serde(rename = "dingen")]
    things: Vec<String>,
    #[serde(rename = "voornamen")]
    first: Vec<String>,
    #[serde(rename = "achternamen")]
    last: Vec<String>,
    #[serde(rename = "straten")]
    streets: Vec<String>,
    /// What stands in the register of mandaten.
    #[serde(rename = "functies")]
    pub office: Office,
}

/// What stands in the register of mandaten.
#[derive(Debug, Deserialize)]
pub struct Office {
    /// Function of the holder.
    #[serde(rename = "mandaat")]
    pub function: String,
    /// The decision that gives the power.
    #[serde(rename = "besluit")]
    pub reference: String,
}

impl Names {
    /// Read the lists.
    ///
    /// # Errors
    /// [`DemoError::Data`] when the embedded file is broken.
    pub fn read() -> Result<Self, DemoError> {
        let text = include_str!("../../data/demo/namen.json");
        serde_json::from_str(text).map_err(|error| DemoError::Data("namen.json", error.to_string()))
    }

    /// The name of organisation number `number`; no two numbers below the size of the lists share one.
    #[must_use]
    pub fn organisation(&self, number: usize) -> String {
        let word = |list: &[String], place: usize| {
            list.get(place.checked_rem(list.len()).unwrap_or(0)).cloned().unwrap_or_default()
        };
        let kinds = self.kinds.len().max(1);
        let things = self.things.len().max(1);
        // Neighbours differ in every word.
        let adjective = number / (kinds * things) + number;
        format!(
            "{} De {} {}",
            word(&self.kinds, number + number / things),
            word(&self.adjectives, adjective + number / kinds),
            word(&self.things, number)
        )
    }

    /// The name of a person.
    pub fn person(&self, dice: &mut Dice) -> String {
        let first = dice.one_of(&self.first).cloned().unwrap_or_default();
        let last = dice.one_of(&self.last).cloned().unwrap_or_default();
        format!("{first} {last}")
    }

    /// A street with a number.
    pub fn street(&self, dice: &mut Dice) -> String {
        let street = dice.one_of(&self.streets).cloned().unwrap_or_default();
        format!("{street} {}", dice.between(1, 99))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn five_hundred_organisations_have_five_hundred_names() {
        let names = Names::read().unwrap();
        let all: BTreeSet<String> = (0..500).map(|number| names.organisation(number)).collect();
        assert_eq!(all.len(), 500);
    }
}
