//! Changing the text of a regeling without typing it: another number, other places for an eis, another definition of *voldoende aanbod*.
//! May import: facts, policy_code, scheme, words::{amounts, format}: what is written is what is read back.

use chrono::NaiveDate;

use super::build::{Scheme, read, tree_of};
use super::keys::{FORMAT, REGELING};
use super::model::{Scope, SufficientSupply};
use super::problem::{Mistakes, Place};
use super::splice::splice;
use super::tree::{Member, Node, Value};
use crate::facts::FactValue;
use crate::policy_code::{ParameterCode, RequirementCode};
use crate::words::{amounts, format};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Another value of a parameter, from a day on, in these productgroepen and gemeenten. What was said of those gemeenten for
    /// the same day makes room.
    Number {
        /// Which.
        parameter: ParameterCode,
        /// The first day.
        from: NaiveDate,
        /// Where; everywhere when nothing is named.
        scope: Scope,
        /// The value.
        value: FactValue,
    },
    /// Other places for an eis.
    Places {
        /// Which.
        requirement: RequirementCode,
        /// Where; everywhere when nothing is named.
        scope: Scope,
    },
    /// Another definition of *voldoende aanbod*; how certain it is stays as it was.
    Sufficient(SufficientSupply),
}

/// Why a text was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotEdited {
    /// The regeling has no such eis or parameter, or the value cannot be written.
    #[error("there is nothing like it to change")]
    Unknown,
    /// With the change the regeling would have mistakes.
    #[error(transparent)]
    Broken(#[from] Mistakes),
}

/// The text of a regeling with one change. Everything else stays as it was written, comments too, wherever the layout allows.
///
/// # Errors
/// [`NotEdited`]; the text that comes out is always a regeling without mistakes.
pub fn edit(source: &str, edit: &Edit) -> Result<String, NotEdited> {
    let (root, mistakes) = tree_of(source.as_bytes(), FORMAT, &REGELING).map_err(NotEdited::Broken)?;
    if !mistakes.is_empty() {
        return Err(NotEdited::Broken(Mistakes(mistakes)));
    }
    let wanted = edited(&root, edit).ok_or(NotEdited::Unknown)?;
    let text = splice(source, &root, &wanted);
    Scheme::parse(text.as_bytes()).map_err(NotEdited::Broken)?;
    Ok(text)
}

fn edited(root: &Node, edit: &Edit) -> Option<Node> {
    match edit {
        Edit::Number { parameter, from, scope, value } => {
            within(root, "parameters", parameter.as_str(), |item| number(item, *from, scope, value))
        }
        Edit::Places { requirement, scope } => within(root, "eisen", requirement.as_str(), |item| {
            Some(with(item, "bereik", places(scope), &["toelichting", "voorwaarde"]))
        }),
        Edit::Sufficient(wanted) => {
            let changed = sufficient(root.get("voldoende_aanbod")?, wanted);
            Some(with(root, "voldoende_aanbod", Some(changed), &[]))
        }
    }
}

/// The tree with the item of this code in a list changed.
fn within(root: &Node, list: &str, code: &str, change: impl Fn(&Node) -> Option<Node>) -> Option<Node> {
    let mut items = root.items_of(list).to_vec();
    let item = items.iter_mut().find(|item| item.text_of("code") == Some(code))?;
    *item = change(item)?;
    Some(with(root, list, Some(listed(items)), &[]))
}

fn number(parameter: &Node, from: NaiveDate, scope: &Scope, value: &FactValue) -> Option<Node> {
    let (from, text) = (from.format("%Y-%m-%d").to_string(), written(value)?);
    let names = |item: &Node, key: &str| -> Vec<String> {
        let places = item.get("bereik");
        places
            .map_or(&[][..], |places| places.items_of(key))
            .iter()
            .filter_map(|one| one.text().map(str::to_owned))
            .collect()
    };
    let groups: Vec<String> = scope.groups.iter().map(ToString::to_string).collect();
    let gemeenten: Vec<String> = scope.gemeenten.iter().map(|one| one.as_str().to_owned()).collect();
    let mut items = Vec::new();
    let mut there = false;
    for item in parameter.items_of("waarden") {
        let (its_groups, its_gemeenten) = (names(item, "productgroepen"), names(item, "gemeenten"));
        let beside = item.text_of("vanaf") != Some(&from) || its_groups != groups;
        if !beside && its_gemeenten == gemeenten {
            items.push(with(item, "waarde", Some(scalar(&text)), &[]));
            there = true;
        } else if !beside && its_gemeenten.iter().any(|one| gemeenten.contains(one)) {
            let left: Vec<&String> = its_gemeenten.iter().filter(|one| !gemeenten.contains(one)).collect();
            if !left.is_empty() {
                let codes = listed(left.into_iter().map(|one| scalar(one)).collect());
                let places = with(item.get("bereik")?, "gemeenten", Some(codes), &[]);
                items.push(with(item, "bereik", Some(places), &[]));
            }
        } else {
            items.push(item.clone());
        }
    }
    if !there {
        let keys =
            [("vanaf", Some(scalar(&from))), ("bereik", places(scope)), ("waarde", Some(scalar(&text)))];
        items.push(mapped(keys));
    }
    Some(with(parameter, "waarden", Some(listed(items)), &[]))
}

