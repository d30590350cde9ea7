//! The head of the first page and the foot of every page. May import: flow, canvas, tags, units, domain::words.

use super::canvas::{Artifact, Canvas};
use super::flow::{Flow, SMALL, STRONG, TEXT};
use super::fonts::{Face, Fonts};
use super::table::{Place, places};
use super::tags::{Elem, Tag};
use super::units::{LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, Twips, mm, points};
use super::visible::one_line;
use super::wrap::{Paint, Style};
use crate::domain::letter::{LetterContent, Signature};
use crate::domain::words::dates::long_date;
use crate::domain::words::letters::shared::page;

/// The name of the region, in place of a logo.
const BRAND: Style = Style { face: Face::Bold, size: points(14), leading: points(20), paint: Paint::Accent };
const ADDRESS: Style = Style { leading: points(14), ..TEXT };
const VALUE: Style = Style { size: points(9), leading: points(13), ..TEXT };
/// Where the sender's address begins.
const ASIDE: Twips = mm(136);
/// The window of a Dutch envelope: 20 mm from the left and 50 mm from the top, with room to slide.
const WINDOW: Twips = mm(52);

impl Flow<'_> {
    /// Everything above the subject.
    pub(super) fn letterhead(&mut self, letter: &LetterContent) -> Vec<Elem> {
        self.canvas.artifact(Artifact::Layout, |canvas| canvas.fill(Paint::Accent, 0, 0, PAGE_WIDTH, mm(4)));
        let mut elems = self.sender(letter);
        elems.extend(self.addressee(letter));
        self.y = self.y.max(mm(90));
        elems.extend(self.details(letter));
        self.skip(mm(9));
        elems
    }

    fn sender(&mut self, letter: &LetterContent) -> Vec<Elem> {
        let sender = &letter.sender;
        self.y = mm(15);
        let mut elems = vec![self.column(&sender.region, BRAND, LEFT, ASIDE - LEFT - mm(6))];
        elems.push(self.column(&sender.gemeente, SMALL, LEFT, ASIDE - LEFT - mm(6)));
        self.y = mm(16);
        let lines = [sender.address.as_slice(), sender.contact.as_slice()].concat().join("\n");
        elems.push(self.column(&lines, SMALL, ASIDE, RIGHT - ASIDE + mm(10)));
        elems
    }

    fn addressee(&mut self, letter: &LetterContent) -> Vec<Elem> {
        let to = &letter.addressee;
        self.y = self.y.max(WINDOW - mm(6));
        let back =
            format!("{} {}, {}", page::RETURN, letter.sender.gemeente, letter.sender.address.join(", "));
        let small = Style { size: points(7), leading: points(10), ..SMALL };
        let mut elems = vec![self.column(&back, small, LEFT, mm(100))];
        self.y = self.y.max(WINDOW);
        let mut lines = vec![to.organisation.clone()];
        lines.extend(to.attention.iter().map(|name| format!("{} {name}", page::ATTENTION)));
        lines.extend(to.address.iter().cloned());
        elems.push(self.column(&lines.join("\n"), ADDRESS, LEFT, mm(90)));
        self.skip(mm(6));
        elems
    }

    /// Date, number, annexes and whom to ask, side by side.
    fn details(&mut self, letter: &LetterContent) -> Vec<Elem> {
        let mut pairs = vec![
            (page::DATE, long_date(letter.date), 6),
            (page::NUMBER, letter.number.clone(), 6),
            (page::CONTACT, letter.sender.contact.join("\n"), 7),
        ];
        if !letter.annexes.is_empty() {
            pairs.insert(2, (page::ANNEXES, letter.annexes.len().to_string(), 3));
        }
        self.need(points(90));
        let top = self.y;
        self.canvas
            .artifact(Artifact::Layout, |canvas| canvas.fill(Paint::Rule, LEFT, top, RIGHT - LEFT, 12));
        let columns = places(&pairs.iter().map(|(_, _, share)| *share).collect::<Vec<u8>>());
        let mut lowest = top;
        let mut elems = Vec::with_capacity(pairs.len());
        for ((name, value, _), Place { x, width }) in pairs.into_iter().zip(columns) {
            self.y = top + points(5);
            let mut kids = self.column(name, SMALL, x, width - points(6)).kids;
            kids.extend(self.column(&value, VALUE, x, width - points(6)).kids);
            elems.push(Elem::new(Tag::P, kids));
            lowest = lowest.max(self.y);
        }
        self.y = lowest;
        elems
    }

    /// Lines from here down in a column.
    fn column(&mut self, text: &str, style: Style, x: Twips, width: Twips) -> Elem {
        let lines = self.wrap(text, style, width);
        Elem::new(Tag::P, self.lines(Tag::P, &lines, style, x))
    }

    /// The person who signed, kept together on one page.
    pub(super) fn signature(&mut self, signature: &Signature) -> Vec<Elem> {
        self.skip(points(8));
        self.need(points(120));
        let mut elems = vec![self.paragraph(page::GREETING)];
        self.skip(points(4));
        for line in &signature.on_behalf {
            elems.push(self.text(Tag::P, line, TEXT));
        }
        self.skip(points(16));
        elems.push(self.text(Tag::P, &signature.name, STRONG));
        elems.push(self.text(Tag::P, &signature.role, TEXT));
        self.skip(points(8));
        for line in &signature.notes {
            elems.push(self.text(Tag::P, line, SMALL));
        }
        elems
    }
}

/// The foot of a page: the number of the letter, and of the page.
pub(super) fn foot<'a>(
    letter: &LetterContent,
    fonts: &'a Fonts,
) -> impl Fn(&mut Canvas, usize, usize) + use<'a> {
    let number = one_line(&letter.number, fonts);
    let y = PAGE_HEIGHT - mm(14);
    move |canvas, page, of| {
        let pages = page::number(page, of);
        let x = RIGHT - fonts.width(SMALL.face, &pages, SMALL.size);
        canvas.artifact(Artifact::Pagination, |canvas| {
            canvas.fill(Paint::Rule, LEFT, y - points(13), RIGHT - LEFT, 12);
            canvas.text(&format!("{} {number}", page::NUMBER), SMALL, LEFT, y);
            canvas.text(&pages, SMALL, x, y);
        });
    }
}
