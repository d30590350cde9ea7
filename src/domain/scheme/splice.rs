//! A changed tree put back into its text: only the lines of what changed are new, so that comments and layout of the rest stay.
//! May import: scheme::{print, tree}.

use super::print::{item, members, printed};
use super::tree::{self, Node, Value};

/// The text of `new`, which differs from the tree `old` of this source in one place. Where lines cannot be exchanged, the
/// whole is printed anew.
pub(super) fn splice(source: &str, old: &Node, new: &Node) -> String {
    if same(old, new) {
        return source.to_owned();
    }
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let end = lines.len().saturating_add(1);
    let exchanged = smallest(&lines, old, new, end).map(|piece| exchange(&lines, &piece));
    // The layout of a file may be such that these lines are not the piece: then the tree says so.
    let fits = |text: &String| tree::read(text).0.is_some_and(|read| same(&read, new));
    exchanged.filter(fits).unwrap_or_else(|| printed(new))
}

/// Lines to take out, counted from 1, and what comes in their place.
struct Piece {
    from: usize,
    until: usize,
    text: String,
}

fn exchange(lines: &[&str], piece: &Piece) -> String {
    let before = lines.iter().take(piece.from.saturating_sub(1)).copied();
    let after = lines.iter().skip(piece.until.saturating_sub(1)).copied();
    before.chain([piece.text.as_str()]).chain(after).collect()
}

/// The smallest piece of the text that holds everything that differs; `until` is the first line after this node.
fn smallest(lines: &[&str], old: &Node, new: &Node, until: usize) -> Option<Piece> {
    match (&old.value, &new.value) {
        (Value::Map(was), Value::Map(is)) => {
            let keys = was.len() == is.len() && was.iter().zip(is).all(|(one, other)| one.key == other.key);
            let pairs = was.iter().zip(is).map(|(one, other)| (&one.node, &other.node));
            let at = only_one(keys.then(|| pairs.collect())?)?;
            let (before, after) = (was.get(at)?, is.get(at)?);
            let next = was.get(at.saturating_add(1)).map_or(until, |one| one.place.line);
            smallest(lines, &before.node, &after.node, next).or_else(|| {
                let column = before.place.column.checked_sub(1)?;
                let mut text = String::new();
                members(&mut text, std::slice::from_ref(after), column);
                piece(lines, before.place.line, next, column, text)
            })
        }
        (Value::List(was), Value::List(is)) => {
            let pairs = was.iter().zip(is).collect();
            let at = only_one((was.len() == is.len()).then_some(pairs)?)?;
            let (before, after) = (was.get(at)?, is.get(at)?);
            let next = was.get(at.saturating_add(1)).map_or(until, |one| one.place.line);
            smallest(lines, before, after, next).or_else(|| {
                let line = lines.get(before.place.line.checked_sub(1)?)?;
                let column = line.find('-')?;
                let mut text = String::new();
                item(&mut text, after, column);
                piece(lines, before.place.line, next, column, text)
            })
        }
        _ => None,
    }
}

/// Which pair differs, when it is exactly one.
fn only_one(pairs: Vec<(&Node, &Node)>) -> Option<usize> {
    let mut differ = pairs.iter().enumerate().filter(|(_, (one, other))| !same(one, other));
    let (at, _) = differ.next()?;
    differ.next().is_none().then_some(at)
}

/// Lines of their own: nothing stands before them, and the next thing starts on a later line. Comments at the end belong to what
/// comes after.
fn piece(lines: &[&str], from: usize, next: usize, column: usize, text: String) -> Option<Piece> {
    let first = lines.get(from.checked_sub(1)?)?;
    let alone = first.get(..column)?.bytes().all(|byte| byte == b' ');
    if !alone || next <= from {
        return None;
    }
    let silent = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut until = next;
    while until.saturating_sub(1) > from && lines.get(until.saturating_sub(2)).is_some_and(silent) {
        until = until.saturating_sub(1);
    }
    Some(Piece { from, until, text })
}

/// Whether two trees say the same, wherever it stands.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Scalar { text, empty }, Value::Scalar { text: other, empty: also }) => {
            text == other && empty == also
        }
        (Value::List(some), Value::List(others)) => {
            some.len() == others.len() && some.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Value::Map(some), Value::Map(others)) => {
            some.len() == others.len()
                && some
                    .iter()
                    .zip(others)
                    .all(|(one, other)| one.key == other.key && same(&one.node, &other.node))
        }
        _ => false,
    }
}
