//! Text flowing down the pages: paragraphs, headings, lists and boxes. May import: canvas, wrap, tags, units.

use super::canvas::{Artifact, Canvas, Ink};
use super::fonts::{Face, Fonts};
use super::tags::{Elem, Kid, Tag};
use super::units::{BOTTOM, LEFT, RIGHT, TOP, Twips, points};
use super::wrap::{Line, Paint, Style, wrap};

/// Running text.
pub(super) const TEXT: Style =
    Style { face: Face::Regular, size: points(10), leading: points(15), paint: Paint::Ink };
/// Text in bold.
pub(super) const STRONG: Style = Style { face: Face::Bold, ..TEXT };
/// Text beside and under the letter.
pub(super) const SMALL: Style =
    Style { face: Face::Regular, size: points(8), leading: points(12), paint: Paint::Muted };

/// Where the next text goes.
pub(super) struct Flow<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) canvas: Canvas,
    /// How far down the page everything is drawn.
    pub(super) y: Twips,
}

/// Distance from the top of a line to its baseline.
fn ascent(style: Style) -> Twips {
    (style.leading + style.size) / 2 - style.size / 8
}

/// A number of lines as a length count.
fn count(lines: usize) -> Twips {
    Twips::try_from(lines).unwrap_or(Twips::MAX)
}

/// The height of some lines.
pub(super) fn height(lines: usize, style: Style) -> Twips {
    count(lines).saturating_mul(style.leading)
}

impl Flow<'_> {
    /// Leave room.
    pub(super) fn skip(&mut self, length: Twips) {
        self.y = self.y.saturating_add(length);
    }

    /// Begin another page.
    pub(super) fn new_page(&mut self) {
        self.canvas.new_page();
        self.y = TOP;
    }

    /// Begin another page unless this much fits; what is higher than a page begins where it is.
    pub(super) fn need(&mut self, length: Twips) {
        if self.y.saturating_add(length) > BOTTOM && length <= BOTTOM - TOP {
            self.new_page();
        }
    }

    /// The lines of a text in a width.
    pub(super) fn wrap(&self, text: &str, style: Style, width: Twips) -> Vec<Line> {
        wrap(self.fonts, text, style, width)
    }

    /// Draw one line at a place; the place of the flow stays.
    pub(super) fn line_at(&mut self, ink: &mut Ink, line: &Line, style: Style, x: Twips, top: Twips) {
        let fonts = self.fonts;
        let width = |text: &str| fonts.width(style.face, text, style.size);
        self.canvas.line(ink, line, style, x, top.saturating_add(ascent(style)), width);
    }

    /// Draw lines from here down, over as many pages as they need; never one line alone on a page.
    pub(super) fn lines(&mut self, tag: Tag, lines: &[Line], style: Style, x: Twips) -> Vec<Kid> {
        let mut ink = Ink::new(tag);
        let mut rest = lines;
        while !rest.is_empty() {
            let room = BOTTOM.saturating_sub(self.y).max(0) / style.leading;
            let fits = usize::try_from(room).unwrap_or_default();
            let now = match (fits, rest.len()) {
                (fits, left) if left <= fits => left,
                (fits, left) if left == fits.saturating_add(1) && fits > 2 => fits - 1,
                (fits, left) if fits >= 2 || left == 1 && fits == 1 => fits,
                _ if self.y > TOP => 0,
                _ => 1,
            };
            let (page, next) = rest.split_at(now.min(rest.len()));
            for line in page {
                self.line_at(&mut ink, line, style, x, self.y);
                self.skip(style.leading);
            }
            if !next.is_empty() {
                self.canvas.close(&mut ink);
                self.new_page();
            }
            rest = next;
        }
        self.canvas.finish(ink)
    }

    /// A text over the whole width.
    pub(super) fn text(&mut self, tag: Tag, text: &str, style: Style) -> Elem {
        let lines = self.wrap(text, style, RIGHT - LEFT);
        Elem::new(tag, self.lines(tag, &lines, style, LEFT))
    }

    /// A paragraph with the room under it.
    pub(super) fn paragraph(&mut self, text: &str) -> Elem {
        let elem = self.text(Tag::P, text, TEXT);
        self.skip(points(7));
        elem
    }

    /// A heading, kept with what follows.
    pub(super) fn heading(&mut self, tag: Tag, text: &str) -> Elem {
        let (size, before) = match tag {
            Tag::H1 => (16, 0),
            Tag::H2 => (13, 11),
            _ => (11, 8),
        };
        let paint = if tag == Tag::H4 { Paint::Ink } else { Paint::Accent };
        let style = Style { face: Face::Bold, size: points(size), leading: points(size + 6), paint };
        let lines = self.wrap(text, style, RIGHT - LEFT);
        let before = if self.y > TOP { points(before) } else { 0 };
        self.need(before.saturating_add(height(lines.len(), style)).saturating_add(points(64)));
        if self.y > TOP {
            self.skip(before);
        }
        let elem = Elem::new(tag, self.lines(tag, &lines, style, LEFT));
        self.skip(points(3));
        elem
    }

    /// A list with bullets.
    pub(super) fn list(&mut self, items: &[String]) -> Elem {
        let indent = points(14);
        let mut elems = Vec::with_capacity(items.len());
        for item in items {
            let lines = self.wrap(item, TEXT, RIGHT - LEFT - indent);
            self.need(height(lines.len().min(2), TEXT));
            let bullet = self.wrap("•", TEXT, indent);
            let top = self.y;
            let label = self.lines(Tag::Lbl, &bullet, TEXT, LEFT + points(3));
            self.y = top;
            let body = self.lines(Tag::LBody, &lines, TEXT, LEFT + indent);
            elems.push(Elem::of(Tag::Li, vec![Elem::new(Tag::Lbl, label), Elem::new(Tag::LBody, body)]));
            self.skip(points(3));
        }
        self.skip(points(4));
        Elem::of(Tag::L, elems)
    }

    /// A box that stands out: a title with paragraphs.
    pub(super) fn callout(&mut self, title: &str, texts: &[&str]) -> Elem {
        let pad = points(11);
        let width = RIGHT - LEFT - 2 * pad;
        let title = self.wrap(title, STRONG, width);
        let texts: Vec<Vec<Line>> = texts.iter().map(|text| self.wrap(text, TEXT, width)).collect();
        let inside: Twips =
            texts.iter().map(|lines| height(lines.len(), TEXT).saturating_add(points(3))).sum();
        let high = inside.saturating_add(height(title.len(), STRONG)).saturating_add(2 * pad - points(8));
        self.need(high.saturating_add(points(6)));
        self.skip(points(3));
        let top = self.y;
        let boxed = top.saturating_add(high) <= BOTTOM;
        if boxed {
            self.canvas.artifact(Artifact::Layout, |canvas| {
                canvas.fill(Paint::Tint, LEFT, top, RIGHT - LEFT, high);
                canvas.fill(Paint::Accent, LEFT, top, points(3), high);
            });
        }
        self.skip(pad - points(2));
        let mut elems = vec![Elem::new(Tag::P, self.lines(Tag::P, &title, STRONG, LEFT + pad))];
        for lines in &texts {
            elems.push(Elem::new(Tag::P, self.lines(Tag::P, lines, TEXT, LEFT + pad)));
            self.skip(points(3));
        }
        if boxed {
            self.y = top.saturating_add(high);
        }
        self.skip(points(11));
        Elem::of(Tag::Sect, elems)
    }
}
