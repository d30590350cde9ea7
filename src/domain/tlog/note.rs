//! Signed notes: a text with signatures under it, as text (C2SP signed-note). Whether a signature is right is said by who knows Ed25519.
//! May import: base64, sha2.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The largest note that is read: a checkpoint with sixteen signatures is far smaller.
const LARGEST: usize = 64 * 1024;
/// What a line of a signature starts with: an em dash.
const DASH: &str = "\u{2014} ";

/// Whose key it is: an address without a scheme, such as `openhuis.example.nl/log`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// The text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// No name, or one with a space, a plus or a control character.
    #[error("the name of a key holds no spaces, plus signs or control characters, and is not empty")]
    Name,
    /// Not `name+hash+key`.
    #[error("not a key of a log: name+hash+base64, as in the file vkey")]
    Form,
    /// The hash in the text is not that of its key.
    #[error("the key does not have the hash that stands before it")]
    Hash,
    /// Another kind of signature.
    #[error("a key of a kind that this program does not know")]
    Algorithm,
}

impl KeyName {
    /// Take a name.
    ///
    /// # Errors
    /// [`BadKey::Name`]
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let bad = |one: char| one.is_whitespace() || one.is_control() || one == '+';
        if text.is_empty() || text.contains(bad) { Err(BadKey::Name) } else { Ok(Self(text.to_owned())) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a signature says, by the byte that stands for it in keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Ed25519 over the text: who keeps the log.
    Ed25519,
    /// Ed25519 over the text and a moment: a witness (C2SP tlog-cosignature).
    Cosignature,
}

impl Algorithm {
    /// The byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Cosignature => 4,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::Cosignature].into_iter().find(|one| one.byte() == byte)
    }
}

/// A key by which signatures are checked, public.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    /// Whose it is.
    pub name: KeyName,
    /// What its signatures say.
    pub algorithm: Algorithm,
    /// The key itself, as RFC 8032 writes it.
    pub public: [u8; 32],
}

impl VerifierKey {
    /// The short hash by which signatures name their key.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(self.name.as_str())
            .chain_update([b'\n', self.algorithm.byte()])
            .chain_update(self.public)
            .finalize();
        hash.first_chunk().copied().unwrap_or_default()
    }

    /// Read `name+hash+base64`.
    ///
    /// # Errors
    /// [`BadKey`]
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadKey::Form);
        };
        let bytes = STANDARD.decode(key).map_err(|_| BadKey::Form)?;
        let (byte, public) = bytes.split_first().ok_or(BadKey::Form)?;
        let key = Self {
            name: KeyName::parse(name)?,
            algorithm: Algorithm::from_byte(*byte).ok_or(BadKey::Algorithm)?,
            public: public.try_into().map_err(|_| BadKey::Form)?,
        };
        if key.hash() == hash { Ok(key) } else { Err(BadKey::Hash) }
    }

    fn hash(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.id()))
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.algorithm.byte()], self.public.as_slice()].concat();
        write!(f, "{}+{}+{}", self.name.as_str(), self.hash(), STANDARD.encode(key))
    }
}

/// One signature under a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Whose.
    pub name: KeyName,
    /// The short hash of the key.
    pub key: [u8; 4],
    /// What the key made of the text.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// The signature that `key` made.
    #[must_use]
    pub fn by(key: &VerifierKey, bytes: Vec<u8>) -> Self {
        Self { name: key.name.clone(), key: key.id(), bytes }
    }

    /// Whether it names this key.
    #[must_use]
    pub fn names(&self, key: &VerifierKey) -> bool {
        self.name == key.name && self.key == key.id()
    }

    /// Read its line, without the line end.
    ///
    /// # Errors
    /// [`NotANote`]
    pub fn parse(line: &str) -> Result<Self, NotANote> {
        let (name, signature) =
            line.strip_prefix(DASH).and_then(|rest| rest.split_once(' ')).ok_or(NotANote)?;
        let bytes = STANDARD.decode(signature).map_err(|_| NotANote)?;
        let (key, bytes) = bytes.split_first_chunk().ok_or(NotANote)?;
        if bytes.is_empty() {
            return Err(NotANote);
        }
        Ok(Self { name: KeyName::parse(name).map_err(|_| NotANote)?, key: *key, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.key.as_slice(), &self.bytes].concat();
        write!(f, "{DASH}{} {}", self.name.as_str(), STANDARD.encode(bytes))
    }
}

/// A text with signatures under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is signed, with its last line end.
    pub text: String,
    /// The signatures, in their order; at least one in a note that was read.
    pub signatures: Vec<Signature>,
}

/// The text is no signed note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a signed note: a text, an empty line, and lines of signatures")]
pub struct NotANote;

impl Note {
    /// Read a note.
    ///
    /// # Errors
    /// [`NotANote`]
    pub fn parse(note: &str) -> Result<Self, NotANote> {
        let control = |one: char| one < ' ' && one != '\n';
        if note.len() > LARGEST || note.contains(control) {
            return Err(NotANote);
        }
        let (text, signed) = note.rsplit_once("\n\n").ok_or(NotANote)?;
        let signed = signed.strip_suffix('\n').ok_or(NotANote)?;
        let signatures: Result<Vec<_>, _> = signed.split('\n').map(Signature::parse).collect();
        Ok(Self { text: format!("{text}\n"), signatures: signatures? })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|one| writeln!(f, "{one}"))
    }
}
