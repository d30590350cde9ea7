//! The two fonts of a letter and the colour profile, made by `frontend/build-fonts.mjs`. May import: printpdf, lopdf, units.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use lopdf::{Stream, dictionary};
use printpdf::{FontId, ParsedFont};

use super::DocumentError;
use super::units::Twips;

const REGULAR: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/frontend/dist/fonts/letter-regular.ttf"));
const BOLD: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/frontend/dist/fonts/letter-bold.ttf"));
/// The colour space of a letter.
pub(super) const SRGB: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/frontend/dist/fonts/srgb.icc"));

/// One of the two faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// The fonts, read once.
pub(super) struct Fonts {
    regular: Loaded,
    bold: Loaded,
}

struct Loaded {
    parsed: ParsedFont,
    /// The font program, compressed once for all letters.
    packed: Stream,
    /// Advance width in font units of each character that can be shown and read back.
    advances: BTreeMap<char, u16>,
    units_per_em: i64,
}

/// The fonts of every letter.
pub(super) fn fonts() -> Result<&'static Fonts, DocumentError> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let regular = load(REGULAR, "OHBRVN+OpenSans-Regular")?;
            Some(Fonts { regular, bold: load(BOLD, "OHBRVN+OpenSans-Bold")? })
        })
        .as_ref()
        .ok_or(DocumentError::Font("letter-regular.ttf or letter-bold.ttf"))
}

fn load(bytes: &[u8], name: &str) -> Option<Loaded> {
    let mut parsed = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())?;
    parsed.font_name = Some(name.to_owned());
    // Two characters that share a glyph could not be told apart when the text is read back:
    // the first keeps the glyph, the other is shown by its number.
    let mut taken = BTreeSet::new();
    let mut advances = BTreeMap::new();
    for (&code, &glyph) in &parsed.codepoint_to_glyph {
        if glyph != 0 && taken.insert(glyph) {
            advances.insert(char::from_u32(code)?, parsed.get_glyph_width(glyph)?);
        }
    }
    let mut packed =
        Stream::new(dictionary! { "Length1" => i64::try_from(bytes.len()).ok()? }, bytes.to_vec());
    packed.compress().ok()?;
    let units_per_em = i64::from(parsed.units_per_em);
    (units_per_em > 0 && !advances.is_empty()).then_some(Loaded { parsed, packed, advances, units_per_em })
}

impl Face {
    /// The name of this face inside the file: fixed, so that the same letter gives the same bytes.
    pub(super) fn id(self) -> FontId {
        FontId(match self {
            Self::Regular => "Regular".to_owned(),
            Self::Bold => "Bold".to_owned(),
        })
    }
}

impl Fonts {
    fn of(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }

    /// The face as the PDF library embeds it.
    pub(super) fn parsed(&self, face: Face) -> &ParsedFont {
        &self.of(face).parsed
    }

    /// The compressed stream of this font program, if it is one of ours.
    pub(super) fn packed(&self, program: &[u8]) -> Option<&Stream> {
        // Compared, not matched: a pattern of this many bytes costs the compiler all memory there is.
        [(REGULAR, &self.regular), (BOLD, &self.bold)]
            .into_iter()
            .find_map(|(ours, font)| (program == ours).then_some(&font.packed))
    }

    /// Whether both faces can show this character, and a reader gets the same character back.
    pub(super) fn can_show(&self, character: char) -> bool {
        self.regular.advances.contains_key(&character) && self.bold.advances.contains_key(&character)
    }

    /// The width of one character at a size, in font units times size: see [`Fonts::width`].
    fn advance(&self, face: Face, character: char) -> i64 {
        self.of(face).advances.get(&character).copied().map_or(0, i64::from)
    }

    /// The width of a text at a size, rounded up.
    pub(super) fn width(&self, face: Face, text: &str, size: Twips) -> Twips {
        let units: i64 = text.chars().map(|character| self.advance(face, character)).sum();
        let em = self.of(face).units_per_em;
        let width = (units * i64::from(size) + em - 1) / em;
        Twips::try_from(width).unwrap_or(Twips::MAX)
    }
}