/// The keys of a scope; nothing when it is everywhere.
fn places(scope: &Scope) -> Option<Node> {
    let codes =
        |codes: Vec<&str>| (!codes.is_empty()).then(|| listed(codes.into_iter().map(scalar).collect()));
    let keys = [
        ("productgroepen", codes(scope.groups.iter().map(|one| one.as_str()).collect())),
        ("producten", codes(scope.products.iter().map(|one| one.as_str()).collect())),
        ("gemeenten", codes(scope.gemeenten.iter().map(|one| one.as_str()).collect())),
    ];
    keys.iter().any(|(_, codes)| codes.is_some()).then(|| mapped(keys))
}

/// Only what is wanted otherwise is written anew.
fn sufficient(now: &Node, wanted: &SufficientSupply) -> Node {
    let share = wanted.free_share;
    let yes = if wanted.every_target_group { "ja" } else { "nee" };
    let fresh = wanted.confirmed_within;
    let keys: [(&str, bool, Option<String>, &[&str]); 6] = [
        (
            "vrije_capaciteit",
            read::percent(now, "vrije_capaciteit") == share,
            share.map(|share| plain(&amounts::percent(share))),
            &["wachttijd", "aanbieders", "alle_doelgroepen", "capaciteit_bevestigd_binnen"],
        ),
        (
            "wachttijd",
            read::span(now, "wachttijd") == wanted.waiting,
            wanted.waiting.map(format::span),
            &["aanbieders", "alle_doelgroepen", "capaciteit_bevestigd_binnen"],
        ),
        (
            "aanbieders",
            read::number(now, "aanbieders") == wanted.providers,
            wanted.providers.map(|count| count.to_string()),
            &["alle_doelgroepen", "capaciteit_bevestigd_binnen"],
        ),
        (
            "alle_doelgroepen",
            read::yes_no_or(now, "alle_doelgroepen", false) == Some(wanted.every_target_group),
            Some(yes.to_owned()),
            &["capaciteit_bevestigd_binnen"],
        ),
        (
            "capaciteit_bevestigd_binnen",
            read::span(now, "capaciteit_bevestigd_binnen") == Some(fresh),
            Some(format::span(fresh)),
            &[],
        ),
        (
            "niet_bij_minder_clienten_dan",
            read::number(now, "niet_bij_minder_clienten_dan") == Some(wanted.fewest_clients),
            Some(wanted.fewest_clients.to_string()),
            &[],
        ),
    ];
    let others = keys.into_iter().filter(|(_, is_so, ..)| !is_so);
    others.fold(now.clone(), |node, (key, _, value, before)| {
        with(&node, key, value.map(|text| scalar(&text)), before)
    })
}

/// A mapping with another value for a key: in its place, or before the first of the named keys, or last; nothing takes it out.
fn with(node: &Node, key: &str, value: Option<Node>, before: &[&str]) -> Node {
    let mut members = node.members().to_vec();
    let at = members.iter().position(|member| member.key == key);
    match (at, value) {
        (Some(at), Some(value)) => {
            if let Some(member) = members.get_mut(at) {
                member.node = value;
            }
        }
        (Some(at), None) => drop(members.remove(at)),
        (None, Some(node)) => {
            let first = members.iter().position(|member| before.contains(&member.key.as_str()));
            let member = Member { key: key.to_owned(), place: NOWHERE, node };
            members.insert(first.unwrap_or(members.len()), member);
        }
        (None, None) => {}
    }
    Node { place: node.place, value: Value::Map(members) }
}

const NOWHERE: Place = Place { line: 0, column: 0 };

fn scalar(text: &str) -> Node {
    Node { place: NOWHERE, value: Value::Scalar { text: text.to_owned(), empty: false } }
}

fn listed(items: Vec<Node>) -> Node {
    Node { place: NOWHERE, value: Value::List(items) }
}

fn mapped<const N: usize>(keys: [(&str, Option<Node>); N]) -> Node {
    let member =
        |(key, node): (&str, Option<Node>)| Some(Member { key: key.to_owned(), place: NOWHERE, node: node? });
    Node { place: NOWHERE, value: Value::Map(keys.into_iter().filter_map(member).collect()) }
}

/// A value as a regeling writes it; nothing for what no parameter can be.
fn written(value: &FactValue) -> Option<String> {
    match value {
        FactValue::Whole(number) => (*number >= 0).then(|| number.to_string()),
        FactValue::Money(amount) => Some(plain(&amounts::euros(*amount))),
        FactValue::Percent(share) => Some(plain(&amounts::percent(*share))),
        FactValue::Day(day) => Some(day.format("%Y-%m-%d").to_string()),
        _ => None,
    }
}

/// As it is typed: with a space where print has one that does not break.
pub(super) fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
