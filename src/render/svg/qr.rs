//! A QR code as one path of squares. May import: std, serde, qrcode.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// Empty squares around the code, without which a camera does not find it (ISO/IEC 18004 §6.3.8).
const QUIET: usize = 4;

/// A QR code, ready to draw: a white square of `size` by `size` with the dark squares as one path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Qr {
    size: usize,
    path: String,
}

impl Qr {
    /// The code of a text; none for a text of more than about two thousand signs, which no code holds.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (row, squares) in code.to_colors().chunks(width).enumerate() {
            let mut column = 0;
            for run in squares.chunk_by(|one, next| one == next) {
                if run.first() == Some(&Color::Dark) {
                    let (x, y, long) = (column + QUIET, row + QUIET, run.len());
                    let _ = write!(path, "M{x} {y}h{long}v1h-{long}z");
                }
                column += run.len();
            }
        }
        Some(Self { size: width + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_room_around_it() {
        let qr = Qr::of("otpauth://totp/Openhuis:anna?secret=GEZDGNBVGY3TQOJQ").unwrap();
        // The first row of a code begins and ends with the upper edge of a corner: seven dark squares.
        let right = qr.size - QUIET - 7;
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", qr.path);
        assert!(qr.path.contains(&format!("M{right} 4h7v1h-7z")), "{}", qr.path);
        assert!(qr.path.contains(&format!("M4 {}h7v1h-7z", qr.size - QUIET - 1)), "{}", qr.path);
        assert_eq!((qr.size - 2 * QUIET - 17) % 4, 0, "a code is 21, 25, 29, … squares wide");
    }

    #[test]
    fn a_text_that_no_code_holds_has_none() {
        assert_eq!(Qr::of(&"x".repeat(5_000)), None);
    }
}
