//! The lots that an aanbieder of the demo chooses: which products, in which gemeenten, how many places for whom.
//! May import: domain, storage.

use super::dice::Dice;
use crate::domain::scheme::{CellState, Gemeente, Product, ProductGroup, Scheme};
use crate::storage::lots::Choice;

/// The requirement of both regelingen that a person answers by toetspunten.
pub const JUDGED: &str = "BEO-01";

/// A few lots that are bought, as one aanbieder would have them: some groups, some gemeenten; at least one lot.
pub fn some(scheme: &Scheme, dice: &mut Dice) -> Vec<Choice> {
    // Not every group is bought everywhere; a regeling that buys nothing at all gives no lots.
    (0..100).map(|_| thrown(scheme, dice)).find(|lots| !lots.is_empty()).unwrap_or_default()
}

fn thrown(scheme: &Scheme, dice: &mut Dice) -> Vec<Choice> {
    let count = dice.below(3) + 1;
    let groups = dice.some_of(scheme.groups(), count);
    let reach = dice.below(scheme.gemeenten().len()) + 1;
    let gemeenten = dice.some_of(scheme.gemeenten(), reach);
    let mut lots = Vec::new();
    for group in &groups {
        for gemeente in &gemeenten {
            let bought = bought(scheme, group, gemeente);
            if bought.is_empty() {
                continue;
            }
            let count = dice.below(bought.len()) + 1;
            let chosen = dice.some_of(&bought, count);
            lots.push(lot(scheme, dice, group, gemeente, &chosen));
        }
    }
    lots
}

/// Lots of this many groups that a person must judge, each in this many gemeenten.
pub fn judged(scheme: &Scheme, dice: &mut Dice, groups: usize, gemeenten: usize) -> Vec<Choice> {
    let mut lots = Vec::new();
    for group in scheme.groups() {
        let places: Vec<Gemeente> = scheme
            .gemeenten()
            .iter()
            .filter(|gemeente| first_judged(scheme, group, gemeente).is_some())
            .cloned()
            .collect();
        for gemeente in dice.some_of(&places, gemeenten) {
            let product: Vec<&Product> = first_judged(scheme, group, &gemeente).into_iter().collect();
            lots.push(lot(scheme, dice, group, &gemeente, &product));
        }
        if lots.len() >= groups.saturating_mul(gemeenten) {
            break;
        }
    }
    lots
}

fn first_judged<'a>(scheme: &Scheme, group: &'a ProductGroup, gemeente: &Gemeente) -> Option<&'a Product> {
    let requirement = scheme.requirements().iter().find(|one| one.code.as_str() == JUDGED)?;
    let covered = |one: &&Product| requirement.scope.covers(&group.code, &one.code, &gemeente.code);
    bought(scheme, group, gemeente).into_iter().find(covered)
}

fn bought<'a>(scheme: &Scheme, group: &'a ProductGroup, gemeente: &Gemeente) -> Vec<&'a Product> {
    let in_use = |one: &&Product| scheme.cell(&one.code, &gemeente.code) == Some(CellState::InUse);
    group.products.iter().filter(in_use).collect()
}

fn lot(
    scheme: &Scheme,
    dice: &mut Dice,
    group: &ProductGroup,
    gemeente: &Gemeente,
    products: &[&Product],
) -> Choice {
    let targets: Vec<String> = scheme.target_groups().iter().map(|one| one.code.to_string()).collect();
    let served = dice.below(3) + 1;
    let capacity = dice.some_of(&targets, served);
    let capacity = capacity.into_iter().map(|target| (target, dice.between(1, 20))).collect();
    Choice {
        product_group: group.code.to_string(),
        gemeente: gemeente.code.as_str().to_owned(),
        products: products.iter().map(|one| one.code.to_string()).collect(),
        capacity,
    }
}
