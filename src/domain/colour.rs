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

const WHITE: Colour = Colour([u8::MAX; 3]);
const BLACK: Colour = Colour([0; 3]);

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

    /// Whether text of one of the two on the other has a contrast of at least 4.5 to 1. A little more is asked, because
    /// [`Self::luminance`] may take a light colour for slightly lighter than it is.
    #[must_use]
    pub fn reads_on(self, other: Self) -> bool {
        let (one, two) = (self.luminance() + 50_000, other.luminance() + 50_000);
        10 * one.max(two) >= 46 * one.min(two)
    }

    /// The same with this much of another colour in it, in hundredths.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u32) -> Self {
        let (Self([red, green, blue]), Self(with)) = (self, other);
        let part = percent.min(100);
        let mix = |one: u8, two: u8| {
            let sum = u32::from(one) * (100 - part) + u32::from(two) * part;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self([mix(red, with[0]), mix(green, with[1]), mix(blue, with[2])])
    }

    /// The eight shades of a theme with this accent, from pale to deep. The pale ones are grounds, the deep ones carry white
    /// text and are text themselves: they are darkened until they can be read on the pale ground they stand on.
    #[must_use]
    pub fn shades(self) -> [(u16, Self); 8] {
        let pale = |percent| self.mixed(WHITE, percent);
        let deep = |start: u32, ground: Self| {
            let mut darker = (start..100).step_by(4).map(|percent| self.mixed(BLACK, percent));
            darker.find(|shade| shade.reads_on(ground)).unwrap_or(BLACK)
        };
        let [ground, hover] = [pale(88), pale(75)];
        [
            (50, pale(94)),
            (100, ground),
            (200, hover),
            (300, pale(55)),
            (400, deep(0, pale(94))),
            (500, deep(0, ground)),
            (600, deep(24, hover)),
            (700, deep(48, hover)),
        ]
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
    fn every_colour_that_carries_white_text_gives_shades_that_can_be_read_on_each_other() {
        let steps = [0_u8, 31, 63, 95, 127, 159, 191, 223, 255];
        for (red, green, blue) in steps
            .iter()
            .flat_map(|r| steps.iter().map(move |g| (*r, *g)))
            .flat_map(|(r, g)| steps.iter().map(move |b| (r, g, *b)))
        {
            let accent = Colour([red, green, blue]);
            if !accent.carries_white_text() {
                continue;
            }
            let shades = std::collections::BTreeMap::from(accent.shades());
            for (text, ground) in [(400, 50), (500, 100), (600, 200), (700, 200)] {
                assert!(shades[&text].reads_on(shades[&ground]), "{accent}: {text} on {ground}");
            }
            for ground in [400, 500, 600, 700] {
                assert!(shades[&ground].carries_white_text(), "{accent}: white on {ground}");
            }
        }
    }

    #[test]
    fn white_is_as_light_as_it_gets_and_black_as_dark() {
        assert_eq!(Colour::parse("#ffffff").unwrap().luminance(), 1_000_000);
        assert_eq!(Colour::parse("#000000").unwrap().luminance(), 0);
    }
}
