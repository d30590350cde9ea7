//! Lengths on paper as whole twips (1/20 point), counted from the top left of an A4. May import: printpdf.

use printpdf::Pt;

/// A length in twips.
pub(super) type Twips = i32;

/// Width of an A4.
pub(super) const PAGE_WIDTH: Twips = mm(210);
/// Height of an A4.
pub(super) const PAGE_HEIGHT: Twips = mm(297);
/// Where text begins.
pub(super) const LEFT: Twips = mm(25);
/// Where text ends.
pub(super) const RIGHT: Twips = PAGE_WIDTH - mm(27);
/// Where text begins on a second page.
pub(super) const TOP: Twips = mm(24);
/// Where text ends, above the foot of the page.
pub(super) const BOTTOM: Twips = PAGE_HEIGHT - mm(28);

/// Millimetres.
pub(super) const fn mm(length: i32) -> Twips {
    length * 56_693 / 1000
}

/// Points.
pub(super) const fn points(length: i32) -> Twips {
    length * 20
}

/// The length as the PDF library wants it. No length on an A4 is outside 16 bits.
#[expect(clippy::float_arithmetic, reason = "the only step from whole twips to the library's points")]
pub(super) fn pt(length: Twips) -> Pt {
    let fits = i16::try_from(length).unwrap_or(i16::MAX);
    Pt(f32::from(fits) / 20.0)
}
