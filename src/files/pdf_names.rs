//! The names in the bytes of a PDF (`/Encrypt`, `/JavaScript`, …), found without parsing the document.
//! May import: std.
//!
//! A parser follows a document's own account of itself, and a hostile one lies; the names have to be in the bytes all
//! the same, except inside compressed object streams, whose places are reported. A name may be written with `#` and
//! two digits for any letter, so names are read byte by byte. Only names too long to occur by chance in compressed
//! data are looked for: `/JS` is not, since an action that runs script must also say `/JavaScript`.

use std::collections::BTreeSet;

/// Something a PDF names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// Script.
    JavaScript,
    /// Starting a program.
    Launch,
    /// A file inside the file.
    EmbeddedFile,
    /// Sending or fetching form data, or a form that is a program of its own.
    ActiveForm,
    /// Film, sound or three dimensions.
    RichMedia,
}

/// What the bytes held.
#[derive(Debug, Default)]
pub struct Found {
    /// Whether the document says it is encrypted.
    pub encrypted: bool,
    /// What it names.
    pub named: BTreeSet<Named>,
    /// Where the bodies of object streams may start.
    pub object_streams: Vec<u64>,
}

/// A reader of names that is fed a document piece by piece.
#[derive(Debug, Default)]
pub struct Names {
    found: Found,
    position: u64,
    /// The name being read, without its slash; longer than any we look for means uninteresting.
    name: Option<Vec<u8>>,
    /// `/Encrypt` was read; what follows decides whether it is a key or a word.
    after_encrypt: bool,
    /// The dictionary being read may describe an object stream.
    maybe_objects: bool,
    /// The last nine bytes, as many as `endstream` has.
    last: [u8; 9],
}

const LONGEST: usize = 64;
/// A document has not more object streams than this; the rest would be unreadable on purpose.
pub const MAX_OBJECT_STREAMS: usize = 20_000;

impl Names {
    /// Read on.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.byte(*byte);
        }
    }

    /// What was found until the end.
    #[must_use]
    pub fn finish(mut self) -> Found {
        self.byte(b' ');
        self.found
    }

    fn byte(&mut self, byte: u8) {
        self.position = self.position.saturating_add(1);
        if let Some(mut name) = self.name.take() {
            if !ends_a_name(byte) {
                if name.len() <= LONGEST {
                    name.push(byte);
                }
                self.name = Some(name);
                return;
            }
            self.named(&spelled_out(&name));
        }
        if byte == b'/' {
            self.name = Some(Vec::new());
        }
        self.settle_encrypt(byte);
        self.keyword(byte);
    }

    /// `/Encrypt 12 0 R` and `/Encrypt <<` encrypt; the word in a sentence does not.
    fn settle_encrypt(&mut self, byte: u8) {
        if self.after_encrypt && !byte.is_ascii_whitespace() && byte != 0 {
            self.found.encrypted |= byte.is_ascii_digit() || byte == b'<';
            self.after_encrypt = false;
        }
    }

    fn keyword(&mut self, byte: u8) {
        self.last.rotate_left(1);
        if let Some(newest) = self.last.last_mut() {
            *newest = byte;
        }
        if self.last.ends_with(b"endstream") || self.last.ends_with(b"endobj") {
            self.maybe_objects = false;
        } else if self.maybe_objects
            && self.last.ends_with(b"stream")
            && self.found.object_streams.len() <= MAX_OBJECT_STREAMS
        {
            self.found.object_streams.push(self.position);
        }
    }

    fn named(&mut self, name: &[u8]) {
        match name {
            b"Encrypt" => self.after_encrypt = true,
            // Some readers accept an object stream that lacks its type but has its other key.
            b"ObjStm" | b"First" => self.maybe_objects = true,
            b"JavaScript" => self.add(Named::JavaScript),
            b"Launch" => self.add(Named::Launch),
            b"EmbeddedFile" | b"EmbeddedFiles" => self.add(Named::EmbeddedFile),
            b"SubmitForm" | b"ImportData" | b"XFA" => self.add(Named::ActiveForm),
            b"RichMedia" | b"Rendition" => self.add(Named::RichMedia),
            _ => {}
        }
    }

    fn add(&mut self, named: Named) {
        self.found.named.insert(named);
    }
}

fn ends_a_name(byte: u8) -> bool {
    byte == 0 || byte.is_ascii_whitespace() || b"()<>[]{}/%".contains(&byte)
}

/// `#4a` stands for `J`.
fn spelled_out(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, after @ ..] = rest {
        let digits = after.first_chunk::<2>().and_then(|pair| std::str::from_utf8(pair).ok());
        match digits.filter(|_| *first == b'#').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Found {
        let mut names = Names::default();
        // Byte by byte: a name must be found however the file is cut.
        text.bytes().for_each(|byte| names.feed(&[byte]));
        names.finish()
    }

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        for text in ["<</S/JavaScript/JS(x)>>", "/J#61vaScript ", "/#4a#61#76#61#53#63#72#69#70#74"] {
            assert_eq!(found(text).named, BTreeSet::from([Named::JavaScript]), "{text}");
        }
        assert!(found("/JavaScriptures (JavaScript)").named.is_empty());
        assert!(found("/XFA#zz /# /").named.is_empty());
    }

    #[test]
    fn only_a_key_encrypts_not_the_word() {
        assert!(found("trailer <</Root 1 0 R/Encrypt 9 0 R>>").encrypted);
        assert!(found("/Encrypt<</Filter/Standard>>").encrypted);
        assert!(!found("(write /Encrypt in a sentence)").encrypted);
        assert!(!found("/EncryptMetadata false").encrypted);
    }

    #[test]
    fn the_places_of_object_streams_are_reported_and_no_others() {
        let text =
            "1 0 obj <</Length 3>>stream\nabc\nendstream endobj 2 0 obj <</Type/ObjStm/N 1>>stream\nxyz";
        let place = u64::try_from(text.rfind("\nxyz").unwrap()).unwrap();
        assert_eq!(found(text).object_streams, [place]);
    }
}
