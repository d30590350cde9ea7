//! Text broken into lines of a given width. May import: fonts, visible, units.

use super::fonts::{Face, Fonts};
use super::units::Twips;
use super::visible::{Run, Token, tokens};

/// The look of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) face: Face,
    /// Size of the letters.
    pub(super) size: Twips,
    /// Distance from line to line.
    pub(super) leading: Twips,
    pub(super) paint: Paint,
}

/// The colours of a letter: dark enough to read on white (WCAG 2.2, 1.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Ink,
    Accent,
    Muted,
    Rule,
    Tint,
}

/// One line, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    width: Twips,
}

/// The lines of a text, none wider than `width` unless one character is.
pub(super) fn wrap(fonts: &Fonts, text: &str, style: Style, width: Twips) -> Vec<Line> {
    let mut lines = Lines { fonts, style, width, done: Vec::new(), line: Line::default(), gap: false };
    for token in tokens(text, fonts) {
        match token {
            Token::Word(runs) => lines.word(runs),
            Token::Space => lines.gap = true,
            Token::NewLine => lines.end_here(),
        }
    }
    lines.end();
    while lines.done.last().is_some_and(|line| line.runs.is_empty()) {
        lines.done.pop();
    }
    lines.done
}

struct Lines<'a> {
    fonts: &'a Fonts,
    style: Style,
    width: Twips,
    done: Vec<Line>,
    line: Line,
    /// A space is due before the next word of this line.
    gap: bool,
}

impl Lines<'_> {
    fn measure(&self, text: &str) -> Twips {
        self.fonts.width(self.style.face, text, self.style.size)
    }

    /// The writer ended the line here. A space stays at its end, so that words stay apart when the text is read back.
    fn end_here(&mut self) {
        if !self.line.runs.is_empty() {
            self.push(Run { shown: " ".to_owned(), original: None }, 0);
        }
        self.end();
    }

    fn end(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.gap = false;
    }

    fn word(&mut self, runs: Vec<Run>) {
        let wide: Twips = runs.iter().map(|run| self.measure(&run.shown)).fold(0, Twips::saturating_add);
        let gap = if self.gap && !self.line.runs.is_empty() { self.measure(" ") } else { 0 };
        let wraps = !self.line.runs.is_empty()
            && self.line.width.saturating_add(gap).saturating_add(wide) > self.width;
        if wraps {
            self.end_here();
        } else if gap > 0 {
            self.push(Run { shown: " ".to_owned(), original: None }, gap);
        }
        self.gap = false;
        for run in runs {
            self.run(run);
        }
    }

    /// A run that may have to be cut because it is wider than the line: a name of a thousand letters must not leave
    /// the page.
    fn run(&mut self, run: Run) {
        let wide = self.measure(&run.shown);
        if self.line.width.saturating_add(wide) <= self.width {
            return self.push(run, wide);
        }
        if run.original.is_some() {
            self.end();
            return self.push(run, wide);
        }
        for character in run.shown.chars() {
            let piece = Run { shown: character.to_string(), original: None };
            let wide = self.measure(&piece.shown);
            if !self.line.runs.is_empty() && self.line.width.saturating_add(wide) > self.width {
                self.end();
            }
            self.push(piece, wide);
        }
    }

    fn push(&mut self, run: Run, wide: Twips) {
        self.line.width = self.line.width.saturating_add(wide);
        match self.line.runs.last_mut() {
            Some(Run { shown, original: None }) if run.original.is_none() => shown.push_str(&run.shown),
            _ => self.line.runs.push(run),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::fonts::fonts;
    use crate::documents::units::points;

    const STYLE: Style =
        Style { face: Face::Regular, size: points(10), leading: points(15), paint: Paint::Ink };

    fn shown(text: &str, width: Twips) -> Vec<String> {
        let lines = wrap(fonts().unwrap(), text, STYLE, points(width));
        lines.iter().map(|line| line.runs.iter().map(|run| run.shown.as_str()).collect()).collect()
    }

    #[test]
    fn a_line_breaks_at_a_space_and_where_the_writer_ended_it() {
        assert_eq!(shown("een twee drie", 45), ["een twee ", "drie"]);
        assert_eq!(shown("een\r\ntwee\n\ndrie", 200), ["een ", "twee ", "", "drie"]);
    }

    #[test]
    fn a_word_wider_than_the_page_is_cut() {
        let lines = shown(&"m".repeat(100), 60);
        assert!(lines.len() > 10 && lines.iter().all(|line| line.len() <= 7), "{lines:?}");
        assert_eq!(lines.concat().len(), 100);
    }

    #[test]
    fn what_cannot_be_shown_is_shown_by_its_number() {
        assert_eq!(shown("a\u{202e}b 😀", 200), ["a[U+202E]b [U+1F600]"]);
    }
}
