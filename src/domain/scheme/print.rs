//! A regeling as text again: the same keys, items and values in the same order, in one layout. Comments are not kept.
//! May import: scheme.

use super::build::tree_of;
use super::keys::{FORMAT, REGELING};
use super::problem::Mistakes;
use super::tree::{Member, Node, Value};

/// How far what belongs to something stands to its right.
const STEP: usize = 2;

/// The text of a regeling in the one layout: reading it gives the same regeling, and printing it again the same text.
///
/// # Errors
/// Every mistake against the key table, in the order of the file.
pub fn print(bytes: &[u8]) -> Result<String, Mistakes> {
    let (root, mistakes) = tree_of(bytes, FORMAT, &REGELING)?;
    if !mistakes.is_empty() {
        return Err(Mistakes(mistakes));
    }
    Ok(printed(&root))
}

/// The text of a whole tree.
pub(super) fn printed(root: &Node) -> String {
    let mut text = String::new();
    members(&mut text, root.members(), 0);
    text
}

/// Keys with their values, each on lines of its own that start after so many spaces.
pub(super) fn members(text: &mut String, members: &[Member], column: usize) {
    for (number, member) in members.iter().enumerate() {
        // The first key of an item stands behind its hyphen.
        if number > 0 || !text.ends_with("- ") {
            indent(text, column);
        }
        text.push_str(&scalar(&member.key));
        text.push(':');
        below(text, &member.node, column);
    }
}

fn below(text: &mut String, node: &Node, column: usize) {
    let deeper = column.saturating_add(STEP);
    match &node.value {
        Value::Scalar { text: value, empty } => {
            if !*empty {
                text.push(' ');
                text.push_str(&scalar(value));
            }
            text.push('\n');
        }
        Value::Map(inner) if inner.is_empty() => text.push_str(" {}\n"),
        Value::Map(inner) => {
            text.push('\n');
            members(text, inner, deeper);
        }
        Value::List(items) => match one_line(items) {
            Some(line) => {
                text.push(' ');
                text.push_str(&line);
                text.push('\n');
            }
            None => {
                text.push('\n');
                for one in items {
                    item(text, one, deeper);
                }
            }
        },
    }
}

/// An item of a list, its hyphen after so many spaces.
pub(super) fn item(text: &mut String, node: &Node, column: usize) {
    indent(text, column);
    text.push('-');
    match &node.value {
        Value::Map(inner) if !inner.is_empty() => {
            text.push(' ');
            members(text, inner, column.saturating_add(STEP));
        }
        _ => below(text, node, column),
    }
}

fn indent(text: &mut String, column: usize) {
    text.extend(std::iter::repeat_n(' ', column));
}

/// A short list of single words, as `[a, b]`.
fn one_line(items: &[Node]) -> Option<String> {
    let words: Option<Vec<&str>> = items
        .iter()
        .map(|item| item.text().filter(|text| is_plain(text) && !text.contains([',', '[', ']', '{', '}'])))
        .collect();
    Some(format!("[{}]", words?.join(", ")))
}

/// A value as text that is read back as this value.
pub(super) fn scalar(value: &str) -> String {
    if is_plain(value) { value.to_owned() } else { quoted(value) }
}

/// Whether every reader of YAML takes it for this text without quotes, or for a number or day that is written so.
fn is_plain(value: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "~"];
    let indicator = |first: char| "-?:,[]{}#&*!|>'\"%@`=<. ".contains(first);
    let leading_zero =
        value.len() > 1 && value.starts_with('0') && value.bytes().all(|one| one.is_ascii_digit());
    !value.is_empty()
        && !value.starts_with(indicator)
        && !value.ends_with([' ', ':'])
        && !value.contains(": ")
        && !value.contains(" #")
        && !value
            .chars()
            .any(|one| one.is_control() || ('\u{2028}'..='\u{2029}').contains(&one) || one == '\u{feff}')
        && !words.contains(&value.to_ascii_lowercase().as_str())
        && !leading_zero
}

fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for one in value.chars() {
        match one {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            odd if odd.is_control() || ('\u{2028}'..='\u{2029}').contains(&odd) || odd == '\u{feff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(odd)));
            }
            plain => text.push(plain),
        }
    }
    text.push('"');
    text
}
