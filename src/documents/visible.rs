//! What a reader gets to see of a text: a character the fonts do not have, and every character that could turn the
//! reading direction, is shown by its number. The original stays in the file for who copies or listens.
//! May import: fonts.

use super::fonts::Fonts;

/// A piece of text that is drawn in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// What is drawn.
    pub(super) shown: String,
    /// What it stands for, where that differs.
    pub(super) original: Option<char>,
}

/// A text in the pieces that lines are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Runs that belong together.
    Word(Vec<Run>),
    /// A place to begin a new line.
    Space,
    /// A line end that the writer put there.
    NewLine,
}

/// The tokens of a text.
pub(super) fn tokens(text: &str, fonts: &Fonts) -> Vec<Token> {
    let mut all = Vec::new();
    let mut word = Vec::new();
    let unified = text.replace("\r\n", "\n");
    for character in unified.chars() {
        match character {
            ' ' | '\t' => close(&mut word, &mut all, Token::Space),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => close(&mut word, &mut all, Token::NewLine),
            // Drawn as a space that does not break: both have the same glyph.
            '\u{a0}' | '\u{202f}' => extend(&mut word, ' '),
            shown if fonts.can_show(shown) => extend(&mut word, shown),
            other => word.push(Run { shown: by_number(other), original: Some(other) }),
        }
    }
    if !word.is_empty() {
        all.push(Token::Word(word));
    }
    all
}

/// The text as it is shown, on one line: for titles and metadata.
pub(super) fn one_line(text: &str, fonts: &Fonts) -> String {
    let shown = |token: &Token| match token {
        Token::Word(runs) => runs.iter().map(|run| run.shown.as_str()).collect::<String>(),
        Token::Space | Token::NewLine => " ".to_owned(),
    };
    let line: String = tokens(text, fonts).iter().map(shown).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A character by its number: `[U+1F600]`.
fn by_number(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

fn extend(word: &mut Vec<Run>, character: char) {
    match word.last_mut() {
        Some(Run { shown, original: None }) => shown.push(character),
        _ => word.push(Run { shown: character.to_string(), original: None }),
    }
}

fn close(word: &mut Vec<Run>, all: &mut Vec<Token>, next: Token) {
    if !word.is_empty() {
        all.push(Token::Word(std::mem::take(word)));
    }
    all.push(next);
}
