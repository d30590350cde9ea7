//! Pages being drawn: text, rules and fills, each as marked content or as artifact. May import: printpdf, units, tags.

use std::collections::BTreeMap;

use printpdf::{Color, DictItem, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Point, Pt, Rect, Rgb, TextItem};

use super::tags::{Kid, Tag};
use super::units::{PAGE_HEIGHT, Twips, pt};
use super::wrap::{Line, Paint, Style};

/// Decoration a reader can do without (ISO 32000-1, 14.8.2.2).
#[derive(Debug, Clone, Copy)]
pub(super) enum Artifact {
    /// Rules and fills.
    Layout,
    /// Page numbers and repeated heads of tables.
    Pagination,
}

/// One page.
#[derive(Default)]
struct Page {
    ops: Vec<Op>,
    next_id: i64,
}

/// All pages until now; the last one is being drawn.
#[derive(Default)]
pub(super) struct Canvas {
    done: Vec<Page>,
    page: Page,
}

/// The marked content of one element, which may be spread over lines and pages.
pub(super) struct Ink {
    tag: Tag,
    open: bool,
    kids: Vec<Kid>,
}

impl Ink {
    /// Nothing drawn yet.
    pub(super) fn new(tag: Tag) -> Self {
        Self { tag, open: false, kids: Vec::new() }
    }
}

fn colour(paint: Paint) -> Color {
    let (r, g, b) = match paint {
        Paint::Ink => (0.10, 0.12, 0.15),
        Paint::Accent => (0.07, 0.25, 0.43),
        Paint::Muted => (0.33, 0.36, 0.41),
        Paint::Rule => (0.72, 0.76, 0.80),
        Paint::Tint => (0.93, 0.95, 0.975),
    };
    Color::Rgb(Rgb::new(r, g, b, None))
}

impl Canvas {
    /// The number of the page being drawn, from 0.
    pub(super) fn page_index(&self) -> usize {
        self.done.len()
    }

    /// Begin another page.
    pub(super) fn new_page(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
    }

    /// Draw a line of text as content of an element; `y` is its baseline, from the top.
    pub(super) fn line(
        &mut self,
        ink: &mut Ink,
        line: &Line,
        style: Style,
        x: Twips,
        y: Twips,
        width: impl Fn(&str) -> Twips,
    ) {
        let mut x = x;
        for run in &line.runs {
            if let Some(original) = run.original {
                self.close(ink);
                let kid = self.begin(Tag::Span, Some(original));
                ink.kids.push(kid);
                self.text(&run.shown, style, x, y);
                self.end();
            } else {
                if !ink.open {
                    let kid = self.begin(ink.tag, None);
                    ink.kids.push(kid);
                    ink.open = true;
                }
                self.text(&run.shown, style, x, y);
            }
            x = x.saturating_add(width(&run.shown));
        }
    }

    /// End the marked content that is open, for example before another page.
    pub(super) fn close(&mut self, ink: &mut Ink) {
        if std::mem::take(&mut ink.open) {
            self.end();
        }
    }

    /// Everything that was drawn for an element.
    pub(super) fn finish(&mut self, mut ink: Ink) -> Vec<Kid> {
        self.close(&mut ink);
        ink.kids
    }

    /// Draw something that is not content.
    pub(super) fn artifact(&mut self, kind: Artifact, draw: impl FnOnce(&mut Self)) {
        let name = match kind {
            Artifact::Layout => b"Layout".to_vec(),
            Artifact::Pagination => b"Pagination".to_vec(),
        };
        self.mark("Artifact", BTreeMap::from([("Type".to_owned(), DictItem::Name(name))]));
        draw(self);
        self.end();
    }

    /// Text at a place; inside an element or an artifact only.
    pub(super) fn text(&mut self, text: &str, style: Style, x: Twips, y: Twips) {
        self.page.ops.extend([
            Op::SetFillColor { col: colour(style.paint) },
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(style.face.id()), size: pt(style.size) },
            Op::SetTextCursor { pos: Point { x: pt(x), y: from_top(y) } },
            Op::ShowText { items: vec![TextItem::Text(text.to_owned())] },
            Op::EndTextSection,
        ]);
    }

    /// A filled rectangle; inside an artifact only.
    pub(super) fn fill(&mut self, paint: Paint, x: Twips, top: Twips, width: Twips, height: Twips) {
        let rectangle = Rect {
            x: pt(x),
            y: from_top(top.saturating_add(height)),
            width: pt(width),
            height: pt(height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.page.ops.extend([Op::SetFillColor { col: colour(paint) }, Op::DrawRectangle { rectangle }]);
    }

    /// All pages, with a foot drawn on each by `foot(canvas, page from 1, pages)`.
    pub(super) fn into_pages(mut self, foot: impl Fn(&mut Self, usize, usize)) -> Vec<PdfPage> {
        self.new_page();
        let all = std::mem::take(&mut self.done);
        let count = all.len();
        let mut finished = Vec::with_capacity(count);
        for (number, page) in (1..).zip(all) {
            self.page = page;
            foot(&mut self, number, count);
            let page = std::mem::take(&mut self.page);
            finished.push(PdfPage::new(Mm(210.0), Mm(297.0), page.ops));
        }
        finished
    }

    fn begin(&mut self, tag: Tag, original: Option<char>) -> Kid {
        let id = self.page.next_id;
        self.page.next_id = id.saturating_add(1);
        let mut properties = BTreeMap::from([("MCID".to_owned(), DictItem::Int(id))]);
        if let Some(original) = original {
            let data = utf16(&original.to_string());
            properties.insert("ActualText".to_owned(), DictItem::String { data, literal: false });
        }
        self.mark(tag.name(), properties);
        Kid::Marked { page: self.page_index(), id }
    }

    fn mark(&mut self, tag: &str, properties: BTreeMap<String, DictItem>) {
        let properties = DictItem::Dict { map: properties };
        self.page.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn end(&mut self) {
        self.page.ops.push(Op::EndMarkedContentWithProperties);
    }
}

fn from_top(y: Twips) -> Pt {
    pt(PAGE_HEIGHT.saturating_sub(y))
}

/// Text for a string object: UTF-16, big end first, with its mark (ISO 32000-1, 7.9.2.2).
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    [0xFE, 0xFF].into_iter().chain(units).collect()
}
