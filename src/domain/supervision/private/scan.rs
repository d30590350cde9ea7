//! Reading a line for numbers and mail addresses, however people group digits.
//! May import: identifiers (elfproef), words::private.

use crate::identifiers::passes_elfproef;
use crate::words::private as words;

/// So many signs between two groups of digits still make one telephone number: `06 - 12 34 56 78`.
const WIDEST_GAP: usize = 3;
/// How far before a number a word about it stands.
const NEAR: usize = 16;

/// One line, as its characters, with the groups of digits in it.
pub struct Line {
    chars: Vec<char>,
    groups: Vec<Group>,
}

/// Digits without anything between them.
#[derive(Debug, Clone)]
pub struct Group {
    /// First character.
    pub from: usize,
    /// After the last.
    pub to: usize,
    /// The digits.
    pub digits: String,
}

/// What people put between the digits of one number.
fn separates(one: char) -> bool {
    one.is_whitespace() || matches!(one, '.' | '-' | '/' | '‐' | '‑' | '–' | '—' | '·')
}

impl Line {
    /// Read a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut groups: Vec<Group> = Vec::new();
        for (place, one) in chars.iter().enumerate().filter(|(_, one)| one.is_ascii_digit()) {
            match groups.last_mut().filter(|group| group.to == place) {
                Some(group) => {
                    group.digits.push(*one);
                    group.to += 1;
                }
                None => groups.push(Group { from: place, to: place + 1, digits: one.to_string() }),
            }
        }
        Self { chars, groups }
    }

    /// A part of it.
    #[must_use]
    pub fn text(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to).unwrap_or_default().iter().collect()
    }

    /// Its groups of digits.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether one of these words stands shortly before a place.
    #[must_use]
    pub fn has_before(&self, place: usize, within: usize, words: &[&str]) -> bool {
        let before = self.text(place.saturating_sub(within), place).to_lowercase();
        words.iter().any(|word| before.contains(word))
    }

    /// Nine digits in however many groups, with one sign between them; or eight, where the first zero was left out.
    pub fn bsns(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.groups.len()).filter_map(|first| self.bsn_from(first))
    }

    fn bsn_from(&self, first: usize) -> Option<(usize, usize)> {
        let (head, rest) = self.groups.get(first..)?.split_first()?;
        let mut digits = head.digits.clone();
        let company = self.has_before(head.from, NEAR, words::COMPANY_NUMBER);
        if digits.len() == 8 && !company && passes_elfproef(&format!("0{digits}")) {
            return Some((head.from, head.to));
        }
        let mut to = head.to;
        for group in rest {
            let between = self.chars.get(to..group.from)?;
            if digits.len() >= 9 || between.len() != 1 || !between.iter().copied().all(separates) {
                break;
            }
            digits.push_str(&group.digits);
            to = group.to;
        }
        (digits.len() == 9 && passes_elfproef(&digits)).then_some((head.from, to))
    }

    /// Telephone numbers: ten digits that begin with a zero, or a country code. `free` says which places are not something else.
    pub fn phones<'a>(
        &'a self,
        free: impl Fn(usize, usize) -> bool + 'a,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        (0..self.groups.len()).filter_map(move |first| self.phone_from(first, &free))
    }

    fn phone_from(&self, first: usize, free: &impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
        let head = self.groups.get(first)?;
        let plus = head.from > 0 && self.chars.get(head.from - 1) == Some(&'+');
        let from = if plus { head.from - 1 } else { head.from };
        let (mut digits, mut to) = (String::new(), head.from);
        for group in self.groups.get(first..)? {
            let between = self.chars.get(to..group.from)?;
            let joined = between.iter().all(|one| separates(*one) || matches!(one, '(' | ')'));
            if !joined || between.len() > WIDEST_GAP || !free(group.from, group.to) {
                break;
            }
            // Many people write +31 (0)6: the zero between brackets is not dialled.
            let bracketed = group.digits == "0" && between.last() == Some(&'(');
            if !bracketed {
                digits.push_str(&group.digits);
            }
            to = group.to;
            if is_phone(&digits, plus) {
                return Some((from, to));
            }
        }
        None
    }

    /// Mail addresses: something, an at sign, and a name with a dot in it.
    pub fn emails(&self) -> impl Iterator<Item = (usize, usize)> {
        let ats = self.chars.iter().enumerate().filter(|(_, one)| **one == '@');
        ats.filter_map(|(at, _)| {
            let local = |one: &&char| one.is_alphanumeric() || "._%+-'".contains(**one);
            let before = self.chars.get(..at)?.iter().rev().take_while(local).count();
            let host = |one: &&char| one.is_alphanumeric() || matches!(one, '.' | '-');
            let after = self.chars.get(at + 1..)?.iter().take_while(host).count();
            let domain = self.text(at + 1, at + 1 + after);
            let domain = domain.trim_end_matches(['.', '-']);
            let whole = domain
                .rsplit_once('.')
                .is_some_and(|(name, end)| !name.is_empty() && end.chars().count() > 1);
            (before > 0 && whole).then(|| (at - before, at + 1 + domain.chars().count()))
        })
    }
}

fn is_phone(digits: &str, plus: bool) -> bool {
    let abroad = |digits: &str| digits.len() >= 10 && !digits.starts_with('0');
    match digits.strip_prefix("00") {
        _ if plus => abroad(digits),
        Some(rest) => abroad(rest),
        None => digits.len() == 10 && digits.starts_with('0'),
    }
}
