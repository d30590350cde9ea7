//! Tables: the head is repeated on every page, and a row that is higher than a page goes on on the next.
//! May import: flow, canvas, tags, units.

use super::canvas::{Artifact, Ink};
use super::flow::{Flow, height};
use super::fonts::Face;
use super::tags::{Elem, Kid, Tag};
use super::units::{BOTTOM, LEFT, RIGHT, TOP, Twips, points};
use super::wrap::{Line, Paint, Style};
use crate::domain::letter::{KeyValue, Table};

const CELL: Style = Style { face: Face::Regular, size: points(9), leading: points(13), paint: Paint::Ink };
const HEAD: Style = Style { face: Face::Bold, ..CELL };
const PAD: Twips = points(6);
const ABOVE: Twips = points(4);

/// A column on paper.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: Twips,
    pub(super) width: Twips,
}

/// A cell on its way to paper.
struct Cell {
    style: Style,
    tag: Tag,
    place: Place,
    lines: Vec<Line>,
}

/// The columns, by their shares of the width of the text.
pub(super) fn places(shares: &[u8]) -> Vec<Place> {
    let all: Twips = shares.iter().map(|&share| Twips::from(share)).sum::<Twips>().max(1);
    let mut before = 0;
    let edge = |shares: Twips| LEFT + (RIGHT - LEFT) * shares / all;
    shares
        .iter()
        .map(|&share| {
            let x = edge(before);
            before += Twips::from(share);
            Place { x, width: edge(before) - x }
        })
        .collect()
}

fn row_height(cells: &[Cell]) -> Twips {
    let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    height(lines.max(1), CELL).saturating_add(2 * ABOVE)
}

impl Flow<'_> {
    /// A table with a head of columns.
    pub(super) fn table(&mut self, table: &Table) -> Elem {
        let places = places(&table.columns().iter().map(|column| column.share).collect::<Vec<_>>());
        let titles = table.columns().iter().map(|column| (column.title.as_str(), HEAD, Tag::ColumnHead));
        let head = self.cells(&places, titles);
        let first = table
            .rows()
            .first()
            .map(|row| self.cells(&places, row.iter().map(|text| (text.as_str(), CELL, Tag::Td))));
        let opening = row_height(&head).saturating_add(first.as_deref().map_or(0, row_height));
        self.need(opening);
        let mut rows = vec![self.head(&head, false)];
        for row in table.rows() {
            let cells = self.cells(&places, row.iter().map(|text| (text.as_str(), CELL, Tag::Td)));
            rows.push(self.row(&cells, Some(&head)));
        }
        self.skip(points(10));
        Elem::of(Tag::Table, rows)
    }

    /// Names with their values, as a table without a head.
    pub(super) fn key_values(&mut self, rows: &[KeyValue]) -> Elem {
        let places = places(&[3, 7]);
        let mut elems = Vec::with_capacity(rows.len());
        for row in rows {
            let texts = [(row.name.as_str(), HEAD, Tag::RowHead), (row.value.as_str(), CELL, Tag::Td)];
            let cells = self.cells(&places, texts);
            elems.push(self.row(&cells, None));
        }
        self.skip(points(10));
        Elem::of(Tag::Table, elems)
    }

    fn cells<'t>(
        &self,
        places: &[Place],
        texts: impl IntoIterator<Item = (&'t str, Style, Tag)>,
    ) -> Vec<Cell> {
        let cell = |(&place, (text, style, tag)): (&Place, (&str, Style, Tag))| {
            let lines = self.wrap(text, style, place.width.saturating_sub(2 * PAD));
            Cell { style, tag, place, lines }
        };
        places.iter().zip(texts).map(cell).collect()
    }

    /// The head of a table: content the first time, decoration on later pages.
    fn head(&mut self, head: &[Cell], again: bool) -> Elem {
        let (top, high) = (self.y, row_height(head));
        self.canvas
            .artifact(Artifact::Layout, |canvas| canvas.fill(Paint::Tint, LEFT, top, RIGHT - LEFT, high));
        if !again {
            return self.row(head, None);
        }
        let fonts = self.fonts;
        self.canvas.artifact(Artifact::Pagination, |canvas| {
            for cell in head {
                for (line, down) in cell.lines.iter().zip(1_i32..) {
                    let shown: String = line.runs.iter().map(|run| run.shown.as_str()).collect();
                    let y = top + ABOVE + down * CELL.leading - points(4);
                    if fonts.width(HEAD.face, &shown, HEAD.size) > 0 {
                        canvas.text(&shown, HEAD, cell.place.x + PAD, y);
                    }
                }
            }
        });
        self.skip(high);
        self.rule();
        Elem::new(Tag::Tr, Vec::new())
    }

    fn rule(&mut self) {
        let y = self.y;
        self.canvas.artifact(Artifact::Layout, |canvas| canvas.fill(Paint::Rule, LEFT, y, RIGHT - LEFT, 12));
    }

    /// A row, moved to the next page when it fits there, else cut.
    fn row(&mut self, cells: &[Cell], head: Option<&[Cell]>) -> Elem {
        let head_height = head.map_or(0, row_height);
        let page = BOTTOM - TOP - head_height;
        if self.y.saturating_add(row_height(cells)) > BOTTOM && row_height(cells) <= page {
            self.next_page(head);
        }
        let mut inks: Vec<Ink> = cells.iter().map(|cell| Ink::new(cell.tag)).collect();
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        let mut drawn = 0;
        while drawn < lines.max(1) {
            let room = BOTTOM.saturating_sub(self.y).saturating_sub(2 * ABOVE).max(0) / CELL.leading;
            let fits = usize::try_from(room).unwrap_or_default().max(1).min(lines.max(1) - drawn);
            for (cell, ink) in cells.iter().zip(&mut inks) {
                let mut top = self.y + ABOVE;
                for line in cell.lines.iter().skip(drawn).take(fits) {
                    self.line_at(ink, line, cell.style, cell.place.x + PAD, top);
                    top += CELL.leading;
                }
                self.canvas.close(ink);
            }
            self.skip(height(fits, CELL) + 2 * ABOVE);
            self.rule();
            drawn += fits;
            if drawn < lines {
                self.next_page(head);
            }
        }
        let elem = |(cell, ink): (&Cell, Ink)| Kid::Elem(Elem::new(cell.tag, self.canvas.finish(ink)));
        Elem::new(Tag::Tr, cells.iter().zip(inks).map(elem).collect())
    }

    fn next_page(&mut self, head: Option<&[Cell]>) {
        self.new_page();
        if let Some(head) = head {
            self.head(head, true);
        }
    }
}
