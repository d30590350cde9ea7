//! Colours of a region's theme, and whether white text can be read on them. Whole numbers only.
//! May import: std, serde.

use serde::{Deserialize, Serialize};

/// An sRGB colour, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// The text is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a colour")]
pub struct NotAColour;

/// Relative luminance (WCAG 2.2) of each step of an sRGB channel, in millionths, at every sixteenth step and the last.
/// Between the steps it is interpolated upwards, so that a colour is never taken for darker than it is.
const LUMINANCE: [(u64, u64); 17] = [
    (0, 0),
    (16, 5_182),
    (32, 14_444),
    (48, 29_557),
    (64, 51_270),
    (80, 80_220),
    (96, 116_971),
    (112, 162_030),
    (128, 215_861),
    (144, 278_895),
    (160, 351_533),
    (176, 434_154),
    (192, 527_116),
    (208, 630_758),
    (224, 745_405),
    (240, 871_368),
    (255, 1_000_000),
];

impl Colour {
    /// Read `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6)?;
        let number =
            u32::from_str_radix(hex, 16).ok().filter(|_| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Its luminance in millionths of white's.
    #[must_use]
    pub fn luminance(self) -> u64 {
        let Self([red, green, blue]) = self;
        (2_126 * channel(red) + 7_152 * channel(green) + 722 * channel(blue)) / 10_000
    }

    /// Whether white text on it has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
    #[must_use]
    pub fn carries_white_text(self) -> bool {
        // (1 + 0.05) / (L + 0.05) >= 4.5, in millionths.
        2 * (1_000_000 + 50_000) >= 9 * (self.luminance() + 50_000)
    }
}

fn channel(value: u8) -> u64 {
    let value = u64::from(value);
    let above = LUMINANCE.iter().position(|(step, _)| *step >= value).unwrap_or(LUMINANCE.len() - 1);
    let (Some(high), Some(low)) = (LUMINANCE.get(above), LUMINANCE.get(above.saturating_sub(1))) else {
        return 0;
    };
    match high.0 - low.0 {
        0 => high.1,
        width => low.1 + ((high.1 - low.1) * (value - low.0)).div_ceil(width),
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}
impl TryFrom<String> for Colour {
    type Error = NotAColour;
    fn try_from(text: String) -> Result<Self, NotAColour> {
        Self::parse(&text).ok_or(NotAColour)
    }
}
impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_hexadecimal_digits_after_a_hash() {
        assert_eq!(Colour::parse("#0E5a64").unwrap().to_string(), "#0e5a64");
        for wrong in ["", "0e5a64", "#0e5a6", "#0e5a6g", "#+e5a64", "red"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn white_text_is_read_on_dark_colours_only() {
        for dark in ["#000000", "#0e5a64", "#154273", "#707070"] {
            assert!(Colour::parse(dark).unwrap().carries_white_text(), "{dark}");
        }
        for light in ["#ffffff", "#777777", "#ffdd00", "#00aa00"] {
            assert!(!Colour::parse(light).unwrap().carries_white_text(), "{light}");
        }
    }

    #[test]
    fn white_is_as_light_as_it_gets_and_black_as_dark() {
        assert_eq!(Colour::parse("#ffffff").unwrap().luminance(), 1_000_000);
        assert_eq!(Colour::parse("#000000").unwrap().luminance(), 0);
    }
}
