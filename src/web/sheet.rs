//! Tables for a spreadsheet: semicolons and a byte order mark, because that is how spreadsheets in the Netherlands open a file right at
//! once. May import: csv, domain.

pub use crate::domain::text::harmless;

const MARK: &str = "\u{feff}";

/// A writer of lines; the first piece of a file begins with its mark.
#[must_use]
pub fn writer(first: bool) -> csv::Writer<Vec<u8>> {
    let start = if first { MARK.as_bytes().to_vec() } else { Vec::new() };
    csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_a_formula_stays_a_text() {
        for formula in ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", " =1", "\u{a0}=1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("Zorg = Thuis"), "Zorg = Thuis");
        assert_eq!(harmless(""), "");
    }
}
